"""The composition: what the rooms need of each other, put together once."""

from dataclasses import dataclass
from functools import cache

from bot.clock import Clock
from bot.outbox import Outbox
from coach.listen.load import load_words
from coach.places.load import load_places
from coach.places.model import Places
from coach.redflags.emergency import EmergencyTable, emergency_number
from coach.redflags.load import load_emergency, load_flags
from coach.scene import Content
from coach.typed.load import load_options
from knowledge.encoder import load_encoder
from knowledge.load import load_base
from knowledge.model import Base
from knowledge.search import Search, build_search
from plans.load import load_plans
from storage.store import Store


@dataclass(frozen=True, slots=True)
class House:
    """One running bot. `allowed_chats`: who may use it; empty: everybody."""

    store: Store
    content: Content
    outbox: Outbox
    clock: Clock
    allowed_chats: frozenset[int] = frozenset()


def load_content() -> Content:
    """All that runners can edit. Heavy parts are read when they are first needed. Raises the rooms' mistakes."""

    @cache
    def places() -> Places:
        return load_places()

    @cache
    def base() -> Base:
        return load_base()

    @cache
    def search() -> Search:
        return build_search(base(), load_encoder())

    @cache
    def countries() -> EmergencyTable:
        return load_emergency()

    return Content(
        words=load_words(),
        typed=load_options(),
        flags=load_flags(),
        emergency=lambda country: emergency_number(country, countries()),
        plans=load_plans(),
        places=places,
        knowledge=base,
        search=search,
    )
