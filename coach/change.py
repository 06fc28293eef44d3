"""Changing a planned day: easier, skipped, moved, snoozed. Each with Undo, and each saying what it does to the plan."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from coach.aside import says_something_else
from coach.fire import next_fire
from coach.listen.answers import read_day
from coach.model import (
    Adjustment,
    Change,
    Choice,
    Decision,
    PutAdjustment,
    PutReminder,
    PutRunner,
    PutUndo,
    Reminder,
    RemoveAdjustment,
    RemoveReminder,
    Say,
    Snapshot,
)
from coach.scene import Answer, Scene, answered, saying, waiting_for, zone_of
from coach.schedule import (
    Due,
    adjustment_of,
    calendar_of,
    due_on,
    free_days,
    neighbours_within_48_hours,
    next_due,
    plan_of,
)
from coach.today import card, held, on_day

SNOOZE = timedelta(minutes=30)
FARTHEST = timedelta(days=14)
"""How far ahead a session may be moved: beyond two weeks it is another week of the plan (our judgement)."""


def by_planned(scene: Scene, planned: date) -> Due | None:
    """The workout that the plan has on this date, wherever the runner has moved it."""
    return next((due for due in calendar_of(scene.snapshot, scene.content.plans) if due.planned == planned), None)


def undo_button(scene: Scene) -> Choice:
    return Choice(f"undo:{scene.message.update_id}", "button-undo")


def restores(scene: Scene, planned: date) -> Change:
    """The change that puts the adjustment of a day back to what it is now."""
    before = next((one for one in scene.snapshot.adjustments if one.day == planned), None)
    return PutAdjustment(before) if before else RemoveAdjustment(planned)


# ---------------------------------------------------------------- easier and skip


def press_easier(scene: Scene, planned: date) -> Decision:
    due = by_planned(scene, planned)
    if due is None or due.state != "open":
        return saying(notice=Say("stale-button"))
    if (stopped := held(scene)) is not None:
        return saying(stopped)
    if due.eased:
        return saying(notice=Say("easier-already"))
    adjustment = replace(adjustment_of(scene.snapshot, planned), eased=True)
    changes = (PutAdjustment(adjustment), PutUndo("easier", (restores(scene, planned),)))
    snapshot = replace(scene.snapshot, adjustments=(*_others(scene, planned), adjustment))
    plan = plan_of(snapshot, scene.content.plans)
    eased = next((one for one in due_on(snapshot, scene.content.plans, due.day) if one.planned == planned), None)
    shown = (card(eased, plan, scene.today),) if eased and plan else ()
    return saying(Say("easier-done", choices=((undo_button(scene),),)), *shown, changes=changes)


def press_skip(scene: Scene, planned: date) -> Decision:
    due = by_planned(scene, planned)
    if due is None or due.state == "done":
        return saying(notice=Say("stale-button"))
    if due.state == "skipped":
        return saying(notice=Say("skip-already"))
    return _skip(scene, due)


def told_skip(scene: Scene) -> Decision:
    """ "Can't today": the workout of the day that was meant, if there is one."""
    if scene.heard.ask == "date":
        return _which_to_skip(scene)
    day = scene.heard.target_date or scene.today
    dues = due_on(scene.snapshot, scene.content.plans, day)
    if not dues:
        return saying(Say("skip-nothing", {"day": day.isoformat(), "then": _then(scene, scene.snapshot)}))
    due = next((one for one in dues if one.state == "open"), dues[0])
    if due.state != "open":
        return saying(Say(f"skip-is-{due.state}", {"day": day.isoformat()}))
    return _skip(scene, due)


def _which_to_skip(scene: Scene) -> Decision:
    """ "Skip one this week": the coming sessions as buttons; which one is never guessed."""
    calendar = calendar_of(scene.snapshot, scene.content.plans)
    coming = [due for due in calendar if due.day >= scene.today and due.state == "open"][:3]
    if not coming:
        return saying(Say("move-nothing"))
    rows = tuple((Choice(f"skip:{due.planned}", "button-day", {"day": due.day.isoformat()}),) for due in coming)
    return saying(Say("skip-which", choices=rows))


def _skip(scene: Scene, due: Due) -> Decision:
    skipped = replace(adjustment_of(scene.snapshot, due.planned), skipped=True)
    changes = (PutAdjustment(skipped), PutUndo("skip", (restores(scene, due.planned),)))
    after = replace(scene.snapshot, adjustments=(*_others(scene, due.planned), skipped))
    said = Say(
        "skip-done",
        {"day": due.day.isoformat(), "title": due.workout.title, "then": _then(scene, after)},
        choices=((undo_button(scene),),),
    )
    return saying(said, changes=changes)


def _others(scene: Scene, planned: date) -> tuple[Adjustment, ...]:
    return tuple(one for one in scene.snapshot.adjustments if one.day != planned)


def _then(scene: Scene, snapshot: Snapshot) -> Say:
    """The next open session from today on; nothing while training is stopped."""
    coming = next_due(snapshot, scene.content.plans, scene.today - timedelta(days=1))
    shown = coming is not None and held(scene) is None
    return Say("today-then", {"day": coming.day.isoformat()}) if coming and shown else Say("nothing")


# ---------------------------------------------------------------- move


def press_move(scene: Scene, planned: date) -> Decision:
    """Ask where to: the next free days as buttons, or any day typed."""
    due = by_planned(scene, planned)
    if due is None or due.state != "open":
        return saying(notice=Say("stale-button"))
    return _ask_where(scene, due, Say("move-ask", {"title": due.workout.title, "day": due.day.isoformat()}))


def _ask_where(scene: Scene, due: Due, said: Say) -> Decision:
    days = free_days(scene.snapshot, scene.content.plans, scene.today)
    buttons = tuple(Choice(f"a:{scene.nonce}:{day}", "button-day", {"day": day.isoformat()}) for day in days)
    runner = waiting_for(scene, "move", {"planned": due.planned.isoformat()})
    return saying(replace(said, choices=(buttons[:2], buttons[2:])), changes=(PutRunner(runner),))


def hear_move(scene: Scene, answer: Answer) -> Decision | None:
    planned = answer.waiting.data.get("planned")
    due = by_planned(scene, date.fromisoformat(planned)) if isinstance(planned, str) else None
    to = _day(scene, answer)
    if to is None:
        return None
    if due is None or due.state != "open":
        return saying(Say("move-nothing"), changes=(PutRunner(answered(scene.runner)),))
    return move(scene, due, to)


def _day(scene: Scene, answer: Answer) -> date | None:
    if not answer.value:
        return None if _tells_otherwise(scene) else read_coming_day(answer.text, scene)
    try:
        return date.fromisoformat(answer.value)
    except ValueError:
        return None


def _tells_otherwise(scene: Scene) -> bool:
    """ "To Friday" is the answer, heard as a move or not; a log or a question that names a day is none."""
    return says_something_else(scene) and scene.heard.intent != "move"


def read_coming_day(text: str, scene: Scene) -> date | None:
    """A typed day, read as one to come: "Friday" is the next Friday."""
    day = scene.read(partial(read_day, coming=True), text)
    return day if day is not None and day >= scene.today else None


def told_move(scene: Scene) -> Decision:
    """ "Push it to Friday": from the day that was meant (default today, else the next workout) to that day."""
    source = scene.heard.source_date or scene.today
    dues = [due for due in due_on(scene.snapshot, scene.content.plans, source) if due.state == "open"]
    if not dues and source != scene.today:
        return saying(Say("move-none-on", {"day": source.isoformat(), "then": _then(scene, scene.snapshot)}))
    due = dues[0] if dues else next_due(scene.snapshot, scene.content.plans, scene.today)
    if due is None:
        return saying(Say("move-nothing"))
    if scene.heard.target_date is None:
        return _ask_where(scene, due, Say("move-ask", {"title": due.workout.title, "day": due.day.isoformat()}))
    return move(scene, due, scene.heard.target_date)


def move(scene: Scene, due: Due, to: date) -> Decision:
    """Move one workout. Never two on a day; a neighbour within 48 hours is allowed but said."""
    if to < scene.today:
        return _ask_where(scene, due, Say("move-past"))
    if to > scene.today + FARTHEST:
        return _ask_where(scene, due, Say("move-far"))
    if to == due.day:
        return saying(Say("move-same", {"day": to.isoformat()}), changes=(PutRunner(answered(scene.runner)),))
    there = due_on(scene.snapshot, scene.content.plans, to)
    if any(one.state != "skipped" and one.planned != due.planned for one in there):
        return _ask_where(scene, due, Say("move-taken", {"day": to.isoformat()}))
    close = neighbours_within_48_hours(scene.snapshot, scene.content.plans, due.planned, to)
    moved = replace(adjustment_of(scene.snapshot, due.planned), to=to if to != due.planned else None)
    kept = moved != Adjustment(due.planned)
    changes: tuple[Change, ...] = (
        PutAdjustment(moved) if kept else RemoveAdjustment(due.planned),
        PutUndo("move", (restores(scene, due.planned),)),
        PutRunner(answered(scene.runner)),
    )
    said = Say(
        "move-done",
        {
            "title": due.workout.title,
            "from": due.day.isoformat(),
            "to": to.isoformat(),
            "close": Say("move-close") if close else Say("nothing"),
        },
        choices=((undo_button(scene),),),
    )
    return saying(said, changes=changes)


# ---------------------------------------------------------------- snooze


def snooze(scene: Scene, until: datetime | None = None) -> Decision:
    """The workout's reminder once more: in 30 minutes, or at the moment that was said."""
    dues = due_on(scene.snapshot, scene.content.plans, scene.today)
    if held(scene) is not None or not any(due.state == "open" for due in dues):
        return on_day(scene, scene.today)
    local = (until or scene.message.at + SNOOZE).astimezone(zone_of(scene.runner))
    if local.date() != scene.today:
        return saying(Say("snooze-tomorrow"))
    minute = local.hour * 60 + local.minute
    zone = scene.runner.zone or "UTC"
    fire = next_fire(minute, zone, (), local.date(), scene.now)
    if fire is None:
        return saying(Say("snooze-past"))
    reminder = Reminder(
        f"snooze-{scene.message.update_id}", minute, zone, once=local.date(), next_fire_at=fire.at, next_day=fire.day
    )
    changes = (PutReminder(reminder), PutUndo("snooze", (RemoveReminder(reminder.key),)))
    return saying(Say("snooze-done", {"minute": minute}, choices=((undo_button(scene),),)), changes=changes)
