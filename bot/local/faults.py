"""Faults on order: what Telegram and the network do on a bad day.

One rule: a fault is ordered for a method and a number of calls, and is used up by them; nothing fails by chance.
"""

import asyncio
from dataclasses import dataclass, field

ANY = "*"
_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {seconds}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The call is refused with this status and has no effect."""

    status: int
    description: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks: `after` the effect (the bot can't know), or before it."""

    after: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """The effect happens, the answer stays away until `release` is called: the bot's read times out."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        self.released.set()


@dataclass(frozen=True, slots=True)
class Slow:
    """The effect happens, the answer comes `seconds` later."""

    seconds: float


Fault = Refusal | Reset | Hold | Slow


@dataclass(slots=True)
class _Order:
    method: str
    fault: Fault
    left: int


class Faults:
    """What is to go wrong next. `times` counts calls; `method` is a Bot API method or "*" for any but getUpdates."""

    def __init__(self) -> None:
        self._orders: list[_Order] = []
        self.twice = 0
        """How many of the next updates are delivered twice."""

    def refuses(
        self, method: str, status: int, *, times: int = 1, retry_after: int | None = None, description: str = ""
    ) -> None:
        """The next calls answer this HTTP status, with Telegram's usual words for it."""
        words = description or _WORDS.get(status, "Error").format(seconds=retry_after)
        self._order(method, Refusal(status, words, retry_after), times)

    def too_many(self, method: str = "sendMessage", *, retry_after: int = 1, times: int = 1) -> None:
        self.refuses(method, 429, times=times, retry_after=retry_after)

    def blocked(self, method: str = "sendMessage", *, times: int = 1) -> None:
        self.refuses(method, 403, times=times)

    def conflict(self, *, times: int = 1) -> None:
        self.refuses("getUpdates", 409, times=times)

    def resets(self, method: str, *, after: bool = False, times: int = 1) -> None:
        """The connection breaks before the effect, or `after` it."""
        self._order(method, Reset(after), times)

    def slow(self, method: str, seconds: float, *, times: int = 1) -> None:
        self._order(method, Slow(seconds), times)

    def holds(self, method: str) -> Hold:
        """The next call has its effect but no answer until `.release()`; await `.reached.wait()` to know it came."""
        hold = Hold()
        self._order(method, hold, 1)
        return hold

    def refuse_polling(self, status: int = 502) -> None:
        """Every getUpdates fails until `allow_polling`."""
        self.refuses("getUpdates", status, times=1_000_000_000)

    def allow_polling(self) -> None:
        self._orders = [order for order in self._orders if order.method != "getupdates"]

    def deliver_twice(self, updates: int = 1) -> None:
        """Each of the next updates comes again after it was confirmed, with the same id."""
        self.twice += updates

    def clear(self) -> None:
        self._orders.clear()
        self.twice = 0

    def take(self, method: str) -> Fault | None:
        """The fault that this call suffers, which is used up by it. The method's name is in lower case."""
        for order in self._orders:
            if order.left and (order.method == method or (order.method == ANY and method != "getupdates")):
                order.left -= 1
                return order.fault
        return None

    def _order(self, method: str, fault: Fault, times: int) -> None:
        self._orders = [order for order in self._orders if order.left]
        self._orders.append(_Order(method.lower(), fault, times))
