"""How values are written: distances, durations, paces, days and clock times, in the runner's language and units.

These are the functions that the texts may call; Babel knows the languages. Distances come in metres, durations in
seconds, paces in seconds a kilometre, clock times in minutes from midnight, days as ISO dates.
"""

from collections.abc import Callable
from datetime import date, time
from functools import cache

from coach.model import WEEKDAYS, Units

MILE_M = 1609.344
YARD_M = 0.9144
# Below half a mile people think in yards.
HALF_MILE_YD = 880

# Plain "en" would write American dates; the texts are British.
LOCALES = {"en": "en_GB"}


def measures_for(language: str, units: Units) -> dict[str, Callable[..., str]]:
    """The functions a text may call, by their name in the texts."""
    locale = LOCALES.get(language, language)
    distance = _miles if units == "imperial" else _kilometres
    return {
        "DISTANCE": lambda metres: distance(float(metres), locale),
        "DURATION": lambda seconds, to="": _duration(_rounded(float(seconds), str(to)), locale),
        "PACE": lambda pace: _pace(float(pace), units),
        "DAY": lambda day: _day(str(day), locale),
        "CLOCK": lambda minute: _clock(int(minute), "en_US" if units == "imperial" and language == "en" else locale),
        "WEEKDAYS": lambda days: _weekdays(str(days), locale),
        "NUMBER": lambda number: _number(float(number), locale),
    }


def _number(value: float, locale: str) -> str:
    """At most two decimals. Below a thousand nothing is grouped: only the decimal sign is the language's own."""
    rounded = round(value, 2)
    if 0 <= rounded < 1000:
        return f"{rounded:.2f}".rstrip("0").rstrip(".").replace(".", _decimal_sign(locale))
    from babel.numbers import format_decimal

    return format_decimal(rounded, format="#,##0.##", locale=locale)


@cache
def _decimal_sign(locale: str) -> str:
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(locale)


def _unit(value: float, symbol: str, locale: str) -> str:
    """A number with the unit's international symbol, which is the same in every language."""
    return f"{_number(value, locale)} {symbol}"


def _kilometres(metres: float, locale: str) -> str:
    if round(metres) < 1000:
        return _unit(round(metres), "m", locale)
    return _unit(metres / 1000, "km", locale)


def _miles(metres: float, locale: str) -> str:
    yards = round(metres / YARD_M)
    if yards < HALF_MILE_YD:
        return _unit(yards, "yd", locale)
    return _unit(metres / MILE_M, "mi", locale)


def _rounded(seconds: float, to: str) -> int:
    return round(seconds / 60) * 60 if to == "minute" else round(seconds)


def _duration(seconds: int, locale: str) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(_unit(value, unit, locale) for value, unit in parts if value) or _unit(0, "min", locale)


def _pace(pace: float, units: Units) -> str:
    seconds = round(pace * MILE_M / 1000) if units == "imperial" else round(pace)
    return f"{seconds // 60}:{seconds % 60:02d}/{'mi' if units == 'imperial' else 'km'}"


def _day(day: str, locale: str) -> str:
    from babel.dates import format_date

    return format_date(date.fromisoformat(day), "EEE d MMM", locale=locale)


def _clock(minute: int, locale: str) -> str:
    from babel.dates import format_time

    return format_time(time(minute // 60, minute % 60), "short", locale=locale).replace("\u202f", " ")


def _weekdays(days: str, locale: str) -> str:
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=locale)
    return ", ".join(names[WEEKDAYS.index(day)] for day in WEEKDAYS if day in days.split(","))
