"""The levels that the search has reached, on questions that nobody tuned it with, and the dead-card test.

`benchmarks/ask.py` prints the numbers; here they may not fall.
"""

import json
from pathlib import Path

import pytest

from knowledge.dead import dead_cards, found_without
from knowledge.encoder import load_encoder
from knowledge.model import Base
from knowledge.search import Answer, Choices, Outcome, Search, Unknown, build_search

UNSEEN = [json.loads(line) for line in (Path(__file__).parent / "unseen.jsonl").read_text("utf-8").splitlines()]
HELD = [question for question in UNSEEN if question["half"] == "held"]
IN_SCOPE = [question for question in HELD if question["kind"] == "in_scope"]


@pytest.fixture(scope="module", params=["meaning", "words"])
def search(request: pytest.FixtureRequest, real_base: Base) -> Search:
    return build_search(real_base, load_encoder() if request.param == "meaning" else None)


@pytest.fixture(scope="module")
def outcomes(search: Search) -> dict[str, Outcome]:
    return {question["id"]: search.ask(question["text"]) for question in HELD}


def share(marks: list[bool]) -> float:
    return sum(marks) / len(marks)


def right(outcome: Outcome, topic: str, among: int) -> bool:
    cards = outcome.nearest if isinstance(outcome, Unknown) else outcome.cards
    return any(topic in card.topics for card in cards[:among] if not card.contrast)


def reached(outcome: Outcome, topic: str) -> bool:
    return (
        right(outcome, topic, 1)
        if isinstance(outcome, Answer)
        else isinstance(outcome, Choices) and right(outcome, topic, 3)
    )


def test_the_unseen_questions_are_many_and_cover_every_topic(real_base: Base) -> None:
    assert len([question for question in UNSEEN if question["kind"] == "in_scope"]) >= 200
    assert {question["topic"] for question in UNSEEN if question["topic"]} == set(real_base.topics)


def test_no_unseen_question_stands_among_the_asks(search: Search) -> None:
    asks = {ask.lower().strip("?! .") for ask in search.entries.asks}
    held = [question["text"] for question in HELD if question["text"].lower().strip("?! .") in asks]
    assert len(held) <= len(HELD) * 0.03, held


def test_the_right_card_comes_first(search: Search, outcomes: dict[str, Outcome]) -> None:
    floor = 0.88
    assert share([right(outcomes[question["id"]], question["topic"], 1) for question in IN_SCOPE]) >= floor


def test_the_right_card_is_among_three(search: Search, outcomes: dict[str, Outcome]) -> None:
    floor = 0.95
    assert share([right(outcomes[question["id"]], question["topic"], 3) for question in IN_SCOPE]) >= floor


def test_typos_do_not_hide_the_right_card(search: Search, outcomes: dict[str, Outcome]) -> None:
    typos = [question for question in IN_SCOPE if question["style"] == "typo"]
    floor = 0.88
    assert share([right(outcomes[question["id"]], question["topic"], 1) for question in typos]) >= floor


def test_questions_of_ours_are_reached(search: Search, outcomes: dict[str, Outcome]) -> None:
    floor = 0.9 if search.entries.meaning else 0.88
    assert share([reached(outcomes[question["id"]], question["topic"]) for question in IN_SCOPE]) >= floor


@pytest.mark.parametrize(("category", "ceiling"), [("near_miss", 0.1), ("far", 0.08)])
def test_questions_of_others_are_not_answered(outcomes: dict[str, Outcome], category: str, ceiling: float) -> None:
    theirs = [question for question in HELD if question.get("category") == category]
    assert share([isinstance(outcomes[question["id"]], Answer) for question in theirs]) <= ceiling


def test_cards_are_found_when_an_ask_is_left_out(search: Search) -> None:
    assert share(list(found_without(search.entries).values())) >= 0.8


def test_no_card_is_dead(search: Search) -> None:
    dead = {card: found for card, found in dead_cards(search.entries).items() if found < 0.3}
    assert not dead
