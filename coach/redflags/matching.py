"""Finds where a rule's concepts stand near enough to each other. One rule: no word counts for two concepts at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from coach.redflags.model import Rule
from coach.redflags.phrases import Hit

REACH = 3
"""Times a rule's `within`: no concept of a match stands farther from its first one, long phrases allowed for."""


def matches(rule: Rule, hits: Mapping[str, Sequence[Hit]], at: Sequence[int]) -> Iterator[tuple[Hit, ...]]:
    """The places where all of a rule's concepts stand together, in the order of the words."""
    if not all(part in hits for part in rule.parts) or any(concept in hits for concept in rule.unless):
        return
    for first in hits[rule.parts[0]]:
        for rest in _choices(rule.parts[1:], hits, at, at[first.start], REACH * rule.within):
            chosen = (first, *rest)
            placed = chosen if rule.ordered else tuple(sorted(chosen))
            if all(0 < at[later.start] - at[former.end] <= rule.within for former, later in pairwise(placed)):
                yield placed


def _choices(
    parts: tuple[str, ...], hits: Mapping[str, Sequence[Hit]], at: Sequence[int], centre: int, reach: int
) -> Iterator[tuple[Hit, ...]]:
    """Hits for the other concepts of a rule, none of them hopelessly far: a long message must not cost long."""
    if not parts:
        yield ()
        return
    for hit in hits[parts[0]]:
        if abs(at[hit.start] - centre) <= reach:
            for rest in _choices(parts[1:], hits, at, centre, reach):
                yield (hit, *rest)
