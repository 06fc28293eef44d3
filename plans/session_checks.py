"""What a session is made of: the checks of warm-up, cool-down, effort, hard days and the cue.

The one rule: whatever is checked here holds for every session, tests included, unless the check says otherwise.
"""

from collections.abc import Iterator
from itertools import pairwise

from plans.dose import EARLY_WEEKS, Found, sessions_of
from plans.model import WEEKDAYS, Block, Plan
from plans.today import default_days
from plans.totals import metres_of, seconds_of

WARM_UP_S, REHEARSALS, REHEARSAL_M = 300, 2, 20.0
COOL_DOWN_S = (180, 300)
EARLY_EFFORT, HARDEST_EFFORT = 6.0, 8.0
HARD_GAP_DAYS = 3  # 72 hours


def walking_only_walks(plan: Plan) -> Iterator[Found]:
    for week, number, workout in sessions_of(plan):
        blocks = (*workout.warm_up, *workout.main, *workout.cool_down)
        if plan.walking_only and any("run" in piece for block in blocks for piece in _modes(block)):
            yield week.number, number, "this plan is for walking only, but the session holds a jog"


def _modes(block: Block) -> list[str]:
    return [block.piece.mode, *([block.recovery.mode] if block.recovery else [])]


def warm_up(plan: Plan) -> Iterator[Found]:
    for week, number, workout in sessions_of(plan):
        forward = sum(
            block.repeat * seconds_of(block.piece) for block in workout.warm_up if "forward" in block.piece.mode
        )
        walks = sum(block.repeat for block in workout.warm_up if _rehearses(block))
        if forward < WARM_UP_S or walks < REHEARSALS:
            yield week.number, number, "the warm-up needs 5 min forward, walking or jogging, and 2 x 20 m backward walk"


def _rehearses(block: Block) -> bool:
    return block.piece.mode == "backward_walk" and metres_of(block.piece) >= REHEARSAL_M


def cool_down(plan: Plan) -> Iterator[Found]:
    shortest, longest = COOL_DOWN_S
    for week, number, workout in sessions_of(plan):
        seconds = sum(block.repeat * seconds_of(block.piece) for block in workout.cool_down)
        if not shortest <= seconds <= longest:
            yield week.number, number, "the cool-down takes 3 to 5 min"


def efforts(plan: Plan) -> Iterator[Found]:
    for week, number, workout in sessions_of(plan):
        first = week.number == 1 and number == 1
        highest = max(block.piece.effort[1] for block in (*workout.warm_up, *workout.main, *workout.cool_down))
        if first and workout.test:
            yield week.number, number, "the first session is no test"
        if highest > EARLY_EFFORT and week.number <= EARLY_WEEKS and (first or not workout.test):
            yield week.number, number, f"effort {highest:g} before week 5; 6 is the most until then"
        if highest > HARDEST_EFFORT and not workout.test:
            yield week.number, number, f"effort {highest:g}; 8 is the most outside of tests"


def hard_days(plan: Plan) -> Iterator[Found]:
    days = [WEEKDAYS.index(day) for day in default_days(plan.sessions_per_week)]
    hard = [
        (7 * (week.number - 1) + days[number - 1], week.number, number)
        for week, number, workout in sessions_of(plan)
        if workout.hard and number <= len(days)
    ]
    for (before, _, _), (day, week_number, number) in pairwise(hard):
        if day - before < HARD_GAP_DAYS:
            yield week_number, number, "two rest days belong between hard sessions"


def cues(plan: Plan) -> Iterator[Found]:
    for week, number, workout in sessions_of(plan):
        if not workout.cue.strip():
            yield week.number, number, "every session carries one safety cue"
