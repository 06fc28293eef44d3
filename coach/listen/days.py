"""Resolves a named day to a date. The one rule: a day that could be two is asked, never guessed."""

from datetime import date, timedelta

from coach.listen.dates import made_day
from coach.listen.tokens import Token
from coach.model import Units

OLD_DAYS = 90
"""A day without a year that lies further back than this is asked about."""


def _order(token: Token, units: Units) -> tuple[int, int]:
    """(day, month) of two figures: metric runners put the day first, imperial ones the month, if that is a date."""
    first, second = int(token.a), int(token.b)
    if token.tag == "dm":
        return first, second
    day_first = units == "metric" or token.key == "dotted"
    day, month = (first, second) if day_first else (second, first)
    return (day, month) if month <= 12 and day <= 31 else (month, day)


def past_day(token: Token, today: date, units: Units) -> date | None:
    """The day of a thing done, or None where it must be asked."""
    match token.kind:
        case "today" | "past_day":
            return token.day
        case "weekday":
            if token.tag == "last_week":
                return today - timedelta(days=today.weekday() + 7 - int(token.a))
            if token.tag == "next" or (token.tag != "last" and token.a == today.weekday()):
                return None
            return today - timedelta(days=(today.weekday() - int(token.a) - 1) % 7 + 1)
        case "month_day":
            found = _past_month_day(token, today, units)
            return found if found is not None and found <= today else None
    return None


def _past_month_day(token: Token, today: date, units: Units) -> date | None:
    if token.tag == "full":
        return token.day
    if token.tag == "dom":
        first = today.replace(day=1)
        here = [made_day(first.year, first.month, int(token.a))]
        first = (first - timedelta(days=1)).replace(day=1)
        here.append(made_day(first.year, first.month, int(token.a)))
        return next((day for day in here if day is not None and day <= today), None)
    day, month = _order(token, units)
    if token.day is not None:
        return made_day(token.day.year, month, day)
    this_year, last_year = made_day(today.year, month, day), made_day(today.year - 1, month, day)
    found = this_year if this_year is not None and this_year <= today else last_year
    return found if found is not None and (today - found).days <= OLD_DAYS else None


def coming_day(token: Token, today: date, units: Units, after: date | None = None) -> date | None:
    """The day of a thing to do: the first one after `after` (default: today counts for "today" only)."""
    match token.kind:
        case "today" | "future_day" | "past_day":
            return token.day
        case "weekday":
            base = after or today
            return base + timedelta(days=(int(token.a) - base.weekday() - 1) % 7 + 1)
        case "month_day":
            if token.tag == "full":
                return token.day
            for months in range(13):
                year, month = divmod(today.month - 1 + months, 12)
                day, wanted = (int(token.a), month + 1) if token.tag == "dom" else _order(token, units)
                found = made_day(today.year + year, month + 1, day) if wanted == month + 1 else None
                if found is not None and found >= today:
                    return found
    return None
