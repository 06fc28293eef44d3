"""The safety gate: who may start what, and why. The rules of the plan authors' table, as data and one function.

Sources: the PAR-Q questionnaire (fact flag-01) for `heart`; our judgement on the literature for the rest (flag-03,
neuro-14, preg-01, kids-02, perf-02/03, knee-05, knee-11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plans.model import Flag, Plan

Age = Literal["under13", "13to15", "16to59", "60to69", "70plus"]
AGES: tuple[Age, ...] = ("under13", "13to15", "16to59", "60to69", "70plus")

Condition = Literal["heart", "balance", "pregnant", "injury"]
CONDITIONS: tuple[Condition, ...] = ("heart", "balance", "pregnant", "injury")

Experience = Literal["new", "walks", "runs"]
EXPERIENCES: tuple[Experience, ...] = ("new", "walks", "runs")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the runner answered at the gate. `cleared`: a clinician has agreed to backward walking or running."""

    age: Age
    conditions: frozenset[Condition]
    experience: Experience
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """No plan at all; `reason` is a key of the texts."""

    reason: Literal["pregnant", "child", "teen"]


@dataclass(frozen=True, slots=True)
class NeedsClearance:
    """A clinician first; nothing is proposed before the runner says that they are cleared."""

    reasons: tuple[Literal["heart", "balance", "injury", "age70"], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What may be proposed. `reasons` name the rules that narrowed it."""

    walking_only: bool = False
    knee_friendly_only: bool = False
    reasons: tuple[Literal["balance", "injury", "age60", "heart", "age70"], ...] = ()


Verdict = Closed | NeedsClearance | Open


def age_band(years: int) -> Age:
    """The band of an age in whole years."""
    if years < 13:
        return "under13"
    if years < 16:
        return "13to15"
    if years < 60:
        return "16to59"
    return "60to69" if years < 70 else "70plus"


def verdict(answers: Answers) -> Verdict:
    """Who may start what. The strictest rule wins.

    Above 69 the PAR-Q asks only the inactive to see a doctor. We do not know who is active forward, so everybody of
    70 and over who is new to backward movement is asked.
    """
    if "pregnant" in answers.conditions:
        return Closed("pregnant")
    if answers.age == "under13":
        return Closed("child")
    if answers.age == "13to15":
        return Closed("teen")
    reasons = _clinician_reasons(answers)
    if reasons and not answers.cleared:
        return NeedsClearance(reasons)
    return _opened(answers, reasons)


def _clinician_reasons(answers: Answers) -> tuple[Literal["heart", "balance", "injury", "age70"], ...]:
    found: list[Literal["heart", "balance", "injury", "age70"]] = []
    if "heart" in answers.conditions:
        found.append("heart")
    if "balance" in answers.conditions:
        found.append("balance")
    if "injury" in answers.conditions:
        found.append("injury")
    if answers.age == "70plus" and answers.experience == "new":
        found.append("age70")
    return tuple(found)


def _opened(answers: Answers, cleared: tuple[Literal["heart", "balance", "injury", "age70"], ...]) -> Open:
    older = answers.age in ("60to69", "70plus")
    older_walks = older and not (answers.experience == "runs" and answers.cleared)
    injured = "injury" in answers.conditions
    return Open(
        walking_only=older_walks or injured or "balance" in answers.conditions,
        knee_friendly_only=injured,
        reasons=(*cleared, "age60") if older_walks else cleared,
    )


KNEE_FRIENDLY = "knee-friendly"

YOUNGEST: Mapping[Age, int] = {"under13": 0, "13to15": 13, "16to59": 16, "60to69": 60, "70plus": 70}
"""The youngest of each band, in years: a plan for people from an age on is open to bands that are wholly as old."""


def flags(answers: Answers) -> frozenset[Flag]:
    """The answers in the words that plan files use for who is refused or needs clearance."""
    by_age: dict[Age, frozenset[Flag]] = {
        "under13": frozenset({"child"}),
        "13to15": frozenset({"teen"}),
        "16to59": frozenset(),
        "60to69": frozenset({"over60"}),
        "70plus": frozenset({"over60", "over70"}),
    }
    return by_age[answers.age] | answers.conditions


def allows(answers: Answers, plan: Plan) -> bool:
    """May this plan be started with these answers? The gate's own rules and those of the plan both have a say."""
    gate = verdict(answers)
    if not isinstance(gate, Open) or (gate.walking_only and not plan.walking_only):
        return False
    if gate.knee_friendly_only and plan.id != KNEE_FRIENDLY:
        return False
    if YOUNGEST[answers.age] < plan.needs.minimum_age:
        return False
    needs, told = plan.needs, flags(answers)
    uncleared = not answers.cleared and (needs.clearance_always or bool(needs.clearance_for & told))
    return not uncleared and not needs.refused_for & told
