"""The table of the wall-clock reminders, with the instant of each one's next fire.

The rule: a due reminder gets its next fire and its outbox row in one transaction, so no crash can fire it twice or
never.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coach.model import Reminder
from storage import outbox
from storage.days import day_or_none, joined, text_or_none, weekdays
from storage.driver import Transaction
from storage.outbox_rows import ReminderRow


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose next fire has come. `silent`: its runner is paused, or has blocked us."""

    chat_id: int
    reminder: Reminder
    silent: bool


@dataclass(frozen=True, slots=True)
class Firing:
    """What becomes of a due reminder: when it fires next (None: never again), and what goes to the outbox now."""

    next_fire_at: int | None
    next_day: date | None
    row: ReminderRow | None


def _reminder(
    key: str,
    minute: int,
    zone: str,
    days: str,
    once: str | None,
    kind: Literal["workout", "nudge"],
    next_fire_at: int | None,
    next_day: str | None,
) -> Reminder:
    return Reminder(key, minute, zone, weekdays(days), day_or_none(once), kind, next_fire_at, day_or_none(next_day))


def _due(
    chat_id: int,
    silent: int,
    key: str,
    minute: int,
    zone: str,
    days: str,
    once: str | None,
    kind: Literal["workout", "nudge"],
    next_fire_at: int | None,
    next_day: str | None,
) -> Due:
    return Due(chat_id, _reminder(key, minute, zone, days, once, kind, next_fire_at, next_day), bool(silent))


async def by_key(transaction: Transaction, chat_id: int) -> tuple[Reminder, ...]:
    found = await transaction.rows(
        _reminder,
        "SELECT key, minute, zone, days, once, kind, next_fire_at, next_day FROM reminders"
        " WHERE chat_id = :chat_id ORDER BY key",
        {"chat_id": chat_id},
    )
    return tuple(found)


async def put(transaction: Transaction, chat_id: int, reminder: Reminder) -> None:
    await transaction.run(
        "INSERT INTO reminders (chat_id, key, minute, zone, days, once, kind, next_fire_at, next_day)"
        " VALUES (:chat_id, :key, :minute, :zone, :days, :once, :kind, :next_fire_at, :next_day)"
        " ON CONFLICT (chat_id, key) DO UPDATE SET minute = excluded.minute, zone = excluded.zone,"
        " days = excluded.days, once = excluded.once, kind = excluded.kind, next_fire_at = excluded.next_fire_at,"
        " next_day = excluded.next_day",
        {
            "chat_id": chat_id,
            "key": reminder.key,
            "minute": reminder.minute,
            "zone": reminder.zone,
            "days": joined(reminder.days),
            "once": text_or_none(reminder.once),
            "kind": reminder.kind,
            "next_fire_at": reminder.next_fire_at,
            "next_day": text_or_none(reminder.next_day),
        },
    )


async def remove(transaction: Transaction, chat_id: int, key: str) -> None:
    await transaction.run(
        "DELETE FROM reminders WHERE chat_id = :chat_id AND key = :key", {"chat_id": chat_id, "key": key}
    )


async def fire(transaction: Transaction, now: int, limit: int, decide: Callable[[Due], Firing]) -> int:
    """Fire at most `limit` reminders that are due, the longest due first; how many they were."""
    due = await _due_now(transaction, now, limit)
    firings = [(item, decide(item)) for item in due]
    await _rearm(transaction, firings)
    await outbox.put_reminders(transaction, [firing.row for _, firing in firings if firing.row is not None], now)
    return len(due)


async def _due_now(transaction: Transaction, now: int, limit: int) -> list[Due]:
    return await transaction.rows(
        _due,
        "SELECT r.chat_id, COALESCE(u.paused + u.blocked, 0),"
        " r.key, r.minute, r.zone, r.days, r.once, r.kind, r.next_fire_at, r.next_day"
        " FROM reminders AS r LEFT JOIN runners AS u ON u.chat_id = r.chat_id"
        " WHERE r.next_fire_at <= :now ORDER BY r.next_fire_at LIMIT :limit",
        {"now": now, "limit": limit},
    )


async def _rearm(transaction: Transaction, firings: Sequence[tuple[Due, Firing]]) -> None:
    await transaction.many(
        "UPDATE reminders SET next_fire_at = :next_fire_at, next_day = :next_day"
        " WHERE chat_id = :chat_id AND key = :key",
        [
            {
                "chat_id": due.chat_id,
                "key": due.reminder.key,
                "next_fire_at": firing.next_fire_at,
                "next_day": text_or_none(firing.next_day),
            }
            for due, firing in firings
        ],
    )


async def sweep(transaction: Transaction, before: date) -> int:
    """Drop reminders for one day that was before that day and that will not fire again."""
    return await transaction.run(
        "DELETE FROM reminders WHERE next_fire_at IS NULL AND once < :before", {"before": before.isoformat()}
    )
