"""The table of the plans that runners follow. The rule: one plan a runner."""

from datetime import date

from coach.model import Enrolment
from storage.days import joined, numbers, weekdays
from storage.driver import Transaction


def _enrolment(plan_id: str, started: str, days: str, repeats: str) -> Enrolment:
    return Enrolment(plan_id, date.fromisoformat(started), weekdays(days), numbers(repeats))


async def get(transaction: Transaction, chat_id: int) -> Enrolment | None:
    return await transaction.first(
        _enrolment,
        "SELECT plan_id, started, days, repeats FROM enrolments WHERE chat_id = :chat_id",
        {"chat_id": chat_id},
    )


async def put(transaction: Transaction, chat_id: int, enrolment: Enrolment) -> None:
    await transaction.run(
        "INSERT INTO enrolments (chat_id, plan_id, started, days, repeats)"
        " VALUES (:chat_id, :plan_id, :started, :days, :repeats)"
        " ON CONFLICT (chat_id) DO UPDATE SET plan_id = excluded.plan_id, started = excluded.started,"
        " days = excluded.days, repeats = excluded.repeats",
        {
            "chat_id": chat_id,
            "plan_id": enrolment.plan_id,
            "started": enrolment.started.isoformat(),
            "days": joined(enrolment.days),
            "repeats": joined(enrolment.repeats),
        },
    )


async def remove(transaction: Transaction, chat_id: int) -> None:
    await transaction.run("DELETE FROM enrolments WHERE chat_id = :chat_id", {"chat_id": chat_id})
