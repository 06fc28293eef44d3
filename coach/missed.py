"""After missed weeks: the offer to go back in the plan, made once a week of the plan, and taken with one tap.

The rule of the plan authors' table (our judgement): one missed week, do the last one again; two or three, go back two;
four and more, begin again with half of what was reached. Nothing is moved before the runner has said so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from coach.model import Choice, Enrolment, Runner, Say, Snapshot
from coach.safety import active_hold
from coach.schedule import Due, calendar_of
from plans.model import BACKWARD, Plan

ASKED = "missed_weeks_settled"
"""The fact of a runner that holds the first day of the plan week in which the offer was last answered."""


@dataclass(frozen=True, slots=True)
class Missed:
    """`weeks` of the plan went by without a session; `back_to` is the plan week (from 1) to do next."""

    weeks: int
    back_to: int
    slot: date
    """The first day of the present week of the plan."""


def missed_weeks(snapshot: Snapshot, plans: Mapping[str, Plan], today: date) -> Missed | None:
    """The whole plan weeks without any backward session right before this one; None when there are none.

    A week in which something backward was done, planned or not, is no missed one; nor is anything offered once the
    runner has trained in the present week, or has answered the offer in it.
    """
    enrolment, runner = snapshot.enrolment, snapshot.runner
    if enrolment is None or runner is None or today < enrolment.started:
        return None
    slot = (today - enrolment.started).days // 7
    dues = _by_slot(snapshot, plans, enrolment)
    if not dues or _trained(snapshot, enrolment, dues, slot) or _settled(runner, _first(enrolment, slot)):
        return None
    if slot > max(dues) and _trained(snapshot, enrolment, dues, max(dues)):
        return None
    last = next((one for one in range(slot - 1, -1, -1) if _trained(snapshot, enrolment, dues, one)), None)
    weeks = slot - 1 - (last if last is not None else -1)
    if weeks < 1:
        return None
    reached = dues[last][0].training.week if last is not None and dues.get(last) else 0
    return Missed(weeks, back_to(reached, weeks), _first(enrolment, slot))


def back_to(reached: int, weeks: int) -> int:
    """The plan week to do next when `reached` was the last one trained in and `weeks` were missed since."""
    if weeks >= 4:
        return max(1, ceil(reached / 2))
    return max(1, reached if weeks == 1 else reached - 1)


def _by_slot(snapshot: Snapshot, plans: Mapping[str, Plan], enrolment: Enrolment) -> dict[int, list[Due]]:
    """The workouts of each week of the plan as it lies on the calendar, counted from 0."""
    found: dict[int, list[Due]] = {}
    for due in calendar_of(snapshot, plans):
        found.setdefault((due.planned - enrolment.started).days // 7, []).append(due)
    return found


def _trained(snapshot: Snapshot, enrolment: Enrolment, dues: Mapping[int, list[Due]], slot: int) -> bool:
    first = _first(enrolment, slot)
    backward = (one for one in snapshot.sessions if one.mode is None or one.mode in BACKWARD or one.planned)
    during = any(first <= one.day < first + timedelta(weeks=1) for one in backward)
    return during or any(due.state == "done" for due in dues.get(slot, ()))


def _first(enrolment: Enrolment, slot: int) -> date:
    return enrolment.started + timedelta(weeks=slot)


def _settled(runner: Runner, slot: date) -> bool:
    return runner.facts.get(ASKED) == slot.isoformat()


# ---------------------------------------------------------------- the offer


def offer(snapshot: Snapshot, plans: Mapping[str, Plan], today: date) -> Say | None:
    """What was missed, why going back is wise, and the two buttons; None when there is nothing to offer."""
    missed = missed_weeks(snapshot, plans, today)
    runner = snapshot.runner
    if missed is None or runner is None or active_hold(runner, today) is not None:
        return None
    week = {"week": missed.back_to}
    rows = (
        (Choice(f"again:{missed.back_to}", "button-again", week),),
        (Choice(f"onward:{missed.slot}", "button-onward"),),
    )
    return Say("missed-weeks", {"weeks": missed.weeks, **week}, choices=rows)
