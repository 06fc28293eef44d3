"""Delivers what is written in the outbox: the only way in which we speak.

The rule: a row is claimed in the database before it is sent, and what came of it is written before the next one of its
chat is claimed. One task owns that exchange; the sends themselves run side by side.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from bot.clock import Clock
from bot.pace import Bucket, ChatPace
from bot.sending import Ambiguous, Blocked, Dead, NotSent, Rendered, Sending, Sent
from coach.model import Reply, Runner
from storage.errors import StorageError
from storage.leases import Lease
from storage.outbox import Claim, Claimed, Outcome
from storage.store import Store

log = logging.getLogger(__name__)

LATE_AFTER_S = 600
"""A reminder that is sent later than this says that it is late."""
MOST_RENDERINGS = 3
"""Attempts at putting a reply into words before it is a dead letter."""
RENDER_AGAIN_S = 30
AFTER_TROUBLE_S = 1.0
LOOK_AGAIN_S = 10.0
"""How long the deliverer sleeps at most: another process may have written a row, or the lease come back."""

Render = Callable[[Reply, Runner | None], Rendered]
Compose = Callable[[int, str, date, datetime, bool], Awaitable[Reply | None]]
"""(chat id, reminder key, intended day, now, late) -> what the reminder says; None: there is nothing to say."""
Deliver = Callable[[int, Rendered], Awaitable[Sending]]


@dataclass(frozen=True, slots=True)
class Limits:
    """`reminders_per_second` for all chats together; `at_once` is how many sends run side by side."""

    reminders_per_second: float = 25.0
    burst: int = 4
    at_once: int = 64


@dataclass(frozen=True, slots=True)
class Voice:
    """What the deliverer needs to speak: words for a reply, words for a reminder, and the wire."""

    render: Render
    compose: Compose
    deliver: Deliver


class Outbox:
    """`lease` tells which lease to hold for claiming (None: not ours at the moment, nothing is claimed)."""

    def __init__(
        self, store: Store, voice: Voice, clock: Clock, lease: Callable[[], Lease | None], limits: Limits | None = None
    ) -> None:
        self._store = store
        self._voice = voice
        self._clock = clock
        self._lease = lease
        self._limits = limits or Limits()
        self._awake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._chats = ChatPace(self._limits.burst)
        # A fifth of a second's worth may go at once, so that no second ever sees much more than the rate.
        rate = self._limits.reminders_per_second
        self._reminders = Bucket(rate, max(1.0, rate / 5), time.monotonic())
        self._paused_until = 0.0
        self._epoch: int | None = None
        self._stopping = False
        self._trouble = False
        self._told = ""

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver until `stop`."""
        while not self._stopping:
            self._awake.clear()
            wait = await self._turn()
            await self._sleep(wait)
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._settle_last()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the sends under way are written down."""
        self._stopping = True
        self._awake.set()

    # ---------------------------------------------------------------- one turn of the loop

    async def _turn(self) -> float:
        """Exchange outcomes for new rows and start to send them; seconds to sleep unless woken."""
        at = time.monotonic()
        try:
            await self._recover()
            room = self._room(at)
            reminders = min(room, self._reminders.free(at))
            claim = await self._exchange(room, reminders, at)
        except StorageError as error:
            self._say_trouble(error)
            return AFTER_TROUBLE_S
        except Exception:
            log.exception("The outbox stumbled, it goes on")
            return AFTER_TROUBLE_S
        self._trouble = False
        for row in claim.rows:
            self._start(row)
        spoken = sum(1 for row in claim.rows if row.reply is None)
        self._reminders.take(len(claim.rows), at)
        return self._wait(claim, room, hungry=spoken >= reminders, at=time.monotonic())

    async def _recover(self) -> None:
        """With a new lease: what another dispatcher left under way may have been said. Ours is settled first."""
        lease = self._lease()
        if lease is None or lease.epoch == self._epoch or self._tasks or self._outcomes:
            return
        found = await self._store.recover_outbox(self._clock(), lease)
        if found is None:
            return
        if found:
            log.warning("%d messages were under way when the last dispatcher ended", found)
        self._epoch = lease.epoch

    def _room(self, at: float) -> int:
        lease = self._lease()
        if self._stopping or at < self._paused_until or lease is None or lease.epoch != self._epoch:
            return 0
        return self._limits.at_once - len(self._tasks)

    async def _exchange(self, replies: int, reminders: int, at: float) -> Claim:
        outcomes = tuple(self._outcomes)
        claim = await self._store.exchange(
            outcomes,
            self._clock(),
            replies=replies,
            reminders=reminders,
            resting=self._chats.resting(at),
            lease=self._lease(),
        )
        del self._outcomes[: len(outcomes)]
        return claim

    def _wait(self, claim: Claim, room: int, *, hungry: bool, at: float) -> float:
        """A full house is woken by its next guest to leave; else the first clock that runs out."""
        waits = [LOOK_AGAIN_S]
        if at < self._paused_until:
            return min(LOOK_AGAIN_S, self._paused_until - at)
        if room and hungry:
            waits.append(max(self._reminders.wait(at), 1 / self._limits.reminders_per_second))
        if (resting := self._chats.wait(at)) is not None:
            waits.append(resting)
        if claim.next_at is not None:
            waits.append(max(0.0, claim.next_at - self._clock().timestamp()))
        return min(waits)

    async def _sleep(self, seconds: float) -> None:
        if not self._awake.is_set():
            try:
                async with asyncio.timeout(seconds):
                    await self._awake.wait()
            except TimeoutError:
                pass

    async def _settle_last(self) -> None:
        try:
            await self._exchange(0, 0, time.monotonic())
        except StorageError as error:
            self._say_trouble(error)

    def _say_trouble(self, error: StorageError) -> None:
        if not self._trouble:
            log.error("The outbox waits for the database: %s", error)
        self._trouble = True

    # ---------------------------------------------------------------- one row

    def _start(self, row: Claimed) -> None:
        self._chats.spoke(row.chat_id, time.monotonic())
        task = asyncio.create_task(self._deliver(row), name=f"outbox {row.id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, row: Claimed) -> None:
        try:
            outcome = await self._outcome(row)
        except Exception:
            log.exception("Outbox row %d failed", row.id)
            outcome = Outcome(row.id, "ambiguous", reason="an unexpected error")
        self._outcomes.append(outcome)
        # The place is free before the loop is woken: a done callback would run too late for that.
        if (task := asyncio.current_task()) is not None:
            self._tasks.discard(task)
        self._awake.set()

    async def _outcome(self, row: Claimed) -> Outcome:
        try:
            rendered = await self._rendered(row)
        except StorageError as error:
            return Outcome(row.id, "retry", not_before=self._in(RENDER_AGAIN_S), reason=type(error).__name__)
        except Exception:
            return self._unspeakable(row)
        if rendered is None:
            return Outcome(row.id, "skipped", reason="rest day")
        return self._judge(row, await self._voice.deliver(row.chat_id, rendered))

    async def _rendered(self, row: Claimed) -> Rendered | None:
        reply = row.reply if row.reply is not None else await self._composed(row)
        return None if reply is None else self._voice.render(reply, row.runner)

    async def _composed(self, row: Claimed) -> Reply | None:
        assert row.reminder_key is not None
        assert row.day is not None
        assert row.due_at is not None
        now = self._clock()
        late = now.timestamp() - row.due_at > LATE_AFTER_S
        return await self._voice.compose(row.chat_id, row.reminder_key, row.day, now, late)

    def _unspeakable(self, row: Claimed) -> Outcome:
        log.exception("Outbox row %d cannot be put into words", row.id)
        if row.attempts >= MOST_RENDERINGS:
            return Outcome(row.id, "dead", reason="it cannot be put into words")
        return Outcome(row.id, "retry", not_before=self._in(RENDER_AGAIN_S), reason="it cannot be put into words")

    def _judge(self, row: Claimed, sending: Sending) -> Outcome:
        match sending:
            case Sent(message_id):
                self._told = ""
                return Outcome(row.id, "sent", message_id=message_id)
            case NotSent(reason, pause):
                self._pause(pause, reason)
                return Outcome(row.id, "retry", not_before=self._in(pause), reason=reason)
            case Ambiguous(reason):
                return Outcome(row.id, "ambiguous", reason=reason)
            case Blocked(reason):
                return Outcome(row.id, "blocked", reason=reason)
            case Dead(reason):
                log.error("Outbox row %d is a dead letter: %s", row.id, reason)
                return Outcome(row.id, "dead", reason=reason)
            case _:
                assert_never(sending)

    def _in(self, seconds: float) -> int:
        """UTC seconds of that time from now, never early."""
        return math.ceil((self._clock() + timedelta(seconds=seconds)).timestamp())

    def _pause(self, seconds: float, reason: str) -> None:
        """One pause for everybody: what one send was told holds for all. Logged once until a send succeeds."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        if reason != self._told:
            log.warning("Nothing is sent for %g seconds: %s", seconds, reason)
        self._told = reason
