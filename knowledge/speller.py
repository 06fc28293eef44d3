"""Mend misspelt words with the words that the knowledge base itself uses.

One rule: a word that is known anywhere in the base is never touched, and a correction is only made where it is near.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.words import words_of

SHORTEST = 3
"""Words of fewer letters are left as they are."""


@dataclass(frozen=True, slots=True)
class Speller:
    """The known words, each with how often it is used."""

    counts: Mapping[str, int]
    common: tuple[str, ...] = field(default=())
    """Known words that are long enough to be meant, most used first."""
    english: frozenset[str] = frozenset()
    """Other real words: only taken for a slip where letters were dropped, doubled or swapped."""

    def mend(self, text: str) -> str:
        """The text in plain small words with its misspelt words put right; the same text where all are known."""
        return " ".join(self.mend_word(word) for word in words_of(text))

    def mend_word(self, word: str) -> str:
        """The known word that is nearest, or the word itself where none is near enough."""
        if len(word) < SHORTEST or word in self.counts or not word.isalpha():
            return word
        real = word in self.english
        limit = 1 if real else _most_slips(word)
        found = process.extract(word, self.common, scorer=OSA.distance, score_cutoff=limit, limit=12)
        if real:
            found = [match for match in found if _dropped_or_swapped(word, match[0])]
        if not found:
            return word if real else self._split(word)
        return min(found, key=lambda match: self._cost(word, match[0], match[1]))[0]

    def _cost(self, word: str, known: str, slips: float) -> tuple[float, int]:
        """Fewer slips first; another first letter counts as half a slip more, a common word as less."""
        cost = slips + (0.5 if known[0] != word[0] else 0.0) - (0.3 if sorted(known) == sorted(word) else 0.0)
        return cost - min(self.counts[known], 60) / 100, -self.counts[known]

    def _split(self, word: str) -> str:
        """Two words that were run together, where both are known; else the word."""
        for cut in range(SHORTEST, len(word) - SHORTEST + 1):
            left, right = word[:cut], word[cut:]
            if self.counts.get(left, 0) > 1 and self.counts.get(right, 0) > 1:
                return f"{left} {right}"
        return word


def build_speller(texts: Iterable[str], english: frozenset[str] = frozenset()) -> Speller:
    """Know every word of these texts, and leave plain English alone."""
    counts = Counter(word for text in texts for word in words_of(text))
    common = sorted((word for word in counts if len(word) >= SHORTEST), key=lambda word: (-counts[word], word))
    return Speller(dict(counts), tuple(common), english)


def _dropped_or_swapped(word: str, known: str) -> bool:
    """ "waking" for "walking", "brian" for "brain"; but not "hate" for "have", nor a word and its plural."""
    if len(word) == len(known):
        return sorted(word) == sorted(known)
    return len(known) > len(word) >= 5 and word[0] == known[0] and word[-1] == known[-1]


def _most_slips(word: str) -> int:
    """Swapped, missing, added or wrong letters that may be mended: one in short words, two from six letters on."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3
