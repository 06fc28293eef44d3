"""What the runner sets, each by button and by typing; every one can be taken back alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.coach.conftest import Chat


def test_each_setting_is_taken_back_alone_in_any_order(anna: Chat) -> None:
    anna.says("call me Bo")
    name = anna.entry
    anna.presses("units:imperial")
    anna.says("I moved to Berlin")
    anna.presses(f"undo:{name}")
    assert (anna.runner.name, anna.runner.units, anna.runner.zone) == ("Anna", "imperial", "Europe/Berlin")


@pytest.mark.parametrize("words", ["Berlin", "Europe/Berlin", "I live in Berlin"])
def test_a_place_is_typed(anna: Chat, words: str) -> None:
    anna.presses("set:place")
    anna.says(words)
    assert (anna.runner.zone, anna.asked) == ("Europe/Berlin", "")


def test_forget_asks_and_no_keeps_everything(anna: Chat) -> None:
    anna.says("/forget")
    anna.says("no")
    assert anna.snapshot.enrolment is not None
    assert anna.asked == ""


def test_forget_needs_a_plain_yes(anna: Chat) -> None:
    anna.says("/forget")
    anna.says("yes I ran 2 km backward in 16 min")
    assert anna.snapshot.runner is not None
    anna.says("/forget")
    anna.says("yes")
    assert anna.snapshot.runner is None


def test_pause_and_resume(anna: Chat) -> None:
    anna.says("/pause")
    assert anna.runner.paused
    anna.says("/resume")
    assert not anna.runner.paused


def test_days_are_typed_and_keep_the_week_of_the_plan(anna: Chat) -> None:
    anna.presses("set:days")
    anna.says("Tuesday, Thursday and Sunday")
    assert anna.enrolment.days == ("tue", "thu", "sun")
    assert str(anna.enrolment.started) == "2026-11-23"
