"""What is wrong in a content file, said so that somebody who cannot program can mend it.

One rule: mistakes are collected and told together, never one at a time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

Path = tuple[str | int, ...]
"""Where in a file: keys and numbers from the top, ("asks", 3)."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.reason}"


class KnowledgeMistakesError(Exception):
    """The knowledge base has mistakes; `mistakes` holds them all, in the order of files and lines."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)


KnowledgeMistakes = KnowledgeMistakesError
"""The name by which the rest of the house knows it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


def path_words(path: Path) -> str:
    """("asks", 2) as "asks[2]"; the top of a file as "(file)"."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return words or "(file)"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' (did you mean "topics"?)' where something near is known, else nothing."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=65)
    return f' (did you mean "{found[0]}"?)' if found else ""
