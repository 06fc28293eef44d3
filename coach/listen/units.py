"""Reads the units and paces behind a number. The one rule: the unit stands right behind it, or one adjective away."""

from coach.listen.tokens import Token
from coach.listen.words import Unit, Words


def unit_at(tokens: list[Token], index: int, words: Words) -> tuple[Unit, int] | None:
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


def unit_behind_adjective(tokens: list[Token], index: int, words: Words) -> tuple[Unit, int] | None:
    """ "45 more minutes", "3 easy km"."""
    if index + 1 >= len(tokens) or tokens[index].mark not in words.sets["amount_adjective"]:
        return None
    found = unit_at(tokens, index + 1, words)
    return (
        found
        if found is not None and found[0].kind in ("dist", "dur", "count") and len(tokens[index + 1].key) > 1
        else None
    )


def and_share(tokens: list[Token], end: int, words: Words) -> tuple[float, int] | None:
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
    if tokens[end + 1].kind == "num" and tokens[end + 1].a < 1 and unit_at(tokens, end + 2, words) is None:
        return tokens[end + 1].a, end + 2
    return None


def is_dist_unit(token: Token, words: Words) -> bool:
    unit = words.units.get(token.key)
    return unit is not None and unit.kind == "dist" and unit.factor >= 1000


def pace_tail(tokens: list[Token], end: int, words: Words) -> tuple[float, int] | None:
    """ "/km", "per mile", "a k", "min/km" at `end`: (metres, next index); "pace" alone gives 0 metres."""
    if end < len(tokens) and tokens[end].key in words.units and words.units[tokens[end].key].factor == 60:
        end += 1
    if end + 1 < len(tokens) and (tokens[end].key == "/" or tokens[end].mark in words.sets["per_words"]):
        return (words.units[tokens[end + 1].key].factor, end + 2) if is_dist_unit(tokens[end + 1], words) else None
    if end < len(tokens) and tokens[end].mark in words.sets["pace_words"]:
        return 0.0, end + 1
    return None


def per_second(tokens: list[Token], end: int, words: Words) -> bool:
    if end + 1 >= len(tokens) or tokens[end].key != "/" or tokens[end].start != tokens[end - 1].end:
        return False
    unit = words.units.get(tokens[end + 1].key)
    return unit is not None and unit.kind == "dur" and unit.factor == 1.0


def per_hour(tokens: list[Token], end: int, words: Words) -> bool:
    if end + 1 >= len(tokens) or not (tokens[end].key == "/" or tokens[end].mark in words.sets["per_words"]):
        return False
    unit = words.units.get(tokens[end + 1].key)
    return unit is not None and unit.factor == 3600.0


def is_big(unit: Unit) -> bool:
    """Whether "a ..." can be an amount: a mile, an hour, a minute."""
    return (unit.kind == "dist" and unit.factor >= 1000) or (unit.kind == "dur" and unit.factor >= 60)
