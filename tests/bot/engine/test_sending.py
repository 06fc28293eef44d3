"""What came of a send, told apart for certain."""

import asyncio
import logging
from collections.abc import Callable

import pytest
from telegram import Bot

from bot.local.faults import Faults
from bot.local.server import LocalTelegram
from bot.network import AiohttpRequest
from bot.sending import Ambiguous, Blocked, Button, Dead, EditText, File, NotSent, Photo, Sending, Sent, Text, send

CHAT = 42
WORDS = Text("<b>Hello</b>", ((Button("Undo", "u"),),))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001000505000000000049454e44ae426082"
)


async def test_a_text_arrives_with_its_buttons(bot: Bot, telegram: LocalTelegram) -> None:
    anna = telegram.runner(CHAT)
    sent = await send(bot, CHAT, WORDS)
    heard = await anna.hears()
    assert heard.text == "Hello"
    assert sent == Sent(heard.message_id)
    await anna.presses("Undo")


async def test_a_question_for_the_place_shows_the_location_key_and_its_choices(
    bot: Bot, telegram: LocalTelegram
) -> None:
    anna = telegram.runner(CHAT)
    await send(bot, CHAT, Text("Where?", ((Button("Lisbon", "p:lis"),),), ask_place="Share my location"))
    await anna.hears()
    await anna.presses("Lisbon")
    markup = telegram.calls_of("sendMessage")[0].data("reply_markup")
    assert "request_location" in str(markup)


async def test_pictures_and_files_arrive(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.runner(CHAT)
    assert isinstance(await send(bot, CHAT, Photo(PNG, "Your month")), Sent)
    assert isinstance(await send(bot, CHAT, File(b"{}", "runner.json", "Your data")), Sent)
    assert [call.method for call in telegram.calls] == ["sendphoto", "senddocument"]


async def test_an_edit_keeps_the_message_it_changes(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.runner(CHAT)
    first = await send(bot, CHAT, WORDS)
    assert isinstance(first, Sent)
    assert await send(bot, CHAT, EditText(first.message_id, "Done")) == first
    assert await send(bot, CHAT, EditText(first.message_id, "Done")) == first, "not modified is as good as sent"


async def test_an_edit_of_a_message_that_is_gone_is_said_anew(bot: Bot, telegram: LocalTelegram) -> None:
    anna = telegram.runner(CHAT)
    sent = await send(bot, CHAT, EditText(999_999, "Done"))
    assert isinstance(sent, Sent)
    assert (await anna.hears()).text == "Done"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (lambda faults: faults.too_many(retry_after=7), NotSent("Telegram asks us to slow down", 7)),
        (lambda faults: faults.blocked(), Blocked("Forbidden: bot was blocked by the user")),
        (lambda faults: faults.refuses("sendMessage", 400, description="Bad Request: no"), Dead("No")),
        (lambda faults: faults.refuses("sendMessage", 413), Dead("Telegram refused the request (413)")),
        (lambda faults: faults.refuses("sendMessage", 401), NotSent("the token was refused", 60.0)),
        (lambda faults: faults.refuses("sendMessage", 500), Ambiguous("Internal Server Error")),
        (lambda faults: faults.refuses("sendMessage", 502), Ambiguous("Bad Gateway")),
        (lambda faults: faults.slow("sendMessage", 2), Ambiguous("Telegram did not answer in time")),
        (
            lambda faults: faults.resets("sendMessage", after=True),
            Ambiguous("the connection to Telegram broke (ServerDisconnectedError)"),
        ),
    ],
)
async def test_every_failure_says_whether_the_runner_can_have_seen_it(
    bot: Bot, telegram: LocalTelegram, order: Callable[[Faults], None], expected: Sending
) -> None:
    telegram.runner(CHAT)
    order(telegram.faults)
    assert await send(bot, CHAT, WORDS) == expected


async def test_without_a_server_a_message_is_certainly_not_sent(bot: Bot, telegram: LocalTelegram) -> None:
    await telegram.stop()
    outcome = await send(bot, CHAT, WORDS)
    assert isinstance(outcome, NotSent)


async def test_a_full_pool_of_connections_is_certainly_not_sent(telegram: LocalTelegram) -> None:
    telegram.runner(CHAT)
    hold = telegram.faults.holds("sendMessage")
    async with AiohttpRequest(connections=1, read=5, connect=0.1) as narrow:
        crowded = Bot("1:a", base_url=f"{telegram.api_url}/bot", request=narrow)
        first = asyncio.create_task(send(crowded, CHAT, WORDS))
        await hold.reached.wait()
        assert isinstance(await send(crowded, CHAT, WORDS), NotSent)
        hold.release()
        assert isinstance(await first, Sent)


async def test_no_failure_shows_the_token(bot: Bot, telegram: LocalTelegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.runner(CHAT)
    secret = bot.token.partition(":")[2]
    telegram.faults.resets("sendMessage")
    outcomes = [await send(bot, CHAT, WORDS)]
    telegram.faults.refuses("sendMessage", 401)
    outcomes.append(await send(bot, CHAT, WORDS))
    await telegram.stop()
    outcomes.append(await send(bot, CHAT, WORDS))
    assert secret not in caplog.text
    assert secret not in repr(outcomes)
