"""Changing a planned day: moved, skipped, eased, snoozed; what is refused, and what is asked instead of guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.coach.conftest import Chat


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("move it to Wednesday", "move-taken"),
        ("move it to 20 December", "move-far"),
        ("move it to Friday", "move-taken"),
    ],
)
def test_a_day_that_will_not_do_is_refused_and_asked_again(anna: Chat, words: str, said: str) -> None:
    anna.says(words)
    assert said in anna.said() or "move-ask" in anna.said()
    assert (anna.snapshot.adjustments, anna.asked) == ((), "move")


@pytest.mark.parametrize("answer", ["tomorrow", "to Tuesday", "Tuesday"])
def test_where_to_is_answered_by_typing(anna: Chat, answer: str) -> None:
    anna.presses("move:2026-11-23")
    anna.says(answer)
    assert [str(one.to) for one in anna.snapshot.adjustments] == ["2026-11-24"]
    assert anna.asked == ""


def test_a_log_that_names_a_day_is_no_answer_to_where_to(anna: Chat) -> None:
    anna.later(days=1)
    anna.presses("move:2026-11-25")
    anna.says("2 km backward yesterday in 16 min")
    assert anna.snapshot.adjustments == ()
    assert len(anna.snapshot.sessions) == 1


def test_moved_back_to_its_own_day_nothing_is_left_of_the_move(anna: Chat) -> None:
    anna.says("move it to tomorrow")
    anna.presses("move:2026-11-23")
    anna.says("today")
    assert anna.snapshot.adjustments == ()


def test_a_workout_that_was_done_meanwhile_is_not_moved(anna: Chat) -> None:
    anna.presses("move:2026-11-23")
    nonce = anna.runner.waiting.nonce if anna.runner.waiting else ""
    anna.presses("done:2026-11-23")
    anna.presses(f"a:{nonce}:2026-11-24")
    assert anna.snapshot.adjustments == ()
    assert "move-nothing" in anna.said()


def test_nothing_is_moved_to_a_day_on_which_a_workout_was_done(anna: Chat) -> None:
    anna.says("done")
    anna.presses("move:2026-11-25")
    anna.says("today")
    assert anna.snapshot.adjustments == ()


def test_a_named_day_without_a_workout_moves_no_other_one(anna: Chat) -> None:
    anna.says("move Thursday's session to Saturday")
    assert anna.snapshot.adjustments == ()
    assert "move-none-on" in anna.said()


def test_a_next_session_that_is_skipped_or_past_is_never_announced(anna: Chat) -> None:
    anna.later(days=2)
    anna.says("skip today")
    then = [key for key in anna.said() if key == "today-then"]
    assert then
    assert "2026-11-27" in str(anna.decision.replies)


@pytest.mark.parametrize("press", ["easier:2026-11-23", "skip:2026-11-23", "done:2026-11-23"])
def test_the_same_button_twice_does_it_once(anna: Chat, press: str) -> None:
    anna.presses(press)
    before = anna.snapshot
    anna.presses(press)
    assert anna.snapshot == before


def test_a_snooze_reminds_once_more_today(anna: Chat) -> None:
    anna.presses("snooze:2026-11-23")
    once = next(one for one in anna.snapshot.reminders if one.once)
    assert (once.minute, str(once.once)) == (8 * 60 + 30, "2026-11-23")
    anna.says("undo")
    assert [one.key for one in anna.snapshot.reminders] == ["daily"]


def test_a_snooze_past_midnight_is_no_reminder_for_todays_session(anna: Chat) -> None:
    anna.later(hours=15, minutes=45)
    anna.presses("snooze:2026-11-23")
    assert "snooze-tomorrow" in anna.said()
    assert len(anna.snapshot.reminders) == 1


def test_a_snooze_of_what_is_done_says_so(anna: Chat) -> None:
    anna.says("done")
    anna.presses("snooze:2026-11-23")
    assert "today-done" in anna.said()
