"""What Telegram gave us is in the database before Telegram is told that we have it.

The rule: `put` returns after the commit. Telegram is told by the next poll, which begins only when `put` has returned;
an error of the database reaches the poller as a NetworkError, and Telegram keeps the update for us.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, Update
from telegram.error import NetworkError

from bot.clock import Clock
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)

RETRY_AFTER_S = (0.2, 1.0, 5.0)
"""Between attempts at the same update; the last one is repeated."""


class DurableQueue(asyncio.Queue[object]):
    """The Application's update queue. `room` is awaited before the next update is let in (see bot.lanes)."""

    def __init__(self, store: Store, clock: Clock, room: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._room = room
        self._replayed: set[int] = set()

    async def put(self, item: object) -> None:
        if not isinstance(item, Update):
            await super().put(item)
            return
        try:
            fresh = await self._keep(item)
        except StorageError as error:
            raise NetworkError(f"update {item.update_id} could not be kept: {error}") from error
        if fresh:
            await super().put(item)
            await self._room()

    async def _keep(self, update: Update) -> bool:
        chat, message = update.effective_chat, update.effective_message
        return await self._store.put_inbox(
            update.update_id,
            None if chat is None else chat.id,
            None if message is None else message.message_id,
            update.to_json(),
            self._clock(),
        )

    async def replay(self, bot: Bot) -> int:
        """Before polling begins: let in again what was kept and never done, in its order. How many they are."""
        rows = await self._store.undone()
        for row in rows:
            try:
                update = Update.de_json(json.loads(row.body), bot)
            except Exception:
                log.exception("Update %d cannot be read again", row.update_id)
                await self._store.fail(row.update_id, "it cannot be read")
                continue
            self._replayed.add(row.update_id)
            self.put_nowait(update)
        return len(rows)

    async def may_begin(self, update: object) -> bool:
        """Before an update is handled. A replayed one is counted: False when it seems to end every start."""
        if not isinstance(update, Update) or update.update_id not in self._replayed:
            return True
        self._replayed.discard(update.update_id)
        try:
            if await self._store.replay(update.update_id):
                return True
        except StorageError:
            return True
        log.error("Update %d was begun at too many starts and never done: it is set aside", update.update_id)
        return False


async def until_settled(store: Store, update_id: int, work: Callable[[], Awaitable[None]]) -> bool:
    """Try `work` until it is done. False: it failed too often and is set aside, and the log has each reason.

    A failing database is not the update's fault: it is waited for, and not counted.
    """
    attempt = 0
    while True:
        try:
            await work()
        except StorageError as error:
            log.error("Update %d waits for the database: %s", update_id, error)
        except Exception as error:
            log.exception("Update %d failed", update_id)
            if await _set_aside(store, update_id, error):
                return False
        else:
            return True
        await asyncio.sleep(RETRY_AFTER_S[min(attempt, len(RETRY_AFTER_S) - 1)])
        attempt += 1


async def _set_aside(store: Store, update_id: int, error: Exception) -> bool:
    try:
        return await store.fail(update_id, type(error).__name__)
    except StorageError:
        return False
