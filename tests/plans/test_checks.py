"""Each rule for plan authors, broken once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from plans.checks import problems_among, problems_of
from plans.load import load_plans
from plans.model import Block, Library, Needs, Piece, Plan, Week, Workout

Change = Callable[[Plan], Plan]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_plans()


def all_workouts(plan: Plan, change: Callable[[Workout], Workout]) -> Plan:
    weeks = [replace(week, workouts=tuple(change(each) for each in week.workouts)) for week in plan.weeks]
    return replace(plan, weeks=tuple(weeks))


def main_of(plan: Plan, week: int, *main: Block, test: bool = False, hard: bool = False) -> Plan:
    """The plan with this main set in every session of one week."""

    def changed(each: Week) -> Week:
        workouts = tuple(replace(workout, main=main, test=test, hard=hard) for workout in each.workouts)
        return replace(each, workouts=workouts) if each.number == week else each

    return replace(plan, weeks=tuple(changed(each) for each in plan.weeks))


def jog(repeat: int, metres: float, effort: float = 4) -> Block:
    return Block(repeat, Piece("backward_run", metres, None, (3, effort)))


def walk(repeat: int, seconds: int, effort: float = 3) -> Block:
    return Block(repeat, Piece("backward_walk", None, seconds, (2, effort)))


def needs(plan: Plan, change: Callable[[Needs], Needs]) -> Plan:
    return replace(plan, needs=change(plan.needs))


STARTER: list[tuple[Change, str]] = [
    (lambda plan: main_of(plan, 1, walk(7, 30)), "at most 3 min of backward walking"),
    (lambda plan: main_of(plan, 3, jog(1, 50)), "the session holds a jog"),
    (lambda plan: main_of(plan, 2, walk(7, 60)), "grows by more than 3 min"),
    (lambda plan: main_of(plan, 5, walk(3, 240)), "% above the best week so far"),
    (lambda plan: main_of(plan, 6, walk(1, 901)), "more than 15 min"),
    (lambda plan: main_of(plan, 3, walk(6, 60, effort=7)), "effort 7 before week 5"),
    (lambda plan: main_of(plan, 5, walk(3, 200, effort=9)), "8 is the most outside of tests"),
    (lambda plan: main_of(plan, 1, walk(6, 30), test=True), "the first session is no test"),
    (lambda plan: main_of(plan, 5, walk(3, 200), hard=True), "two rest days belong between hard"),
    (lambda plan: all_workouts(plan, lambda each: replace(each, warm_up=each.warm_up[:1])), "the warm-up needs"),
    (lambda plan: all_workouts(plan, lambda each: replace(each, warm_up=each.warm_up[1:])), "the warm-up needs"),
    (lambda plan: all_workouts(plan, lambda each: replace(each, cool_down=())), "the cool-down takes 3 to 5 min"),
    (lambda plan: all_workouts(plan, lambda each: replace(each, cue=" ")), "one safety cue"),
    (
        lambda plan: needs(plan, lambda each: replace(each, refused_for=frozenset({"child"}))),
        "no backward plan in pregnancy",
    ),
    (lambda plan: needs(plan, lambda each: replace(each, refused_for=frozenset({"pregnant"}))), "no plan under 13"),
    (lambda plan: needs(plan, lambda each: replace(each, clearance_for=frozenset())), "must name 'heart'"),
]

COUCH: list[tuple[Change, str]] = [
    (lambda plan: main_of(plan, 1, jog(9, 20)), "at most 160 m a session"),
    (lambda plan: main_of(plan, 1, jog(4, 40)), "pieces of at most 30 m"),
    (lambda plan: main_of(plan, 3, jog(2, 120)), "after week 4"),
    (lambda plan: main_of(plan, 3, jog(9, 40)), "80 m of jogging in one step"),
    (lambda plan: main_of(plan, 7, jog(6, 110)), "% above the best week so far"),
    (lambda plan: main_of(plan, 4, jog(2, 40)), "a lighter week is 60 to 80 %"),
    (lambda plan: main_of(plan, 9, jog(1, 5100)), "more than 5 km backward in one go"),
    (lambda plan: main_of(plan, 9, jog(3, 900)), "more than 8 km backward a week"),
    (
        lambda plan: needs(plan, lambda each: replace(each, refused_for=frozenset({"pregnant", "child"}))),
        "must name 'injury'",
    ),
    (lambda plan: needs(plan, lambda each: replace(each, clearance_always=True)), "is for walking only"),
    (lambda plan: replace(plan, surfaces=("treadmill",)), "a treadmill is for walking only"),
    (lambda plan: replace(plan, sessions_per_week=4), "4 only where all is walking"),
]


def told(plan: Plan) -> str:
    return "\n".join(problem.reason for problem in problems_of(plan))


@pytest.mark.parametrize(("change", "reason"), STARTER)
def test_a_walking_plan_that_breaks_a_rule_is_told_which(library: Library, change: Change, reason: str) -> None:
    plan = library["walk-back-starter"]
    assert reason not in told(plan)
    assert reason in told(change(plan))


@pytest.mark.parametrize(("change", "reason"), COUCH)
def test_a_jogging_plan_that_breaks_a_rule_is_told_which(library: Library, change: Change, reason: str) -> None:
    plan = library["couch-to-retro-1k"]
    assert reason not in told(plan)
    assert reason in told(change(plan))


def test_a_problem_names_its_week_and_session(library: Library) -> None:
    (problem,) = problems_of(main_of(library["walk-back-starter"], 6, walk(1, 600, effort=9)))[:1]
    assert (problem.plan, problem.week, problem.session) == ("walk-back-starter", 6, 1)


def test_four_weeks_in_a_row_without_a_lighter_one_are_too_many(library: Library) -> None:
    plan = library["couch-to-retro-1k"]
    weeks = tuple(replace(week, lighter=False) for week in plan.weeks)
    assert "the fourth week in a row without a lighter one" in told(replace(plan, weeks=weeks))


def test_jogging_without_a_walking_plan_before_it_is_told(library: Library) -> None:
    plan = library["couch-to-retro-1k"]
    alone = replace(plan, needs=replace(plan.needs, after=""))
    (problem,) = problems_among(alone, library)
    assert "must come after a walking plan" in problem.reason


def test_a_chain_of_plans_that_bites_its_tail_is_told(library: Library) -> None:
    plan = library["walk-back-starter"]
    plan = replace(plan, needs=replace(plan.needs, after=plan.id))
    (problem,) = problems_among(plan, {plan.id: plan})
    assert "comes after itself" in problem.reason
