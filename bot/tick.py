"""The clockwork: one APScheduler with a few interval jobs, none of them for a single runner.

The rule: a job that was missed runs once, as soon as it can; what is due is read from the database, never remembered.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from bot import due
from bot.clock import Clock
from bot.clock import now as real_now
from bot.lease import RENEW_S, DispatchLease
from bot.outbox import Outbox
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)

TICK_S = 5
UPKEEP_S = 3600
BATCH = 250
"""Reminders a transaction: small, so that a reply never waits long behind it."""
BACKUPS_KEPT = 7


class Clockwork:
    """Starts and stops the jobs. `backups` is the folder of the daily copies (None: none are made)."""

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        lease: DispatchLease,
        clock: Clock,
        *,
        catch_up_minutes: int = due.CATCH_UP_MINUTES,
        backups: Path | None = None,
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._lease = lease
        self._clock = clock
        self._catch_up = catch_up_minutes
        self._backups = backups
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        self._every(RENEW_S, self._renew)
        self._every(TICK_S, self._tick)
        self._every(UPKEEP_S, self._upkeep)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _every(self, seconds: int, job: Callable[[], Awaitable[None]]) -> None:
        self._scheduler.add_job(
            job,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            # The scheduler lives by the real clock: given an earlier time it would count every run that it "missed".
            next_run_time=real_now(),
        )

    async def _renew(self) -> None:
        await self._lease.renew()

    async def _tick(self) -> None:
        try:
            await self.fire()
        except StorageError as error:
            log.error("Reminders wait for the database: %s", error)

    async def fire(self) -> int:
        """Fire everything that is due now, batch by batch; how many reminders that were."""
        total = 0
        while (lease := await self._lease.held()) is not None:
            now = self._clock()
            decide = partial(due.firing, now=now, catch_up_minutes=self._catch_up)
            fired = await self._store.fire_reminders(now, BATCH, decide, lease)
            total += fired
            if fired:
                self._outbox.wake()
            if fired < BATCH:
                break
        return total

    async def _upkeep(self) -> None:
        if self._lease.current() is None:
            return
        now = self._clock()
        try:
            await self._store.housekeeping(now)
            if self._backups is not None:
                await back_up_daily(self._store, self._backups, now)
        except (StorageError, OSError) as error:
            log.error("The daily upkeep failed, it is tried again in an hour: %s", error)


async def back_up_daily(store: Store, folder: Path, now: datetime) -> Path | None:
    """One copy a UTC day, the last seven kept. Returns the new copy, or None when today's is there already."""
    today = folder / f"retro-coach-{now.astimezone(UTC).date().isoformat()}.db"
    if await asyncio.to_thread(today.exists):
        return None
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    await store.backup(today)
    await asyncio.to_thread(_prune, folder)
    return today


def _prune(folder: Path) -> None:
    for old in sorted(folder.glob("retro-coach-????-??-??.db"))[:-BACKUPS_KEPT]:
        old.unlink()
