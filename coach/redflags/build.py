"""Makes a language's red flags from its words file. One rule: a rule may only name concepts that the file has.

A phrase is words; `~` after a word stands for its regular forms ("faint~": faint, faints, fainted, fainting), `a|b`
for either word, `a..b` for a range of whole numbers, or of tenths where the ends have them ("1.0..3.9").
A rule is concepts: `chest + hurt / 7` (any order, at most 7 steps between neighbours), `cant > breathe / 3` (this
order), `arm + numb / 5 ! cold` (silent where the message has "cold" words).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from coach.redflags.covers import COVERS
from coach.redflags.model import Category, Flags, Node, Rule, Urgency
from coach.redflags.reading import plain
from coach.redflags.strict import ContentError, Mistake, Place, Text, read_strictly
from coach.redflags.typos import index_words

WITHIN = 6

_RULE = re.compile(r"(?P<parts>[a-z_]+(?: *[+>] *[a-z_]+)*) *(?:/ *(?P<within>\d+))? *(?P<unless>(?:! *[a-z_]+ *)*)")
_RANGE = re.compile(r"(\d+)(?:\.(\d))?\.\.(\d+)(?:\.(\d))?")


class AlarmText(BaseModel):
    """What raises one category of alarm."""

    model_config = ConfigDict(extra="forbid")
    emergency: list[str] = []
    urgent: list[str] = []


class FlagsText(BaseModel):
    """A words file as it is written."""

    model_config = ConfigDict(extra="forbid")
    same: dict[str, str]
    fillers: str
    ordinary: str
    concepts: dict[str, str]
    covers: dict[str, str]
    alarms: dict[Category, AlarmText]


@dataclass(slots=True)
class _Branch:
    concepts: list[str] = field(default_factory=list)
    following: "dict[str, _Branch]" = field(default_factory=dict)

    def node(self) -> Node:
        return Node(tuple(self.concepts), {word: branch.node() for word, branch in self.following.items()})


def build_flags(file: str, text: str, everyday: frozenset[str] = frozenset()) -> Flags:
    """The flags of a words file; ContentError with every mistake in it. `everyday` words are no typing mistakes."""
    source = Text(file, text)
    content = read_strictly(source, FlagsText)
    rules, mistakes = _rules(content, source)
    mistakes += [
        source.mistake(("covers", name), "this cover is missing") for name in sorted(COVERS - content.covers.keys())
    ]
    used = {name for rule in rules for name in (*rule.parts, *rule.unless)}
    mistakes += [
        source.mistake(("concepts", name), "no rule uses this concept") for name in content.concepts if name not in used
    ]
    if mistakes:
        raise ContentError(mistakes)
    return _flags(content, rules, everyday)


def _flags(content: FlagsText, rules: list[Rule], everyday: frozenset[str]) -> Flags:
    same = {wrong: right for right, wrongs in content.same.items() for wrong in _words(wrongs)}
    phrases = {name: list(_phrases(text, same)) for name, text in (content.concepts | content.covers).items()}
    tree = _tree(phrases)
    starts = {rule.parts[0] for rule in rules}
    alarming = {phrase[0] for name in starts for phrase in phrases[name]}
    vocabulary = list(dict.fromkeys(word for each in phrases.values() for phrase in each for word in phrase))
    own = {*vocabulary, *_words(content.ordinary), *_words(content.fillers)}
    return Flags(
        phrases=tree,
        rules={start: tuple(rule for rule in rules if rule.parts[0] == start) for start in sorted(starts)},
        alarming=frozenset(alarming),
        same=same,
        fillers=frozenset(_words(content.fillers)),
        known=(everyday | own) - same.keys(),
        near=index_words([*vocabulary, *_words(content.fillers), *same]),
    )


def _tree(phrases: Mapping[str, Iterable[tuple[str, ...]]]) -> dict[str, Node]:
    root = _Branch()
    for concept, each in phrases.items():
        for phrase in each:
            branch = root
            for word in phrase:
                branch = branch.following.setdefault(word, _Branch())
            if concept not in branch.concepts:
                branch.concepts.append(concept)
    return {word: branch.node() for word, branch in root.following.items()}


def _words(text: str) -> Iterator[str]:
    return (plain(part.strip()) for part in text.split(",") if part.strip())


def _phrases(text: str, same: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for part in plain(text).split(","):
        if words := [[same.get(form, form) for form in _forms(word)] for word in part.split()]:
            yield from _spread(words)


def _spread(words: list[list[str]]) -> Iterator[tuple[str, ...]]:
    if not words:
        yield ()
        return
    for first in words[0]:
        for rest in _spread(words[1:]):
            yield (first, *rest)


def _forms(word: str) -> list[str]:
    """All words that a word of the file stands for."""
    if (numbers := _RANGE.fullmatch(word)) is not None:
        return _numbers(numbers)
    if "|" in word:
        return [form for part in word.split("|") for form in _forms(part)]
    bare = word.rstrip("~")
    if not word.endswith("~"):
        return [bare]
    stem = bare.removesuffix("e")
    third = bare + ("es" if bare.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [bare, third, stem + "ed", stem + "ing"]


def _numbers(ends: re.Match[str]) -> list[str]:
    first, first_tenth, last, last_tenth = ends.groups()
    if first_tenth is None or last_tenth is None:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [f"{tenths // 10}.{tenths % 10}" for tenths in range(int(first + first_tenth), int(last + last_tenth) + 1)]


def _rules(content: FlagsText, source: Text) -> tuple[list[Rule], list[Mistake]]:
    rules: list[Rule] = []
    mistakes: list[Mistake] = []
    for category, alarm in content.alarms.items():
        lists: tuple[tuple[Urgency, list[str]], ...] = (("emergency", alarm.emergency), ("urgent", alarm.urgent))
        for urgency, texts in lists:
            for number, text in enumerate(texts):
                place: Place = ("alarms", category, urgency, number)
                reason = _complaint(text, content)
                if reason:
                    mistakes.append(source.mistake(place, reason))
                else:
                    rules.append(_rule(category, urgency, text))
    return rules, mistakes


def _complaint(text: str, content: FlagsText) -> str:
    if _RULE.fullmatch(text) is None:
        return f"{text!r} is no rule; write for example: chest + hurt / 7 ! cold"
    if "+" in text and ">" in text:
        return f"{text!r} mixes + and >; use one of them"
    named = re.findall(r"[a-z_]+", text)
    unknown = [name for name in named if name not in content.concepts and name not in content.covers]
    return f"unknown concept {unknown[0]!r}" if unknown else ""


def _rule(category: Category, urgency: Urgency, text: str) -> Rule:
    found = _RULE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    parts = tuple(re.findall(r"[a-z_]+", found["parts"]))
    within = int(found["within"] or WITHIN)
    unless = tuple(re.findall(r"[a-z_]+", found["unless"]))
    return Rule(category, urgency, parts, ">" in found["parts"], within, unless)
