"""What is on today, on another day, in the week; and why there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.coach.conftest import Chat


def test_today_has_its_parts_and_its_four_buttons(anna: Chat) -> None:
    anna.says("/today")
    parts = {"workout-warm-up", "workout-main", "workout-cool-down", "workout-totals", "workout-cue"}
    assert parts <= set(anna.said())
    assert [one.data for one in anna.choices()] == [f"{what}:2026-11-23" for what in ("done", "easier", "move", "skip")]


@pytest.mark.parametrize(
    ("before", "said"), [("done", "today-done"), ("skip today", "today-skipped"), ("move it to tomorrow", "today-rest")]
)
def test_a_day_without_an_open_workout_says_why(anna: Chat, before: str, said: str) -> None:
    anna.says(before)
    anna.says("/today")
    assert said in anna.said()


def test_the_week_shows_seven_days_with_their_states(anna: Chat) -> None:
    anna.says("done")
    anna.later(days=3)
    anna.says("/week")
    assert anna.said().count("week-workout") == 3
    assert anna.said().count("week-rest") == 4
    for state in ("done", "missed", "open"):
        assert f"'state': '{state}'" in str(anna.decision.replies)


def test_a_finished_plan_says_so(anna: Chat) -> None:
    for _ in range(6):
        for ahead in (0, 2, 2):
            anna.later(days=ahead)
            anna.says("done")
        anna.later(days=3)
    anna.says("/today")
    assert "today-finished" in anna.said()


def test_without_a_plan_one_is_offered(anna: Chat) -> None:
    anna.presses("enrol:again")
    for ending in (":under13", ":none"):
        anna.taps(ending)
    anna.says("/today")
    assert "today-no-plan" in anna.said()
