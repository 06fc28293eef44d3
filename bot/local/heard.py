"""What a runner hears and how a chat reads: bot messages as plain data, and whole chats as text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.local.chats import (
    Acting,
    Answered,
    Blocked,
    Chat,
    Deleted,
    Edited,
    Event,
    Message,
    Offered,
    Presented,
    Pressed,
    Said,
)
from bot.local.keyboards import Rows, labels
from bot.local.wire import JsonObject


@dataclass(frozen=True, slots=True)
class Heard:
    """A bot message at the moment it was said or edited. `text` is the caption where it carries a picture or file."""

    message_id: int
    text: str
    buttons: list[list[str]] = field(default_factory=list)
    choices: list[list[str]] = field(default_factory=list)
    """The labels of the keyboard that the bot showed in place of the runner's own."""
    photo: bytes | None = None
    document: bytes | None = None
    file_name: str = ""
    edited: bool = False
    reply_to: int | None = None
    silent: bool = False
    entities: tuple[JsonObject, ...] = ()
    date: int = 0


def heard(event: Said | Edited, chat: Chat) -> Heard:
    message = event.message
    content = message.file.content if message.file else None
    return Heard(
        message_id=message.message_id,
        text=message.text,
        buttons=labels(message.buttons),
        choices=labels(chat.choices.rows) if chat.choices else [],
        photo=content if message.kind == "photo" else None,
        document=content if message.kind == "document" else None,
        file_name=message.file.name if message.file else "",
        edited=isinstance(event, Edited),
        reply_to=message.reply_to,
        silent=message.silent,
        entities=message.entities,
        date=message.date,
    )


def transcript(chat: Chat) -> str:
    """Everything that happened in a chat, as a dialogue."""
    return "\n".join(line for event in chat.log for line in _lines(event))


def _lines(event: Event) -> Iterator[str]:
    match event:
        case Said(message):
            yield from _speech(message, "")
        case Edited(message):
            yield from _speech(message, " (edited)")
        case Deleted(message):
            yield f"* {message.sender.name} deleted: {message.text.partition(chr(10))[0]}"
        case Pressed(user=user, label=label):
            yield f"{user.name} presses [{label}]"
        case Answered(text=text, alert=alert):
            if text:
                yield f"* {'alert' if alert else 'toast'}: {text}"
        case Offered(choices):
            yield from _keys(choices.rows) if choices else ["* the keyboard goes away"]
        case Blocked(now):
            yield f"* the bot is {'blocked' if now else 'unblocked'}"
        case Acting() | Presented():
            pass


def _speech(message: Message, mark: str) -> Iterator[str]:
    who = f"{message.sender.name}{mark}: "
    words = _carried(message) + message.text
    yield who + words.replace("\n", "\n" + " " * len(who))
    yield from _keys(message.buttons)


def _carried(message: Message) -> str:
    match message.kind:
        case "text":
            return ""
        case "document" if message.file:
            return f"<{message.file.name}> "
        case kind:
            return f"<{kind}> "


def _keys(rows: Rows) -> Iterator[str]:
    for row in rows:
        yield "    " + " ".join(f"[{button.text}]" for button in row)


def pressable(chat: Chat, fits: Callable[[str], bool]) -> tuple[Message, str, str] | None:
    """The newest message with an inline button whose label fits: (message, label, callback data)."""
    for message in sorted(chat.messages.values(), key=lambda message: -message.message_id):
        for row in message.buttons:
            for button in row:
                if button.data and fits(button.text):
                    return message, button.text, button.data
    return None


def as_it_was(chat: Chat, message_id: int, label: str) -> tuple[Message, str, str] | None:
    """That button as the message once showed it, however it stands now: (message, label, callback data)."""
    for event in reversed(chat.log):
        if isinstance(event, Said | Edited) and event.message.message_id == message_id:
            for row in event.message.buttons:
                for button in row:
                    if label in button.text and button.data:
                        return event.message, button.text, button.data
    return None
