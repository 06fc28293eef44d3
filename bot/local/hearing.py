"""Listening to a chat: the next thing that the bot says, and its answer to a press.

One rule: what is heard is taken from the chat's log in order, once.
"""

import asyncio

from bot.local.chats import Answered, Chat, Edited, Said
from bot.local.heard import Heard, heard


class Ear:
    """Where one listener has got to in a chat's log."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._read = len(chat.log)

    def skip(self) -> None:
        """Takes everything so far as heard."""
        self._read = len(self._chat.log)

    async def next(self, seconds: float, edits: bool) -> Heard | None:
        """The next message of the bot (or edit of one), or None after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self._chat.wait_beyond(self._read)
                    event = self._chat.log[self._read]
                    self._read += 1
                    said = isinstance(event, Said | Edited) and event.message.sender.is_bot
                    if said and isinstance(event, Said | Edited if edits else Said):
                        return heard(event, self._chat)
        except TimeoutError:
            return None

    async def answer(self, press: str, seconds: float) -> Answered | None:
        """The bot's answer to that press, or None after so many seconds."""
        at = 0
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self._chat.wait_beyond(at)
                    event = self._chat.log[at]
                    at += 1
                    if isinstance(event, Answered) and event.query_id == press:
                        return event
        except TimeoutError:
            return None
