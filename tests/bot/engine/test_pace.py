"""How fast we speak, computed from the time we are given."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pace import Bucket, ChatPace


@settings(max_examples=100)
@given(st.lists(st.floats(0, 0.2), min_size=20, max_size=80), st.integers(1, 30))
def test_no_second_sees_more_than_the_rate_and_the_burst(steps: list[float], rate: int) -> None:
    bucket, at, taken = Bucket(rate, max(1.0, rate / 5), 0.0), 0.0, []
    for step in steps:
        at += step
        count = bucket.free(at)
        bucket.take(count, at)
        taken.append((at, count))
    for start, _ in taken:
        within = sum(count for when, count in taken if start <= when < start + 1)
        assert within <= rate + max(1.0, rate / 5) + 1e-6


def test_an_empty_bucket_says_how_long_to_wait() -> None:
    bucket = Bucket(25, 5, 0.0)
    bucket.take(5, 0.0)
    assert bucket.free(0.0) == 0
    wait = bucket.wait(0.0)
    assert bucket.free(wait) == 1


def test_a_bucket_can_be_overdrawn_and_pays_back() -> None:
    bucket = Bucket(10, 2, 0.0)
    bucket.take(3, 0.0)
    assert bucket.free(0.1) == 0
    assert bucket.free(0.2) == 1


def test_a_chat_rests_after_its_burst_until_it_has_paid() -> None:
    pace = ChatPace(burst=2)
    assert pace.wait(0.0) is None
    pace.spoke(42, 0.0)
    assert pace.resting(0.0) == set()
    pace.spoke(42, 0.0)
    assert pace.resting(0.0) == {42}
    assert pace.wait(0.0) == 1.0
    assert pace.resting(1.0) == set()
    assert pace.wait(1.0) is None
    pace.spoke(42, 1.0)
    assert pace.resting(1.0) == {42}, "the burst has not grown back yet"
