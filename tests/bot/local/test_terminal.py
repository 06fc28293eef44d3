"""The chat in the terminal, as a script that is piped in."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update

from bot.local.plain import plain, wrapped
from bot.local.server import LocalTelegram
from bot.local.terminal import HELP, run_terminal
from bot.local.wire import JsonObject


async def chats(telegram: LocalTelegram, bot: Bot, folder: Path, *typed: str) -> str:
    """What the terminal shows when these lines are typed, and `answer` is the bot."""
    shown: list[str] = []

    async def lines() -> AsyncIterator[str]:
        for line in typed:
            yield line

    answering = asyncio.create_task(answer(bot))
    try:
        await run_terminal(telegram, lines=lines(), write=shown.append, folder=folder)
    finally:
        answering.cancel()
    assert shown[0] == HELP + "\n"
    return "".join(shown[1:])


async def answer(bot: Bot) -> None:
    """A tiny bot: asks with buttons, edits, sends a file, asks for a place."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=10):
            offset = update.update_id + 1
            await _answer(bot, update)


async def _answer(bot: Bot, update: Update) -> None:
    if query := update.callback_query:
        assert query.message
        await bot.answer_callback_query(query.id, "Noted")
        await bot.edit_message_text(f"You chose {query.data}.", 1, query.message.message_id)
    elif update.message and update.message.location:
        await bot.send_message(1, f"You are at {update.message.location.latitude}.")
    elif update.message and update.message.text == "/start":
        buttons = [[InlineKeyboardButton("Yes", callback_data="yes"), InlineKeyboardButton("No", callback_data="no")]]
        await bot.send_message(1, "Ready to walk <b>backward</b>?", "HTML", reply_markup=InlineKeyboardMarkup(buttons))
    elif update.message and update.message.text == "/export":
        await bot.send_document(1, b"{}", filename="export.json", caption="All of it")
    elif update.message and update.message.text == "/place":
        rows = [[KeyboardButton("Share", request_location=True), KeyboardButton("Skip")]]
        await bot.send_message(1, "Where are you?", reply_markup=ReplyKeyboardMarkup(rows))
    elif update.message:
        await bot.send_message(1, f"You said {update.message.text}.")


async def test_a_script_reads_as_a_dialogue(telegram: LocalTelegram, bot: Bot, tmp_path: Path) -> None:
    shown = await chats(telegram, bot, tmp_path, "/start", ":2", "", "fine")
    assert shown == (
        "You    /start\n"
        "Coach  Ready to walk backward?\n"
        "       [1] Yes   [2] No\n"
        "You    :2\n"
        "       (Noted)\n"
        "Coach* You chose no.\n"
        "You    fine\n"
        "Coach  You said fine.\n"
    )


async def test_a_label_presses_its_button_whatever_its_case(telegram: LocalTelegram, bot: Bot, tmp_path: Path) -> None:
    assert "You chose yes." in await chats(telegram, bot, tmp_path, "/start", "yes")


@pytest.mark.parametrize("typed", [":1", ":0", ":x", ":"])
async def test_a_button_that_is_not_there_is_said_and_nothing_is_sent(
    telegram: LocalTelegram, bot: Bot, tmp_path: Path, typed: str
) -> None:
    assert f"There is no button [{typed[1:]}]." in await chats(telegram, bot, tmp_path, typed)
    assert telegram.world.chats[1].messages == {}


async def test_a_place_is_shared_by_its_numbers(telegram: LocalTelegram, bot: Bot, tmp_path: Path) -> None:
    shown = await chats(telegram, bot, tmp_path, "/place", ":1", ":at here", ":at 38.7, -9.1")
    assert "[1] Share   [2] Skip" in shown
    assert shown.count("latitude and longitude, such as :at 51.5 -0.1") == 2
    assert "You are at 38.7." in shown


async def test_a_key_of_the_bots_keyboard_types_its_label(telegram: LocalTelegram, bot: Bot, tmp_path: Path) -> None:
    assert "You said Skip." in await chats(telegram, bot, tmp_path, "/place", ":2")


async def test_a_file_is_saved_and_its_place_is_told(telegram: LocalTelegram, bot: Bot, tmp_path: Path) -> None:
    shown = await chats(telegram, bot, tmp_path, "/export")
    [saved] = tmp_path.iterdir()
    assert saved.read_bytes() == b"{}"
    assert f"Coach  document saved: {saved}\n       All of it\n" in shown


def test_a_link_shows_its_address_and_bold_only_where_the_terminal_can() -> None:
    link: JsonObject = {"type": "text_link", "offset": 3, "length": 3, "url": "https://example.org"}
    bold: JsonObject = {"type": "bold", "offset": 3, "length": 3}
    assert plain("🏃 why?", [link, bold], ansi=False) == "🏃 why (https://example.org)?"
    assert plain("🏃 why?", [bold], ansi=True) == "🏃 \x1b[1mwhy\x1b[22m?"


def test_long_lines_are_broken_under_the_speaker() -> None:
    assert wrapped("one two three\n\nfour", "Coach  ", 27) == "Coach  one two three\n\n       four"
    assert wrapped("one two three four five six", "Coach  ", 27) == "Coach  one two three four\n       five six"
