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

Reason = (
    Literal["chosen", "chosen-but-walk-first", "knee", "older", "age60", "balance", "walk-first"]
    | Literal["goal", "next-step", "first-run-first", "not-open", "only-one"]
)


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
    plan_id, reason = _proposed(heard, gate, plans, wanted)
    plan = plans.get(plan_id)
    if plan is None or not allows(heard.gate, plan):
        spare = next(iter(open_plans(heard, plans)), None)
        return Proposal(spare, "not-open" if wanted else "only-one", wanted) if spare else None
    return Proposal(plan, reason, wanted if wanted and wanted.id != plan.id else None)


def _proposed(heard: Heard, gate: Open, plans: Mapping[str, Plan], wanted: Plan | None) -> tuple[str, Reason]:
    if gate.knee_friendly_only:
        return KNEE_FRIENDLY, "knee"
    if wanted is not None and allows(heard.gate, wanted):
        return _towards(heard, wanted)
    plan_id, reason = _fitting(heard, gate, plans)
    return (plan_id, "not-open") if wanted is not None else (plan_id, reason)


def _fitting(heard: Heard, gate: Open, plans: Mapping[str, Plan]) -> tuple[str, Reason]:
    """The plan for somebody who has no wish, or whose wish is not open."""
    if gate.walking_only:
        older = plans.get(OLDER)
        if "age60" in gate.reasons and heard.gate.experience == "new" and older and allows(heard.gate, older):
            return OLDER, "older"
        if "balance" in gate.reasons:
            return STARTER, "balance"
        return STARTER, "age60" if "age60" in gate.reasons else "walk-first"
    return (STARTER, "walk-first") if heard.gate.experience == "new" else (FIRST_RUN, "next-step")


def _towards(heard: Heard, wanted: Plan) -> tuple[str, Reason]:
    """The wish itself, when the runner can do already what it builds upon; else the plan that leads there."""
    chosen = heard.plan is not None
    if _ready(heard, wanted):
        return wanted.id, "chosen" if chosen else "goal"
    if heard.gate.experience == "new":
        return STARTER, "chosen-but-walk-first" if chosen else "walk-first"
    return FIRST_RUN, "first-run-first"


def _ready(heard: Heard, wanted: Plan) -> bool:
    """Ten minutes of backward walking are the goal of the starter; who runs backward has the first kilometre behind."""
    match heard.gate.experience:
        case "runs":
            return True
        case "walks":
            return wanted.needs.after in ("", STARTER) and not wanted.needs.can_jog
        case "new":
            return wanted.walking_only and not wanted.needs.after


def proposed_plan(heard: Heard, plans: Mapping[str, Plan]) -> Plan | None:
    proposal = propose(heard, plans)
    return proposal.plan if proposal else None
