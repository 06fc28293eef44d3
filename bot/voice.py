"""Says one row of the outbox: puts it into words, sends it, and tells what came of it.

The rule: whatever happens, there is an outcome; nothing raises but cancellation.
"""

import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from bot.clock import Clock
from bot.sending import Ambiguous, Blocked, Dead, NotSent, Rendered, Sending, Sent
from coach.model import Reply, Runner
from storage.errors import StorageError
from storage.outbox_rows import Claimed, Outcome

log = logging.getLogger(__name__)

LATE_AFTER_S = 600
"""A reminder that is sent later than this says that it is late."""
MOST_RENDERINGS = 3
"""Attempts at putting a reply into words before it is a dead letter."""
RENDER_AGAIN_S = 30

Render = Callable[[Reply, Runner | None], Rendered]
Compose = Callable[[int, str, date, datetime, bool], Awaitable[Reply | None]]
"""(chat id, reminder key, intended day, now, late) -> what the reminder says; None: there is nothing to say."""
Deliver = Callable[[int, Rendered], Awaitable[Sending]]


@dataclass(frozen=True, slots=True)
class Voice:
    """What is needed to speak: words for a reply, words for a reminder, and the wire."""

    render: Render
    compose: Compose
    deliver: Deliver


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a row. `pause` seconds are for everybody."""

    outcome: Outcome
    pause: float = 0.0


async def speak(row: Claimed, voice: Voice, clock: Clock) -> Said:
    """Say one claimed row."""
    try:
        rendered = await _rendered(row, voice, clock())
    except StorageError as error:
        return Said(_again(row, clock(), type(error).__name__))
    except Exception:
        log.exception("Outbox row %d cannot be put into words", row.id)
        return Said(_unspeakable(row, clock()))
    if rendered is None:
        return Said(Outcome(row.id, "skipped", reason="rest day"))
    try:
        sending = await voice.deliver(row.chat_id, rendered)
    except Exception:
        log.exception("Outbox row %d failed on the wire", row.id)
        return Said(Outcome(row.id, "ambiguous", reason="an unexpected error"))
    return _judged(row, sending, clock())


async def _rendered(row: Claimed, voice: Voice, now: datetime) -> Rendered | None:
    reply = row.reply if row.reply is not None else await _composed(row, voice, now)
    return None if reply is None else voice.render(reply, row.runner)


async def _composed(row: Claimed, voice: Voice, now: datetime) -> Reply | None:
    assert row.reminder_key is not None
    assert row.day is not None
    assert row.due_at is not None
    late = now.timestamp() - row.due_at > LATE_AFTER_S
    return await voice.compose(row.chat_id, row.reminder_key, row.day, now, late)


def _unspeakable(row: Claimed, now: datetime) -> Outcome:
    reason = "it cannot be put into words"
    return Outcome(row.id, "dead", reason=reason) if row.attempts >= MOST_RENDERINGS else _again(row, now, reason)


def _again(row: Claimed, now: datetime, reason: str) -> Outcome:
    return Outcome(row.id, "retry", not_before=_seconds_after(now, RENDER_AGAIN_S), reason=reason)


def _seconds_after(now: datetime, seconds: float) -> int:
    """UTC seconds of that time from now, never early."""
    return math.ceil((now + timedelta(seconds=seconds)).timestamp())


def _judged(row: Claimed, sending: Sending, now: datetime) -> Said:
    match sending:
        case Sent(message_id):
            return Said(Outcome(row.id, "sent", message_id=message_id))
        case NotSent(reason, pause):
            then = _seconds_after(now, pause)
            return Said(Outcome(row.id, "retry", not_before=then, reason=reason), pause)
        case Ambiguous(reason):
            return Said(Outcome(row.id, "ambiguous", reason=reason))
        case Blocked(reason):
            return Said(Outcome(row.id, "blocked", reason=reason))
        case Dead(reason):
            log.error("Outbox row %d is a dead letter: %s", row.id, reason)
            return Said(Outcome(row.id, "dead", reason=reason))
        case _:
            assert_never(sending)
