import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.amounts import LONGEST_S, MODES, Amount, read_amount, read_effort, read_stretch, write_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("30 s", Amount(duration_s=30)),
        ("2 min", Amount(duration_s=120)),
        ("3 min 20 s", Amount(duration_s=200)),
        ("1 h 5 min", Amount(duration_s=3900)),
        ("1.5 min", Amount(duration_s=90)),
        ("20 m", Amount(distance_m=20)),
        ("1 km", Amount(distance_m=1000)),
        ("1.2 km", Amount(distance_m=1200)),
        ("800m", Amount(distance_m=800)),
    ],
)
def test_an_amount_is_read_as_a_runner_writes_it(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "30", "s", "30 sec", "5 m 20 s", "20 s 3 min", "1 km 1 km", "-5 m", "0 m", "0.4 s", "9 h", "51 km", "३ s"],
)
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|at least|at most"):
        read_amount(text)


@given(
    st.one_of(
        st.integers(1, LONGEST_S).map(lambda seconds: Amount(duration_s=seconds)),
        st.integers(1, 500_000).map(lambda tenths: Amount(distance_m=tenths / 10)),
    )
)
def test_an_amount_survives_writing_and_reading(amount: Amount) -> None:
    assert read_amount(write_amount(amount)) == amount


@given(st.integers(1, LONGEST_S), st.sampled_from(sorted(MODES)))
def test_a_stretch_is_an_amount_and_a_way_of_moving(seconds: int, words: str) -> None:
    stretch = read_stretch(f"{write_amount(Amount(duration_s=seconds))} {words}")
    assert (stretch.amount.duration_s, stretch.mode) == (seconds, MODES[words])


def test_an_unknown_way_of_moving_names_the_nearest_one() -> None:
    with pytest.raises(ValueError, match="did you mean 'backward walk'"):
        read_stretch("30 s bakward walk")


@pytest.mark.parametrize("value", ["30 seconds backward walk", "backward walk", 30, None, ["30 s"], ""])
def test_a_stretch_without_a_readable_amount_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"amount|way of moving"):
        read_stretch(value)


@pytest.mark.parametrize(
    ("value", "effort"), [("2-4", (2, 4)), (3, (3, 3)), ("7 - 8", (7, 8)), (2.5, (2.5, 2.5)), ("10", (10, 10))]
)
def test_an_effort_is_a_number_or_two(value: object, effort: tuple[float, float]) -> None:
    assert read_effort(value) == effort


@pytest.mark.parametrize("value", ["4-2", "11", "easy", "", None, -1, "2-4-6", True])
def test_what_is_no_effort_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not an effort"):
        read_effort(value)
