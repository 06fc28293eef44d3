"""Answer, choices or unknown: on a small base by words, on the real one also by meaning."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.encoder import load_encoder
from knowledge.load import load_base
from knowledge.model import Base
from knowledge.search import Answer, Choices, Outcome, Search, Unknown, build_search

WriteBase = Callable[..., Path]


@pytest.fixture(scope="module")
def by_words(real_base: Base) -> Search:
    return build_search(real_base)


@pytest.fixture(scope="module")
def by_meaning(real_base: Base) -> Search:
    return build_search(real_base, load_encoder())


def ids(outcome: Outcome) -> list[str]:
    cards = outcome.nearest if isinstance(outcome, Unknown) else outcome.cards
    return [card.id for card in cards]


@pytest.mark.parametrize(
    "question", ["do I need special shoes", "Special shoes??", "do i nead specail sheos", "which shoes"]
)
def test_a_small_base_answers_its_own_asks_with_any_case_and_spelling(write_base: WriteBase, question: str) -> None:
    found = build_search(load_base(write_base())).ask(question)
    assert isinstance(found, Answer)
    assert ids(found)[0] == "shoes-to-wear"


@pytest.mark.parametrize("question", ["", "   ", "?!", "🏃‍♀️", "a", "what is it"])
def test_a_question_without_words_that_say_anything_is_unknown(by_words: Search, question: str) -> None:
    assert by_words.ask(question) == Unknown(())


ORDINARY = [
    ("does running backward use more energy than forward", "calorie_cost"),
    ("How do I stop when I run backwards?", "technique_posture"),
    ("is it ok when I am pregnant", "pregnancy"),
    ("who holds the 100 m record backwards", "world_record_sprint"),
    ("can my child do retro running", "kids_youth"),
]


@pytest.mark.parametrize(("question", "topic"), ORDINARY)
def test_ordinary_questions_are_answered_by_a_card_of_their_topic(
    by_words: Search, by_meaning: Search, question: str, topic: str
) -> None:
    for search in (by_words, by_meaning):
        found = search.ask(question)
        assert isinstance(found, Answer)
        assert topic in found.cards[0].topics


NEAR_MISSES = [
    "best forward running shoes",
    "how do i start running (normal)",
    "retro jordans release date",
    "reverse a string in javascript",
    "how to fall asleep",
    "calories in a banana",
    "who won the olympic marathon",
    "treadmill repair near me",
]


@pytest.mark.parametrize("question", NEAR_MISSES)
def test_questions_from_next_door_are_not_answered(by_words: Search, by_meaning: Search, question: str) -> None:
    for search in (by_words, by_meaning):
        assert not isinstance(search.ask(question), Answer)


def test_a_contrast_card_goes_with_unknown_and_never_as_an_answer(by_meaning: Search) -> None:
    found = by_meaning.ask("which stability shoes for overpronation")
    assert isinstance(found, Unknown)
    assert found.nearest[0].contrast


def test_another_field_is_named(by_meaning: Search) -> None:
    found = by_meaning.ask("my recipe for chicken soup")
    assert isinstance(found, Unknown)
    assert found.elsewhere is not None
    assert found.elsewhere.key in ("cooking_home", "nutrition")


def test_choices_are_three_at_most_of_different_topics_and_no_contrast_cards(by_meaning: Search) -> None:
    asks = ["sore", "older", "faster?", "record", "falling", "training", "how far", "pain after"]
    found = [outcome for outcome in map(by_meaning.ask, asks) if isinstance(outcome, Choices)]
    assert found
    for outcome in found:
        assert 1 <= len(outcome.cards) <= 3
        assert len({card.topics[0] for card in outcome.cards}) == len(outcome.cards)
        assert not any(card.contrast for card in outcome.cards)


@settings(max_examples=60, deadline=None)
@given(question=st.text(max_size=700))
def test_any_text_whatever_gets_an_outcome(by_words: Search, question: str) -> None:
    assert isinstance(by_words.ask(question), Answer | Choices | Unknown)


@settings(max_examples=15, deadline=None)
@given(words=st.lists(st.sampled_from(["backward", "knee", "zzz", "??", "run", "1000", "é"]), max_size=40))
def test_the_same_question_gets_the_same_outcome(by_meaning: Search, words: Sequence[str]) -> None:
    question = " ".join(words)
    assert by_meaning.ask(question) == by_meaning.ask(question)


def test_case_and_punctuation_do_not_matter(by_meaning: Search) -> None:
    assert ids(by_meaning.ask("IS IT LOW IMPACT")) == ids(by_meaning.ask("is it low impact?"))
