"""Folds what a label explains: efforts, heart rates, repetitions. The one rule: a label explains one number.

Kinds made: `rpe` (a), `idle`; repetitions become `dist`, `dur`, `em` or `num` tokens with the total in `a`, the
number of repetitions in `b` and the tag "reps".
"""

from coach.listen.tokens import Token
from coach.listen.words import Words

_AMOUNTS = frozenset({"dist", "dur", "em", "num", "colon", "idle", "range", "vague", "speed", "ratio", "pace", "slash"})
METRES_A_BARE_REP = 50
"""A bare NxM with an M of this or more means metres."""
METRES_AN_EM_REP = 20
"""In repetitions "m" means metres from this length on."""


def fold_labels(tokens: list[Token], words: Words) -> list[Token]:
    """Efforts and idle numbers with their labels, then repetitions."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        read = _labelled(tokens, index, words) if tokens[index].kind == "word" else _trailing(tokens, index, words)
        if read is None:
            out.append(tokens[index])
            index += 1
        else:
            token, index = read
            out.append(token)
    return _repetitions(out, words)


def _after_fillers(tokens: list[Token], index: int, words: Words, most: int = 4) -> int:
    """The index of the first token that is not "was", "of", ":", "avg" or another label."""
    end = min(len(tokens), index + most)
    while index < end and (
        tokens[index].mark in words.sets["label_filler"] or tokens[index].key in (":", "=", "/", "-", "@", "(", "#")
    ):
        index += 1
    return index


def _as(kind: str, tokens: list[Token], start: int, end: int, words: Words, a: float = 0.0) -> Token:
    key = " ".join(token.key for token in tokens[start:end])
    return Token(kind, key, tokens[start].start, tokens[end - 1].end, words.kinds[kind], a)


def _labelled(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    token, sets = tokens[index], words.sets
    group = token.mark in sets["age_group"] and index + 1 < len(tokens)
    if group and tokens[index + 1].kind in ("num", "dur") and tokens[index + 1].key.endswith((" s", "s")):
        return _as("idle", tokens, index, index + 2, words), index + 2
    dashed = group and index + 2 < len(tokens) and tokens[index + 1].key == "-"
    if dashed and tokens[index + 2].kind in ("num", "dur", "idle") and token.end == tokens[index + 1].start:
        return _as("idle", tokens, index, index + 3, words), index + 3
    if token.mark in sets["effort_labels"] or _short_rpe(tokens, index):
        at = _after_fillers(tokens, index + 1, words)
        if at < len(tokens) and tokens[at].kind in ("num", "range", "ratio"):
            number = tokens[at]
            value = (number.a + number.b) / 2 if number.kind == "range" else number.a
            return _as("rpe", tokens, index, at + 1, words, value), at + 1
    if token.mark in sets["pace_words"]:
        at = _after_fillers(tokens, index + 1, words)
        if at < len(tokens) and tokens[at].kind == "colon":
            return _as("pace", tokens, index, at + 1, words, tokens[at].a * 60 + tokens[at].b), at + 1
    if token.mark in sets["idle_labels"]:
        at = _after_fillers(tokens, index + 1, words)
        repeats = at + 1 < len(tokens) and tokens[at + 1].key == "x"
        if (
            at < len(tokens)
            and not repeats
            and tokens[at].kind in _AMOUNTS
            and (
                tokens[at].kind in ("num", "idle", "range", "slash", "speed")
                or token.mark not in sets["numbered_nouns"]
            )
        ):
            return _as("idle", tokens, index, at + 1, words), at + 1
    return None


def _short_rpe(tokens: list[Token], index: int) -> bool:
    """ "r6" as logbooks write it."""
    return (
        tokens[index].key == "r"
        and index + 1 < len(tokens)
        and tokens[index + 1].kind == "num"
        and tokens[index].end == tokens[index + 1].start
    )


def _trailing(tokens: list[Token], index: int, words: Words) -> tuple[Token, int] | None:
    """ "6 rpe", "7/10 effort", "12 m climb"."""
    token = tokens[index]
    if index + 1 >= len(tokens) or tokens[index + 1].kind != "word":
        return None
    label = tokens[index + 1]
    at = _after_fillers(tokens, index + 2, words)
    if at < len(tokens) and at <= index + 4 and tokens[at].kind in ("num", "idle", "range", "ratio"):
        return None
    if label.mark in words.sets["effort_labels"] and token.kind in ("num", "range", "ratio"):
        value = (token.a + token.b) / 2 if token.kind == "range" else token.a
        return _as("rpe", tokens, index, index + 2, words, value), index + 2
    if label.mark in words.sets["trailing_labels"] and token.kind in ("num", "dist", "em"):
        return _as("idle", tokens, index, index + 2, words), index + 2
    return None


def _repetitions(tokens: list[Token], words: Words) -> list[Token]:
    """ "6x100m", "3 sets of 4x60m", "5 reps of 100 m", "twice 500 m", "eight 100m strides": from the inside out."""
    out = list(tokens)
    index = len(out) - 1
    while index >= 0:
        token = out[index]
        count = token.a if token.kind == "num" and token.tag != "reps" and token.a == int(token.a) else 0.0
        count = 2.0 if token.mark in words.sets["twice_word"] else count
        if 1 <= count <= 60 and token.kind in ("num", "word"):
            at = _times_at(out, index, words)
            if at is not None and at < len(out):
                made = _repeated(out, index, at, count, words)
                if made is not None:
                    out[index : at + 1] = [made]
        index -= 1
    return _repeated_after(out, words)


def _times_at(tokens: list[Token], index: int, words: Words) -> int | None:
    """Where the repeated amount would stand: behind "x", "times", "sets of", "reps of", or right behind the count."""
    sets, at = words.sets, index + 1
    if at >= len(tokens):
        return None
    if tokens[index].mark in sets["twice_word"]:
        return at
    if (
        tokens[at].mark in sets["times_words"]
        or tokens[at].mark in sets["sets_words"]
        or tokens[at].mark in sets["reps_words"]
    ):
        at += 1
        while at < len(tokens) and tokens[at].mark in sets["rep_filler"] | sets["times_words"]:
            at += 1
        return at
    small = (tokens[at].kind in ("dist", "em") and METRES_AN_EM_REP <= tokens[at].a <= 1700) or (
        tokens[at].kind == "dur" and tokens[at].a <= 1200
    )
    return at if (small and 2 <= tokens[index].a <= 30) or tokens[at].tag == "reps" else None


def _repeated(tokens: list[Token], index: int, at: int, count: float, words: Words) -> Token | None:
    inner = tokens[at]
    each = inner.a * 60 + inner.b if inner.kind == "colon" else inner.a
    kind = {"colon": "dur"}.get(inner.kind, inner.kind)
    if kind not in ("dist", "dur", "em", "num"):
        return None
    if inner.tag == "reps":
        count_all, each = count * inner.b, inner.a / inner.b
    else:
        count_all = count
        if kind == "em":
            kind = "dist" if each >= METRES_AN_EM_REP else "em"
        elif kind == "num":
            kind = "dist" if each >= METRES_A_BARE_REP else "num"
    key = " ".join(token.key for token in tokens[index : at + 1])
    return Token(
        kind, key, tokens[index].start, inner.end, words.kinds[kind], count_all * each, count_all, None, "reps"
    )


def _repeated_after(tokens: list[Token], words: Words) -> list[Token]:
    """ "100 m backwards six times", "300m x 4"."""
    for index, token in enumerate(tokens):
        if token.kind not in ("dist", "dur", "em") or token.tag == "reps":
            continue
        for at in range(index + 1, min(index + 6, len(tokens))):
            passed = tokens[at].key in words.directions or tokens[at].key in words.gaits
            if (
                passed
                or tokens[at].kind == "comma"
                or tokens[at].key in ("for", "and", "did", "it", "that", "repeated", "done")
            ):
                continue
            if tokens[at].mark in words.sets["thrice_word"] and token.kind in ("dist", "dur"):
                times = 2.0 if tokens[at].mark in words.sets["twice_word"] else 3.0
                made = token._replace(a=token.a * times, b=times, tag="reps")
                return [*tokens[:index], made, *tokens[index + 1 : at], *tokens[at + 1 :]]
            x_first = tokens[at].key == "x" and at + 1 < len(tokens) and tokens[at + 1].kind == "num"
            count = tokens[at + 1] if x_first else tokens[at]
            last = at + 1
            if not x_first and not (
                count.kind == "num" and last < len(tokens) and tokens[last].mark in words.sets["times_words"]
            ):
                break
            if count.a != int(count.a) or not 2 <= count.a <= 60 or (token.kind == "em" and token.a < METRES_AN_EM_REP):
                break
            kind = "dist" if token.kind == "em" else token.kind
            made = token._replace(kind=kind, mark=words.kinds[kind], a=token.a * count.a, b=count.a, tag="reps")
            return [*tokens[:index], made, *tokens[index + 1 : at], *_repeated_after(tokens[last + 1 :], words)]
    return tokens
