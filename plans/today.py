"""Which workout falls on which day. Pure: the day is an argument, and the same arguments always give the same answer.

The one rule: every session that the runner's days have room for falls on exactly one day, never two on one day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from plans.model import WEEKDAYS, Finished, NotStarted, Plan, Rest, Standing, Training, Week, Weekday, Workout
from plans.totals import backward_metres

_SPREAD: dict[int, tuple[Weekday, ...]] = {
    1: ("wed",),
    2: ("mon", "thu"),
    3: ("mon", "wed", "fri"),
    4: ("mon", "wed", "fri", "sun"),
}


def default_days(sessions_per_week: int) -> tuple[Weekday, ...]:
    """Weekdays 48 hours apart. Four do not fit into a week so: Sunday and Monday then meet (walking plans only)."""
    return _SPREAD[sessions_per_week]


def workout_on(
    plan: Plan, started: date, days: tuple[Weekday, ...], day: date, repeats: tuple[int, ...] = ()
) -> Standing:
    """What the plan says of a day.

    `started` is the first day of the plan's first week, whatever weekday it is: a plan week is the seven days from
    there, so nobody loses sessions by beginning on a Thursday. `days` are the runner's weekdays; none means the default
    days. `repeats` are plan weeks that are done once more, each right after itself.
    """
    return _Course(plan, started, days, repeats).on(day)


def week_of(
    plan: Plan, started: date, days: tuple[Weekday, ...], day: date, repeats: tuple[int, ...] = ()
) -> tuple[tuple[date, Standing], ...]:
    """The seven days, Monday first, of the calendar week that `day` is in."""
    course = _Course(plan, started, days, repeats)
    monday = _monday(day)
    week = [monday + timedelta(days=ahead) for ahead in range(7)]
    return tuple((each, course.on(each)) for each in week)


def calendar(
    plan: Plan, started: date, days: tuple[Weekday, ...], repeats: tuple[int, ...] = ()
) -> tuple[Training, ...]:
    """All trainings of the plan, first day first."""
    return _Course(plan, started, days, repeats).trainings()


def training_days(plan: Plan, days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    """The weekdays that are used, of those the runner has chosen: no more than the plan has sessions a week.

    Of several choices the one that keeps 48 hours between all sessions is taken, the earliest in the week first; where
    there is none, the one with the widest gaps.
    """
    chosen = sorted({WEEKDAYS.index(day) for day in days}) or [WEEKDAYS.index(day) for day in _default(plan)]
    options = list(combinations(chosen, min(plan.sessions_per_week, len(chosen))))
    best = max(options, key=lambda option: (min(_gap(option), 2), [-day for day in option]))
    return tuple(WEEKDAYS[day] for day in best)


def _default(plan: Plan) -> tuple[Weekday, ...]:
    return default_days(plan.sessions_per_week)


def _gap(days: Sequence[int]) -> int:
    """The fewest days between two sessions, that from the last to the next week's first included."""
    return min(later - earlier for earlier, later in pairwise((*days, days[0] + 7)))


def kept(week: Week, room: int) -> tuple[tuple[int, Workout], ...]:
    """The week's sessions with their numbers, as many as there is room for.

    A week that does not fit keeps its tests first, then its hard sessions, then those with the most backward metres;
    of equals the earlier. What is kept stays in the plan's order.
    """
    numbered = list(enumerate(week.workouts, 1))
    ranked = sorted(numbered, key=lambda each: _weight(each[1]), reverse=True)
    return tuple(sorted(ranked[:room], key=lambda each: each[0]))


def _weight(workout: Workout) -> tuple[bool, bool, float]:
    return workout.test, workout.hard, round(backward_metres(workout.main), 3)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class _Course:
    """A plan laid over a runner's calendar."""

    plan: Plan
    started: date
    days: tuple[Weekday, ...]
    repeats: tuple[int, ...]

    def weeks(self) -> list[Week]:
        return [week for week in self.plan.weeks for _ in range(1 + self.repeats.count(week.number))]

    def trainings(self) -> tuple[Training, ...]:
        days = training_days(self.plan, self.days)
        return tuple(training for slot, week in enumerate(self.weeks()) for training in self.in_week(slot, week, days))

    def in_week(self, slot: int, week: Week, days: tuple[Weekday, ...]) -> list[Training]:
        """The trainings of the plan's week that is done in the calendar week `slot`, counted from 0."""
        first = self.started + timedelta(weeks=slot)
        ahead = sorted((WEEKDAYS.index(day) - first.weekday()) % 7 for day in days)
        return [
            Training(workout, week.number, number, first + timedelta(days=offset))
            for offset, (number, workout) in zip(ahead, kept(week, len(days)), strict=False)
        ]

    def on(self, day: date) -> Standing:
        trainings = self.trainings()
        if day < self.started:
            return NotStarted(trainings[0].day)
        coming = next((training for training in trainings if training.day >= day), None)
        if coming is None:
            return Finished(trainings[-1].day)
        return coming if coming.day == day else Rest(coming.day)
