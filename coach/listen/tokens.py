"""Cuts a message into tokens with spans. The one rule: nothing is ever read inside a token."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from coach.listen.words import Words

_LOOKS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "″": '"', "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"}
    | {"×": " x ", "✕": " x ", "✖": " x ", "*": " x ", "½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "⁄": "/", "~": " "}
    | {
        "\ufe0f": "",
        "\u20e3": "",
        "\u200d": "",
        "\u200b": "",
        "…": ".",
        "→": " to ",
        "➡": " to ",
        "_": " ",
        "\r": "\n",
        "\u2028": "\n",
    }
    | {chr(code): "" for code in range(0x1F3FB, 0x1F400)}
)
_SIGNS = {
    "?": "question_mark",
    "？": "question_mark",
    "!": "hard",
    ".": "hard",
    ";": "hard",
    ",": "comma",
    "(": "comma",
    ")": "comma",
    "-": "dash",
    "@": "at",
    "/": "other_sign",
    ":": "other_sign",
    "|": "comma",
    "+": "other_sign",
    "&": "other_sign",
    "'": "other_sign",
    '"': "other_sign",
    "%": "other_sign",
    "=": "other_sign",
    "<": "other_sign",
    ">": "other_sign",
    "°": "other_sign",
}
_WORD_TO_MEND = re.compile(r"[a-z]{5,14}")
LONG_WORD = 7
"""Words of this length and more may hold two slips, shorter ones one."""


class Token(NamedTuple):
    """One token. `kind` is "word", a sign or number kind as lexed, or the kind of quantity it was folded to.

    `key` is its look-up form, `mark` its character in the string of meanings, `a` and `b` its numbers (see the folding
    modules), `day` its date, `tag` a finer distinction.
    """

    kind: str
    key: str
    start: int
    end: int
    mark: str
    a: float = 0.0
    b: float = 0.0
    day: date | None = None
    tag: str = ""


def plain(text: str) -> str:
    """The message as it is read: one form for each sign, fractions spelt with a slash."""
    if not text.isascii():
        text = text.translate(_LOOKS)
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text).translate(_LOOKS)
    else:
        text = text.replace("*", " x ").replace("~", " ").replace("_", " ").replace("`", "'").replace("\r", "\n")
    return text.replace("->", " to ")


def lex(text: str, words: Words) -> list[Token]:
    """Tokens of an already `plain` text, phrases of the vocabulary as one token."""
    raw: list[Token] = []
    lower = text.lower()
    mixed = len(lower) == len(text) and not text.isupper()
    for found in words.lexer.finditer(lower):
        group = found.lastgroup
        if group == "space":
            continue
        token = _token(group or "sign", found.group(), found.start(), found.end(), words)
        if token.mark == words.kinds["unknown"] and mixed and text[token.start].isupper():
            token = token._replace(tag="name")
        if token.mark == words.kinds["unknown"] and raw and raw[-1].kind == "num" and raw[-1].end == token.start:
            raw += _unglued(token, words)
            continue
        raw.append(token)
    return _with_phrases(_without_hyphens(raw, words), words)


def _unglued(token: Token, words: Words) -> list[Token]:
    """ "2kback", "30minbw": the unit behind a number, and the word glued to it."""
    for size in range(min(4, len(token.key) - 1), 0, -1):
        unit, rest = token.key[:size], token.key[size:]
        if unit in words.units and (rest in words.directions or rest in words.gaits):
            middle = token.start + size
            return [
                Token("word", unit, token.start, middle, words.marks[unit]),
                Token("word", rest, middle, token.end, words.marks[rest]),
            ]
    return [token]


def _token(group: str, text: str, start: int, end: int, words: Words) -> Token:
    kinds = words.kinds
    match group:
        case "word" | "odd":
            text = words.spellings.get(text, text)
            key = text if text in words.kept else text.replace("'", "")
            if text.endswith("'s") and text[:-2] in words.sites:
                key = text[:-2]
            return Token("word", key, start, end, words.marks.get(key, kinds["unknown"]))
        case "newline":
            return Token("hard", "\n", start, end, kinds["hard"])
        case "sign":
            kind = _SIGNS.get(text, "odd")
            return Token(kind, text, start, end, kinds[kind])
        case "iso" | "dmy" | "dots":
            return Token(group, text, start, end, kinds["month_day"])
    return Token(group, text, start, end, kinds[group])


def _without_hyphens(raw: list[Token], words: Words) -> list[Token]:
    """Drops the hyphen inside "warm-up", "25-minute" and "twenty-five", but keeps the one of "mon-fri" and "2-3"."""
    if not any(token.key == "-" for token in raw):
        return raw
    kept = []
    for index, token in enumerate(raw):
        if token.key == "-" and 0 < index < len(raw) - 1:
            before, after = raw[index - 1], raw[index + 1]
            glued = before.end == token.start and token.end == after.start
            both_days = before.key in words.weekdays and after.key in words.weekdays
            if glued and after.kind == "word" and not both_days and before.kind in {"word", "num"}:
                continue
        kept.append(token)
    return kept


def _with_phrases(raw: list[Token], words: Words) -> list[Token]:
    out: list[Token] = []
    index, size = 0, len(raw)
    while index < size:
        token = raw[index]
        if token.kind == "word":
            key, count = _phrase_at(raw, index, words)
            if count > 1:
                out.append(Token("word", key, token.start, raw[index + count - 1].end, words.marks[key]))
                index += count
                continue
            if token.mark == words.kinds["unknown"]:
                token = _mended(token, words)
        out.append(token)
        index += 1
    return out


def _phrase_at(raw: list[Token], index: int, words: Words) -> tuple[str, int]:
    first = raw[index].key
    for tail, key in words.phrases.get(first, ()):
        last = index + len(tail)
        if last < len(raw) and all(raw[index + 1 + step].key == word for step, word in enumerate(tail)):
            return key, len(tail) + 1
    return first, 1


def _mended(token: Token, words: Words) -> Token:
    """A misspelt word of the short list, as that word. The first letter must be right."""
    if not _WORD_TO_MEND.fullmatch(token.key):
        return token
    slack = 2 if len(token.key) >= LONG_WORD else 1
    near = extractOne(token.key, words.typo_targets, scorer=OSA.distance, score_cutoff=slack)
    if near is None or near[0][0] != token.key[0] or abs(len(near[0]) - len(token.key)) > 1:
        return token
    return token._replace(key=near[0], mark=words.marks[near[0]], tag="mended")


def fold(
    tokens: list[Token], start: int, end: int, kind: str, words: Words, a: float, b: float = 0.0, tag: str = ""
) -> Token:
    key = " ".join(token.key for token in tokens[start:end])
    return Token(kind, key, tokens[start].start, tokens[end - 1].end, words.kinds[kind], a, b, None, tag)
