"""The table of what we say: nothing is spoken but from here.

The rule: a row is committed as `sending` before anything goes over the wire, so after a crash we know what may have
been said. pending -> sending -> sent | retry | ambiguous | skipped | blocked | dead; only pending and retry are
claimed. Within a chat the order is kept, and replies go before reminders.
"""

from collections.abc import Sequence, Set
from dataclasses import replace

from coach.model import Reply
from storage import codec, numbers, outcomes, runners
from storage.days import day_or_none, text_or_none
from storage.driver import Transaction
from storage.outbox_rows import Claim, Claimed, Outcome, ReminderRow

KEPT_S = 90 * 86400
"""How long a reply to one of our messages still finds what caused it."""


def _claimed(
    id: int,  # noqa: A002 - the column's name
    chat_id: int,
    body: str,
    reminder_key: str | None,
    day: str | None,
    due_at: int | None,
    attempts: int,
    expires_at: int | None,
) -> Claimed:
    reply = codec.load_reply(body) if body else None
    return Claimed(id, chat_id, reply, reminder_key, day_or_none(day), due_at, attempts + 1, expires_at)


async def put_replies(
    transaction: Transaction,
    chat_id: int,
    update_id: int,
    replies: Sequence[Reply],
    now: int,
    *,
    farewell: bool = False,
    sending: bool = False,
) -> tuple[int, ...]:
    """Append the replies of one update in their order; their ids.

    `farewell`: the rows go when they have been sent. `sending`: they are claimed at once by the one who asks.
    """
    if not replies:
        return ()
    first = await numbers.take(transaction, "outbox", len(replies))
    await transaction.many(
        "INSERT INTO outbox (id, chat_id, urgency, at_most_once, update_id, body, farewell, state, not_before,"
        " attempts, resends, reason, changed_at)"
        " VALUES (:id, :chat_id, 0, 0, :update_id, :body, :farewell, :state, 0, :attempts, 0, '', :now)",
        [
            {
                "id": first + place,
                "chat_id": chat_id,
                "update_id": update_id,
                "body": codec.dump(reply),
                "farewell": int(farewell),
                "state": "sending" if sending else "pending",
                "attempts": int(sending),
                "now": now,
            }
            for place, reply in enumerate(replies)
        ],
    )
    return tuple(range(first, first + len(replies)))


async def claim_new(
    transaction: Transaction, chat_id: int, update_id: int, replies: Sequence[Reply], now: int, *, farewell: bool
) -> tuple[Claimed, ...]:
    """Append replies and claim them in the same breath, unless something of the chat is still to be said (then ())."""
    busy = await transaction.first(
        int,
        "SELECT id FROM outbox WHERE chat_id = :chat_id AND (state = 'sending' OR state IN ('pending', 'retry')"
        " AND urgency = 0) AND state IN ('pending', 'retry', 'sending') LIMIT 1",
        {"chat_id": chat_id},
    )
    free = busy is None
    ids = await put_replies(transaction, chat_id, update_id, replies, now, farewell=farewell, sending=free)
    if not free or not ids:
        return ()
    runner = await runners.get(transaction, chat_id)
    rows = zip(ids, replies, strict=True)
    return tuple(Claimed(id, chat_id, reply, None, None, None, 1, None, runner) for id, reply in rows)  # noqa: A001


async def put_reminders(transaction: Transaction, rows: Sequence[ReminderRow], now: int) -> None:
    """Append reminders; one that already has its row for that day is left alone."""
    if not rows:
        return
    first = await numbers.take(transaction, "outbox", len(rows))
    await transaction.many(
        "INSERT INTO outbox (id, chat_id, urgency, at_most_once, body, farewell, reminder_key, intended_day, due_at,"
        " expires_at, state, not_before, attempts, resends, reason, changed_at)"
        " VALUES (:id, :chat_id, 1, :at_most_once, '', 0, :key, :day, :due_at, :expires_at, :state, 0, 0, 0, :reason,"
        " :now) ON CONFLICT (chat_id, reminder_key, intended_day) WHERE reminder_key IS NOT NULL DO NOTHING",
        [
            {
                "id": first + place,
                "chat_id": row.chat_id,
                "at_most_once": int(row.at_most_once),
                "key": row.key,
                "day": text_or_none(row.day),
                "due_at": row.due_at,
                "expires_at": row.expires_at,
                "state": "skipped" if row.skipped else "pending",
                "reason": row.skipped,
                "now": now,
            }
            for place, row in enumerate(rows)
        ],
    )


async def claim(transaction: Transaction, now: int, replies: int, reminders: int, resting: Set[int]) -> Claim:
    """Mark the next rows as `sending`: at most so many replies and reminders, none of a chat that rests."""
    heads = await _heads(transaction, 0, now, replies, resting)
    room = max(replies, reminders) - len(heads)
    heads += await _heads(transaction, 1, now, min(reminders, room), resting)
    late = [row for row in heads if row.expires_at is not None and row.expires_at < now]
    ready = [row for row in heads if row.expires_at is None or row.expires_at >= now]
    for row in late:
        await outcomes.close(transaction, Outcome(row.id, "skipped", reason="too late"), now)
    await transaction.many(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed_at = :now WHERE id = :id",
        [{"id": row.id, "now": now} for row in ready],
    )
    rows = [replace(row, runner=await runners.get(transaction, row.chat_id)) for row in ready]
    next_at = now if late else await _next_at(transaction, now)
    return Claim(tuple(rows), next_at, await _reminders_wait(transaction))


async def _heads(transaction: Transaction, urgency: int, now: int, limit: int, resting: Set[int]) -> list[Claimed]:
    """The first open row of every chat that has nothing under way, in order."""
    if limit <= 0:
        return []
    found = await transaction.rows(
        _claimed,
        "SELECT o.id, o.chat_id, o.body, o.reminder_key, o.intended_day, o.due_at, o.attempts, o.expires_at"
        " FROM outbox AS o WHERE o.state IN ('pending', 'retry') AND o.urgency = :urgency AND o.not_before <= :now"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.chat_id = o.chat_id"
        " AND e.state IN ('pending', 'retry', 'sending') AND (e.state = 'sending' OR e.urgency < o.urgency"
        " OR (e.urgency = o.urgency AND e.id < o.id)))"
        " ORDER BY o.id LIMIT :limit",
        {"urgency": urgency, "now": now, "limit": limit + len(resting)},
    )
    return [row for row in found if row.chat_id not in resting][:limit]


async def _next_at(transaction: Transaction, now: int) -> int | None:
    at = await transaction.first(
        int,
        "SELECT COALESCE(MIN(not_before), -1) FROM outbox WHERE state = 'retry' AND not_before > :now",
        {"now": now},
    )
    return None if at is None or at < 0 else at


async def _reminders_wait(transaction: Transaction) -> bool:
    found = await transaction.first(
        int, "SELECT id FROM outbox WHERE state IN ('pending', 'retry') AND urgency = 1 LIMIT 1", {}
    )
    return found is not None


async def cause_of(transaction: Transaction, chat_id: int, message_id: int) -> int | None:
    """The update that made us send this message (not one that edited it later)."""
    return await transaction.first(
        int,
        "SELECT update_id FROM outbox WHERE chat_id = :chat_id AND message_id = :message_id"
        " AND update_id IS NOT NULL ORDER BY id LIMIT 1",
        {"chat_id": chat_id, "message_id": message_id},
    )


async def sweep(transaction: Transaction, now: int) -> int:
    """Drop rows that were closed long ago."""
    return await transaction.run(
        "DELETE FROM outbox WHERE state NOT IN ('pending', 'retry', 'sending') AND changed_at < :before",
        {"before": now - KEPT_S},
    )
