"""Folds numbers with what they measure. The one rule: a number without a unit of its own stays a bare number.

Kinds made: `dist` (a metres), `dur` (a seconds), `em` (a of the letter m), `count` (a laps, steps ...), `speed`
(a metres a second), `pace` (a seconds, b metres, 0 for the runner's own unit), `idle` (a number that says nothing here),
`ratio` (a out of ten), `vague` (an amount that must be asked; tag "dist", "dur" or "count"), `clock` (a minute of the day).
"""

from coach.listen.tokens import Token
from coach.listen.words import Unit, Words

METRES_FROM = 100
"""The letter m means metres from this number on."""


def fold_quantities(tokens: list[Token], words: Words) -> list[Token]:
    """Numbers and their units as one token each, then what is made of several of them."""
    out: list[Token] = []
    index = 0
    tokens = _direction_first(tokens, words)
    while index < len(tokens):
        token, index = _quantity(tokens, index, out, words)
        if token.kind == "ratio" and len(out) > 1 and out[-2].kind == "num" and _either(out[-2], out[-1], token, words):
            token = token._replace(a=(out[-2].a + token.a) / 2, start=out[-2].start)
            del out[-2:]
        out.append(token)
    return _joined(out, words)


def _either(low: Token, joint: Token, high: Token, words: Words) -> bool:
    """ "6 or 7/10"."""
    return 0 <= low.a < high.a <= low.a + 2 and (joint.mark in words.sets["range_word"] or joint.key == "-")


def _direction_first(tokens: list[Token], words: Words) -> list[Token]:
    """ "5 backwards km" -> "backwards 5 km"."""
    out = list(tokens)
    for index in range(len(out) - 2):
        number, way, unit = out[index : index + 3]
        if number.kind == "num" and way.key in words.directions and len(unit.key) > 1 and unit.key in words.units:
            out[index], out[index + 1] = way, number
    return out


def _quantity(tokens: list[Token], index: int, done: list[Token], words: Words) -> tuple[Token, int]:
    token = tokens[index]
    match token.kind:
        case "num":
            return _measured(tokens, index, done, words)
        case "range":
            return _range(tokens, index, words)
        case "colon":
            return _colon(tokens, index, words)
        case "prime":
            minutes, seconds = token.key.rstrip("'\"").split("'")
            pace = _pace_tail(tokens, index + 1, words)
            if pace is not None:
                return _fold(tokens, index, pace[1], "pace", words, int(minutes) * 60 + int(seconds), pace[0]), pace[1]
            return _fold(tokens, index, index + 1, "dur", words, int(minutes) * 60 + int(seconds)), index + 1
        case "slash":
            return _slash(tokens, index, words)
        case "word":
            return _word(tokens, index, words)
    return token, index + 1


def _fold(
    tokens: list[Token], start: int, end: int, kind: str, words: Words, a: float, b: float = 0.0, tag: str = ""
) -> Token:
    key = " ".join(token.key for token in tokens[start:end])
    return Token(kind, key, tokens[start].start, tokens[end - 1].end, words.kinds[kind], a, b, None, tag)


def _unit_at(tokens: list[Token], index: int, words: Words) -> tuple[Unit, int] | None:
    """The unit at `index` and the index after it; `'` and `"` right behind a number count."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.kind == "word":
        unit = words.units.get(token.key)
        return (unit, index + 1) if unit is not None else None
    if token.key in ("'", '"') and tokens[index - 1].end == token.start:
        double = token.key == '"' or (index + 1 < len(tokens) and tokens[index + 1].key == "'" == token.key)
        return Unit("dur", 1.0 if double else 60.0), index + (2 if double and token.key == "'" else 1)
    if token.key in ("%", "°"):
        degree = index + 1 < len(tokens) and tokens[index + 1].end - tokens[index + 1].start == 1
        return Unit("idle", 0.0), index + (2 if token.key == "°" and degree and tokens[index + 1].kind == "word" else 1)
    return None


def _unit_behind_adjective(tokens: list[Token], index: int, words: Words) -> tuple[Unit, int] | None:
    """ "45 more minutes", "3 easy km"."""
    if index + 1 >= len(tokens) or tokens[index].mark not in words.sets["amount_adjective"]:
        return None
    found = _unit_at(tokens, index + 1, words)
    return (
        found
        if found is not None and found[0].kind in ("dist", "dur", "count") and len(tokens[index + 1].key) > 1
        else None
    )


def _measured(tokens: list[Token], index: int, done: list[Token], words: Words) -> tuple[Token, int]:
    token = tokens[index]
    minute = _minute(token)
    clock = _clock(tokens, index, minute, words) if minute is not None else None
    if clock is None and done and done[-1].mark in words.sets["numbered_nouns"]:
        following = words.units.get(tokens[index + 1].key) if index + 1 < len(tokens) else None
        if following is not None and following.kind == "idle":
            return token, index + 1
    if clock is not None:
        return clock
    ratio = _out_of_ten(tokens, index, words)
    if ratio is not None:
        return ratio
    found = _unit_at(tokens, index + 1, words) or _unit_behind_adjective(tokens, index + 1, words)
    if found is None:
        return token, index + 1
    unit, end = found
    if (
        unit.kind == "idle"
        and words.sets["past_of_day"]
        and tokens[end - 1].key == "c"
        and token.end != tokens[end - 1].start
    ):
        return token, index + 1
    if (
        done
        and done[-1].mark in words.sets["idle_labels"]
        and unit.factor == 3600.0
        and tokens[index + 1].mark in words.sets["idle_labels"]
    ):
        return token, index + 1
    return _with_unit(tokens, index, unit, end, words)


def _minute(token: Token) -> float | None:
    """The minute of the day that "7" or "1900" can mean."""
    if token.a != int(token.a) or token.tag:
        return token.a * 60 if token.tag == "word" and 1 <= token.a <= 12 and token.a == int(token.a) else None
    if 1 <= token.a <= 24:
        return token.a * 60
    hours, minutes = divmod(int(token.a), 100)
    return hours * 60.0 + minutes if len(token.key) == 4 and hours < 24 and minutes < 60 else None


def _with_unit(tokens: list[Token], index: int, unit: Unit, end: int, words: Words) -> tuple[Token, int]:
    token = tokens[index]
    value = token.b if token.tag == "big" and (unit.kind == "dur" or unit.factor >= 1000) else token.a
    pace = _pace_tail(tokens, end, words)
    if unit.kind == "dur" and pace is not None:
        return _fold(tokens, index, pace[1], "pace", words, value * unit.factor, pace[0]), pace[1]
    counted = words.units.get(tokens[end].key) if end < len(tokens) else None
    if unit.factor == 1000 and counted is not None and counted.kind == "count" and unit.kind == "dist":
        return _fold(tokens, index, end + 1, "count", words, value * 1000, value), end + 1
    if unit.kind == "dist" and _per_hour(tokens, end, words):
        return _fold(tokens, index, end + 2, "speed", words, value * unit.factor / 3600.0), end + 2
    if unit.kind == "dur" and unit.factor == 60 and end < len(tokens) and _is_dist_unit(tokens[end], words):
        miles = words.units[tokens[end].key].factor
        return _fold(tokens, index, end + 1, "pace", words, value * 60, miles), end + 1
    if unit.kind == "em" and _per_second(tokens, end, words):
        return _fold(tokens, index, end + 2, "speed", words, value), end + 2
    if unit.kind in ("dist", "dur"):
        share = _and_share(tokens, end, words)
        if share is not None:
            value, end = value + share[0], share[1]
        elif end < len(tokens) and tokens[end].kind == "num" and tokens[end].start == tokens[end - 1].end:
            return _run_on(tokens, index, end, unit, value, words)
    factor = unit.factor if unit.kind in ("dist", "dur", "speed") else 1.0
    inside = index > 0 and tokens[index - 1].mark in words.sets["in_word"]
    if unit.kind == "em" and value >= METRES_FROM and not inside:
        unit = Unit("dist", 1.0)
    return _fold(tokens, index, end, unit.kind, words, value * factor, value, token.tag), end


def _run_on(tokens: list[Token], index: int, end: int, unit: Unit, value: float, words: Words) -> tuple[Token, int]:
    """ "1h05" and "26min30" run on in the next smaller unit; "2km500" and "3k5" can't be told for certain."""
    after = tokens[end]
    if unit.kind == "dur" and unit.factor > 1 and after.a < 60 and _unit_at(tokens, end + 1, words) is None:
        return _fold(tokens, index, end + 1, "dur", words, value * unit.factor + after.a * unit.factor / 60), end + 1
    if unit.kind == "dist":
        return _fold(tokens, index, end + 1, "vague", words, 0.0, tag="dist"), end + 1
    return _fold(tokens, index, end, unit.kind, words, value * unit.factor, value), end


def _and_share(tokens: list[Token], end: int, words: Words) -> tuple[float, int] | None:
    """ "and a half" behind a unit."""
    if end + 1 >= len(tokens) or tokens[end].mark not in words.sets["and"]:
        return None
    at, times = end + 1, 1.0
    if tokens[at].mark in words.sets["article"]:
        at += 1
    elif tokens[at].kind == "num" and tokens[at].a == 3:
        at, times = at + 1, 3.0
    if at < len(tokens) and tokens[at].key in words.fractions:
        behind = tokens[at + 1 : at + 3]
        if behind and (behind[0].key in words.units or behind[0].mark in words.sets["article"]):
            return None
        if len(behind) == 2 and behind[0].mark in words.sets["of_a"] and behind[1].mark in words.sets["article"]:
            return None
        return words.fractions[tokens[at].key] * times, at + 1
    if tokens[end + 1].kind == "num" and tokens[end + 1].a < 1 and _unit_at(tokens, end + 2, words) is None:
        return tokens[end + 1].a, end + 2
    return None


def _is_dist_unit(token: Token, words: Words) -> bool:
    unit = words.units.get(token.key)
    return unit is not None and unit.kind == "dist" and unit.factor >= 1000


def _pace_tail(tokens: list[Token], end: int, words: Words) -> tuple[float, int] | None:
    """ "/km", "per mile", "a k", "min/km" at `end`: (metres, next index); "pace" alone gives 0 metres."""
    if end < len(tokens) and tokens[end].key in words.units and words.units[tokens[end].key].factor == 60:
        end += 1
    if end + 1 < len(tokens) and (tokens[end].key == "/" or tokens[end].mark in words.sets["per_words"]):
        return (words.units[tokens[end + 1].key].factor, end + 2) if _is_dist_unit(tokens[end + 1], words) else None
    if end < len(tokens) and tokens[end].mark in words.sets["pace_words"]:
        return 0.0, end + 1
    return None


def _per_second(tokens: list[Token], end: int, words: Words) -> bool:
    if end + 1 >= len(tokens) or tokens[end].key != "/" or tokens[end].start != tokens[end - 1].end:
        return False
    unit = words.units.get(tokens[end + 1].key)
    return unit is not None and unit.kind == "dur" and unit.factor == 1.0


def _per_hour(tokens: list[Token], end: int, words: Words) -> bool:
    if end + 1 >= len(tokens) or not (tokens[end].key == "/" or tokens[end].mark in words.sets["per_words"]):
        return False
    unit = words.units.get(tokens[end + 1].key)
    return unit is not None and unit.factor == 3600.0


def _range(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    ratio = _out_of_ten(tokens, index, words)
    if ratio is not None:
        return ratio
    found = _unit_at(tokens, index + 1, words)
    if found is None:
        return tokens[index], index + 1
    unit, end = found
    if unit.kind in ("dist", "em", "dur", "count"):
        return _fold(tokens, index, end, "vague", words, tokens[index].a, tokens[index].b, unit.kind), end
    return _fold(tokens, index, end, "idle", words, 0.0), end


def _colon(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    """h:mm:ss is a duration; m:ss before "/km" a pace; X:YY with am or pm a clock; else X:YY stays (a = X, b = YY)."""
    token = tokens[index]
    parts = (
        [float(part) for part in token.key.replace(",", ".").split(":")] if token.tag != "word" else [token.a, token.b]
    )
    if len(parts) == 3:
        return _fold(tokens, index, index + 1, "dur", words, parts[0] * 3600 + parts[1] * 60 + int(parts[2])), index + 1
    whole, rest = parts[0], float(int(parts[1]))
    pace = _pace_tail(tokens, index + 1, words)
    if pace is not None:
        return _fold(tokens, index, pace[1], "pace", words, whole * 60 + rest, pace[0]), pace[1]
    clock = _clock(tokens, index, whole * 60 + rest, words) if whole < 24 and rest < 60 else None
    if clock is not None:
        return clock
    found = _unit_at(tokens, index + 1, words)
    if found is not None and found[0].kind == "dur":
        seconds = whole * 60 + rest if found[0].factor <= 60 else whole * 3600 + rest * 60
        return _fold(tokens, index, found[1], "dur", words, seconds), found[1]
    return token._replace(a=whole, b=rest), index + 1


def _slash(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    token = tokens[index]
    above, below = token.key.split("/")
    if below == "10":
        return _fold(tokens, index, index + 1, "ratio", words, float(above)), index + 1
    return token, index + 1


def _out_of_ten(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "6 out of 10", "6-7/10", "six out of ten"."""
    token, end = tokens[index], index + 2
    if end >= len(tokens) or not (tokens[index + 1].mark in words.sets["out_of"] or tokens[index + 1].key == "/"):
        return None
    if tokens[end].kind == "num" and tokens[end].a == 10 and _unit_at(tokens, end + 1, words) is None:
        value = (token.a + token.b) / 2 if token.kind == "range" else token.a
        return _fold(tokens, index, end + 1, "ratio", words, value), end + 1
    return None


def _clock(tokens: list[Token], index: int, minute: float, words: Words) -> tuple[Token, int] | None:
    """ "7am", "5:45 pm", "7 o'clock in the evening"; tag "" when am or pm is said, "bare" when it is open."""
    end, sets = index + 1, words.sets
    if end < len(tokens) and tokens[end].mark in sets["oclock_word"]:
        end += 1
        if end >= len(tokens) or tokens[end].mark not in sets["clock_am"] | sets["clock_pm"]:
            return _fold(tokens, index, end, "clock", words, minute, tag="" if minute >= 13 * 60 else "bare"), end
    if end < len(tokens) and tokens[end].mark in sets["clock_am"]:
        return _fold(tokens, index, end + 1, "clock", words, minute % 720 if minute < 780 else minute), end + 1
    if end < len(tokens) and tokens[end].mark in sets["clock_pm"]:
        return _fold(tokens, index, end + 1, "clock", words, minute % 720 + 720 if minute < 780 else minute), end + 1
    return None


def _word(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    token, sets, end = tokens[index], words.sets, index + 1
    after = tokens[end] if end < len(tokens) else None
    if token.mark in sets["clock_noon"]:
        return _fold(tokens, index, end, "clock", words, 720.0), end
    if token.mark in sets["clock_midnight"]:
        return _fold(tokens, index, end, "clock", words, 0.0), end
    if token.key in words.wholes:
        return _fold(tokens, index, end, "dist", words, words.wholes[token.key], tag="whole"), end
    asked = index > 0 and tokens[index - 1].mark in sets["ask_words"]
    if after is not None and not asked and token.mark in sets["vague_amounts"] and after.key in words.units:
        return _fold(tokens, index, end + 1, "vague", words, 0.0, tag=words.units[after.key].kind), end + 1
    if token.key in words.units and after is not None and after.mark in sets["and"] and _big(words.units[token.key]):
        share = _and_share(tokens, end, words)
        if share is not None:
            unit = words.units[token.key]
            return _fold(tokens, index, share[1], unit.kind, words, (1 + share[0]) * unit.factor, 1 + share[0]), share[
                1
            ]
    if after is not None and token.mark in sets["one_word"] and after.kind == "word" and after.key in words.units:
        unit = words.units[after.key]
        if _big(unit):
            return _with_unit([token._replace(a=1.0), *tokens[end:]], 0, unit, 2, words)[0], _end_of_one(
                tokens, index, words
            )
    return token, end


def _big(unit: Unit) -> bool:
    """Whether "a ..." can be an amount: a mile, an hour, a minute."""
    return (unit.kind == "dist" and unit.factor >= 1000) or (unit.kind == "dur" and unit.factor >= 60)


def _end_of_one(tokens: list[Token], index: int, words: Words) -> int:
    unit = words.units[tokens[index + 1].key]
    return _with_unit([tokens[index]._replace(a=1.0), *tokens[index + 1 :]], 0, unit, 2, words)[1] + index


def _joined(tokens: list[Token], words: Words) -> list[Token]:
    """ "21 min 40 s", "18m 30s", "1h 10m" as one duration."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        if out and _trails(out[-1], token, tokens[index + 1] if index + 1 < len(tokens) else None, words):
            before = out.pop()
            small = token.a if before.a % 3600 else token.a * 60
            out.append(Token("dur", before.key, before.start, token.end, words.kinds["dur"], before.a + small))
        elif out and _continues(out, token, words):
            before = out.pop()
            if before.mark in words.sets["and"]:
                before = out.pop()
            big = before.a if before.kind == "dur" else before.a * 60
            small = token.a if token.kind == "dur" else token.a * 60
            out.append(Token("dur", before.key, before.start, token.end, words.kinds["dur"], big + small))
        else:
            out.append(token)
    return out


def _trails(before: Token, token: Token, after: Token | None, words: Words) -> bool:
    """ "10 min 45", "an hour twenty": a bare number goes on in the next smaller unit where nothing else claims it."""
    if (
        token.kind != "num"
        or before.kind != "dur"
        or before.tag == "reps"
        or not 0 < token.a < 60
        or token.a != int(token.a)
    ):
        return False
    free = after is None or after.kind in ("comma", "hard", "question_mark") or after.key in words.directions
    free = free or (
        after is not None
        and (after.key in ("/", "of") or after.mark in words.sets["company"] or after.key in words.gaits)
    )
    return free and before.a >= 60 and before.a % 60 == 0 and token.start - before.end <= 1


def _continues(out: list[Token], token: Token, words: Words) -> bool:
    """Whether `token` is the smaller unit of the time that ends `out`."""
    before = out[-1]
    if before.mark in words.sets["and"] and len(out) > 1 and token.kind == "dur" and out[-2].kind == "dur":
        before = out[-2]
        return token.a < 60 <= before.a and before.a % 60 == 0
    if before.kind == "em":
        return token.kind == "dur" and token.a < 60 and before.a < 300
    if before.kind != "dur":
        return False
    if token.kind == "em":
        return before.a % 3600 == 0 and token.a < 60
    if token.kind != "dur":
        return False
    return (token.a < 60 and before.a % 60 == 0 and before.a >= 60) or (
        token.a < 3600 and before.a % 3600 == 0 and before.a > 0
    )
