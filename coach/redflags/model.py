"""What red-flag detection knows and says. Frozen data only; the words themselves are content (`words/*.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Category = Literal[
    "chest",
    "faint",
    "stroke",
    "breath",
    "head",
    "bone",
    "clot",
    "joint",
    "spine",
    "heat",
    "allergy",
    "diabetes",
    "pregnancy",
    "blood",
    "sight",
    "heart",
    "self_harm",
]
Urgency = Literal["emergency", "urgent"]
"""`emergency`: call the emergency number now. `urgent`: be seen today."""


@dataclass(frozen=True, slots=True)
class RedFlag:
    """An alarm: what it is about, how soon help is needed, and the runner's own words that raised it."""

    category: Category
    urgency: Urgency
    span: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts that together mean an emergency, in order or not, with at most `within` steps between neighbours.

    A step is a word; a comma counts as one more, the end of a sentence as three more.
    """

    category: Category
    urgency: Urgency
    parts: tuple[str, ...]
    ordered: bool
    within: int
    unless: tuple[str, ...]
    """Concepts that make the rule silent wherever they stand in the message ("in the ice bath")."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree of phrases: the concepts of the phrase that ends here, and the words that may follow."""

    concepts: tuple[str, ...] = ()
    following: Mapping[str, "Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flags:
    """A language's red flags, ready for use. Made by `load_flags` once."""

    phrases: Mapping[str, Node] = field(repr=False)
    """The tree of all phrases, by first word."""
    rules: Mapping[str, tuple[Rule, ...]] = field(repr=False)
    """Rules by the concept that each of them starts from."""
    alarming: frozenset[str] = field(repr=False)
    """First words of the phrases that can start a rule: a message without any of them is harmless."""
    same: Mapping[str, str] = field(repr=False)
    """Other spellings, by spelling."""
    fillers: frozenset[str] = field(repr=False)
    """Words that may stand inside any phrase ("passed RIGHT out")."""
    known: frozenset[str] = field(repr=False)
    """Words that are never taken for a typing mistake."""
    near: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Key words by each of their spellings with letters left out."""
