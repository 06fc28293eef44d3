"""When a wall-clock reminder fires next, in any zone and over every clock change.

The rule: exactly one fire for each chosen local date. Where the clock jumps over the minute, the fire shifts forward by
the jump; where the minute comes twice, it is the first; a date that the zone leaves out (a move over the date line) is
skipped. Instants are compared, never wall clocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coach.model import WEEKDAYS, Weekday

_SEARCH_DAYS = 16
"""Two weeks hold every chosen weekday even when a zone leaves one of them out once."""


@dataclass(frozen=True, slots=True)
class Fire:
    """`at` in UTC seconds, for the intended local date `day` (the shift of a clock change may end on the next)."""

    at: int
    day: date


def next_fire(minute: int, zone: str, days: tuple[Weekday, ...], once: date | None, after: datetime) -> Fire | None:
    """The first fire after an aware instant, or None when there is none any more.

    `minute` is the local minute of the day (0 to 1439). `once` is the only date to fire on; else it is every day of
    `days`, and every day of the week when that is empty. Raises ZoneInfoNotFoundError for a zone that does not exist.
    """
    place = ZoneInfo(zone)
    seconds = after.timestamp()
    for day in _candidates(days, once, after.astimezone(place).date()):
        at = fire_at(day, minute, place)
        if at is not None and at > seconds:
            return Fire(at, day)
    return None


def _candidates(days: tuple[Weekday, ...], once: date | None, today: date) -> Iterator[date]:
    """The chosen dates from yesterday on: a fire of yesterday may have been shifted past midnight."""
    if once is not None:
        yield once
        return
    for ahead in range(-1, _SEARCH_DAYS):
        day = today + timedelta(days=ahead)
        if not days or WEEKDAYS[day.weekday()] in days:
            yield day


def fire_at(day: date, minute: int, zone: ZoneInfo) -> int | None:
    """The instant (UTC seconds) at which the local minute of that date comes, or None if the zone has no such date."""
    at = _instant(day, minute, zone)
    if at.astimezone(zone).date() != day and _instant(day, 0, zone).astimezone(zone).date() != day:
        return None
    return int(at.timestamp())


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """fold=0 is the first pass of a minute that comes twice; in a jump it counts with the offset before the jump,
    which shifts the minute forward by the jump."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return wall.astimezone(UTC)
