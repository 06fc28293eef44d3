"""Reads which workout is left out or moved, and where to. The one rule: a destination is never guessed."""

from datetime import date, timedelta

from coach.listen.days import coming_day, past_day
from coach.listen.model import Heard
from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import Units

_DAYS = frozenset({"today", "past_day", "future_day", "weekday", "month_day"})


def read_skip(tokens: list[Token], marks: str, today: date, units: Units, words: Words) -> Heard:
    """The workout left out: of the day that is said, else of today."""
    token = next((token for token in tokens if token.kind in _DAYS and token.kind != "today"), None)
    if (
        any(token.kind == "vague_day" for token in tokens)
        and token is None
        and not any(t.kind == "today" for t in tokens)
    ):
        return Heard("skip", ask="date")
    today_said = next((each for each in tokens if each.kind == "today"), None)
    if today_said is not None and (token is None or today_said.start < token.start):
        token = today_said
    if token is None:
        return Heard("skip", target_date=today)
    behind = words.patterns["missed"].search(marks) is not None or token.tag == "last"
    if token.kind == "weekday" and token.a == today.weekday() and token.tag == "" and not behind:
        return Heard("skip", target_date=today)
    day = past_day(token, today, units) if behind or token.kind == "past_day" else coming_day(token, today, units)
    return Heard("skip", ask="date") if day is None or abs((day - today).days) > 7 else Heard("skip", target_date=day)


def read_move(tokens: list[Token], today: date, units: Units, words: Words) -> Heard:
    """The day a workout is moved to; `source_date` is the one it is taken from."""
    days = [(index, token) for index, token in enumerate(tokens) if token.kind in _DAYS]
    later = _by_days(tokens, today, words)
    if later is not None:
        return Heard("move", target_date=later, source_date=today)
    source, target = _roles(tokens, days, words)
    source_day = coming_day(source, today, units) if source is not None else today
    if source is not None and source.kind == "weekday" and source.a == today.weekday():
        source_day = today
    if target is None:
        return Heard("move", ask="date", source_date=source_day)
    day = coming_day(target, today, units)
    if day is None or day <= today:
        return Heard("move", ask="date", source_date=source_day)
    return Heard("move", target_date=day, source_date=source_day)


def _by_days(tokens: list[Token], today: date, words: Words) -> date | None:
    """ "by a day", "by two days", "a day later"."""
    for index, token in enumerate(tokens):
        near = tokens[max(0, index - 2) : index] + tokens[index + 1 : index + 2]
        if (
            token.kind == "idle"
            and token.b
            and token.a <= 7
            and any(each.key in ("by", "later", "on", "back") for each in near)
        ):
            return today + timedelta(days=int(token.a))
        if token.mark in words.sets["day_word"] and index and tokens[index - 1].mark in words.sets["article"]:
            around = tokens[max(0, index - 2) : index] + tokens[index + 1 : index + 2]
            if any(each.key in ("by", "later") for each in around):
                return today + timedelta(days=1)
    return None


def _roles(tokens: list[Token], days: list[tuple[int, Token]], words: Words) -> tuple[Token | None, Token | None]:
    """(source, destination) among the days said."""
    if not days:
        return None, None
    sets = words.sets
    target = source = None
    for index, token in days:
        before = tokens[max(0, index - 2) : index]
        after = tokens[index + 1 : index + 3]
        if any(each.mark in sets["move_to"] for each in before[-1:]) and target is None:
            target = token
        elif any(each.mark in sets["move_from"] for each in before[-2:]) or (
            token.key.endswith("s") and token.kind != "weekday"
        ):
            source = source or token
        elif (
            after
            and after[0].mark in sets["instead"]
            and not any(each.mark in sets["move_from"] for each in after[:1] if each.key != "instead")
        ):
            target = target or token
    rest = [token for _, token in days if token is not target and token is not source]
    if target is None and rest:
        future = [token for token in rest if token.kind != "today"]
        target = future[-1] if future else None
        rest = [token for token in rest if token is not target]
    if source is None and rest:
        source = rest[0]
    return source, target
