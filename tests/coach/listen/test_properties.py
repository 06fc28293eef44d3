"""Rules that always hold, whatever the words: known truths in every spelling, and never a wrong write."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.listen.load import load_words
from coach.listen.understand import understand
from coach.listen.words import Words

NOW = datetime.fromisoformat("2026-11-18T19:20:00+00:00")
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

DISTANCES = st.integers(5, 95).map(lambda tenths: tenths / 10)
UNITS = st.sampled_from(
    [(" km", 1000.0), ("km", 1000.0), ("k", 1000.0), (" kilometres", 1000.0), (" miles", 1609.344), ("mi", 1609.344)]
)
BACKWARDS = st.sampled_from(["backwards", "backward", "bw", "retro", "in reverse", "BACKWARDS"])
BEFORE = st.sampled_from(["", "hi coach! ", "ok so ", "😀 ", "this morning ", "finally: "])
AFTER = st.sampled_from(
    ["", "!", " 🎉", ", felt great", ", it was cold", ", no pain", " with the dog", ". HR 150", " lol"]
)
CLAUSES = st.sampled_from(
    [
        "my brother ran 9 km",
        "tomorrow I want to do 8 km",
        "the plan says 12 km",
        "I usually run 7 km",
        "if it's dry I'll do 6.5 km",
        "how far is 11 km",
        "the lake is 15 km away",
        "my friend Tom did 20 min",
        "I had 3 coffees",
        "it was 14 degrees",
        "heart rate 151",
        "my shoes are size 44",
        "my son is 9 years old",
        "I'll go again at 18:30",
    ]
)


PARTS = [
    *("2", "3.5", "km", "min", ":", "/", "x", "16:30", "backwards", "ran", "not", "half", "and", "a", "the"),
    *("7/10", "@", "-", "(", ")", "?", ".", ",", "mon", "yesterday", "knee"),
]


@pytest.fixture(scope="module")
def english() -> Words:
    return load_words()


@QUICK
@given(
    DISTANCES, UNITS, BACKWARDS, BEFORE, AFTER, st.sampled_from(["ran {d} {b}", "{b} {d}", "did {d} {b}", "{d} {b}"])
)
def test_a_distance_is_read_in_every_spelling(
    english: Words, value: float, unit: tuple[str, float], way: str, before: str, after: str, form: str
) -> None:
    text = before + form.format(d=f"{value:g}{unit[0]}", b=way) + after
    heard = understand(text, NOW, "metric", english)
    assert heard.intent == "log_session", text
    assert heard.sessions[0].mode == "backward_run", text
    assert heard.sessions[0].distance_m == pytest.approx(value * unit[1]), text


@QUICK
@given(
    st.integers(5, 59),
    st.integers(0, 59),
    st.sampled_from(["{m}:{s:02d}", "{m}m{s:02d}s", "{m} min {s} s", "{m} minutes and {s} seconds", "{m}'{s:02d}"]),
    st.sampled_from(["2 km backwards in {t}", "{t} for 2 km backwards", "bw 2k {t}", "ran 2 km backward. {t}"]),
)
def test_a_time_is_read_in_every_spelling(english: Words, minutes: int, seconds: int, form: str, order: str) -> None:
    text = order.format(t=form.format(m=minutes, s=seconds))
    heard = understand(text, NOW, "metric", english)
    assert heard.sessions[0].distance_m == 2000, text
    assert heard.sessions[0].duration_s == minutes * 60 + seconds, text


@QUICK
@given(DISTANCES, BACKWARDS, CLAUSES, st.sampled_from(["{c}. {l}", "{l}. {c}", "{l}, {c}", "{l} and {c}", "{c}, {l}"]))
def test_a_strange_clause_never_makes_a_wrong_write(
    english: Words, value: float, way: str, clause: str, form: str
) -> None:
    text = form.format(c=clause, l=f"ran {value:g} km {way}")
    heard = understand(text, NOW, "metric", english)
    if heard.intent == "log_session" and heard.ask is None and not heard.confirm:
        assert [each.distance_m for each in heard.sessions] == [pytest.approx(value * 1000)], text
        assert heard.sessions[0].duration_s is None, text
    assert heard.intent not in ("log_done", "correct"), text


@QUICK
@given(st.text(max_size=120))
def test_any_text_is_understood_somehow_and_always_the_same(english: Words, text: str) -> None:
    heard = understand(text, NOW, "imperial", english)
    assert heard == understand(text, NOW, "imperial", english)


@QUICK
@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=14,
    )
)
def test_any_order_of_known_words_is_survived(english: Words, parts: list[str]) -> None:
    heard = understand(" ".join(parts), NOW, "metric", english)
    assert heard.ask is None or heard.ask != "intent"
