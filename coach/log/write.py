"""Writing certain sessions: one echo, one Undo, the planned workout ticked off, and what pain means for training."""

from dataclasses import replace
from datetime import date, timedelta

from coach.listen.model import HeardSession
from coach.log.lines import after_buttons, session_line
from coach.log.pending import Pending, pending_data
from coach.model import (
    Change,
    Choice,
    Decision,
    PutRunner,
    PutSession,
    PutUndo,
    RemoveSession,
    Reply,
    Say,
    Session,
    Values,
)
from coach.safety import after_session
from coach.scene import Scene, answered, joined, saying, waiting_for
from coach.schedule import Due, due_on, next_due

# The same words twice within this time are more often a slip of the thumb than two sessions.
TWICE = timedelta(minutes=10)

BACKWARD = ("backward_run", "backward_walk", "mixed", "drill", None)


def write(scene: Scene, entries: tuple[HeardSession, ...], *, sure: bool = False) -> Decision:
    """Log sessions that are certain. `sure`: the runner has confirmed, so a repetition is no slip."""
    sessions = sessions_of(scene, entries)
    if not sure and any(_just_logged(scene, session) for session in sessions):
        return _ask_twice(scene, entries, sessions)
    return put(scene, sessions)


def sessions_of(scene: Scene, entries: tuple[HeardSession, ...]) -> tuple[Session, ...]:
    """The sessions as they are to be stored, each planned workout ticked off at most once."""
    ticked: set[date] = set()
    found: list[Session] = []
    for number, entry in enumerate(entries):
        session = _session(scene, entry, number)
        planned = next((due.planned for due in _open_on(scene, session) if due.planned not in ticked), None)
        if planned is not None:
            ticked.add(planned)
        found.append(replace(session, planned=planned))
    return tuple(found)


def _session(scene: Scene, entry: HeardSession, number: int) -> Session:
    return Session(
        key=f"{scene.message.update_id}.{number}",
        day=entry.day or scene.today,
        mode=entry.mode,
        distance_m=entry.distance_m,
        duration_s=entry.duration_s,
        rpe=entry.rpe,
        pain=entry.pain,
        told_at=scene.message.at,
    )


def _open_on(scene: Scene, session: Session) -> list[Due]:
    """The open workouts of that day that this session may tick off: it must be (or may be) backward."""
    if session.mode not in BACKWARD:
        return []
    return [due for due in due_on(scene.snapshot, scene.content.plans, session.day) if due.state == "open"]


def put(scene: Scene, sessions: tuple[Session, ...], headline: str = "log-saved") -> Decision:
    """Store sessions with their echo. The echo names every value that was stored."""
    entry = str(scene.message.update_id)
    lines = tuple(session_line(session, scene.today) for session in sessions)
    changes: list[Change] = [PutSession(session) for session in sessions]
    changes.append(PutUndo("log", tuple(RemoveSession(session.key) for session in sessions)))
    if scene.runner.waiting is not None:
        changes.append(PutRunner(answered(scene.runner)))
    values: Values = {"lines": lines, "ticked": _ticked(scene, sessions)}
    echo: Reply = Say(headline, values, choices=after_buttons(entry, sessions))
    return joined(saying(echo, changes=tuple(changes)), after_session(scene, sessions))


def _ticked(scene: Scene, sessions: tuple[Session, ...]) -> Say:
    """That a planned workout is done with it, and what comes next."""
    planned = [session.planned for session in sessions if session.planned is not None]
    if not planned:
        return Say("nothing")
    coming = next_due(scene.snapshot, scene.content.plans, max(planned))
    then = Say("today-then", {"day": coming.day.isoformat()}) if coming else Say("nothing")
    return Say("log-ticked", {"then": then})


def _just_logged(scene: Scene, session: Session) -> bool:
    return any(
        (one.day, one.mode, one.distance_m, one.duration_s)
        == (session.day, session.mode, session.distance_m, session.duration_s)
        and one.told_at is not None
        and timedelta(0) <= scene.message.at - one.told_at < TWICE
        for one in scene.snapshot.sessions
    )


def _ask_twice(scene: Scene, entries: tuple[HeardSession, ...], sessions: tuple[Session, ...]) -> Decision:
    lines = tuple(session_line(session, scene.today) for session in sessions)
    runner = waiting_for(scene, "log", pending_data(Pending(entries, "intent")))
    choices = (yes_no(scene.nonce),)
    return saying(Say("log-twice", {"lines": lines}, choices=choices), changes=(PutRunner(runner),))


def yes_no(nonce: str) -> tuple[Choice, ...]:
    return (Choice(f"a:{nonce}:yes", "button-log-it"), Choice(f"a:{nonce}:no", "button-do-not-log"))
