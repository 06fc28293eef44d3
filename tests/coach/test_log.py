"""The log by writing: what is written, asked, confirmed, corrected, ticked off and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coach.listen.model import Heard, HeardSession
from coach.log.mark import same_as_last
from coach.model import PutSession, Session

if TYPE_CHECKING:
    from tests.coach.conftest import Chat


def days(chat: Chat) -> list[str]:
    return [one.day.isoformat() for one in chat.snapshot.sessions]


def test_a_certain_session_is_written_and_named(anna: Chat) -> None:
    anna.says("2 km backward in 16 min, rpe 4")
    assert (anna.session.mode, anna.session.distance_m, anna.session.duration_s, anna.session.rpe) == (
        "backward_run",
        2000,
        960,
        4,
    )
    assert "log-saved" in anna.said()


def test_only_a_backward_session_ticks_the_planned_workout(anna: Chat) -> None:
    anna.says("ran 3 km forward in 20 min")
    assert anna.session.planned is None
    anna.says("walked backward 5 min")
    assert str(anna.session.planned) == "2026-11-23"


def test_a_planned_workout_is_ticked_once(anna: Chat) -> None:
    anna.says("walked backward 5 min")
    anna.says("walked backward 6 min")
    assert [one.planned for one in anna.snapshot.sessions].count(None) == 1


def test_two_sessions_of_one_message_tick_one_workout_and_go_together(anna: Chat) -> None:
    anna.says("1 km forward then 2 km backwards")
    assert [one.planned is None for one in anna.snapshot.sessions].count(False) == 1
    anna.says("undo")
    assert anna.snapshot.sessions == ()


@pytest.mark.parametrize(
    ("question", "answer", "metres", "seconds"),
    [
        ("ran backward 3", "km", 3000, None),
        ("ran backward 3", "it was miles", 4828.032, None),
        ("ran backward 3", "2 km", 2000, None),
        ("ran backward this morning", "1.2 km", 1200, None),
        ("ran backward this morning", "15 min", None, 900),
        ("ran backward this morning", "2 km in 16 min", 2000, 960),
    ],
)
def test_a_missing_amount_is_asked_and_answered_by_typing(
    anna: Chat, question: str, answer: str, metres: float | None, seconds: int | None
) -> None:
    anna.says(question)
    assert (anna.asked, anna.snapshot.sessions) == ("log", ())
    anna.says(answer)
    assert (anna.session.distance_m, anna.session.duration_s) == (metres, seconds)
    assert anna.asked == ""


def test_a_missing_unit_is_answered_by_button(anna: Chat) -> None:
    anna.says("ran backward 3")
    anna.taps(":km")
    assert anna.session.distance_m == 3000


def test_what_is_said_beside_an_answer_is_kept(anna: Chat) -> None:
    anna.says("ran backward 3")
    anna.says("km. also my calf hurts")
    assert anna.session.distance_m == 3000
    assert [pain.site for pain in anna.session.pain] == ["calf"]
    assert anna.asked == "pain"


def test_a_day_said_beside_an_answer_is_kept(anna: Chat) -> None:
    anna.later(days=1)
    anna.says("ran backward 3")
    anna.says("km, yesterday")
    assert days(anna) == ["2026-11-23"]


def test_another_session_is_no_answer_and_the_first_is_said_to_be_left_out(anna: Chat) -> None:
    anna.says("ran backward 3")
    anna.says("yesterday 2 km forward in 12 min")
    if anna.snapshot.sessions:
        assert [(one.distance_m, one.mode) for one in anna.snapshot.sessions] == [(2000, "forward_run")]
    assert "log-left-out" in anna.said() or anna.snapshot.sessions


def test_a_question_of_the_runner_is_no_answer(anna: Chat) -> None:
    anna.says("ran backward 3")
    anna.says("is a km of running backward hard for my knees?")
    assert anna.snapshot.sessions == ()


@pytest.mark.parametrize("words", ["don't log it", "never mind", "cancel"])
def test_a_log_that_is_asked_about_can_be_dropped_in_words(anna: Chat, words: str) -> None:
    anna.says("ran backward 3")
    anna.says(words)
    assert (anna.asked, anna.snapshot.sessions) == ("", ())


def test_the_same_words_within_ten_minutes_are_asked_about(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.later(minutes=9)
    anna.says("2 km backward in 16 min")
    assert "log-twice" in anna.said()
    anna.says("yes")
    assert len(anna.snapshot.sessions) == 2


def test_the_same_words_later_are_another_session(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.later(minutes=11)
    anna.says("2 km backward in 16 min")
    assert len(anna.snapshot.sessions) == 2


# ---------------------------------------------------------------- corrections


def test_a_correction_changes_what_is_named_and_undo_brings_it_back(anna: Chat) -> None:
    anna.says("2 km backward in 16 min, rpe 5")
    before = anna.session
    anna.says("no, 3 km")
    assert (anna.session.distance_m, anna.session.duration_s, anna.session.rpe) == (3000, 960, 5)
    anna.says("undo")
    assert anna.session == before


def test_a_corrected_day_lets_go_of_one_tick_and_takes_another(anna: Chat) -> None:
    anna.later(days=2)
    anna.says("walked backward 5 min")
    assert str(anna.session.planned) == "2026-11-25"
    anna.says("it was yesterday")
    assert (days(anna), anna.session.planned) == (["2026-11-24"], None)
    anna.says("no, it was on Monday")
    assert str(anna.session.planned) == "2026-11-23"
    anna.says("undo")
    anna.says("undo")
    assert str(anna.session.planned) == "2026-11-25"


def test_a_corrected_kind_unticks(anna: Chat) -> None:
    anna.says("walked backward 5 min")
    anna.says("no, it was a forward walk")
    assert (anna.session.mode, anna.session.planned) == ("forward_walk", None)


def test_a_bare_number_in_a_correction_is_asked_for_its_unit(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.says("that's wrong, it was 3")
    assert anna.session.distance_m == 2000
    assert anna.asked in ("log", "fix")


@pytest.mark.parametrize("answer", ["3 km", "no, 3 km", "it was 3 km"])
def test_that_is_wrong_asks_what_and_takes_the_value(anna: Chat, answer: str) -> None:
    anna.says("2 km backward in 16 min")
    anna.says("that's wrong")
    assert anna.asked == "fix"
    anna.says(answer)
    if anna.asked == "log":
        anna.says("yes")
    assert [one.distance_m for one in anna.snapshot.sessions] == [3000]


def test_the_part_that_is_wrong_is_named_by_typing(anna: Chat) -> None:
    anna.later(days=1)
    anna.says("2 km backward in 16 min")
    anna.says("that's wrong")
    anna.says("the day")
    anna.says("yesterday")
    assert days(anna) == ["2026-11-23"]


def test_a_wrong_entry_can_be_taken_back_from_the_question(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.says("that's wrong")
    anna.taps(":undo")
    assert (anna.snapshot.sessions, anna.asked) == ((), "")
    anna.says("undo")
    assert anna.snapshot.sessions == ()


def test_a_reply_corrects_its_own_entry(anna: Chat) -> None:
    anna.says("1 km backward in 9 min")
    first = anna.entry
    anna.says("800 m backward walk")
    anna.says("no, 1.2 km", reply_to=first)
    assert sorted(one.distance_m or 0 for one in anna.snapshot.sessions) == [800, 1200]


def test_one_of_several_is_chosen_by_its_number(anna: Chat) -> None:
    anna.says("1 km forward then 2 km backwards")
    anna.says("no, 3 km")
    assert anna.asked == "which"
    anna.says("2")
    assert 3000 in [one.distance_m for one in anna.snapshot.sessions]


def test_an_edited_message_corrects_and_unticks(anna: Chat) -> None:
    anna.says("walked backward 5 min")
    anna.says("walked forward 5 min", edits=anna.entry)
    assert (anna.session.mode, anna.session.planned) == ("forward_walk", None)


def test_undoing_an_older_correction_takes_the_newer_one_with_it(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    before = anna.session
    anna.says("no, 3 km")
    first = anna.entry
    anna.says("no, 4 km")
    anna.presses(f"undo:{first}")
    assert anna.session == before
    anna.says("undo")
    assert anna.snapshot.sessions == ()


# ---------------------------------------------------------------- done, same as last


def test_done_logs_the_plan_and_undo_opens_it_again(anna: Chat) -> None:
    anna.says("done")
    assert (anna.session.duration_s, str(anna.session.planned)) == (180, "2026-11-23")
    anna.says("/today")
    assert "today-done" in anna.said()
    anna.says("undo")
    anna.says("/today")
    assert "workout-today" in anna.said()


def test_done_for_a_day_without_a_workout_never_ticks_todays(anna: Chat) -> None:
    anna.later(days=2)
    anna.says("done yesterday")
    assert (anna.snapshot.sessions, anna.asked) == ((), "log")


def test_done_on_the_old_day_of_a_moved_workout_ticks_it(anna: Chat) -> None:
    anna.says("move it to tomorrow")
    anna.says("done")
    assert (days(anna), str(anna.session.planned)) == (["2026-11-23"], "2026-11-23")


def test_half_of_it_is_offered_as_half_of_the_plan(anna: Chat) -> None:
    anna.says("done, but only half")
    anna.taps(":planned")
    assert (anna.session.duration_s, str(anna.session.planned)) == (90, "2026-11-23")


def test_a_skipped_workout_can_be_done_after_all(anna: Chat) -> None:
    anna.says("skip today")
    anna.says("done")
    assert str(anna.session.planned) == "2026-11-23"
    anna.says("undo")
    anna.says("/today")
    assert "today-skipped" in anna.said()


def test_same_as_last_time_copies_the_amounts_and_neither_effort_nor_pain(anna: Chat) -> None:
    anna.says("2 km backward in 16 min, rpe 8, left knee a bit sore")
    anna.later(days=1)
    newest = same(anna, HeardSession())
    assert (newest.distance_m, newest.duration_s, newest.rpe, newest.pain) == (2000, 960, None, ())
    assert str(newest.day) == "2026-11-24"


def same(chat: Chat, told: HeardSession) -> Session:
    """What "same as last time", with this said beside it, writes."""
    scene = replace(chat.scene(), heard=Heard("log_session", (told,), same_as_last=True))
    return next(one.session for one in same_as_last(scene).changes if isinstance(one, PutSession))


def test_same_as_last_time_of_another_kind_means_the_last_one_of_that_kind(anna: Chat) -> None:
    anna.says("3 km forward in 20 min")
    anna.later(days=1)
    anna.says("2 km backward in 16 min")
    assert same(anna, HeardSession(mode="forward_run")).distance_m == 3000


def test_same_as_last_time_of_a_kind_never_logged_is_asked_about(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    scene = replace(anna.scene(), heard=Heard("log_session", (HeardSession(mode="forward_walk"),), same_as_last=True))
    assert not [one for one in same_as_last(scene).changes if isinstance(one, PutSession)]


def test_same_as_last_time_with_another_distance_does_not_guess_the_time(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.later(days=1)
    again = same(anna, HeardSession(distance_m=3000))
    assert (again.distance_m, again.duration_s) == (3000, None)


def test_a_button_of_an_echo_leaves_the_open_question_open(anna: Chat) -> None:
    anna.says("ran backward 3")
    anna.presses("done:2026-11-23")
    assert anna.asked == "log"
    anna.says("km")
    assert len(anna.snapshot.sessions) == 2


def test_effort_beyond_ten_is_no_effort(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.presses(f"rpe:{anna.entry}:99")
    assert anna.session.rpe is None


def test_who_has_told_no_place_is_offered_to(chat: Chat) -> None:
    chat.says("/start")
    chat.taps(":16to59")
    chat.says("I am pregnant")
    chat.says("walked 2 km forward in 25 min")
    assert days(chat) == ["2026-11-23"]
    assert "log-no-place" in chat.said()
