"""What becomes of a due reminder, on time and after a while of being down."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.due import firing
from coach.fire import next_fire
from coach.model import Reminder, Weekday
from storage.reminders import Due


def due_since(start: datetime, minute: int = 420, zone: str = "Europe/Lisbon", days: tuple[Weekday, ...] = ()) -> Due:
    """A reminder that was last set right at `start`."""
    fire = next_fire(minute, zone, days, None, start)
    assert fire is not None
    reminder = Reminder("daily", minute, zone, days, None, "workout", fire.at, fire.day)
    return Due(42, reminder, silent=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_on_time_it_is_sent_and_the_next_day_is_set() -> None:
    result = firing(due_since(at("2026-03-01 12:00")), at("2026-03-02 07:00"))
    assert result.row is not None
    assert (result.row.day, result.row.skipped) == (date(2026, 3, 2), "")
    assert result.next_day == date(2026, 3, 3)
    assert result.next_fire_at == at("2026-03-03 07:00").timestamp()


@pytest.mark.parametrize(
    ("now", "skipped"),
    [("2026-03-02 09:59", ""), ("2026-03-02 10:00", ""), ("2026-03-02 10:01", "too late")],
)
def test_it_is_made_up_for_within_three_hours(now: str, skipped: str) -> None:
    result = firing(due_since(at("2026-03-01 12:00")), at(now))
    assert result.row is not None
    assert result.row.skipped == skipped


def test_it_is_not_made_up_for_on_the_next_day() -> None:
    due = due_since(at("2026-03-01 12:00"), minute=23 * 60)
    in_time, too_late = firing(due, at("2026-03-02 23:59")), firing(due, at("2026-03-03 00:00"))
    assert in_time.row is not None
    assert too_late.row is not None
    assert (in_time.row.skipped, too_late.row.skipped) == ("", "too late")
    assert in_time.row.expires_at == at("2026-03-02 23:59:59").timestamp()


def test_after_days_of_being_down_only_the_latest_is_still_sent() -> None:
    result = firing(due_since(at("2026-03-01 12:00")), at("2026-03-09 08:00"))
    assert result.row is not None
    assert (result.row.day, result.row.skipped) == (date(2026, 3, 9), "")
    assert result.next_day == date(2026, 3, 10)


def test_after_a_year_of_being_down_the_latest_is_recorded_as_skipped() -> None:
    result = firing(due_since(at("2025-03-01 12:00")), at("2026-03-09 13:00"))
    assert result.row is not None
    assert (result.row.day, result.row.skipped) == (date(2026, 3, 9), "too late")


def test_a_reminder_for_one_day_never_fires_again() -> None:
    day = date(2026, 3, 2)
    reminder = Reminder("snooze", 450, "UTC", (), day, "nudge", int(at("2026-03-02 07:30").timestamp()), day)
    result = firing(Due(42, reminder, silent=False), at("2026-03-02 07:30"))
    assert (result.next_fire_at, result.next_day) == (None, None)
    assert result.row is not None
    assert result.row.at_most_once


def test_a_silent_runner_gets_nothing_and_the_next_day_is_set() -> None:
    due = due_since(at("2026-03-01 12:00"))
    result = firing(Due(42, due.reminder, silent=True), at("2026-03-02 07:00"))
    assert result.row is None
    assert result.next_day == date(2026, 3, 3)


def test_a_shift_past_midnight_still_leaves_time_to_be_sent() -> None:
    due = due_since(at("2026-03-28 12:00"), minute=1425, zone="America/Nuuk")
    fire = datetime.fromtimestamp(due.reminder.next_fire_at or 0, UTC)
    result = firing(due, fire + timedelta(minutes=30))
    assert result.row is not None
    assert (result.row.day, result.row.skipped) == (date(2026, 3, 28), "")


def test_a_zone_that_does_not_exist_any_more_stops_only_itself() -> None:
    reminder = Reminder("daily", 420, "Mars/Olympus", (), None, "workout", 1_772_000_000, date(2026, 2, 25))
    result = firing(Due(42, reminder, silent=False), at("2026-03-02 07:00"))
    assert result.next_fire_at is None
    assert result.row is not None
    assert result.row.skipped == "unknown time zone"
