"""How fast we may speak: Telegram's limits a chat and for all of them.

The rule: pure sums over the time they are given (seconds of any clock that never goes back).
"""

import math
from collections.abc import Set

_MOST_REMEMBERED = 4096


class Bucket:
    """`rate` tokens a second, at most `size` saved up. It may be overdrawn; then there is nothing until it is paid."""

    def __init__(self, rate: float, size: float, at: float) -> None:
        self._rate = rate
        self._size = size
        self._tokens = size
        self._at = at

    def free(self, at: float) -> int:
        """Whole tokens that may be taken now."""
        self._refill(at)
        return max(0, math.floor(self._tokens + 1e-9))

    def take(self, count: int, at: float) -> None:
        self._refill(at)
        self._tokens = max(self._tokens - count, -self._size)

    def wait(self, at: float) -> float:
        """Seconds until there is a token."""
        self._refill(at)
        return max(0.0, (1 - self._tokens) / self._rate)

    def _refill(self, at: float) -> None:
        self._tokens = min(self._size, self._tokens + max(0.0, at - self._at) * self._rate)
        self._at = at


class ChatPace:
    """Telegram bears one message a second in a chat, and short bursts.

    For each chat: the instant at which all that was said will have been paid for, at one second a message. Who owes
    more than a burst rests; only those are looked at each time, so the cost does not grow with the number of chats.
    """

    def __init__(self, burst: int = 4) -> None:
        self._burst = burst
        self._paid_at: dict[int, float] = {}
        self._rests_until: dict[int, float] = {}

    def spoke(self, chat_id: int, at: float) -> None:
        paid_at = max(at, self._paid_at.get(chat_id, at)) + 1.0
        self._paid_at[chat_id] = paid_at
        if paid_at - at > self._burst - 1:
            self._rests_until[chat_id] = paid_at - (self._burst - 1)
        if len(self._paid_at) > _MOST_REMEMBERED:
            self._paid_at = {chat: until for chat, until in self._paid_at.items() if until > at}

    def resting(self, at: float) -> Set[int]:
        """The chats that must wait."""
        for chat_id in [chat_id for chat_id, until in self._rests_until.items() if until <= at]:
            del self._rests_until[chat_id]
        return self._rests_until.keys()

    def wait(self, at: float) -> float | None:
        """Seconds until the first resting chat may be spoken to again; None when none rests."""
        return max(0.0, min(self._rests_until.values()) - at) if self._rests_until else None
