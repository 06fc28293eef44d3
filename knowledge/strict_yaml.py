"""YAML read strictly: version 1.2, no key twice, `16:30` and `no` are text, and every value knows its line.

One rule: the same text always gives the same data or a mistake with its place, never a silent guess.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.mistakes import Mistake, Path, Place, path_words

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The data of a file and where each part of it stands; `mistakes` is empty where all is well."""

    file: str
    value: Value
    places: Mapping[Path, Place]
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, path: Path, reason: str) -> Mistake:
        """A mistake at this path, or at the nearest part above it that the file has."""
        near = path
        while near and near not in self.places:
            near = near[:-1]
        place = self.places.get(near, Place(1, 1))
        return Mistake(self.file, place.line, place.column, path_words(path), reason)


def parse(text: str, file: str, skipped_lines: int = 0) -> Parsed:
    """Read one YAML document. `skipped_lines` is how many lines of the file stand above `text`."""
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        return Parsed(file, None, {}, (_syntax_mistake(error, file, skipped_lines),))
    reading = _Reading(file, skipped_lines)
    value = None if node is None else reading.read(node, ())
    return Parsed(file, value, reading.places, tuple(reading.mistakes))


def _syntax_mistake(error: MarkedYAMLError, file: str, skipped_lines: int) -> Mistake:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1 + skipped_lines, mark.column + 1) if mark else (1 + skipped_lines, 1)
    reason = " ".join(str(error.problem or error.context or "not YAML").split())
    return Mistake(file, line, column, "(file)", f"this is not valid YAML: {reason}")


@dataclass(slots=True)
class _Reading:
    file: str
    skipped_lines: int
    places: dict[Path, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def read(self, node: Node, path: Path) -> Value:
        self.places.setdefault(path, self._place(node))
        if node.anchor:
            self._wrong(node, path, "anchors and aliases (& and *) are not used here: write the value out")
            return None
        if isinstance(node, MappingNode):
            return {key: self.read(value, (*path, key)) for key, value in self._entries(node, path)}
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, number)) for number, item in enumerate(node.value)]
        return _scalar(str(node.value), quoted=isinstance(node, ScalarNode) and bool(node.style))

    def _entries(self, node: MappingNode, path: Path) -> Iterator[tuple[str, Node]]:
        seen: dict[str, Place] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            place = self._place(key_node)
            if key in seen:
                reason = f'"{key}" stands here twice, first in line {seen[key].line}'
                self._wrong(key_node, (*path, key), reason)
                continue
            seen[key] = place
            self.places[(*path, key)] = place
            yield key, value

    def _place(self, node: Node) -> Place:
        return Place(node.start_mark.line + 1 + self.skipped_lines, node.start_mark.column + 1)

    def _wrong(self, node: Node, path: Path, reason: str) -> None:
        place = self._place(node)
        self.mistakes.append(Mistake(self.file, place.line, place.column, path_words(path), reason))


def _scalar(text: str, quoted: bool) -> str | int | float | bool | None:
    """Quoted values are text. Plain ones follow the YAML 1.2 core schema; dates stay text."""
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
