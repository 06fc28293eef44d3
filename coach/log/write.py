"""Writing certain sessions: one echo, one Undo, the planned workout ticked off, and what pain means for training."""

from dataclasses import replace
from datetime import timedelta

from coach.listen.model import HeardSession
from coach.log.entries import one_undo, ticking
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
from coach.safety import active_hold, after_session
from coach.scene import Scene, joined, saying, waiting_for
from coach.schedule import next_due

# The same words twice within this time are more often a slip of the thumb than two sessions.
TWICE = timedelta(minutes=10)


def write(scene: Scene, entries: tuple[HeardSession, ...], *, sure: bool = False) -> Decision:
    """Log sessions that are certain. `sure`: the runner has confirmed, so a repetition is no slip."""
    sessions = sessions_of(scene, entries)
    if not sure and any(_just_logged(scene, session) for session in sessions):
        return _ask_twice(scene, entries, sessions)
    return put(scene, sessions)


def sessions_of(scene: Scene, entries: tuple[HeardSession, ...]) -> tuple[Session, ...]:
    """The sessions as they are to be stored, each planned workout ticked off at most once."""
    return ticking(scene, (_session(scene, entry, number) for number, entry in enumerate(entries)))


def _session(scene: Scene, entry: HeardSession, number: int) -> Session:
    return Session(
        key=f"{scene.message.update_id}.{number}",
        day=min(entry.day or scene.today, scene.today),
        mode=entry.mode,
        distance_m=entry.distance_m,
        duration_s=entry.duration_s,
        rpe=entry.rpe,
        pain=entry.pain,
        told_at=scene.message.at,
    )


def put(scene: Scene, sessions: tuple[Session, ...], headline: str = "log-saved") -> Decision:
    """Store sessions with their echo, which names every value that was stored. An open question stays open."""
    entry = str(scene.message.update_id)
    lines = tuple(session_line(session, scene.today) for session in sessions)
    changes: list[Change] = [PutSession(session) for session in sessions]
    changes.append(PutUndo("log", tuple(RemoveSession(session.key) for session in sessions)))
    values: Values = {"lines": lines, "ticked": _ticked(scene, sessions)}
    replies: list[Reply] = [Say(headline, values, choices=after_buttons(entry, sessions))]
    if not scene.runner.zone and not scene.snapshot.sessions:
        replies.append(Say("log-no-place", choices=((Choice("set:place", "button-set-place"),),)))
    return one_undo(joined(saying(*replies, changes=tuple(changes)), after_session(scene, sessions)))


def _ticked(scene: Scene, sessions: tuple[Session, ...]) -> Say:
    """That a planned workout is done with it, and what comes next (unless training is stopped)."""
    if not any(session.planned for session in sessions):
        return Say("nothing")
    after = replace(scene.snapshot, sessions=(*sessions, *scene.snapshot.sessions))
    coming = next_due(after, scene.content.plans, scene.today - timedelta(days=1))
    shown = coming is not None and active_hold(scene.runner, scene.today) is None
    then = Say("today-then", {"day": coming.day.isoformat()}) if coming and shown else Say("nothing")
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
