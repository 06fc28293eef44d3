"""Finds how hard a session felt. The one rule: a number out of ten counts, words count only about the whole session."""

from coach.listen.tokens import Token
from coach.listen.words import Words


def efforts_of(tokens: list[Token], pains: frozenset[int], words: Words) -> list[tuple[int, float, bool]]:
    """(start, effort, for all sessions) of every effort told; a number silences the words."""
    figures = [
        (token.start, token.a, _for_all(tokens, index, words))
        for index, token in enumerate(tokens)
        if token.kind == "rpe"
        or (token.kind == "ratio" and token.start not in pains and _of_effort(tokens, index, words))
    ]
    if figures:
        return figures
    said = [
        (token.start, words.efforts[token.key], _for_all(tokens, index, words))
        for index, token in enumerate(tokens)
        if token.kind == "word" and token.key in words.efforts and _about_all(tokens, index, words)
    ]
    return [] if _sarcastic(tokens, words) else said


def _of_effort(tokens: list[Token], index: int, words: Words) -> bool:
    """Not the rating of a mood, a night's sleep or the weather."""
    near = tokens[max(0, index - 2) : index] + tokens[index + 1 : index + 3]
    return not any(token.mark in words.sets["ratio_nouns"] for token in near)


def _for_all(tokens: list[Token], index: int, words: Words) -> bool:
    return any(token.mark in words.sets["all_word"] for token in tokens[max(0, index - 3) : index])


def _about_all(tokens: list[Token], index: int, words: Words) -> bool:
    """Not "easy" in "not easy", "hard surface", "an easy jog home", "hard at the end"."""
    sets = words.sets
    before = tokens[max(0, index - 3) : index]
    after = tokens[index + 1 : index + 2]
    if any(token.mark in sets["effort_blocks"] for token in before):
        return False
    clause = _clause_of(tokens, index)
    if any(token.mark in sets["part_word"] for token in clause):
        return False
    return not (after and after[0].mark in sets["effort_nouns"])


def _clause_of(tokens: list[Token], index: int) -> list[Token]:
    low = high = index
    while low > 0 and tokens[low - 1].kind not in ("hard", "comma", "dash"):
        low -= 1
    while high < len(tokens) and tokens[high].kind not in ("hard", "comma", "dash"):
        high += 1
    return tokens[low:high]


def _sarcastic(tokens: list[Token], words: Words) -> bool:
    return words.patterns["sarcasm"].search("".join(token.mark for token in tokens)) is not None


def effort_for(efforts: list[tuple[int, float, bool]], begin: int, end: int, last: bool) -> float | None:
    """The effort of the session that spans from `begin` to `end`; None when two words disagree."""
    mine = {effort for start, effort, both in efforts if both or begin <= start < end or (last and start >= end)}
    return mine.pop() if len(mine) == 1 else None
