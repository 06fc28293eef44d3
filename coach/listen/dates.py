"""Folds words and figures that name a day, and resolves them. The one rule: a day is never guessed, only read.

Kinds made: `today`, `past_day`, `future_day` (`day` is set), `vague_day`, `weekday` (a = 0 for Monday; tag "last",
"this", "next", "every" or "") and `month_day` (tag "full" with `day`; "dm" with a = day, b = month; "ab" for two
figures in the runner's own order; "dom" with a = day of the month).
"""

from datetime import date, timedelta

from coach.listen.tokens import Token
from coach.listen.words import Words


def fold_dates(tokens: list[Token], today: date, words: Words) -> list[Token]:
    """Replaces every run that names a day by one token."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        read = _date(tokens, index, today, words)
        if read is None:
            out.append(tokens[index])
            index += 1
        else:
            token, index = read
            if token.tag in ("last", "this", "next") and out:
                out.pop()
            out.append(token)
    return _without_doubled(_of_last_week(out, words), words)


def _of_last_week(tokens: list[Token], words: Words) -> list[Token]:
    """ "Friday last week", "last week on Friday", "the Friday before last": the weekday of the week before this one."""
    out: list[Token] = []
    for token in tokens:
        near = [each for each in out[-2:] if each.kind in ("vague_day", "weekday")]
        before = near[-1] if near and (len(out) < 2 or out[-1] in near or out[-1].mark in words.sets["of_on"]) else None
        if before is not None and token.kind == "weekday" and before.mark == words.kinds["vague_day"]:
            if before.key in words.last_week:
                del out[out.index(before) :]
                token = token._replace(tag="last_week")
        elif (
            before is not None
            and before.kind == "weekday"
            and token.kind == "vague_day"
            and token.key in words.last_week
        ):
            at = out.index(before)
            out[at:] = [before._replace(tag="last_week", end=token.end)]
            continue
        out.append(token)
    return out


def _open_between(out: list[Token], words: Words) -> bool:
    """ "friday or saturday", "between christmas and new year"."""
    return out[-1].mark in words.sets["or_word"] or (len(out) > 2 and out[-3].mark in words.sets["between_word"])


def _without_doubled(tokens: list[Token], words: Words) -> list[Token]:
    """ "Sun 15th" and "Monday, Nov 16" name one day: the date stays."""
    out: list[Token] = []
    for token in tokens:
        named = token.kind in ("weekday", "month_day") and len(out) > 1
        if named and out[-2].kind in ("weekday", "month_day", "vague_day") and _open_between(out, words):
            out[-2:] = [token._replace(kind="vague_day", mark=words.kinds["vague_day"])]
            continue
        if token.kind == "month_day":
            if len(out) > 1 and out[-1].key == "," and out[-2].kind == "weekday":
                out[-2:] = []
            elif out and out[-1].kind == "weekday":
                out.pop()
        out.append(token)
    return out


def _date(tokens: list[Token], index: int, today: date, words: Words) -> tuple[Token, int] | None:
    token = tokens[index]
    match token.kind:
        case "iso" | "dmy" | "dots" | "slash":
            return _figures(tokens, index, words)
        case "num":
            return (
                _ago(tokens, index, today, words)
                or _day_month(tokens, index, words)
                or _year_only(tokens, index, words)
            )
        case "word":
            return _worded(tokens, index, today, words)
    return None


def _year_only(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "in 2019": long past, whatever it was."""
    before = tokens[index - 1] if index else None
    if before is None or before.mark not in words.sets["year_lead"] or len(tokens[index].key) != 4:
        return None
    if not 1900 <= tokens[index].a <= 2100:
        return None
    return _day_token(tokens, index, index + 1, "vague_day", None, words), index + 1


def _worded(tokens: list[Token], index: int, today: date, words: Words) -> tuple[Token, int] | None:
    token, sets = tokens[index], words.sets
    if token.key in words.relative:
        return _relative(tokens, index, index + 1, words.relative[token.key], today, words), index + 1
    if token.mark in sets["date_vague"]:
        return _day_token(tokens, index, index + 1, "vague_day", None, words), index + 1
    if token.mark in sets["weekday_word"]:
        return _weekday(tokens, index, words)
    if token.key in words.months:
        return _month_day(tokens, index, words)
    if token.key in words.holidays:
        month, day = words.holidays[token.key]
        return _day_token(tokens, index, index + 1, "month_day", None, words, float(day), float(month), "dm"), index + 1
    if token.mark in sets["article"]:
        return _ago(tokens, index, today, words)
    if token.mark in sets["the"] and index + 1 < len(tokens) and tokens[index + 1].kind == "num":
        return _day_month(tokens, index + 1, words, dom=True)
    return None


def _day_token(
    tokens: list[Token],
    start: int,
    end: int,
    kind: str,
    day: date | None,
    words: Words,
    a: float = 0.0,
    b: float = 0.0,
    tag: str = "",
) -> Token:
    key = " ".join(token.key for token in tokens[start:end])
    return Token(kind, key, tokens[start].start, tokens[end - 1].end, words.kinds[kind], a, b, day, tag)


def _relative(tokens: list[Token], start: int, end: int, offset: int, today: date, words: Words) -> Token:
    kind = "today" if offset == 0 else "past_day" if offset < 0 else "future_day"
    return _day_token(tokens, start, end, kind, today + timedelta(days=offset), words, a=float(offset))


def _ago(tokens: list[Token], index: int, today: date, words: Words) -> tuple[Token, int] | None:
    """ "2 days ago", "a week ago", "three nights back"."""
    if index + 2 >= len(tokens):
        return None
    number, unit, after = tokens[index : index + 3]
    count = number.a if number.kind == "num" else 1.0
    sets = words.sets
    if unit.key in words.weekdays and after.mark in sets["date_ago"] and 1 <= count <= 8 and count == int(count):
        back = (today.weekday() - words.weekdays[unit.key] - 1) % 7 + 1 + 7 * (int(count) - 1)
        return _relative(tokens, index, index + 3, -back, today, words), index + 3
    if unit.mark in sets["week_word"]:
        count *= 7
    elif unit.mark in sets["fortnight"]:
        count *= 14
    elif unit.mark not in sets["day_word"]:
        return None
    if after.mark in sets["date_ago"] and count == int(count):
        return _relative(tokens, index, index + 3, -int(count), today, words), index + 3
    return None


def _weekday(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    token, sets = tokens[index], words.sets
    before = tokens[index - 1] if index else None
    if (
        token.mark in sets["date_doubtful_weekdays"]
        and before is not None
        and before.mark in sets["not_before_weekday"]
    ):
        return None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.mark in sets["date_doubtful_weekdays"] and after is not None and after.mark in sets["not_after_weekday"]:
        return None
    tag = ""
    if token.mark in sets["date_plural_weekdays"] and token.key not in ("mon", "tue"):
        tag = "every"
    elif before is not None:
        for name in ("last", "this", "next"):
            if before.mark in sets[f"date_{name}"]:
                tag = name
        if before.mark in sets["every_word"]:
            tag = "every"
    end = index + 1
    if end < len(tokens) and tokens[end].mark in sets["day_part"] and tag != "every":
        end += 1
    return _day_token(tokens, index, end, "weekday", None, words, float(words.weekdays[token.key]), tag=tag), end


def _year_at(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """A year at `index` (a comma before it is skipped): (year, next index)."""
    if index < len(tokens) and tokens[index].key == ",":
        index += 1
    if index < len(tokens) and tokens[index].kind == "num" and 2000 <= tokens[index].a < 2100:
        return int(tokens[index].a), index + 1
    return None


def _month_day(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "Nov 15", "November 9th, 2026", "may the 4th"."""
    month, at = words.months[tokens[index].key], index + 1
    if at < len(tokens) and tokens[at].mark in words.sets["the"]:
        at += 1
    if at >= len(tokens) or tokens[at].kind != "num" or not _is_day(tokens[at]):
        return None
    end = at + 1
    if end < len(tokens) and tokens[end].mark in words.sets["ordinals"]:
        end += 1
    elif end < len(tokens) and tokens[end].key in words.units and tokens[at].end == tokens[end].start:
        return None
    return _dated(tokens, index, end, int(tokens[at].a), month, words)


def _day_month(tokens: list[Token], index: int, words: Words, dom: bool = False) -> tuple[Token, int] | None:
    """ "14 Nov", "9th of November 2026"; the day alone ("the 14th") when an ordinal says so."""
    if not _is_day(tokens[index]):
        return None
    end, start = index + 1, index - 1 if dom else index
    ordinal = (
        end < len(tokens) and tokens[end].mark in words.sets["ordinals"] and tokens[end].start == tokens[index].end
    )
    end += ordinal
    month_at = end + (end < len(tokens) and tokens[end].mark in words.sets["of_a"])
    if month_at < len(tokens) and tokens[month_at].key in words.months:
        return _dated(tokens, start, month_at + 1, int(tokens[index].a), words.months[tokens[month_at].key], words)
    after = tokens[end] if end < len(tokens) else None
    counted = (
        after is not None
        and after.kind == "word"
        and (after.mark in words.sets["ordinal_nouns"] or after.key in words.directions or after.key in words.gaits)
    )
    before = tokens[index - 1] if index else None
    led = (
        before is None
        or before.kind in ("comma", "hard", "other_sign", "dash")
        or before.mark in words.sets["on_word"]
        or before.key in words.weekdays
    )
    if not ordinal or counted or not (dom or led):
        return None
    return _day_token(tokens, start, end, "month_day", None, words, tokens[index].a, tag="dom"), end


def _dated(tokens: list[Token], start: int, end: int, day: int, month: int, words: Words) -> tuple[Token, int]:
    year = _year_at(tokens, end)
    if year is None:
        return _day_token(tokens, start, end, "month_day", None, words, float(day), float(month), "dm"), end
    made = made_day(year[0], month, day)
    return _day_token(tokens, start, year[1], "month_day", made, words, tag="full"), year[1]


def _is_day(token: Token) -> bool:
    return token.tag in ("", "word") and token.a == int(token.a) and 1 <= token.a <= 31 and "." not in token.key


def made_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _figures(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "2026-11-15", "14/11/26", "16.11.", "12/11"."""
    token = tokens[index]
    parts = [int(float(part)) for part in token.key.replace("/", " ").replace("-", " ").replace(".", " ").split()]
    fold = token._replace(kind="month_day", mark=words.kinds["month_day"])
    if token.kind == "iso":
        return fold._replace(day=made_day(*parts), tag="full"), index + 1
    if token.kind == "slash" and (len(parts) != 2 or parts[1] == 10 or "." in token.key):
        return None
    valid = (1 <= parts[0] <= 31 and 1 <= parts[1] <= 12) or (1 <= parts[1] <= 31 and 1 <= parts[0] <= 12)
    if not valid:
        return None
    year = float(parts[2] + (2000 if parts[2] < 100 else 0)) if len(parts) == 3 else 0.0
    key = "dotted" if token.kind == "dots" or "." in token.key else ""
    return fold._replace(
        a=float(parts[0]), b=float(parts[1]), tag="ab", day=made_day(int(year), 1, 1) if year else None, key=key
    ), index + 1
