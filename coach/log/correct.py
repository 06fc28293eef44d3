"""Corrections: of the entry just made, the one replied to, or the message that was edited. Undo brings the old back."""

from coach.aside import told_session
from coach.listen.model import HeardSession
from coach.log import ask as log_ask
from coach.log.entries import put_correction, put_edit, target
from coach.log.lines import session_line
from coach.log.pending import Pending, pending_data, pending_of
from coach.model import Choice, Decision, Json, PutRunner, Say, Session
from coach.scene import Answer, Scene, saying, waiting_for


def told(scene: Scene) -> Decision:
    """ "No, 3 km": change the values that were named, keep the rest; what is open or in doubt is asked."""
    sessions = target(scene.snapshot)
    if not sessions:
        return saying(Say("correct-nothing"))
    news = told_session(scene)
    if len(sessions) > 1:
        return _which(scene, sessions, news)
    return _correct(scene, sessions[0], news)


def _correct(scene: Scene, session: Session, news: HeardSession) -> Decision:
    asks = scene.heard.ask or ("intent" if scene.heard.confirm else None)
    if asks is None and news.day is not None and news.day > scene.today:
        asks = "date"
    if asks is None and news == HeardSession():
        asks = "target"
    if asks is None:
        return put_correction(scene, session.key, news)
    if asks in ("target", "time", "days"):
        return what(scene, session)
    known = scene.heard.bare_number
    return log_ask.ask(scene, Pending((news,), asks, known, scene.heard.reps, correct=session.key))


def _which(scene: Scene, sessions: tuple[Session, ...], news: HeardSession) -> Decision:
    """Several sessions in one entry: ask which of them is meant."""
    data = pending_data(Pending((news,), "target"))
    keys: list[Json] = [session.key for session in sessions]
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
    changes = (PutRunner(waiting_for(scene, "which", {**data, "keys": keys})),)
    return saying(Say("correct-which", choices=rows), changes=changes)


def hear_which(scene: Scene, answer: Answer) -> Decision | None:
    """The answer to which session: a button, or its number in the list."""
    listed = answer.waiting.data.get("keys")
    keys = [str(key) for key in listed] if isinstance(listed, list) else []
    pending = pending_of({key: value for key, value in answer.waiting.data.items() if key != "keys"})
    key = answer.value or _numbered(keys, answer.text)
    session = next((one for one in scene.snapshot.sessions if one.key == key and key in keys), None)
    if pending is None or session is None:
        return None
    if pending.entries == (HeardSession(),):
        return what(scene, session)
    return put_correction(scene, session.key, pending.entries[0])


def _numbered(keys: list[str], text: str) -> str:
    number = text.strip(" .#)")
    at = int(number) - 1 if number.isdecimal() else -1
    return keys[at] if 0 <= at < len(keys) else ""


def what(scene: Scene, session: Session) -> Decision:
    """ "That's wrong": ask what is wrong, with the entry as it stands; taking it back is one of the answers."""
    pending = Pending((HeardSession(),), "target", correct=session.key)
    rows = (
        tuple(Choice(f"a:{scene.nonce}:{name}", f"button-fix-{name}") for name in ("distance", "duration")),
        tuple(Choice(f"a:{scene.nonce}:{name}", f"button-fix-{name}") for name in ("date", "mode")),
        (Choice(f"a:{scene.nonce}:undo", "button-fix-undo"),),
    )
    said = Say("correct-what", {"line": session_line(session, scene.today)}, choices=rows)
    return saying(said, changes=(PutRunner(waiting_for(scene, "fix", pending_data(pending))),))


def edited(scene: Scene) -> Decision | None:
    """The runner edited a message whose log is known: the log follows the words. None when it is no such edit."""
    sessions = target(scene.snapshot) if scene.snapshot.entry_of_reply else ()
    if not sessions:
        return None
    heard = scene.heard
    certain = heard.intent == "log_session" and heard.ask is None and not heard.confirm and not heard.same_as_last
    if certain and len(heard.sessions) == len(sessions):
        return put_edit(scene, sessions, heard.sessions)
    return saying(Say("edit-kept", {"lines": tuple(session_line(one, scene.today) for one in sessions)}))
