"""Splits a message into clauses and says what each one is: told, asked, hoped, habitual, another's, quoted, denied.

The one rule: an amount counts only in a clause that tells what the runner did.
"""

from dataclasses import dataclass
from itertools import pairwise

from coach.listen.tokens import Token
from coach.listen.words import Words


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens between two separators. `veto` is "" or the reason why its amounts are no log; `starts` the separator."""

    tokens: tuple[Token, ...]
    marks: str
    opener: str
    veto: str
    past: bool
    strong: bool
    first: bool


_AMOUNTS = frozenset({"dist", "dur", "em", "colon", "num", "vague", "range", "count"})


def clauses_of(tokens: list[Token], words: Words) -> list[Clause]:
    """The clauses in order; a veto carries over to clauses of its sentence without a subject or verb of their own."""
    out: list[Clause] = []
    veto, outside = "", ""
    for piece, opener in _split(tokens, words):
        marks = "".join(token.mark for token in piece)
        if opener in ("hard", "question_mark"):
            veto = ""
        elif opener == "open":
            outside, veto = veto, ""
        elif opener == "close":
            veto = outside
        before = veto
        own = _veto(piece, marks, opener, words)
        strong = (
            words.patterns["told"].search(marks) is not None or words.patterns["told_command"].search(marks) is not None
        )
        first = any(token.mark in words.sets["first"] for token in piece)
        if veto == "name":
            veto = ""
        if own:
            veto = own
        elif (
            opener == "but"
            and piece[0].mark in words.sets["but"]
            and veto in ("question", "negated", "quote")
            and any(t.kind in ("dist", "dur") for t in piece)
        ):
            veto = ""
        elif veto == "future" and not strong and any(token.kind == "dist" for token in piece):
            veto = "carried"
        elif (first and strong) or (strong and veto in ("future", "hypothetical", "negated", "question", "quote")):
            veto = ""
        said = veto
        if own == "third" and opener == "but":
            veto = before
        past = any(token.mark in words.sets["past"] for token in piece)
        out.append(Clause(tuple(piece), marks, opener, said, past, strong, first))
    return _asked(out, tokens)


def _split(tokens: list[Token], words: Words) -> list[tuple[list[Token], str]]:
    out: list[tuple[list[Token], str]] = []
    piece: list[Token] = []
    opener = "hard"
    for index, token in enumerate(tokens):
        kind = _separates(tokens, index, words)
        if kind:
            if piece:
                out.append((piece, opener))
                opener = kind
            elif kind in ("hard", "question_mark") or opener not in ("hard", "question_mark", "open", "close"):
                opener = kind
            piece = [token] if kind == "but" else []
        else:
            piece.append(token)
    if piece:
        out.append((piece, opener))
    return out


def _separates(tokens: list[Token], index: int, words: Words) -> str:
    """The kind of separator at `index`, or ""."""
    token, sets = tokens[index], words.sets
    if token.key in ("(", ")"):
        return "open" if token.key == "(" else "close"
    if token.kind in ("hard", "question_mark", "comma"):
        return token.kind
    if token.kind == "dash":
        return "comma"
    if token.key in ("/", "+", "&") and token.kind == "other_sign":
        return "then" if token.key == "+" else "comma"
    if token.kind != "word":
        return ""
    if token.mark in sets["then_word"]:
        return "then"
    if token.mark in sets["and"]:
        return "and"
    return "but" if token.mark in sets["clause_word"] else ""


def _veto(piece: list[Token], marks: str, opener: str, words: Words) -> str:
    if words.patterns["told_command"].search(marks):
        return ""
    told = words.patterns["told_first"].search(marks) is not None
    for name in (
        "joke",
        "question",
        "negated",
        "hypothetical",
        "future",
        "habit",
        "third",
        "quote",
        "name",
        "statement",
    ):
        if told and name == "future":
            continue
        if words.patterns[f"veto_{name}"].search(marks):
            return _named(piece, opener, words) if name == "name" else name
    return "future" if not told and any(token.kind == "future_day" for token in piece) else ""


def _named(piece: list[Token], opener: str, words: Words) -> str:
    """Somebody's name before the verb: sure inside a sentence, doubtful at its start, where all have capitals."""
    verbs = words.sets["told_verb"] | words.sets["and"]
    token = next((one for one, next_one in pairwise(piece) if one.tag == "name" and next_one.mark in verbs), None)
    inside = token is not None and (token is not piece[0] or opener not in ("hard", "question_mark"))
    return "" if token is None else "third" if inside else "name"


def _asked(clauses: list[Clause], tokens: list[Token]) -> list[Clause]:
    """A sentence that ends in "?" without a clause that opens like a question is a question as a whole."""
    if not any(token.kind == "question_mark" for token in tokens):
        return clauses
    out = list(clauses)
    marks = [token for token in tokens if token.kind in ("question_mark", "hard")]
    for mark in marks:
        if mark.kind != "question_mark":
            continue
        inside = [
            i
            for i, clause in enumerate(out)
            if clause.tokens[-1].end <= mark.start and not _stop_between(clause, mark, marks)
        ]
        if inside and not any(out[i].veto == "question" for i in inside):
            told = [i for i in inside if out[i].strong and (out[i].first or i < inside[-1])]
            for i in inside if not told else inside[len(told) :]:
                out[i] = Clause(
                    out[i].tokens, out[i].marks, out[i].opener, "question", out[i].past, out[i].strong, out[i].first
                )
    return out


def _stop_between(clause: Clause, mark: Token, marks: list[Token]) -> bool:
    return any(clause.tokens[-1].end <= other.start < mark.start for other in marks)
