"""Health before training: red flags, pain after a session, and the hold that only the runner's clearance ends.

The traffic light after a session (knee-19 of the fact base for the limits, the rest our judgement): pain up to 3 of 10
goes on; 4 or 5 repeats the step; above 5 rests at least three days and advises an assessment.
"""

from dataclasses import replace
from datetime import date, timedelta

from coach.listen.answers import read_yes_no
from coach.model import (
    Change,
    Choice,
    Decision,
    Hold,
    Pain,
    PutEnrolment,
    PutRunner,
    PutSession,
    Runner,
    Say,
    Session,
    Severity,
    Values,
)
from coach.plain import from_plain, to_plain
from coach.redflags.emergency import EmergencyNumbers
from coach.redflags.model import RedFlag
from coach.scene import Answer, Scene, answered, saying, waiting_for
from coach.schedule import due_on
from coach.typed.load import named_in

# Days of rest after pain above 5 of 10: the lower end of "3 to 7 days" (our judgement), then the runner is asked.
REST_DAYS = 3


def red_flag(scene: Scene, flag: RedFlag) -> Decision:
    """What to do now; nothing is logged, and training is held until the runner says that they are cleared.

    The question that was open stays open: it is asked again when the runner is safe.
    """
    said = (warning(flag, scene.content.emergency(scene.runner.country)), Say("redflag-held"))
    hold = Hold(reason=flag.category, since=scene.today)
    runner = replace(scene.runner, hold=hold)
    return saying(*said, changes=(PutRunner(runner),))


def warning(flag: RedFlag, numbers: EmergencyNumbers) -> Say:
    """What to do now, with the number to call."""
    crisis = f"{numbers.crisis} ({numbers.crisis_name})" if numbers.crisis_name else numbers.crisis
    values: Values = {
        "number": numbers.number,
        "crisis": crisis or "findahelpline.com",
        "certain": "yes" if numbers.certain else "no",
    }
    return Say(f"redflag-{flag.category.replace('_', '-')}", values)


def ask_clearance(scene: Scene) -> Decision:
    """ "I am cleared": ask once who said so, because this is what the hold is for."""
    if scene.runner.hold is None:
        return saying(Say("clear-not-held"))
    rows = (
        (Choice(f"a:{scene.nonce}:yes", "button-cleared-yes"),),
        (Choice(f"a:{scene.nonce}:no", "button-cleared-no"),),
    )
    return saying(Say("redflag-clear-ask", choices=rows), changes=(PutRunner(waiting_for(scene, "clearance")),))


def hear_clearance(scene: Scene, answer: Answer) -> Decision | None:
    yes = answer.value == "yes" if answer.value else scene.read(read_yes_no, answer.text)
    if yes is None:
        return None
    runner = answered(scene.runner)
    if not yes:
        return saying(Say("clear-still-held"), changes=(PutRunner(runner),))
    choices = ((Choice("cmd:today", "button-today"),),)
    return saying(Say("clear-done", choices=choices), changes=(PutRunner(replace(runner, hold=None)),))


# ---------------------------------------------------------------- pain


def after_session(scene: Scene, sessions: tuple[Session, ...]) -> Decision:
    """What the pain of new sessions means: go on, repeat, rest; ask how bad it is where that was not said."""
    hurting = [(session, pain) for session in sessions for pain in session.pain]
    if not hurting:
        return saying()
    worst = max(hurting, key=lambda one: _RANK[one[1].severity])
    if worst[1].severity is None:
        return _ask_how_bad(scene, worst[0], worst[1])
    return light(scene, answered(scene.runner), worst[1], _TYPICAL[worst[1].severity])


_RANK: dict[Severity | None, int] = {None: 0, "mild": 1, "moderate": 2, "severe": 3}
_TYPICAL: dict[Severity, int] = {"mild": 2, "moderate": 5, "severe": 8}


def light(scene: Scene, runner: Runner, pain: Pain, score: int) -> Decision:
    """The traffic light for a pain of `score` out of 10. `runner` is the runner as this turn leaves them."""
    words = Say("pain-words", {"site": pain.site, "side": pain.side or "none", "severity": "none"})
    if score <= 3:
        return saying(Say("pain-green", {"pain": words}), changes=(PutRunner(runner),))
    if score <= 5:
        return saying(Say("pain-amber", {"pain": words}), changes=(PutRunner(runner), *_repeat_week(scene)))
    until = scene.today + timedelta(days=REST_DAYS)
    hold = runner.hold or Hold(reason="pain", since=scene.today, until=until)
    said = Say("pain-red", {"pain": words, "until": until.isoformat()})
    return saying(said, changes=(PutRunner(replace(runner, hold=hold)),))


def _repeat_week(scene: Scene) -> tuple[Change, ...]:
    """The present week of the plan once more, unless it is being repeated already."""
    enrolment = scene.snapshot.enrolment
    week = current_week(scene, scene.today)
    if enrolment is None or week is None or week in enrolment.repeats:
        return ()
    return (PutEnrolment(replace(enrolment, repeats=tuple(sorted((*enrolment.repeats, week))))),)


def current_week(scene: Scene, today: date) -> int | None:
    """The plan week of the latest workout of the last seven days; None outside a plan."""
    for back in range(8):
        dues = due_on(scene.snapshot, scene.content.plans, today - timedelta(days=back))
        if dues:
            return dues[0].training.week
    return None


def _ask_how_bad(scene: Scene, session: Session, pain: Pain) -> Decision:
    numbers = tuple(Choice(f"a:{scene.nonce}:{score}", text=str(score)) for score in range(1, 11))
    said = Say(
        "pain-how-bad",
        {"pain": Say("pain-words", {"site": pain.site, "side": pain.side or "none", "severity": "none"})},
        choices=(numbers[:5], numbers[5:]),
    )
    data = {"session": to_plain(Session, session), "pain": to_plain(Pain, pain)}
    return saying(said, changes=(PutRunner(waiting_for(scene, "pain", data)),))


def hear_how_bad(scene: Scene, answer: Answer) -> Decision | None:
    """A number from 0 to 10, or a word for it."""
    score = _score(answer.value or answer.text, scene)
    session = from_plain(Session, answer.waiting.data.get("session"))
    pain = from_plain(Pain, answer.waiting.data.get("pain"))
    if score is None or pain is None:
        return None
    decision = light(scene, answered(scene.runner), pain, score)
    kept = next((one for one in scene.snapshot.sessions if session and one.key == session.key), None)
    if kept is None:
        return decision
    rated = tuple(replace(one, severity=severity_of(score)) if one == pain else one for one in kept.pain)
    return replace(decision, changes=(PutSession(replace(kept, pain=rated)), *decision.changes))


def _score(text: str, scene: Scene) -> int | None:
    word = text.strip().lower().removesuffix("/10").removesuffix("out of 10").strip()
    if word.isdigit():
        return int(word) if 0 <= int(word) <= 10 else None
    named = named_in(word, scene.content.typed["severity"])
    return max((_TYPICAL[severity] for severity in _TYPICAL if severity in named), default=None)


def severity_of(score: int) -> Severity | None:
    """The word for a score out of 10, by the understanding guidelines."""
    if score == 0:
        return None
    return "mild" if score <= 3 else "moderate" if score <= 6 else "severe"


def pain_report(scene: Scene) -> Decision:
    """A pain without a session: it is not training, so it is not logged as such; the traffic light still applies."""
    pains = scene.heard.sessions[0].pain if scene.heard.sessions else ()
    if not pains:
        return saying(Say("pain-where"))
    pain = max(pains, key=lambda one: _RANK[one.severity])
    if pain.severity is None:
        return _ask_how_bad(scene, Session("", scene.today), pain)
    return light(scene, answered(scene.runner), pain, _TYPICAL[pain.severity])
