"""The knowledge base as the rest of the house sees it: cards that rest on facts that rest on sources. Frozen.

One rule: nothing here is half-checked. A `Base` comes out of `load.load_base` whole and right, or not at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Grade = Literal["A", "B", "C", "D", "tradition", "myth", "unverified"]
"""A reviews of trials, randomised trials; B controlled; C observational or small; D expert, lists, judgement."""
FactGrade = Literal["A", "B", "C", "D", "myth"]
SourceKind = Literal[
    "study", "trial", "review", "guideline", "thesis", "list", "press", "web", "community", "judgement"
]
MOST_LETTERS = 600
"""The longest answer of a card, in characters."""
FEWEST_ASKS = 8
_INITIALS = re.compile(r"\b(?:[A-Z]\.[ -]?)+")
_AFTER_THE_NAME = re.compile(r"(?: \d|,| \().*")
CONTRAST = "only-retro-"
"""How the id of a contrast card begins: it catches questions that sound like ours and are not."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read. `judgement` is our own, and says so."""

    id: str
    kind: SourceKind
    published: str
    """Journal and pages, publisher, site, or what kind of judgement it is."""
    authors: str = ""
    year: int | None = None
    title: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """Where to read it: DOI before PubMed before a page; empty where none is known."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else self.url

    @property
    def line(self) -> str:
        """The whole reference in one line."""
        year = f" ({self.year})" if self.year else ""
        who = f"{self.authors}{year}. " if self.authors else ""
        title = f"{self.title}. " if self.title else ""
        journal = f"{self.published}{year if not self.authors else ''}."
        return f"{who}{title}{journal} {self.link}".strip()

    @property
    def short(self) -> str:
        """Who and when, for the line below an answer: "Wright and Weyand 2001"."""
        if self.kind == "judgement":
            return self.published.lower() if self.authors.startswith("The keepers") else self.authors.lower()
        names = _INITIALS.sub("", self.authors).split(", ")
        authors = f"{names[0]} and others" if len(names) > 2 else " and ".join(names)
        who = authors or self.title or _AFTER_THE_NAME.sub("", self.published)
        return f"{who} {self.year}" if self.year else who


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, in our words, with its numbers. `verified`: somebody read it at its source."""

    id: str
    say: str
    grade: FactGrade
    sources: tuple[str, ...]
    verified: bool
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask about. `title` fits on a button."""

    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Safety:
    """When to stop and whom to ask; empty where a card does not need it."""

    stop_if: str = ""
    ask_clinician_if: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One answer, sent as it is written."""

    id: str
    title: str
    """The question it answers, as a button's label."""
    text: str
    topics: tuple[str, ...]
    """Keys of topics; the first is the folder the card lies in."""
    asks: tuple[str, ...]
    grade: Grade
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    reviewed: date
    unknowns: str = ""
    safety: Safety = field(default_factory=Safety)
    must_not_claim: tuple[str, ...] = ()
    """Patterns that no card may contain."""
    valid_until: date | None = None
    see_also: tuple[str, ...] = ()

    @property
    def contrast(self) -> bool:
        """Whether it only says that a question is not ours: it goes with "I don't know that", never as an answer."""
        return self.id.startswith(CONTRAST)

    def outdated(self, day: date) -> bool:
        """Whether it is past the day until which it was to be trusted; say so with the answer."""
        return self.valid_until is not None and self.valid_until < day


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A field next to ours that people ask about and that we do not cover, with examples of such questions."""

    key: str
    say: str
    """What is offered instead, in a sentence."""
    words: tuple[str, ...]
    """Words that hardly ever stand in a question about retro running."""
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """All that is known, each by its id."""

    cards: Mapping[str, Card]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    topics: Mapping[str, Topic]
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    lay_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What people say -> the words the cards use ("kneecap" -> "knee")."""
    english: frozenset[str] = frozenset()
    """Common English words, which are not taken for misspelt ones."""
