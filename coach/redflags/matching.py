"""Finds where a rule's concepts stand near enough to each other. One rule: no word counts for two concepts at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from coach.redflags.model import Rule
from coach.redflags.phrases import Hit


def matches(rule: Rule, hits: Mapping[str, Sequence[Hit]], at: Sequence[int]) -> Iterator[tuple[Hit, ...]]:
    """The places where all of a rule's concepts stand together, in the order of the words."""
    if not all(part in hits for part in rule.parts) or any(concept in hits for concept in rule.unless):
        return
    for chosen in _choices(rule.parts, hits):
        placed = chosen if rule.ordered else tuple(sorted(chosen))
        if all(0 < at[later.start] - at[former.end] <= rule.within for former, later in pairwise(placed)):
            yield placed


def _choices(parts: tuple[str, ...], hits: Mapping[str, Sequence[Hit]]) -> Iterator[tuple[Hit, ...]]:
    if not parts:
        yield ()
        return
    for hit in hits[parts[0]]:
        for rest in _choices(parts[1:], hits):
            yield (hit, *rest)
