"""Measure how near a question is to every entry: by words, by letters, by what the card says, and by meaning.

One rule: this file only measures; what the measures are worth is decided in `judge.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.encoder import Encoder
from knowledge.lexical import Letters, Words, build_letters, build_words, stems_of
from knowledge.load import read_ask_vectors
from knowledge.model import Base, Card, Elsewhere
from knowledge.speller import Speller, build_speller
from knowledge.words import normal_form, stem, words_of

if TYPE_CHECKING:
    from knowledge.meaning import Meaning

LAY_CERTAINTY = 0.7
"""What a word counts that was not said but is meant by a word that was."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a question can be about: a card, or a field next to ours."""

    about: Card | Elsewhere

    @property
    def answers(self) -> bool:
        """Whether it may be given as the answer."""
        return isinstance(self.about, Card) and not self.about.contrast

    @property
    def contrast(self) -> bool:
        """Whether it is a contrast card."""
        return isinstance(self.about, Card) and self.about.contrast

    @property
    def topics(self) -> frozenset[str]:
        """The topics it answers; none for a contrast card or another field."""
        return frozenset(self.about.topics if isinstance(self.about, Card) and self.answers else ())


@dataclass(frozen=True, slots=True)
class Nearness:
    """One question measured against every entry: each list has a number an entry, about 0 to 1."""

    entries: "Entries"
    together: Sequence[float]
    """With the asks of the entry taken together: the cosine with their centre, by meaning or by letters."""
    single: Sequence[float]
    """With the nearest single ask: the cosine by meaning, or the share of words in common."""
    said: Sequence[float]
    """The share of the question's weight that stands in the card itself."""
    asked: Sequence[float]
    """The share of the question's weight that stands in any of the asks."""
    foreign: float
    """The share of the question's weight that no card knows, in its asks or in itself."""


@dataclass(slots=True)
class LazyMeaning:
    """Builds what the encoder needs at the first question, not at the start."""

    encoder: Encoder
    known: Mapping[str, bytes] | None
    built: "Meaning | None" = None

    def get(self, asks: Sequence[str], owners: Sequence[int]) -> "Meaning":
        if self.built is None:
            from knowledge.meaning import build_meaning

            known = read_ask_vectors() if self.known is None else self.known
            self.built = build_meaning(self.encoder, asks, owners, known)
        return self.built


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything a question is compared with."""

    all: tuple[Entry, ...]
    answers: tuple[bool, ...]
    """Whether each entry may be given as the answer."""
    topics: tuple[frozenset[str], ...]
    contrasts: tuple[int, ...]
    """The numbers of the contrast cards."""
    asks: tuple[str, ...]
    owners: tuple[int, ...]
    """For each ask the number of its entry; the asks of an entry stand together."""
    words: Words
    letters: Letters
    """Empty where the search goes by meaning."""
    said_by: Mapping[str, tuple[int, ...]]
    """For each stem the entries that say it."""
    asked_by: Mapping[str, Mapping[int, int]]
    """For each stem the entries that are asked for with it, and by how many asks."""
    ours: frozenset[str]
    """The stems that cards which answer know."""
    speller: Speller
    lay_words: Mapping[str, tuple[str, ...]]
    meaning: LazyMeaning | None = field(default=None, compare=False)

    def mend(self, question: str) -> str:
        """The words of a question, spelling mended; empty where it has none."""
        return self.speller.mend(question)

    def nearness(self, mended: str) -> Nearness:
        """Measure a question that has words, spelling mended."""
        words = dict(self._expanded(mended))
        if self.meaning is not None:
            together, single = self.meaning.get(self.asks, self.owners).nearness(mended)
        else:
            together, single = self.letters.nearness(mended), self._nearest_ask(self.words.nearness(words), None)
        return Nearness(self, together, single, *self._shares(words, None), self._foreign(words))

    def nearness_without(self, ask: int) -> Nearness:
        """Measure one of the asks as a question, as if it had never been written."""
        text, owner = " ".join(words_of(self.asks[ask])), self.owners[ask]
        words = dict(self._expanded(text))
        if self.meaning is not None:
            together, single = self.meaning.get(self.asks, self.owners).nearness_without(ask)
        else:
            together = self.letters.nearness(text, without=owner)
            single = self._nearest_ask(self.words.nearness(words), ask)
        return Nearness(self, together, single, *self._shares(words, owner), 0.0)

    def _expanded(self, text: str) -> Iterator[tuple[str, float]]:
        """The stems of a text, and those its lay words stand for."""
        for word in words_of(text):
            for meant in self.lay_words.get(word, ()):
                yield stem(meant), LAY_CERTAINTY
        for word in words_of(text):
            yield stem(word), 1.0

    def _nearest_ask(self, near: Mapping[int, float], without: int | None) -> list[float]:
        """For each entry the value of its nearest ask."""
        best = [0.0] * len(self.all)
        owners = self.owners
        for number, value in near.items():
            if value > best[owners[number]] and number != without:
                best[owners[number]] = value
        return best

    def _foreign(self, words: Mapping[str, float]) -> float:
        weights = {word: self.words.weigh(word) * certainty for word, certainty in words.items()}
        return sum(weight for word, weight in weights.items() if word not in self.ours) / (sum(weights.values()) or 1.0)

    def _shares(self, words: Mapping[str, float], left_out: int | None) -> tuple[list[float], list[float]]:
        """For each entry what it says of the question, and what its asks have of it (the entry `left_out` one less)."""
        said = [0.0] * len(self.all)
        asked = [0.0] * len(self.all)
        weights = {word: self.words.weigh(word) * certainty for word, certainty in words.items()}
        whole = sum(weights.values()) or 1.0
        for word, weight in weights.items():
            for entry in self.said_by.get(word, ()):
                said[entry] += weight / whole
            for entry, count in self.asked_by.get(word, {}).items():
                if count > 1 or entry != left_out:
                    asked[entry] += weight / whole
        return said, asked


def build_entries(base: Base, encoder: Encoder | None, known_vectors: Mapping[str, bytes] | None) -> Entries:
    """Everything in the base that a question can be about. Takes about 0.2 s for 250 entries."""
    all_entries = (*(Entry(card) for card in base.cards.values()), *(Entry(field) for field in base.elsewhere.values()))
    asks, owners = [], []
    for number, entry in enumerate(all_entries):
        for ask in asks_of(entry):
            asks.append(ask)
            owners.append(number)
    said = [_says(entry, base) for entry in all_entries]
    return Entries(
        all=all_entries,
        answers=tuple(entry.answers for entry in all_entries),
        topics=tuple(entry.topics for entry in all_entries),
        contrasts=tuple(number for number, entry in enumerate(all_entries) if entry.contrast),
        asks=tuple(asks),
        owners=tuple(owners),
        words=build_words(asks, owners),
        letters=build_letters(asks, owners) if encoder is None else build_letters((), ()),
        said_by=_said_by(said),
        asked_by=_asked_by(asks, owners),
        ours=frozenset(
            word
            for entry, text in zip(all_entries, said, strict=True)
            if entry.answers
            for word in stems_of(" ".join([text, *asks_of(entry)]))
        ),
        speller=build_speller([*asks, *said], base.english),
        lay_words=base.lay_words,
        meaning=None if encoder is None else LazyMeaning(encoder, known_vectors),
    )


def asks_of(entry: Entry) -> tuple[str, ...]:
    """The ways to ask for an entry, each once; a card's title is one of them."""
    titles = (entry.about.title,) if isinstance(entry.about, Card) else ()
    return tuple({normal_form(ask): ask for ask in (*titles, *entry.about.asks)}.values())


def _says(entry: Entry, base: Base) -> str:
    match entry.about:
        case Card() as card:
            facts = [base.facts[fact].say for fact in card.facts]
            return " ".join([card.title, card.text, card.unknowns, *facts])
        case Elsewhere() as elsewhere:
            return " ".join(elsewhere.words)


def _said_by(texts: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in stems_of(text):
            found[word].append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _asked_by(asks: Sequence[str], owners: Sequence[int]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for ask, owner in zip(asks, owners, strict=True):
        for word in stems_of(ask):
            found[word][owner] += 1
    return {word: dict(counts) for word, counts in found.items()}
