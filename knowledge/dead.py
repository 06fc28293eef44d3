"""The dead-card test: is each card still found when one of its asks is left out?

One rule: an ask that finds its card only because it stands there word by word proves nothing.
"""

from collections import defaultdict

from knowledge.judge import BY_MEANING, BY_WORDS, scores_of
from knowledge.model import Card
from knowledge.nearness import Entries


def found_without(entries: Entries) -> dict[int, bool]:
    """For each ask of a card, by its number: whether its card is first among the cards with this ask left out."""
    found: dict[int, bool] = {}
    for ask, owner in enumerate(entries.owners):
        if entries.answers[owner]:
            nearness = entries.nearness_without(ask)
            scores = scores_of(nearness, BY_WORDS if entries.meaning is None else BY_MEANING)
            best = max(score for score, answers in zip(scores, entries.answers, strict=True) if answers)
            found[ask] = scores[owner] == best
    return found


def dead_cards(entries: Entries) -> dict[str, float]:
    """For each card the share of its asks that find it when they are left out, the worst first."""
    marks: dict[str, list[bool]] = defaultdict(list)
    for ask, mark in found_without(entries).items():
        about = entries.all[entries.owners[ask]].about
        assert isinstance(about, Card)
        marks[about.id].append(mark)
    shares = {card: sum(hits) / len(hits) for card, hits in marks.items()}
    return dict(sorted(shares.items(), key=lambda item: item[1]))
