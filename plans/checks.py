"""The training rules that every plan must keep, as pure checks. Most are our judgement; sources are named beside them.

The one rule: a check says what is wrong and what would be right, never "invalid".
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from plans import dose, session_checks
from plans.dose import Found
from plans.model import Plan


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule. Week and session count from 1; `key` names a key of the plan where no week is at fault."""

    plan: str
    week: int | None
    session: int | None
    reason: str
    key: str = ""


OLDER = 60


def problems_of(plan: Plan) -> list[Problem]:
    """Every rule that this plan breaks by itself, in the order of its weeks."""
    found = [Problem(plan.id, *each) for check in CHECKS for each in check(plan)]
    found.extend(Problem(plan.id, None, None, reason, key) for key, reason in _entry(plan))
    return sorted(found, key=lambda problem: (problem.week or 0, problem.session or 0))


def problems_among(plan: Plan, plans: Mapping[str, Plan]) -> list[Problem]:
    """What is wrong with the plan's place in the chain: walking comes before jogging."""
    chain, here = [plan.id], plan
    while here.needs.after:
        if here.needs.after not in plans or here.needs.after in chain:
            return [Problem(plan.id, None, None, _broken_chain(here, chain), "entry.after")]
        here = plans[here.needs.after]
        chain.append(here.id)
    if plan.walking_only or any(plans[each].walking_only for each in chain[1:]):
        return []
    reason = "a plan with jogging must come after a walking plan: name one in 'after'"
    return [Problem(plan.id, None, None, reason, "entry")]


def _broken_chain(plan: Plan, chain: list[str]) -> str:
    if plan.needs.after in chain:
        return "by its 'after', the plan comes after itself"
    return f"'after' names '{plan.needs.after}', which is no plan"


def _entry(plan: Plan) -> Iterator[tuple[str, str]]:
    if "pregnant" not in plan.needs.refused_for:
        yield "entry", "'refused_for' must name 'pregnant': no backward plan in pregnancy"
    if "child" not in plan.needs.refused_for:
        yield "entry", "'refused_for' must name 'child': no plan under 13"
    if "heart" not in plan.needs.clearance_for | plan.needs.refused_for and not plan.needs.clearance_always:
        yield "entry", "'clearance_for' must name 'heart': those questions answered yes need a clinician first"
    if plan.needs.clearance_always and not plan.walking_only:
        yield "walking_only", "a plan that always needs a clinician's word is for walking only"
    if "injury" not in plan.needs.refused_for and not plan.needs.clearance_always:
        yield "entry", "'refused_for' must name 'injury', or 'clearance_always' be true: a clinician decides first"
    if plan.needs.minimum_age >= OLDER and not plan.needs.clearance_always:
        yield "entry", "a plan for people of 60 and over needs 'clearance_always: true'"
    if not plan.walking_only and "treadmill" in plan.surfaces:
        yield "surfaces", "a treadmill is for walking only (facts safe-07, safe-08)"


CHECKS: tuple[Callable[[Plan], Iterator[Found]], ...] = (
    dose.frequency,
    session_checks.walking_only_walks,
    dose.first_session,
    dose.first_jogs,
    dose.steps,
    dose.ramp,
    dose.lighter_weeks,
    session_checks.hard_days,
    session_checks.warm_up,
    session_checks.cool_down,
    session_checks.efforts,
    dose.caps,
    session_checks.cues,
)
