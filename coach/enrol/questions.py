"""The questions of the onboarding: how each is asked, and how a button or a typed answer is read.

A reader gives the answers with its own filled in, or None when it could not tell: then the question is asked again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from coach.enrol.answers import Heard
from coach.enrol.propose import open_plans, proposed_plan
from coach.gate import AGES, CONDITIONS, EXPERIENCES, NeedsClearance, Open, age_band, allows, verdict
from coach.listen import answers as typed
from coach.model import WEEKDAYS, Choice, Say
from coach.places.find import find, is_zone, nearest
from coach.places.model import FoundPlace
from coach.scene import Scene
from coach.typed.load import named_in
from plans.model import Plan
from plans.today import default_days

Name = Literal["age", "health", "clearance", "experience", "goal", "days", "place", "time"]
Read = Callable[[Scene, Heard, str], Heard | None]


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` gives the sentence with its buttons; `press` reads a button's value, `read` typed words."""

    name: Name
    wanted: Callable[[Heard, Mapping[str, Plan]], bool]
    ask: Callable[[Scene, Heard, str], tuple[Say, ...]]
    press: Read
    read: Read


def button(nonce: str, value: str, label: str = "", text: str = "", **values: str | int | float) -> Choice:
    """A button that answers the question of this nonce."""
    return Choice(data=f"a:{nonce}:{value}", label=label, text=text, values=values)


def options(scene: Scene, kind: str, text: str) -> tuple[str, ...]:
    """Which options of a question the typed words name, by the word list of the runner's language."""
    return named_in(text, scene.content.typed[kind])


# ---------------------------------------------------------------- the safety gate


def _ask_age(_scene: Scene, _heard: Heard, nonce: str) -> tuple[Say, ...]:
    bands = tuple(button(nonce, band, f"enrol-age-{band}") for band in AGES)
    return (Say("enrol-age", choices=(bands[:2], bands[2:])),)


def _press_age(_scene: Scene, heard: Heard, value: str) -> Heard | None:
    band = next((age for age in AGES if age == value), None)
    return replace(heard, age=band) if band else None


def _read_age(_scene: Scene, heard: Heard, text: str) -> Heard | None:
    numbers = re.findall(r"(?<!\d)\d{1,3}(?!\d)", text)
    years = int(numbers[0]) if len(numbers) == 1 else 0
    return replace(heard, age=age_band(years)) if 3 <= years <= 110 else None


def _ask_health(_scene: Scene, heard: Heard, nonce: str) -> tuple[Say, ...]:
    chosen = heard.conditions or frozenset()
    rows = [
        (button(nonce, f"+{one}", f"enrol-health-{one}-chosen" if one in chosen else f"enrol-health-{one}"),)
        for one in CONDITIONS
    ]
    end = button(nonce, "ok", "enrol-health-continue") if chosen else button(nonce, "none", "enrol-health-none")
    return (Say("enrol-health", choices=(*rows, (end,))),)


def _press_health(_scene: Scene, heard: Heard, value: str) -> Heard | None:
    if value == "none":
        return replace(heard, conditions=frozenset())
    return heard if value == "ok" else None


def toggled(heard: Heard, value: str) -> Heard | None:
    """The answers with one condition switched on or off; None when the value is no switch."""
    one = next((one for one in CONDITIONS if value == f"+{one}"), None)
    if one is None:
        return None
    return replace(heard, conditions=(heard.conditions or frozenset()) ^ {one})


def _read_health(scene: Scene, heard: Heard, text: str) -> Heard | None:
    """Conditions typed come on top of those that are ticked. One that is named beside a "no" is asked again."""
    named = frozenset(one for one in CONDITIONS if one in options(scene, "health", text))
    no = "none" in options(scene, "health", text) or scene.read(typed.read_yes_no, text) is False
    if named:
        return None if no else replace(heard, conditions=named | (heard.conditions or frozenset()))
    return replace(heard, conditions=frozenset()) if no else None


def _ask_clearance(_scene: Scene, heard: Heard, nonce: str) -> tuple[Say, ...]:
    gate = verdict(heard.gate)
    reasons: tuple[str, ...] = gate.reasons if isinstance(gate, NeedsClearance) else ("plan",)
    buttons = (button(nonce, "yes", "enrol-clearance-yes"), button(nonce, "no", "enrol-clearance-no"))
    why = tuple(Say(f"enrol-why-{reason}") for reason in reasons)
    return (Say("enrol-clearance", {"why": why}, choices=((buttons[0],), (buttons[1],))),)


def _press_clearance(_scene: Scene, heard: Heard, value: str) -> Heard | None:
    """Whoever needs a clinician begins as a newcomer; a plan's link leaves room to ask for the experience too."""
    if value not in ("yes", "no"):
        return None
    known = heard.experience or ("new" if heard.plan is None else None)
    return replace(heard, cleared=value == "yes", experience=known)


def _read_clearance(scene: Scene, heard: Heard, text: str) -> Heard | None:
    yes = scene.read(typed.read_yes_no, text)
    return None if yes is None else _press_clearance(scene, heard, "yes" if yes else "no")


# ---------------------------------------------------------------- experience and goal


def _ask_experience(_scene: Scene, _heard: Heard, nonce: str) -> tuple[Say, ...]:
    return (
        Say(
            "enrol-experience",
            choices=tuple((button(nonce, level, f"enrol-experience-{level}"),) for level in EXPERIENCES),
        ),
    )


def _press_experience(_scene: Scene, heard: Heard, value: str) -> Heard | None:
    level = next((one for one in EXPERIENCES if one == value), None)
    return replace(heard, experience=level) if level else None


def _read_experience(scene: Scene, heard: Heard, text: str) -> Heard | None:
    named = () if "forward" in text.lower() else options(scene, "experience", text)
    if not named and scene.read(typed.read_yes_no, text) is False:
        return _press_experience(scene, heard, "new")
    return _press_experience(scene, heard, named[0]) if len(named) == 1 else None


def _ask_goal(scene: Scene, heard: Heard, nonce: str) -> tuple[Say, ...]:
    rows = tuple((button(nonce, plan.id, text=plan.title),) for plan in open_plans(heard, scene.content.plans))
    return (Say("enrol-goal", choices=(*rows, (button(nonce, "any", "enrol-goal-any"),))),)


def _press_goal(scene: Scene, heard: Heard, value: str) -> Heard | None:
    known = value == "any" or value in scene.content.plans
    return replace(heard, goal=value) if known else None


def _read_goal(scene: Scene, heard: Heard, text: str) -> Heard | None:
    named = options(scene, "goal", text)
    if len(named) == 1:
        return _press_goal(scene, heard, named[0])
    wish = text.casefold().strip()
    titles = [plan.id for plan in scene.content.plans.values() if wish and wish in (plan.id, plan.title.casefold())]
    return replace(heard, goal=titles[0]) if titles else None


# ---------------------------------------------------------------- days, place, time


def _ask_days(scene: Scene, heard: Heard, nonce: str) -> tuple[Say, ...]:
    plan = proposed_plan(heard, scene.content.plans)
    count = plan.sessions_per_week if plan else 3
    first = default_days(count)
    shifted = tuple(WEEKDAYS[(WEEKDAYS.index(day) + 1) % 7] for day in first)
    rows = tuple(
        (button(nonce, ",".join(days), label, days=",".join(days)),)
        for days, label in ((first, "enrol-days-suggested"), (shifted, "enrol-days-choice"))
    )
    return (Say("enrol-days", {"count": count}, choices=rows),)


def _press_days(_scene: Scene, heard: Heard, value: str) -> Heard | None:
    days = tuple(day for day in WEEKDAYS if day in value.split(","))
    return replace(heard, days=days) if days else None


def _read_days(scene: Scene, heard: Heard, text: str) -> Heard | None:
    days = scene.read(typed.read_days, text)
    return replace(heard, days=days) if days else None


# Towns to tap, by the language Telegram tells us; anything else is typed or shared. Order: most people first.
TOWNS: Mapping[str, tuple[str, ...]] = {
    "en": ("London", "New York City", "Los Angeles", "Sydney"),
    "en-gb": ("London", "Manchester", "Dublin", "Edinburgh"),
    "en-us": ("New York City", "Chicago", "Denver", "Los Angeles"),
    "de": ("Berlin", "Vienna", "Zürich"),
    "it": ("Rome", "Milan", "Bologna"),
}


def _ask_place(scene: Scene, _heard: Heard, nonce: str) -> tuple[Say, ...]:
    language = scene.runner.language.lower()
    towns = TOWNS.get(language) or TOWNS.get(language.split("-")[0]) or TOWNS["en"]
    buttons = tuple(button(nonce, town, text=town) for town in towns)
    return Say("enrol-place-share", ask_place=True), Say("enrol-place", choices=(buttons[:2], buttons[2:]))


def _read_place(scene: Scene, heard: Heard, text: str) -> Heard | None:
    """A shared location, a zone's own name, or a town; None when it is none of them or one of several."""
    if scene.message.place is not None:
        spot = scene.message.place
        return _at(heard, nearest(spot.latitude, spot.longitude, scene.content.places()))
    zone = is_zone(text.strip())
    if zone is not None and "/" in text:
        return replace(heard, zone=zone, place=zone.rpartition("/")[2].replace("_", " "), country="")
    found = find(text, scene.content.places())
    return _at(heard, found[0]) if len(found) == 1 else None


def several_places(scene: Scene, text: str, nonce: str) -> Say | None:
    """The question which of several towns of that name is meant; None when the name is not ambiguous."""
    found = find(text, scene.content.places())
    if len(found) < 2:
        return None
    rows = tuple(
        (button(nonce, f"#{at}", "enrol-place-choice", name=one.name, country=one.country, zone=one.zone),)
        for at, one in enumerate(found)
    )
    return Say("enrol-place-which", {"place": text.strip()}, choices=rows)


def _press_place(scene: Scene, heard: Heard, value: str) -> Heard | None:
    if value.startswith("#"):
        found = find(heard.typed_place, scene.content.places())
        at = int(value[1:]) if value[1:].isdecimal() else len(found)
        return _at(heard, found[at]) if at < len(found) else None
    found = find(value, scene.content.places())
    return _at(heard, found[0]) if found else None


def _at(heard: Heard, place: FoundPlace) -> Heard:
    imperial = place.country in ("US", "LR", "MM")
    return replace(
        heard,
        zone=place.zone,
        place=place.name,
        country=place.country,
        units="imperial" if imperial else "metric",
    )


REMINDER_TIMES = (7 * 60, 12 * 60, 18 * 60)
NO_REMINDER = -1


def _ask_time(_scene: Scene, _heard: Heard, nonce: str) -> tuple[Say, ...]:
    times = tuple(button(nonce, str(minute), "enrol-time-choice", minute=minute) for minute in REMINDER_TIMES)
    return (Say("enrol-time", choices=(times, (button(nonce, str(NO_REMINDER), "enrol-time-none"),))),)


def _press_time(_scene: Scene, heard: Heard, value: str) -> Heard | None:
    minute = int(value) if re.fullmatch(r"-1|\d{1,4}", value) else None
    return replace(heard, minute=minute) if minute is not None and minute < 24 * 60 else None


def _read_time(scene: Scene, heard: Heard, text: str) -> Heard | None:
    minute = scene.read(typed.read_minute, text)
    if minute is not None:
        return replace(heard, minute=minute)
    no = "none" in options(scene, "time", text) or scene.read(typed.read_yes_no, text) is False
    return replace(heard, minute=NO_REMINDER) if no else None


# ---------------------------------------------------------------- the questions in their order


def _gate_open(heard: Heard) -> bool:
    return isinstance(verdict(heard.gate), Open)


def _wants_clearance(heard: Heard, plans: Mapping[str, Plan]) -> bool:
    """The gate asks for a clinician's word, or the plan of the link does and would be open with it."""
    if heard.cleared is not None:
        return False
    named = plans.get(heard.plan or "")
    cleared = replace(heard.gate, cleared=True)
    for_plan = named is not None and not allows(heard.gate, named) and allows(cleared, named)
    return for_plan or isinstance(verdict(heard.gate), NeedsClearance)


def _wants_experience(heard: Heard, plans: Mapping[str, Plan]) -> bool:
    """A plan that walks only, named by its link, needs no experience."""
    named = plans.get(heard.plan or "")
    return heard.experience is None and _gate_open(heard) and not (named and named.walking_only)


def _wants_goal(heard: Heard, _plans: Mapping[str, Plan]) -> bool:
    """A goal is asked only where there is a choice: not when the gate leaves walking only, nor after a link."""
    gate = verdict(heard.gate)
    return heard.goal is None and heard.plan is None and isinstance(gate, Open) and not gate.walking_only


QUESTIONS: tuple[Question, ...] = (
    Question("age", lambda heard, _: heard.age is None, _ask_age, _press_age, _read_age),
    Question("health", lambda heard, _: heard.conditions is None, _ask_health, _press_health, _read_health),
    Question(
        "clearance",
        _wants_clearance,
        _ask_clearance,
        _press_clearance,
        _read_clearance,
    ),
    Question("experience", _wants_experience, _ask_experience, _press_experience, _read_experience),
    Question("goal", _wants_goal, _ask_goal, _press_goal, _read_goal),
    Question("days", lambda heard, _: heard.days is None and heard.plan is None, _ask_days, _press_days, _read_days),
    Question("place", lambda heard, _: heard.zone is None, _ask_place, _press_place, _read_place),
    Question("time", lambda heard, _: heard.minute is None and heard.plan is None, _ask_time, _press_time, _read_time),
)


def next_question(heard: Heard, plans: Mapping[str, Plan]) -> Question | None:
    """The first question that is still wanted; None when the gate is closed or all is said."""
    if heard.age is not None and heard.conditions is not None and not _gate_open(heard):
        gate = verdict(heard.gate)
        if not (isinstance(gate, NeedsClearance) and heard.cleared is None):
            return None
    return next((question for question in QUESTIONS if question.wanted(heard, plans)), None)


def question_named(name: str) -> Question | None:
    return next((question for question in QUESTIONS if question.name == name), None)
