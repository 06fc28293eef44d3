"""Health before training: red flags, pain after a session, and the hold that only the runner's clearance ends.

The traffic light after a session (knee-19 of the fact base for the limits, the rest our judgement): pain up to 3 of 10
goes on; 4 or 5 repeats the step; above 5 rests at least three days and advises an assessment.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from coach.aside import closed, says_something_else, told_pains
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
    PutUndo,
    Runner,
    Say,
    Session,
    Severity,
    Values,
)
from coach.plain import from_plain, to_plain
from coach.redflags.emergency import EmergencyNumbers
from coach.redflags.model import RedFlag
from coach.scene import Answer, Scene, saying, waiting_for
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
    line = Say("redflag-crisis-line", {"name": numbers.crisis_name, "crisis": numbers.crisis})
    values: Values = {
        "number": numbers.number,
        "crisis": line if numbers.crisis else Say("redflag-crisis-elsewhere"),
    }
    unsure = Say("nothing") if numbers.certain else Say("redflag-number-unsure", {"number": numbers.number})
    now = Say(f"redflag-{flag.category.replace('_', '-')}", values)
    return Say("redflag", {"now": now, "unsure": unsure, "not_logged": Say("redflag-not-logged")})


def active_hold(runner: Runner, today: date) -> Hold | None:
    """The hold that stops training on a day; one whose last day has passed stops nothing."""
    hold = runner.hold
    return None if hold is None or (hold.until is not None and hold.until < today) else hold


def ask_clearance(scene: Scene) -> Decision:
    """ "I am cleared": ask once who said so, because this is what the hold is for."""
    if active_hold(scene.runner, scene.today) is None:
        return saying(Say("clear-not-held"))
    rows = (
        (Choice(f"a:{scene.nonce}:yes", "button-cleared-yes"),),
        (Choice(f"a:{scene.nonce}:no", "button-cleared-no"),),
    )
    return saying(Say("redflag-clear-ask", choices=rows), changes=(PutRunner(waiting_for(scene, "clearance")),))


def hear_clearance(scene: Scene, answer: Answer) -> Decision | None:
    yes = answer.value == "yes" if answer.value else _yes_no(scene, answer.text)
    if yes is None:
        return None
    runner = closed(scene).runner
    if not yes:
        return saying(Say("clear-still-held"), changes=(PutRunner(runner),))
    choices = ((Choice("cmd:today", "button-today"),),)
    return saying(Say("clear-done", choices=choices), changes=(PutRunner(replace(runner, hold=None)),))


def _yes_no(scene: Scene, text: str) -> bool | None:
    """A plain yes or no: a new pain or a question in the same breath is neither."""
    if says_something_else(scene) or scene.heard.intent == "pain_report":
        return None
    return scene.read(read_yes_no, text)


# ---------------------------------------------------------------- pain


def after_session(scene: Scene, sessions: tuple[Session, ...]) -> Decision:
    """What the pain of new sessions means: go on, repeat, rest; ask how bad it is where that was not said.

    A severe pain decides at once; else every pain of unknown severity is asked about before anything goes on.
    """
    hurting = [(session, pain) for session in sessions for pain in session.pain]
    if not hurting:
        return saying()
    worst = max(hurting, key=lambda one: _RANK[one[1].severity])[1]
    unknown = next((one for one in hurting if one[1].severity is None), None)
    if unknown is not None and worst.severity != "severe":
        return _ask_how_bad(scene, *unknown)
    return light(scene, worst, typical(worst))


_RANK: dict[Severity | None, int] = {None: 0, "mild": 1, "moderate": 2, "severe": 3}
_TYPICAL: dict[Severity, int] = {"mild": 2, "moderate": 5, "severe": 8}


def typical(pain: Pain) -> int:
    """The score out of 10 that a word for a pain most likely means; 0 when none was said."""
    return _TYPICAL[pain.severity] if pain.severity is not None else 0


def light(scene: Scene, pain: Pain, score: int) -> Decision:
    """The traffic light for a pain of `score` out of 10."""
    words = Say("pain-words", {"site": pain.site, "side": pain.side or "none", "severity": "none"})
    if score <= 3:
        return saying(Say("pain-green", {"pain": words}))
    if score <= 5:
        return _amber(scene, words)
    rest = Hold(reason="pain", since=scene.today, until=scene.today + timedelta(days=REST_DAYS))
    before = active_hold(scene.runner, scene.today)
    longer = before is not None and (before.until is None or before.until >= (rest.until or before.until))
    hold = before if before is not None and longer else rest
    changes = (PutRunner(replace(scene.runner, hold=hold)),)
    if hold.until is None:
        cleared = ((Choice("cleared", "button-cleared"),),)
        said = Say("pain-red-held", {"pain": words}, choices=cleared)
    else:
        said = Say("pain-red", {"pain": words, "until": hold.until.isoformat()})
    return saying(said, changes=changes)


def _amber(scene: Scene, words: Say) -> Decision:
    """The present week of the plan once more, unless it is being repeated already."""
    enrolment = scene.snapshot.enrolment
    week = current_week(scene, scene.today)
    if enrolment is None or week is None:
        return saying(Say("pain-amber-no-plan", {"pain": words}))
    if week in enrolment.repeats:
        return saying(Say("pain-amber", {"pain": words}))
    repeated = replace(enrolment, repeats=tuple(sorted((*enrolment.repeats, week))))
    changes: tuple[Change, ...] = (PutEnrolment(repeated), PutUndo("repeat", (PutEnrolment(enrolment),)))
    return saying(Say("pain-amber", {"pain": words}), changes=changes)


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
    """A number from 0 to 10, or a word for it. Then the next pain that was not rated yet, or the traffic light."""
    score = _score(answer.value or answer.text, scene)
    session = from_plain(Session, answer.waiting.data.get("session"))
    pain = from_plain(Pain, answer.waiting.data.get("pain"))
    if score is None or pain is None or session is None:
        return None
    after = closed(scene)
    stored = next((one for one in scene.snapshot.sessions if one.key == session.key), None)
    rated = _rated(stored or session, pain, severity_of(score))
    written = (PutRunner(after.runner), *((PutSession(rated),) if stored else ()))
    unrated = next((one for one in rated.pain if one.severity is None and one != pain), None)
    worst, worst_score = max(((one, typical(one)) for one in rated.pain), key=lambda one: one[1], default=(pain, 0))
    if worst_score <= score:
        worst, worst_score = pain, score
    then = _ask_how_bad(after, rated, unrated) if unrated and score <= 5 else light(after, worst, worst_score)
    return replace(then, changes=(*written, *then.changes))


def _rated(session: Session, pain: Pain, severity: Severity | None) -> Session:
    """The session with this pain rated; a pain of 0 is none and is dropped."""
    others = tuple(one for one in session.pain if one != pain)
    return replace(session, pain=(replace(pain, severity=severity), *others) if severity else others)


def _score(text: str, scene: Scene) -> int | None:
    """The one number from 0 to 10, or the word for it; words that tell something else are no answer."""
    if says_something_else(scene):
        return None
    told = [typical(pain) for pain in told_pains(scene)]
    plain = re.sub(r"\s*(/|out of|of|from)\s*10\b", "", text.lower())
    numbers = re.findall(r"(?<![\d.,])(\d{1,2})(?![\d.,]*\d)", plain)
    if len(numbers) == 1 and len(text.split()) <= _SHORT:
        return int(numbers[0]) if int(numbers[0]) <= 10 else None
    named = named_in(text, scene.content.typed["severity"]) if len(text.split()) <= _SHORT else ()
    words = [_TYPICAL[severity] for severity in _TYPICAL if severity in named]
    return max([*words, *(score for score in told if score)], default=None)


# An answer to "how bad is it" is short; in a longer sentence "very" or "some" may mean anything.
_SHORT = 6


def severity_of(score: int) -> Severity | None:
    """The word for a score out of 10, by the understanding guidelines."""
    if score == 0:
        return None
    return "mild" if score <= 3 else "moderate" if score <= 6 else "severe"


def pain_report(scene: Scene) -> Decision:
    """A pain without a session: it is not training, so it is not logged as such; the traffic light still applies."""
    pains = told_pains(scene)
    if not pains:
        return saying(Say("pain-where"))
    return after_session(scene, (Session("", scene.today, pain=pains),))
