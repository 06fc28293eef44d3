"""Words, numbers and spelling: what counts as the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.numbers import digits_in, numbers_in
from knowledge.speller import build_speller
from knowledge.words import normal_form, stem, words_of

SPELLER = build_speller(
    ["knee arms shoes walking backward brain shin splints", "shin splints calories calories balance older"],
    frozenset({"pirate", "waking", "brian", "hate", "band"}),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("running", "runs"), ("walked", "walking"), ("calories", "calorie"), ("studies", "study"), ("injuries", "injury")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Isn't it 30%?", ["isnt", "it", "30"]),
        ("Runner’s knee", ["runner", "knee"]),
        ("Rückwärts laufen!", ["ruckwarts", "laufen"]),
        ("", []),
    ],
)
def test_words_are_small_and_plain(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_backwards_and_backward_are_one_way_to_ask() -> None:
    assert normal_form("Run BACKWARDS?") == normal_form("run backward")


@settings(max_examples=100)
@given(text=st.text(max_size=60))
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("my kne", "my knee"),
        ("amrs", "arms"),
        ("wlaking bakward", "walking backward"),
        ("waking", "walking"),
        ("brian", "brain"),
        ("shinsplints", "shin splints"),
        ("calroies", "calories"),
    ],
)
def test_slips_are_mended(text: str, mended: str) -> None:
    assert SPELLER.mend(text) == mended


@pytest.mark.parametrize("text", ["pirate", "hate", "javascript", "xq", "band", "1000"])
def test_other_words_are_left_alone(text: str) -> None:
    assert SPELLER.mend(text) == text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("35 % of 1,000 m", {"35", "1000"}),
        ("in 3:18.43 on 18 July 2014", {"3:18.43", "18", "2014"}),
        ("from 8.0 to 9.70 km/h", {"8", "9.7"}),
        ("4x100 m, 2010-2013", {"4", "100", "2010", "2013"}),
        ("3-metre", {"3"}),
    ],
)
def test_numbers_are_found_in_any_spelling(text: str, numbers: set[str]) -> None:
    assert digits_in(text) == numbers


def test_numbers_in_words_count_where_they_are_wanted() -> None:
    assert numbers_in("Eight people, twice a week") == {"8", "2"}
    assert digits_in("Eight people") == frozenset()
