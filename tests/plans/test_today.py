from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plans.model import (
    WEEKDAYS,
    Block,
    Finished,
    Needs,
    NotStarted,
    Piece,
    Plan,
    Rest,
    Training,
    Week,
    Weekday,
    Workout,
)
from plans.today import calendar, default_days, training_days, week_of, workout_on

MONDAY = date(2026, 11, 23)


def workout(name: str, metres: float = 100, *, test: bool = False, hard: bool = False) -> Workout:
    main = (Block(1, Piece("backward_run", metres, None, (3, 4))),)
    return Workout(name, name, (), main, (), "Look behind.", test=test, hard=hard)


def plan_of(*weeks: list[Workout]) -> Plan:
    numbered = tuple(Week(number, False, tuple(week)) for number, week in enumerate(weeks, 1))
    most = max(len(week) for week in weeks)
    return Plan("p", "P", "", "", "", "", False, Needs(()), most, ("gym floor",), (), numbered)


THREE = plan_of([workout("a"), workout("b"), workout("c")], [workout("d"), workout("e"), workout("f", test=True)])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    weeks = []
    for week, size in enumerate(sizes, 1):
        metres = draw(st.lists(st.integers(1, 9), min_size=size, max_size=size))
        weeks.append([workout(f"{week}.{n}", m, test=draw(st.booleans())) for n, m in enumerate(metres, 1)])
    return plan_of(*weeks)


starts = st.dates(date(2020, 1, 1), date(2035, 1, 1)).map(lambda day: day - timedelta(days=day.weekday()))
weekdays = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(lambda days: tuple(sorted(days, key=WEEKDAYS.index)))
again = st.lists(st.integers(1, 6), max_size=4).map(tuple)


@given(plans(), starts, weekdays, again)
@settings(max_examples=150)
def test_every_training_is_there_once_for_each_time_its_week_is_done(
    plan: Plan, started: date, days: tuple[Weekday, ...], repeats: tuple[int, ...]
) -> None:
    done = [(training.week, training.number) for training in calendar(plan, started, days, repeats)]
    for week in plan.weeks:
        expected = min(len(week.workouts), len(days)) * (1 + repeats.count(week.number))
        numbers = [number for of, number in done if of == week.number]
        assert len(numbers) == expected
        assert all(numbers.count(number) == 1 + repeats.count(week.number) for number in numbers)


@given(plans(), starts, weekdays, again)
@settings(max_examples=150)
def test_there_are_never_two_trainings_on_a_day_and_the_days_are_the_runners_own(
    plan: Plan, started: date, days: tuple[Weekday, ...], repeats: tuple[int, ...]
) -> None:
    trainings = calendar(plan, started, days, repeats)
    assert all(earlier.day < later.day for earlier, later in pairwise(trainings))
    assert {WEEKDAYS[training.day.weekday()] for training in trainings} <= set(days)


def have_48_hours(days: tuple[Weekday, ...]) -> bool:
    numbers = [WEEKDAYS.index(day) for day in days]
    return all(later - earlier >= 2 for earlier, later in pairwise((*numbers, numbers[0] + 7)))


def some_choice_has_48_hours(days: tuple[Weekday, ...], count: int) -> bool:
    return any(have_48_hours(option) for option in combinations(days, min(count, len(days))))


@given(plans(), starts, weekdays, again)
@settings(max_examples=150)
def test_trainings_are_48_hours_apart_wherever_the_days_allow(
    plan: Plan, started: date, days: tuple[Weekday, ...], repeats: tuple[int, ...]
) -> None:
    assume(some_choice_has_48_hours(days, plan.sessions_per_week))
    trainings = calendar(plan, started, days, repeats)
    assert all(later.day - earlier.day >= timedelta(days=2) for earlier, later in pairwise(trainings))


@given(plans(), starts, weekdays, again)
@settings(max_examples=40)
def test_the_calendar_and_the_single_days_agree(
    plan: Plan, started: date, days: tuple[Weekday, ...], repeats: tuple[int, ...]
) -> None:
    trainings = {training.day: training for training in calendar(plan, started, days, repeats)}
    last = max(trainings)
    day = started - timedelta(days=3)
    while day < last + timedelta(days=4):
        match workout_on(plan, started, days, day, repeats):
            case Training() as training:
                assert training == trainings[day]
            case Rest(next=coming):
                assert coming == min(later for later in trainings if later > day)
            case NotStarted(first=first):
                assert day < started
                assert first == min(trainings)
            case Finished(last=told):
                assert day > last == told
        day += timedelta(days=1)


@given(plans(), starts, weekdays, again, st.integers(-10, 60))
@settings(max_examples=60)
def test_a_week_is_its_seven_days(
    plan: Plan, started: date, days: tuple[Weekday, ...], repeats: tuple[int, ...], ahead: int
) -> None:
    day = started + timedelta(days=ahead)
    week = week_of(plan, started, days, day, repeats)
    assert [each.weekday() for each, _ in week] == list(range(7))
    assert day in dict(week)
    assert all(standing == workout_on(plan, started, days, each, repeats) for each, standing in week)


def test_a_repeated_week_is_done_again_right_after_itself() -> None:
    weeks = [training.week for training in calendar(THREE, MONDAY, ("mon",), (1,))]
    assert weeks == [1, 1, 2]


def test_a_repeat_of_a_week_that_the_plan_does_not_have_changes_nothing() -> None:
    assert calendar(THREE, MONDAY, ("mon",), (9,)) == calendar(THREE, MONDAY, ("mon",))


def test_without_days_the_default_days_are_used() -> None:
    assert [training.day.weekday() for training in calendar(THREE, MONDAY, ())] == [0, 2, 4, 0, 2, 4]


def test_a_plan_begun_in_mid_week_loses_no_session() -> None:
    thursday = MONDAY + timedelta(days=3)
    begun = calendar(THREE, thursday, ("mon", "thu", "sat"))
    assert len(begun) == len(calendar(THREE, MONDAY, ("mon", "thu", "sat")))
    assert [training.day for training in begun[:3]] == [thursday, thursday + timedelta(2), thursday + timedelta(4)]
    assert [training.number for training in begun[:3]] == [1, 2, 3]


def names(plan: Plan, days: tuple[Weekday, ...]) -> list[str]:
    return [training.workout.id for training in calendar(plan, MONDAY, days)]


@pytest.mark.parametrize(
    ("week", "room", "kept"),
    [
        ([workout("a"), workout("b"), workout("c")], 2, ["a", "b"]),
        ([workout("a"), workout("b"), workout("long", 500)], 1, ["long"]),
        ([workout("a", 500), workout("b"), workout("test", 10, test=True)], 1, ["test"]),
        ([workout("a", 500), workout("hard", hard=True), workout("test", 10, test=True)], 2, ["hard", "test"]),
        ([workout("a", 500), workout("hard", hard=True), workout("c")], 2, ["a", "hard"]),
    ],
)
def test_a_week_without_room_for_all_keeps_its_key_sessions(week: list[Workout], room: int, kept: list[str]) -> None:
    days: tuple[Weekday, ...] = ("tue", "fri")
    assert names(plan_of(week), days[:room]) == kept


def test_a_left_out_session_keeps_the_numbers_of_the_others() -> None:
    trainings = calendar(THREE, MONDAY, ("tue",))
    assert [(training.week, training.number) for training in trainings] == [(1, 1), (2, 3)]


@pytest.mark.parametrize(
    ("chosen", "used"),
    [
        (WEEKDAYS, ("mon", "wed", "fri")),
        (("mon", "tue", "thu", "sat"), ("mon", "thu", "sat")),
        (("sun", "mon", "wed", "fri"), ("mon", "wed", "fri")),
        (("sat", "sun", "mon"), ("mon", "sat", "sun")),
        (("mon", "tue", "wed", "sun"), ("mon", "tue", "wed")),
        (("fri", "mon"), ("mon", "fri")),
        (("wed", "wed"), ("wed",)),
    ],
)
def test_of_many_days_those_with_48_hours_between_them_are_used(
    chosen: tuple[Weekday, ...], used: tuple[Weekday, ...]
) -> None:
    assert training_days(THREE, chosen) == used


@pytest.mark.parametrize("sessions", [1, 2, 3])
def test_default_days_are_48_hours_apart(sessions: int) -> None:
    assert len(default_days(sessions)) == sessions
    assert have_48_hours(default_days(sessions))


def test_the_day_after_the_last_training_the_plan_is_finished() -> None:
    last = calendar(THREE, MONDAY, ("mon", "wed", "fri"))[-1].day
    assert workout_on(THREE, MONDAY, ("mon", "wed", "fri"), last + timedelta(days=1)) == Finished(last)


def test_before_the_first_training_of_the_first_week_is_rest() -> None:
    assert workout_on(THREE, MONDAY, ("wed",), MONDAY) == Rest(MONDAY + timedelta(days=2))


def test_before_the_first_week_the_plan_has_not_started() -> None:
    assert workout_on(THREE, MONDAY, ("wed",), MONDAY - timedelta(days=1)) == NotStarted(MONDAY + timedelta(days=2))
