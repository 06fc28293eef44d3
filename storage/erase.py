"""Forgets a chat. The rule: afterwards no row of any table names it; only bare update ids stay, to know them again."""

from storage.driver import Transaction

_STATEMENTS = (
    "DELETE FROM runners WHERE chat_id = :chat_id",
    "DELETE FROM sessions WHERE chat_id = :chat_id",
    "DELETE FROM enrolments WHERE chat_id = :chat_id",
    "DELETE FROM adjustments WHERE chat_id = :chat_id",
    "DELETE FROM reminders WHERE chat_id = :chat_id",
    "DELETE FROM undo WHERE chat_id = :chat_id",
    "DELETE FROM outbox WHERE chat_id = :chat_id",
    # What the chat wrote after it asked to be forgotten is not handled yet: it stays, as a stranger's first words.
    "UPDATE inbox SET chat_id = NULL, message_id = NULL, body = '', reason = '', state = 'done'"
    " WHERE chat_id = :chat_id AND state <> 'new'",
)


async def forget(transaction: Transaction, chat_id: int) -> None:
    for statement in _STATEMENTS:
        await transaction.run(statement, {"chat_id": chat_id})
