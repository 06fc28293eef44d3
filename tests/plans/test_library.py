"""The plans that come with the bot are what their authors agreed on, week by week."""

from collections.abc import Mapping

import pytest

from plans.load import load_plans
from plans.model import Library, Plan, Workout
from plans.totals import week_total

# Minutes of backward walking, or metres of backward running, a week.
WALKING: Mapping[str, list[float]] = {
    "walk-back-starter": [9, 13.5, 18, 24, 30, 20],
}
RUNNING: Mapping[str, list[float]] = {
    "couch-to-retro-1k": [480, 720, 960, 720, 1200, 1440, 1650, 1200, 1980, 1800],
}


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
    assert [week_total(week).backward_m for week in plan.weeks] == pytest.approx(metres)
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


@pytest.mark.parametrize("plan_id", [*WALKING, *RUNNING])
def test_the_last_session_of_a_plan_is_its_goal(library: Library, plan_id: str) -> None:
    assert workouts(library[plan_id])[-1].test
