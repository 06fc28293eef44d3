"""Finds phrases in a message. One rule: a figure of speech ("chest day") swallows its words; nothing else sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.redflags.model import Flags, Node
from coach.redflags.reading import Reading

FIGURE = "figure"
MOST_FILLERS = 4
"""Fillers in a row that a phrase goes on after."""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Where a concept was found: words `start` to `end`, the last one included."""

    start: int
    end: int


def find(reading: Reading, flags: Flags) -> dict[str, list[Hit]]:
    """The concepts of a message and where they stand, figures of speech taken out."""
    found = [
        (concept, Hit(start, end))
        for start, word in enumerate(reading.words)
        if (node := flags.phrases.get(word)) is not None
        for end, concept in _ends(reading, start, node, flags.fillers)
    ]
    swallowed = {at for concept, hit in found if concept == FIGURE for at in range(hit.start, hit.end + 1)}
    hits: dict[str, list[Hit]] = {}
    for concept, hit in found:
        if concept == FIGURE or swallowed.isdisjoint(range(hit.start, hit.end + 1)):
            hits.setdefault(concept, []).append(hit)
    return hits


def _ends(reading: Reading, at: int, node: Node, fillers: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Where the phrases end that go on from `node`, reached at word `at`; fillers may be passed over, commas not."""
    words = reading.words
    for concept in node.concepts:
        yield at, concept
    last = min(at + MOST_FILLERS + 2, len(words)) if node.following else at
    for further in range(at + 1, last):
        if further in reading.breaks:
            return
        following = node.following.get(words[further])
        if following is not None:
            yield from _ends(reading, further, following, fillers)
        if words[further] not in fillers:
            return
