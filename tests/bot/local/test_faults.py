"""Faults on order: what the bot's side sees of each, and whether the call had its effect."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.local.runner import Runner
from bot.local.server import LocalTelegram

Chat = Callable[..., Runner]


async def test_too_many_requests_say_how_long_to_wait_and_have_no_effect(
    bot: Bot, telegram: LocalTelegram, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    anna = chat()
    telegram.faults.too_many("sendMessage", retry_after=3, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refusal:
            await bot.send_message(42, "x")
        assert refusal.value.retry_after == timedelta(seconds=3)
    await bot.send_message(42, "x")
    assert len(anna.sees()) == 1


async def test_the_usual_refusals_come_in_telegrams_words(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    chat()
    telegram.faults.blocked()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(42, "x")
    telegram.faults.refuses("sendMessage", 400, description="Bad Request: PEER_ID_INVALID")
    with pytest.raises(BadRequest, match="Peer_id_invalid"):
        await bot.send_message(42, "x")
    telegram.faults.refuses("sendMessage", 502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(42, "x")
    telegram.faults.conflict()
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.send_message(42, "x")


@pytest.mark.parametrize(("after", "sent"), [(False, 0), (True, 1)])
async def test_a_reset_breaks_the_connection_before_or_after_the_effect(
    bot: Bot, telegram: LocalTelegram, chat: Chat, after: bool, sent: int
) -> None:
    anna = chat()
    telegram.faults.resets("sendMessage", after=after)
    with pytest.raises(NetworkError):
        await bot.send_message(42, "x")
    assert len(anna.sees()) == sent


async def test_an_answer_that_stays_away_is_a_read_timeout_with_an_effect(
    bot: Bot, telegram: LocalTelegram, chat: Chat
) -> None:
    anna = chat()
    hold = telegram.faults.holds("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(42, "x", read_timeout=0.05)
    assert hold.reached.is_set()
    assert len(anna.sees()) == 1
    hold.release()


async def test_a_held_answer_comes_once_it_is_released(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    chat()
    hold = telegram.faults.holds("sendMessage")
    sending = asyncio.create_task(bot.send_message(42, "x"))
    await hold.reached.wait()
    assert not sending.done()
    hold.release()
    assert (await sending).text == "x"


async def test_a_slow_answer_has_its_effect(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    anna = chat()
    telegram.faults.slow("sendMessage", 0.3)
    with pytest.raises(TimedOut):
        await bot.send_message(42, "x", read_timeout=0.05)
    assert len(anna.sees()) == 1


async def test_polling_can_be_refused_for_a_while_and_loses_nothing(
    bot: Bot, telegram: LocalTelegram, chat: Chat
) -> None:
    telegram.faults.refuse_polling()
    await chat().says("hello")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.get_updates()
    telegram.faults.allow_polling()
    [update] = await bot.get_updates()
    assert update.message is not None


async def test_an_update_can_be_delivered_twice(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    anna = chat()
    telegram.faults.deliver_twice()
    await anna.says("one")
    [first] = await bot.get_updates()
    [again] = await bot.get_updates(offset=first.update_id + 1)
    assert again.update_id == first.update_id
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_a_fault_for_any_method_spares_the_polling(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    chat()
    telegram.faults.refuses("*", 500, times=2)
    assert await bot.get_updates() == ()
    with pytest.raises(NetworkError):
        await bot.send_message(42, "x")
    telegram.faults.clear()
    await bot.send_message(42, "x")


async def test_the_calls_are_kept_for_the_test_to_look_at(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    chat()
    await bot.send_message(42, "x")
    assert [call.text("text") for call in telegram.calls_of("sendMessage")] == ["x"]


async def test_faults_over_http_exist_only_where_they_were_asked_for() -> None:
    order = {"kind": "refuses", "method": "getMe", "status": 500}
    for allowed, status in ((False, 404), (True, 200)):
        telegram = LocalTelegram(http_faults=allowed)
        async with telegram, aiohttp.ClientSession() as http:
            assert (await http.post(f"{telegram.api_url}/faults", json=order)).status == status
            answer = await http.get(f"{telegram.api_url}/bot1:a/getMe")
            assert answer.status == (500 if allowed else 200)


async def test_every_kind_of_fault_can_be_ordered_over_http_and_cleared(chat: Chat) -> None:
    orders: list[dict[str, object]] = [
        {"kind": "resets", "method": "getMe", "after": True},
        {"kind": "slow", "method": "getMe", "seconds": 0.01},
        {"kind": "deliver_twice"},
        {"kind": "refuses", "method": "getMe", "status": 429, "retry_after": 2},
    ]
    telegram = LocalTelegram(http_faults=True)
    async with telegram, aiohttp.ClientSession() as http:
        for order in orders:
            assert (await http.post(f"{telegram.api_url}/faults", json=order)).status == 200
        with pytest.raises(aiohttp.ClientError):
            await http.post(f"{telegram.api_url}/bot1:a/getMe")
        assert (await http.get(f"{telegram.api_url}/bot1:a/getMe")).status == 200
        assert (await http.delete(f"{telegram.api_url}/faults")).status == 200
        assert (await http.get(f"{telegram.api_url}/bot1:a/getMe")).status == 200
        assert (await http.post(f"{telegram.api_url}/faults", json={"kind": "storm"})).status == 400
