"""Writes down what came of what was said.

The rule: only a row that is under way changes its state, and a row that is done keeps no words.
"""

from storage import runners
from storage.driver import Transaction
from storage.outbox_rows import Outcome

MOST_RESENDS = 2
"""How often something that may have been said is said again."""
RESEND_AFTER_S = 2
_LAST_ID = 2**63 - 1


async def settle(transaction: Transaction, outcome: Outcome, now: int) -> bool:
    """Write down what came of a claimed row. True: the last trace of a forgotten chat went with it."""
    match outcome.state:
        case "retry":
            await transaction.run(
                "UPDATE outbox SET state = 'retry', not_before = :not_before, reason = :reason, changed_at = :now"
                " WHERE id = :id AND state = 'sending'",
                {"id": outcome.id, "not_before": outcome.not_before, "reason": outcome.reason, "now": now},
            )
        case "ambiguous":
            await _unsure(transaction, outcome.id, outcome.id, outcome.reason, now)
        case "sent" | "skipped" | "dead":
            await close(transaction, outcome, now)
        case "blocked":
            await _block(transaction, outcome, now)
    return bool(await _erase_farewells(transaction, outcome.id))


async def recover(transaction: Transaction, now: int) -> int:
    """After a crash: what was under way may or may not have been said. How many rows that are."""
    return await _unsure(transaction, 0, _LAST_ID, "we stopped while it was sent", now)


async def _unsure(transaction: Transaction, first: int, last: int, reason: str, now: int) -> int:
    return await transaction.run(
        "UPDATE outbox SET state = CASE WHEN at_most_once = 1 OR resends >= :most THEN 'ambiguous' ELSE 'retry' END,"
        " resends = resends + 1, not_before = :then, reason = :reason, changed_at = :now"
        " WHERE state = 'sending' AND id BETWEEN :first AND :last",
        {
            "first": first,
            "last": last,
            "most": MOST_RESENDS,
            "then": now + RESEND_AFTER_S,
            "reason": reason,
            "now": now,
        },
    )


async def close(transaction: Transaction, outcome: Outcome, now: int) -> None:
    """A final state; a row that is done keeps no words, a dead letter keeps them for its keeper."""
    await transaction.run(
        "UPDATE outbox SET state = :state, message_id = :message_id, reason = :reason, changed_at = :now,"
        " body = CASE WHEN :state = 'dead' THEN body ELSE '' END"
        " WHERE id = :id AND state IN ('pending', 'retry', 'sending')",
        {
            "id": outcome.id,
            "state": outcome.state,
            "message_id": outcome.message_id,
            "reason": outcome.reason,
            "now": now,
        },
    )


async def _block(transaction: Transaction, outcome: Outcome, now: int) -> None:
    """The runner does not want to hear from us: what waits for them is closed, and they are marked.

    A reply that was written later stays: they may have come back while the refusal was on its way.
    """
    chat_id = await transaction.first(int, "SELECT chat_id FROM outbox WHERE id = :id", {"id": outcome.id})
    if chat_id is None:
        return
    await transaction.run(
        "UPDATE outbox SET state = 'blocked', body = '', reason = :reason, changed_at = :now WHERE chat_id = :chat_id"
        " AND state IN ('pending', 'retry', 'sending') AND (id <= :id OR urgency = 1)",
        {"chat_id": chat_id, "reason": outcome.reason, "now": now, "id": outcome.id},
    )
    later = await transaction.first(
        int,
        "SELECT id FROM outbox WHERE chat_id = :chat_id AND state IN ('pending', 'retry') LIMIT 1",
        {"chat_id": chat_id},
    )
    if later is None:
        await runners.block(transaction, chat_id)


async def _erase_farewells(transaction: Transaction, row_id: int) -> int:
    return await transaction.run(
        "DELETE FROM outbox WHERE id = :id AND farewell = 1 AND state NOT IN ('pending', 'retry', 'sending')",
        {"id": row_id},
    )
