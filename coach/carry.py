"""A plan laid over other days: what is done stays done. The rule: a tick is of a session, not of a date."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from coach.model import (
    Change,
    Enrolment,
    PutAdjustment,
    PutEnrolment,
    PutSession,
    RemoveAdjustment,
    Session,
    Snapshot,
)
from plans.model import Plan
from plans.today import calendar


@dataclass(frozen=True, slots=True)
class Carried:
    """`changes` lay the plan anew, `restores` put everything back as it was."""

    changes: tuple[Change, ...]
    restores: tuple[Change, ...]


Place = tuple[int, int, int]
"""Week, number in the week, and which repetition of the week: the place of a session in a plan."""


def carried(snapshot: Snapshot, plan: Plan, after: Enrolment, until_week: int | None = None) -> Carried:
    """The runner's plan with another enrolment. Ticks and skips move along; those of `until_week` and later are let go.

    Moved days are put back: they were chosen for the old dates.
    """
    before = snapshot.enrolment
    if before is None:
        return Carried((PutEnrolment(after),), ())
    dates = {place: day for day, place in _places(plan, after).items()}
    moved = {
        day: dates[place]
        for day, place in _places(plan, before).items()
        if place in dates and (until_week is None or place[0] < until_week)
    }
    sessions = _sessions(snapshot.sessions, moved)
    marks = tuple(
        PutAdjustment(replace(one, day=moved[one.day], to=None))
        for one in snapshot.adjustments
        if one.day in moved and (one.skipped or one.eased)
    )
    old = {one.key: one for one in snapshot.sessions}
    return Carried(
        (
            PutEnrolment(after),
            *(PutSession(one) for one in sessions),
            *(RemoveAdjustment(one.day) for one in snapshot.adjustments),
            *marks,
        ),
        (
            PutEnrolment(before),
            *(PutSession(old[one.key]) for one in sessions),
            *(RemoveAdjustment(one.adjustment.day) for one in marks),
            *(PutAdjustment(one) for one in snapshot.adjustments),
        ),
    )


def _places(plan: Plan, enrolment: Enrolment) -> dict[date, Place]:
    """Every planned date of an enrolment with its place in the plan."""
    seen: Counter[tuple[int, int]] = Counter()
    found: dict[date, Place] = {}
    for training in calendar(plan, enrolment.started, enrolment.days, enrolment.repeats):
        found[training.day] = (training.week, training.number, seen[training.week, training.number])
        seen[training.week, training.number] += 1
    return found


def _sessions(sessions: tuple[Session, ...], moved: Mapping[date, date]) -> tuple[Session, ...]:
    """The sessions whose tick changes."""
    ticked = ((one, moved.get(one.planned)) for one in sessions if one.planned is not None)
    return tuple(replace(one, planned=day) for one, day in ticked if day != one.planned)


def unticked(snapshot: Snapshot) -> tuple[Change, ...]:
    """Another plan begins: what ticked off the old one ticks off nothing of the new one."""
    return (
        *(PutSession(replace(one, planned=None)) for one in snapshot.sessions if one.planned is not None),
        *(RemoveAdjustment(one.day) for one in snapshot.adjustments),
    )
