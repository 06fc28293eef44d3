"""How long a workout takes and how far back it goes, estimated where the plan does not say.

The one rule: only the main set counts as backward work; warm-up, cool-down and recoveries count as time alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from plans.model import BACKWARD, Block, Mode, Piece, Week, Workout

# Metres a second. Our judgement for an untrained adult: brisk forward walk 5 km/h, easy forward jog 7 min/km.
# Backward: half of the forward walking pace (fact safe-07), 65 % of the forward jog (60-70 %, fact bio-10).
SPEEDS: dict[Mode, float] = {
    "forward_walk": 1.4,
    "forward_run": 2.4,
    "backward_walk": 0.7,
    "backward_run": 0.65 * 2.4,
    "mixed": 1.4,
    "drill": 1.0,
    "other": 1.0,
}


@dataclass(frozen=True, slots=True)
class Totals:
    """`seconds`: the whole session. `backward_*`: the main set. A flag says that some of the figure is an estimate."""

    seconds: int = 0
    backward_m: float = 0.0
    backward_s: int = 0
    seconds_estimated: bool = False
    metres_estimated: bool = False
    """`backward_m` holds pieces that are given as times."""
    backward_seconds_estimated: bool = False
    """`backward_s` holds pieces that are given as distances."""


def total(workout: Workout) -> Totals:
    """The session's totals."""
    blocks = (*workout.warm_up, *workout.main, *workout.cool_down)
    return Totals(
        seconds=ceil(sum(_block_seconds(block) for block in blocks)),
        backward_m=round(backward_metres(workout.main), 1),
        backward_s=round(backward_seconds(workout.main)),
        seconds_estimated=any(_by_distance(block) for block in blocks),
        metres_estimated=any(block.piece.distance_m is None for block in _backward(workout.main)),
        backward_seconds_estimated=any(block.piece.duration_s is None for block in _backward(workout.main)),
    )


def week_total(week: Week) -> Totals:
    """The totals of a week's sessions together."""
    totals = [total(workout) for workout in week.workouts]
    return Totals(
        seconds=sum(each.seconds for each in totals),
        backward_m=round(sum(each.backward_m for each in totals), 1),
        backward_s=sum(each.backward_s for each in totals),
        seconds_estimated=any(each.seconds_estimated for each in totals),
        metres_estimated=any(each.metres_estimated for each in totals),
        backward_seconds_estimated=any(each.backward_seconds_estimated for each in totals),
    )


def seconds_of(piece: Piece) -> float:
    """The piece's time, estimated by its mode's speed when it is given as a distance."""
    if piece.duration_s is not None:
        return piece.duration_s
    return (piece.distance_m or 0.0) / SPEEDS[piece.mode]


def metres_of(piece: Piece) -> float:
    """The piece's distance, estimated by its mode's speed when it is given as a time."""
    if piece.distance_m is not None:
        return piece.distance_m
    return (piece.duration_s or 0) * SPEEDS[piece.mode]


def backward_metres(blocks: Iterable[Block]) -> float:
    return sum(block.repeat * metres_of(block.piece) for block in _backward(blocks))


def backward_seconds(blocks: Iterable[Block]) -> float:
    return sum(block.repeat * seconds_of(block.piece) for block in _backward(blocks))


def _backward(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.piece.mode in BACKWARD]


def _by_distance(block: Block) -> bool:
    return block.piece.duration_s is None or (block.recovery is not None and block.recovery.duration_s is None)


def _block_seconds(block: Block) -> float:
    recovery = seconds_of(block.recovery) if block.recovery else 0.0
    return block.repeat * (seconds_of(block.piece) + recovery)
