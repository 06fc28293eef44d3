"""Corrections: of the entry just made, the one replied to, or the message that was edited. Undo brings the old back."""

from dataclasses import replace

from coach.listen.model import HeardSession
from coach.log.lines import session_line
from coach.log.pending import Pending, pending_data, pending_of
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
from coach.scene import Answer, Scene, answered, joined, saying, waiting_for


def sessions_of_entry(snapshot: Snapshot, entry: UndoEntry) -> tuple[Session, ...]:
    """The sessions that an entry wrote or corrected, as they stand now."""
    keys = [_key(change) for change in entry.changes]
    return tuple(session for session in snapshot.sessions if session.key in keys)


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


def told(scene: Scene) -> Decision:
    """ "No, 3 km": change the values that were named, keep the rest."""
    sessions = target(scene.snapshot)
    if not sessions:
        return saying(Say("correct-nothing"))
    news = scene.heard.sessions[0] if scene.heard.sessions else HeardSession()
    if len(sessions) > 1:
        return _which(scene, sessions, news)
    if scene.heard.ask is not None:
        return what(scene, sessions[0], news)
    return put_correction(scene, sessions[0].key, news)


def _which(scene: Scene, sessions: tuple[Session, ...], news: HeardSession) -> Decision:
    """Several sessions in one entry: ask which of them is meant."""
    data = pending_data(Pending((news,), "target"))
    rows = tuple(
        (
            Choice(
                f"a:{scene.nonce}:{session.key}",
                "button-session",
                {"line": session_line(session, scene.today)},
            ),
        )
        for session in sessions
    )
    changes = (PutRunner(waiting_for(scene, "which", data)),)
    return saying(Say("correct-which", choices=rows), changes=changes)


def hear_which(scene: Scene, answer: Answer) -> Decision | None:
    """The answer to which session: a button, or its number in the list."""
    pending = pending_of(answer.waiting.data)
    sessions = target(scene.snapshot)
    key = answer.value or _numbered(sessions, answer.text)
    if pending is None or not any(session.key == key for session in scene.snapshot.sessions):
        return None
    return put_correction(scene, key, pending.entries[0])


def _numbered(sessions: tuple[Session, ...], text: str) -> str:
    number = text.strip(" .#)")
    at = int(number) - 1 if number.isdigit() else -1
    return sessions[at].key if 0 <= at < len(sessions) else ""


def what(scene: Scene, session: Session, news: HeardSession) -> Decision:
    """ "That's wrong": ask what is wrong, with the entry as it stands; Undo is one of the answers."""
    pending = Pending((news,), scene.heard.ask or "target", correct=session.key, number=scene.heard.bare_number)
    rows = (
        tuple(Choice(f"a:{scene.nonce}:{name}", f"button-fix-{name}") for name in ("distance", "duration")),
        tuple(Choice(f"a:{scene.nonce}:{name}", f"button-fix-{name}") for name in ("date", "mode")),
        (Choice(f"a:{scene.nonce}:undo", "button-fix-undo"),),
    )
    said = Say("correct-what", {"line": session_line(session, scene.today)}, choices=rows)
    return saying(said, changes=(PutRunner(waiting_for(scene, "fix", pending_data(pending))),))


def put_correction(scene: Scene, key: str, news: HeardSession) -> Decision:
    """Write the new values over the old; the echo shows the whole entry as it now stands."""
    old = next((session for session in scene.snapshot.sessions if session.key == key), None)
    if old is None:
        return saying(Say("correct-nothing"), changes=(PutRunner(answered(scene.runner)),))
    new = corrected(old, news)
    changes: list[Change] = [PutSession(new), PutUndo("correct", (PutSession(old),))]
    if scene.runner.waiting is not None:
        changes.append(PutRunner(answered(scene.runner)))
    entry = str(scene.message.update_id)
    choices = ((Choice(f"undo:{entry}", "button-undo"),),)
    said = Say("correct-saved", {"line": session_line(new, scene.today)}, choices=choices)
    hurt = (new,) if new.pain != old.pain else ()
    return joined(saying(said, changes=tuple(changes)), after_session(scene, hurt))


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


def edited(scene: Scene) -> Decision | None:
    """The runner edited a message whose log is known: the log follows the words. None when it is no such edit."""
    sessions = target(scene.snapshot) if scene.snapshot.entry_of_reply else ()
    if not sessions:
        return None
    heard = scene.heard
    certain = heard.intent == "log_session" and heard.ask is None and not heard.confirm
    if not certain or len(heard.sessions) != len(sessions):
        return saying(Say("edit-kept", {"lines": tuple(session_line(one, scene.today) for one in sessions)}))
    new = tuple(_rewritten(old, told) for old, told in zip(sessions, heard.sessions, strict=True))
    if new == sessions:
        return saying()
    changes: tuple[Change, ...] = (
        *(PutSession(session) for session in new),
        PutUndo("correct", tuple(PutSession(session) for session in sessions)),
    )
    choices = ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)
    lines = tuple(session_line(session, scene.today) for session in new)
    hurt = tuple(after for before, after in zip(sessions, new, strict=True) if before.pain != after.pain)
    return joined(
        saying(Say("edit-saved", {"lines": lines}, choices=choices), changes=changes), after_session(scene, hurt)
    )


def _rewritten(old: Session, told: HeardSession) -> Session:
    """An edited message says the whole session anew: what it no longer says is gone."""
    return replace(
        old,
        day=told.day or old.day,
        mode=told.mode,
        distance_m=told.distance_m,
        duration_s=told.duration_s,
        rpe=told.rpe if told.rpe is not None else old.rpe,
        pain=told.pain,
    )
