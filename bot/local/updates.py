"""The updates that wait for the bot, handed out by long polling.

One rule, Telegram's own: an update is given again and again until getUpdates is called with a higher offset.
"""

import asyncio

from bot.local.wire import JsonObject, Refused
from coach.model import Json

_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_LONGEST_POLL = 50
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """A queue of updates with the identifiers, the confirmation and the 409 of Telegram."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._waiting: list[JsonObject] = []
        self._repeated: list[JsonObject] = []
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[None] | None = None
        self.to_repeat = 0
        """How many updates are yet to be handed out once more after they were confirmed (a fault)."""

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def polled(self) -> bool:
        """Whether the bot is waiting for news at this moment."""
        return self._poll is not None and not self._poll.done()

    def put(self, kind: str, body: JsonObject) -> int | None:
        """Queues an update and wakes the poller; returns its id, or None where the bot asked not to be told."""
        wanted = kind in self._allowed if self._allowed else kind not in _UNASKED
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append({"update_id": update_id, kind: body})
        self.wake()
        return update_id

    def allow(self, kinds: Json) -> None:
        """Takes over `allowed_updates`; an empty list means the usual kinds, None leaves what was said before."""
        if isinstance(kinds, list):
            self._allowed = frozenset(kind for kind in kinds if isinstance(kind, str)) or None

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """Confirms what lies below `offset` and returns what waits, at most `seconds` later."""
        self._end_other_poll()
        self._confirm(offset)
        batch = self._batch(offset, limit)
        if batch or seconds <= 0:
            return batch
        self._poll = asyncio.get_running_loop().create_future()
        await self._wait(self._poll, min(seconds, _LONGEST_POLL))
        return self._batch(offset, limit)

    def wake(self) -> None:
        if self._poll and self.polled:
            self._poll.set_result(None)

    def drop(self) -> None:
        self._waiting.clear()
        self._repeated.clear()

    async def _wait(self, poll: asyncio.Future[None], seconds: float) -> None:
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None

    def _end_other_poll(self) -> None:
        if self._poll and self.polled:
            self._poll.set_exception(Refused(409, _CONFLICT))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._waiting = self._waiting[offset:]
            return
        done = [update for update in self._waiting if _id(update) < offset]
        self._waiting = self._waiting[len(done) :]
        self._repeated += done[: self.to_repeat]
        self.to_repeat -= len(done[: self.to_repeat])

    def _batch(self, offset: int, limit: int) -> list[Json]:
        batch: list[Json] = [*self._repeated, *self._waiting]
        self._repeated = []
        return batch[: limit if 1 <= limit <= 100 else 100]


def _id(update: JsonObject) -> int:
    update_id = update["update_id"]
    assert isinstance(update_id, int)
    return update_id
