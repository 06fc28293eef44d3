"""Answers to the bot's own questions are read as that, or not at all."""

from datetime import date, datetime

import pytest

from coach.listen import answers
from coach.listen.words import Words
from coach.model import WEEKDAYS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("yep please", True),
        ("ok", True),
        ("no", False),
        ("nope", False),
        ("no thanks", False),
        ("what", None),
    ],
)
def test_a_yes_or_no_is_read(text: str, value: bool | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_yes_no(text, wednesday, "metric", words) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("every day", WEEKDAYS),
        ("mon wed fri", ("mon", "wed", "fri")),
        ("weekends", ("sat", "sun")),
        ("mon-fri", ("mon", "tue", "wed", "thu", "fri")),
        ("sunday and tuesday", ("tue", "sun")),
        ("3 times a week", None),
    ],
)
def test_weekdays_are_read_in_week_order(text: str, value: object, words: Words, wednesday: datetime) -> None:
    assert answers.read_days(text, wednesday, "metric", words) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7am", 420),
        ("7", None),
        ("half six", None),
        ("half six in the evening", 1110),
        ("quarter to seven am", 405),
        ("at 7 in the morning", 420),
        ("18.30", 1110),
        ("1830", 1110),
        ("19:00", 1140),
        ("noon", 720),
    ],
)
def test_a_time_of_day_is_read_only_when_it_is_certain(
    text: str, value: int | None, words: Words, wednesday: datetime
) -> None:
    assert answers.read_minute(text, wednesday, "metric", words) == value


def test_a_time_without_am_or_pm_is_open_for_imperial_runners(words: Words, wednesday: datetime) -> None:
    assert answers.read_minute("6:30", wednesday, "metric", words) == 390
    assert answers.read_minute("6:30", wednesday, "imperial", words) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("km", "km"), ("it was miles", "miles"), ("metres", "metres"), ("minutes", "minutes"), ("eh", None)],
)
def test_a_unit_is_read(text: str, value: str | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_unit(text, wednesday, "metric", words) == value


@pytest.mark.parametrize(
    ("text", "value"), [("3 km", 3000), ("1,5 km", 1500), ("800m", 800), ("3", None), ("2-3 km", None)]
)
def test_a_distance_needs_its_unit(text: str, value: float | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_distance(text, wednesday, "metric", words) == value


@pytest.mark.parametrize(
    ("text", "value"), [("15 min", 900), ("12:30", 750), ("1h05", 3900), ("half an hour", 1800), ("1:10", None)]
)
def test_a_duration_is_read(text: str, value: int | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_duration(text, wednesday, "metric", words) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", date(2026, 11, 17)),
        ("monday", date(2026, 11, 16)),
        ("the 14th", date(2026, 11, 14)),
        ("wednesday", None),
    ],
)
def test_a_day_done_is_the_latest_one_before_today(
    text: str, value: date | None, words: Words, wednesday: datetime
) -> None:
    assert answers.read_day(text, wednesday, "metric", words) == value


def test_a_day_to_come_is_the_next_one(words: Words, wednesday: datetime) -> None:
    assert answers.read_day("monday", wednesday, "metric", words, coming=True) == date(2026, 11, 23)


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("7/10", 7), ("6-7", 6.5), ("hard", 7), ("11", None)])
def test_an_effort_is_read(text: str, value: float | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_rpe(text, wednesday, "metric", words) == value


@pytest.mark.parametrize(
    ("text", "value"), [("backward walk", "backward_walk"), ("retro", "backward_run"), ("walking", None)]
)
def test_a_mode_is_read(text: str, value: str | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_mode(text, wednesday, "metric", words) == value


@pytest.mark.parametrize(
    ("text", "value"), [("miles", "imperial"), ("km please", "metric"), ("both miles and km", None)]
)
def test_a_preference_for_units_is_read(text: str, value: str | None, words: Words, wednesday: datetime) -> None:
    assert answers.read_units_preference(text, wednesday, "metric", words) == value
