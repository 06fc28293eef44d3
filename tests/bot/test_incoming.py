"""Telegram's updates, as Telegram writes them, become certain values."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.incoming import has_blocked, message_of
from coach.model import Message, Place

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
ANNA = {"id": 42, "is_bot": False, "first_name": "Anna", "language_code": "pt-BR"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Anna"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Retro club"}
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [{**FILE, "width": 90, "height": 90}]

Data = dict[str, Any]


def update(**content: Any) -> Update:
    return Update.de_json({"update_id": 7, **content}, None)


def message(**content: Any) -> Data:
    return {"message_id": 3, "date": int(AT.timestamp()), "chat": PRIVATE, "from": ANNA, **content}


def heard(**content: Any) -> Message:
    """What becomes of a runner's message with this content."""
    found = message_of(update(message=message(**content)), NOW)
    assert found is not None
    return found


def pressed(**content: Any) -> Data:
    return {"id": "99", "from": ANNA, "chat_instance": "1", **content}


# ---------------------------------------------------------------- words


def test_a_text_becomes_a_message_with_nothing_left_open() -> None:
    assert heard(text=" 2 km backward \n") == Message(
        update_id=7, chat_id=42, at=AT, text="2 km backward", message_id=3, language="pt-BR", name="Anna"
    )


def test_the_day_is_that_of_the_message_and_not_of_its_reading() -> None:
    assert heard(text="done").at == AT


def test_somebody_without_a_language_is_heard_in_english() -> None:
    assert heard(text="hi", **{"from": {"id": 42, "is_bot": False, "first_name": "Ben"}}).language == "en"


def test_a_reply_names_the_message_it_replies_to() -> None:
    ours = message(message_id=2, text="Logged")
    assert heard(text="no, 3 km", reply_to_message=ours).reply_to == 2


def test_an_edited_message_is_marked_as_edited_and_keeps_its_id_and_date() -> None:
    found = message_of(update(edited_message=message(text="3 km", edit_date=int(NOW.timestamp()))), NOW)
    assert found is not None
    assert (found.edited, found.message_id, found.at, found.text) == (True, 3, AT, "3 km")


def test_a_text_is_not_unreadable() -> None:
    assert heard(text="hello").unreadable == ""


@pytest.mark.parametrize("kind", ["photo", "video", "document"])
def test_what_stands_under_a_picture_is_read_like_a_sentence(kind: str) -> None:
    content = PHOTO if kind == "photo" else {**FILE, "width": 1, "height": 1, "duration": 1}
    found = heard(caption=" 2 km backward ", **{kind: content})
    assert (found.text, found.unreadable) == ("2 km backward", "")


def test_a_text_that_is_far_too_long_is_named_so() -> None:
    assert heard(text="x" * 4097).unreadable == "long"
    assert heard(text="x" * 4096).unreadable == ""


def test_a_text_of_blanks_is_empty() -> None:
    assert heard(text=" \n ").unreadable == "empty"


# ---------------------------------------------------------------- everything else


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": PHOTO}, "photo"),
        ({"photo": PHOTO, "caption": "  "}, "photo"),
        (
            {"sticker": {**FILE, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}},
            "sticker",
        ),
        ({"voice": {**FILE, "duration": 3}}, "voice"),
        ({"video": {**FILE, "width": 9, "height": 9, "duration": 3}}, "video"),
        ({"document": {**FILE, "file_name": "run.gpx"}}, "document"),
        ({"contact": {"phone_number": "1", "first_name": "Ben"}}, "contact"),
        ({"video_note": {**FILE, "length": 9, "duration": 3}}, "other"),
        ({"audio": {**FILE, "duration": 3}}, "other"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "other"),
    ],
)
def test_what_cannot_be_read_is_named(content: Data, kind: str) -> None:
    found = heard(**content)
    assert (found.text, found.unreadable) == ("", kind)


def test_a_shared_location_is_a_place() -> None:
    found = heard(location={"latitude": 38.72, "longitude": -9.14})
    assert (found.place, found.text, found.unreadable) == (Place(38.72, -9.14), "", "")


def test_a_message_in_a_group_is_marked_so_and_answered_there() -> None:
    found = heard(text="/today", chat=GROUP)
    assert (found.group, found.chat_id) == (True, -100500)


def test_being_added_to_a_group_is_heard() -> None:
    assert heard(chat=GROUP, new_chat_members=[{"id": 1, "is_bot": True, "first_name": "Coach"}]).group


@pytest.mark.parametrize(
    "content",
    [
        {"pinned_message": {"message_id": 2, "date": 1, "chat": PRIVATE, "text": "Logged"}},
        {"connected_website": "example.org"},
        {"write_access_allowed": {}},
    ],
)
def test_what_telegram_itself_notes_in_a_chat_is_no_message(content: Data) -> None:
    assert message_of(update(message=message(**content)), NOW) is None


@pytest.mark.parametrize(
    "content",
    [
        {
            "channel_post": {
                "message_id": 3,
                "date": 1,
                "chat": {"id": -1, "type": "channel", "title": "c"},
                "text": "x",
            }
        },
        {"edited_channel_post": {"message_id": 3, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "x"}},
        {"inline_query": {"id": "1", "from": ANNA, "query": "x", "offset": ""}},
        {},
    ],
    ids=["a channel's post", "an edited post", "an inline query", "something new"],
)
def test_what_is_no_business_of_the_coach_is_left_alone(content: Data) -> None:
    assert message_of(update(**content), NOW) is None


# ---------------------------------------------------------------- buttons


def test_a_pressed_button_names_its_message_and_its_data() -> None:
    found = message_of(update(callback_query=pressed(data="cmd:today", message=message(text="Hi"))), NOW)
    assert found == Message(
        update_id=7,
        chat_id=42,
        at=NOW,
        button="cmd:today",
        message_id=3,
        callback_id="99",
        language="pt-BR",
        name="Anna",
    )


def test_a_button_under_a_message_too_old_to_see_still_works() -> None:
    gone = {"message_id": 3, "date": 0, "chat": PRIVATE}
    found = message_of(update(callback_query=pressed(data="cmd:today", message=gone)), NOW)
    assert found is not None
    assert (found.button, found.chat_id, found.message_id, found.at) == ("cmd:today", 42, 3, NOW)


def test_a_button_of_a_message_that_is_not_ours_is_left_alone() -> None:
    assert message_of(update(callback_query=pressed(data="x", inline_message_id="i")), NOW) is None


def test_a_button_in_a_group_is_marked_so() -> None:
    found = message_of(update(callback_query=pressed(data="x", message=message(text="Hi", chat=GROUP))), NOW)
    assert found is not None
    assert found.group


# ---------------------------------------------------------------- blocked and back


def member(status: str, chat: Data) -> Update:
    bot = {"id": 1, "is_bot": True, "first_name": "Coach"}
    until = {"until_date": 0} if status == "kicked" else {}
    change = {"chat": chat, "from": ANNA, "date": 1, "old_chat_member": {"user": bot, "status": "left"}}
    return update(my_chat_member={**change, "new_chat_member": {"user": bot, "status": status, **until}})


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("left", True), ("member", False)])
def test_a_runner_who_blocks_the_bot_or_comes_back_is_noticed(status: str, blocked: bool) -> None:
    assert has_blocked(member(status, PRIVATE)) is blocked
    assert message_of(member(status, PRIVATE), NOW) is None


def test_to_be_thrown_out_of_a_group_is_no_block() -> None:
    assert has_blocked(member("kicked", GROUP)) is None


def test_a_message_is_no_block() -> None:
    assert has_blocked(update(message=message(text="hi"))) is None
