"""The methods of the local Bot API, called by a real client over HTTP."""

import struct
import zlib
from collections.abc import Callable

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken

from bot.local.runner import NotThere, Runner
from bot.local.server import LocalTelegram

Chat = Callable[..., Runner]


def keyboard(*rows: list[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=label.lower()) for label in r] for r in rows]
    )


def picture(width: int = 60, height: int = 40) -> bytes:
    """A grey PNG of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_the_bot_is_who_its_token_says(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username, me.first_name) == (4242, True, "retro_coach_bot", "Retro Coach")


async def test_a_message_is_heard_as_it_was_sent(bot: Bot, chat: Chat) -> None:
    anna = chat()
    sent = await bot.send_message(42, "Off you go", reply_markup=keyboard(["Done", "Skip"], ["Move"]))
    heard = await anna.hears()
    assert (heard.text, heard.buttons, heard.edited) == ("Off you go", [["Done", "Skip"], ["Move"]], False)
    assert heard.message_id == sent.message_id
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[1][0].callback_data == "move"


async def test_html_becomes_text_and_entities_that_count_utf_16_units(bot: Bot, chat: Chat) -> None:
    chat()
    text = '🏃 <b>Main &amp; <i>set</i></b>: <a href="https://example.org/?a=1&amp;b=2">why</a> <code>4 &lt; 5</code>'
    sent = await bot.send_message(42, text, parse_mode="HTML")
    assert sent.text == "🏃 Main & set: why 4 < 5"
    marked = {entity.type: sent.parse_entity(entity) for entity in sent.entities}
    assert marked == {"bold": "Main & set", "italic": "set", "text_link": "why", "code": "4 < 5"}
    assert sent.entities[0].offset == 3


async def test_links_and_commands_in_a_plain_text_are_found(bot: Bot, chat: Chat) -> None:
    chat()
    sent = await bot.send_message(42, "See /today or https://example.org/x.")
    assert [(e.type, sent.parse_entity(e)) for e in sent.entities] == [
        ("bot_command", "/today"),
        ("url", "https://example.org/x"),
    ]


async def test_entities_can_be_given_instead_of_html(bot: Bot, chat: Chat) -> None:
    chat()
    sent = await bot.send_message(42, "bold", entities=[MessageEntity("bold", 0, 4)])
    assert sent.entities[0].type == "bold"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("é <u>x</i>", 'Unmatched end tag at byte offset 7, expected "</u>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused_with_its_place(bot: Bot, chat: Chat, text: str, reason: str) -> None:
    chat()
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(42, text, parse_mode="HTML")
    assert str(refusal.value).lower() == f"can't parse entities: {reason}".lower()


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "Message text is empty"), (" \n ", "Message text is empty"), ("x" * 4097, "Message is too long")],
)
async def test_a_text_has_1_to_4096_characters(bot: Bot, chat: Chat, text: str, reason: str) -> None:
    chat()
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(42, text)


async def test_a_text_is_measured_after_its_entities_are_parsed(bot: Bot, chat: Chat) -> None:
    chat()
    sent = await bot.send_message(42, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    assert sent.text == "x" * 4096


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
async def test_callback_data_has_at_most_64_bytes(bot: Bot, chat: Chat, data: str) -> None:
    chat()
    with pytest.raises(BadRequest, match="data_invalid"):
        await bot.send_message(
            42, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data=data)]])
        )


async def test_a_button_that_does_nothing_is_refused(bot: Bot, chat: Chat) -> None:
    chat()
    with pytest.raises(BadRequest, match="text buttons are unallowed in the inline keyboard"):
        await bot.send_message(42, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a")]]))


async def test_an_unknown_chat_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(43, "x")


async def test_a_reply_quotes_what_it_answers(bot: Bot, chat: Chat) -> None:
    anna = chat()
    asked = await anna.says("How far?")
    sent = await bot.send_message(42, "2 km", reply_parameters=ReplyParameters(asked.message_id))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "How far?"
    assert (await anna.hears()).reply_to == asked.message_id


async def test_a_reply_to_nothing_is_refused_unless_it_may_stand_alone(bot: Bot, chat: Chat) -> None:
    chat()
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(42, "x", reply_parameters=ReplyParameters(99))
    await bot.send_message(42, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))


async def test_a_silent_message_is_heard_as_silent(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await bot.send_message(
        42, "x", disable_notification=True, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    assert (await anna.hears()).silent


async def test_a_keyboard_of_choices_types_for_the_runner_until_it_is_taken_away(bot: Bot, chat: Chat) -> None:
    anna = chat()
    rows = [[KeyboardButton("Share my place", request_location=True)], [KeyboardButton("Type a city")]]
    await bot.send_message(42, "Where are you?", reply_markup=ReplyKeyboardMarkup(rows))
    assert (await anna.hears()).choices == [["Share my place"], ["Type a city"]]
    await anna.presses("Type a city")
    await anna.sends_location(38.7, -9.1)
    await bot.send_message(42, "Lisbon", reply_markup=ReplyKeyboardRemove())
    assert (await anna.hears()).choices == []
    said, placed = [update.message for update in await bot.get_updates()]
    assert said is not None
    assert said.text == "Type a city"
    assert placed is not None
    assert placed.location is not None
    assert placed.location.latitude == 38.7


async def test_an_edit_replaces_text_and_buttons(bot: Bot, chat: Chat) -> None:
    anna = chat()
    sent = await bot.send_message(42, "Done?", reply_markup=keyboard(["Yes"]))
    await bot.edit_message_text("Done.", 42, sent.message_id)
    await anna.hears()
    edited = await anna.hears()
    assert (edited.text, edited.buttons, edited.edited) == ("Done.", [], True)
    assert [message.text for message in anna.sees()] == ["Done."]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat: Chat) -> None:
    chat()
    sent = await bot.send_message(42, "same", reply_markup=keyboard(["Yes"]))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("same", 42, sent.message_id, reply_markup=keyboard(["Yes"]))
    await bot.edit_message_text("same", 42, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(42, sent.message_id)


async def test_only_the_bots_own_messages_can_be_edited(bot: Bot, chat: Chat) -> None:
    said = await chat().says("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("yours", 42, said.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("yours", 42, 999)


async def test_a_deleted_message_is_gone(bot: Bot, chat: Chat) -> None:
    anna = chat()
    sent = await bot.send_message(42, "oops")
    assert await bot.delete_message(42, sent.message_id)
    assert anna.sees() == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(42, sent.message_id)


async def test_a_press_comes_with_its_message_and_is_answered_once(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await bot.send_message(42, "Today: 10 min", reply_markup=keyboard(["Done", "Skip"]))
    press = await anna.presses("Done")
    [update] = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id, query.message.message_id) == ("done", 42, (await anna.hears()).message_id)
    assert await bot.answer_callback_query(query.id, "Well done", show_alert=True)
    answer = await anna.answer_to(press)
    assert (answer.text, answer.alert) == ("Well done", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)


async def test_the_newest_message_with_the_button_is_pressed(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await bot.send_message(42, "Monday", reply_markup=keyboard(["Done ✓"]))
    newer = await bot.send_message(42, "Tuesday", reply_markup=keyboard(["Done ✓"]))
    await bot.send_message(42, "no buttons")
    await anna.presses("Done")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == newer.message_id


async def test_a_button_that_is_not_there_can_not_be_pressed_but_a_stale_one_can(bot: Bot, chat: Chat) -> None:
    anna = chat()
    sent = await bot.send_message(42, "Sure?", reply_markup=keyboard(["Yes"]))
    asked = await anna.hears()
    await bot.edit_message_text("Sure.", 42, sent.message_id)
    with pytest.raises(NotThere, match="Sure"):
        await anna.presses("Yes")
    await anna.presses_on(asked, "Yes")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "yes"


async def test_a_picture_is_heard_and_can_be_downloaded_again(bot: Bot, chat: Chat) -> None:
    anna = chat()
    sent = await bot.send_photo(42, picture(), caption="<b>Week 1</b>", parse_mode="HTML")
    heard = await anna.hears()
    assert (heard.photo, heard.text) == (picture(), "Week 1")
    assert (sent.photo[0].width, sent.photo[0].height) == (60, 40)
    file = await bot.get_file(sent.photo[0].file_id)
    assert bytes(await file.download_as_bytearray()) == picture()
    again = await bot.send_photo(42, sent.photo[0].file_id)
    assert again.photo[0].file_unique_id == sent.photo[0].file_unique_id


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"not a picture", "image_process_failed"), (picture(2100, 10), "photo_invalid_dimensions")],
)
async def test_what_is_no_picture_is_refused(bot: Bot, chat: Chat, content: bytes, reason: str) -> None:
    chat()
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_photo(42, content)


async def test_a_caption_has_at_most_1024_characters(bot: Bot, chat: Chat) -> None:
    chat()
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(42, picture(), caption="x" * 1025)


async def test_a_document_keeps_its_name_and_bytes(bot: Bot, chat: Chat) -> None:
    anna = chat()
    sent = await bot.send_document(42, b'{"sessions": []}', filename="export.json")
    heard = await anna.hears()
    assert (heard.document, heard.file_name) == (b'{"sessions": []}', "export.json")
    assert sent.document is not None
    assert sent.document.mime_type == "application/json"
    caption = await bot.edit_message_caption(42, sent.message_id, caption="All of it")
    assert not isinstance(caption, bool)
    assert caption.caption == "All of it"


async def test_an_empty_file_and_an_unknown_file_are_refused(bot: Bot, chat: Chat) -> None:
    chat()
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(42, b"", filename="a.txt")
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(42, "unknown-id")
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("unknown-id")


async def test_commands_are_kept_by_scope_and_language(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    chat()
    await bot.set_my_commands([BotCommand("today", "Today's workout")])
    await bot.set_my_commands([BotCommand("heute", "Das Training")], language_code="de")
    await bot.set_my_commands([BotCommand("stop", "Stop")], scope=BotCommandScopeChat(7))
    listed = telegram.world.profile.commands_for
    assert listed(42, "en") == [{"command": "today", "description": "Today's workout"}]
    assert listed(42, "de-AT") == [{"command": "heute", "description": "Das Training"}]
    assert listed(7, "de") == [{"command": "stop", "description": "Stop"}]
    assert (await bot.get_my_commands())[0].command == "today"
    await bot.delete_my_commands(language_code="de")
    assert await bot.get_my_commands(language_code="de") == ()


@pytest.mark.parametrize("name", ["", "Today", "to-day", "x" * 33])
async def test_a_command_has_lower_case_letters_digits_and_underscores(bot: Bot, name: str) -> None:
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([(name, "x")])


async def test_the_bot_can_present_itself(bot: Bot, chat: Chat) -> None:
    chat()
    assert await bot.set_my_name("Backwards")
    assert await bot.set_my_description("Coaches you.")
    assert await bot.set_my_short_description("Coach")
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_me()).first_name == "Backwards"
    assert (await bot.get_my_description()).description == "Coaches you."
    assert (await bot.get_my_short_description()).short_description == "Coach"
    assert (await bot.get_my_name()).name == "Backwards"
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_housekeeping_calls_do_no_harm(bot: Bot, chat: Chat) -> None:
    chat()
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.send_chat_action(42, "typing")
    assert await bot.log_out()
    assert await bot.close()


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("getMeow")


async def test_a_wrong_token_is_unauthorised_where_one_token_is_asked_for() -> None:
    async with LocalTelegram(token="1:right") as telegram:
        with pytest.raises(InvalidToken):
            async with Bot("1:wrong", base_url=telegram.api_url + "/bot"):
                pass


async def test_a_runner_who_blocks_the_bot_is_forbidden_to_it(bot: Bot, chat: Chat) -> None:
    anna = chat()
    anna.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(42, "x")
    anna.unblocks()
    await bot.send_message(42, "x")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]
