"""Reads facts and settings about the runner. The one rule: a place or name is kept as it was written."""

import re
from itertools import pairwise

from coach.listen.model import HeardProfile
from coach.listen.reminders import weekdays_of
from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import Units

POUND_KG, STONE_KG = 0.45359237, 6.35029318


def read_profile(text: str, tokens: list[Token], words: Words) -> HeardProfile:
    """Whatever the message states; fields that it does not state stay empty."""
    return HeardProfile(
        place=_behind(text, tokens, words, "place_lead"),
        units=units_of(tokens, words),
        name=_behind(text, tokens, words, "name_lead"),
        age=_age(tokens, words),
        days=weekdays_of(tokens, words),
        weight_kg=_weight(tokens, words),
        goal=text.strip() if any(token.mark in words.sets["goal_nouns"] for token in tokens) else "",
    )


def units_of(tokens: list[Token], words: Words) -> Units | None:
    """Kilometres or miles, the last one named."""
    for token in reversed(tokens):
        if token.mark in words.sets["imperial_name"]:
            return "imperial"
        if token.mark in words.sets["metric_name"]:
            return "metric"
    return None


def _behind(text: str, tokens: list[Token], words: Words, lead: str) -> str:
    """The words behind "I live in", up to the next stop."""
    for index, token in enumerate(tokens):
        if token.mark in words.sets[lead] and index + 1 < len(tokens):
            end = index + 1
            while (
                end < len(tokens)
                and tokens[end].kind in ("word", "other_sign")
                and tokens[end].mark not in words.sets["name_ends"]
            ):
                end += 1
            if end > index + 1:
                return re.sub(r"\s+", " ", text[tokens[index + 1].start : tokens[end - 1].end]).strip(" '\"")
    return ""


def _age(tokens: list[Token], words: Words) -> int | None:
    if not any(token.mark in words.sets["age_words"] for token in tokens) and not _i_am(tokens, words):
        return None
    for token in tokens:
        value = token.b if token.kind == "idle" else token.a
        if token.kind in ("num", "idle") and value == int(value) and 5 <= value <= 110:
            return int(value)
    return None


def _i_am(tokens: list[Token], words: Words) -> bool:
    """ "I'm 46"."""
    return any(before.mark in words.sets["i_am"] and after.kind == "num" for before, after in pairwise(tokens))


def _weight(tokens: list[Token], words: Words) -> float | None:
    for token in tokens:
        if token.kind == "idle" and token.b:
            unit = token.key.rsplit(" ", 1)[-1]
            factor = (
                1.0
                if unit.startswith("k")
                else POUND_KG
                if unit.startswith(("lb", "pound"))
                else STONE_KG
                if unit.startswith("st")
                else 0.0
            )
            if factor and 20 <= token.b * factor <= 350:
                return round(token.b * factor, 1)
    return None
