"""One lane a chat: its updates are handled one after the other, and chats do not wait for each other.

The rule: the order within a lane is the order of arrival.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field

from telegram import Update
from telegram.ext import BaseUpdateProcessor

log = logging.getLogger(__name__)

_UNBOUNDED = 1_000_000
"""The library counts waiting updates too; one busy chat would take all the places. The lanes bound the work instead."""


@dataclass(slots=True, eq=False)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Lanes(BaseUpdateProcessor):
    """At most `at_once` updates are handled at a time, and at most about `backlog` wait in memory."""

    def __init__(self, at_once: int = 64, backlog: int = 1000) -> None:
        super().__init__(_UNBOUNDED)
        self._lanes: dict[int, _Lane] = {}
        self._at_once = asyncio.Semaphore(at_once)
        self._backlog = backlog
        self._waiting = 0
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._may_begin: Callable[[object], Awaitable[bool]] | None = None

    def ask_first(self, may_begin: Callable[[object], Awaitable[bool]]) -> None:
        """Let `may_begin` (of bot.inbox) decide about every update."""
        self._may_begin = may_begin

    async def room(self) -> None:
        """Wait until there is room for another update."""
        await self._has_room.wait()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        self._count(+1)
        try:
            await self._in_lane(_chat_of(update), update, coroutine)
        finally:
            self._count(-1)

    async def _in_lane(self, chat_id: int, update: object, coroutine: Awaitable[object]) -> None:
        lane = self._lanes.setdefault(chat_id, _Lane())
        lane.users += 1
        try:
            async with lane.lock, self._at_once:
                await self._handle(update, coroutine)
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[chat_id]

    async def _handle(self, update: object, coroutine: Awaitable[object]) -> None:
        if self._may_begin is None or await self._may_begin(update):
            await coroutine
        elif isinstance(coroutine, Coroutine):
            coroutine.close()

    def _count(self, step: int) -> None:
        self._waiting += step
        if self._waiting < self._backlog:
            self._has_room.set()
        else:
            self._has_room.clear()


def _chat_of(update: object) -> int:
    """The lane of an update; those of no chat share one."""
    chat = update.effective_chat if isinstance(update, Update) else None
    return 0 if chat is None else chat.id
