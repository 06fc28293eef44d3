"""Answers as JSON lines."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.load import load_base
from knowledge.search import Search, build_search
from knowledge.wire import answer_lines, outcome_name

WriteBase = Callable[..., Path]


@pytest.fixture
def search(write_base: WriteBase) -> Search:
    return build_search(load_base(write_base()))


def test_lines_come_back_in_order_with_outcome_cards_and_words(search: Search) -> None:
    asked = ['{"id": "a", "text": "do I need special shoes"}', "", '{"id": 7, "text": "!"}']
    answered = [json.loads(line) for line in answer_lines(asked, search, outcome_name)]
    assert [line["id"] for line in answered] == ["a", 7]
    assert answered[0]["outcome"] == answered[0]["text"] == "answer"
    assert answered[0]["cards"][0] == "shoes-to-wear"
    assert answered[1] == {"id": 7, "outcome": "unknown", "cards": [], "text": "unknown"}


def test_a_red_flag_comes_before_any_card(search: Search) -> None:
    line = '{"id": 1, "text": "chest pain, which shoes"}'
    answered = list(answer_lines([line], search, outcome_name, lambda text: "Call 112." if "chest" in text else None))
    assert json.loads(answered[0]) == {"id": 1, "outcome": "safety", "cards": [], "text": "Call 112."}


@pytest.mark.parametrize("line", ["[]", '{"id": 1}', '{"id": 1, "text": 2}', "no json"])
def test_a_line_that_is_no_question_is_refused(search: Search, line: str) -> None:
    with pytest.raises(ValueError, match=r"each line needs|Expecting value"):
        list(answer_lines([line], search, outcome_name))
