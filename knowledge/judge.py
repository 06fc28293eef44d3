"""Decide from the measures which entry a question is about, and whether that is sure enough to answer.

One rule: one weighted sum an entry, turned into shares of belief that add up to 1, with a share for "none of these".
The weights were fitted on asks that were left out of the index in turn and on a tuning set of questions
(`benchmarks/fit_search.py`); the held-out half of the questions was not used.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.nearness import Nearness

Verdict = Literal["answer", "choices", "unknown"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure is worth, and how sure is sure enough."""

    words: float
    second_words: float
    letters: float
    said: float
    asked: float
    centre: float
    ask: float
    elsewhere: float
    """Added to fields that we do not cover."""
    nothing: float
    """The score of "none of these"."""
    answer_from: float
    """The least share of belief of the best card and its like for an answer."""
    choices_from: float
    """The least share of belief of all cards together for choices."""


BY_MEANING: Final = Weights(1.2, 1.3, -1.8, 1.7, 0.0, 10.9, 6.7, 1.5, 0.3, 0.5, 0.2)
BY_WORDS: Final = Weights(8.0, 2.4, 5.6, 2.6, 0.0, 0.0, 0.0, 1.4, 0.5, 0.5, 0.2)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict; `order` has the numbers of all entries, best first, and `belief` their shares."""

    verdict: Verdict
    order: tuple[int, ...]
    belief: tuple[float, ...]


def judge(nearness: Nearness) -> Judgement:
    """Which entries, in which order, and how sure."""
    weights = BY_WORDS if nearness.centre is None else BY_MEANING
    scores = scores_of(nearness, weights)
    belief = shares(scores, weights.nothing)
    order = tuple(sorted(range(len(scores)), key=lambda number: -scores[number]))
    return Judgement(_verdict(nearness, belief, order, weights), order, belief)


def scores_of(nearness: Nearness, weights: Weights) -> list[float]:
    """The weighted sum of each entry."""
    blind = [0.0] * len(nearness.words)
    columns = zip(
        nearness.answers,
        nearness.words,
        nearness.second_words,
        nearness.letters,
        nearness.said,
        nearness.asked,
        nearness.centre or blind,
        nearness.ask or blind,
        strict=True,
    )
    return [
        weights.words * words
        + weights.second_words * second_words
        + weights.letters * letters
        + weights.said * said
        + weights.asked * asked
        + weights.centre * centre
        + weights.ask * ask
        + (0.0 if answers else weights.elsewhere)
        for answers, words, second_words, letters, said, asked, centre, ask in columns
    ]


def shares(scores: Sequence[float], nothing: float) -> tuple[float, ...]:
    """Shares of belief in proportion to the exponentials, together with "none of these" 1."""
    top = max(nothing, *scores) if scores else nothing
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers) + math.exp(nothing - top)
    return tuple(power / whole for power in powers)


def _verdict(nearness: Nearness, belief: Sequence[float], order: Sequence[int], weights: Weights) -> Verdict:
    covered = sum(share for share, answers in zip(belief, nearness.answers, strict=True) if answers)
    if not order or not nearness.answers[order[0]] or covered < weights.choices_from:
        return "unknown"
    return "answer" if belief[order[0]] >= weights.answer_from else "choices"
