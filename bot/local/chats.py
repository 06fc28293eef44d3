"""A chat as data: its people, its messages, and everything that happened in it, in order.

One rule: whoever shows a chat (a test, the page, the terminal) reads its log; nobody is called back.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.local.keyboards import Choices, Rows
from bot.local.wire import JsonObject
from coach.model import Json


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot."""

    user_id: int
    name: str
    language: str = ""
    is_bot: bool = False

    def as_json(self) -> JsonObject:
        body: JsonObject = {"id": self.user_id, "is_bot": self.is_bot, "first_name": self.name}
        return body | ({"language_code": self.language} if self.language else {})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that somebody sent. `path` is where the bot downloads it below /file/bot<token>/."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content: bytes

    def as_json(self) -> JsonObject:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now; an edit replaces it. `parts` are further Bot API fields ("location", ...)."""

    message_id: int
    chat_id: int
    sender: User
    date: int
    text: str = ""
    entities: tuple[JsonObject, ...] = ()
    buttons: Rows = ()
    reply_to: int | None = None
    edited_at: int | None = None
    parts: Mapping[str, Json] = field(default_factory=dict)
    file: StoredFile | None = None
    silent: bool = False

    @property
    def kind(self) -> str:
        """ "text", or the name of what it carries: "photo", "document", "location", "sticker", ..."""
        return next((name for name in self.parts if name != "link_preview_options"), "text")


@dataclass(frozen=True, slots=True)
class Said:
    """A new message is in the chat."""

    message: Message


@dataclass(frozen=True, slots=True)
class Edited:
    message: Message


@dataclass(frozen=True, slots=True)
class Deleted:
    message: Message


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed an inline button."""

    query_id: str
    user: User
    message_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The bot answered such a press: its toast or alert, both perhaps empty."""

    query_id: str
    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Acting:
    """The bot shows that it is "typing", "upload_photo", ..."""

    action: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The keyboard in place of the runner's own has changed; None: it is gone."""

    choices: Choices | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """The runner blocked the bot, or let it speak again."""

    now: bool


@dataclass(frozen=True, slots=True)
class Presented:
    """The bot changed its name, description or commands."""


Event = Said | Edited | Deleted | Pressed | Answered | Acting | Offered | Blocked | Presented


@dataclass(slots=True)
class Chat:
    """One chat: what stands in it (`messages`) and everything that happened in it (`log`)."""

    chat_id: int
    title: str
    kind: str = "private"
    messages: dict[int, Message] = field(default_factory=dict)
    choices: Choices | None = None
    blocked: bool = False
    bot_is_in: bool = True
    log: list[Event] = field(default_factory=list)
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def happened(self, event: Event) -> None:
        self.log.append(event)
        self._bell.set()
        self._bell = asyncio.Event()

    async def wait_beyond(self, index: int) -> None:
        """Returns once the log holds more than `index` events."""
        while len(self.log) <= index:
            await self._bell.wait()

    def as_json(self) -> JsonObject:
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.chat_id, "type": self.kind, name: self.title}
