"""Reads YAML strictly and says where a mistake is. One rule: every complaint has a file, a line, a column, a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

Place = tuple[str | int, ...]
Content = TypeVar("Content", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a content file; prints as `file:line:column: path: reason`."""

    file: str
    line: int
    column: int
    path: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: "
        return where + (f"{self.path}: " if self.path else "") + self.reason


class ContentError(Exception):
    """A content file has mistakes; the message has one a line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Text:
    """A content file's name and text, to point at its parts."""

    file: str
    text: str

    def mistake(self, place: Place, reason: str) -> Mistake:
        node: Node | None = YAML(typ="safe", pure=True).compose(self.text)
        line, column = _mark(node, place)
        return Mistake(self.file, line, column, ".".join(map(str, place)), reason)


def read_strictly(source: Text, shape: type[Content]) -> Content:
    """The content of a YAML 1.2 text in its shape, repeated keys refused; ContentError with all that is wrong."""
    try:
        return shape.model_validate(YAML(typ="safe", pure=True).load(source.text), strict=True)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        reason = str(error.problem or error.context or "this is not YAML")
        raise ContentError((Mistake(source.file, line, column, "", reason),)) from error
    except ValidationError as error:
        found = [source.mistake(_yaml_place(each["loc"]), each["msg"]) for each in error.errors()]
        raise ContentError(found) from error


def _yaml_place(place: Place) -> Place:
    return tuple(step for step in place if step != "[key]")


def _mark(node: Node | None, place: Place) -> tuple[int, int]:
    """Line and column of the innermost part of `place` that exists."""
    found = node
    for step in place:
        inner = _step(found, step)
        if inner is None:
            break
        found = inner
    return (found.start_mark.line + 1, found.start_mark.column + 1) if found is not None else (1, 1)


def _step(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: Node = node.value[step]
        return inner
    return None
