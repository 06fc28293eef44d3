"""What is really due on a day: the plan's workout, as the runner has moved, skipped or eased it, and what is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Literal

from coach.model import Adjustment, Enrolment, Snapshot
from plans.model import Block, Finished, NotStarted, Piece, Plan, Rest, Training, Workout
from plans.today import calendar, workout_on
from plans.totals import total

State = Literal["open", "done", "skipped"]


@dataclass(frozen=True, slots=True)
class Due:
    """A workout of the runner's own calendar. `planned` is its date in the plan, which names it for good."""

    day: date
    planned: date
    training: Training
    workout: Workout
    state: State
    eased: bool = False


def plan_of(snapshot: Snapshot, plans: Mapping[str, Plan]) -> Plan | None:
    """The runner's plan; None without one, or when its file is gone."""
    return plans.get(snapshot.enrolment.plan_id) if snapshot.enrolment else None


def due_on(snapshot: Snapshot, plans: Mapping[str, Plan], day: date) -> tuple[Due, ...]:
    """The workouts of one day, moved ones included; usually one or none."""
    plan, enrolment = plan_of(snapshot, plans), snapshot.enrolment
    if plan is None or enrolment is None:
        return ()
    moved_here = [change.day for change in snapshot.adjustments if change.to == day]
    origins = [day, *moved_here]
    found = (_due(snapshot, plan, enrolment, origin) for origin in origins)
    return tuple(due for due in found if due is not None and due.day == day)


def _due(snapshot: Snapshot, plan: Plan, enrolment: Enrolment, planned: date) -> Due | None:
    what = workout_on(plan, enrolment.started, enrolment.days, planned, enrolment.repeats)
    return _changed(snapshot, what) if isinstance(what, Training) else None


def _changed(snapshot: Snapshot, training: Training) -> Due:
    """A planned training with what the runner has done to it."""
    change = adjustment_of(snapshot, training.day)
    return Due(
        day=change.to or training.day,
        planned=training.day,
        training=training,
        workout=easier(training.workout) if change.eased else training.workout,
        state=_state(snapshot, change),
        eased=change.eased,
    )


def adjustment_of(snapshot: Snapshot, planned: date) -> Adjustment:
    """What was changed about a planned day; an empty adjustment when nothing was."""
    return next((one for one in snapshot.adjustments if one.day == planned), Adjustment(planned))


def _state(snapshot: Snapshot, change: Adjustment) -> State:
    if any(session.planned == change.day for session in snapshot.sessions):
        return "done"
    return "skipped" if change.skipped else "open"


def calendar_of(snapshot: Snapshot, plans: Mapping[str, Plan]) -> tuple[Due, ...]:
    """Every workout of the runner's plan, in the order of the days they really fall on."""
    plan, enrolment = plan_of(snapshot, plans), snapshot.enrolment
    if plan is None or enrolment is None:
        return ()
    trainings = calendar(plan, enrolment.started, enrolment.days, enrolment.repeats)
    return tuple(sorted((_changed(snapshot, training) for training in trainings), key=lambda due: due.day))


def next_due(snapshot: Snapshot, plans: Mapping[str, Plan], after: date) -> Due | None:
    """The first open workout after a day."""
    later = (due for due in calendar_of(snapshot, plans) if due.day > after and due.state == "open")
    return next(later, None)


def missed(snapshot: Snapshot, plans: Mapping[str, Plan], today: date) -> tuple[Due, ...]:
    """Open workouts of the past: neither done nor skipped nor moved."""
    return tuple(due for due in calendar_of(snapshot, plans) if due.day < today and due.state == "open")


def standing_on(
    snapshot: Snapshot, plans: Mapping[str, Plan], day: date
) -> Training | Rest | NotStarted | Finished | None:
    """What the plan itself says of a day; None without a plan."""
    plan, enrolment = plan_of(snapshot, plans), snapshot.enrolment
    if plan is None or enrolment is None:
        return None
    return workout_on(plan, enrolment.started, enrolment.days, day, enrolment.repeats)


def stated_amount(workout: Workout) -> tuple[float | None, int]:
    """Backward metres (None where the plan counts time) and seconds. What is only estimated is never logged."""
    sums = total(workout)
    return (None if sums.metres_estimated else sums.backward_m), sums.backward_s


# Our judgement: an easier day is about half of the work, one point lighter, and never a longer recovery skipped.
EASIER_SHARE = 0.5


def easier(workout: Workout) -> Workout:
    """The same workout with half the repetitions; a single piece is shortened to half."""
    return replace(workout, main=tuple(_easier_block(block) for block in workout.main))


def _easier_block(block: Block) -> Block:
    if block.repeat > 1:
        return replace(block, repeat=ceil(block.repeat * EASIER_SHARE), piece=_lighter(block.piece))
    return replace(block, piece=_shorter(_lighter(block.piece)))


def _lighter(piece: Piece) -> Piece:
    low, high = piece.effort
    return replace(piece, effort=(max(1, low - 1), max(1, high - 1)))


def _shorter(piece: Piece) -> Piece:
    return replace(
        piece,
        distance_m=piece.distance_m * EASIER_SHARE if piece.distance_m is not None else None,
        duration_s=round(piece.duration_s * EASIER_SHARE) if piece.duration_s is not None else None,
    )


def free_days(snapshot: Snapshot, plans: Mapping[str, Plan], today: date, count: int = 4) -> tuple[date, ...]:
    """The next days after today without a workout, for moving one there."""
    taken = {due.day for due in calendar_of(snapshot, plans) if due.state == "open"}
    days = (today + timedelta(days=ahead) for ahead in range(1, 15))
    return tuple(day for day in days if day not in taken)[:count]


def neighbours_within_48_hours(snapshot: Snapshot, plans: Mapping[str, Plan], planned: date, to: date) -> bool:
    """Would a workout on `to` stand on the day next to another one? (The plans keep 48 hours between sessions.)"""
    others = {due.day for due in calendar_of(snapshot, plans) if due.planned != planned and due.state == "open"}
    return bool({to - timedelta(days=1), to + timedelta(days=1)} & others)
