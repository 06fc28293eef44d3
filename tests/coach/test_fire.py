"""Reminders at the right instant in every zone, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.fire import Fire, next_fire
from coach.model import WEEKDAYS

ZONES = sorted(available_timezones() - {"localtime", "Factory", "posixrules"})
DAY = 86400


def local(fire: Fire | None, zone: str) -> str:
    assert fire is not None
    return datetime.fromtimestamp(fire.at, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %z")


def walk(minute: int, zone: str, start: datetime, end: datetime) -> list[Fire]:
    """Every fire between two instants, each found from the one before."""
    fires: list[Fire] = []
    after = start
    while (fire := next_fire(minute, zone, (), None, after)) is not None and fire.at <= end.timestamp():
        fires.append(fire)
        after = datetime.fromtimestamp(fire.at, UTC)
    return fires


@pytest.mark.parametrize(
    ("zone", "minute", "day", "expected"),
    [
        ("Europe/Berlin", 150, date(2026, 3, 29), "2026-03-29 03:30 +0200"),  # 02:30 does not exist
        ("Europe/Berlin", 150, date(2026, 10, 25), "2026-10-25 02:30 +0200"),  # 02:30 comes twice: the first
        ("Australia/Lord_Howe", 135, date(2026, 10, 4), "2026-10-04 02:45 +1100"),  # a jump of half an hour
        ("Australia/Lord_Howe", 105, date(2026, 4, 5), "2026-04-05 01:45 +1100"),
        ("Africa/Cairo", 15, date(2026, 4, 24), "2026-04-24 01:15 +0300"),  # midnight itself is jumped over
        ("America/Nuuk", 1425, date(2026, 3, 28), "2026-03-29 00:45 -0100"),  # shifted past midnight, still Saturday's
        ("America/Santiago", 0, date(2026, 9, 6), "2026-09-06 01:00 -0300"),
        ("Pacific/Apia", 420, date(2011, 12, 31), "2011-12-31 07:00 +1400"),
    ],
)
def test_a_fire_lands_where_the_clock_change_puts_it(zone: str, minute: int, day: date, expected: str) -> None:
    fire = next_fire(minute, zone, (), day, datetime(2000, 1, 1, tzinfo=UTC))
    assert local(fire, zone) == expected
    assert fire is not None
    assert fire.day == day


@pytest.mark.parametrize(
    ("zone", "missing"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
        ("Pacific/Kwajalein", date(1993, 8, 21)),
        ("Pacific/Kiritimati", date(1994, 12, 31)),
    ],
)
def test_a_date_that_a_zone_leaves_out_is_skipped(zone: str, missing: date) -> None:
    before = datetime.combine(missing - timedelta(days=3), datetime.min.time(), UTC)
    for minute in (0, 420, 1439):
        days = [fire.day for fire in walk(minute, zone, before, before + timedelta(days=7))]
        assert missing not in days
        assert missing - timedelta(days=1) in days
        assert missing + timedelta(days=1) in days
        assert next_fire(minute, zone, (), missing, before) is None


def test_a_fire_that_was_shifted_past_midnight_is_still_to_come_after_midnight() -> None:
    half_past_midnight = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    fire = next_fire(1425, "America/Nuuk", (), None, half_past_midnight)
    assert local(fire, "America/Nuuk") == "2026-03-29 00:45 -0100"
    assert fire is not None
    assert fire.day == date(2026, 3, 28)


def test_a_weekday_that_is_left_out_once_comes_the_week_after() -> None:
    fire = next_fire(420, "Pacific/Apia", ("fri",), None, datetime(2011, 12, 24, tzinfo=UTC))
    assert local(fire, "Pacific/Apia") == "2012-01-06 07:00 +1400"


def test_a_single_date_fires_once_and_never_again() -> None:
    day = date(2026, 5, 1)
    fire = next_fire(600, "UTC", (), day, datetime(2026, 5, 1, 9, 59, 59, tzinfo=UTC))
    assert fire == Fire(int(datetime(2026, 5, 1, 10, tzinfo=UTC).timestamp()), day)
    assert next_fire(600, "UTC", (), day, datetime(2026, 5, 1, 10, tzinfo=UTC)) is None


def test_only_the_chosen_weekdays_fire() -> None:
    fire = next_fire(420, "Asia/Tokyo", ("tue", "sat"), None, datetime(2026, 5, 1, tzinfo=UTC))
    assert local(fire, "Asia/Tokyo") == "2026-05-02 07:00 +0900"


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("Europe/Berlin", 2026),
        ("Australia/Lord_Howe", 2026),
        ("America/Nuuk", 2023),
        ("America/Scoresbysund", 2024),
        ("Africa/Casablanca", 2026),
        ("Africa/Cairo", 2026),
        ("Asia/Gaza", 2026),
        ("America/Havana", 2026),
        ("Antarctica/Troll", 2026),
        ("Pacific/Apia", 2011),
        ("Asia/Pyongyang", 2018),
        ("America/Caracas", 2016),
        ("Europe/Dublin", 2026),
    ],
)
@pytest.mark.parametrize("minute", [0, 1, 30, 90, 150, 180, 420, 1380, 1425, 1439])
def test_a_year_of_reminders_has_every_date_of_the_zone_once(zone: str, year: int, minute: int) -> None:
    start = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=2)
    fires = walk(minute, zone, start, start + timedelta(days=369))
    days = [fire.day for fire in fires]
    assert days == dates_lived(zone, fires[0].day, fires[-1].day)
    assert all(0 < later.at - earlier.at <= 2 * DAY for earlier, later in pairwise(fires))


def dates_lived(zone: str, first: date, last: date) -> list[date]:
    """Every date that the clocks of a zone show at all, found by looking at them each hour."""
    at = datetime.combine(first, datetime.min.time(), UTC) - timedelta(days=1)
    place, seen = ZoneInfo(zone), set()
    while at.date() <= last + timedelta(days=1):
        seen.add(at.astimezone(place).date())
        at += timedelta(hours=1)
    return sorted(day for day in seen if first <= day <= last)


@settings(max_examples=300, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 1439),
    after=st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 1), timezones=st.just(UTC)),
)
def test_ten_days_of_any_zone_fire_once_a_lived_date(zone: str, minute: int, after: datetime) -> None:
    fires = walk(minute, zone, after, after + timedelta(days=10))
    assert [fire.day for fire in fires] == dates_lived(zone, fires[0].day, fires[-1].day)
    for fire in fires:
        shown = datetime.fromtimestamp(fire.at, ZoneInfo(zone))
        intended = datetime.combine(fire.day, datetime.min.time()) + timedelta(minutes=minute)
        shifted = shown.replace(tzinfo=None, fold=0) - intended
        assert timedelta(0) <= shifted <= timedelta(hours=24)
        assert shown.fold == 0
        if shifted:
            just_before = datetime.fromtimestamp(fire.at - shifted.total_seconds() - 1, ZoneInfo(zone))
            assert just_before.utcoffset() != shown.utcoffset()


@settings(max_examples=200, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 1439),
    days=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    after=st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 1), timezones=st.just(UTC)),
)
def test_a_fire_is_later_on_a_chosen_weekday_and_the_first_such(
    zone: str, minute: int, days: set[str], after: datetime
) -> None:
    chosen = tuple(day for day in WEEKDAYS if day in days)
    fire = next_fire(minute, zone, chosen, None, after)
    assert fire is not None
    assert fire.at > after.timestamp()
    assert WEEKDAYS[fire.day.weekday()] in chosen
    every = walk(minute, zone, after, datetime.fromtimestamp(fire.at, UTC))
    assert [other.day for other in every if WEEKDAYS[other.day.weekday()] in chosen] == [fire.day]
