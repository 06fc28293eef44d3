"""What a typed answer says besides the answer. The one rule: words that mean something else are never taken for one."""

from dataclasses import replace

from coach.listen.model import HeardSession, Intent
from coach.model import Pain
from coach.scene import Scene, answered

_OF_ITS_OWN: tuple[Intent, ...] = (
    *("log_session", "log_done", "undo", "skip", "move", "week", "progress"),
    *("reminder_set", "reminder_off", "snooze", "question", "help"),
)


def says_something_else(scene: Scene) -> bool:
    """Is the message a log, a wish or a question of its own, and so no answer to what was asked?"""
    return scene.heard.intent in _OF_ITS_OWN


def told_pains(scene: Scene) -> tuple[Pain, ...]:
    """The pains that the message names, whatever else it says."""
    return told_session(scene).pain


def told_session(scene: Scene) -> HeardSession:
    """What the message tells of a session; an empty one when it tells none."""
    return scene.heard.sessions[0] if scene.heard.sessions else HeardSession()


def closed(scene: Scene) -> Scene:
    """The scene with the open question answered, for what is built upon the answer."""
    if scene.snapshot.runner is None:
        return scene
    return replace(scene, snapshot=replace(scene.snapshot, runner=answered(scene.snapshot.runner)))
