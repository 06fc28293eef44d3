"""Reminders: set, change, switch off, and what one says when it is delivered.

A reminder without days fires every day and says nothing on rest days: so it is right on moved workouts as well.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coach.aside import says_something_else
from coach.enrol.flow import DAILY
from coach.fire import next_fire
from coach.listen.answers import read_days, read_minute
from coach.listen.model import HeardReminder
from coach.missed import offer
from coach.model import (
    WEEKDAYS,
    Change,
    Choice,
    Decision,
    PutReminder,
    PutRunner,
    PutUndo,
    Reminder,
    RemoveReminder,
    Runner,
    Say,
    Snapshot,
    Values,
    Weekday,
)
from coach.safety import active_hold
from coach.scene import Answer, Scene, answered, saying, waiting_for
from coach.schedule import due_on, plan_of
from coach.today import card
from plans.model import Plan


def timed(reminder: Reminder, after: datetime) -> Reminder | None:
    """The reminder with its next fire after a moment; None when there is none any more."""
    fire = next_fire(reminder.minute, reminder.zone, reminder.days, reminder.once, after)
    return replace(reminder, next_fire_at=fire.at, next_day=fire.day) if fire else None


def rezoned(snapshot: Snapshot, zone: str, after: datetime) -> tuple[Change, ...]:
    """All reminders at the same wall-clock time in another zone."""
    moved = (timed(replace(one, zone=zone), max(after, _eve(one, zone))) for one in snapshot.reminders)
    return tuple(PutReminder(one) for one in moved if one is not None)


def _eve(reminder: Reminder, zone: str) -> datetime:
    """The last moment before the day of the next fire: a reminder that is silent until then stays so."""
    day = reminder.next_day or date.min + timedelta(days=2)
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(seconds=1)


# ---------------------------------------------------------------- set


def told(scene: Scene) -> Decision:
    """ "Remind me at 6:30am on weekdays", or with the time or the days still to be asked."""
    heard = scene.heard.reminder
    if scene.heard.ask == "days":
        return _ask(scene, "days", heard)
    if heard is None or scene.heard.ask is not None:
        return _ask(scene, "time", heard)
    return put(scene, heard.minute, heard.days, heard.day if heard.once else None)


def _ask(scene: Scene, what: str, heard: HeardReminder | None) -> Decision:
    days = ",".join(heard.days) if heard else ""
    data = {"what": what, "days": days, "minute": heard.minute if heard else None}
    rows: tuple[tuple[Choice, ...], ...]
    if what == "days":
        kinds = ("training", "weekdays", "every")
        rows = tuple((Choice(f"a:{scene.nonce}:{kind}", f"button-days-{kind}"),) for kind in kinds)
    else:
        times = tuple(Choice(f"a:{scene.nonce}:{at}", "enrol-time-choice", {"minute": at}) for at in (420, 720, 1080))
        rows = (times,)
    runner = waiting_for(scene, "remind", data)
    return saying(Say(f"remind-ask-{what}", choices=rows), changes=(PutRunner(runner),))


def hear(scene: Scene, answer: Answer) -> Decision | None:
    data = answer.waiting.data
    if data.get("what") == "days":
        days = _days(scene, answer)
        minute = data.get("minute")
        if days is None or not isinstance(minute, int):
            return None
        return put(scene, minute, days, None)
    at = int(answer.value) if answer.value.isdecimal() else None
    if not answer.value and scene.heard.intent not in ("log_session", "question"):
        at = scene.read(read_minute, answer.text)
    if at is None:
        return None
    days = tuple(day for day in WEEKDAYS if day in str(data.get("days", "")).split(","))
    return put(scene, at, days, None)


def _days(scene: Scene, answer: Answer) -> tuple[Weekday, ...] | None:
    match answer.value:
        case "training":
            return ()
        case "weekdays":
            return WEEKDAYS[:5]
        case "every":
            return WEEKDAYS
        case "":
            return None if says_something_else(scene) else scene.read(read_days, answer.text)
        case _:
            return None


def put(scene: Scene, minute: int, days: tuple[Weekday, ...], once: date | None) -> Decision:
    """Set the one daily reminder, or add a reminder for one date."""
    if not 0 <= minute < 24 * 60:
        return saying(notice=Say("stale-button"))
    zone = scene.runner.zone or "UTC"
    key = f"once-{scene.message.update_id}" if once else DAILY
    reminder = timed(Reminder(key, minute, zone, days if not once else (), once), scene.now)
    if reminder is None:
        return saying(Say("remind-past"))
    before = next((one for one in scene.snapshot.reminders if one.key == key), None)
    undo: tuple[Change, ...] = (PutReminder(before) if before else RemoveReminder(key),)
    runner = replace(answered(scene.runner), paused=False)
    changes = (PutReminder(reminder), PutUndo("reminder", undo), PutRunner(runner))
    return saying(_echo(scene, reminder), changes=changes)


def _echo(scene: Scene, reminder: Reminder) -> Say:
    choices = ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)
    if reminder.once:
        values: dict[str, str | int] = {"minute": reminder.minute, "day": reminder.once.isoformat()}
        return Say("remind-once", values, choices=choices)
    days = Say("remind-on-days", {"days": ",".join(reminder.days)}) if reminder.days else Say("remind-on-training-days")
    first = reminder.next_day.isoformat() if reminder.next_day else ""
    values_daily: Values = {"minute": reminder.minute, "days": days, "zone": reminder.zone, "first": first}
    return Say("remind-set", values_daily, choices=choices)


def show(scene: Scene) -> Decision:
    """`/remind`: what is set, and how to change it."""
    daily = next((one for one in scene.snapshot.reminders if one.key == DAILY), None)
    off = Choice("remind:off", "button-remind-off")
    times = tuple(Choice(f"remind:{at}", "enrol-time-choice", {"minute": at}) for at in (420, 720, 1080))
    if daily is None:
        return saying(Say("remind-none", choices=(times,)))
    days = Say("remind-on-days", {"days": ",".join(daily.days)}) if daily.days else Say("remind-on-training-days")
    values: Values = {"minute": daily.minute, "days": days, "zone": daily.zone}
    return saying(Say("remind-is", values, choices=(times, (off,))))


def off(scene: Scene) -> Decision:
    """Switch reminders off; the plan and the log stay."""
    until = scene.heard.until
    if not scene.snapshot.reminders:
        return saying(Say("remind-off-already"))
    if until is not None and until > scene.today:
        return _off_until(scene, until)
    changes: tuple[Change, ...] = (
        *(RemoveReminder(one.key) for one in scene.snapshot.reminders),
        PutUndo("reminder", tuple(PutReminder(one) for one in scene.snapshot.reminders)),
    )
    choices = ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)
    return saying(Say("remind-off", choices=choices), changes=changes)


def _off_until(scene: Scene, until: date) -> Decision:
    """Silent until a day: the next fire is computed from that day's beginning."""
    start = datetime(until.year, until.month, until.day, tzinfo=scene.written.tzinfo) - timedelta(seconds=1)
    later = {one.key: timed(one, start) for one in scene.snapshot.reminders}
    changes: tuple[Change, ...] = (
        *(PutReminder(one) if one else RemoveReminder(key) for key, one in later.items()),
        PutUndo("reminder", tuple(PutReminder(one) for one in scene.snapshot.reminders)),
    )
    choices = ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)
    return saying(Say("remind-off-until", {"until": until.isoformat()}, choices=choices), changes=changes)


# ---------------------------------------------------------------- what a reminder says


def compose(snapshot: Snapshot, plans: Mapping[str, Plan], day: date, *, late: bool) -> Say | None:
    """The reminder for a day on the runner's calendar; None when there is nothing to remind of.

    Nothing is said on rest days, after the workout is done, while training is held or paused, or to a runner who has
    blocked the bot.
    """
    runner, plan = snapshot.runner, plan_of(snapshot, plans)
    if runner is None or plan is None or not _may_remind(runner, day):
        return None
    due = next((one for one in due_on(snapshot, plans, day) if one.state == "open"), None)
    if due is None:
        return None
    going_back = offer(snapshot, plans, day)
    if going_back is not None:
        words = replace(going_back, choices=())
        return Say("reminder-late" if late else "reminder", {"card": words}, choices=going_back.choices)
    shown = card(due, plan, day)
    planned = due.planned.isoformat()
    choices = (
        (Choice(f"done:{planned}", "button-done"), Choice(f"snooze:{planned}", "button-snooze")),
        (Choice(f"skip:{planned}", "button-skip"),),
    )
    return Say("reminder-late" if late else "reminder", {"card": replace(shown, choices=())}, choices=choices)


def _may_remind(runner: Runner, day: date) -> bool:
    return not (active_hold(runner, day) or runner.paused or runner.blocked)
