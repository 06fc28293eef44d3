"""The table of what we say: nothing is spoken but from here.

The rule: a row is committed as `sending` before anything goes over the wire, so after a crash we know what may have
been said. pending -> sending -> sent | retry | ambiguous | skipped | blocked | dead; only pending and retry are
claimed. Within a chat the order is kept, and replies go before reminders.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from coach.model import Reply, Runner
from storage import codec, numbers, runners
from storage.days import day_or_none, text_or_none
from storage.driver import Transaction

MOST_RESENDS = 2
"""How often something that may have been said is said again."""
RESEND_AFTER_S = 2
_LAST_ID = 2**63 - 1
KEPT_S = 90 * 86400
"""How long a reply to one of our messages still finds what caused it."""

State = Literal["sent", "retry", "ambiguous", "skipped", "blocked", "dead"]


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder on its way out. It is composed when it is delivered, and useless after `expires_at`."""

    chat_id: int
    key: str
    day: date
    """The intended local date: one row for each, however often it is written."""
    due_at: int
    expires_at: int
    at_most_once: bool = False
    skipped: str = ""
    """Why it is not sent at all; it is recorded nevertheless."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is now `sending`: a reply, or a reminder that is still to be composed (then `reply` is None).

    `runner` is as of the claim; None for somebody unknown or forgotten. `attempts` counts this one too.
    """

    id: int
    chat_id: int
    reply: Reply | None
    reminder_key: str | None
    day: date | None
    due_at: int | None
    attempts: int
    expires_at: int | None
    runner: Runner | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be sent now, and when the next row is to be looked at again (None: nothing waits for a time)."""

    rows: tuple[Claimed, ...] = ()
    next_at: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a claimed row. `not_before` (UTC seconds) is for `retry`, `message_id` for `sent`."""

    id: int
    state: State
    message_id: int | None = None
    not_before: int = 0
    reason: str = ""


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
    transaction: Transaction, chat_id: int, update_id: int, replies: Sequence[Reply], now: int, *, farewell: bool
) -> tuple[int, ...]:
    """Append the replies of one update in their order; their ids. A farewell's row goes when it has been sent."""
    if not replies:
        return ()
    first = await numbers.take(transaction, "outbox", len(replies))
    await transaction.many(
        "INSERT INTO outbox (id, chat_id, urgency, at_most_once, update_id, body, farewell, state, not_before,"
        " attempts, resends, reason, changed_at)"
        " VALUES (:id, :chat_id, 0, 0, :update_id, :body, :farewell, 'pending', 0, 0, 0, '', :now)",
        [
            {
                "id": first + place,
                "chat_id": chat_id,
                "update_id": update_id,
                "body": codec.dump(reply),
                "farewell": int(farewell),
                "now": now,
            }
            for place, reply in enumerate(replies)
        ],
    )
    return tuple(range(first, first + len(replies)))


async def put_reminders(transaction: Transaction, rows: Sequence[ReminderRow], now: int) -> None:
    """Append reminders; one that already has its row for that day is left alone."""
    if not rows:
        return
    first = await numbers.take(transaction, "outbox", len(rows))
    await transaction.many(
        "INSERT INTO outbox (id, chat_id, urgency, at_most_once, body, farewell, reminder_key, intended_day, due_at,"
        " expires_at, state, not_before, attempts, resends, reason, changed_at)"
        " VALUES (:id, :chat_id, 1, :at_most_once, '', 0, :key, :day, :due_at, :expires_at, :state, 0, 0, 0, :reason,"
        " :now) ON CONFLICT (chat_id, reminder_key, intended_day) DO NOTHING",
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
    if len(heads) < replies:
        heads += await _heads(transaction, 1, now, reminders, resting)
    late = [row for row in heads if row.expires_at is not None and row.expires_at < now]
    ready = [row for row in heads if row.expires_at is None or row.expires_at >= now]
    for row in late:
        await _close(transaction, Outcome(row.id, "skipped", reason="too late"), now)
    await transaction.many(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed_at = :now WHERE id = :id",
        [{"id": row.id, "now": now} for row in ready],
    )
    if late and not ready:
        return Claim((), now)
    rows = [replace(row, runner=await runners.get(transaction, row.chat_id)) for row in ready]
    return Claim(tuple(rows), None if len(rows) >= replies + reminders else await _next_at(transaction, now))


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
        "SELECT COALESCE(MIN(not_before), -1) FROM outbox WHERE state IN ('pending', 'retry') AND not_before > :now",
        {"now": now},
    )
    return None if at is None or at < 0 else at


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
            await _close(transaction, outcome, now)
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


async def _close(transaction: Transaction, outcome: Outcome, now: int) -> None:
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
