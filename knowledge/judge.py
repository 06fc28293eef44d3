"""Decide from the measures which entry a question is about, and whether that is sure enough to answer.

One rule: one weighted sum an entry, turned into shares of belief that add up to 1, with a share for "none of these".
The weights were fitted on asks that were left out of the index in turn (`benchmarks/fit_search.py`), the thresholds
were chosen on a tuning set of questions; the held-out half of the questions had no part in it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.nearness import Entries, Nearness

Verdict = Literal["answer", "choices", "unknown"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure is worth, and how sure is sure enough."""

    together: float
    single: float
    said: float
    asked: float
    elsewhere: float
    """Added to contrast cards and to fields that we do not cover."""
    nothing: float
    """The score of "none of these"."""
    answer_from: float
    """The least belief in the best card and those that share a topic with it, for an answer."""


BY_MEANING: Final = Weights(together=7.6, single=7.5, said=1.3, asked=4.1, elsewhere=1.6, nothing=1.4, answer_from=0.7)
BY_WORDS: Final = Weights(together=4.3, single=5.8, said=1.9, asked=6.0, elsewhere=0.7, nothing=6.5, answer_from=0.7)

CHOICES_FROM: Final = 0.5
"""The least belief in all our cards together for choices."""
CHOICES_NEXT_TO_CONTRAST: Final = 0.12
FIELD_FROM: Final = 0.6
"""Or so little, where our cards and the contrast cards have at least this together: then it is near us for sure."""


FOREIGN_FROM: Final = 0.35
"""A question with so much weight in words that no card knows is not answered, only offered something."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict; `order` has the numbers of all entries, best first, and `belief` their shares."""

    verdict: Verdict
    order: tuple[int, ...]
    belief: tuple[float, ...]


def judge(nearness: Nearness) -> Judgement:
    """Which entries, in which order, and how sure."""
    weights = BY_WORDS if nearness.entries.meaning is None else BY_MEANING
    scores = scores_of(nearness, weights)
    belief = shares(scores, weights.nothing)
    order = tuple(sorted(range(len(scores)), key=lambda number: -scores[number]))
    verdict = _verdict(nearness.entries, belief, order, weights)
    if verdict == "answer" and nearness.foreign >= FOREIGN_FROM:
        verdict = "choices"
    return Judgement(verdict, order, belief)


def scores_of(nearness: Nearness, weights: Weights) -> list[float]:
    """The weighted sum of each entry."""
    columns = zip(
        nearness.entries.answers, nearness.together, nearness.single, nearness.said, nearness.asked, strict=True
    )
    return [
        weights.together * together
        + weights.single * single
        + weights.said * said
        + weights.asked * asked
        + (0.0 if answers else weights.elsewhere)
        for answers, together, single, said, asked in columns
    ]


def shares(scores: Sequence[float], nothing: float) -> tuple[float, ...]:
    """Shares of belief in proportion to the exponentials; with "none of these" they make 1."""
    top = max(nothing, *scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers) + math.exp(nothing - top)
    return tuple(power / whole for power in powers)


def _verdict(entries: Entries, belief: Sequence[float], order: Sequence[int], weights: Weights) -> Verdict:
    """Cards that share a topic believe in each other: which of them comes first matters less than the topic."""
    best = next((number for number in order if entries.answers[number]), None)
    if best is None:
        return "unknown"
    kin = sum(share for share, topics in zip(belief, entries.topics, strict=True) if topics & entries.topics[best])
    if kin >= weights.answer_from:
        return "answer"
    ours = sum(share for share, answers in zip(belief, entries.answers, strict=True) if answers)
    field = ours + sum(belief[number] for number in entries.contrasts)
    near_us = ours >= CHOICES_NEXT_TO_CONTRAST and field >= FIELD_FROM
    return "choices" if ours >= CHOICES_FROM or near_us else "unknown"
