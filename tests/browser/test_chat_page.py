"""The chat page in a real browser: what a runner sees and does. The test itself plays the bot, over HTTP."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)

from bot.local.server import LocalTelegram

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

# Every element that can be pressed must have a name for those who do not see it.
NAMELESS = "[...document.querySelectorAll('button, a, textarea')].filter(e => e.checkVisibility() && !NAME).length"
NAMELESS = NAMELESS.replace("NAME", "(e.ariaLabel || e.innerText.trim() || e.querySelector('img')?.alt)")
# Two pixels of a PNG, one red and one white.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd"
    "0000000f49444154789c63f8cfc0f0ffff7f00090003fe4a5d33620000000049454e44ae426082"
)


@pytest.fixture
async def bot(paged: LocalTelegram) -> AsyncIterator[Bot]:
    async with Bot("1:a", base_url=paged.api_url + "/bot") as bot:
        await bot.set_my_commands([("today", "Today's workout"), ("week", "This week"), ("help", "What I can do")])
        yield bot


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label.lower()) for label in labels]])


async def next_update(bot: Bot) -> Update:
    [update] = await bot.get_updates(timeout=10)
    await bot.get_updates(offset=update.update_id + 1)
    return update


async def next_text(bot: Bot) -> str | None:
    message = (await next_update(bot)).effective_message
    assert message is not None
    return message.text


async def test_an_empty_chat_says_what_the_bot_can_do_and_starts_it(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await bot.set_my_description("I coach running backward.")
    await tab.open(paged.page_url)
    await tab.until("document.querySelector('#welcome').innerText.includes('I coach running backward.')")
    await tab.click("#start")
    assert await next_text(bot) == "/start"
    await tab.until("!document.querySelector('#welcome').checkVisibility()")


async def test_a_plan_in_the_address_is_started_like_a_deep_link(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url + "?start=walk-back-starter")
    await tab.click("#start")
    assert await next_text(bot) == "/start walk-back-starter"


async def test_formatting_becomes_elements_and_never_html(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    text = (
        "🏃 <b>Main <i>set</i></b> <code>4×1</code> <a href='https://example.org/a'>why</a>"
        "<blockquote>Look back.</blockquote>&lt;img src=x onerror=alert(1)&gt; <a href='javascript:alert(1)'>no</a>"
    )
    await bot.send_message(1, text, parse_mode="HTML")
    await tab.open(paged.page_url)
    await tab.sees("<img src=x onerror=alert(1)> no")
    made = "[...document.querySelectorAll('.words :is(b, i, code, a, blockquote, img)')]"
    assert await tab.look(f"{made}.map(e => [e.localName, e.innerText])") == [
        ["b", "Main set"],
        ["i", "set"],
        ["code", "4×1"],
        ["a", "why"],
        ["blockquote", "Look back."],
    ]


async def test_a_pressed_button_waits_for_its_answer_and_shows_it(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await bot.send_message(1, "Done?", reply_markup=keyboard("Yes", "Not yet"))
    await tab.click(".keys button", "Yes")
    await tab.until("document.querySelector('.keys button').ariaBusy === 'true'")
    query = (await next_update(bot)).callback_query
    assert query is not None
    assert query.data == "yes"
    await bot.answer_callback_query(query.id, "Well done")
    await tab.until("document.querySelector('#toast').innerText === 'Well done'")
    await tab.until("document.querySelector('.keys button').ariaBusy === 'false'")


async def test_an_alert_must_be_read(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await bot.send_message(1, "Chest pain?", reply_markup=keyboard("Yes"))
    await tab.click(".keys button", "Yes")
    query = (await next_update(bot)).callback_query
    assert query is not None
    await bot.answer_callback_query(query.id, "Stop and call for help.", show_alert=True)
    await tab.until("document.querySelector('#alert').open")
    assert await tab.look("document.querySelector('#alert-text').innerText") == "Stop and call for help."
    await tab.click("#alert button")
    await tab.until("!document.querySelector('#alert').open")


async def test_an_edited_message_changes_in_its_place(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    sent = await bot.send_message(1, "Done?", reply_markup=keyboard("Yes"))
    await bot.send_message(1, "Second")
    await tab.open(paged.page_url)
    await tab.sees("Second")
    await bot.edit_message_text("Logged.", 1, sent.message_id)
    await tab.sees("Logged.")
    assert await tab.look("document.querySelectorAll('.keys').length") == 0
    first = str(await tab.look("document.querySelector('.turn').innerText"))
    assert "edited" in first
    await bot.delete_message(1, sent.message_id)
    await tab.until("document.querySelectorAll('.turn').length === 1")


async def test_pictures_are_shown_and_files_can_be_downloaded(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await bot.send_photo(1, PNG, caption="Your month")
    await bot.send_document(1, b"{}", filename="export.json")
    await tab.open(paged.page_url)
    await tab.sees("export.json")
    await tab.until("document.querySelector('.shot img').naturalWidth === 2")
    assert await tab.look("document.querySelector('.shot img').alt") == "Your month"
    saved = "(a => fetch(a.href).then(r => r.text()).then(t => [a.download, t]))(document.querySelector('.paper'))"
    assert await tab.look(saved) == ["export.json", "{}"]
    await tab.click(".shot")
    await tab.until("document.querySelector('#picture').open")


async def test_enter_sends_and_shift_enter_begins_a_new_line(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.types("2 km backward")
    await tab.key("Enter", shift=True)
    await tab.types("felt good")
    await tab.key("Enter")
    assert await next_text(bot) == "2 km backward\nfelt good"
    assert await tab.look("document.querySelector('#text').value") == ""


async def test_a_slash_lists_the_commands_and_filters_them(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.until("document.querySelector('#menu').checkVisibility()")
    await tab.types("/")
    listed = "[...document.querySelectorAll('#commands button')].map(e => e.dataset.command).join()"
    await tab.until(f"{listed} === 'today,week,help'")
    await tab.types("w")
    await tab.until(f"{listed} === 'week'")
    await tab.key("Enter")
    assert await next_text(bot) == "/week"


async def test_the_menu_button_opens_the_commands(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.click("#menu")
    await tab.click("#commands button", "/today")
    assert await next_text(bot) == "/today"
    await tab.until("!document.querySelector('#commands').checkVisibility()")


async def test_a_message_can_be_answered_and_the_answer_quotes_it(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    sent = await bot.send_message(1, "How was it?")
    await tab.open(paged.page_url)
    await tab.sees("How was it?")
    await tab.look("document.querySelector('.more').focus()")
    await tab.key("Enter")
    await tab.click("#actions button", "Reply")
    await tab.says("fine")
    message = (await next_update(bot)).message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.message_id == sent.message_id
    await bot.send_message(1, "Good", reply_parameters=ReplyParameters(message.message_id))
    await tab.sees("Good")
    quotes = "[...document.querySelectorAll('.quote')].map(e => e.innerText.split('\\n'))"
    assert await tab.look(quotes) == [["Retro Coach", "How was it?"], ["You", "fine"]]


async def test_arrow_up_edits_the_last_own_message(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.says("2 km")
    await next_update(bot)
    await tab.sees("2 km")
    await tab.key("ArrowUp")
    await tab.until("document.querySelector('#text').value === '2 km'")
    await tab.look("document.querySelector('#text').select()")
    await tab.says("3 km")
    update = await next_update(bot)
    assert update.edited_message is not None
    assert update.edited_message.text == "3 km"
    await tab.sees("edited")


async def test_a_place_is_shared_when_the_bot_asks_for_it(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    rows = [[KeyboardButton("Share my location", request_location=True)], [KeyboardButton("Skip")]]
    await bot.send_message(1, "Where are you?", reply_markup=ReplyKeyboardMarkup(rows))
    await tab.click("#choices button", "Share my location")
    await tab.click("#cities button", "Lisbon")
    message = (await next_update(bot)).message
    assert message is not None
    assert message.location is not None
    assert (message.location.latitude, message.location.longitude) == (38.7223, -9.1393)
    await tab.click("#choices button", "Skip")
    assert await next_text(bot) == "Skip"
    await bot.send_message(1, "Lisbon.", reply_markup=ReplyKeyboardRemove())
    await tab.until("!document.querySelector('#choices').checkVisibility()")


async def test_the_bot_is_seen_typing_until_it_speaks(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.until("document.querySelector('#status').innerText === 'bot'")
    await bot.send_chat_action(1, "typing")
    await tab.until("document.querySelector('#status').innerText === 'typing'")
    await bot.send_message(1, "Hello")
    await tab.until("document.querySelector('#status').innerText === 'bot'")


async def test_the_chat_is_still_there_after_a_reload(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.says("hello")
    assert await next_text(bot) == "hello"
    await bot.send_message(1, "Hello!")
    await tab.sees("Hello!")
    await tab.reloads()
    await tab.sees("Hello!")
    assert await tab.look("[...document.querySelectorAll('.turn')].map(e => e.classList.contains('mine'))") == [
        True,
        False,
    ]


async def test_a_new_message_waits_below_while_the_runner_reads_above(
    tab: "Tab", paged: LocalTelegram, bot: Bot
) -> None:
    for number in range(12):
        await bot.send_message(1, f"Message {number}\n" * 6)
    await tab.open(paged.page_url)
    await tab.sees("Message 11")
    at_end = "(s => s.scrollHeight - s.scrollTop - s.clientHeight < 3)(document.querySelector('#scroll'))"
    await tab.until(at_end)
    await tab.look("document.querySelector('#scroll').scrollTop = 100")
    await tab.until("document.querySelector('#to-end').checkVisibility()")
    await bot.send_message(1, "News")
    await tab.until("document.querySelector('#unread').innerText === '1'")
    await tab.click("#to-end")
    await tab.until(at_end)
    await tab.until("!document.querySelector('#to-end').checkVisibility()")


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 800)])
async def test_it_fits_a_small_phone_and_a_desk_and_everything_has_a_name(
    tab: "Tab", paged: LocalTelegram, bot: Bot, width: int, height: int
) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("A rather long label " * 3, callback_data="x")] * 2])
    await bot.send_message(1, "Averylongwordwithoutanyspace" * 12, reply_markup=buttons)
    await bot.send_photo(1, PNG)
    await bot.send_document(1, b"{}", filename="a-very-long-file-name-" * 4 + ".json")
    await tab.open(paged.page_url, width=width, height=height)
    await tab.sees("a-very-long-file-name")
    wide = "[document.documentElement, document.querySelector('#scroll')].some(e => e.scrollWidth > e.clientWidth)"
    assert await tab.look(wide) is False
    assert await tab.look(NAMELESS) == 0


async def test_what_can_not_be_sent_stays_in_the_field(tab: "Tab", paged: LocalTelegram, bot: Bot) -> None:
    await tab.open(paged.page_url)
    await tab.until("document.querySelector('#status').innerText === 'bot'")
    await paged.stop()
    await tab.until("document.querySelector('#status').innerText.startsWith('connecting')")
    await tab.says("2 km")
    await tab.until("document.querySelector('#toast').innerText.startsWith('Not sent')")
    assert await tab.look("document.querySelector('#text').value") == "2 km"
    tab.errors.clear()
