"""Reads clocks, and joins the parts of a time. The one rule: a time keeps every part that was said."""

from coach.listen.tokens import Token, fold
from coach.listen.words import Words


def minute_of_day(token: Token) -> float | None:
    """The minute of the day that "7" or "1900" can mean."""
    if token.a != int(token.a) or token.tag:
        return token.a * 60 if token.tag == "word" and 1 <= token.a <= 12 and token.a == int(token.a) else None
    if 1 <= token.a <= 24:
        return token.a * 60
    hours, minutes = divmod(int(token.a), 100)
    return hours * 60.0 + minutes if len(token.key) == 4 and hours < 24 and minutes < 60 else None


def clock_at(tokens: list[Token], index: int, minute: float, words: Words) -> tuple[Token, int] | None:
    """ "7am", "5:45 pm", "7 o'clock in the evening"; tag "" when am or pm is said, "bare" when it is open."""
    end, sets = index + 1, words.sets
    if end < len(tokens) and tokens[end].mark in sets["oclock_word"]:
        end += 1
        if end >= len(tokens) or tokens[end].mark not in sets["clock_am"] | sets["clock_pm"]:
            return fold(tokens, index, end, "clock", words, minute, tag="" if minute >= 13 * 60 else "bare"), end
    if end < len(tokens) and tokens[end].mark in sets["clock_am"]:
        return fold(tokens, index, end + 1, "clock", words, minute % 720 if minute < 780 else minute), end + 1
    if end < len(tokens) and tokens[end].mark in sets["clock_pm"]:
        return fold(tokens, index, end + 1, "clock", words, minute % 720 + 720 if minute < 780 else minute), end + 1
    return None


def joined(tokens: list[Token], words: Words) -> list[Token]:
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
