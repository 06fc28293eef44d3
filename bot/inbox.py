"""What Telegram gave us is in the database before Telegram is told that we have it.

The rule: an update is committed before the library may confirm it, which it does with the next poll. A poll's answer
passes through `keep` before the library reads it; an update that comes in another way is committed by `put`. An error
of the database reaches the poller as a NetworkError, and Telegram keeps the update for us.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, Update
from telegram.error import NetworkError

from bot.clock import Clock
from coach.model import Json
from storage.errors import StorageError
from storage.inbox import InboxRow
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
        self._kept: set[int] = set()
        self._replayed: set[int] = set()

    async def keep(self, payload: bytes) -> None:
        """Keep the updates of a poll's answer as they came, all in one transaction."""
        rows = rows_of(payload)
        if not rows:
            return
        try:
            fresh = await self._store.put_all(rows, self._clock())
        except StorageError as error:
            raise NetworkError(f"{len(rows)} updates could not be kept: {error}") from error
        self._kept |= fresh

    async def put(self, item: object) -> None:
        if not isinstance(item, Update):
            await super().put(item)
            return
        if item.update_id in self._kept:
            self._kept.discard(item.update_id)
        elif not await self._keep(item):
            return
        await super().put(item)
        await self._room()

    async def _keep(self, update: Update) -> bool:
        chat, message = update.effective_chat, update.effective_message
        try:
            return await self._store.put_inbox(
                update.update_id,
                None if chat is None else chat.id,
                None if message is None else message.message_id,
                update.to_json(),
                self._clock(),
            )
        except StorageError as error:
            raise NetworkError(f"update {update.update_id} could not be kept: {error}") from error

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


def rows_of(payload: bytes) -> list[InboxRow]:
    """The updates of a getUpdates answer; what is not as expected is left to the library and to `put`."""
    try:
        result = json.loads(payload)["result"]
    except (ValueError, KeyError, TypeError):
        return []
    updates = result if isinstance(result, list) else []
    return [_row(update) for update in updates if _number(update, "update_id") is not None]


def _row(update: dict[str, Json]) -> InboxRow:
    update_id, chat_id, message_id = update["update_id"], None, None
    assert isinstance(update_id, int)
    for part in update.values():
        if isinstance(part, dict):
            message = part.get("message", part)
            chat_id = _number(message, "chat", "id")
            message_id = _number(message, "message_id")
    return InboxRow(update_id, chat_id, message_id, json.dumps(update, ensure_ascii=False, separators=(",", ":")))


def _number(value: Json, *path: str) -> int | None:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int) else None


async def until_settled(store: Store, update_id: int, work: Callable[[], Awaitable[None]]) -> bool:
    """Try `work` until it is done. False: it failed too often and is set aside; the log has each reason once.

    A failing database is not the update's fault: it is waited for, and not counted.
    """
    attempt, told = 0, ""
    while True:
        try:
            await work()
        except StorageError as error:
            log.error("Update %d waits for the database: %s", update_id, error)
        except Exception as error:
            if told != repr(error):
                log.exception("Update %d failed", update_id)
            told = repr(error)
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
