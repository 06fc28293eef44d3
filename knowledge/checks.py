"""What makes the content wrong although every file has the right shape: the content test, as pure functions.

One rule: a check looks at the whole base and yields every fault in it; `retro-coach check` and the tests run the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.mistakes import Path, did_you_mean
from knowledge.model import FEWEST_ASKS, MOST_LETTERS, Base, Card
from knowledge.numbers import digits_in, numbers_in
from knowledge.words import normal_form

Kind = Literal["card", "fact", "source", "topic"]

DATED_TOPICS = frozenset(
    {"world_record_marathon", "world_record_mile", "world_record_sprint", "world_championships", "races_events"}
)
"""What changes with the years: every card here carries the day until which it may be trusted."""

_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in an entry of the base; `load.py` knows the file and the line."""

    kind: Kind
    id: str
    path: Path
    reason: str
    needs: frozenset[str] = frozenset()
    """Ids, or kinds for "any of them": the fault may go away when entries that could not be read are mended."""


def find_faults(base: Base, day: date | None = None) -> list[Fault]:
    """Every fault of the content. With a `day`, a card that is past its valid_until is one too."""
    faults = [
        *unknown_references(base),
        *unused_sources(base),
        *missing_sources(base),
        *topics_without_card(base),
        *wrong_lengths(base),
        *undated_cards(base),
        *asks_claimed_twice(base),
        *numbers_without_fact(base),
        *forbidden_claims(base),
    ]
    return faults if day is None else [*faults, *expired_cards(base, day)]


def unknown_references(base: Base) -> Iterator[Fault]:
    """Ids of topics, facts, sources and cards that nothing carries."""
    for card in base.cards.values():
        yield from _unknown("card", card.id, "topics", card.topics, base.topics)
        yield from _unknown("card", card.id, "facts", card.facts, base.facts)
        yield from _unknown("card", card.id, "sources", card.sources, base.sources)
        yield from _unknown("card", card.id, "see_also", card.see_also, base.cards)
        if card.id in card.see_also:
            yield Fault("card", card.id, ("see_also",), "the card points at itself")
    for fact in base.facts.values():
        yield from _unknown("fact", fact.id, "sources", fact.sources, base.sources)


def _unknown(kind: Kind, entry: str, key: str, ids: Iterable[str], known: Mapping[str, object]) -> Iterator[Fault]:
    for number, reference in enumerate(ids):
        if reference not in known:
            what = "card" if key == "see_also" else key.removesuffix("s")
            reason = f'no {what} "{reference}"{did_you_mean(reference, known)}'
            yield Fault(kind, entry, (key, number), reason, frozenset({reference}))


def unused_sources(base: Base) -> Iterator[Fault]:
    """Sources on which nothing rests."""
    used = {source for fact in base.facts.values() for source in fact.sources}
    used |= {source for card in base.cards.values() for source in card.sources}
    for source in base.sources:
        if source not in used:
            yield Fault("source", source, (), "no fact and no card uses this source", frozenset({"fact", "card"}))


def sources_of_facts(card: Card, base: Base) -> tuple[str, ...]:
    """The sources of all facts of a card, each once, in the order of its facts."""
    facts = (base.facts[fact] for fact in card.facts if fact in base.facts)
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))


def missing_sources(base: Base) -> Iterator[Fault]:
    """Cards without a source, or without one that their facts rest on."""
    for card in base.cards.values():
        if not card.sources:
            yield Fault("card", card.id, ("sources",), "a card needs at least one source")
            continue
        missing = [source for source in sources_of_facts(card, base) if source not in card.sources]
        if missing:
            yield Fault("card", card.id, ("sources",), f"its facts rest on {', '.join(missing)} too: list it here")


def topics_without_card(base: Base) -> Iterator[Fault]:
    """Topics that no card answers."""
    covered = {topic for card in base.cards.values() if not card.contrast for topic in card.topics}
    for topic in base.topics:
        if topic not in covered:
            yield Fault("topic", topic, (), "no card answers this topic", frozenset({"card"}))


def wrong_lengths(base: Base) -> Iterator[Fault]:
    """Answers that are empty or too long, and cards with too few asks."""
    for card in base.cards.values():
        if not card.text:
            yield Fault("card", card.id, ("text",), "the answer below the front matter is empty")
        if len(card.text) > MOST_LETTERS:
            yield Fault(
                "card", card.id, ("text",), f"the answer has {len(card.text)} characters: {MOST_LETTERS} at most"
            )
        if len(card.asks) < FEWEST_ASKS:
            yield Fault("card", card.id, ("asks",), f"{len(card.asks)} ways to ask: at least {FEWEST_ASKS} are needed")


def undated_cards(base: Base) -> Iterator[Fault]:
    """Records and events without a valid_until."""
    for card in base.cards.values():
        if card.topics[0] in DATED_TOPICS and card.valid_until is None and not card.contrast:
            yield Fault("card", card.id, (), "records and events need a valid_until")


def expired_cards(base: Base, day: date) -> Iterator[Fault]:
    """Cards that nobody has looked at again in time."""
    for card in base.cards.values():
        if card.valid_until is not None and card.valid_until < day:
            reason = f"expired on {card.valid_until.isoformat()}: review it and set a new day"
            yield Fault("card", card.id, ("valid_until",), reason)


def asks_claimed_twice(base: Base) -> Iterator[Fault]:
    """The same question, but for case, punctuation and "backwards", on two cards or twice on one."""
    claimed: dict[str, str] = {}
    for card in base.cards.values():
        for number, ask in enumerate(card.asks):
            owner = claimed.setdefault(normal_form(ask), f"{card.id}[{number}]")
            if owner != f"{card.id}[{number}]":
                yield Fault("card", card.id, ("asks", number), f'"{ask}" is claimed by {owner} already')


def numbers_without_fact(base: Base) -> Iterator[Fault]:
    """Numbers in an answer that none of the card's facts carries."""
    for card in base.cards.values():
        facts = [base.facts[fact] for fact in card.facts if fact in base.facts]
        known = numbers_in("\n".join(f"{fact.say}\n{fact.limits}" for fact in facts))
        for path, text in spoken(card):
            strange = sorted(digits_in(text) - known)
            if strange:
                reason = f"none of its facts has the number {', '.join(strange)}"
                yield Fault("card", card.id, path, reason, frozenset(card.facts))


def forbidden_claims(base: Base) -> Iterator[Fault]:
    """A must-not-claim pattern of any card in the words of any card.

    Titles and asks are questions and claim nothing. A myth card may quote the claim it corrects, in quotation marks.
    """
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for card in base.cards.values():
        for number, pattern in enumerate(card.must_not_claim):
            try:
                patterns.append((card.id, re.compile(pattern, re.IGNORECASE)))
            except re.error as error:
                yield Fault("card", card.id, ("must_not_claim", number), f"not a pattern: {error}")
    for card in base.cards.values():
        for path, text in spoken(card):
            own_words = _QUOTED.sub(" ", text) if card.grade == "myth" else text
            for owner, known in patterns:
                found = known.search(own_words)
                if found:
                    yield Fault("card", card.id, path, f'"{found[0]}" is a claim that the card {owner} forbids')


def spoken(card: Card) -> Iterator[tuple[Path, str]]:
    """What a card says in its own words, with the place of each part."""
    yield ("text",), card.text
    yield ("unknowns",), card.unknowns
    yield ("safety", "stop_if"), card.safety.stop_if
    yield ("safety", "ask_clinician_if"), card.safety.ask_clinician_if
