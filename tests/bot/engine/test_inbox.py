"""An update is kept before it is confirmed, handled once, and retried until it is settled."""

import asyncio
import logging
from datetime import datetime

import pytest
from telegram import Bot, Update
from telegram.error import NetworkError

from bot import inbox
from bot.inbox import DurableQueue, until_settled
from storage.errors import DatabaseLocked
from storage.store import Store


def update(update_id: int, bot: Bot, text: str = "hello", chat_id: int = 42) -> Update:
    message = {
        "message_id": update_id + 1000,
        "date": 1_772_000_000,
        "chat": {"id": chat_id, "type": "private"},
        "text": text,
    }
    return Update.de_json({"update_id": update_id, "message": message}, bot)


async def room() -> None:
    """There is always room."""


def queue_on(store: Store, now: datetime) -> DurableQueue:
    return DurableQueue(store, lambda: now, room)


def drained(queue: DurableQueue) -> list[str]:
    items = []
    while not queue.empty():
        item = queue.get_nowait()
        assert isinstance(item, Update)
        assert item.message is not None
        items.append(item.message.text or "")
    return items


async def test_what_was_put_is_on_the_disk(store: Store, bot: Bot, now: datetime) -> None:
    queue = queue_on(store, now)
    await queue.put(update(5, bot))
    (row,) = await store.undone()
    assert (row.update_id, row.chat_id, row.message_id) == (5, 42, 1005)
    assert drained(queue) == ["hello"]


async def test_the_same_update_again_is_not_handled_again(store: Store, bot: Bot, now: datetime) -> None:
    queue = queue_on(store, now)
    await queue.put(update(5, bot))
    await queue.put(update(5, bot))
    assert drained(queue) == ["hello"]


async def test_a_database_that_does_not_answer_keeps_the_update_with_telegram(
    store: Store, bot: Bot, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(*_: object) -> bool:
        raise DatabaseLocked("Another program holds the database")

    monkeypatch.setattr(store, "put_inbox", locked)
    queue = queue_on(store, now)
    with pytest.raises(NetworkError, match="Another program"):
        await queue.put(update(5, bot))
    assert queue.empty()


async def test_what_was_kept_and_not_done_is_replayed_in_order(store: Store, bot: Bot, now: datetime) -> None:
    before = queue_on(store, now)
    for number in (900, 5, 6):
        await before.put(update(number, bot, f"message {number}"))
        now = now.replace(second=now.second + 1)
        before = queue_on(store, now)
    await store.finish(5)
    after = queue_on(store, now)
    assert await after.replay(bot) == 2
    assert drained(after) == ["message 900", "message 6"]


async def test_a_replayed_update_that_telegram_sends_again_is_handled_once(
    store: Store, bot: Bot, now: datetime
) -> None:
    await queue_on(store, now).put(update(5, bot))
    queue = queue_on(store, now)
    await queue.replay(bot)
    await queue.put(update(5, bot))
    assert drained(queue) == ["hello"]


async def test_an_update_that_ends_every_start_is_not_begun_a_sixth_time(
    store: Store, bot: Bot, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    await queue_on(store, now).put(update(5, bot))
    begun = []
    for _ in range(6):
        queue = queue_on(store, now)
        await queue.replay(bot)
        begun.append(await queue.may_begin(queue.get_nowait()))
    assert begun == [True] * 5 + [False]
    assert "set aside" in caplog.text
    assert await queue_on(store, now).replay(bot) == 0


async def test_a_kept_update_that_cannot_be_read_does_not_hold_up_the_others(
    store: Store, bot: Bot, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put_inbox(4, 42, 1, "not json", now)
    await queue_on(store, now).put(update(5, bot))
    queue = queue_on(store, now)
    await queue.replay(bot)
    assert drained(queue) == ["hello"]
    assert "Update 4 cannot be read again" in caplog.text


async def test_the_stop_signal_of_the_library_passes_through(store: Store, now: datetime) -> None:
    queue = queue_on(store, now)
    signal = object()
    await queue.put(signal)
    assert queue.get_nowait() is signal


async def test_the_next_update_waits_for_room(store: Store, bot: Bot, now: datetime) -> None:
    gate = asyncio.Event()

    async def closed() -> None:
        await gate.wait()

    queue = DurableQueue(store, lambda: now, closed)
    put = asyncio.create_task(queue.put(update(5, bot)))
    while queue.empty():
        await asyncio.sleep(0.01)
    assert not put.done()
    gate.set()
    await put


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "RETRY_AFTER_S", (0.0,))


@pytest.mark.usefixtures("at_once")
async def test_work_that_fails_is_tried_three_times_and_then_set_aside(
    store: Store, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put_inbox(5, 42, 1, "{}", now)

    async def fails() -> None:
        raise KeyError("planted")

    assert not await until_settled(store, 5, fails)
    assert caplog.text.count("Update 5 failed") == 3
    assert await store.undone() == ()


@pytest.mark.usefixtures("at_once")
async def test_a_failing_database_is_waited_for_and_not_held_against_the_update(
    store: Store, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    await store.put_inbox(5, 42, 1, "{}", now)
    attempts = []

    async def works_at_last() -> None:
        attempts.append(1)
        if len(attempts) < 6:
            raise DatabaseLocked("Another program holds the database")
        await store.finish(5)

    assert await until_settled(store, 5, works_at_last)
    assert await store.undone() == ()
