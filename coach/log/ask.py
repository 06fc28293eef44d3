"""Asking for the one thing that is missing, and reading its answer, by button or typed.

Each kind of question is one entry of a table: its buttons and its reader. A reader returns the pending log filled in,
or None when the words are no answer to it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from coach.aside import closed, says_something_else, told_pains, told_session
from coach.listen import answers as typed
from coach.listen.model import HeardSession, What
from coach.log.entries import keys_of, put_correction
from coach.log.lines import NOTHING, session_line
from coach.log.pending import Pending, pending_data, pending_of
from coach.log.write import write
from coach.model import Choice, Decision, Mode, PutRunner, RemoveSession, RemoveUndo, Say, Session
from coach.scene import Answer, Scene, joined, saying, waiting_for
from coach.schedule import Due, due_on, stated_amount
from coach.typed.load import named_in

QUESTION = "log"

METRES = {"km": 1000.0, "metres": 1.0, "miles": 1609.344, "yards": 0.9144}
MODES: tuple[Mode, ...] = get_args(Mode)
SECONDS = {"minutes": 60, "seconds": 1, "hours": 3600}


def ask(scene: Scene, pending: Pending) -> Decision:
    """Say what was understood, and ask for what was not."""
    runner = waiting_for(scene, QUESTION, pending_data(pending))
    shown = tuple(session_line(_shown(scene, entry), scene.today) for entry in pending.entries if _tells(entry))
    so_far = Say("log-so-far", {"lines": shown}) if shown else NOTHING
    values = {"so_far": so_far, "number": pending.number or 0, "reps": pending.reps or 1}
    said = Say(f"log-ask-{_question(pending)}", values, choices=_buttons(scene, pending))
    return saying(said, changes=(PutRunner(runner),))


def _question(pending: Pending) -> str:
    """Which sentence asks: a unit without a number is asked as an amount."""
    if pending.what == "unit" and pending.number is None:
        return "distance"
    return "correct" if pending.what == "intent" and pending.correct else pending.what


def _tells(entry: HeardSession) -> bool:
    return bool(entry.mode or entry.distance_m or entry.duration_s or entry.rpe is not None or entry.pain)


def _shown(scene: Scene, entry: HeardSession) -> Session:
    day = entry.day or scene.today
    return Session("", day, entry.mode, entry.distance_m, entry.duration_s, entry.rpe, entry.pain)


# ---------------------------------------------------------------- the buttons


def _buttons(scene: Scene, pending: Pending) -> tuple[tuple[Choice, ...], ...]:
    nonce = scene.nonce
    rows: tuple[tuple[Choice, ...], ...]
    match _question(pending):
        case "unit":
            metric = scene.runner.units == "metric"
            units = ("km", "miles", "metres", "minutes") if metric else ("miles", "km", "yards", "minutes")
            number = pending.number or 0
            rows = _in_rows(tuple(_button(nonce, unit, f"unit-{unit}", number=number) for unit in units))
        case "distance" if pending.correct is None:
            rows = _planned_buttons(scene, pending)
        case "mode":
            modes = ("backward_run", "backward_walk", "forward_run", "forward_walk")
            rows = _in_rows(tuple(_button(nonce, mode, "button-mode", mode=mode) for mode in modes))
        case "date":
            days = tuple(scene.today - timedelta(days=back) for back in range(8))
            rows = _in_rows(
                tuple(_button(nonce, day.isoformat(), "button-day", day=day.isoformat()) for day in days), 4
            )
        case "rpe":
            numbers = tuple(Choice(f"a:{nonce}:{rpe}", text=str(rpe)) for rpe in range(1, 11))
            rows = (*_in_rows(numbers, 5), (_button(nonce, "none", "button-no-rpe"),))
        case "intent" | "correct":
            yes = "button-change-it" if pending.correct else "button-log-it"
            no = "button-leave-it" if pending.correct else "button-do-not-log"
            rows = ((_button(nonce, "yes", yes), _button(nonce, "no", no)),)
        case _:
            rows = ()
    drop = "button-leave-it" if pending.correct else "button-do-not-log"
    never = () if pending.what == "intent" else ((_button(nonce, "drop", drop),),)
    return (*rows, *never)


def _button(nonce: str, value: str, label: str, **values: str | int | float) -> Choice:
    return Choice(f"a:{nonce}:{value}", label, values)


def _in_rows(buttons: tuple[Choice, ...], width: int = 2) -> tuple[tuple[Choice, ...], ...]:
    return tuple(buttons[at : at + width] for at in range(0, len(buttons), width))


def _planned_buttons(scene: Scene, pending: Pending) -> tuple[tuple[Choice, ...], ...]:
    """The amount that the plan has for that day, whole or as the share that the runner named."""
    due = _due(scene, pending)
    if due is None:
        return ((_button(scene.nonce, "none", "button-no-amount"),),)
    metres, seconds = stated_amount(due.workout)
    share = pending.fraction or 1
    if metres is not None:
        label = _button(scene.nonce, "planned", "button-planned-metres", metres=metres * share)
    else:
        label = _button(scene.nonce, "planned", "button-planned-seconds", seconds=round(seconds * share))
    return ((label,), (_button(scene.nonce, "none", "button-no-amount"),))


def _due(scene: Scene, pending: Pending) -> Due | None:
    day = pending.entries[0].day or scene.today if pending.entries else scene.today
    return next(iter(due_on(scene.snapshot, scene.content.plans, day)), None)


# ---------------------------------------------------------------- the answers


def hear(scene: Scene, answer: Answer) -> Decision | None:
    """The answer to the open question of a log; None when the words are something else."""
    pending = pending_of(answer.waiting.data)
    if pending is None:
        return None
    if answer.value == "drop" or _says_no(scene, pending, answer):
        key = "correct-kept" if pending.correct else "log-dropped"
        return saying(Say(key), changes=(PutRunner(closed(scene).runner),))
    filled = _pressed(scene, pending, answer.value) if answer.value else _answered(scene, pending, answer.text)
    return _go_on(scene, filled) if filled is not None else None


def hear_fix(scene: Scene, answer: Answer) -> Decision | None:
    """The answer to "what is wrong with it?": a button that names the part, or the right value at once."""
    pending = pending_of(answer.waiting.data)
    if pending is None or pending.correct is None:
        return None
    value = scene.heard.intent == "snooze" or (scene.heard.intent == "log_session" and scene.heard.confirm)
    if not answer.value and says_something_else(scene) and not value:
        return None
    news = _values_typed(scene, answer.text)
    if news != HeardSession():
        return put_correction(scene, pending.correct, news)
    part = answer.value or next(iter(named_in(answer.text, scene.content.typed["part"])), "")
    if part == "undo":
        return _take_back(scene, pending.correct)
    found = next((one for one in PARTS if one == part), None)
    return ask(scene, replace(pending, what=found)) if found is not None else None


PARTS: tuple[What, ...] = ("distance", "duration", "date", "mode")


def _named(scene: Scene, text: str) -> frozenset[str]:
    """The answers without a value that the words name: to drop it, to leave it out, as planned."""
    return frozenset(named_in(text, scene.content.typed["log"]))


def _take_back(scene: Scene, key: str) -> Decision:
    """The session is wrong altogether: it goes, and with it what could be taken back of it alone."""
    gone = next((one for one in scene.snapshot.sessions if one.key == key), None)
    closing = PutRunner(closed(scene).runner)
    if gone is None:
        return saying(Say("undo-gone"), changes=(closing,))
    alone = [entry.entry for entry in scene.snapshot.undo if keys_of(entry) == {key}]
    said = Say("undo-done", {"what": Say("undo-log"), "lines": (session_line(gone, scene.today),)})
    return saying(said, changes=(RemoveSession(key), *(RemoveUndo(entry) for entry in alone), closing))


def _values_typed(scene: Scene, text: str) -> HeardSession:
    """Every value that the words name."""
    day = scene.read(typed.read_day, text)
    return HeardSession(
        day=day if day is not None and day <= scene.today else None,
        mode=scene.read(typed.read_mode, text),
        distance_m=scene.read(typed.read_distance, text),
        duration_s=scene.read(typed.read_duration, text),
        rpe=told_session(scene).rpe,
        pain=told_pains(scene),
    )


def _says_no(scene: Scene, pending: Pending, answer: Answer) -> bool:
    if answer.value or says_something_else(scene) or scene.heard.intent == "correct":
        return pending.what == "intent" and answer.value == "no"
    dropped = bool(_named(scene, answer.text) & {"drop"})
    return dropped or (pending.what == "intent" and scene.read(typed.read_yes_no, answer.text) is False)


def _go_on(scene: Scene, pending: Pending) -> Decision:
    """Ask for the next thing that is missing, or write."""
    if pending.correct is not None:
        return put_correction(scene, pending.correct, pending.entries[0])
    missing = _missing(pending)
    if missing is not None:
        return ask(scene, replace(pending, what=missing))
    after = closed(scene)
    return joined(saying(changes=(PutRunner(after.runner),)), write(after, pending.entries, sure=True))


def _missing(pending: Pending) -> What | None:
    if any(entry.day is None for entry in pending.entries):
        return "date"
    empty = any(not entry.distance_m and not entry.duration_s for entry in pending.entries)
    return "distance" if empty and pending.what not in ("distance", "unit", "intent") and not pending.planned else None


def _pressed(scene: Scene, pending: Pending, value: str) -> Pending | None:
    match pending.what:
        case "unit" | "distance" | "duration":
            return _amount_pressed(scene, pending, value)
        case "mode":
            return next((with_mode(pending, mode) for mode in MODES if mode == value), None)
        case "date":
            day = _past_day(value, scene.today)
            return with_day(pending, day) if day else None
        case "rpe":
            return pending if value == "none" else with_rpe(pending, float(value)) if value in RPES else None
        case "intent":
            return pending if value == "yes" else None
        case _:
            return None


def _past_day(value: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day <= today else None


def _amount_pressed(scene: Scene, pending: Pending, value: str) -> Pending | None:
    number = (pending.number or 0) * (pending.reps or 1)
    if value in METRES:
        return with_distance(pending, number * METRES[value])
    if value in SECONDS:
        return with_duration(pending, round(number * SECONDS[value]))
    if value == "none":
        return pending
    due = _due(scene, pending)
    if value != "planned" or due is None:
        return None
    (metres, seconds), share = stated_amount(due.workout), pending.fraction or 1
    if metres is not None:
        return with_distance(pending, metres * share)
    return with_duration(pending, round(seconds * share))


RPES = frozenset(str(rpe) for rpe in range(11))


def _answered(scene: Scene, pending: Pending, text: str) -> Pending | None:
    """The typed answer and all that is said beside it; None where it tells of another session or of something else."""
    if not _may_answer(scene, pending):
        return None
    filled = _typed(scene, pending, text)
    return _with_rest(scene, filled, text) if filled is not None else None


def _may_answer(scene: Scene, pending: Pending) -> bool:
    """A session of its own is an answer only where an amount is asked, and only if it contradicts nothing."""
    heard = scene.heard
    if heard.intent == "log_session" and len(heard.sessions) == 1 and len(pending.entries) == 1:
        told, known = heard.sessions[0], pending.entries[0]
        about = pending.what in ("unit", "distance", "duration", "intent")
        return about and not heard.same_as_last and not _contradicts(scene, told, known)
    # A bare "15 min" is a snooze in itself, and an amount where one was asked for.
    bare = heard.intent == "snooze" and pending.what in ("unit", "distance", "duration")
    return bare or not says_something_else(scene)


def _contradicts(scene: Scene, told: HeardSession, known: HeardSession) -> bool:
    pairs = (
        (told.mode, known.mode),
        (told.distance_m, known.distance_m),
        (told.duration_s, known.duration_s),
        (told.day if told.day != scene.today else None, known.day if known.day != scene.today else None),
    )
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _with_rest(scene: Scene, pending: Pending, text: str) -> Pending:
    """What was said beside the answer: another day, the kind, the effort, a pain. Nothing is dropped silently."""
    rest = _values_typed(scene, text)

    def filled(entry: HeardSession) -> HeardSession:
        return replace(
            entry,
            day=rest.day if rest.day is not None and pending.what != "date" else entry.day,
            mode=entry.mode or rest.mode,
            rpe=entry.rpe if entry.rpe is not None else rest.rpe,
        )

    first, *others = (filled(entry) for entry in pending.entries)
    known = {(pain.site, pain.side) for pain in first.pain}
    pains = tuple(pain for pain in rest.pain if (pain.site, pain.side) not in known)
    return replace(pending, entries=(replace(first, pain=first.pain + pains), *others))


def _typed(scene: Scene, pending: Pending, text: str) -> Pending | None:
    match pending.what:
        case "unit":
            unit = scene.read(typed.read_unit, text)
            short = _amount_pressed(scene, pending, unit) if unit and pending.number is not None else None
            return _amount_typed(scene, pending, text) or short
        case "distance" | "duration":
            return _amount_typed(scene, pending, text) or _amount_named(scene, pending, text)
        case "mode":
            mode = scene.read(typed.read_mode, text)
            return with_mode(pending, mode) if mode else None
        case "date":
            day = scene.read(typed.read_day, text)
            return with_day(pending, day) if day and day <= scene.today else None
        case "rpe":
            rpe = scene.read(typed.read_rpe, text)
            left_out = bool(_named(scene, text) & {"leave"})
            return with_rpe(pending, rpe) if rpe is not None else pending if left_out else None
        case "intent":
            return pending if scene.read(typed.read_yes_no, text) else None
        case _:
            return None


def _amount_named(scene: Scene, pending: Pending, text: str) -> Pending | None:
    """ "As planned", or without an amount."""
    named = _named(scene, text)
    if "planned" in named:
        return _amount_pressed(scene, pending, "planned")
    return pending if "leave" in named else None


def _amount_typed(scene: Scene, pending: Pending, text: str) -> Pending | None:
    """A distance, a time, or both ("2 km in 16 min")."""
    distance = scene.read(typed.read_distance, text)
    duration = scene.read(typed.read_duration, text)
    if distance is None and duration is None:
        return None
    filled = with_distance(pending, distance) if distance is not None else pending
    return with_duration(filled, duration) if duration is not None else filled


# ---------------------------------------------------------------- putting a value where it is missing


def _each(pending: Pending, filled: Callable[[HeardSession], HeardSession]) -> Pending:
    return replace(pending, entries=tuple(filled(entry) for entry in pending.entries))


def with_distance(pending: Pending, metres: float) -> Pending:
    return _each(pending, lambda one: replace(one, distance_m=metres) if one.distance_m is None else one)


def with_duration(pending: Pending, seconds: int) -> Pending:
    return _each(pending, lambda one: replace(one, duration_s=seconds) if one.duration_s is None else one)


def with_mode(pending: Pending, mode: Mode) -> Pending:
    return _each(pending, lambda one: replace(one, mode=mode) if one.mode is None else one)


def with_day(pending: Pending, day: date) -> Pending:
    return _each(pending, lambda one: replace(one, day=day) if one.day is None else one)


def with_rpe(pending: Pending, rpe: float) -> Pending:
    return _each(pending, lambda one: replace(one, rpe=rpe) if one.rpe is None else one)
