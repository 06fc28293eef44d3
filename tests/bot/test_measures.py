"""Measures: as a runner would write them, in their units."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.measures import measures_for
from coach.model import Units

UNITS: tuple[Units, ...] = ("metric", "imperial")


def measure(name: str, value: float | str, units: Units = "metric", language: str = "en") -> str:
    return measures_for(language, units)[name](value)


@pytest.mark.parametrize(
    ("metres", "metric", "imperial"),
    [
        (0, "0 m", "0 yd"),
        (600, "600 m", "656 yd"),
        (999.4, "999 m", "0.62 mi"),
        (999.6, "1 km", "0.62 mi"),
        (1000, "1 km", "0.62 mi"),
        (1200, "1.2 km", "0.75 mi"),
        (1234, "1.23 km", "0.77 mi"),
        (2000, "2 km", "1.24 mi"),
        (804, "804 m", "879 yd"),
        (804.672, "805 m", "0.5 mi"),
        (1609.344, "1.61 km", "1 mi"),
        (42195, "42.2 km", "26.22 mi"),
        (1_234_567, "1,234.57 km", "767.12 mi"),
    ],
)
def test_a_distance_is_short_in_small_units_and_long_in_large_ones(metres: float, metric: str, imperial: str) -> None:
    assert (measure("DISTANCE", metres), measure("DISTANCE", metres, "imperial")) == (metric, imperial)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"),
        (30, "30 s"),
        (60, "1 min"),
        (970, "16 min 10 s"),
        (970.4, "16 min 10 s"),
        (3600, "1 h"),
        (3605, "1 h 5 s"),
        (3900, "1 h 5 min"),
        (3599.7, "1 h"),
        (90061, "25 h 1 min 1 s"),
    ],
)
def test_a_duration_names_only_the_units_that_it_has(seconds: float, words: str) -> None:
    assert measure("DURATION", seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(1510, "25 min"), (3590, "1 h"), (20, "0 min")])
def test_a_duration_can_be_rounded_to_the_minute(seconds: int, words: str) -> None:
    assert measures_for("en", "metric")["DURATION"](seconds, to="minute") == words


@pytest.mark.parametrize(
    ("pace", "metric", "imperial"),
    [
        (485, "8:05/km", "13:01/mi"),
        (300, "5:00/km", "8:03/mi"),
        (299.6, "5:00/km", "8:02/mi"),
        (3700, "61:40/km", "99:15/mi"),
    ],
)
def test_a_pace_is_for_the_runners_own_unit(pace: float, metric: str, imperial: str) -> None:
    assert (measure("PACE", pace), measure("PACE", pace, "imperial")) == (metric, imperial)


@pytest.mark.parametrize(
    ("minute", "metric", "imperial"),
    [(0, "00:00", "12:00 AM"), (420, "07:00", "7:00 AM"), (720, "12:00", "12:00 PM"), (1439, "23:59", "11:59 PM")],
)
def test_a_clock_time_follows_the_units_of_the_runner(minute: int, metric: str, imperial: str) -> None:
    assert (measure("CLOCK", minute), measure("CLOCK", minute, "imperial")) == (metric, imperial)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("mon", "Mon"),
        ("sun,tue,thu", "Tue, Thu, Sun"),
        ("mon,tue,wed,thu,fri,sat,sun", "Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
        ("", ""),
    ],
)
def test_weekdays_are_listed_in_the_order_of_the_week(days: str, words: str) -> None:
    assert measure("WEEKDAYS", days) == words


@pytest.mark.parametrize(("day", "words"), [("2026-03-02", "Mon 2 Mar"), ("2024-02-29", "Thu 29 Feb")])
def test_a_day_has_its_weekday(day: str, words: str) -> None:
    assert measure("DAY", day) == words


@pytest.mark.parametrize(("number", "words"), [(7, "7"), (6.5, "6.5"), (1234, "1,234"), (0.333, "0.33")])
def test_a_number_has_two_places_at_most(number: float, words: str) -> None:
    assert measure("NUMBER", number) == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("DISTANCE", 1200, "1,2 km"), ("DAY", "2026-03-02", "Mo. 2 März"), ("CLOCK", 420, "07:00")],
)
def test_another_language_writes_in_its_own_way(name: str, value: float | str, words: str) -> None:
    assert measure(name, value, language="de") == words


def test_a_language_that_counts_by_twelve_hours_does_so_in_both_units() -> None:
    assert {measure("CLOCK", 1110, units, "hi") for units in UNITS} == {"6:30 pm"}


@settings(max_examples=100)
@given(st.floats(min_value=0, max_value=1e6), st.sampled_from(UNITS))
def test_a_longer_distance_never_reads_shorter(metres: float, units: Units) -> None:
    in_metres = {"m": 1, "km": 1000, "yd": 0.9144, "mi": 1609.344}
    number, unit = measure("DISTANCE", metres, units).split()
    assert float(number.replace(",", "")) * in_metres[unit] == pytest.approx(metres, abs=0.006 * in_metres[unit] + 0.5)


@settings(max_examples=100)
@given(st.integers(min_value=0, max_value=200_000))
def test_a_duration_says_no_second_too_much_or_too_few(seconds: int) -> None:
    parts = measure("DURATION", seconds).split()
    worth = {"h": 3600, "min": 60, "s": 1}
    assert sum(int(number) * worth[unit] for number, unit in zip(parts[::2], parts[1::2], strict=True)) == seconds
