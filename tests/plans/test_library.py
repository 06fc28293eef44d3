"""The plans that come with the bot are what their authors agreed on, week by week."""

from collections.abc import Mapping

import pytest

from plans.load import load_plans
from plans.model import Library, Plan, Workout
from plans.totals import week_total

# Minutes of backward walking, or metres of backward running, a week.
WALKING: Mapping[str, list[float]] = {
    "walk-back-starter": [9, 13.5, 18, 24, 30, 20],
    "knee-friendly": [9, 12, 15, 18, 24, 30],
    "older-adult-balance": [4, 5, 6, 9, 9, 12, 15, 15],
}
RUNNING: Mapping[str, list[float]] = {
    "couch-to-retro-1k": [480, 720, 960, 720, 1200, 1440, 1650, 1200, 1980, 1800],
    "retro-5k": [2400, 2800, 3300, 2600, 3900, 4600, 5400, 4200, 6200, 7000, 5500, 7600, 5000, 7000],
    "retro-mile": [3600, 4200, 4800, 3200, 5600, 6100, 4400, 3600],
    "field-agility": [160, 200, 240, 180, 240, 320, 320, 180],
}
# The table of the mile is rounded to 100 m; all others are exact.
ROUNDED_M: Mapping[str, float] = {"retro-mile": 50}
# The plan for aching knees ends with a dose to keep, not with a test.
WITHOUT_TEST = {"knee-friendly"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_plans()


def workouts(plan: Plan) -> list[Workout]:
    return [workout for week in plan.weeks for workout in week.workouts]


def test_the_library_holds_exactly_the_agreed_plans(library: Library) -> None:
    assert set(library) == WALKING.keys() | RUNNING.keys()


@pytest.mark.parametrize(("plan_id", "minutes"), WALKING.items())
def test_walking_plans_have_the_agreed_minutes_a_week(library: Library, plan_id: str, minutes: list[float]) -> None:
    plan = library[plan_id]
    assert plan.walking_only
    assert [week_total(week).backward_s / 60 for week in plan.weeks] == minutes
    assert not any(week_total(week).backward_seconds_estimated for week in plan.weeks)


@pytest.mark.parametrize(("plan_id", "metres"), RUNNING.items())
def test_running_plans_have_the_agreed_metres_a_week(library: Library, plan_id: str, metres: list[float]) -> None:
    plan = library[plan_id]
    assert not plan.walking_only
    assert [week_total(week).backward_m for week in plan.weeks] == pytest.approx(
        metres, abs=ROUNDED_M.get(plan_id, 0.1)
    )
    assert not any(week_total(week).metres_estimated for week in plan.weeks)


@pytest.mark.parametrize("plan_id", [*WALKING, *RUNNING])
def test_every_week_has_all_of_its_sessions_and_a_word_to_the_runner(library: Library, plan_id: str) -> None:
    plan = library[plan_id]
    assert all(len(week.workouts) == plan.sessions_per_week for week in plan.weeks)
    assert all(week.note for week in plan.weeks)


@pytest.mark.parametrize("plan_id", [*WALKING, *RUNNING])
def test_every_session_is_complete(library: Library, plan_id: str) -> None:
    for workout in workouts(library[plan_id]):
        assert workout.warm_up
        assert workout.main
        assert workout.cool_down
        assert workout.title


@pytest.mark.parametrize("plan_id", [*WALKING, *RUNNING])
def test_no_two_sessions_of_a_plan_have_the_same_cue(library: Library, plan_id: str) -> None:
    cues = [workout.cue for workout in workouts(library[plan_id])]
    assert len(set(cues)) == len(cues)
    assert all(len(cue) <= 140 for cue in cues), "a cue is one thing to keep in mind"


def test_the_ids_of_workouts_are_unique(library: Library) -> None:
    ids = [workout.id for plan in library.values() for workout in workouts(plan)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("plan_id", sorted({*WALKING, *RUNNING} - WITHOUT_TEST))
def test_the_last_session_of_a_plan_is_its_goal(library: Library, plan_id: str) -> None:
    assert workouts(library[plan_id])[-1].test


@pytest.mark.parametrize("plan_id", ["knee-friendly", "older-adult-balance"])
def test_the_plans_for_patients_and_older_people_always_need_a_clinicians_word(library: Library, plan_id: str) -> None:
    assert library[plan_id].walking_only
    assert library[plan_id].needs.clearance_always


@pytest.mark.parametrize("plan_id", [*WALKING, *RUNNING])
def test_nobody_pregnant_or_under_13_is_let_in(library: Library, plan_id: str) -> None:
    assert {"pregnant", "child"} <= library[plan_id].needs.refused_for


@pytest.mark.parametrize("plan_id", RUNNING)
def test_every_running_plan_comes_after_a_walking_plan(library: Library, plan_id: str) -> None:
    plan = library[plan_id]
    while plan.needs.after:
        plan = library[plan.needs.after]
    assert plan.walking_only


def test_what_comes_from_a_source_names_it(library: Library) -> None:
    rules = [rule for plan in library.values() for rule in plan.rules]
    assert all(rule.facts for rule in rules if rule.basis == "a source")
