"""One send over Telegram's API, and what came of it.

The rule: an outcome says for certain whether the runner can have seen it. Errors are told apart here and nowhere else.
"""

import logging
from dataclasses import dataclass
from typing import assert_never

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.network import NotArrived, TooManyRequests

log = logging.getLogger(__name__)

# ---------------------------------------------------------------- what is sent


@dataclass(frozen=True, slots=True)
class Button:
    """`data` comes back when it is pressed (at most 64 bytes)."""

    label: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """`html` is Telegram's HTML. `ask_place` is the label of a "share my location" key under it (empty: none);
    `hide_keys` takes that key away again.
    """

    html: str
    keyboard: Keyboard = ()
    ask_place: str = ""
    hide_keys: bool = False


@dataclass(frozen=True, slots=True)
class EditText:
    """New words and buttons for a message of ours. When that is gone, they are sent as a new one."""

    message_id: int
    html: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Photo:
    content: bytes
    html: str = ""
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    filename: str
    html: str = ""
    keyboard: Keyboard = ()


Rendered = Text | EditText | Photo | File

# ---------------------------------------------------------------- what came of it


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not sent; try again. `pause` seconds are for everybody (Telegram's 429, or no network)."""

    reason: str
    pause: float


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may have arrived: the answer was lost."""

    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The runner does not want to hear from us (or is gone)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Telegram will never take this one."""

    reason: str


Sending = Sent | NotSent | Ambiguous | Blocked | Dead

NO_NETWORK_PAUSE_S = 2.0
BAD_TOKEN_PAUSE_S = 60.0


async def send(bot: Bot, chat_id: int, rendered: Rendered) -> Sending:
    """Send one message. Never raises what Telegram or the network did; cancellation goes through."""
    try:
        return Sent(await _call(bot, chat_id, rendered))
    except TelegramError as error:
        return _outcome(error, rendered)


def _outcome(error: TelegramError, rendered: Rendered) -> Sending:
    match error:
        case TooManyRequests():
            return NotSent("Telegram asks us to slow down", error.seconds)
        case NotArrived():
            return NotSent(error.message, NO_NETWORK_PAUSE_S)
        case Forbidden():
            return Blocked(error.message)
        case BadRequest() if isinstance(rendered, EditText) and "not modified" in error.message.lower():
            return Sent(rendered.message_id)
        case BadRequest() | ChatMigrated():
            return Dead(error.message)
        case InvalidToken() | Conflict():
            log.error("Telegram refuses our token: check [telegram] token")
            return NotSent("the token was refused", BAD_TOKEN_PAUSE_S)
        case NetworkError():
            return Ambiguous(error.message)
    return Ambiguous(f"{type(error).__name__}: {error.message}")


async def _call(bot: Bot, chat_id: int, rendered: Rendered) -> int:
    match rendered:
        case Text():
            return await _text(bot, chat_id, rendered)
        case EditText():
            return await _edit(bot, chat_id, rendered)
        case Photo():
            message = await bot.send_photo(
                chat_id,
                InputFile(rendered.content, filename="picture.png"),
                caption=rendered.html or None,
                parse_mode=ParseMode.HTML,
                reply_markup=_inline(rendered.keyboard),
            )
            return message.message_id
        case File():
            message = await bot.send_document(
                chat_id,
                InputFile(rendered.content, filename=rendered.filename),
                caption=rendered.html or None,
                parse_mode=ParseMode.HTML,
                reply_markup=_inline(rendered.keyboard),
            )
            return message.message_id
        case _:
            assert_never(rendered)


async def _text(bot: Bot, chat_id: int, rendered: Text) -> int:
    """By far the most frequent call, so it is written and read as plain JSON: the library's own objects for the keys
    and for the answer cost more than all the rest of it."""
    keys = _keys(rendered)
    values: dict[str, object] = {
        "chat_id": chat_id,
        "text": rendered.html,
        "parse_mode": ParseMode.HTML.value,
        "link_preview_options": {"is_disabled": True},
    }
    if keys is not None:
        values["reply_markup"] = keys
    data = RequestData([RequestParameter(name, value, None) for name, value in values.items()])
    result = await bot.request.post(f"{bot.base_url}/sendMessage", data)
    message_id = result.get("message_id") if isinstance(result, dict) else None
    return message_id if isinstance(message_id, int) else 0


async def _edit(bot: Bot, chat_id: int, rendered: EditText) -> int:
    try:
        edited = await bot.edit_message_text(
            rendered.html,
            chat_id=chat_id,
            message_id=rendered.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(rendered.keyboard),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    except BadRequest as error:
        if not _is_gone(error.message.lower()):
            raise
        return await _text(bot, chat_id, Text(rendered.html, rendered.keyboard))
    return edited.message_id if isinstance(edited, Message) else rendered.message_id


def _is_gone(words: str) -> bool:
    return "message to edit not found" in words or "can't be edited" in words or "no text in the message" in words


def _inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in keyboard]
    )


def _keys(rendered: Text) -> dict[str, object] | None:
    if rendered.ask_place:
        return _place_keys(rendered)
    if rendered.keyboard:
        rows = [[{"text": key.label, "callback_data": key.data} for key in row] for row in rendered.keyboard]
        return {"inline_keyboard": rows}
    return {"remove_keyboard": True} if rendered.hide_keys else None


def _place_keys(rendered: Text) -> dict[str, object]:
    """Telegram allows the location key only among keys that type: the other choices are typed by theirs."""
    rows: list[list[dict[str, object]]] = [[{"text": rendered.ask_place, "request_location": True}]]
    rows += [[{"text": button.label} for button in row] for row in rendered.keyboard]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
