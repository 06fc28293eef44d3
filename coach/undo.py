"""Undo: the newest entry, or the one whose button was pressed. What it takes back, it names.

The rule: an entry takes back what it changed and nothing else, whatever has changed since.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from coach.log.entries import keys_of, sessions_of_entry
from coach.log.lines import session_line
from coach.model import (
    Change,
    Choice,
    Decision,
    Enrolment,
    PutAdjustment,
    PutEnrolment,
    PutReminder,
    PutRunner,
    PutSession,
    RemoveAdjustment,
    RemoveSession,
    RemoveUndo,
    Runner,
    Say,
    Session,
    Snapshot,
    UndoEntry,
)
from coach.remind import rezoned, timed
from coach.safety import active_hold
from coach.scene import Scene, saying
from coach.schedule import calendar_of
from plans.model import Plan


def undo(scene: Scene, entry: str = "") -> Decision:
    """Take back the entry (default: the one replied to, else the newest that still can be)."""
    wanted = entry or scene.snapshot.entry_of_reply or ""
    found = [one for one in scene.snapshot.undo if not wanted or one.entry == wanted]
    possible = next((one for one in found if _changes(scene, one)), None)
    if possible is not None:
        return take_back(scene, possible)
    dead = tuple(RemoveUndo(one.entry) for one in found)
    if entry:
        return saying(Say("undo-gone"), changes=dead) if found else saying(notice=Say("undo-gone"))
    return saying(Say("undo-gone" if found else "undo-nothing"), changes=dead)


def take_back(scene: Scene, entry: UndoEntry) -> Decision:
    changes = _changes(scene, entry)
    after = _adjusted(scene.snapshot, changes)
    if _crowded(after, scene.content.plans) - _crowded(scene.snapshot, scene.content.plans):
        return saying(Say("undo-crowded"))
    lines = tuple(session_line(one, scene.today) for one in _shown(scene.snapshot, entry, changes))
    replies = [Say("undo-done", {"what": Say(f"undo-{entry.what}"), "lines": lines})]
    if _hold_stays(scene, entry):
        replies.append(Say("undo-hold-stays", choices=((Choice("cleared", "button-cleared"),),)))
    gone = (entry, *_built_upon(scene.snapshot, entry))
    return saying(*replies, changes=(*changes, *(RemoveUndo(one.entry) for one in gone)))


def _built_upon(snapshot: Snapshot, entry: UndoEntry) -> tuple[UndoEntry, ...]:
    """Newer corrections of the same sessions: what they changed is gone with it."""
    keys = keys_of(entry)
    newer = snapshot.undo[: snapshot.undo.index(entry)]
    return tuple(one for one in newer if keys_of(one) and keys_of(one) <= keys)


def _shown(snapshot: Snapshot, entry: UndoEntry, changes: tuple[Change, ...]) -> tuple[Session, ...]:
    """What a correction brings back, or what is taken out of the log."""
    back = tuple(change.session for change in changes if isinstance(change, PutSession))
    return back if entry.what == "correct" else sessions_of_entry(snapshot, entry)


def _hold_stays(scene: Scene, entry: UndoEntry) -> bool:
    """Was it a session that hurt, while training rests because of a pain? Only the runner can say that this is over."""
    hold = active_hold(scene.runner, scene.today)
    hurt = any(session.pain for session in sessions_of_entry(scene.snapshot, entry))
    return hold is not None and hurt


# ---------------------------------------------------------------- what can be put back


def _changes(scene: Scene, entry: UndoEntry) -> tuple[Change, ...]:
    """The changes of the entry, put over what has come since; () when nothing of it is left to take back."""
    found = (_now(scene, entry.what, change) for change in entry.changes)
    return tuple(change for changes in found for change in changes)


def _now(scene: Scene, what: str, change: Change) -> tuple[Change, ...]:
    snapshot = scene.snapshot
    keys = {session.key for session in snapshot.sessions}
    match change:
        case RemoveSession(key):
            return (change,) if key in keys else ()
        case PutSession(session) if session.key in keys and what in ("days", "again"):
            return tuple(
                PutSession(replace(one, planned=session.planned)) for one in snapshot.sessions if one.key == session.key
            )
        case PutSession(session):
            return (change,) if session.key in keys else ()
        case PutRunner(before):
            return _runner(scene, what, before)
        case PutReminder(before):
            zoned = timed(replace(before, zone=scene.runner.zone or before.zone), scene.now)
            return (PutReminder(zoned),) if zoned else ()
        case PutEnrolment(before):
            enrolment = snapshot.enrolment
            same = enrolment is not None and enrolment.plan_id == before.plan_id
            return (PutEnrolment(_enrolment(enrolment, what, before)),) if enrolment and same else ()
        case _:
            return (change,)


def _runner(scene: Scene, what: str, before: Runner) -> tuple[Change, ...]:
    """Only what the entry had changed goes back: a hold that came since stays."""
    now = scene.runner
    match what:
        case "place":
            back = replace(now, zone=before.zone, place=before.place, country=before.country)
            return (PutRunner(back), *rezoned(scene.snapshot, before.zone or "UTC", scene.now))
        case "units":
            return (PutRunner(replace(now, units=before.units)),)
        case "name":
            return (PutRunner(replace(now, name=before.name)),)
        case _:
            return (PutRunner(replace(now, facts=before.facts)),)


def _enrolment(now: Enrolment, what: str, before: Enrolment) -> Enrolment:
    """The days, the repeated weeks or the place in the plan as they were; what else has changed stays."""
    match what:
        case "days":
            return replace(now, days=before.days)
        case "again":
            return replace(now, started=before.started, repeats=before.repeats)
        case _:
            return replace(now, repeats=before.repeats)


# ---------------------------------------------------------------- never two on a day


def _adjusted(snapshot: Snapshot, changes: tuple[Change, ...]) -> Snapshot:
    """The snapshot with the planned days put back."""
    kept = {one.day: one for one in snapshot.adjustments}
    for change in changes:
        match change:
            case PutAdjustment(adjustment):
                kept[adjustment.day] = adjustment
            case RemoveAdjustment(day):
                kept.pop(day, None)
            case PutEnrolment(enrolment):
                snapshot = replace(snapshot, enrolment=enrolment)
            case _:
                pass
    return replace(snapshot, adjustments=tuple(kept.values()))


def _crowded(snapshot: Snapshot, plans: Mapping[str, Plan]) -> frozenset[str]:
    """The days on which two workouts would fall."""
    days = Counter(due.day for due in calendar_of(snapshot, plans) if due.state != "skipped")
    return frozenset(day.isoformat() for day, count in days.items() if count > 1)
