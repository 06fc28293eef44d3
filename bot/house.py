"""One running bot: what its rooms need of each other."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.outbox import Outbox
from coach.scene import Content
from storage.store import Store


@dataclass(frozen=True, slots=True)
class House:
    """One running bot. `allowed_chats`: who may use it; empty: everybody."""

    store: Store
    content: Content
    outbox: Outbox
    clock: Clock
    allowed_chats: frozenset[int] = frozenset()
