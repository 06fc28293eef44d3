"""How days, instants and short lists stand in a column. The rule: text sorts as the days do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from coach.model import WEEKDAYS, Weekday


def day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def text_or_none(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def instant_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def seconds_or_none(instant: datetime | None) -> int | None:
    """UTC seconds; Telegram's own dates are whole seconds, a fraction is cut off."""
    return None if instant is None else int(instant.timestamp())


def weekdays(text: str) -> tuple[Weekday, ...]:
    """The weekdays of "mon,thu", in the order in which they stand there."""
    known: dict[str, Weekday] = {day: day for day in WEEKDAYS}
    return tuple(known[name] for name in text.split(",")) if text else ()


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",")) if text else ()


def joined(items: Sequence[str] | Sequence[int]) -> str:
    return ",".join(str(item) for item in items)
