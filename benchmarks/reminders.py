"""Measures the reminders: ten thousand due in one minute, and a million in the table.

Run: python benchmarks/reminders.py [--rows 1000000]. Prints one line a number; the targets stand beside them.
"""

import argparse
import asyncio
import gc
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from bot import due
from bot.lease import DispatchLease
from bot.outbox import Limits, Outbox, Voice
from bot.sending import Rendered, Sending, Sent, Text
from bot.tick import BATCH, Clockwork
from coach.model import Reply, Runner, Say
from storage.store import open_store

NOW = datetime(2026, 3, 2, 7, 0, 30, tzinfo=UTC)
DUE = 10_000
ZONES = ("Europe/London", "Africa/Accra", "Atlantic/Reykjavik", "UTC")


def say(what: str, value: str, target: str) -> None:
    print(f"{what:<58} {value:>14}   target {target}")


def fill(database: Path, rows: int, due_now: int) -> None:
    """Write reminders straight into the table: `due_now` of them at 07:00 today, the others over the coming days."""
    at = int(NOW.timestamp()) - 30
    connection = sqlite3.connect(database)
    connection.executemany(
        "INSERT INTO reminders (chat_id, key, minute, zone, days, once, kind, next_fire_at, next_day)"
        " VALUES (?, 'daily', ?, ?, '', NULL, 'workout', ?, ?)",
        ((n, 420, ZONES[n % 4], at if n < due_now else at + 60 + n % 500_000, "2026-03-02") for n in range(rows)),
    )
    connection.commit()
    connection.close()


async def prepare(database: Path, rows: int, due_now: int) -> None:
    async with open_store(f"sqlite:///{database}"):
        pass
    await asyncio.to_thread(fill, database, rows, due_now)


class Lag:
    """How much later than asked a task of this loop is woken: what every runner would feel."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            self.worst = max(self.worst, time.perf_counter() - before - 0.005)


async def all_due_in_one_minute(folder: Path) -> None:
    database = folder / "minute.db"
    await prepare(database, DUE, DUE)
    heard: list[int] = []

    async def deliver(chat_id: int, rendered: Rendered) -> Sending:
        await asyncio.sleep(0.02)
        heard.append(chat_id)
        return Sent(1)

    async def compose(chat_id: int, key: str, day: date, now: datetime, late: bool) -> Reply | None:
        return Say(key)

    def render(reply: Reply, runner: Runner | None) -> Rendered:
        return Text("Your workout")

    async with open_store(f"sqlite:///{database}") as store:
        lease, lag = DispatchLease(store, lambda: NOW), Lag()
        await lease.wait()
        limits = Limits(reminders_per_second=100_000)
        outbox = Outbox(store, Voice(render, compose, deliver), lambda: NOW, lease.current, limits)
        watching, running = asyncio.create_task(lag.watch()), asyncio.create_task(outbox.run())
        began = time.perf_counter()
        await Clockwork(store, outbox, lease, lambda: NOW).fire()
        fired = time.perf_counter() - began
        while len(heard) < DUE and time.perf_counter() - began < 120:
            await asyncio.sleep(0.05)
        took = time.perf_counter() - began
        outbox.stop()
        await running
        watching.cancel()
    say(f"{DUE:,} due in one minute: dropped", f"{DUE - len(set(heard)):,}", "0")
    say("  sent twice", f"{len(heard) - len(set(heard)):,}", "0")
    say("  worst loop lag", f"{lag.worst * 1000:.1f} ms", "< 50 ms")
    say("  all in the outbox after", f"{fired:.2f} s", "-")
    say("  all delivered after (20 ms a send, 64 at once, no rate)", f"{took:.2f} s", "-")


async def start_and_tick(database: Path) -> None:
    """In a process of its own, so that its memory is that of a fresh start."""
    before = _megabytes()
    began = time.perf_counter()
    async with open_store(f"sqlite:///{database}") as store:
        decide = partial(due.firing, now=NOW)
        idle_until = datetime.fromtimestamp(NOW.timestamp() - 60, UTC)
        await store.fire_reminders(idle_until, BATCH, decide)
        started = time.perf_counter() - began
        idle = []
        for _ in range(200):
            tick = time.perf_counter()
            await store.fire_reminders(idle_until, BATCH, decide)
            idle.append(time.perf_counter() - tick)
        began, claimed = time.perf_counter(), 0
        while fired := await store.fire_reminders(NOW, BATCH, decide):
            claimed += fired
        took = time.perf_counter() - began
    say("  start (open the store and the first tick)", f"{started * 1000:.0f} ms", "< 1000 ms")
    say("  idle tick, median", f"{statistics.median(idle) * 1000:.2f} ms", "< 5 ms")
    say("  idle tick, worst of 200", f"{max(idle) * 1000:.2f} ms", "-")
    say(f"  claim of {claimed:,} due", f"{claimed / took:,.0f} rows/s", ">= 10,000")
    say("  RSS at the end", f"{_megabytes():.0f} MB", "< 120 MB")
    say("  RSS before the store was opened", f"{before:.0f} MB", "-")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--only-tick", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.only_tick:
        asyncio.run(start_and_tick(given.only_tick))
        return
    # As a served bot does when it is up: the collector need not walk through every imported module again.
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(all_due_in_one_minute(Path(name)))
        database = Path(name) / "million.db"
        asyncio.run(prepare(database, given.rows, DUE))
        print(f"{given.rows:,} reminders in the table")
        subprocess.run([sys.executable, __file__, "--only-tick", str(database)], check=True)


if __name__ == "__main__":
    main()
