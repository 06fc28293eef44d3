"""The words of one language, ready for use: what each word can mean, and one character for every set of meanings.

The one rule: a message becomes a string with one character (its mark) a token, so that a phrase is a regular
expression over meanings, whatever the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coach.model import Severity, Side

KINDS = (
    *("num", "range", "slash", "colon", "prime", "dist", "em", "dur", "count", "speed", "pace", "idle", "ratio", "rpe"),
    *("today", "past_day", "future_day", "vague_day", "weekday", "weekdays", "month_day", "clock", "vague"),
    *("hard", "question_mark", "comma", "dash", "at", "other_sign", "unknown", "odd"),
)


class Unit(NamedTuple):
    """What a unit word measures: `kind` is the token kind it makes, `factor` its metres, seconds or metres a second."""

    kind: str
    factor: float


class Site(NamedTuple):
    name: str
    many: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A language. Keys are lower case, without hyphens; phrases hold single spaces."""

    language: str
    marks: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    kept: frozenset[str]
    spellings: Mapping[str, str]
    lexer: re.Pattern[str]
    numbers: Mapping[str, float]
    fractions: Mapping[str, float]
    units: Mapping[str, Unit]
    wholes: Mapping[str, float]
    weekdays: Mapping[str, int]
    weekday_sets: Mapping[str, tuple[int, ...]]
    months: Mapping[str, int]
    relative: Mapping[str, int]
    last_week: frozenset[str]
    holidays: Mapping[str, tuple[int, int]]
    sites: Mapping[str, Site]
    sides: Mapping[str, Side]
    severities: Mapping[str, Severity]
    efforts: Mapping[str, float]
    directions: Mapping[str, str]
    gaits: Mapping[str, str]
    typo_targets: tuple[str, ...]
    patterns: Mapping[str, re.Pattern[str]]


def key_of(entry: str) -> str:
    """An entry as it is compared: lower case, no hyphens inside, single spaces."""
    return " ".join(re.sub(r"(?<=\w)-(?=\w)", " ", entry.lower().replace("’", "'")).split())


def without_apostrophes(key: str, kept: frozenset[str]) -> str:
    """The look-up form of a key: no apostrophes, but for the words that mean something else without."""
    return " ".join(word if word in kept else word.replace("'", "") for word in key.split(" "))


def marks_of(classes: Mapping[str, set[str]]) -> tuple[dict[str, str], dict[str, frozenset[str]], dict[str, str]]:
    """Gives every set of classes its character: (mark of each word, marks of each class, mark of each token kind)."""
    numbered: dict[frozenset[str], str] = {}
    marks = {
        word: numbered.setdefault(frozenset(names), chr(0xE000 + len(numbered))) for word, names in classes.items()
    }
    kinds = {kind: numbered.setdefault(frozenset({kind}), chr(0xE000 + len(numbered))) for kind in KINDS}
    sets: dict[str, set[str]] = {}
    for names, mark in numbered.items():
        for name in names:
            sets.setdefault(name, set()).add(mark)
    return marks, {name: frozenset(found) for name, found in sets.items()}, kinds


def phrases_of(keys: Mapping[str, object]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word -> (the words after it, the whole key), the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key in keys:
        first, *rest = key.split(" ")
        if rest:
            found.setdefault(first, []).append((tuple(rest), key))
    return {first: tuple(sorted(tails, key=lambda tail: -len(tail[0]))) for first, tails in found.items()}


def lexer_of(keys: Mapping[str, object], spellings: Mapping[str, str]) -> re.Pattern[str]:
    """The one regular expression that cuts a message into signs, numbers and words."""
    odd = sorted(
        (key for key in keys if not re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)*(?: .*)?", key)), key=len, reverse=True
    )
    odd_words = "|".join(
        re.escape(key) + (r"(?!\w)" if key[-1].isalnum() else "")
        for key in odd
        if " " not in key and (not key[0].isdigit() or key in spellings)
    )
    return re.compile(
        r"(?P<space>[^\S\n]+)"
        rf"|(?P<odd>(?<![^\W_])(?:{odd_words}))"
        r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
        r"|(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d))"
        r"|(?P<colon>\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?!\d))"
        r"|(?P<dmy>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?!\d))"
        r"|(?P<dots>\d{1,2}\.\d{1,2}\.(?!\d|\n|\Z|\s*\Z))"
        r"|(?P<slash>\d{1,3}(?:\.\d)?/\d{1,2}(?![\d/]))"
        r"|(?P<prime>\d{1,3}'\d{2}(?:\"|'')?)"
        r"|(?P<num>\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+[.,]\d+|\d+|(?<![\w.])[.]\d+)"
        r"|(?P<newline>\n+)"
        r"|(?P<sign>.)"
    )
