"""A person in a chat with the bot: speaks, presses, and hears, for tests, the page and the terminal alike.

One rule: a runner does only what a person with a phone could do.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.local.chats import Answered, Blocked, Chat, Message, Offered, Pressed, Said, StoredFile, User
from bot.local.formatting import Formatted, found
from bot.local.heard import Heard, as_it_was, heard, pressable, transcript
from bot.local.hearing import Ear
from bot.local.media import document_part, photo_part, picture_size
from bot.local.membership import concerns_bot, membership
from bot.local.sends import MOST_TEXT
from bot.local.wire import JsonObject
from bot.local.world import Press, World
from coach.model import Json


class NothingHeard(AssertionError):  # noqa: N818 - it is said as a sentence
    """The bot did not say what was waited for in time; the text shows the chat so far."""


class NotThere(AssertionError):  # noqa: N818
    """There is no such button or message in the chat; the text shows the chat so far."""


class Runner:
    """One person in one chat. `hears` reads on from where the last `hears` ended."""

    def __init__(self, world: World, chat: Chat, user: User, sees_all: bool = True) -> None:
        self.user = user
        self.chat = chat
        self.world = world
        self._sees_all = sees_all
        self._ear = Ear(chat)

    # ------------------------------------------------------------ speaking

    async def says(self, text: str, reply_to: int | None = None) -> Message:
        """Sends a text; one beyond Telegram's length goes as several messages, as apps do. Returns the last."""
        first, rest = text[:MOST_TEXT], text[MOST_TEXT:]
        message = self._send(first, {}, reply_to=reply_to)
        return await self.says(rest) if rest.strip() else message

    async def speaks(self, text: str, reply_to: int | None = None) -> Message:
        """Types a text; where it is the label of a key that the bot shows, that key counts as pressed."""
        return await self.says(self._key(text) or text, reply_to)

    async def replies_to(self, message: Heard | Message, text: str) -> Message:
        return self._send(text, {}, reply_to=message.message_id)

    async def sends_location(self, latitude: float, longitude: float) -> Message:
        return self._send("", {"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_photo(self, content: bytes, caption: str = "") -> Message:
        """Sends a PNG or JPEG."""
        file = self.world.keep("photos", "photo.jpg", content)
        return self._send(caption, photo_part(file, *picture_size(content)), file=file)

    async def sends_document(self, content: bytes, name: str = "file.txt", caption: str = "") -> Message:
        file = self.world.keep("documents", name, content)
        return self._send(caption, document_part(file), file=file)

    async def sends_voice(self, content: bytes = b"OggS", seconds: int = 3) -> Message:
        file = self.world.keep("voice", "voice.oga", content)
        part: JsonObject = {"voice": file.as_json() | {"duration": seconds, "mime_type": "audio/ogg"}}
        return self._send("", part, file=file)

    async def sends_sticker(self, emoji: str = "👍") -> Message:
        file = self.world.keep("stickers", "sticker.webp", b"RIFF")
        shape: JsonObject = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send("", {"sticker": file.as_json() | shape | {"emoji": emoji}}, file=file)

    async def edits(self, message: Message, text: str) -> Message:
        """Changes one of the runner's own messages."""
        if message.sender.user_id != self.user.user_id or message.message_id not in self.chat.messages:
            raise NotThere(f"{self.user.name} can't edit that message")
        marked = found(Formatted(text))
        edited = self.world.edit(replace(message, text=marked.text, entities=marked.entities))
        self._tell("edited_message", edited)
        return edited

    # ------------------------------------------------------------ pressing

    async def presses(self, label: str) -> str:
        """Presses the button of that label (or else one that contains it) in the newest message that has it, or on
        the keyboard that the bot shows. Returns the id of the press, for `answer_to`; raises `NotThere`.
        """
        key = self._key(label)
        if key:
            return str((await self.says(key)).message_id)
        at = pressable(self.chat, lambda text: text == label) or pressable(self.chat, lambda text: label in text)
        if at is None:
            raise NotThere(f"no button {label!r} in:\n{self.transcript()}")
        return self._press(*at)

    def presses_at(self, message_id: int, row: int, column: int) -> str:
        """Presses the button at that place under a message; raises `NotThere`."""
        message = self.chat.messages.get(message_id)
        if message is None or row >= len(message.buttons) or column >= len(message.buttons[row]):
            raise NotThere("that button is gone")
        button = message.buttons[row][column]
        return self._press(message, button.text, button.data)

    async def presses_on(self, message: Heard | Message, label: str) -> str:
        """Presses a button as that message showed it, even where it is long gone: a stale press."""
        old = as_it_was(self.chat, message.message_id, label)
        if old is None:
            raise NotThere(f"message {message.message_id} never had a button {label!r}")
        return self._press(*old)

    async def answer_to(self, press: str, timeout: float = 10) -> Answered:  # noqa: ASYNC109 - it is the caller's own clock
        """What the bot answered to a press (its text is empty where it only stopped the spinner)."""
        answer = await self._ear.answer(press, timeout)
        if answer is None:
            raise NothingHeard(f"no answer to the press within {timeout} s in:\n{self.transcript()}")
        return answer

    # ------------------------------------------------------------ hearing

    async def hears(self, timeout: float = 10, edits: bool = True) -> Heard:  # noqa: ASYNC109 - as above
        """The next bot message, or edit of one, that this runner has not read yet; `edits=False` passes over edits."""
        message = await self._ear.next(timeout, edits)
        if message is None:
            raise NothingHeard(f"nothing within {timeout} s in:\n{self.transcript()}")
        return message

    async def hears_nothing(self, for_seconds: float = 0.3) -> None:
        message = await self._ear.next(for_seconds, edits=True)
        if message is not None:
            raise AssertionError(f"unexpected: {message.text!r} in:\n{self.transcript()}")

    def has_read_everything(self) -> None:
        """Passes over what the bot has said so far."""
        self._ear.skip()

    def sees(self) -> list[Heard]:
        """The bot's messages as they stand in the chat now, oldest first."""
        bots = [message for message in self.chat.messages.values() if message.sender.is_bot]
        return [heard(Said(message), self.chat) for message in sorted(bots, key=lambda message: message.message_id)]

    def transcript(self) -> str:
        """The whole chat as a readable dialogue."""
        return transcript(self.chat)

    # ------------------------------------------------------------ leaving

    def blocks(self) -> None:
        """Blocks the bot: it may not speak here any more."""
        self._set_blocked(True)

    def unblocks(self) -> None:
        self._set_blocked(False)

    # ------------------------------------------------------------ inside

    def _send(
        self, text: str, parts: Mapping[str, Json], *, reply_to: int | None = None, file: StoredFile | None = None
    ) -> Message:
        marked = found(Formatted(text))
        world = self.world
        message = Message(
            message_id=world.next_id(),
            chat_id=self.chat.chat_id,
            sender=self.user,
            date=world.now(),
            text=text,
            entities=marked.entities,
            reply_to=reply_to,
            parts=parts,
            file=file,
        )
        world.post(message)
        self._tell("message", message)
        return message

    def _tell(self, kind: str, message: Message) -> None:
        if self._sees_all or concerns_bot(message, self.chat):
            self.world.updates.put(kind, self.world.message_json(message))

    def _key(self, label: str) -> str:
        """The key of the shown keyboard with that label; a keyboard for one time goes away with it."""
        choices = self.chat.choices
        if not choices or not any(button.text == label for row in choices.rows for button in row):
            return ""
        if choices.one_time:
            self.chat.choices = None
            self.chat.happened(Offered(None))
        return label

    def _press(self, message: Message, label: str, data: str) -> str:
        world = self.world
        query_id = str(world.next_id())
        world.presses[query_id] = Press(self.chat.chat_id)
        self.chat.happened(Pressed(query_id, self.user, message.message_id, label))
        query: JsonObject = {
            "id": query_id,
            "from": self.user.as_json(),
            "message": world.message_json(message),
            "chat_instance": str(self.chat.chat_id),
            "data": data,
        }
        world.updates.put("callback_query", query)
        return query_id

    def _set_blocked(self, now: bool) -> None:
        self.chat.blocked = now
        self.chat.happened(Blocked(now))
        statuses = ("member", "kicked") if now else ("kicked", "member")
        self.world.updates.put("my_chat_member", membership(self.world, self.chat, self.user, *statuses))
