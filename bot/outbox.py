"""Delivers what is written in the outbox: the only way in which we speak.

The rule: a row is claimed in the database before it is sent, and what came of it is written before the next one of its
chat is claimed. One task owns that exchange; the sends themselves run side by side.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.pace import Bucket, ChatPace
from bot.voice import Voice, speak
from coach.model import Change, Reply
from storage.errors import StorageError
from storage.leases import Lease
from storage.outbox_rows import Claim, Claimed, Outcome
from storage.store import Store

__all__ = ["Limits", "Outbox", "Voice"]
log = logging.getLogger(__name__)

AFTER_TROUBLE_S = 1.0
LOOK_AGAIN_S = 10.0
"""How long the deliverer sleeps at most: another process may have written a row, or the lease come back."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`reminders_per_second` for all chats together; `at_once` is how many sends run side by side."""

    reminders_per_second: float = 25.0
    burst: int = 4
    at_once: int = 64


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
        self._reminders_wait = True
        self._paused_until = 0.0
        self._pause_reason = ""
        self._epoch: int | None = None
        self._stopping = False
        self._trouble = False

    async def commit(self, update_id: int, chat_id: int, changes: Sequence[Change], replies: Sequence[Reply]) -> None:
        """Commit a turn (see `Store.commit`) and begin to say its replies. StorageError: nothing has happened."""
        now, at, lease = self._clock(), time.monotonic(), self._lease()
        if lease is None or self._room(at) < 1 or chat_id in self._chats.resting(at):
            await self._store.commit(update_id, chat_id, changes, replies, now)
            self.wake()
            return
        rows = await self._store.commit_and_claim(update_id, chat_id, changes, replies, now, lease)
        if rows and not self._stopping:
            self._start(rows)
        elif replies:
            self.wake()

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._reminders_wait = True
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
            reminders = min(room, self._reminders.free(at)) if self._reminders_wait else 0
            claim = await self._exchange(room, reminders, at)
        except StorageError as error:
            self._say_trouble(error)
            return AFTER_TROUBLE_S
        except Exception:
            log.exception("The outbox stumbled, it goes on")
            return AFTER_TROUBLE_S
        self._trouble = False
        for row in claim.rows:
            self._start((row,))
        self._reminders_wait = claim.reminders_wait
        hungry = claim.reminders_wait and sum(1 for row in claim.rows if row.reply is None) >= reminders
        return self._wait(claim, hungry=bool(room) and hungry, at=time.monotonic())

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
        return max(0, self._limits.at_once - len(self._tasks))

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

    def _wait(self, claim: Claim, *, hungry: bool, at: float) -> float:
        """A full house is woken by its next guest to leave; else the first clock that runs out."""
        if at < self._paused_until:
            return min(LOOK_AGAIN_S, self._paused_until - at)
        waits = [LOOK_AGAIN_S]
        if hungry:
            waits.append(max(self._reminders.wait(at), 1 / self._limits.reminders_per_second))
        if (resting := self._chats.wait(at)) is not None:
            waits.append(resting)
        if claim.next_at is not None:
            waits.append(max(0.0, claim.next_at - self._clock().timestamp()))
        return min(waits)

    async def _sleep(self, seconds: float) -> None:
        if self._awake.is_set():
            return
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            self._reminders_wait = True

    async def _settle_last(self) -> None:
        try:
            await self._exchange(0, 0, time.monotonic())
        except StorageError as error:
            self._say_trouble(error)

    def _say_trouble(self, error: StorageError) -> None:
        if not self._trouble:
            log.error("The outbox waits for the database: %s", error)
        self._trouble = True

    # ---------------------------------------------------------------- the sends

    def _start(self, rows: Sequence[Claimed]) -> None:
        """Say the rows of one chat one after the other, beside those of the other chats."""
        task = asyncio.create_task(self._say(rows), name=f"outbox {rows[0].id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _say(self, rows: Sequence[Claimed]) -> None:
        for place, row in enumerate(rows):
            if place and not self._may_go_on(row.chat_id):
                self._put_back(rows[place:])
                break
            outcome = await self._speak(row)
            self._outcomes.append(outcome)
            if outcome.state in ("retry", "ambiguous"):
                self._put_back(rows[place + 1 :])
                break
            self._awake.set()
        # The place is free before the loop is woken: a done callback would run too late for that.
        if (task := asyncio.current_task()) is not None:
            self._tasks.discard(task)
        self._awake.set()

    def _may_go_on(self, chat_id: int) -> bool:
        at = time.monotonic()
        return not self._stopping and at >= self._paused_until and chat_id not in self._chats.resting(at)

    def _put_back(self, rows: Sequence[Claimed]) -> None:
        """They were certainly not said; they are claimed again in their order."""
        self._outcomes.extend(Outcome(row.id, "retry", reason="it waits for its turn") for row in rows)

    async def _speak(self, row: Claimed) -> Outcome:
        at = time.monotonic()
        self._chats.spoke(row.chat_id, at)
        self._reminders.take(1, at)
        said = await speak(row, self._voice, self._clock)
        if said.pause:
            self._pause(said.pause, said.outcome.reason)
        elif said.outcome.state == "sent":
            self._pause_reason = ""
        return said.outcome

    def _pause(self, seconds: float, reason: str) -> None:
        """One pause for everybody: what one send was told holds for all. Logged once until a send succeeds."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        if reason != self._pause_reason:
            log.warning("Nothing is sent for %g seconds: %s", seconds, reason)
        self._pause_reason = reason
