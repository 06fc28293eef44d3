"""One message, one decision. The order of listening is the order of this file:

red flags, an answer to the bot's own question, commands and the runner's own data, a question, "I did not understand".
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from coach import again, change, export, progress, question, remind, safety, settings, today, undo
from coach.commands import command_of
from coach.enrol import flow as enrol
from coach.log import ask as log_ask
from coach.log import correct, done, mark, write
from coach.log.pending import Pending
from coach.model import Choice, Decision, PutRunner, Say
from coach.redflags.detect import detect
from coach.scene import Answer, Scene, answered, joined, saying

Feature = Callable[[Scene], Decision]


def decide(scene: Scene) -> Decision:
    """What a message leads to. Total: every message gets a decision, and none raises for what a runner wrote."""
    message = scene.message
    if message.group:
        return saying(Say("group-only-private"))
    if message.button:
        return _button(scene)
    if message.unreadable:
        return saying(Say(f"unreadable-{message.unreadable}"))
    flag = scene.alarm
    if flag is None and scene.heard.intent == "red_flag":
        flag = detect(message.text, scene.content.flags)
    if flag is not None:
        return safety.red_flag(scene, flag)
    if message.edited:
        return _edited(scene)
    command, words = command_of(message.text)
    if command in COMMANDS or command in ("start", "ask", "log"):
        return _command(scene, command, words)
    waiting = scene.runner.waiting
    if waiting is not None:
        heard = _hear(scene, Answer(waiting, text=message.text))
        if heard is not None:
            return heard
    return _told(scene, command)


# ---------------------------------------------------------------- an answer to the bot's own question

HEAR: Mapping[str, Callable[[Scene, Answer], Decision | None]] = {
    enrol.QUESTION: enrol.hear,
    log_ask.QUESTION: log_ask.hear,
    "which": correct.hear_which,
    "fix": log_ask.hear_fix,
    "move": change.hear_move,
    "remind": remind.hear,
    "pain": safety.hear_how_bad,
    "pain-site": mark.hear_site,
    "clearance": safety.hear_clearance,
    "forget": settings.hear_forget,
    "place": settings.hear_place,
    "days": settings.hear_days,
}


def _hear(scene: Scene, answer: Answer) -> Decision | None:
    hear = HEAR.get(answer.waiting.question)
    return hear(scene, answer) if hear else None


def _edited(scene: Scene) -> Decision:
    """An edited message whose log is known corrects it; any other edit is heard as if it were new."""
    corrected = correct.edited(scene)
    return corrected if corrected is not None else decide(_as_new(scene))


def _as_new(scene: Scene) -> Scene:
    return replace(scene, message=replace(scene.message, edited=False))


# ---------------------------------------------------------------- commands


MENU = (
    (Choice("cmd:today", "button-today"), Choice("cmd:week", "button-week")),
    (Choice("cmd:progress", "button-progress"), Choice("topics", "button-topics")),
)


def _help(_scene: Scene) -> Decision:
    return saying(Say("help", choices=MENU))


def _privacy(_scene: Scene) -> Decision:
    return saying(
        Say("privacy", choices=((Choice("cmd:export", "button-export"), Choice("cmd:forget", "button-forget")),))
    )


def _today(scene: Scene) -> Decision:
    return today.on_day(scene, scene.today)


COMMANDS: Mapping[str, Feature] = {
    "today": _today,
    "week": today.week,
    "plan": today.plan_says,
    "undo": undo.undo,
    "progress": progress.progress,
    "history": progress.history,
    "remind": remind.show,
    "pause": settings.pause,
    "resume": settings.resume,
    "settings": settings.show,
    "sources": question.all_sources,
    "export": export.export,
    "forget": settings.ask_forget,
    "privacy": _privacy,
    "help": _help,
}

# These make sense before somebody has started; everything else asks to start first.
FOR_STRANGERS = frozenset({"help", "privacy", "sources", "export", "forget"})


def _command(scene: Scene, command: str, words: str) -> Decision:
    if command == "start":
        return enrol.start(scene, words)
    if command == "ask":
        return question.ask(scene, words) if words else question.topics(scene)
    if scene.snapshot.runner is None and command not in FOR_STRANGERS:
        return _first_start(scene)
    if command == "log":
        return _told(scene, "") if words else saying(Say("log-how"))
    return COMMANDS[command](scene)


def _first_start(scene: Scene) -> Decision:
    """Somebody who has not started: begin the onboarding, and say that nothing was done yet."""
    return joined(saying(Say("start-first")), enrol.start(scene))


# ---------------------------------------------------------------- words


def _day_of(scene: Scene) -> Decision:
    if scene.heard.target_date is not None:
        return today.on_day(scene, scene.heard.target_date)
    return today.next_workout(scene)


def _log(scene: Scene) -> Decision:
    heard = scene.heard
    if heard.same_as_last:
        return mark.same_as_last(scene)
    asks = heard.ask or ("intent" if heard.confirm else None)
    if asks is not None:
        pending = Pending(heard.sessions, asks, heard.bare_number, heard.reps, heard.fraction)
        return log_ask.ask(scene, pending)
    return write.write(scene, heard.sessions)


def _snooze(scene: Scene) -> Decision:
    minutes = scene.heard.snooze_minutes
    return change.snooze(scene, scene.message.at + timedelta(minutes=minutes) if minutes else None)


def _greeting(scene: Scene) -> Decision:
    return saying(Say("greeting", {"name": scene.runner.name}, choices=((Choice("cmd:today", "button-today"),),)))


OWN_DATA: Mapping[str, Feature] = {
    "log_session": _log,
    "log_done": done.told,
    "correct": correct.told,
    "pain_report": safety.pain_report,
    "undo": undo.undo,
    "skip": change.told_skip,
    "move": change.told_move,
    "today": _today,
    "next": _day_of,
    "week": today.week,
    "progress": progress.progress,
    "reminder_set": remind.told,
    "reminder_off": remind.off,
    "snooze": _snooze,
    "profile": settings.told,
}


def _told(scene: Scene, command: str) -> Decision:
    """Plain words (or a command nobody knows)."""
    heard, waiting = scene.heard, scene.runner.waiting
    if command:
        return saying(Say("unknown-command", {"command": command}))
    feature = OWN_DATA.get(heard.intent)
    if waiting is not None and waiting.question == enrol.QUESTION:
        return _during_enrolment(scene)
    if feature is not None:
        if scene.snapshot.runner is None:
            return _first_start(scene)
        decision = feature(_without_question(scene))
        return joined(_dropped(scene), decision) if waiting is not None else _with_answer(scene, decision)
    match heard.intent:
        case "greeting":
            return _greeting(scene) if scene.snapshot.runner else enrol.start(scene)
        case "thanks":
            return saying(Say("thanks"))
        case "help":
            return _help(scene)
        case "question":
            return question.ask(scene, scene.message.text)
        case _:
            return _not_understood(scene)


def _during_enrolment(scene: Scene) -> Decision:
    """A question is answered in between; anything else gets the open question again, with a hint."""
    waiting = scene.runner.waiting
    once_more = enrol.ask_again(scene, waiting) if waiting else saying()
    if scene.heard.intent == "question":
        return joined(question.ask(scene, scene.message.text), replace(once_more, replies=once_more.replies[1:]))
    if scene.heard.intent in ("log_session", "log_done", "correct"):
        return joined(saying(Say("enrol-not-logged")), replace(once_more, replies=once_more.replies[1:]))
    return once_more


def _without_question(scene: Scene) -> Scene:
    """The scene with the open question closed, so that a new entry does not answer it by accident."""
    if scene.runner.waiting is None or scene.snapshot.runner is None:
        return scene
    return replace(scene, snapshot=replace(scene.snapshot, runner=answered(scene.snapshot.runner)))


def _dropped(scene: Scene) -> Decision:
    """Something else was said while a log waited for its answer: say that it was not written."""
    waiting = scene.runner.waiting
    closed = PutRunner(answered(scene.runner))
    if waiting is None or waiting.question != log_ask.QUESTION:
        return saying(changes=(closed,))
    return saying(Say("log-left-out"), changes=(closed,))


def _with_answer(scene: Scene, decision: Decision) -> Decision:
    """A log that also asks something: the log first, then the answer."""
    return joined(decision, question.ask(scene, scene.message.text)) if scene.heard.question else decision


def _not_understood(scene: Scene) -> Decision:
    """Perhaps it is a question without its mark; else say what we can do, naming the emergency signs."""
    if scene.snapshot.runner is None:
        return enrol.start(scene)
    found = question.if_known(scene, scene.message.text)
    return found if found is not None else saying(Say("not-understood", choices=MENU))


# ---------------------------------------------------------------- buttons


def _with_day(feature: Callable[[Scene, date], Decision]) -> Callable[[Scene, str], Decision]:
    def pressed(scene: Scene, value: str) -> Decision:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return saying(notice=Say("stale-button"))
        return feature(scene, day)

    return pressed


BUTTONS: Mapping[str, Callable[[Scene, str], Decision]] = {
    "done": _with_day(done.press),
    "easier": _with_day(change.press_easier),
    "move": _with_day(change.press_move),
    "skip": _with_day(change.press_skip),
    "snooze": lambda scene, _: change.snooze(scene),
    "undo": undo.undo,
    "rpe": mark.press_rpe,
    "hurts": mark.press_hurts,
    "cleared": lambda scene, _: safety.ask_clearance(scene),
    "card": question.show_card,
    "sources": question.show_sources,
    "not": question.not_that,
    "topic": question.topic,
    "topics": lambda scene, page: question.topics(scene, int(page) if page.isdecimal() else 0),
    "again": again.press_again,
    "onward": again.press_onward,
    "enrol": lambda scene, _: enrol.begin(scene, answered(scene.runner)),
    "set": lambda scene, what: settings.ask_place(scene) if what == "place" else settings.ask_days(scene),
    "units": lambda scene, units: settings.use_units(scene, "imperial" if units == "imperial" else "metric"),
    "remind": lambda scene, at: remind.put(scene, int(at), (), None) if at.isdecimal() else remind.off(scene),
    "cmd": lambda scene, command: (
        COMMANDS[command](scene) if command in COMMANDS else saying(notice=Say("stale-button"))
    ),
}


def _button(scene: Scene) -> Decision:
    """A pressed button. One of an older question, or of a message from before `/forget`, is said to be stale."""
    kind, _, value = scene.message.button.partition(":")
    if kind == "a":
        return _answer_button(scene, value)
    pressed = BUTTONS.get(kind)
    known = scene.snapshot.runner is not None or kind in ("card", "sources", "not", "topic", "topics", "enrol")
    if pressed is None or not known:
        return saying(notice=Say("stale-button"))
    return _owning_up(scene, pressed(scene, value))


def _owning_up(scene: Scene, decision: Decision) -> Decision:
    """Where a button closes a log that waited for its answer, say that it was not written."""
    waiting = scene.runner.waiting
    left = [change.runner.waiting for change in decision.changes if isinstance(change, PutRunner)]
    if waiting is None or waiting.question != log_ask.QUESTION or not left or left[-1] == waiting:
        return decision
    return joined(saying(Say("log-left-out")), decision)


def _answer_button(scene: Scene, value: str) -> Decision:
    nonce, _, chosen = value.partition(":")
    waiting = scene.runner.waiting
    if waiting is None or waiting.nonce != nonce:
        return saying(notice=Say("stale-button"))
    return _hear(scene, Answer(waiting, value=chosen)) or saying(notice=Say("stale-button"))
