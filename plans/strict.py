"""Strict YAML 1.2: text in, plain values with the place of every node out. No I/O.

The one rule: nothing is read in a way its writer did not mean. Keys stand once, booleans are true and false, 16:30 is
text, and anchors, aliases, merge keys and tags are refused (plans have their own way of saying a thing once).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
_CORE = "tag:yaml.org,2002:"
Place = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake with its path in the document; the file's name comes later."""

    path: Path
    place: Place
    reason: str


@dataclass(slots=True)
class Document:
    """The value of a YAML text. `places` knows each node; `keys` each key of a mapping, by the path of its value."""

    value: Value = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Where the node stands, or the nearest thing around it that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def key_place(self, path: Path) -> Place:
        return self.keys.get(path) or self.place(path)


def read(text: str) -> Document:
    """The document, with its slips. A text that is no YAML at all has one slip and no value."""
    document = Document()
    try:
        node = _compose(text)
    except (YAMLError, RecursionError, ValueError) as error:
        document.slips.append(_syntax_slip(text, error))
        return document
    if node is not None:
        document.value = _value(node, (), document)
    return document


def _compose(text: str) -> Node | None:
    node = YAML(typ="safe", pure=True).compose(text)
    return node if isinstance(node, Node) else None


def _syntax_slip(text: str, error: Exception) -> Slip:
    match error:
        case MarkedYAMLError(problem_mark=mark, problem=problem) if mark is not None:
            lines = text.count("\n") + 1
            return Slip((), (min(mark.line, lines) + 1, mark.column + 1), f"this is not valid YAML: {problem}")
        case ReaderError(position=position):
            before = text[: position if isinstance(position, int) else 0]
            place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
            return Slip((), place, "a character that a text file must not contain")
        case RecursionError():
            return Slip((), (1, 1), "this is nested too deeply")
        case _:
            return Slip((), (1, 1), f"this is not valid YAML: {' '.join(str(error).split())}")


def _value(node: Node, path: Path, document: Document) -> Value:
    document.places[path] = _place(node)
    if node.anchor or not str(node.tag).startswith(_CORE):
        # An anchored node may hold itself, so it is never walked into.
        document.slips.append(Slip(path, _place(node), "anchors and tags (&name, !name) are not used in plans"))
        return None
    match node:
        case MappingNode():
            return _mapping(node, path, document)
        case SequenceNode():
            return [_value(item, (*path, index), document) for index, item in enumerate(node.value)]
        case _:
            return _scalar(node, path, document)


def _place(node: Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _mapping(node: MappingNode, path: Path, document: Document) -> Value:
    found: dict[str, Value] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else ""
        here = (*path, key)
        if not isinstance(key_node, ScalarNode):
            document.slips.append(Slip(path, _place(key_node), "a key must be a word"))
        elif key == "<<" and not key_node.style:
            document.slips.append(Slip(here, _place(key_node), "merge keys (<<) are not used in plans"))
        elif key in found:
            first = document.keys[here][0]
            document.slips.append(Slip(here, _place(key_node), f"'{key}' stands here twice (first in line {first})"))
        else:
            document.keys[here] = _place(key_node)
            found[key] = _value(value_node, here, document)
    return found


_BOOLEANS: Mapping[str, bool] = {"true": True, "false": False}


def _scalar(node: Node, path: Path, document: Document) -> Value:
    text = str(node.value)
    if not isinstance(node, ScalarNode) or node.style:
        return text
    try:
        match str(node.tag).removeprefix(_CORE):
            case "null":
                return None
            case "bool":
                return _BOOLEANS.get(text.lower(), text)
            case "int":
                return int(text, 0) if text[:2].lower() in ("0o", "0x") else int(text)
            case "float":
                return float(text)
            case _:
                return text
    except ValueError:
        return text
