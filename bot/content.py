"""Loads all that runners can edit without programming. It knows neither Telegram nor a database."""

from functools import cache

from coach.listen.load import load_words
from coach.places.load import load_places
from coach.places.model import Places
from coach.redflags.emergency import EmergencyTable, emergency_number
from coach.redflags.load import load_bank, load_emergency, load_flags
from coach.redflags.model import RedFlag
from coach.redflags.similar import Bank, similar_flag
from coach.scene import Content
from coach.typed.load import load_options
from knowledge.encoder import Encoder, load_encoder
from knowledge.load import load_base
from knowledge.model import Base
from knowledge.search import Search, build_search
from plans.load import load_plans


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

    @cache
    def ears() -> tuple[Encoder, Bank] | None:
        encoder, bank = load_encoder(), load_bank()
        return (encoder, bank) if encoder is not None and bank is not None else None

    def second_ear(text: str) -> RedFlag | None:
        both = ears()
        return similar_flag(both[0].encode([text])[0], both[1]) if both is not None else None

    return Content(
        words=load_words(),
        typed=load_options(),
        flags=load_flags(),
        second_ear=second_ear,
        emergency=lambda country: emergency_number(country, countries()),
        plans=load_plans(),
        places=places,
        knowledge=base,
        search=search,
    )
