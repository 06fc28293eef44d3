"""An update is kept before it is confirmed, handled once, and retried until it is settled."""

import asyncio
import json
import logging
from datetime import datetime

import pytest
from telegram import Bot, Update
from telegram.error import NetworkError

from bot import inbox
from bot.inbox import DurableQueue, until_settled
from bot.local.server import LocalTelegram
from bot.network import AiohttpRequest
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


def answer_of(*updates: dict[str, object]) -> bytes:
    return json.dumps({"ok": True, "result": list(updates)}).encode()


def told(update_id: int, **parts: object) -> dict[str, object]:
    return {"update_id": update_id, **parts}


CHAT = {"id": 42, "type": "private"}
MESSAGE = {"message_id": 7, "date": 1_772_000_000, "chat": CHAT, "text": "hello"}


async def test_a_poll_is_kept_in_one_go_and_each_update_is_handled_once(store: Store, bot: Bot, now: datetime) -> None:
    queue = queue_on(store, now)
    polled = answer_of(told(5, message=MESSAGE), told(6, edited_message=MESSAGE))
    for _ in range(2):
        await queue.keep(polled)
        for number in (5, 6):
            await queue.put(update(number, bot, f"message {number}"))
    assert drained(queue) == ["message 5", "message 6"]


@pytest.mark.parametrize(
    ("parts", "chat_id", "message_id"),
    [
        ({"message": MESSAGE}, 42, 7),
        ({"edited_message": MESSAGE}, 42, 7),
        ({"callback_query": {"id": "1", "data": "x", "message": MESSAGE}}, 42, 7),
        ({"my_chat_member": {"chat": CHAT, "date": 1}}, 42, None),
        ({"poll": {"id": "1"}}, None, None),
        ({"callback_query": {"id": "1", "data": "x"}}, None, None),
    ],
)
async def test_a_kept_update_knows_its_chat_and_its_message(
    store: Store, now: datetime, parts: dict[str, object], chat_id: int | None, message_id: int | None
) -> None:
    await queue_on(store, now).keep(answer_of(told(5, **parts)))
    (row,) = await store.undone()
    assert (row.chat_id, row.message_id) == (chat_id, message_id)
    assert json.loads(row.body) == told(5, **parts)


@pytest.mark.parametrize("payload", [b"", b"[]", b"null", b'{"ok": true}', b'{"result": true}', b'{"result": [{}, 1]}'])
async def test_an_answer_that_holds_no_updates_passes_through(store: Store, now: datetime, payload: bytes) -> None:
    await queue_on(store, now).keep(payload)
    assert await store.undone() == ()


async def test_a_poll_that_cannot_be_kept_is_polled_again(
    store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(*_: object) -> frozenset[int]:
        raise DatabaseLocked("Another program holds the database")

    monkeypatch.setattr(store, "put_all", locked)
    with pytest.raises(NetworkError, match="Another program"):
        await queue_on(store, now).keep(answer_of(told(5, message=MESSAGE)))


async def test_a_poll_over_the_wire_is_kept_before_the_library_sees_it(
    store: Store, telegram: LocalTelegram, now: datetime
) -> None:
    queue = queue_on(store, now)
    polls = AiohttpRequest(arrived=queue.keep)
    await telegram.runner(42).says("hello")
    async with polls, Bot("1:a", base_url=f"{telegram.api_url}/bot", get_updates_request=polls) as poller:
        (seen,) = await poller.get_updates()
    assert [row.update_id for row in await store.undone()] == [seen.update_id]


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
async def test_work_that_fails_is_tried_three_times_told_once_and_then_set_aside(
    store: Store, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put_inbox(5, 42, 1, "{}", now)
    tries = []

    async def fails() -> None:
        tries.append(1)
        raise KeyError("planted")

    assert not await until_settled(store, 5, fails)
    assert len(tries) == 3
    assert caplog.text.count("Update 5 failed") == 1
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
