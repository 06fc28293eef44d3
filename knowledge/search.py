"""Find the card that answers a question, or say that none does.

    search = build_search(load_base(), load_encoder())
    search.ask("does it burn more calories?")  ->  Answer | Choices | Unknown

One rule: a wrong answer is worse than none. Cards compete with each other, with the fields next to ours (contrast cards
and `elsewhere.yaml`), and with "nothing fits"; a card is only given as the answer when it wins clearly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.encoder import Encoder
from knowledge.judge import Judgement, judge
from knowledge.lexical import LITTLE_WORDS
from knowledge.model import Base, Card, Elsewhere
from knowledge.nearness import Entries, build_entries

MOST_CHOICES = 3
MOST_LETTERS = 500
"""Longer questions are cut: what matters stands at the beginning."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`cards[0]` answers; the others come next."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """One of these cards, at most three, each of another topic, best first: ask which."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No card answers. `nearest` may be offered; `elsewhere` says which other field the question seems to come from."""

    nearest: tuple[Card, ...]
    elsewhere: Elsewhere | None = None


Outcome = Answer | Choices | Unknown


@dataclass(frozen=True, slots=True)
class Search:
    """Everything that can be found. Built once, asked often; nothing in it changes but what it loads at first use."""

    entries: Entries

    def ask(self, text: str) -> Outcome:
        """Answer, up to three choices, or unknown. Any text is allowed, also an empty one."""
        mended = self.entries.mend(text[:MOST_LETTERS])
        if LITTLE_WORDS.issuperset(mended.split()):
            return Unknown(())
        return self._outcome(judge(self.entries.nearness(mended)))

    def _outcome(self, judgement: Judgement) -> Outcome:
        found = [self.entries.all[number] for number in judgement.order]
        cards = tuple(entry.about for entry in found if isinstance(entry.about, Card) and not entry.about.contrast)
        match judgement.verdict:
            case "answer":
                return Answer(cards[:5])
            case "choices":
                return Choices(_unlike(cards)[:MOST_CHOICES])
            case "unknown":
                best = found[0].about
                if isinstance(best, Card) and best.contrast:
                    return Unknown((best, *cards[:4]))
                return Unknown(cards[:5], best if isinstance(best, Elsewhere) else None)


def _unlike(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The best card of each topic, best first: three cards of one topic would be no choice."""
    best: dict[str, Card] = {}
    for card in cards:
        best.setdefault(card.topics[0], card)
    return tuple(best.values())


def build_search(
    base: Base, encoder: Encoder | None = None, known_vectors: Mapping[str, bytes] | None = None
) -> Search:
    """Index the base. With an encoder the search also goes by meaning.

    `known_vectors`: packed vectors of asks, `load.read_ask_vectors()` by default; others are encoded at first use.
    """
    return Search(build_entries(base, encoder, known_vectors))
