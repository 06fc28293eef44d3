"""Marks on an entry that is written: how hard it was, what hurt; and the same session again."""

from dataclasses import replace

from coach.aside import closed, says_something_else, told_pains, told_session
from coach.listen.model import HeardSession
from coach.listen.understand import understand
from coach.listen.words import Words
from coach.log import ask
from coach.log.lines import session_line
from coach.log.pending import Pending
from coach.log.write import write
from coach.model import Choice, Decision, Edit, Pain, PutRunner, PutSession, Say, Session
from coach.safety import after_session
from coach.scene import Answer, Scene, joined, saying, waiting_for


def _of_entry(scene: Scene, entry: str) -> tuple[Session, ...]:
    return tuple(one for one in scene.snapshot.sessions if one.key.partition(".")[0] == entry)


def press_rpe(scene: Scene, value: str) -> Decision:
    """One of the effort buttons under an echo; the echo is edited to show it."""
    entry, _, rpe = value.partition(":")
    sessions = _of_entry(scene, entry)
    if not sessions or rpe not in ask.RPES:
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
    """Where it hurts, by button or in words ("left knee, 3 out of 10", "knee")."""
    sessions = _of_entry(scene, str(answer.waiting.data.get("entry", "")))
    pains = (Pain(answer.value),) if answer.value in SITES else _told(scene, answer.text)
    if not sessions or not pains:
        return None
    others = tuple(one for one in sessions[0].pain if (one.site, one.side) not in {(p.site, p.side) for p in pains})
    hurt = replace(sessions[0], pain=(*others, *pains))
    said = Say("pain-noted", {"line": session_line(hurt, scene.today)})
    after = closed(scene)
    changes = (PutSession(hurt), PutRunner(after.runner))
    return joined(saying(said, changes=changes), after_session(after, (hurt,)))


def _told(scene: Scene, text: str) -> tuple[Pain, ...]:
    """The pains that are told, or a bare part of the body: what it is about was asked."""
    if says_something_else(scene):
        return ()
    words = scene.content.words
    hurting = understand(f"{text} {_pain_word(words)}", scene.written, scene.runner.units, words)
    bare = hurting.sessions[0].pain if hurting.intent == "pain_report" and hurting.sessions else ()
    return told_pains(scene) or tuple(one for one in bare if one.site != "other")


def _pain_word(words: Words) -> str:
    """The word that a bare part of the body leaves out, in the runner's language."""
    return min((key for key, mark in words.marks.items() if mark in words.sets["pains"] and " " not in key), default="")


def same_as_last(scene: Scene) -> Decision:
    """ "Same as last time": the newest session of the kind that is named, with what is said anew put over it.

    Where one of the amounts is new, the other is not carried over: half of it would be a guess. Pain and effort never
    are. A kind that was never logged is asked about.
    """
    sessions, told = scene.snapshot.sessions, told_session(scene)
    if not sessions:
        return saying(Say("same-nothing"))
    last = next((one for one in sessions if told.mode in (None, one.mode)), None)
    day = told.day or scene.today
    if last is None:
        return ask.ask(scene, Pending((replace(told, day=day),), "distance"))
    new = bool(told.distance_m or told.duration_s)
    again = HeardSession(
        day=day,
        mode=told.mode or last.mode,
        distance_m=told.distance_m if new else last.distance_m,
        duration_s=told.duration_s if new else last.duration_s,
        rpe=told.rpe,
        pain=told.pain,
    )
    return write(scene, (again,))
