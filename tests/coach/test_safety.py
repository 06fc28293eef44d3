"""Health first: the traffic light, the hold and its end, red flags, and what is asked when it was not said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.coach.conftest import Chat

BAD = "walked backward 5 min, knee pain 8/10"
CHEST = "my chest is tight and I can't breathe"


def until(chat: Chat) -> date | None:
    """The last day of the hold."""
    assert chat.runner.hold is not None
    return chat.runner.hold.until


@pytest.mark.parametrize(
    ("score", "light"),
    [("0", "green"), ("3", "green"), ("4", "amber"), ("5", "amber"), ("6", "red"), ("10", "red")],
)
def test_the_traffic_light_follows_the_score(anna: Chat, score: str, light: str) -> None:
    anna.says("walked backward 5 min, my knee hurts")
    assert anna.asked == "pain"
    anna.says(f"{score} out of 10")
    assert f"pain-{light}" in anna.said()
    assert (anna.runner.hold is not None) == (light == "red")
    assert (anna.enrolment.repeats == (1,)) == (light == "amber")


@pytest.mark.parametrize(("words", "severity"), [("a bit", "mild"), ("moderate", "moderate"), ("really bad", "severe")])
def test_how_bad_it_is_can_be_said_in_words(anna: Chat, words: str, severity: str) -> None:
    anna.says("walked backward 5 min, my knee hurts")
    anna.says(words)
    assert anna.session.pain[0].severity == severity


def test_a_pain_of_nought_is_no_pain(anna: Chat) -> None:
    anna.says("walked backward 5 min, my knee hurts")
    anna.says("0")
    assert anna.session.pain == ()


@pytest.mark.parametrize("words", ["ran 2 km forward, a bit slow", "really? is it good for my knees?", "undo"])
def test_something_else_is_not_taken_for_a_score_and_is_heard(anna: Chat, words: str) -> None:
    anna.says("walked backward 5 min, my knee hurts")
    anna.says(words)
    assert not {"pain-green", "pain-amber", "pain-red"} & set(anna.said())
    assert anna.runner.hold is None


def test_a_second_pain_is_asked_about_too_and_the_worst_one_counts(anna: Chat) -> None:
    anna.says("walked backward 5 min, my left knee is a bit sore and my right calf hurts")
    assert anna.asked == "pain"
    anna.says("8")
    assert anna.runner.hold is not None


def test_bad_pain_holds_for_three_days_and_no_longer(anna: Chat) -> None:
    anna.says(BAD)
    assert str(until(anna)) == "2026-11-26"
    anna.later(days=3)
    anna.says("/today")
    assert "hold-rest" in anna.said()
    anna.later(days=1)
    anna.says("/today")
    assert "workout-today" in anna.said()


def test_a_hold_that_is_over_does_not_swallow_a_new_one(anna: Chat) -> None:
    anna.says(BAD)
    anna.later(days=9)
    anna.says(BAD)
    assert str(until(anna)) == "2026-12-05"


def test_a_red_flag_logs_nothing_and_holds_until_cleared(anna: Chat) -> None:
    anna.says(f"2 km backward in 16 min but {CHEST}")
    assert anna.snapshot.sessions == ()
    assert until(anna) is None
    anna.later(days=40)
    anna.says("/today")
    assert "hold-flag" in anna.said()


def test_pain_never_softens_the_hold_of_a_red_flag(anna: Chat) -> None:
    anna.says(CHEST)
    anna.says(BAD)
    assert until(anna) is None
    assert "pain-red-held" in anna.said()


@pytest.mark.parametrize(("answer", "held"), [("yes", False), ("no", True)])
def test_only_yes_ends_a_hold(anna: Chat, answer: str, held: bool) -> None:
    anna.says(CHEST)
    anna.presses("cleared")
    anna.says(answer)
    assert (anna.runner.hold is not None, anna.asked) == (held, "")


def test_yes_with_something_else_ends_no_hold(anna: Chat) -> None:
    anna.says(CHEST)
    anna.presses("cleared")
    anna.says("yes I ran 2 km backward in 16 min")
    assert anna.runner.hold is not None


def test_cleared_without_a_hold_says_so(anna: Chat) -> None:
    anna.presses("cleared")
    assert anna.said() == ["clear-not-held"]


@pytest.mark.parametrize("asks", ["/today", "/week", "tomorrow?", "easier:2026-11-25"])
def test_no_training_is_shown_while_held(anna: Chat, asks: str) -> None:
    anna.says(BAD)
    anna.presses(asks) if asks.startswith("easier") else anna.says(asks)
    assert "hold-rest" in anna.said()
    assert not {"workout-today", "workout-on"} & set(anna.said())


def test_undoing_the_session_that_hurt_does_not_lift_the_hold_and_says_so(anna: Chat) -> None:
    anna.says(BAD)
    anna.says("undo")
    assert anna.snapshot.sessions == ()
    assert anna.runner.hold is not None
    assert "undo-hold-stays" in anna.said()


def test_undoing_a_session_takes_its_repeated_week_back(anna: Chat) -> None:
    anna.says("walked backward 5 min, knee pain 5/10")
    assert len(anna.enrolment.repeats) == 1
    anna.says("undo")
    assert len(anna.enrolment.repeats) == 0


def test_a_pain_told_alone_is_not_logged_but_counts(anna: Chat) -> None:
    anna.says("my knee hurts, 8/10")
    assert anna.snapshot.sessions == ()
    assert anna.runner.hold is not None


@pytest.mark.parametrize("words", ["left knee 3/10", "left knee", "knee"])
def test_where_it_hurts_can_be_typed(anna: Chat, words: str) -> None:
    anna.says("walked backward 5 min")
    anna.presses(f"hurts:{anna.entry}")
    anna.says(words)
    assert anna.session.pain[0].site == "knee"
    assert anna.asked == ("" if "3" in words else "pain")


def test_undoing_a_setting_never_lifts_a_hold(anna: Chat) -> None:
    anna.presses("units:imperial")
    units = anna.entry
    anna.says(CHEST)
    anna.presses(f"undo:{units}")
    assert anna.runner.units == "metric"
    assert anna.runner.hold is not None
