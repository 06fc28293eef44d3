"""Compiles phrases written over meanings, such as `<cant> .. <trainwords>`, to regular expressions over marks.

In a pattern a bare word stands for itself, `<class>` for any word or token of that class, `..` for up to five tokens of
the same sentence, `^` and `$` for the start and end of a sentence (polite fluff aside); `( a | b )`, `?`, `*` as usual.
"""

import re
from collections.abc import Callable, Iterable, Mapping

_PIECE = re.compile(r"<(?P<cls>[a-z_ |]+)>|(?P<gap>\.\.)|(?P<op>\(|\)|\||\?|\*|\+|\^|\$)|(?P<word>[^\W_][\w'/]*)|\s+")


def literals(pattern: str) -> tuple[str, ...]:
    """The bare words of a pattern, each by itself."""
    return tuple(word for m in _PIECE.finditer(pattern) if m["word"] for word in m["word"].split("_"))


class _Marks:
    """Regular expressions for words and classes; a phrase that is not one token is spelt out word by word."""

    __slots__ = ("_phrases", "_sets")

    def __init__(self, sets: Mapping[str, frozenset[str]], phrases: Mapping[str, tuple[str, ...]]) -> None:
        self._sets, self._phrases = sets, phrases

    def any_of(self, names: Iterable[str]) -> str:
        """Any word or phrase of the classes; KeyError names an unknown class."""
        chars = {mark for name in names if name in self._sets for mark in self._sets[name]}
        spelt = sorted({phrase for name in names for phrase in self._phrases.get(name, ())}, key=lambda p: -len(p))
        for name in names:
            if name not in self._sets and name not in self._phrases:
                raise KeyError(name)
        parts = [self.spelt(phrase) for phrase in spelt] + ([f"[{''.join(sorted(chars))}]"] if chars else [])
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"

    def spelt(self, phrase: str) -> str:
        """The words of a phrase one after the other."""
        steps = "".join(f"[{''.join(sorted(self._sets['=' + word]))}]" for word in phrase.split(" "))
        whole = "".join(sorted(self._sets.get("=" + phrase, ()))) if " " in phrase else ""
        return f"(?:{steps}|[{whole}])" if whole else steps


def source_of(pattern: str, sets: Mapping[str, frozenset[str]], phrases: Mapping[str, tuple[str, ...]]) -> str:
    """The regular expression of one pattern; KeyError names an unknown class, ValueError what cannot be read."""
    marks = _Marks(sets, phrases)
    stops = "".join(sorted(sets["hard"] | sets["question_mark"]))
    fluff = marks.any_of(["fluff"])
    start, end = f"(?<![^{stops}]){fluff}{{0,6}}", f"{fluff}{{0,4}}(?![^{stops}])"
    gap = f"[^{stops}]{{0,5}}?"
    out, at = [], 0
    for piece in _PIECE.finditer(pattern):
        if piece.start() != at:
            break
        at = piece.end()
        if piece["cls"]:
            out.append(marks.any_of([name.strip() for name in piece["cls"].split("|")]))
        elif piece["word"]:
            out.append(f"(?:{marks.spelt(piece['word'].replace('_', ' '))})")
        elif piece["gap"]:
            out.append(gap)
        elif piece["op"]:
            out.append({"^": start, "$": end, "(": "(?:"}.get(piece["op"], piece["op"]))
    if at != len(pattern):
        raise ValueError(f"cannot read {pattern[at:]!r}")
    return "".join(out)


def compile_patterns(
    patterns: Mapping[str, tuple[str, ...]],
    sets: Mapping[str, frozenset[str]],
    phrases: Mapping[str, tuple[str, ...]],
    fault: Callable[[str, int, str], None],
) -> dict[str, re.Pattern[str]]:
    """One regular expression a name, any of its patterns; `fault(name, index, reason)` hears of what cannot be read."""
    compiled = {}
    for name, sources in patterns.items():
        parts = []
        for index, source in enumerate(sources):
            try:
                parts.append(source_of(source, sets, phrases))
                re.compile(parts[-1])
            except KeyError as error:
                fault(name, index, f"there is no class or word {error}")
            except (ValueError, re.error) as error:
                fault(name, index, str(error))
        compiled[name] = re.compile("|".join(parts) or "(?!)")
    return compiled
