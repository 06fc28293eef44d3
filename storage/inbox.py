"""The table of what Telegram gave us: an update is a row here before Telegram is told that we have it.

The rule: new -> done or dead, and a second sight of the same update id changes nothing.
"""

from dataclasses import dataclass

from storage.driver import Transaction

MOST_FAILURES = 3
"""Failed attempts after which an update is set aside."""
MOST_REPLAYS = 5
"""Starts that found the update undone, after which it is taken for what ends the process."""
KEPT_S = 48 * 3600
"""Telegram keeps updates for 24 hours: after twice that, nobody can send us the same one again."""
DEAD_KEPT_S = 30 * 86400


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update as it came: `body` is Telegram's JSON. `chat_id` is None for an update that belongs to no chat."""

    update_id: int
    chat_id: int | None
    message_id: int | None
    body: str


async def put(transaction: Transaction, row: InboxRow, now: int) -> bool:
    """False: seen before."""
    return bool(
        await transaction.run(
            "INSERT INTO inbox (update_id, chat_id, message_id, body, state, failures, replays, reason, received_at)"
            " VALUES (:update_id, :chat_id, :message_id, :body, 'new', 0, 0, '', :now)"
            " ON CONFLICT (update_id) DO NOTHING",
            {
                "update_id": row.update_id,
                "chat_id": row.chat_id,
                "message_id": row.message_id,
                "body": row.body,
                "now": now,
            },
        )
    )


async def undone(transaction: Transaction) -> tuple[InboxRow, ...]:
    found = await transaction.rows(
        InboxRow,
        "SELECT update_id, chat_id, message_id, body FROM inbox WHERE state = 'new' ORDER BY received_at, update_id",
        {},
    )
    return tuple(found)


async def finish(transaction: Transaction, update_id: int, chat_id: int | None, now: int) -> bool:
    """Mark an update as done and drop its words. False: it was not to be done (any more)."""
    done = await transaction.first(
        int,
        "INSERT INTO inbox (update_id, chat_id, message_id, body, state, failures, replays, reason, received_at)"
        " VALUES (:update_id, :chat_id, NULL, '', 'done', 0, 0, '', :now)"
        " ON CONFLICT (update_id) DO UPDATE SET state = 'done', body = '' WHERE inbox.state = 'new'"
        " RETURNING update_id",
        {"update_id": update_id, "chat_id": chat_id, "now": now},
    )
    return done is not None


async def close(transaction: Transaction, update_id: int) -> None:
    """Mark an update that asks for nothing as done."""
    await transaction.run(
        "UPDATE inbox SET state = 'done', body = '' WHERE update_id = :update_id AND state = 'new'",
        {"update_id": update_id},
    )


async def fail(transaction: Transaction, update_id: int, reason: str) -> bool:
    """Count a failed attempt. True: it was the last one, the update is set aside."""
    failures = await transaction.first(
        int,
        "UPDATE inbox SET failures = failures + 1, reason = :reason WHERE update_id = :update_id AND state = 'new'"
        " RETURNING failures",
        {"update_id": update_id, "reason": reason},
    )
    return failures is not None and failures >= MOST_FAILURES and await _set_aside(transaction, update_id)


async def replay(transaction: Transaction, update_id: int) -> bool:
    """Count that an update is begun again after a restart. False: it has ended too many, it is set aside."""
    replays = await transaction.first(
        int,
        "UPDATE inbox SET replays = replays + 1 WHERE update_id = :update_id AND state = 'new' RETURNING replays",
        {"update_id": update_id},
    )
    if replays is None or replays <= MOST_REPLAYS:
        return replays is not None
    return not await _set_aside(transaction, update_id)


async def _set_aside(transaction: Transaction, update_id: int) -> bool:
    await transaction.run("UPDATE inbox SET state = 'dead' WHERE update_id = :update_id", {"update_id": update_id})
    return True


async def first_of_message(transaction: Transaction, chat_id: int, message_id: int) -> int | None:
    """The update that first brought this message of the runner, before any edit of it."""
    return await transaction.first(
        int,
        "SELECT update_id FROM inbox WHERE chat_id = :chat_id AND message_id = :message_id"
        " ORDER BY received_at, update_id LIMIT 1",
        {"chat_id": chat_id, "message_id": message_id},
    )


async def sweep(transaction: Transaction, now: int) -> int:
    """Drop what nobody can send us again. Undone rows always stay."""
    return await transaction.run(
        "DELETE FROM inbox WHERE (state = 'done' AND received_at < :before)"
        " OR (state = 'dead' AND received_at < :dead_before)",
        {"before": now - KEPT_S, "dead_before": now - DEAD_KEPT_S},
    )
