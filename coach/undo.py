"""Undo: the newest entry, or the one whose button was pressed. What it takes back, it names."""

from coach.log.correct import sessions_of_entry
from coach.log.lines import session_line
from coach.model import Change, Decision, PutSession, RemoveSession, RemoveUndo, Say, Snapshot, UndoEntry
from coach.scene import Scene, saying


def undo(scene: Scene, entry: str = "") -> Decision:
    """Take back the entry (default: the one replied to, else the newest)."""
    wanted = entry or scene.snapshot.entry_of_reply or ""
    found = [one for one in scene.snapshot.undo if not wanted or one.entry == wanted]
    if not found:
        return saying(notice=Say("undo-gone")) if entry else saying(Say("undo-nothing"))
    return take_back(scene, found[0])


def take_back(scene: Scene, entry: UndoEntry) -> Decision:
    possible = tuple(change for change in entry.changes if _still_possible(scene.snapshot, change))
    if not possible:
        return saying(Say("undo-gone"), changes=(RemoveUndo(entry.entry),))
    lines = tuple(session_line(session, scene.today) for session in sessions_of_entry(scene.snapshot, entry))
    said = Say("undo-done", {"what": Say(f"undo-{entry.what}"), "lines": lines})
    return saying(said, changes=(*possible, RemoveUndo(entry.entry)))


def _still_possible(snapshot: Snapshot, change: Change) -> bool:
    """A session that is gone already is neither removed nor brought back by an older entry."""
    keys = {session.key for session in snapshot.sessions}
    match change:
        case RemoveSession(key):
            return key in keys
        case PutSession(session):
            return session.key in keys
        case _:
            return True
