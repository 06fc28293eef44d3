"""Read the knowledge base from its files, or say everything that is wrong with them. Only this file reads disks.

    load_base()                     the base of this installation, right and whole, or KnowledgeMistakes
    find_mistakes(directory, day)   every mistake, with expired cards, for `retro-coach check`

A directory holds sources.yaml, facts.yaml, topics.yaml and cards/<topic>/<id>.md; elsewhere.yaml and lay_words.yaml
help the search and may be missing.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path as File
from typing import TypeVar

from pydantic import BaseModel

from knowledge import build, shape
from knowledge.checks import Fault, find_faults, sources_of_facts
from knowledge.mistakes import KnowledgeMistakesError, Mistake, Path, Place
from knowledge.model import Base, Card, Elsewhere, Fact, Source, Topic
from knowledge.shape import CardShape, ElsewhereShape, FactShape, LayWordsShape, SourceShape, TopicShape
from knowledge.strict_yaml import Parsed, parse

HERE = File(__file__).parent
FENCE = "---"

Entry = TypeVar("Entry")
AShape = TypeVar("AShape", bound=BaseModel)


def load_base(directory: File | None = None, day: date | None = None) -> Base:
    """The base in `directory` (this installation's by default).

    Raises KnowledgeMistakes with every mistake. Expired cards count only where a `day` is given: a bot that starts must
    not fail because a record grew old, it says how old instead.
    """
    reading = _read(directory or HERE)
    reading.list_sources()
    mistakes = reading.all_mistakes(day)
    if mistakes:
        raise KnowledgeMistakesError(mistakes)
    return replace(reading.base(), english=read_english())


def find_mistakes(directory: File | None, day: date) -> list[Mistake]:
    """Every mistake of the base in `directory`, by file and line."""
    return _read(directory or HERE).all_mistakes(day)


def read_weights() -> bytes | None:
    """The sentence encoder's weights, or None where they were not installed."""
    file = HERE / "vectors" / "minilm.npz"
    return file.read_bytes() if file.exists() else None


def read_english() -> frozenset[str]:
    """The most common English words."""
    file = HERE / "vectors" / "english.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.exists() else frozenset()


def read_ask_vectors() -> Mapping[str, bytes]:
    """The packed vectors of the asks that were encoded ahead, by ask; empty where the file is absent.

    The file: one line of JSON with the asks in order, then as many rows of bytes (`vectors/README.md`).
    """
    file = HERE / "vectors" / "asks.bin"
    if not file.exists():
        return {}
    head, _, rows = file.read_bytes().partition(b"\n")
    asks: list[str] = json.loads(head)
    size = len(rows) // max(len(asks), 1)
    return {ask: rows[number * size : (number + 1) * size] for number, ask in enumerate(asks)}


def write_ask_vectors(asks: Sequence[str], packed: Sequence[bytes]) -> None:
    """Write the file that `read_ask_vectors` reads."""
    head = json.dumps(list(asks), ensure_ascii=False).encode()
    (HERE / "vectors" / "asks.bin").write_bytes(head + b"\n" + b"".join(packed))


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and where each entry stands."""

    cards: dict[str, Card] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    lay_words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parsed: dict[tuple[str, str], tuple[Parsed, Path]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Ids and kinds of entries that are there but of a wrong shape."""

    def base(self) -> Base:
        return Base(self.cards, self.sources, self.facts, self.topics, self.elsewhere, self.lay_words)

    def list_sources(self) -> None:
        """Give cards that list no source yet the sources of their facts: `find_mistakes` still tells their keeper."""
        base = self.base()
        for card in tuple(base.cards.values()):
            if not card.sources:
                self.cards[card.id] = replace(card, sources=sources_of_facts(card, base))

    def all_mistakes(self, day: date | None) -> list[Mistake]:
        """Mistakes of shape and content, but for those that only follow from an entry that could not be read."""
        faults = [fault for fault in find_faults(self.base(), day) if not fault.needs & self.unread]
        return sorted([*self.mistakes, *(self._place(fault) for fault in faults)])

    def _place(self, fault: Fault) -> Mistake:
        parsed, top = self.parsed[fault.kind, fault.id]
        return parsed.mistake((*top, *fault.path), fault.reason)


def _read(directory: File) -> _Reading:
    reading = _Reading()
    _read_table(reading, directory, "sources", SourceShape, build.source, reading.sources)
    _read_table(reading, directory, "facts", FactShape, build.fact, reading.facts)
    _read_table(reading, directory, "topics", TopicShape, build.topic, reading.topics)
    _read_table(reading, directory, "elsewhere", ElsewhereShape, build.elsewhere, reading.elsewhere)
    _read_lay_words(reading, directory)
    for file in sorted(directory.glob("cards/**/*.md")):
        _read_card(reading, directory, file)
    return reading


def _read_table(
    reading: _Reading,
    directory: File,
    name: str,
    kind: type[AShape],
    record: Callable[[str, AShape], Entry],
    into: dict[str, Entry],
) -> None:
    """A file whose keys are ids. `name` in the plural names the file, in the singular the kind of its entries."""
    file = directory / f"{name}.yaml"
    if name == "elsewhere" and not file.exists():
        return
    parsed = _parse_file(reading, directory, file)
    for key in parsed.value if isinstance(parsed.value, dict) else ():
        entry, mistakes = shape.shape(kind, parsed, (key,))
        reading.mistakes.extend(mistakes)
        reading.parsed[name.removesuffix("s"), key] = parsed, (key,)
        if entry is None:
            reading.unread |= {key, name.removesuffix("s")}
        else:
            into[key] = record(key, entry)


def _parse_file(reading: _Reading, directory: File, file: File) -> Parsed:
    name = str(file.relative_to(directory))
    try:
        parsed = parse(file.read_text(encoding="utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        parsed = Parsed(name, None, {}, (Mistake(name, 1, 1, "(file)", f"cannot be read: {error}"),))
    reading.mistakes.extend(parsed.mistakes)
    if not parsed.mistakes and not isinstance(parsed.value, dict):
        reading.mistakes.append(parsed.mistake((), "keys with their entries are expected here"))
    return parsed


def _read_lay_words(reading: _Reading, directory: File) -> None:
    file = directory / "lay_words.yaml"
    if file.exists():
        parsed = _parse_file(reading, directory, file)
        words, mistakes = shape.shape(LayWordsShape, parsed)
        reading.mistakes.extend(mistakes)
        if words is not None:
            reading.lay_words.update({said: tuple(meant) for said, meant in words.root.items()})


def _read_card(reading: _Reading, directory: File, file: File) -> None:
    name = str(file.relative_to(directory))
    parsed, text = _parse_card(name, file)
    reading.mistakes.extend(parsed.mistakes)
    card, mistakes = (None, []) if parsed.mistakes else shape.shape(CardShape, parsed)
    reading.mistakes.extend(mistakes)
    if card is None:
        reading.unread |= {file.stem, "card"}
        return
    reading.mistakes.extend(_misplaced(card, parsed, file, reading))
    reading.cards[card.id] = build.card(card, text)
    reading.parsed["card", card.id] = parsed, ()


def _parse_card(name: str, file: File) -> tuple[Parsed, str]:
    """The front matter of a card's file, with the place of the answer as "text", and the answer."""
    try:
        front, text = split_card(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return Parsed(name, None, {}, (Mistake(name, 1, 1, "(file)", f"cannot be read: {error}"),)), ""
    if front is None:
        reason = "a card begins with its front matter between two lines of ---"
        return Parsed(name, None, {}, (Mistake(name, 1, 1, "(file)", reason),)), ""
    parsed = parse(front, name, skipped_lines=1)
    return replace(parsed, places={**parsed.places, ("text",): Place(front.count("\n") + 3, 1)}), text


def split_card(written: str) -> tuple[str | None, str]:
    """The front matter and the answer of a card's file; None where the front matter is not closed."""
    lines = written.splitlines()
    if not lines or lines[0].strip() != FENCE:
        return None, written
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            return "\n".join(lines[1:number]) + "\n", "\n".join(lines[number + 1 :]).strip()
    return None, written


def _misplaced(card: CardShape, parsed: Parsed, file: File, reading: _Reading) -> Iterator[Mistake]:
    if card.id in reading.cards:
        first = reading.parsed["card", card.id][0].file
        yield parsed.mistake(("id",), f'the id "{card.id}" is taken by {first}')
    if file.stem != card.id:
        yield parsed.mistake(("id",), f'the id "{card.id}" and the file name "{file.stem}" must be the same')
    if file.parent.name != card.topics[0]:
        reason = f'the card lies in the folder "{file.parent.name}", its first topic is "{card.topics[0]}"'
        yield parsed.mistake(("topics",), reason)
