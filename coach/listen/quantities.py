"""Folds numbers with what they measure. The one rule: a number without a unit of its own stays a bare number.

Kinds made: `dist` (a metres), `dur` (a seconds), `em` (a of the letter m), `count` (a laps, steps ...), `speed`
(a metres a second), `pace` (a seconds, b metres, 0 for the runner's own unit), `idle` (a number that says
nothing here), `ratio` (a out of ten), `vague` (an amount that must be asked; tag "dist", "dur" or "count"), `clock`
(a minute of the day).
"""

from coach.listen.times import clock_at, joined, minute_of_day
from coach.listen.tokens import Token, fold
from coach.listen.units import (
    and_share,
    is_big,
    is_dist_unit,
    pace_tail,
    per_hour,
    per_second,
    unit_at,
    unit_behind_adjective,
)
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
    return joined(out, words)


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
            pace = pace_tail(tokens, index + 1, words)
            if pace is not None:
                return fold(tokens, index, pace[1], "pace", words, int(minutes) * 60 + int(seconds), pace[0]), pace[1]
            return fold(tokens, index, index + 1, "dur", words, int(minutes) * 60 + int(seconds)), index + 1
        case "slash":
            return _slash(tokens, index, words)
        case "word":
            return _word(tokens, index, words)
    return token, index + 1


def _measured(tokens: list[Token], index: int, done: list[Token], words: Words) -> tuple[Token, int]:
    token = tokens[index]
    minute = minute_of_day(token)
    clock = clock_at(tokens, index, minute, words) if minute is not None else None
    if clock is None and done and done[-1].mark in words.sets["numbered_nouns"]:
        following = words.units.get(tokens[index + 1].key) if index + 1 < len(tokens) else None
        if following is not None and following.kind == "idle":
            return token, index + 1
    if clock is not None:
        return clock
    ratio = _out_of_ten(tokens, index, words)
    if ratio is not None:
        return ratio
    found = unit_at(tokens, index + 1, words) or unit_behind_adjective(tokens, index + 1, words)
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


def _with_unit(tokens: list[Token], index: int, unit: Unit, end: int, words: Words) -> tuple[Token, int]:
    token = tokens[index]
    value = token.b if token.tag == "big" and (unit.kind == "dur" or unit.factor >= 1000) else token.a
    pace = pace_tail(tokens, end, words)
    if unit.kind == "dur" and pace is not None:
        return fold(tokens, index, pace[1], "pace", words, value * unit.factor, pace[0]), pace[1]
    counted = words.units.get(tokens[end].key) if end < len(tokens) else None
    steps = counted is not None and tokens[end].mark in words.sets["step_word"]
    if unit.factor == 1000 and steps and unit.kind == "dist":
        return fold(tokens, index, end + 1, "count", words, value * 1000, value), end + 1
    if unit.kind == "dist" and per_hour(tokens, end, words):
        return fold(tokens, index, end + 2, "speed", words, value * unit.factor / 3600.0), end + 2
    if unit.kind == "dur" and unit.factor == 60 and end < len(tokens) and is_dist_unit(tokens[end], words):
        miles = words.units[tokens[end].key].factor
        return fold(tokens, index, end + 1, "pace", words, value * 60, miles), end + 1
    if unit.kind == "em" and per_second(tokens, end, words):
        return fold(tokens, index, end + 2, "speed", words, value), end + 2
    if unit.kind in ("dist", "dur"):
        share = and_share(tokens, end, words)
        if share is not None:
            value, end = value + share[0], share[1]
        elif end < len(tokens) and tokens[end].kind == "num" and tokens[end].start == tokens[end - 1].end:
            return _run_on(tokens, index, end, unit, value, words)
    factor = unit.factor if unit.kind in ("dist", "dur", "speed") else 1.0
    inside = index > 0 and tokens[index - 1].mark in words.sets["in_word"]
    if unit.kind == "em" and value >= METRES_FROM and not inside:
        unit = Unit("dist", 1.0)
    return fold(tokens, index, end, unit.kind, words, value * factor, value, token.tag), end


def _run_on(tokens: list[Token], index: int, end: int, unit: Unit, value: float, words: Words) -> tuple[Token, int]:
    """ "1h05" and "26min30" run on in the next smaller unit; "2km500" and "3k5" can't be told for certain."""
    after = tokens[end]
    if unit.kind == "dur" and unit.factor > 1 and after.a < 60 and unit_at(tokens, end + 1, words) is None:
        return fold(tokens, index, end + 1, "dur", words, value * unit.factor + after.a * unit.factor / 60), end + 1
    if unit.kind == "dist":
        return fold(tokens, index, end + 1, "vague", words, 0.0, tag="dist"), end + 1
    return fold(tokens, index, end, unit.kind, words, value * unit.factor, value), end


def _range(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    ratio = _out_of_ten(tokens, index, words)
    if ratio is not None:
        return ratio
    found = unit_at(tokens, index + 1, words)
    if found is None:
        return tokens[index], index + 1
    unit, end = found
    if unit.kind in ("dist", "em", "dur", "count"):
        return fold(tokens, index, end, "vague", words, tokens[index].a, tokens[index].b, unit.kind), end
    return fold(tokens, index, end, "idle", words, 0.0), end


def _colon(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    """h:mm:ss is a duration; m:ss before "/km" a pace; X:YY with am or pm a clock; else X:YY stays (a = X, b = YY)."""
    token = tokens[index]
    parts = (
        [float(part) for part in token.key.replace(",", ".").split(":")] if token.tag != "word" else [token.a, token.b]
    )
    if len(parts) == 3:
        return fold(tokens, index, index + 1, "dur", words, parts[0] * 3600 + parts[1] * 60 + int(parts[2])), index + 1
    whole, rest = parts[0], float(int(parts[1]))
    pace = pace_tail(tokens, index + 1, words)
    if pace is not None:
        return fold(tokens, index, pace[1], "pace", words, whole * 60 + rest, pace[0]), pace[1]
    clock = clock_at(tokens, index, whole * 60 + rest, words) if whole < 24 and rest < 60 else None
    if clock is not None:
        return clock
    found = unit_at(tokens, index + 1, words)
    if found is not None and found[0].kind == "dur":
        seconds = whole * 60 + rest if found[0].factor <= 60 else whole * 3600 + rest * 60
        return fold(tokens, index, found[1], "dur", words, seconds), found[1]
    return token._replace(a=whole, b=rest), index + 1


def _slash(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    token = tokens[index]
    above, below = token.key.split("/")
    if below == "10":
        return fold(tokens, index, index + 1, "ratio", words, float(above)), index + 1
    return token, index + 1


def _out_of_ten(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "6 out of 10", "6-7/10", "six out of ten"."""
    token, end = tokens[index], index + 2
    if end >= len(tokens) or not (tokens[index + 1].mark in words.sets["out_of"] or tokens[index + 1].key == "/"):
        return None
    if tokens[end].kind == "num" and tokens[end].a == 10 and unit_at(tokens, end + 1, words) is None:
        value = (token.a + token.b) / 2 if token.kind == "range" else token.a
        return fold(tokens, index, end + 1, "ratio", words, value), end + 1
    return None


def _word(tokens: list[Token], index: int, words: Words) -> tuple[Token, int]:
    token, sets, end = tokens[index], words.sets, index + 1
    after = tokens[end] if end < len(tokens) else None
    if token.mark in sets["clock_noon"]:
        return fold(tokens, index, end, "clock", words, 720.0), end
    if token.mark in sets["clock_midnight"]:
        return fold(tokens, index, end, "clock", words, 0.0), end
    if token.key in words.wholes:
        return fold(tokens, index, end, "dist", words, words.wholes[token.key], tag="whole"), end
    asked = index > 0 and tokens[index - 1].mark in sets["ask_words"]
    if after is not None and not asked and token.mark in sets["vague_amounts"] and after.key in words.units:
        return fold(tokens, index, end + 1, "vague", words, 0.0, tag=words.units[after.key].kind), end + 1
    if token.key in words.units and after is not None and after.mark in sets["and"] and is_big(words.units[token.key]):
        share = and_share(tokens, end, words)
        if share is not None:
            unit = words.units[token.key]
            return fold(tokens, index, share[1], unit.kind, words, (1 + share[0]) * unit.factor, 1 + share[0]), share[1]
    if after is not None and token.mark in sets["one_word"] and after.kind == "word" and after.key in words.units:
        unit = words.units[after.key]
        if is_big(unit):
            return _with_unit([token._replace(a=1.0), *tokens[end:]], 0, unit, 2, words)[0], _end_of_one(
                tokens, index, words
            )
    return token, end


def _end_of_one(tokens: list[Token], index: int, words: Words) -> int:
    unit = words.units[tokens[index + 1].key]
    return _with_unit([tokens[index]._replace(a=1.0), *tokens[index + 1 :]], 0, unit, 2, words)[1] + index
