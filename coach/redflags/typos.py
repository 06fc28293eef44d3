"""Reads misspelt key words ("cheast", "pased") as what they mean.

One rule: a word that is known is never corrected, so "paint" stays paint. Key words are indexed by their spellings with
one letter left out (two for long words), which finds them in a few look-ups; the real distance then decides.
"""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

SHORTEST = 5
LONG = 9
"""From this length a word may differ by two letters; below only by one."""


def index_keys(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Key words by each of their spellings with up to two letters left out."""
    index: dict[str, list[str]] = {}
    for word in sorted({word for word in words if len(word) >= SHORTEST and word.isalpha()}):
        for spelling in _shortened(word):
            index.setdefault(spelling, []).append(word)
    return {spelling: tuple(found) for spelling, found in index.items()}


def corrected(word: str, near: Mapping[str, tuple[str, ...]]) -> str:
    """The key word that `word` is most likely meant to be, or `word` itself."""
    if len(word) < SHORTEST - 1 or not word.isalpha():
        return word
    best, nearest = word, 3
    for spelling in _shortened(word):
        for key in near.get(spelling, ()):
            distance = OSA.distance(word, key)
            if distance < nearest and distance <= _allowed(word, key):
                best, nearest = key, distance
    return best


def _allowed(word: str, key: str) -> int:
    return 2 if min(len(word), len(key)) >= LONG - 1 and len(key) >= LONG else 1


def _shortened(word: str) -> Iterator[str]:
    yield word
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    yield from once
    if len(word) >= LONG - 1:
        yield from {each[:at] + each[at + 1 :] for each in once for at in range(len(each))} - once
