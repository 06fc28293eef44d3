"""The training rules that every plan must keep, as pure checks. Most are our judgement; sources are named beside them.

The one rule: a check says what is wrong and what would be right, never "invalid".
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from plans.model import BACKWARD, WEEKDAYS, Block, Plan, Week, Workout
from plans.today import default_days
from plans.totals import Totals, backward_seconds, metres_of, seconds_of, week_total


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule. Week and session count from 1; `key` names a key of the plan where no week is at fault."""

    plan: str
    week: int | None
    session: int | None
    reason: str
    key: str = ""


# A rule finds (week, session, reason); no week: the plan as a whole.
Found = tuple[int | None, int | None, str]
Check = Callable[[Plan], Iterator[Found]]

RAMP_FROM_S, RAMP_FROM_M = 30 * 60, 1500.0
STEEPEST_RAMP = 1.30  # fact prog-04, measured on forward novices; we aim at 1.20
WALK_STEP_S, JOG_STEP_M = 180, 80.0
LONGEST_WITHOUT_LIGHTER = 3
LIGHTEST, LEAST_LIGHT = 0.60, 0.80
WARM_UP_S, REHEARSALS, REHEARSAL_M = 300, 2, 20.0
COOL_DOWN_S = (180, 300)
EARLY_WEEKS, EARLY_EFFORT, HARDEST_EFFORT = 4, 6.0, 8.0
FIRST_WALK_S, FIRST_JOG_M, FIRST_JOG_PIECE_M, LONG_JOG_S = 180.0, 160.0, 30.0, 60
WEEK_CAP_M, GO_CAP_M, WALK_CAP_S = 8000.0, 5000.0, 15 * 60
HARD_GAP_DAYS = 3  # 72 hours
OLDER = 60
ROUNDING = 1e-6


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
            what = (
                "comes after itself" if here.needs.after in chain else f"names '{here.needs.after}', which is no plan"
            )
            return [Problem(plan.id, None, None, f"the chain of 'after' {what}", "entry.after")]
        here = plans[here.needs.after]
        chain.append(here.id)
    if plan.walking_only or any(plans[each].walking_only for each in chain[1:]):
        return []
    reason = "a plan with jogging must come after a walking plan: name one in 'after'"
    return [Problem(plan.id, None, None, reason, "entry")]


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


def amount_of(plan: Plan, totals: Totals) -> float:
    """What a week of this plan is measured in: seconds backward for walking plans, metres for the others."""
    return float(totals.backward_s) if plan.walking_only else totals.backward_m


def _jogs(plan: Plan) -> bool:
    return not plan.walking_only


def _sessions(plan: Plan) -> Iterator[tuple[Week, int, Workout]]:
    for week in plan.weeks:
        for number, workout in enumerate(week.workouts, 1):
            yield week, number, workout


def _walking_only_walks(plan: Plan) -> Iterator[Found]:
    for week, number, workout in _sessions(plan):
        blocks = (*workout.warm_up, *workout.main, *workout.cool_down)
        if plan.walking_only and any("run" in piece for block in blocks for piece in _modes(block)):
            yield week.number, number, "this plan is for walking only, but the session holds a jog"


def _modes(block: Block) -> list[str]:
    return [block.piece.mode, *([block.recovery.mode] if block.recovery else [])]


def _ramp(plan: Plan) -> Iterator[Found]:
    threshold = RAMP_FROM_M if _jogs(plan) else RAMP_FROM_S
    best = 0.0
    for week in plan.weeks:
        amount = amount_of(plan, week_total(week))
        if best and amount > threshold and amount > best * STEEPEST_RAMP + ROUNDING:
            percent = round((amount / best - 1) * 100)
            yield (
                week.number,
                None,
                f"the week is {percent} % above the best week so far; 30 % is the most, 20 % better",
            )
        best = max(best, amount)


def _steps(plan: Plan) -> Iterator[Found]:
    """Below the ramp's threshold a percentage says nothing; a session may grow by 3 min walking or 80 m jogging."""
    threshold, step = (RAMP_FROM_M, JOG_STEP_M) if _jogs(plan) else (RAMP_FROM_S, WALK_STEP_S)
    best = 0.0
    for week in plan.weeks:
        if amount_of(plan, week_total(week)) > threshold:
            return
        largest = max((_session_amount(plan, each) for each in week.workouts if not each.test), default=0.0)
        if best and largest > best + step + ROUNDING:
            yield week.number, None, "a session grows by more than 3 min of walking or 80 m of jogging in one step"
        best = max(best, largest)


def _session_amount(plan: Plan, workout: Workout) -> float:
    return amount_of(plan, week_total(Week(0, lighter=False, workouts=(workout,))))


def _lighter_weeks(plan: Plan) -> Iterator[Found]:
    amounts = [amount_of(plan, week_total(week)) for week in plan.weeks]
    threshold = RAMP_FROM_M if _jogs(plan) else RAMP_FROM_S
    since, best = 0, 0.0
    for week, amount in zip(plan.weeks, amounts, strict=True):
        since = 0 if week.lighter else since + 1
        if since > LONGEST_WITHOUT_LIGHTER and max(amounts) > threshold and best > threshold:
            yield week.number, None, "the fourth week in a row without a lighter one"
        if week.lighter and best and not LIGHTEST - ROUNDING <= amount / best <= LEAST_LIGHT + ROUNDING:
            yield week.number, None, f"a lighter week is 60 to 80 % of the best week; this is {amount / best:.0%}"
        best = max(best, amount)


def _warm_up(plan: Plan) -> Iterator[Found]:
    for week, number, workout in _sessions(plan):
        forward = sum(
            block.repeat * seconds_of(block.piece) for block in workout.warm_up if "forward" in block.piece.mode
        )
        walks = sum(block.repeat for block in workout.warm_up if _rehearses(block))
        if forward < WARM_UP_S or walks < REHEARSALS:
            yield week.number, number, "the warm-up needs 5 min forward, walking or jogging, and 2 x 20 m backward walk"


def _rehearses(block: Block) -> bool:
    return block.piece.mode == "backward_walk" and metres_of(block.piece) >= REHEARSAL_M


def _cool_down(plan: Plan) -> Iterator[Found]:
    shortest, longest = COOL_DOWN_S
    for week, number, workout in _sessions(plan):
        seconds = sum(block.repeat * seconds_of(block.piece) for block in workout.cool_down)
        if not shortest <= seconds <= longest:
            yield week.number, number, "the cool-down takes 3 to 5 min"


def _efforts(plan: Plan) -> Iterator[Found]:
    for week, number, workout in _sessions(plan):
        first = week.number == 1 and number == 1
        highest = max(block.piece.effort[1] for block in (*workout.warm_up, *workout.main, *workout.cool_down))
        if first and workout.test:
            yield week.number, number, "the first session is no test"
        if highest > EARLY_EFFORT and week.number <= EARLY_WEEKS and (first or not workout.test):
            yield week.number, number, f"effort {highest:g} before week 5; 6 is the most until then"
        if highest > HARDEST_EFFORT and not workout.test:
            yield week.number, number, f"effort {highest:g}; 8 is the most outside of tests"


def _first_session(plan: Plan) -> Iterator[Found]:
    if plan.needs.after:
        return
    if backward_seconds(plan.weeks[0].workouts[0].main) > FIRST_WALK_S + ROUNDING:
        yield 1, 1, "the very first session holds at most 3 min of backward walking"


def _first_jogs(plan: Plan) -> Iterator[Found]:
    """Our judgement; one-minute pieces are fact prog-01. For plans that bring in the retro jog."""
    if plan.walking_only or plan.needs.can_jog:
        return
    for number, workout in enumerate(plan.weeks[0].workouts, 1):
        jogs = [block for block in workout.main if block.piece.mode == "backward_run"]
        if sum(block.repeat * metres_of(block.piece) for block in jogs) > FIRST_JOG_M + ROUNDING:
            yield 1, number, "the first jogs are at most 160 m a session"
        if any(metres_of(block.piece) > FIRST_JOG_PIECE_M for block in jogs):
            yield 1, number, "the first jogs are pieces of at most 30 m"
    for week, number, workout in _sessions(plan):
        long = any(seconds_of(b.piece) >= LONG_JOG_S for b in workout.main if b.piece.mode == "backward_run")
        if long and week.number <= EARLY_WEEKS:
            yield week.number, number, "jogging pieces of a minute and more come after week 4"


def _caps(plan: Plan) -> Iterator[Found]:
    for week in plan.weeks:
        if week_total(week).backward_m > WEEK_CAP_M + ROUNDING:
            yield week.number, None, "more than 8 km backward a week needs a coach beside the runner"
    for week, number, workout in _sessions(plan):
        backward = [block.piece for block in workout.main if block.piece.mode in BACKWARD]
        if any(metres_of(piece) > GO_CAP_M for piece in backward):
            yield week.number, number, "more than 5 km backward in one go needs a coach beside the runner"
        if any(piece.mode == "backward_walk" and seconds_of(piece) > WALK_CAP_S for piece in backward):
            yield week.number, number, "more than 15 min of backward walking in one go"


def _frequency(plan: Plan) -> Iterator[Found]:
    if plan.sessions_per_week > (4 if plan.walking_only else 3):
        yield None, None, "at most 3 sessions a week; 4 only where all is walking"


def _hard_days(plan: Plan) -> Iterator[Found]:
    days = [WEEKDAYS.index(day) for day in default_days(plan.sessions_per_week)]
    hard = [
        (7 * (week.number - 1) + days[number - 1], week.number, number)
        for week, number, workout in _sessions(plan)
        if workout.hard and number <= len(days)
    ]
    for (before, _, _), (day, week_number, number) in pairwise(hard):
        if day - before < HARD_GAP_DAYS:
            yield week_number, number, "two rest days belong between hard sessions"


def _cues(plan: Plan) -> Iterator[Found]:
    for week, number, workout in _sessions(plan):
        if not workout.cue.strip():
            yield week.number, number, "every session carries one safety cue"


CHECKS: tuple[Check, ...] = (
    _frequency,
    _walking_only_walks,
    _first_session,
    _first_jogs,
    _steps,
    _ramp,
    _lighter_weeks,
    _hard_days,
    _warm_up,
    _cool_down,
    _efforts,
    _caps,
    _cues,
)
