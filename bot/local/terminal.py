"""The chat in a terminal: the same server and the same bot as the page, in plain text.

One rule: what is typed goes to the bot as it stands, but for lines that begin with a colon.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.local.chats import Answered, Deleted, Edited, Event, Message, Offered, Said
from bot.local.keyboards import Rows
from bot.local.plain import plain, wrapped
from bot.local.runner import Runner
from bot.local.server import PAGE_CHAT, LocalTelegram
from bot.local.typed import typed_lines

HELP = (
    "Type a message and press Enter; :1 presses button [1] (its label works too),"
    " :at 51.5 -0.1 shares a location, Ctrl-D ends."
)
_FIRST_WORD_S = 10.0
_QUIET_S = 0.4
_WIDEST = 88


async def run_terminal(
    telegram: LocalTelegram,
    chat_id: int = PAGE_CHAT,
    *,
    lines: AsyncIterator[str] | None = None,
    write: Callable[[str], object] = sys.stdout.write,
    folder: Path | None = None,
) -> None:
    """Chats until the input ends. From a pipe, each line waits until the bot has answered the one before.

    lines, write: instead of standard input and output. folder: where pictures and files are saved (else a new
    temporary one).
    """
    piped = lines is not None or not sys.stdin.isatty()
    screen = _Screen(telegram.runner(chat_id, "Runner"), write, folder, ansi=not piped and sys.stdout.isatty())
    screen.say(HELP)
    showing = asyncio.create_task(screen.shows())
    try:
        async for line in lines or typed_lines():
            if piped and line.strip():
                screen.say(f"You    {line}")
            before = len(screen.runner.chat.log)
            if await screen.takes(line.strip()) and piped:
                await screen.settles(before)
    finally:
        showing.cancel()


@dataclass(frozen=True, slots=True)
class _Key:
    """A button that can be pressed by its number: at a place under a message, or on the runner's keyboard."""

    label: str
    message_id: int = 0
    row: int = 0
    column: int = 0
    asks: str = ""


class _Screen:
    def __init__(self, runner: Runner, write: Callable[[str], object], folder: Path | None, ansi: bool) -> None:
        self.runner = runner
        self._write = write
        self._folder = folder
        self._ansi = ansi
        self._keys: list[_Key] = []
        self._shown = len(runner.chat.log)
        self._width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)

    def say(self, line: str) -> None:
        self._write(line + "\n")
        if self._write == sys.stdout.write:
            sys.stdout.flush()

    # ------------------------------------------------------------ what is typed

    async def takes(self, line: str) -> bool:
        """Does what a line says; whether the bot now has something to answer."""
        if not line:
            return False
        if line.startswith(":at"):
            return await self._shares(line[3:].replace(",", " ").split())
        if line.startswith(":"):
            return await self._presses(line[1:].strip())
        key = next((key for key in self._keys if key.label.lower() == line.lower()), None)
        if key:
            return await self._press(key)
        await self.runner.speaks(line)
        return True

    async def settles(self, before: int) -> None:
        """Waits until the bot has said something, and then nothing for a moment."""
        seconds, seen = _FIRST_WORD_S, before
        while True:
            try:
                async with asyncio.timeout(seconds):
                    await self.runner.chat.wait_beyond(seen)
            except TimeoutError:
                return
            news = self.runner.chat.log[seen:]
            seen += len(news)
            if any(_is_bots(event) for event in news):
                seconds = _QUIET_S
            await asyncio.sleep(0)

    async def _shares(self, place: list[str]) -> bool:
        try:
            latitude, longitude = (float(number) for number in place)
        except ValueError:
            self.say("A location is two numbers, latitude and longitude, such as :at 51.5 -0.1")
            return False
        await self.runner.sends_location(latitude, longitude)
        return True

    async def _presses(self, number: str) -> bool:
        if not number.isdecimal() or not 1 <= int(number) <= len(self._keys):
            self.say(f"There is no button [{number}]. {HELP}")
            return False
        return await self._press(self._keys[int(number) - 1])

    async def _press(self, key: _Key) -> bool:
        if key.asks == "location":
            self.say("Share it with :at and two numbers, latitude and longitude, such as :at 51.5 -0.1")
            return False
        if key.message_id:
            self.runner.presses_at(key.message_id, key.row, key.column)
        else:
            await self.runner.speaks(key.label)
        return True

    # ------------------------------------------------------------ what is shown

    async def shows(self) -> None:
        """Shows what happens in the chat, for ever."""
        while True:
            await self.runner.chat.wait_beyond(self._shown)
            event = self.runner.chat.log[self._shown]
            self._shown += 1
            self._show(event)

    def _show(self, event: Event) -> None:
        match event:
            case Said(message) if message.sender.is_bot:
                self._tell(message, "Coach  ")
            case Edited(message) if message.sender.is_bot:
                self._tell(message, "Coach* ")
            case Deleted(message) if message.sender.is_bot:
                self._forget(message.message_id)
            case Answered(text=text) if text:
                self.say(f"       ({text})")
            case Offered(choices):
                self._offer(choices.rows if choices else ())
            case _:
                pass

    def _tell(self, message: Message, start: str) -> None:
        if message.file:
            self.say(f"{start}{message.kind} saved: {self._save(message)}")
            start = " " * len(start)
        if message.text:
            self.say(wrapped(plain(message.text, message.entities, ansi=self._ansi), start, self._width))
        if message.buttons:
            self._keys = [
                _Key(button.text, message.message_id, row, column)
                for row, buttons in enumerate(message.buttons)
                for column, button in enumerate(buttons)
                if not button.url
            ]
            self._list(message.buttons)
        else:
            self._forget(message.message_id)

    def _offer(self, rows: Rows) -> None:
        self._keys = [_Key(button.text, asks=button.asks) for row in rows for button in row]
        self._list(rows)

    def _list(self, rows: Rows) -> None:
        number = 0
        for row in rows:
            shown: list[str] = []
            for button in row:
                number += not button.url
                shown.append(f"{button.text}: {button.url}" if button.url else f"[{number}] {button.text}")
            self.say("       " + "   ".join(shown))

    def _forget(self, message_id: int) -> None:
        self._keys = [key for key in self._keys if key.message_id != message_id]

    def _save(self, message: Message) -> Path:
        assert message.file
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="retro-coach-"))
        path = self._folder / f"{message.message_id}-{Path(message.file.name).name}"
        path.write_bytes(message.file.content)
        return path


def _is_bots(event: Event) -> bool:
    return isinstance(event, Answered) or (isinstance(event, Said | Edited) and event.message.sender.is_bot)
