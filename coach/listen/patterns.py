"""Compiles phrases written over meanings, such as `<cant> .. <trainwords>`, to regular expressions over marks.

In a pattern a bare word stands for itself, `<class>` for any word or token of that class, `..` for up to five tokens of
the same sentence, `^` and `$` for the start and end of a sentence (polite fluff aside); `( a | b )`, `?`, `*` as usual.
"""

import re
from collections.abc import Callable, Iterable, Mapping

_PIECE = re.compile(r"<(?P<cls>[a-z_ |]+)>|(?P<gap>\.\.)|(?P<op>\(|\)|\||\?|\*|\+|\^|\$)|(?P<word>[^\W_][\w'/]*)|\s+")


def literals(pattern: str) -> tuple[str, ...]:
    """The bare words of a pattern, underscores as spaces."""
    return tuple(m["word"].replace("_", " ") for m in _PIECE.finditer(pattern) if m["word"])


def source_of(pattern: str, sets: Mapping[str, frozenset[str]]) -> str:
    """The regular expression of one pattern; KeyError names an unknown class."""

    def one_of(marks: Iterable[str]) -> str:
        return "[" + "".join(sorted(marks)) + "]"

    stops = "".join(sorted(sets["hard"] | sets["question_mark"]))
    fluff = "".join(sorted(sets["fluff"]))
    start, end = f"(?<![^{stops}])[{fluff}]*", f"[{fluff}]*(?![^{stops}])"
    gap = f"[^{stops}]{{0,5}}?"
    out, at = [], 0
    for piece in _PIECE.finditer(pattern):
        if piece.start() != at:
            raise ValueError(f"cannot read {pattern[at:]!r}")
        at = piece.end()
        if piece["cls"]:
            out.append(one_of(mark for name in piece["cls"].split("|") for mark in sets[name.strip()]))
        elif piece["word"]:
            out.append(one_of(sets["=" + piece["word"].replace("_", " ")]))
        elif piece["gap"]:
            out.append(gap)
        elif piece["op"]:
            out.append({"^": start, "$": end, "(": "(?:"}.get(piece["op"], piece["op"]))
    if at != len(pattern):
        raise ValueError(f"cannot read {pattern[at:]!r}")
    return "".join(out)


def compile_patterns(
    patterns: Mapping[str, tuple[str, ...]], sets: Mapping[str, frozenset[str]], fault: Callable[[str, int, str], None]
) -> dict[str, re.Pattern[str]]:
    """One regular expression a name, any of its patterns; `fault(name, index, reason)` hears of what cannot be read."""
    compiled = {}
    for name, sources in patterns.items():
        parts = []
        for index, source in enumerate(sources):
            try:
                parts.append(source_of(source, sets))
                re.compile(parts[-1])
            except KeyError as error:
                fault(name, index, f"there is no class {error}")
            except (ValueError, re.error) as error:
                fault(name, index, str(error))
        compiled[name] = re.compile("|".join(parts) or "(?!)")
    return compiled
