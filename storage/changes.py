"""Applies what a coach decided to the tables. The rule: one match, one table function a change."""

from collections.abc import Sequence
from typing import assert_never

from coach.model import (
    Change,
    Forget,
    PutAdjustment,
    PutEnrolment,
    PutReminder,
    PutRunner,
    PutSession,
    PutUndo,
    RemoveAdjustment,
    RemoveEnrolment,
    RemoveReminder,
    RemoveSession,
    RemoveUndo,
)
from storage import adjustments, enrolments, erase, reminders, runners, sessions, undo
from storage.driver import Transaction


async def apply_all(
    transaction: Transaction, update_id: int, chat_id: int, changes: Sequence[Change], now: int
) -> None:
    for change in changes:
        await apply(transaction, update_id, chat_id, change, now)


async def apply(transaction: Transaction, update_id: int, chat_id: int, change: Change, now: int) -> None:
    match change:
        case PutRunner(runner):
            await runners.put(transaction, chat_id, runner)
        case PutSession(session):
            await sessions.put(transaction, chat_id, session)
        case RemoveSession(key):
            await sessions.remove(transaction, chat_id, key)
        case PutEnrolment(enrolment):
            await enrolments.put(transaction, chat_id, enrolment)
        case RemoveEnrolment():
            await enrolments.remove(transaction, chat_id)
        case PutAdjustment(adjustment):
            await adjustments.put(transaction, chat_id, adjustment)
        case RemoveAdjustment(day):
            await adjustments.remove(transaction, chat_id, day)
        case PutReminder(reminder):
            await reminders.put(transaction, chat_id, reminder)
        case RemoveReminder(key):
            await reminders.remove(transaction, chat_id, key)
        case PutUndo():
            await undo.put(transaction, chat_id, update_id, change, now)
        case RemoveUndo(entry):
            await undo.remove(transaction, chat_id, entry)
        case Forget():
            await erase.forget(transaction, chat_id)
        case _:
            assert_never(change)
