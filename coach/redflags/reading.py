"""Reads a message as words with their distances. One rule: the same words, however typed, read the same."""

import re
from dataclasses import dataclass

from coach.redflags.model import Flags
from coach.redflags.typos import SHORTEST, corrected

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*|[.!?;:\n,()+/&]+")
_STRONG = frozenset(".!?;\n")
_NOT = re.compile(r"\b(can|could|do|does|did|is|are|was|were|has|have|had|will|would) not\b")
_LONG_DRAWN = re.compile(r"([a-z])\1\1+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message's words. `at[i]` is how far word i stands from the start, `sentence[i]` which sentence it is in."""

    words: list[str]
    at: list[int]
    sentence: list[int]
    breaks: frozenset[int]
    """Words that follow right after a comma or the end of a sentence."""


def plain(text: str) -> str:
    """A text in lower case and without apostrophes: "can't", "can not" and "cant" are the same."""
    bare = text.lower().replace("'", "").replace("’", "")
    return _NOT.sub(_joined, bare) if " not" in bare else bare


def tokens(text: str) -> list[str]:
    """The lower-case words and marks of a text, apostrophes left out ("can't" is "cant")."""
    return _TOKEN.findall(plain(text))


def _joined(found: re.Match[str]) -> str:
    """ "can not" as "cant", "will not" as "wont", "did not" as "didnt"."""
    return {"can": "cant", "will": "wont"}.get(found[1], found[1] + "nt")


def spelled(found: list[str], flags: Flags) -> list[str]:
    """The same words with other spellings and typing mistakes of key words put right."""
    known, same = flags.known, flags.same
    return [word if word in known else same.get(word) or _guess(word, flags) for word in found]


def _guess(word: str, flags: Flags) -> str:
    """What an unknown word stands for: a plural or "heart's" for "heart", a drawn-out or misspelt word for its own."""
    if len(word) < SHORTEST - 1 or not word.isalpha():
        return word
    word = _LONG_DRAWN.sub(r"\1", word)
    if word in flags.known or _is_inflected(word, flags.known):
        return word
    stem = word[:-1] if word[-1] == "s" else word
    meant = stem if stem in flags.known else corrected(word, flags.near)
    return flags.same.get(meant, meant)


def _is_inflected(word: str, known: frozenset[str]) -> bool:
    """Whether a word is a form of a known word ("camping", "waking", "jogged"), and so no mistake."""
    for ending in ("ing", "ed", "er", "ers"):
        stem = word.removesuffix(ending)
        if len(stem) == len(word) or len(stem) < SHORTEST:
            continue
        if stem in known or stem + "e" in known or (stem[-1] == stem[-2] and stem[:-1] in known):
            return True
    return False


def read(found: list[str]) -> Reading:
    """Words with their places; marks between words count as distance."""
    words: list[str] = []
    at: list[int] = []
    sentence: list[int] = []
    breaks: set[int] = set()
    place, number = 0, 0
    for token in found:
        if token[0].isalnum():
            words.append(token)
            at.append(place)
            sentence.append(number)
            place += 1
            continue
        ends = not _STRONG.isdisjoint(token)
        breaks.add(len(words))
        place += 3 if ends else 1
        number += ends
    return Reading(words, at, sentence, frozenset(breaks))
