import pytest

from plans.model import Block, Mode, Piece, Workout
from plans.totals import SPEEDS, Totals, total


def piece(mode: Mode, metres: float | None = None, seconds: int | None = None) -> Piece:
    return Piece(mode, metres, seconds, (2, 3))


WARM_UP = (Block(1, piece("forward_walk", seconds=300)), Block(2, piece("backward_walk", 20)))
COOL_DOWN = (Block(1, piece("forward_walk", seconds=240)),)


def workout(*main: Block) -> Workout:
    return Workout("p/1.1", "t", WARM_UP, main, COOL_DOWN, "c")


def test_the_time_holds_warm_up_recoveries_and_cool_down() -> None:
    told = total(workout(Block(6, piece("backward_walk", seconds=30), piece("forward_walk", seconds=60))))
    assert told.seconds == pytest.approx(300 + 2 * 20 / SPEEDS["backward_walk"] + 6 * 90 + 240, abs=1)
    assert told.seconds_estimated


def test_only_the_main_set_counts_as_backward() -> None:
    told = total(workout(Block(6, piece("backward_walk", seconds=30), piece("backward_walk", seconds=60))))
    assert told.backward_s == 180


def test_forward_pieces_in_the_main_set_are_no_backward_work() -> None:
    told = total(workout(Block(1, piece("forward_run", 1000)), Block(1, piece("backward_run", 100))))
    assert told.backward_m == 100


@pytest.mark.parametrize(
    ("given", "metres_estimated", "seconds_estimated"),
    [(piece("backward_run", 100), False, True), (piece("backward_walk", seconds=60), True, False)],
)
def test_what_the_plan_does_not_say_is_marked_as_an_estimate(
    given: Piece, metres_estimated: bool, seconds_estimated: bool
) -> None:
    told = total(workout(Block(1, given)))
    assert (told.metres_estimated, told.backward_seconds_estimated) == (metres_estimated, seconds_estimated)


def test_a_timed_workout_without_distances_has_no_estimated_time() -> None:
    timed = Workout("p/1.1", "t", (), (Block(1, piece("backward_walk", seconds=60)),), COOL_DOWN, "c")
    assert total(timed) == Totals(300, 42.0, 60, metres_estimated=True)


def test_backward_walking_is_half_as_fast_as_forward_and_jogging_two_thirds() -> None:
    assert SPEEDS["backward_walk"] == SPEEDS["forward_walk"] / 2
    assert 0.6 <= SPEEDS["backward_run"] / SPEEDS["forward_run"] <= 0.7
