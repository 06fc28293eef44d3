"""The deliverer on a real wire: order, limits, pauses, and every way in which a send can end."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from telegram import Bot

from bot.local.server import LocalTelegram
from bot.outbox import Limits, Outbox, Voice
from bot.sending import Rendered, Text, send
from coach.model import Change, Forget, PutReminder, PutRunner, Reminder, Reply, Runner, Say
from storage.errors import DatabaseLocked
from storage.leases import Lease
from storage.outbox_rows import Outcome, ReminderRow
from storage.reminders import Due, Firing
from storage.store import Store

CHAT = 42
DAY = date(2026, 3, 2)
FAST = Limits(reminders_per_second=1000, burst=100)


@dataclass
class House:
    """An outbox with everything around it, and what was asked of it."""

    store: Store
    bot: Bot
    telegram: LocalTelegram
    database: Path
    now: datetime
    lease: Lease | None = None
    composed: list[tuple[str, bool]] = field(default_factory=list)
    updates: int = 0

    def clock(self) -> datetime:
        return self.now

    def moves(self, **step: float) -> None:
        self.now += timedelta(**step)

    def render(self, reply: Reply, runner: Runner | None) -> Rendered:
        assert isinstance(reply, Say)
        if reply.key == "unspeakable":
            raise KeyError(reply.key)
        return Text(f"{reply.key} {runner.name}" if runner else reply.key)

    async def compose(self, chat_id: int, key: str, day: date, now: datetime, late: bool) -> Reply | None:
        self.composed.append((key, late))
        return None if key == "rest" else Say(key)

    async def says(self, *replies: str, chat_id: int = CHAT, changes: Sequence[Change] = ()) -> None:
        self.updates += 1
        await self.store.commit(self.updates, chat_id, changes, [Say(reply) for reply in replies], self.now)

    async def reminds(self, key: str = "daily", *, chat_id: int = CHAT, nudge: bool = False, ago_s: int = 0) -> None:
        due_at = int(self.now.timestamp()) - ago_s
        row = ReminderRow(chat_id, key, DAY, due_at, due_at + 10_800, nudge)
        await self.says(chat_id=chat_id, changes=(PutReminder(Reminder(key, 420, "UTC", next_fire_at=due_at)),))

        def fires(due: Due) -> Firing:
            return Firing(None, None, row)

        await self.store.fire_reminders(self.now, 10, fires, None)

    async def turns(self, outbox: Outbox, *replies: str, chat_id: int = CHAT, changes: Sequence[Change] = ()) -> None:
        """A turn of the bot: committed, and said at once if it may be."""
        self.updates += 1
        await outbox.commit(self.updates, chat_id, changes, [Say(reply) for reply in replies])

    def states(self) -> list[str]:
        connection = sqlite3.connect(self.database)
        try:
            return [state for (state,) in connection.execute("SELECT state FROM outbox ORDER BY id")]
        finally:
            connection.close()

    def texts(self, chat_id: int = CHAT) -> list[str]:
        calls = self.telegram.calls_of("sendMessage")
        return [call.text("text").strip() for call in calls if call.integer("chat_id") == chat_id]

    @asynccontextmanager
    async def speaking(self, limits: Limits = FAST) -> AsyncIterator[Outbox]:
        voice = Voice(self.render, self.compose, partial(send, self.bot))
        outbox = Outbox(self.store, voice, self.clock, lambda: self.lease, limits)
        running = asyncio.create_task(outbox.run())
        await asyncio.sleep(0.05)
        yield outbox
        outbox.stop()
        await asyncio.wait_for(running, 5)

    async def comes_to(self, *states: str) -> None:
        async with asyncio.timeout(5):
            while self.states() != list(states):
                await asyncio.sleep(0.02)


@pytest.fixture
async def house(store: Store, bot: Bot, telegram: LocalTelegram, database: Path, now: datetime) -> House:
    telegram.runner(CHAT)
    lease = await store.take_lease("dispatch", "me", now, 10**9)
    return House(store, bot, telegram, database, now, lease)


async def test_replies_arrive_in_order_and_their_messages_are_known(house: House) -> None:
    async with house.speaking() as outbox:
        await house.says("a", "b", "c")
        outbox.wake()
        await house.comes_to("sent", "sent", "sent")
    assert house.texts() == ["a", "b", "c"]
    message_id = house.telegram.runner(CHAT).sees()[-1].message_id
    assert (await house.store.snapshot(CHAT, reply_to=message_id)).entry_of_reply == "1"


async def test_words_are_for_the_runner_as_they_are_now(house: House) -> None:
    await house.says("hello", changes=(PutRunner(Runner(CHAT, name="Anna")),))
    async with house.speaking():
        await house.comes_to("sent")
    assert house.texts() == ["hello Anna"]


async def test_replies_go_before_reminders_of_the_same_chat(house: House) -> None:
    await house.reminds()
    await house.says("reply")
    async with house.speaking():
        await house.comes_to("sent", "sent")
    assert house.texts() == ["reply", "daily"]


async def test_a_chat_that_fails_does_not_hold_up_another(house: House) -> None:
    house.telegram.runner(43)
    house.telegram.faults.refuses("sendMessage", 500)
    await house.says("first")
    async with house.speaking() as outbox:
        await house.comes_to("retry")
        await house.says("second")
        await house.says("other", chat_id=43)
        outbox.wake()
        await house.comes_to("retry", "pending", "sent")
    assert house.texts(43) == ["other"]


async def test_a_reply_that_waits_keeps_the_later_ones_behind_it(house: House) -> None:
    house.telegram.faults.refuses("sendMessage", 500)
    await house.says("first", "second")
    async with house.speaking() as outbox:
        await house.comes_to("retry", "pending")
        house.moves(seconds=3)
        outbox.wake()
        await house.comes_to("sent", "sent")
    assert house.texts() == ["first", "second"]


async def test_something_ambiguous_is_said_again_twice_at_most(house: House) -> None:
    house.telegram.faults.resets("sendMessage", after=True, times=10)
    await house.says("workout")
    async with house.speaking() as outbox:
        for _ in range(2):
            await house.comes_to("retry")
            house.moves(seconds=3)
            outbox.wake()
            await asyncio.sleep(0.05)
        await house.comes_to("ambiguous")
    assert house.texts() == ["workout"] * 3


async def test_a_nudge_is_said_at_most_once(house: House) -> None:
    house.telegram.faults.resets("sendMessage", after=True)
    await house.reminds("nudge", nudge=True)
    async with house.speaking():
        await house.comes_to("ambiguous")
    assert house.texts() == ["nudge"]


async def test_a_nudge_that_was_certainly_not_sent_is_sent_later(house: House) -> None:
    house.telegram.faults.too_many(retry_after=1)
    await house.reminds("nudge", nudge=True)
    async with house.speaking() as outbox:
        await house.comes_to("retry")
        house.moves(seconds=2)
        await asyncio.sleep(1)
        outbox.wake()
        await house.comes_to("sent")
    assert house.texts() == ["nudge"]


async def test_a_429_stops_everybody_for_as_long_as_it_says(house: House) -> None:
    house.telegram.runner(43)
    house.telegram.faults.too_many(retry_after=3600)
    await house.says("first")
    async with house.speaking() as outbox:
        await house.comes_to("retry")
        await house.says("other", chat_id=43)
        outbox.wake()
        await asyncio.sleep(0.1)
        assert house.states() == ["retry", "pending"]
    assert house.texts() == []


async def test_a_runner_who_blocked_us_is_marked_and_hears_nothing_more(house: House) -> None:
    await house.says("first", changes=(PutRunner(Runner(CHAT)),))
    await house.reminds()
    house.telegram.faults.blocked()
    async with house.speaking():
        await house.comes_to("blocked", "blocked")
    runner = (await house.store.snapshot(CHAT)).runner
    assert runner is not None
    assert runner.blocked


async def test_a_runner_who_came_back_meanwhile_is_not_marked(house: House) -> None:
    await house.says(changes=(PutRunner(Runner(CHAT)),))
    await house.reminds()
    claim = await house.store.exchange((), house.now, replies=1, reminders=1)
    await house.says("welcome back")
    await house.store.exchange([Outcome(claim.rows[0].id, "blocked")], house.now)
    runner = (await house.store.snapshot(CHAT)).runner
    assert runner is not None
    assert not runner.blocked
    async with house.speaking():
        await house.comes_to("blocked", "sent")


async def test_what_telegram_will_never_take_is_a_dead_letter_and_the_next_one_goes_out(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.telegram.faults.refuses("sendMessage", 400, description="Bad Request: can't parse entities")
    await house.says("broken", "fine")
    async with house.speaking():
        await house.comes_to("dead", "sent")
    assert "can't parse entities" in caplog.text.lower()


async def test_a_reply_without_words_is_tried_three_times_and_then_set_aside(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    await house.says("unspeakable", "fine")
    async with house.speaking() as outbox:
        for _ in range(2):
            await house.comes_to("retry", "pending")
            house.moves(seconds=31)
            outbox.wake()
            await asyncio.sleep(0.05)
        await house.comes_to("dead", "sent")


async def test_a_reminder_on_a_rest_day_is_skipped(house: House) -> None:
    await house.reminds("rest")
    async with house.speaking():
        await house.comes_to("skipped")
    assert house.texts() == []


@pytest.mark.parametrize(("ago_s", "late"), [(30, False), (3600, True)])
async def test_a_reminder_knows_whether_it_is_late(house: House, ago_s: int, late: bool) -> None:
    await house.reminds(ago_s=ago_s)
    async with house.speaking():
        await house.comes_to("sent")
    assert house.composed == [("daily", late)]


async def test_a_reminder_that_waited_past_its_time_is_skipped(house: House) -> None:
    await house.reminds(ago_s=10_801)
    async with house.speaking():
        await house.comes_to("skipped")
    assert house.composed == []


async def test_the_same_reminder_of_a_day_is_written_once(house: House) -> None:
    await house.reminds()
    await house.reminds()
    assert house.states() == ["pending"]


async def test_what_was_under_way_at_a_crash_is_ambiguous(house: House) -> None:
    await house.says("reply")
    await house.reminds("nudge", chat_id=43, nudge=True)
    await house.store.exchange((), house.now, replies=5, reminders=5)
    assert house.states() == ["sending", "sending"]
    assert await house.store.recover_outbox(house.now) == 2
    assert house.states() == ["retry", "ambiguous"]


async def test_what_another_dispatcher_left_under_way_is_taken_up_with_its_lease(house: House) -> None:
    await house.says("reply")
    await house.store.exchange((), house.now, replies=1)
    async with house.speaking() as outbox:
        await house.comes_to("retry")
        house.moves(seconds=3)
        outbox.wake()
        await house.comes_to("sent")


async def test_a_lease_that_is_renewed_does_not_disturb_what_is_under_way(house: House) -> None:
    hold = house.telegram.faults.holds("sendMessage")
    await house.says("reply")
    async with house.speaking() as outbox:
        await hold.reached.wait()
        house.lease = await house.store.take_lease("dispatch", "me", house.now, 10**9 + 5)
        outbox.wake()
        await asyncio.sleep(0.05)
        hold.release()
        await house.comes_to("sent")
    assert house.texts() == ["reply"]


async def test_a_farewell_leaves_no_row_once_it_is_sent(house: House) -> None:
    await house.says("hello", changes=(PutRunner(Runner(CHAT)),))
    await house.says("goodbye", changes=(Forget(),))
    async with house.speaking():
        await house.comes_to()
    assert house.texts() == ["goodbye"]


async def test_nothing_is_claimed_without_the_lease(house: House) -> None:
    await house.says("hello")
    house.lease = None
    async with house.speaking() as outbox:
        await asyncio.sleep(0.1)
        assert house.states() == ["pending"]
        house.lease = await house.store.take_lease("dispatch", "me", house.now, 60)
        outbox.wake()
        await house.comes_to("sent")


async def test_nothing_is_claimed_with_a_lease_that_somebody_else_took_over(house: House) -> None:
    await house.says("hello")
    await house.store.release_lease("dispatch", "me")
    await house.store.take_lease("dispatch", "other", house.now, 60)
    async with house.speaking():
        await asyncio.sleep(0.1)
    assert house.states() == ["pending"]


async def test_a_chat_gets_a_short_burst_and_then_one_message_a_second(house: House) -> None:
    await house.says(*"abcd")
    async with house.speaking(Limits(burst=2)):
        await house.comes_to("sent", "sent", "pending", "pending")
        await asyncio.sleep(0.1)
        assert house.states().count("sent") == 2
        await house.comes_to("sent", "sent", "sent", "pending")


async def test_stopping_waits_for_the_sends_under_way_and_writes_them_down(house: House) -> None:
    hold = house.telegram.faults.holds("sendMessage")
    await house.says("hello", "later")
    async with house.speaking() as outbox:
        await hold.reached.wait()
        outbox.stop()
        hold.release()
    assert house.states() == ["sent", "pending"]


async def test_a_database_that_is_gone_for_a_while_loses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    healthy = house.store.exchange

    async def locked(*_: object, **__: object) -> None:
        raise DatabaseLocked("locked")

    hold = house.telegram.faults.holds("sendMessage")
    await house.says("hello")
    async with house.speaking() as outbox:
        await hold.reached.wait()
        monkeypatch.setattr(house.store, "exchange", locked)
        hold.release()
        await asyncio.sleep(0.2)
        monkeypatch.setattr(house.store, "exchange", healthy)
        outbox.wake()
        await house.comes_to("sent")
    assert house.texts() == ["hello"]
    assert caplog.text.count("waits for the database") == 1


# ---------------------------------------------------------------- turns that speak at once


async def test_a_turn_is_said_at_once_and_in_its_order(house: House) -> None:
    async with house.speaking() as outbox:
        await house.turns(outbox, "a", "b", changes=(PutRunner(Runner(CHAT, name="Anna")),))
        await house.turns(outbox, "c")
        await house.comes_to("sent", "sent", "sent")
    assert house.texts() == ["a Anna", "b Anna", "c Anna"]


async def test_the_replies_of_a_turn_wait_for_the_one_that_failed(house: House) -> None:
    house.telegram.faults.refuses("sendMessage", 500)
    async with house.speaking() as outbox:
        await house.turns(outbox, "a", "b", "c")
        await house.comes_to("retry", "retry", "retry")
        house.moves(seconds=3)
        outbox.wake()
        await house.comes_to("sent", "sent", "sent")
    assert house.texts() == ["a", "b", "c"]


async def test_a_turn_behind_an_unsaid_one_waits_for_it(house: House) -> None:
    hold = house.telegram.faults.holds("sendMessage")
    async with house.speaking() as outbox:
        await house.turns(outbox, "a")
        await hold.reached.wait()
        await house.turns(outbox, "b")
        assert house.states() == ["sending", "pending"]
        hold.release()
        await house.comes_to("sent", "sent")


async def test_the_same_turn_twice_is_said_once(house: House) -> None:
    async with house.speaking() as outbox:
        await house.turns(outbox, "a")
        house.updates -= 1
        await house.turns(outbox, "a")
        await house.comes_to("sent")
    assert house.texts() == ["a"]


async def test_a_turn_beyond_the_burst_is_written_and_said_later(house: House) -> None:
    async with house.speaking(Limits(burst=2)) as outbox:
        await house.turns(outbox, "a", "b", "c")
        await house.comes_to("sent", "sent", "retry")
        await house.turns(outbox, "d")
        await house.comes_to("sent", "sent", "sent", "pending")
    assert house.texts() == ["a", "b", "c"]


async def test_a_turn_without_the_lease_is_kept_for_whoever_holds_it(house: House) -> None:
    async with house.speaking() as outbox:
        await asyncio.sleep(0.05)
        await house.store.release_lease("dispatch", "me")
        await house.store.take_lease("dispatch", "other", house.now, 60)
        await house.turns(outbox, "a")
        await asyncio.sleep(0.05)
    assert house.states() == ["pending"]


async def test_a_turn_that_forgets_says_goodbye_and_leaves_nothing(house: House) -> None:
    async with house.speaking() as outbox:
        await house.turns(outbox, "hello", changes=(PutRunner(Runner(CHAT)),))
        await house.comes_to("sent")
        await house.turns(outbox, "goodbye", changes=(Forget(),))
        await house.comes_to()
    assert house.texts() == ["hello", "goodbye"]
