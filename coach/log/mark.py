"""Marks on an entry that is written: how hard it was, what hurt; and the same session again."""

from dataclasses import replace

from coach.listen.model import HeardSession
from coach.log.lines import session_line
from coach.log.write import write
from coach.model import Choice, Decision, Edit, Pain, PutRunner, PutSession, Say, Session
from coach.safety import after_session
from coach.scene import Answer, Scene, answered, joined, saying, waiting_for


def _of_entry(scene: Scene, entry: str) -> tuple[Session, ...]:
    return tuple(one for one in scene.snapshot.sessions if one.key.partition(".")[0] == entry)


def press_rpe(scene: Scene, value: str) -> Decision:
    """One of the effort buttons under an echo; the echo is edited to show it."""
    entry, _, rpe = value.partition(":")
    sessions = _of_entry(scene, entry)
    if not sessions or not rpe.isdigit():
        return saying(notice=Say("stale-button"))
    rated = tuple(replace(one, rpe=float(rpe)) for one in sessions)
    lines = tuple(session_line(one, scene.today) for one in rated)
    last = (Choice(f"hurts:{entry}", "button-hurts"),) if not any(one.pain for one in rated) else ()
    echo = Say("log-rated", {"lines": lines}, choices=((*last, Choice(f"undo:{entry}", "button-undo")),))
    changes = tuple(PutSession(one) for one in rated)
    return saying(Edit(scene.message.message_id, echo), changes=changes, notice=Say("rpe-noted", {"rpe": int(rpe)}))


SITES = ("calf", "shin", "knee", "achilles", "ankle", "lower_back")


def press_hurts(scene: Scene, entry: str) -> Decision:
    """Ask where it hurts."""
    if not _of_entry(scene, entry):
        return saying(notice=Say("stale-button"))
    buttons = tuple(Choice(f"a:{scene.nonce}:{site}", "button-site", {"site": site}) for site in SITES)
    runner = waiting_for(scene, "pain-site", {"entry": entry})
    return saying(Say("pain-where", choices=(buttons[:3], buttons[3:])), changes=(PutRunner(runner),))


def hear_site(scene: Scene, answer: Answer) -> Decision | None:
    """Where it hurts, by button or in words ("left knee, 3 out of 10")."""
    sessions = _of_entry(scene, str(answer.waiting.data.get("entry", "")))
    pains = (Pain(answer.value),) if answer.value in SITES else _told_pains(scene)
    if not sessions or not pains:
        return None
    hurt = replace(sessions[0], pain=pains)
    said = Say("pain-noted", {"line": session_line(hurt, scene.today)})
    changes = (PutSession(hurt), PutRunner(answered(scene.runner)))
    return joined(saying(said, changes=changes), after_session(scene, (hurt,)))


def _told_pains(scene: Scene) -> tuple[Pain, ...]:
    return scene.heard.sessions[0].pain if scene.heard.sessions else ()


def same_as_last(scene: Scene) -> Decision:
    """ "Same as last time": the newest session once more, with what is said anew put over it."""
    last = next(iter(scene.snapshot.sessions), None)
    if last is None:
        return saying(Say("same-nothing"))
    told = scene.heard.sessions[0] if scene.heard.sessions else HeardSession()
    again = HeardSession(
        day=told.day or scene.today,
        mode=told.mode or last.mode,
        distance_m=told.distance_m or last.distance_m,
        duration_s=told.duration_s or last.duration_s,
        rpe=told.rpe,
        pain=told.pain,
    )
    return write(scene, (again,))
