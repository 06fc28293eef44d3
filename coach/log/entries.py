"""Entries of the log: which sessions one wrote, new values put over them, and the planned workouts they tick off."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from coach.listen.model import HeardSession
from coach.log.lines import session_line
from coach.model import (
    Change,
    Choice,
    Decision,
    PutRunner,
    PutSession,
    PutUndo,
    RemoveSession,
    Say,
    Session,
    Snapshot,
    UndoEntry,
)
from coach.safety import after_session
from coach.scene import Scene, answered, joined, saying
from coach.schedule import due_on

# What may tick off a planned workout: what is backward, or may be.
BACKWARD = ("backward_run", "backward_walk", "mixed", "drill", None)


def sessions_of_entry(snapshot: Snapshot, entry: UndoEntry) -> tuple[Session, ...]:
    """The sessions that an entry wrote or corrected, as they stand now."""
    keys = keys_of(entry)
    return tuple(session for session in snapshot.sessions if session.key in keys)


def keys_of(entry: UndoEntry) -> frozenset[str]:
    """The sessions that an entry of the log wrote or corrected, by their keys."""
    if entry.what not in ("log", "correct"):
        return frozenset()
    return frozenset(key for change in entry.changes if (key := _key(change)))


def _key(change: Change) -> str:
    match change:
        case RemoveSession(key):
            return key
        case PutSession(session):
            return session.key
        case _:
            return ""


def target(snapshot: Snapshot) -> tuple[Session, ...]:
    """Which sessions a correction means: those of the entry replied to, else of the newest entry of the log."""
    entries = [entry for entry in snapshot.undo if sessions_of_entry(snapshot, entry)]
    if snapshot.entry_of_reply is not None:
        entries = [entry for entry in entries if entry.entry == snapshot.entry_of_reply] or [
            UndoEntry(snapshot.entry_of_reply, "log", _by_prefix(snapshot, snapshot.entry_of_reply))
        ]
    return sessions_of_entry(snapshot, entries[0]) if entries else ()


def _by_prefix(snapshot: Snapshot, entry: str) -> tuple[Change, ...]:
    return tuple(RemoveSession(session.key) for session in snapshot.sessions if session.key.partition(".")[0] == entry)


# ---------------------------------------------------------------- planned workouts


def ticking(scene: Scene, sessions: Iterable[Session]) -> tuple[Session, ...]:
    """The sessions with the planned workouts they tick off: the open one of their day, each at most once.

    What they ticked before is let go first, unless it still fits: the same day and still backward.
    """
    told = tuple(sessions)
    keys = {session.key for session in told}
    others = tuple(one for one in scene.snapshot.sessions if one.key not in keys)
    snapshot = replace(scene.snapshot, sessions=others)
    ticked: set[date] = set()
    found: list[Session] = []
    for session in told:
        dues = due_on(snapshot, scene.content.plans, session.day) if session.mode in BACKWARD else ()
        planned = next((due.planned for due in dues if due.state == "open" and due.planned not in ticked), None)
        ticked |= {planned} if planned else set()
        found.append(replace(session, planned=planned))
    return tuple(found)


def _reticked(scene: Scene, old: Session, new: Session) -> Session:
    """A correction of the day or of the kind moves the tick; any other leaves it where it is."""
    if new.day == old.day and (new.mode in BACKWARD) == (old.mode in BACKWARD):
        return new
    return ticking(scene, (new,))[0]


# ---------------------------------------------------------------- new values


def corrected(old: Session, news: HeardSession) -> Session:
    """The session with the named values put over it; what was not named stays."""
    return replace(
        old,
        day=news.day or old.day,
        mode=news.mode or old.mode,
        distance_m=news.distance_m if news.distance_m is not None else old.distance_m,
        duration_s=news.duration_s if news.duration_s is not None else old.duration_s,
        rpe=news.rpe if news.rpe is not None else old.rpe,
        pain=news.pain or old.pain,
    )


def rewritten(old: Session, told: HeardSession) -> Session:
    """An edited message says the whole session anew: what it no longer says is gone, but for what buttons added."""
    return replace(
        old,
        day=told.day or old.day,
        mode=told.mode,
        distance_m=told.distance_m,
        duration_s=told.duration_s,
        rpe=told.rpe if told.rpe is not None else old.rpe,
        pain=told.pain,
    )


def put_correction(scene: Scene, key: str, news: HeardSession) -> Decision:
    """Write the new values over the old; the echo shows the whole entry as it now stands."""
    closing = (PutRunner(answered(scene.runner)),) if scene.runner.waiting is not None else ()
    old = next((session for session in scene.snapshot.sessions if session.key == key), None)
    if old is None:
        return saying(Say("correct-nothing"), changes=closing)
    new = corrected(old, news)
    said = Say("correct-saved", {"line": session_line(new, scene.today)}, choices=_undo(scene))
    return _replaced(scene, ((old, new),), said, closing)


def put_edit(scene: Scene, sessions: tuple[Session, ...], told: tuple[HeardSession, ...]) -> Decision:
    """The runner edited the message of these sessions: the log follows the words."""
    pairs = tuple((old, rewritten(old, news)) for old, news in zip(sessions, told, strict=True))
    if all(old == new for old, new in pairs):
        return saying()
    lines = tuple(session_line(new, scene.today) for _, new in pairs)
    return _replaced(scene, pairs, Say("edit-saved", {"lines": lines}, choices=_undo(scene)), ())


def _undo(scene: Scene) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)


def _replaced(
    scene: Scene, pairs: tuple[tuple[Session, Session], ...], said: Say, closing: tuple[Change, ...]
) -> Decision:
    after = scene if not closing else _answered(scene)
    new = [_reticked(scene, before, one) for before, one in pairs]
    changes: tuple[Change, ...] = (
        *(PutSession(one) for one in new),
        PutUndo("correct", tuple(PutSession(before) for before, _ in pairs)),
        *closing,
    )
    hurt = tuple(one for (before, _), one in zip(pairs, new, strict=True) if before.pain != one.pain)
    return one_undo(joined(saying(said, changes=changes), after_session(after, hurt)))


def _answered(scene: Scene) -> Scene:
    return replace(scene, snapshot=replace(scene.snapshot, runner=answered(scene.runner)))


def one_undo(decision: Decision) -> Decision:
    """All that one turn can take back as a single entry, because an entry is named by its turn."""
    undos = [one for one in decision.changes if isinstance(one, PutUndo)]
    if len(undos) < 2:
        return decision
    whole = PutUndo(undos[0].what, tuple(change for one in undos for change in one.changes))
    return replace(decision, changes=(*(one for one in decision.changes if not isinstance(one, PutUndo)), whole))
