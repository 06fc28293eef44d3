"""Which plan fits a newcomer, and why. The gate decides what is open; experience decides where to begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coach.enrol.answers import Heard
from coach.gate import KNEE_FRIENDLY, Open, allows, verdict
from plans.model import Plan

STARTER = "walk-back-starter"
FIRST_RUN = "couch-to-retro-1k"
OLDER = "older-adult-balance"

Reason = Literal[
    "chosen", "chosen-but-walk-first", "knee", "older", "balance", "walk-first", "goal", "first-run-first", "not-open"
]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`wanted` is the plan the runner had asked for when another one has to come first."""

    plan: Plan
    reason: Reason
    wanted: Plan | None = None


def open_plans(heard: Heard, plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    """The plans this runner may start, or may make their goal."""
    listed = (plan for plan in plans.values() if plan.id != KNEE_FRIENDLY or "injury" in heard.gate.conditions)
    return tuple(plan for plan in listed if allows(heard.gate, plan))


def propose(heard: Heard, plans: Mapping[str, Plan]) -> Proposal | None:
    """The plan to begin with; None when the gate is closed or no open plan is in the library.

    Before any backward jog come ten minutes of continuous backward walking (our judgement with fact tech-01), so a
    newcomer walks first whatever the goal is; and nobody meets a longer distance before the first kilometre.
    """
    gate = verdict(heard.gate)
    if not isinstance(gate, Open):
        return None
    wanted = plans.get(heard.plan or heard.goal or "")
    found = _proposed(heard, gate, wanted)
    plan = plans.get(found[0])
    if plan is None or not allows(heard.gate, plan):
        spare = next(iter(open_plans(heard, plans)), None)
        return Proposal(spare, "not-open", wanted) if spare else None
    return Proposal(plan, found[1], wanted if wanted and wanted.id != plan.id else None)


def _proposed(heard: Heard, gate: Open, wanted: Plan | None) -> tuple[str, Reason]:
    if gate.knee_friendly_only:
        return KNEE_FRIENDLY, "knee"
    if wanted is not None and allows(heard.gate, wanted):
        return _towards(heard, wanted)
    if gate.walking_only:
        older = "age60" in gate.reasons and heard.gate.experience == "new"
        return (OLDER, "older") if older else (STARTER, "balance" if "balance" in gate.reasons else "walk-first")
    return (STARTER, "walk-first") if heard.gate.experience == "new" else (FIRST_RUN, "goal")


def _towards(heard: Heard, wanted: Plan) -> tuple[str, Reason]:
    chosen = heard.plan is not None
    if wanted.walking_only:
        return wanted.id, "chosen" if chosen else "goal"
    match heard.gate.experience:
        case "new":
            return STARTER, "chosen-but-walk-first" if chosen else "walk-first"
        case "walks":
            return FIRST_RUN, "goal" if wanted.id == FIRST_RUN else "first-run-first"
        case "runs":
            return wanted.id, "chosen" if chosen else "goal"


def proposed_plan(heard: Heard, plans: Mapping[str, Plan]) -> Plan | None:
    proposal = propose(heard, plans)
    return proposal.plan if proposal else None
