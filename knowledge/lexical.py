"""How near a question is to what is asked, by its words and by its letters. Standard library only.

One rule: any single ask can be left out at no cost, so that the search can be tested on its own asks.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.words import stem, words_of

GRAM = 3
LITTLE_WORDS = frozenset(
    words_of("""
        a an the of to in on at for and or is are was be am i im me my you your it its this that these those do does did
        can could should would will shall may might must have has had with without from by as if so what whats which who
        how when where why there here than then just any some please pls tell about
    """)
)
OWN_FIELD = frozenset(stem(word) for word in words_of("backward backwards reverse retro run running runner runners"))
"""Stems that nearly every question here may carry: they say little about which card is meant."""
LITTLE, OWN = 0.15, 0.35
"""What a little word and a word of our own field weigh against another word of the same rarity."""
COMMON_PIECE = 0.9
"""Pieces that are less rare (in more than two fifths of the entries) are left out: they cost most and say least."""
EVERYWHERE = 0.06
"""A stem in more than this share of the asks finds no ask by itself where rarer ones do."""


@dataclass(frozen=True, slots=True)
class Words:
    """Every ask by its stems."""

    weights: Mapping[str, float]
    """How much a stem says."""
    asks_with: Mapping[str, tuple[int, ...]]
    common: Mapping[str, frozenset[int]]
    """The same for stems that are nearly everywhere, as sets."""
    masses: tuple[float, ...]
    """The weight of each ask's stems together."""
    unseen: float
    """The weight of a stem that no ask has."""

    def weigh(self, word: str) -> float:
        """How much a stem says; one that no ask has says most."""
        return self.weights.get(word) or _word_weight(word, self.unseen)

    def nearness(self, words: Mapping[str, float]) -> dict[int, float]:
        """The share of weight that a question has in common with each ask, 0 to 1, by the number of the ask.

        `words`: stems, each with its certainty.
        """
        mass = sum(self.weigh(word) for word in words)
        shared: dict[int, float] = {}
        for word in sorted(words, key=lambda word: len(self.asks_with.get(word, ()))):
            asks = self.asks_with.get(word, ())
            weight = self.weigh(word) * words[word]
            if shared and word in self.common:
                for number in shared.keys() & self.common[word]:
                    shared[number] += weight
            else:
                for number in asks:
                    shared[number] = shared.get(number, 0.0) + weight
        return {number: 2 * both / (mass + self.masses[number]) for number, both in shared.items()}


@dataclass(frozen=True, slots=True)
class Letters:
    """Every entry by the three-letter pieces of its asks: the sum of its asks, each of length 1."""

    weights: Mapping[str, float]
    entries_with: Mapping[str, tuple[tuple[int, float], ...]]
    lengths: tuple[float, ...]
    """The length of each entry's sum."""
    unseen: float

    def nearness(self, text: str, without: int | None = None) -> list[float]:
        """The cosine between the pieces of a text and of each entry, 0 to 1.

        With `without`, the text is one of the asks of that entry, and is taken out of it first.
        """
        pieces = grams_of(text)
        length = math.sqrt(sum(self.weights.get(piece, self.unseen) ** 2 for piece in pieces)) or 1.0
        dots = [0.0] * len(self.lengths)
        for piece in pieces:
            part = self.weights.get(piece, 0.0) / length
            for entry, weight in self.entries_with.get(piece, ()):
                dots[entry] += part * weight
        near = [dot / length for dot, length in zip(dots, self.lengths, strict=True)]
        if without is not None:
            rest = self.lengths[without] ** 2 - 2 * dots[without] + 1
            near[without] = (dots[without] - 1) / math.sqrt(rest) if rest > 1e-6 else 0.0
        return near


def build_words(asks: Sequence[str], owners: Sequence[int]) -> Words:
    """Index the asks by their stems; `owners[n]` is the entry of `asks[n]`."""
    stems = [stems_of(ask) for ask in asks]
    entries = len(set(owners))
    weights = {word: _word_weight(word, rarity) for word, rarity in _rarities(stems, owners, entries).items()}
    asks_with: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(stems):
        for word in words:
            asks_with[word].append(number)
    return Words(
        weights=weights,
        asks_with={word: tuple(numbers) for word, numbers in asks_with.items()},
        common={word: frozenset(found) for word, found in asks_with.items() if len(found) > EVERYWHERE * len(asks)},
        masses=tuple(sum(weights[word] for word in words) for words in stems),
        unseen=math.log(1 + entries),
    )


def build_letters(asks: Sequence[str], owners: Sequence[int]) -> Letters:
    """Index the entries by the letters of their asks."""
    grams = [grams_of(ask) for ask in asks]
    entries = len(set(owners))
    rarities = _rarities(grams, owners, entries)
    weights = {piece: rarity if rarity > COMMON_PIECE else 0.0 for piece, rarity in rarities.items()}
    sums: list[dict[str, float]] = [defaultdict(float) for _ in range(entries)]
    for owner, pieces in zip(owners, grams, strict=True):
        length = math.sqrt(sum(weights[piece] ** 2 for piece in pieces)) or 1.0
        for piece in pieces:
            if weights[piece]:
                sums[owner][piece] += weights[piece] / length
    entries_with: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for entry, together in enumerate(sums):
        for piece, weight in together.items():
            entries_with[piece].append((entry, weight))
    return Letters(
        weights=weights,
        entries_with={piece: tuple(found) for piece, found in entries_with.items()},
        lengths=tuple(math.sqrt(sum(part * part for part in together.values())) or 1.0 for together in sums),
        unseen=math.log(1 + entries),
    )


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(stem(word) for word in words_of(text))


def grams_of(text: str) -> frozenset[str]:
    """The three-letter pieces of a text, spaces at the word borders included."""
    padded = f" {' '.join(words_of(text))} "
    return frozenset(padded[start : start + GRAM] for start in range(len(padded) - GRAM + 1))


def _rarities(asks: Iterable[frozenset[str]], owners: Sequence[int], entries: int) -> dict[str, float]:
    """Inverse frequency of each feature over the entries (not over asks, which repeat themselves)."""
    pairs = {(feature, owner) for features, owner in zip(asks, owners, strict=True) for feature in features}
    counts = Counter(feature for feature, _ in pairs)
    return {feature: math.log(1 + (entries - count + 0.5) / (count + 0.5)) for feature, count in counts.items()}


def _word_weight(word: str, rarity: float) -> float:
    if word in LITTLE_WORDS:
        return rarity * LITTLE
    return rarity * OWN if word in OWN_FIELD else rarity
