"""The table of the planned days that runners changed. The rule: one change a day, the last one counts."""

from datetime import date
from typing import Literal

from coach.model import Adjustment
from storage.days import day_or_none, text_or_none
from storage.driver import Transaction


def _adjustment(day: str, kind: Literal["skip", "move", "easier"], moved_to: str | None) -> Adjustment:
    return Adjustment(date.fromisoformat(day), kind, day_or_none(moved_to))


async def by_day(transaction: Transaction, chat_id: int) -> tuple[Adjustment, ...]:
    found = await transaction.rows(
        _adjustment,
        "SELECT day, kind, moved_to FROM adjustments WHERE chat_id = :chat_id ORDER BY day",
        {"chat_id": chat_id},
    )
    return tuple(found)


async def put(transaction: Transaction, chat_id: int, adjustment: Adjustment) -> None:
    await transaction.run(
        "INSERT INTO adjustments (chat_id, day, kind, moved_to) VALUES (:chat_id, :day, :kind, :moved_to)"
        " ON CONFLICT (chat_id, day) DO UPDATE SET kind = excluded.kind, moved_to = excluded.moved_to",
        {
            "chat_id": chat_id,
            "day": adjustment.day.isoformat(),
            "kind": adjustment.kind,
            "moved_to": text_or_none(adjustment.to),
        },
    )


async def remove(transaction: Transaction, chat_id: int, day: date) -> None:
    await transaction.run(
        "DELETE FROM adjustments WHERE chat_id = :chat_id AND day = :day",
        {"chat_id": chat_id, "day": day.isoformat()},
    )
