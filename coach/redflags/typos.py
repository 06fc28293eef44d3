"""Reads misspelt words ("cheast", "pased") as what they mean.

One rule: a word that is known is never corrected, so "paint" stays paint. Words are indexed by their spellings with one
letter left out (two for long words), which finds them in a few look-ups; the real distance then decides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

_DOUBLED = re.compile(r"(.)\1+")
SHORTEST = 4
"""Letters of the shortest word that is corrected to; the misspelt word may lack one of them."""
FIRST_LETTER = 5
"""Up to this length the first letter must be right: short words have too many neighbours."""
LONG = 8
"""From this length a word may differ by two letters; below only by one."""


def index_words(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by each of their spellings with letters left out; the words that come first are preferred."""
    index: dict[str, list[str]] = {}
    for word in dict.fromkeys(word for word in words if len(word) >= SHORTEST and word.isalpha()):
        for spelling in _shortened(word):
            index.setdefault(spelling, []).append(word)
    return {spelling: tuple(found) for spelling, found in index.items()}


def corrected(word: str, near: Mapping[str, tuple[str, ...]]) -> str:
    """The indexed word that `word` is most likely meant to be, or `word` itself."""
    best, least = word, (3, 1, 1, 9)
    for key in dict.fromkeys(key for spelling in _shortened(word) for key in near.get(spelling, ())):
        cost = _cost(word, key)
        if cost is not None and cost < least:
            best, least = key, cost
    return best


def _cost(word: str, key: str) -> tuple[int, int, int, int] | None:
    """How unlikely `word` is meant to be `key`; None: it can't be.

    In this order: letters wrong; other than by doubled or swapped letters; first letter wrong; difference in length.
    """
    distance = OSA.distance(word, key)
    allowed = 2 if min(len(word), len(key)) >= LONG else 1
    first = int(word[0] != key[0])
    if distance > allowed or (first and min(len(word), len(key)) <= FIRST_LETTER):
        return None
    slip = _DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", key) or sorted(word) == sorted(key)
    return distance, int(not slip), first, abs(len(word) - len(key))


def _shortened(word: str) -> Iterator[str]:
    yield word
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    yield from once
    if len(word) >= LONG:
        yield from {each[:at] + each[at + 1 :] for each in once for at in range(len(each))} - once
