"""How fast we may speak: Telegram's limits a chat and for all of them.

The rule: pure sums over the time they are given (seconds of any clock that never goes back).
"""

import math
from collections.abc import Set


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

    def is_full(self, at: float) -> bool:
        self._refill(at)
        return self._tokens >= self._size

    def _refill(self, at: float) -> None:
        self._tokens = min(self._size, self._tokens + max(0.0, at - self._at) * self._rate)
        self._at = at


class ChatPace:
    """Telegram bears one message a second in a chat, and short bursts."""

    def __init__(self, burst: int = 4) -> None:
        self._burst = burst
        self._chats: dict[int, Bucket] = {}

    def spoke(self, chat_id: int, at: float) -> None:
        self._chats.setdefault(chat_id, Bucket(1.0, self._burst, at)).take(1, at)

    def resting(self, at: float) -> Set[int]:
        """The chats that must wait; those that have rested are forgotten on the way."""
        for chat_id in [chat_id for chat_id, bucket in self._chats.items() if bucket.is_full(at)]:
            del self._chats[chat_id]
        return {chat_id for chat_id, bucket in self._chats.items() if not bucket.free(at)}

    def wait(self, at: float) -> float | None:
        """Seconds until the first resting chat may be spoken to again; None when none rests."""
        waits = [bucket.wait(at) for bucket in self._chats.values() if not bucket.free(at)]
        return min(waits, default=None)
