"""Folds digits and number words into number tokens. The one rule: a number token always holds its value in `a`.

Kinds made: `num` (a; tag "big" when the dot or comma may be a thousands mark, then `b` is the decimal reading; tag
"word" for a number in words) and `range` (a to b).
"""

import re

from coach.listen.tokens import Token
from coach.listen.words import Words

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def fold_numbers(tokens: list[Token], words: Words) -> list[Token]:
    """Replaces every run of number words or digits by one token; ranges are joined."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        read = _number(tokens, index, words)
        if read is None:
            out.append(tokens[index])
            index += 1
        else:
            token, index = read
            out.append(token)
    return _ranges(_spoken_times(out, words), words)


def _spoken_times(tokens: list[Token], words: Words) -> list[Token]:
    """ "sixteen thirty", spoken, is 16:30 where no unit follows."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        before = out[-1] if out else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if before is not None and before.kind == token.kind == "num" and before.tag == token.tag == "word":
            free = after is None or (after.key not in words.units and after.kind != "num")
            if free and 1 <= before.a < 60 and 10 <= token.a < 60:
                made = Token(
                    "colon",
                    f"{before.a:.0f}:{token.a:.0f}",
                    before.start,
                    token.end,
                    words.kinds["colon"],
                    before.a,
                    token.a,
                    tag="word",
                )
                out[-1] = made
                continue
        out.append(token)
    return out


def _number(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    token = tokens[index]
    if token.kind == "num":
        return _with_fraction(_digits(token, words), tokens, index + 1, words)
    if token.kind == "slash":
        return _slash(token, tokens, index, words)
    if token.kind != "word":
        return None
    if token.key in words.numbers:
        value, end = _spelt(tokens, index, words)
        hundreds = _one_fifty(tokens, index, end, words) if value == 1 else None
        if hundreds is not None:
            return _made(tokens, index, end + 1, hundreds, words), end + 1
        if end - index == 1 and value == 1 and not _counts(tokens, end, words):
            return None
        return _with_fraction(_made(tokens, index, end, value, words), tokens, end, words)
    if token.key in words.fractions or (
        token.mark in words.sets["article"]
        and index + 1 < len(tokens)
        and (tokens[index + 1].key in words.fractions or words.numbers.get(tokens[index + 1].key, 0) in (100, 1000, 12))
    ):
        return _fraction(tokens, index, words)
    return None


def _one_fifty(tokens: list[Token], index: int, end: int, words: Words) -> float | None:
    """ "one fifty metres" is 150."""
    if end + 1 >= len(tokens) or end - index != 1:
        return None
    tens = words.numbers.get(tokens[end].key, 0.0)
    return 100 + tens if 10 <= tens < 100 and tokens[end + 1].key in words.units else None


def _digits(token: Token, words: Words) -> Token:
    text = token.key
    if _GROUPED.fullmatch(text):
        whole = float(re.sub("[.,]", "", text))
        decimal = float(text.replace(",", ".")) if len(re.findall("[.,]", text)) == 1 else whole
        return token._replace(a=whole, b=decimal, tag="big")
    return token._replace(a=float(text.replace(",", ".")))


def _made(tokens: list[Token], index: int, end: int, value: float, words: Words) -> Token:
    key = " ".join(token.key for token in tokens[index:end])
    return Token("num", key, tokens[index].start, tokens[end - 1].end, words.kinds["num"], value, tag="word")


def _spelt(tokens: list[Token], index: int, words: Words) -> tuple[float, int]:
    """ "two thousand five hundred", "twenty five", "three point two": (value, next index)."""
    total, current, last = 0.0, 0.0, 10000.0
    while index < len(tokens):
        value = words.numbers.get(tokens[index].key)
        if value is None:
            joins = tokens[index].mark in words.sets["and"] and last in (100, 1000)
            if joins and index + 1 < len(tokens) and tokens[index + 1].key in words.numbers:
                index += 1
                continue
            break
        if value in (100, 1000) or (value == 12 and tokens[index].key not in ("twelve", "12")):
            current = max(current, 1) * value
            if value == 1000:
                total, current = total + current, 0.0
        elif last == 10000 or last in (100, 1000) or (last >= 20 and value < 10):
            current += value
        else:
            break
        last = value
        index += 1
    return _point(tokens, index, total + current, words)


def _point(tokens: list[Token], index: int, value: float, words: Words) -> tuple[float, int]:
    if index + 1 < len(tokens) and tokens[index].mark in words.sets["decimal_point"]:
        scale, end = 0.1, index + 1
        while end < len(tokens) and tokens[end].key in words.numbers and words.numbers[tokens[end].key] < 100:
            digit = words.numbers[tokens[end].key]
            value += digit * (scale if digit < 10 else scale / 10)
            scale /= 10
            end += 1
        if end > index + 1:
            return value, end
    return value, index


def _counts(tokens: list[Token], index: int, words: Words) -> bool:
    """Whether a lone "one" before this token is a number: a unit, a fraction or an amount follows."""
    if index >= len(tokens):
        return False
    after = tokens[index]
    if after.mark in words.sets["and"]:
        return _tail(tokens, index, words) is not None
    return (
        after.key in words.units or after.key in words.fractions or after.key in words.wholes or after.kind == "slash"
    )


def _tail(tokens: list[Token], index: int, words: Words) -> tuple[float, int] | None:
    """ "and a half", "and three quarters", "and a quarter" at `index`: (share, next index)."""
    if index + 1 >= len(tokens) or tokens[index].mark not in words.sets["and"]:
        return None
    read = _share(tokens, index + 1, words)
    return read if read is not None and read[0] < 1 else None


def _share(tokens: list[Token], index: int, words: Words) -> tuple[float, int] | None:
    """ "a half", "half", "three quarters", "1/2" at `index`."""
    token = tokens[index]
    if token.kind == "slash":
        above, below = token.key.split("/")
        return (float(above) / float(below), index + 1) if 0 < float(above) < float(below) <= 4 else None
    times = 1.0
    if token.mark in words.sets["article"]:
        index += 1
    elif token.key in words.numbers or token.kind == "num":
        times = words.numbers.get(token.key) or (float(token.key) if token.key.isdigit() else 0.0)
        index += 1
    if index < len(tokens) and tokens[index].key in words.fractions:
        return times * words.fractions[tokens[index].key], index + 1
    return None


def _with_fraction(token: Token, tokens: list[Token], end: int, words: Words) -> tuple[Token, int]:
    """ "two and a half", "1 1/2", "three quarters of a" after the whole number `token`."""
    if end < len(tokens):
        if tokens[end].kind == "slash" and token.a == int(token.a):
            share = _share(tokens, end, words)
            if share is not None:
                return token._replace(a=token.a + share[0], end=tokens[end].end, tag=""), share[1]
        if tokens[end].key in words.fractions and token.a < 4:
            part = token._replace(a=token.a * words.fractions[tokens[end].key], tag="word")
            read, after = _of(part, tokens, end + 1, words)
            if after < len(tokens) and tokens[after].key in words.units:
                return read, after
        tail = _tail(tokens, end, words)
        if tail is not None and tail[1] < len(tokens) and tokens[tail[1]].key in words.units:
            return token._replace(a=token.a + tail[0], end=tokens[tail[1] - 1].end), tail[1]
    return token, end


def _fraction(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "half a", "a quarter of an", "half" before a unit, "a hundred"."""
    start = index
    if tokens[index].mark in words.sets["article"]:
        index += 1
        if tokens[index].key in words.numbers:
            value, end = _spelt(tokens, index, words)
            return _made(tokens, start, end, value, words), end
    value = words.fractions[tokens[index].key]
    token, end = _of(_made(tokens, start, index + 1, value, words), tokens, index + 1, words)
    return (token, end) if end < len(tokens) and tokens[end].key in words.units else None


def _of(token: Token, tokens: list[Token], end: int, words: Words) -> tuple[Token, int]:
    """Skips the "of an" between a fraction and its unit."""
    skipped = end
    while skipped < len(tokens) and skipped < end + 2 and tokens[skipped].mark in words.sets["of_a"]:
        skipped += 1
    if skipped < len(tokens) and tokens[skipped].key in words.units:
        return token._replace(end=tokens[skipped - 1].end), skipped
    return token, end


def _slash(token: Token, tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "1/2 mile" is a number; "7/10" and "14/11" stay as they are."""
    share = _share(tokens, index, words)
    if share is None:
        return None
    read, end = _of(token._replace(kind="num", mark=words.kinds["num"], a=share[0]), tokens, index + 1, words)
    return (read, end) if end < len(tokens) and tokens[end].key in words.units else None


def _ranges(tokens: list[Token], words: Words) -> list[Token]:
    """ "2-3", "2 to 3", "2 or 3", "between 2 and 3": one range token."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "num" and index + 2 < len(tokens) and tokens[index + 2].kind == "num":
            joint, upper = tokens[index + 1], tokens[index + 2]
            glued = joint.key == "-" and token.end == joint.start and joint.end == upper.start
            if (glued or _joins(tokens, index, words)) and token.a < upper.a:
                out.append(token._replace(kind="range", mark=words.kinds["range"], b=upper.a, end=upper.end, tag=""))
                index += 3
                continue
        out.append(token)
        index += 1
    return out


def _joins(tokens: list[Token], index: int, words: Words) -> bool:
    """Whether "2 to 3" at `index` is one amount: words join it and a unit follows, or an effort label stands before."""
    joint = tokens[index + 1]
    between = index > 0 and tokens[index - 1].mark in words.sets["between_word"] and joint.mark in words.sets["and"]
    if not (between or joint.mark in words.sets["range_word"] or joint.key == "-"):
        return False
    unit_follows = index + 3 < len(tokens) and tokens[index + 3].key in words.units
    labels = words.sets["effort_labels"] | words.sets["idle_labels"]
    labelled = any(before.mark in labels for before in tokens[max(0, index - 2) : index])
    return unit_follows or labelled
