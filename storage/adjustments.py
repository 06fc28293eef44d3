"""The table of the planned days that runners changed. The rule: one row a day holds all that was changed about it."""

from datetime import date

from coach.model import Adjustment
from storage.days import day_or_none, text_or_none
from storage.driver import Transaction


def _adjustment(day: str, moved_to: str | None, eased: int, skipped: int) -> Adjustment:
    return Adjustment(date.fromisoformat(day), day_or_none(moved_to), bool(eased), bool(skipped))


async def by_day(transaction: Transaction, chat_id: int) -> tuple[Adjustment, ...]:
    found = await transaction.rows(
        _adjustment,
        "SELECT day, moved_to, eased, skipped FROM adjustments WHERE chat_id = :chat_id ORDER BY day",
        {"chat_id": chat_id},
    )
    return tuple(found)


async def put(transaction: Transaction, chat_id: int, adjustment: Adjustment) -> None:
    await transaction.run(
        "INSERT INTO adjustments (chat_id, day, moved_to, eased, skipped)"
        " VALUES (:chat_id, :day, :moved_to, :eased, :skipped) ON CONFLICT (chat_id, day)"
        " DO UPDATE SET moved_to = excluded.moved_to, eased = excluded.eased, skipped = excluded.skipped",
        {
            "chat_id": chat_id,
            "day": adjustment.day.isoformat(),
            "moved_to": text_or_none(adjustment.to),
            "eased": int(adjustment.eased),
            "skipped": int(adjustment.skipped),
        },
    )


async def remove(transaction: Transaction, chat_id: int, day: date) -> None:
    await transaction.run(
        "DELETE FROM adjustments WHERE chat_id = :chat_id AND day = :day",
        {"chat_id": chat_id, "day": day.isoformat()},
    )
