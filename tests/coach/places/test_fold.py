import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.places.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("München", "munchen"),
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("København", "kobenhavn"),
        ("Saint-Étienne", "st etienne"),
        ("St. Louis", "st louis"),
        ("N'Djamena", "ndjamena"),
        ("서울", "서울"),
        ("  New   York ", "new york"),
        ("İstanbul", "istanbul"),
    ],
)
def test_the_spellings_of_a_name_become_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_never_fails_and_leaves_no_marks_at_the_ends(text: str) -> None:
    assert fold(text) == fold(text).strip()
