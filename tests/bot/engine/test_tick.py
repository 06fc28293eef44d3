"""The clockwork: what is due is fired, whatever its number, and the upkeep is done by one copy."""

import asyncio
import logging
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import Conflict, NetworkError

from bot import lease as leases
from bot.lease import DispatchLease, is_gone
from bot.outbox import Limits, Outbox, Voice
from bot.polling import PollingErrors
from bot.sending import Rendered, Sending, Sent, Text
from bot.tick import Clockwork, back_up_daily
from coach.fire import next_fire
from coach.model import PutReminder, Reminder, Reply, Runner, Say
from storage.errors import DatabaseLocked
from storage.store import Store, open_store


def render(reply: Reply, runner: Runner | None) -> Rendered:
    return Text("x")


async def compose(chat_id: int, key: str, day: date, now: datetime, late: bool) -> Reply | None:
    return Say("workout")


async def put_reminders(store: Store, count: int, before: datetime) -> None:
    fire = next_fire(420, "Europe/Berlin", (), None, before)
    assert fire is not None
    reminder = Reminder("daily", 420, "Europe/Berlin", (), None, "workout", fire.at, fire.day)
    turns = [store.commit(n, n, (PutReminder(reminder),), (), before) for n in range(1, count + 1)]
    await asyncio.gather(*turns)


async def test_a_thousand_reminders_of_one_minute_all_arrive_once(store: Store, now: datetime) -> None:
    await put_reminders(store, 1000, now - timedelta(hours=12))
    lease, heard = DispatchLease(store, lambda: now), []

    async def deliver(chat_id: int, rendered: Rendered) -> Sending:
        heard.append(chat_id)
        await asyncio.sleep(0)
        return Sent(1)

    limits = Limits(reminders_per_second=100_000)
    outbox = Outbox(store, Voice(render, compose, deliver), lambda: now, lease.current, limits)
    await lease.wait()
    running = asyncio.create_task(outbox.run())
    assert await Clockwork(store, outbox, lease, lambda: now).fire() == 1000
    async with asyncio.timeout(20):
        while len(heard) < 1000:
            await asyncio.sleep(0.02)
    outbox.stop()
    await running
    assert sorted(heard) == list(range(1, 1001))


async def test_the_jobs_run_on_the_scheduler(store: Store, now: datetime, tmp_path: Path) -> None:
    await put_reminders(store, 1, now - timedelta(hours=12))
    lease = DispatchLease(store, lambda: now)
    await lease.wait()
    heard = asyncio.Event()

    async def deliver(chat_id: int, rendered: Rendered) -> Sending:
        heard.set()
        return Sent(1)

    outbox = Outbox(store, Voice(render, compose, deliver), lambda: now, lease.current)
    running = asyncio.create_task(outbox.run())
    clockwork = Clockwork(store, outbox, lease, lambda: now, backups=tmp_path / "backups")
    clockwork.start()
    await asyncio.wait_for(heard.wait(), 5)
    async with asyncio.timeout(5):
        while not list((tmp_path / "backups").glob("*.db")):
            await asyncio.sleep(0.02)
    clockwork.stop()
    outbox.stop()
    await running


async def test_a_copy_without_the_lease_fires_nothing(store: Store, now: datetime) -> None:
    await put_reminders(store, 3, now - timedelta(hours=12))
    await store.take_lease("dispatch", "elsewhere 1 a", now, 15)
    lease = DispatchLease(store, lambda: now)
    outbox = Outbox(store, Voice(render, compose, lambda *_: asyncio.sleep(0, Sent(1))), lambda: now, lease.current)
    assert await Clockwork(store, outbox, lease, lambda: now).fire() == 0


async def test_a_backup_a_day_and_seven_of_them(store: Store, now: datetime, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for day in range(9):
        assert await back_up_daily(store, folder, now + timedelta(days=day)) is not None
        assert await back_up_daily(store, folder, now + timedelta(days=day, hours=5)) is None
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == [f"retro-coach-2026-03-{day:02}.db" for day in range(4, 11)]


async def test_the_second_copy_waits_and_says_so_once(
    store: Store, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = DispatchLease(store, lambda: now, "here 1 a"), DispatchLease(store, lambda: now, "here 2 b")
    assert await first.renew()
    for _ in range(3):
        assert not await second.renew()
    assert caplog.text.count("Another copy of Retro Coach") == 1
    assert second.current() is None
    await first.release()
    assert await second.renew()
    assert first.current() is None


async def test_a_copy_that_was_killed_is_succeeded_at_once(store: Store, now: datetime) -> None:
    child = await asyncio.create_subprocess_exec("true")
    await child.wait()
    dead = DispatchLease(store, lambda: now, f"{os.uname().nodename} {child.pid} a")
    assert await dead.renew()
    assert await DispatchLease(store, lambda: now).renew()


@pytest.mark.parametrize("owner", ["elsewhere 1 a", "nonsense", "", f"{os.uname().nodename} x y"])
def test_an_owner_of_whom_we_know_nothing_counts_as_alive(owner: str) -> None:
    assert not is_gone(owner)


def test_a_living_process_counts_as_alive() -> None:
    assert not is_gone(f"{os.uname().nodename} {os.getppid()} a")


async def test_a_lease_ends_with_its_time(store: Store, now: datetime) -> None:
    at = now
    lease = DispatchLease(store, lambda: at)
    await lease.renew()
    at = now + timedelta(seconds=leases.LASTS_S)
    assert lease.current() is None


async def test_a_database_that_does_not_answer_costs_a_turn(
    store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    lease = DispatchLease(store, lambda: now)
    await lease.renew()

    async def locked(*_: object) -> None:
        raise DatabaseLocked("locked")

    monkeypatch.setattr(store, "take_lease", locked)
    assert await lease.renew(), "it is in force until its time is over"


def test_a_second_poller_is_told_once_and_gives_up(caplog: pytest.LogCaptureFixture) -> None:
    given_up: list[bool] = []
    errors = PollingErrors(lambda: given_up.append(True))
    for _ in range(3):
        errors(Conflict("terminated by other getUpdates request"))
    assert given_up == [True]
    assert caplog.text.count("same token") == 1


def test_other_troubles_of_the_poller_are_said_once_each(caplog: pytest.LogCaptureFixture) -> None:
    errors = PollingErrors(lambda: pytest.fail("it must not give up"))
    locked = NetworkError("update 5 could not be kept")
    locked.__cause__ = DatabaseLocked("Another program holds the database")
    for error in (NetworkError("no connection"), NetworkError("no connection"), locked, locked):
        errors(error)
    assert [record.getMessage() for record in caplog.records] == [
        "No messages at the moment: no connection",
        "No messages at the moment: Another program holds the database",
    ]


async def test_two_copies_on_one_file_send_each_message_once(store: Store, database: Path, now: datetime) -> None:
    heard: list[int] = []

    async def deliver(chat_id: int, rendered: Rendered) -> Sending:
        heard.append(chat_id)
        return Sent(1)

    async with open_store(f"sqlite:///{database}") as other:
        outboxes = []
        for copy, owner in ((store, "here 1 a"), (other, "here 2 b")):
            lease = DispatchLease(copy, lambda: now, owner)
            await lease.renew()
            outboxes.append(Outbox(copy, Voice(render, compose, deliver), lambda: now, lease.current))
        running = [asyncio.create_task(outbox.run()) for outbox in outboxes]
        for number in range(1, 21):
            await store.commit(number, number, (), (Say("hello"),), now)
            for outbox in outboxes:
                outbox.wake()
        async with asyncio.timeout(5):
            while len(heard) < 20:
                await asyncio.sleep(0.02)
        for outbox in outboxes:
            outbox.stop()
        await asyncio.gather(*running)
    assert sorted(heard) == list(range(1, 21))
