"""Telegram's updates, with their optional fields turned into certain values once. Everything behind this is certain."""

from datetime import datetime

from telegram import Chat, Update
from telegram import Message as TelegramMessage

from coach.model import Message, Place

# Telegram's own limit for a text; what is longer came from somewhere else.
LONGEST = 4096

KINDS = ("sticker", "voice", "photo", "video", "document", "contact")


def message_of(update: Update, now: datetime) -> Message | None:
    """What a runner sent; None for updates that are no business of the coach (a channel's post, a poll)."""
    if update.callback_query is not None:
        return _pressed(update, now)
    said = update.message or update.edited_message
    if said is None or update.effective_chat is None:
        return None
    user = said.from_user
    text = said.text or ""
    return Message(
        update_id=update.update_id,
        chat_id=said.chat_id,
        at=said.date,
        text=text.strip(),
        message_id=said.message_id,
        reply_to=said.reply_to_message.message_id if said.reply_to_message else None,
        edited=update.edited_message is not None,
        place=Place(said.location.latitude, said.location.longitude) if said.location else None,
        unreadable=_unreadable(said, text.strip()),
        language=(user.language_code or "en") if user else "en",
        name=user.first_name if user else "",
        group=said.chat.type != Chat.PRIVATE,
    )


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


def has_blocked(update: Update) -> bool | None:
    """Whether the runner has just blocked (True) or unblocked (False) the bot; None when it is about neither."""
    change = update.my_chat_member
    if change is None or change.chat.type != Chat.PRIVATE:
        return None
    return change.new_chat_member.status in ("kicked", "left")
