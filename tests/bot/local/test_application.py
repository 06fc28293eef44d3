"""A whole python-telegram-bot application on the local Telegram: real polling, handlers, edits, a dialogue to read."""

from collections.abc import AsyncIterator, Callable

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes, filters
from telegram.ext import MessageHandler as Hears

from bot.local.runner import NothingHeard, Runner
from bot.local.server import LocalTelegram

Chat = Callable[..., Runner]
Context = ContextTypes.DEFAULT_TYPE


async def greet(update: Update, context: Context) -> None:
    assert update.message
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await update.message.reply_text(f"Hello {update.message.chat.first_name}. Ready?", reply_markup=buttons)


async def begin(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query
    await query.answer("Off we go")
    await query.edit_message_text("Ready.")


async def echo(update: Update, context: Context) -> None:
    assert update.message
    await update.message.reply_text(f"You said: {update.message.text}", do_quote=True)


@pytest.fixture
async def application(telegram: LocalTelegram) -> AsyncIterator[None]:
    base = telegram.api_url
    builder = ApplicationBuilder().token("7:x").base_url(base + "/bot").base_file_url(base + "/file/bot")
    application: Application = builder.build()  # type: ignore[type-arg]
    application.add_handlers([CommandHandler("start", greet), CallbackQueryHandler(begin), Hears(filters.TEXT, echo)])
    async with application:
        assert application.updater
        await application.start()
        await application.updater.start_polling(timeout=5)
        yield
        await application.updater.stop()
        await application.stop()


async def test_a_conversation_over_real_polling_reads_as_a_dialogue(application: None, chat: Chat) -> None:
    anna = chat()
    await anna.says("/start")
    assert (await anna.hears()).text == "Hello Anna. Ready?"
    press = await anna.presses("Yes")
    assert (await anna.answer_to(press)).text == "Off we go"
    ready = await anna.hears()
    assert (ready.text, ready.edited, ready.buttons) == ("Ready.", True, [])
    await anna.says("2 km backward")
    assert (await anna.hears()).text == "You said: 2 km backward"
    await anna.hears_nothing(for_seconds=0.05)
    assert anna.transcript().splitlines() == [
        "Anna: /start",
        "Retro Coach: Hello Anna. Ready?",
        "    [Yes]",
        "Anna presses [Yes]",
        "* toast: Off we go",
        "Retro Coach (edited): Ready.",
        "Anna: 2 km backward",
        "Retro Coach: You said: 2 km backward",
    ]


async def test_two_people_hear_each_their_own(application: None, chat: Chat) -> None:
    anna, ben = chat(), chat(7, "Ben")
    await anna.says("/start")
    await ben.says("/start")
    assert (await ben.hears()).text == "Hello Ben. Ready?"
    assert (await anna.hears()).text == "Hello Anna. Ready?"


async def test_a_reset_while_polling_loses_nothing(application: None, telegram: LocalTelegram, chat: Chat) -> None:
    anna = chat()
    telegram.faults.resets("getUpdates", after=True)
    await anna.says("one")
    assert (await anna.hears()).text == "You said: one"


async def test_hearing_nothing_shows_the_chat_so_far(chat: Chat) -> None:
    anna = chat()
    await anna.says("anybody there?")
    with pytest.raises(NothingHeard, match="Anna: anybody there"):
        await anna.hears(timeout=0.02)


async def test_hearing_something_unexpected_shows_it(application: None, chat: Chat) -> None:
    anna = chat()
    await anna.says("hm")
    with pytest.raises(AssertionError, match="You said: hm"):
        await anna.hears_nothing(for_seconds=5)
