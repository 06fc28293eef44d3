"""What becomes of a reminder that is due, and of one that was due while we were down.

The rule: at most the latest fire is still sent, within the catch-up window and on the same local day; else it is
recorded as skipped.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coach.fire import Fire, fire_at, next_fire
from coach.model import Reminder
from storage.outbox_rows import ReminderRow
from storage.reminders import Due, Firing

CATCH_UP_MINUTES = 180
_LONG_AGO = timedelta(days=3)
"""Fires older than this are too late whatever the window: there is no need to walk through each of them."""


def firing(due: Due, now: datetime, catch_up_minutes: int = CATCH_UP_MINUTES) -> Firing:
    """The next fire of a due reminder, and its row for the outbox. A broken zone stops only itself."""
    reminder = due.reminder
    assert reminder.next_fire_at is not None
    try:
        latest, upcoming = _latest_and_next(reminder, now)
        expires_at = _expires_at(latest, reminder.zone, catch_up_minutes)
    except (KeyError, ValueError, OSError):
        return Firing(None, None, _row(due, Fire(reminder.next_fire_at, now.date()), 0, "unknown time zone"))
    late = expires_at < now.timestamp()
    row = None if due.silent else _row(due, latest, expires_at, "too late" if late else "")
    return Firing(upcoming.at if upcoming else None, upcoming.day if upcoming else None, row)


def _row(due: Due, fire: Fire, expires_at: int, skipped: str) -> ReminderRow:
    return ReminderRow(
        due.chat_id, due.reminder.key, fire.day, fire.at, expires_at, due.reminder.kind == "nudge", skipped
    )


def _latest_and_next(reminder: Reminder, now: datetime) -> tuple[Fire, Fire | None]:
    """The last fire that is not after now, and the first one that is."""
    assert reminder.next_fire_at is not None
    own = datetime.fromtimestamp(reminder.next_fire_at, UTC)
    latest = Fire(reminder.next_fire_at, reminder.next_day or own.astimezone(ZoneInfo(reminder.zone)).date())
    upcoming = _after(reminder, max(own, now - _LONG_AGO))
    while upcoming is not None and upcoming.at <= now.timestamp():
        latest, upcoming = upcoming, _after(reminder, datetime.fromtimestamp(upcoming.at, UTC))
    return latest, upcoming


def _after(reminder: Reminder, instant: datetime) -> Fire | None:
    return next_fire(reminder.minute, reminder.zone, reminder.days, reminder.once, instant)


def _expires_at(fire: Fire, zone: str, catch_up_minutes: int) -> int:
    """The end of the window or of the local day, whichever comes first."""
    place = ZoneInfo(zone)
    shown = datetime.fromtimestamp(fire.at, place).date()
    window_ends = fire.at + catch_up_minutes * 60
    midnights = (fire_at(shown + timedelta(days=ahead), 0, place) for ahead in (1, 2))
    day_ends = next((at for at in midnights if at is not None), window_ends)
    return min(window_ends, max(day_ends - 1, fire.at))
