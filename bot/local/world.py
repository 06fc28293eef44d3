"""All that one local Telegram holds, in memory: chats, files, the bot's profile, the updates that wait for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.local.chats import Chat, Deleted, Edited, Message, Said, StoredFile, User
from bot.local.keyboards import inline_json
from bot.local.profile import Profile
from bot.local.updates import Updates
from bot.local.wire import JsonObject, Refused, bad_request

BOT_NAME = "Retro Coach"
USERNAME = "retro_coach_bot"


@dataclass(slots=True)
class Press:
    """A callback query that is out; Telegram takes one answer to it."""

    chat_id: int
    answered: bool = False


class World:
    """All that one local Telegram holds, in memory. `clock` returns unix seconds."""

    def __init__(self, clock: Callable[[], float], first_id: int | None = None) -> None:
        start = int(clock()) if first_id is None else first_id
        self.clock = clock
        self.updates = Updates(start)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.bot_id = 1000
        """The number before the colon of the token that the bot used last."""
        self._next_id = start

    def now(self) -> int:
        return int(self.clock())

    def next_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def bot(self) -> User:
        return User(self.bot_id, self.profile.text("name") or BOT_NAME, is_bot=True)

    def open_chat(self, chat_id: int, title: str, kind: str = "private") -> Chat:
        """The chat of that id, made if it is new; a person's chat is called after them."""
        chat = self.chats.setdefault(chat_id, Chat(chat_id, title, kind))
        chat.title = title
        return chat

    def chat(self, chat_id: int) -> Chat:
        """The chat of that id as the bot may use it; raises `Refused` as Telegram does where it may not."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if not chat.bot_is_in:
            raise Refused(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        return chat

    def post(self, message: Message) -> Message:
        self.chats[message.chat_id].messages[message.message_id] = message
        self.chats[message.chat_id].happened(Said(message))
        return message

    def edit(self, message: Message, silently: bool = False) -> Message:
        """Puts an edited message in the place of the old one; `silently` leaves no "edited" mark."""
        marked = message if silently else replace(message, edited_at=self.now())
        self.chats[message.chat_id].messages[message.message_id] = marked
        self.chats[message.chat_id].happened(Edited(marked))
        return marked

    def delete(self, message: Message) -> None:
        del self.chats[message.chat_id].messages[message.message_id]
        self.chats[message.chat_id].happened(Deleted(message))

    def keep(self, folder: str, name: str, content: bytes) -> StoredFile:
        """Stores a file; the same content twice is two files with one unique id, as with Telegram."""
        digest, number = sha256(content).hexdigest()[:16], len(self.files) + 1
        suffix = "." + name.rpartition(".")[2] if "." in name else ""
        file = StoredFile(f"local-{number}-{digest}", digest, f"{folder}/file_{number}{suffix}", name, content)
        self.files[file.file_id] = file
        return file

    def message_json(self, message: Message, with_reply: bool = True) -> JsonObject:
        """A message as the Bot API writes it; what it replies to is written without its own reply."""
        chat = self.chats[message.chat_id]
        body: JsonObject = {
            "message_id": message.message_id,
            "from": message.sender.as_json(),
            "chat": chat.as_json(),
            "date": message.date,
            **message.parts,
        }
        words = "text" if message.kind == "text" else "caption"
        if message.text:
            body[words] = message.text
        if message.entities:
            body["entities" if words == "text" else "caption_entities"] = list(message.entities)
        if message.buttons:
            body["reply_markup"] = inline_json(message.buttons)
        if message.edited_at is not None:
            body["edit_date"] = message.edited_at
        if with_reply and message.reply_to in chat.messages:
            body["reply_to_message"] = self.message_json(chat.messages[message.reply_to], with_reply=False)
        return body
