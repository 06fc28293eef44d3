"""What a reminder says and when it says nothing; setting it, silencing it, moving it to another zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from coach.listen.model import Heard
from coach.model import Hold, PutReminder, Snapshot
from coach.remind import compose, off

if TYPE_CHECKING:
    from tests.coach.conftest import Chat

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def said_on(chat: Chat, day: date, snapshot: Snapshot | None = None) -> str:
    say = compose(snapshot or chat.snapshot, chat.content.plans, day, late=False)
    return say.key if say else ""


def test_a_reminder_carries_the_workout_and_says_when_it_is_late(anna: Chat) -> None:
    say = compose(anna.snapshot, anna.content.plans, MONDAY, late=True)
    assert say is not None
    assert say.key == "reminder-late"
    assert [one.data.split(":")[0] for row in say.choices for one in row] == ["done", "snooze", "skip"]


def test_a_rest_day_is_silent(anna: Chat) -> None:
    assert said_on(anna, TUESDAY) == ""


@pytest.mark.parametrize("what", ["done", "skip today", "/pause", "chest pain and I can't breathe"])
def test_done_skipped_paused_and_held_days_are_silent(anna: Chat, what: str) -> None:
    anna.says(what)
    assert said_on(anna, MONDAY) == ""


def test_the_blocked_are_left_alone(anna: Chat) -> None:
    assert said_on(anna, MONDAY, replace(anna.snapshot, runner=replace(anna.runner, blocked=True))) == ""


def test_a_hold_that_is_over_is_silent_no_more(anna: Chat) -> None:
    held = replace(anna.runner, hold=Hold("pain", MONDAY, TUESDAY))
    snapshot = replace(anna.snapshot, runner=held)
    assert said_on(anna, MONDAY, snapshot) == ""
    assert said_on(anna, date(2026, 11, 25), snapshot) == "reminder"


def test_a_moved_workout_is_reminded_of_on_its_new_day(anna: Chat) -> None:
    anna.says("move it to tomorrow")
    assert (said_on(anna, MONDAY), said_on(anna, TUESDAY)) == ("", "reminder")


def test_after_missed_weeks_the_reminder_brings_the_offer_and_no_session(anna: Chat) -> None:
    say = compose(anna.snapshot, anna.content.plans, date(2026, 11, 30), late=False)
    assert say is not None
    assert [one.data.split(":")[0] for row in say.choices for one in row] == ["again", "onward"]
    assert "workout-today" not in str(say)


def fires(chat: Chat) -> list[str]:
    found = [datetime.fromtimestamp(one.next_fire_at or 0, UTC) for one in chat.snapshot.reminders]
    return [at.strftime("%Y-%m-%d %H:%M") for at in found]


def test_a_reminder_is_set_changed_and_taken_back(anna: Chat) -> None:
    anna.says("remind me at 6:30 am on weekdays")
    assert fires(anna) == ["2026-11-24 06:30"]
    anna.says("undo")
    assert fires(anna) == ["2026-11-24 07:00"]


def test_another_zone_keeps_the_time_on_the_wall_and_undo_keeps_what_changed_since(anna: Chat) -> None:
    anna.says("I moved to Tokyo")
    place = anna.entry
    assert fires(anna) == ["2026-11-23 22:00"]
    anna.says("remind me at 8 am every day")
    anna.presses(f"undo:{place}")
    assert anna.runner.zone == "Europe/Lisbon"
    assert [(one.minute, one.zone) for one in anna.snapshot.reminders] == [(480, "Europe/Lisbon")]


def test_silent_until_a_day_stays_so_in_another_zone(anna: Chat) -> None:
    scene = replace(anna.scene(), heard=Heard("reminder_off", until=date(2026, 11, 30)))
    quiet = next(one.reminder for one in off(scene).changes if isinstance(one, PutReminder))
    assert quiet.next_day == date(2026, 11, 30)
    anna.snapshot = replace(anna.snapshot, reminders=(quiet,))
    anna.says("I moved to Tokyo")
    assert anna.snapshot.reminders[0].next_day == date(2026, 11, 30)


def test_taking_back_never_brings_a_fire_of_the_past(anna: Chat) -> None:
    anna.says("stop reminding me")
    anna.later(days=3)
    anna.says("undo")
    assert fires(anna) == ["2026-11-27 07:00"]


@pytest.mark.parametrize("minute", ["1440", "99999"])
def test_a_time_that_is_none_is_a_stale_button(anna: Chat, minute: str) -> None:
    before = anna.snapshot
    anna.presses(f"remind:{minute}")
    assert anna.snapshot == before
