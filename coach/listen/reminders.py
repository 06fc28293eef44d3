"""Reads times of day, weekdays and reminders. The one rule: a time that could be morning or evening is asked."""

from datetime import datetime, timedelta

from coach.listen.days import coming_day
from coach.listen.model import Heard, HeardReminder
from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import WEEKDAYS, Units, Weekday

NOON = 720


def minute_of(tokens: list[Token], units: Units, words: Words) -> int | None:
    """The minute of the day that is said for certain; None where there is none or am and pm are open."""
    half = _day_half(tokens, words)
    for index, token in enumerate(tokens):
        read = _minute_at(tokens, index, words)
        if read is None:
            continue
        minute, certain = read
        if certain:
            return minute
        if half is not None and minute <= NOON + 59:
            return minute % NOON + (NOON if half == "pm" else 0)
        written = (token.kind == "colon" and token.tag != "word") or _military(token)
        if written and (units == "metric" or minute >= 780 or minute < 60 or token.key.startswith("0")):
            return minute
        return None
    return None


def _minute_at(tokens: list[Token], index: int, words: Words) -> tuple[int, bool] | None:
    """(minute, certain) of the time at `index`."""
    token, sets = tokens[index], words.sets
    before = tokens[index - 1] if index else None
    match token.kind:
        case "clock":
            shift = _shift(tokens, index, words)
            return int(token.a) + (shift or 0), token.tag == ""
        case "colon" if token.a < 24 and token.b < 60:
            return int(token.a) * 60 + int(token.b), token.a >= 13
        case "num":
            worded = _spoken(tokens, index, words)
            if worded is not None:
                return worded
            if _military(token):
                return int(token.a) // 100 * 60 + int(token.a) % 100, True
            dotted = token.key.replace(",", ".")
            if "." in dotted and len(dotted.split(".")[1]) == 2 and token.a < 24 and float(dotted.split(".")[1]) < 60:
                hours = int(token.a)
                return hours * 60 + int(dotted.split(".")[1]), hours >= 13
            near = before is not None and (
                before.mark in sets["clock_at"] or before.kind == "at" or before.mark in sets["remind_words"]
            )
            if token.a == int(token.a) and 0 <= token.a <= 24 and (near or len(tokens) <= 3 or _lonely(tokens, index)):
                return int(token.a) % 24 * 60, token.a >= 13
    return None


def _lonely(tokens: list[Token], index: int) -> bool:
    return sum(token.kind in ("num", "colon", "clock") for token in tokens) == 1 and tokens[index].tag != "reps"


def _military(token: Token) -> bool:
    return (
        token.kind == "num"
        and token.key.isdigit()
        and len(token.key) == 4
        and int(token.a) // 100 < 24
        and token.a % 100 < 60
    )


def _shift(tokens: list[Token], index: int, words: Words) -> int | None:
    """The minutes that "half past", "quarter to", "ten past" or "half" add to the hour at `index`."""
    sets, back = words.sets, tokens[max(0, index - 2) : index]
    if len(back) == 2 and back[1].mark in sets["clock_past"] | sets["clock_before"]:
        share = words.fractions.get(back[0].key)
        minutes = int(share * 60) if share in (0.5, 0.25) else _few(back[0])
        if minutes is not None:
            return minutes if back[1].mark in sets["clock_past"] else -minutes
    return 30 if back and words.fractions.get(back[-1].key) == 0.5 else None


def _few(token: Token) -> int | None:
    """The minutes of "ten past" and "20 minutes to"."""
    minutes = token.a if token.kind == "num" else token.a / 60 if token.kind == "dur" else 0.0
    return int(minutes) if minutes in (5, 10, 15, 20, 25) else None


def _spoken(tokens: list[Token], index: int, words: Words) -> tuple[int, bool] | None:
    """ "half past seven", "quarter to seven", "seven thirty", "half six" (half past six)."""
    token = tokens[index]
    if token.a != int(token.a) or not 1 <= token.a <= 12:
        return None
    hour, shift = int(token.a), _shift(tokens, index, words)
    if shift is not None:
        return _halved(tokens, index, hour * 60 + shift, words)
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and after.tag == "word" and token.tag == "word" and after.kind in ("num", "clock"):
        minutes = int(after.a) if after.kind == "num" else int(after.a) // 60 % 12 or 12
        if after.kind == "num" and 10 <= minutes < 60:
            return _halved(tokens, index + 1, hour * 60 + minutes, words)
    return None


def _halved(tokens: list[Token], index: int, minute: int, words: Words) -> tuple[int, bool]:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and after.mark in words.sets["clock_am"]:
        return minute % NOON, True
    if after is not None and after.mark in words.sets["clock_pm"]:
        return minute % NOON + NOON, True
    return minute, False


def _day_half(tokens: list[Token], words: Words) -> str | None:
    for token in tokens:
        if token.mark in words.sets["clock_am"] or token.mark in words.sets["clock_morning"]:
            return "am"
        if token.mark in words.sets["clock_pm"] or token.mark in words.sets["clock_evening"]:
            return "pm"
    for token in tokens:
        if token.kind in ("weekday", "today", "future_day"):
            text = token.key
            if "morning" in text:
                return "am"
            if any(part in text for part in ("evening", "night", "afternoon")):
                return "pm"
    return None


def weekdays_of(tokens: list[Token], words: Words) -> tuple[Weekday, ...]:
    """The weekdays said, in week order: names, ranges ("mon-fri") and sets ("weekends")."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "weekday":
            found.add(int(token.a))
            joint = tokens[index + 1] if index + 2 < len(tokens) else None
            if (
                joint is not None
                and tokens[index + 2].kind == "weekday"
                and (joint.kind == "dash" or joint.mark in words.sets["through_word"])
            ):
                first, last = int(token.a), int(tokens[index + 2].a)
                found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        elif token.key in words.weekday_sets:
            found |= set(words.weekday_sets[token.key])
    return tuple(WEEKDAYS[day] for day in sorted(found))


def read_reminder(tokens: list[Token], marks: str, now: datetime, units: Units, words: Words) -> Heard:
    """A wish for a reminder: set, with what must be asked."""
    if words.patterns["odd_days"].search(marks):
        return Heard("reminder_set", ask="days")
    days = weekdays_of(tokens, words)
    minute = minute_of(_without_from(tokens), units, words)
    if minute is None:
        return Heard("reminder_set", ask="time")
    one_off = next((token for token in tokens if token.kind in ("today", "future_day", "month_day")), None)
    if one_off is not None and not days:
        day = coming_day(one_off, now.date(), units)
        if day is not None:
            weekday = WEEKDAYS[day.weekday()]
            return Heard("reminder_set", reminder=HeardReminder(minute, (weekday,), once=True, day=day))
    return Heard("reminder_set", reminder=HeardReminder(minute, days))


def _without_from(tokens: list[Token]) -> list[Token]:
    """ "from 7pm to 8:30pm": the old time does not count, nor do dates."""
    return [
        token
        for index, token in enumerate(tokens)
        if token.kind != "month_day" and not (index and tokens[index - 1].key == "from")
    ]


def read_snooze(tokens: list[Token], now: datetime, words: Words) -> Heard:
    """The present reminder put off, by an amount or just "later"."""
    amount = next((token.a for token in tokens if token.kind == "dur" and 0 < token.a <= 86400), None)
    if amount is None:
        bare = next((token for token in tokens if token.kind in ("num", "em") and 0 < token.a <= 600), None)
        amount = bare.a * 60 if bare is not None else None
    if amount is None:
        return Heard("snooze")
    then = now + timedelta(seconds=amount)
    minute, weekday = then.hour * 60 + then.minute, WEEKDAYS[then.weekday()]
    reminder = HeardReminder(minute, (weekday,), once=True, day=then.date())
    return Heard("snooze", reminder=reminder, snooze_minutes=round(amount / 60))
