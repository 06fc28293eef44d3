"""How much is too much: the checks of a plan's amounts, from week to week and in one go. Most are our judgement.

The one rule: walking plans are measured in seconds backward, all others in metres.
"""

from collections.abc import Iterator

from plans.model import BACKWARD, Plan, Week, Workout
from plans.totals import Totals, backward_seconds, metres_of, seconds_of, week_total

Found = tuple[int | None, int | None, str]
"""A broken rule: week, session, reason. Without a week it is the plan as a whole."""

RAMP_FROM_S, RAMP_FROM_M = 30 * 60, 1500.0
STEEPEST_RAMP = 1.30  # fact prog-04, measured on forward novices; we aim at 1.20
WALK_STEP_S, JOG_STEP_M = 180, 80.0
LONGEST_WITHOUT_LIGHTER = 3
LIGHTEST, LEAST_LIGHT = 0.60, 0.80
EARLY_WEEKS = 4
FIRST_WALK_S, FIRST_JOG_M, FIRST_JOG_PIECE_M, LONG_JOG_S = 180.0, 160.0, 30.0, 60
WEEK_CAP_M, GO_CAP_M, WALK_CAP_S = 8000.0, 5000.0, 15 * 60
SESSIONS_WALKING, SESSIONS_JOGGING = 4, 3
ROUNDING = 1e-6


def amount_of(plan: Plan, totals: Totals) -> float:
    """What a week of this plan is measured in: seconds backward for walking plans, metres for the others."""
    return float(totals.backward_s) if plan.walking_only else totals.backward_m


def sessions_of(plan: Plan) -> Iterator[tuple[Week, int, Workout]]:
    for week in plan.weeks:
        for number, workout in enumerate(week.workouts, 1):
            yield week, number, workout


def ramp(plan: Plan) -> Iterator[Found]:
    threshold = RAMP_FROM_S if plan.walking_only else RAMP_FROM_M
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


def steps(plan: Plan) -> Iterator[Found]:
    """Below the ramp's threshold a percentage says nothing; a session may grow by 3 min walking or 80 m jogging."""
    threshold, step = (RAMP_FROM_S, WALK_STEP_S) if plan.walking_only else (RAMP_FROM_M, JOG_STEP_M)
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


def lighter_weeks(plan: Plan) -> Iterator[Found]:
    amounts = [amount_of(plan, week_total(week)) for week in plan.weeks]
    threshold = RAMP_FROM_S if plan.walking_only else RAMP_FROM_M
    since, best = 0, 0.0
    for week, amount in zip(plan.weeks, amounts, strict=True):
        since = 0 if week.lighter else since + 1
        if since > LONGEST_WITHOUT_LIGHTER and max(amounts) > threshold and best > threshold:
            yield week.number, None, "the fourth week in a row without a lighter one"
        if week.lighter and best and not LIGHTEST - ROUNDING <= amount / best <= LEAST_LIGHT + ROUNDING:
            yield week.number, None, f"a lighter week is 60 to 80 % of the best week; this is {amount / best:.0%}"
        best = max(best, amount)


def first_session(plan: Plan) -> Iterator[Found]:
    if plan.needs.after:
        return
    if backward_seconds(plan.weeks[0].workouts[0].main) > FIRST_WALK_S + ROUNDING:
        yield 1, 1, "the very first session holds at most 3 min of backward walking"


def first_jogs(plan: Plan) -> Iterator[Found]:
    """Our judgement; one-minute pieces are fact prog-01. For plans that bring in the retro jog."""
    if plan.walking_only or plan.needs.can_jog:
        return
    for number, workout in enumerate(plan.weeks[0].workouts, 1):
        jogs = [block for block in workout.main if block.piece.mode == "backward_run"]
        if sum(block.repeat * metres_of(block.piece) for block in jogs) > FIRST_JOG_M + ROUNDING:
            yield 1, number, "the first jogs are at most 160 m a session"
        if any(metres_of(block.piece) > FIRST_JOG_PIECE_M for block in jogs):
            yield 1, number, "the first jogs are pieces of at most 30 m"
    for week, number, workout in sessions_of(plan):
        long = any(seconds_of(b.piece) >= LONG_JOG_S for b in workout.main if b.piece.mode == "backward_run")
        if long and week.number <= EARLY_WEEKS:
            yield week.number, number, "jogging pieces of a minute and more come after week 4"


def caps(plan: Plan) -> Iterator[Found]:
    for week in plan.weeks:
        if week_total(week).backward_m > WEEK_CAP_M + ROUNDING:
            yield week.number, None, "more than 8 km backward a week needs a coach beside the runner"
    for week, number, workout in sessions_of(plan):
        backward = [block.piece for block in workout.main if block.piece.mode in BACKWARD]
        if any(metres_of(piece) > GO_CAP_M for piece in backward):
            yield week.number, number, "more than 5 km backward in one go needs a coach beside the runner"
        if any(piece.mode == "backward_walk" and seconds_of(piece) > WALK_CAP_S for piece in backward):
            yield week.number, number, "more than 15 min of backward walking in one go"


def frequency(plan: Plan) -> Iterator[Found]:
    if plan.sessions_per_week > (SESSIONS_WALKING if plan.walking_only else SESSIONS_JOGGING):
        yield None, None, "at most 3 sessions a week; 4 only where all is walking"
