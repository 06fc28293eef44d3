"""Telegram's updates, with their optional fields turned into certain values once. Everything behind this is certain."""

from dataclasses import dataclass
from datetime import datetime

from telegram import Chat, Update
from telegram import Message as TelegramMessage
from telegram.ext import filters

from coach.model import Message, Place

# Telegram's own limit for a text; what is longer came from somewhere else.
LONGEST = 4096

# What Telegram itself notes in a chat (a pinned message, a new picture): nobody has written it.
NOTED = filters.StatusUpdate.ALL

KINDS = ("sticker", "voice", "photo", "video", "document", "contact")


def message_of(update: Update, now: datetime) -> Message | None:
    """What a runner sent; None for updates that are no business of the coach (a channel's post, a poll)."""
    if update.callback_query is not None:
        return _pressed(update, now)
    said = update.message or update.edited_message
    if said is None or _is_noted(update, said):
        return None
    user = said.from_user
    # Under a picture of a watch stands what was run: a caption is read like any sentence.
    text = (said.text or said.caption or "").strip()
    return Message(
        update_id=update.update_id,
        chat_id=said.chat_id,
        at=said.date,
        text=text,
        message_id=said.message_id,
        reply_to=said.reply_to_message.message_id if said.reply_to_message else None,
        edited=update.edited_message is not None,
        place=Place(said.location.latitude, said.location.longitude) if said.location else None,
        unreadable=_unreadable(said, text),
        language=(user.language_code or "en") if user else "en",
        name=user.first_name if user else "",
        group=said.chat.type != Chat.PRIVATE,
    )


def _is_noted(update: Update, said: TelegramMessage) -> bool:
    """In a group it is answered all the same, so that whoever adds the bot learns that it coaches in private."""
    return said.chat.type == Chat.PRIVATE and bool(NOTED.check_update(update))


def _unreadable(said: TelegramMessage, text: str) -> str:
    if said.location is not None:
        return ""
    if text:
        return "long" if len(text) > LONGEST else ""
    named = next((kind for kind in KINDS if getattr(said, kind)), None)
    return named or ("empty" if said.text is not None else "other")


def _pressed(update: Update, now: datetime) -> Message | None:
    query = update.callback_query
    if query is None or query.message is None:
        return None
    return Message(
        update_id=update.update_id,
        chat_id=query.message.chat.id,
        at=now,
        button=query.data or "",
        message_id=query.message.message_id,
        callback_id=query.id,
        language=query.from_user.language_code or "en",
        name=query.from_user.first_name,
        group=query.message.chat.type != Chat.PRIVATE,
    )


@dataclass(frozen=True, slots=True)
class Press:
    """The message whose button was pressed, as HTML, and the button's label."""

    html: str
    label: str


def press_of(update: Update) -> Press | None:
    """What was pressed, where Telegram still shows us the message."""
    query = update.callback_query
    if query is None or not isinstance(query.message, TelegramMessage) or query.message.reply_markup is None:
        return None
    buttons = (button for row in query.message.reply_markup.inline_keyboard for button in row)
    label = next((button.text for button in buttons if button.callback_data == query.data), "")
    return Press(query.message.text_html or "", label) if query.message.text and label else None


def has_blocked(update: Update) -> bool | None:
    """Whether the runner has just blocked (True) or unblocked (False) the bot; None when it is about neither."""
    change = update.my_chat_member
    if change is None or change.chat.type != Chat.PRIVATE:
        return None
    return change.new_chat_member.status in ("kicked", "left")
