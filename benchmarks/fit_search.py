"""Fit the weights of `knowledge/judge.py` on the asks themselves, each left out of the index in its turn.

    python benchmarks/fit_search.py [--words]

An ask of a card should find a card of its topic; an ask of a contrast card or of another field should find any of
those, or nothing. Prints the weights, and for several thresholds how many of ours and of others are answered.
"""

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import load_encoder
from knowledge.load import load_base
from knowledge.nearness import Entries, build_entries

Floats = NDArray[np.float64]
SAMPLE = 2200
STEPS = 900


@dataclass(frozen=True, slots=True)
class Examples:
    """`measures`: asks x entries x 4; `right`: asks x (entries + nothing); `ours`: which entries answer."""

    measures: Floats
    right: NDArray[np.bool_]
    ours: NDArray[np.bool_]
    asked_for_ours: NDArray[np.bool_]
    kin: NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", action="store_true", help="without sentence vectors")
    words = parser.parse_args().words
    examples = gather(build_entries(load_base(), None if words else load_encoder(), None))
    weights = fit(examples)
    names = ("together", "single", "said", "asked", "elsewhere", "nothing")
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(names, weights, strict=True)))
    for threshold in (0.5, 0.6, 0.7, 0.8):
        report(examples, weights, threshold)


def gather(entries: Entries) -> Examples:
    """Measure a sample of the asks, each as if it had not been written."""
    chosen = np.random.default_rng(2).permutation(len(entries.asks))[:SAMPLE]
    ours = np.array(entries.answers)
    kin = np.array([[bool(one & other) for other in entries.topics] for one in entries.topics])
    owners = np.array(entries.owners)[chosen]
    measured = [entries.nearness_without(int(ask)) for ask in chosen]
    measures = np.array([[near.together, near.single, near.said, near.asked] for near in measured]).transpose(0, 2, 1)
    asked_for_ours = ours[owners]
    right = np.where(asked_for_ours[:, None], kin[owners], ~ours[None, :])
    return Examples(measures, np.c_[right, ~asked_for_ours], ours, asked_for_ours, kin)


def belief(examples: Examples, weights: Floats) -> Floats:
    """Shares of belief: asks x (entries + nothing)."""
    scores = examples.measures @ weights[:4] + np.where(examples.ours, 0, weights[4])
    scores = np.c_[scores, np.full(len(scores), weights[5])]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def fit(examples: Examples) -> Floats:
    """The most likely weights (Adam on the log-likelihood, with a small pull to zero)."""
    weights = np.array([4.0, 4.0, 4.0, 4.0, 1.0, 1.0])
    mean, square = np.zeros(6), np.zeros(6)
    for step in range(1, STEPS + 1):
        shares = belief(examples, weights)
        wanted = shares * examples.right
        wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
        off = (shares - wanted) / len(shares)
        entries = off[:, :-1]
        slope = np.append(
            np.einsum("ij,ijk->k", entries, examples.measures), [entries[:, ~examples.ours].sum(), off[:, -1].sum()]
        )
        slope[:4] += 0.001 * weights[:4]
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def report(examples: Examples, weights: Floats, threshold: float) -> None:
    """What a threshold would mean: ours found first, ours answered, others answered."""
    shares = belief(examples, weights)[:, :-1]
    best = np.where(examples.ours, shares, -1).argmax(axis=1)
    answered = (shares * (examples.kin[best] & examples.ours)).sum(axis=1) >= threshold
    first = examples.right[np.arange(len(best)), best]
    ours = examples.asked_for_ours
    print(
        f"  answer from {threshold}: ours first {first[ours].mean():.3f}, ours answered {answered[ours].mean():.3f}, "
        f"of them right {first[ours & answered].mean():.3f}, others answered {answered[~ours].mean():.3f}"
    )


if __name__ == "__main__":
    main()
