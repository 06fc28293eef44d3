"""Records of coach.model as JSON text and back: {"is": "Say", ...the fields that differ from their defaults}.

The rule: what comes back equals what went in. The tag is a word of Python's own, so no field can bear its name; free
maps of a record (facts, data, values) travel as lists of pairs, so no key of theirs is taken for a tag either.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from coach import model
from coach.model import Change, Hold, Json, Pain, Reply, Waiting

T = TypeVar("T")

_RECORDS: tuple[type, ...] = (
    model.Pain,
    model.Session,
    model.Waiting,
    model.Hold,
    model.Runner,
    model.Enrolment,
    model.Adjustment,
    model.Reminder,
    model.Choice,
    model.Say,
    model.Edit,
    model.Picture,
    model.Document,
    model.PutRunner,
    model.PutSession,
    model.RemoveSession,
    model.PutEnrolment,
    model.RemoveEnrolment,
    model.PutAdjustment,
    model.RemoveAdjustment,
    model.PutReminder,
    model.RemoveReminder,
    model.PutUndo,
    model.RemoveUndo,
    model.Forget,
)
_BUILDERS: Mapping[str, Callable[..., object]] = MappingProxyType({kind.__name__: kind for kind in _RECORDS})


def _default(field: "Field[object]") -> object:
    """What an absent field means; a field without a default gets an object that equals nothing."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return object() if field.default is MISSING else field.default


_FIELDS: Mapping[type, tuple[tuple[str, object], ...]] = MappingProxyType(
    {kind: tuple((field.name, _default(field)) for field in fields(kind)) for kind in _RECORDS}
)


def _pack(value: object) -> object:
    match value:
        case None | str() | bool() | int() | float():
            return value
        case tuple():
            return [_pack(item) for item in value]
        case list():
            return {"is": "list", "items": [_pack(item) for item in value]}
        case Mapping():
            return {"is": "map", "pairs": [[name, _pack(item)] for name, item in value.items()]}
        case datetime():
            return {"is": "time", "iso": value.isoformat()}
        case date():
            return {"is": "day", "iso": value.isoformat()}
    return _pack_record(value)


def _pack_record(record: object) -> dict[str, object]:
    sheet: dict[str, object] = {"is": type(record).__name__}
    for name, default in _FIELDS[type(record)]:
        content = getattr(record, name)
        # The type counts too: 1 == True == 1.0, but they are not the same value.
        if type(content) is not type(default) or content != default:
            sheet[name] = _pack(content)
    return sheet


def _unpack(value: object) -> object:
    match value:
        case list():
            return tuple(_unpack(item) for item in value)
        case {"is": "list", "items": list(items)}:
            return [_unpack(item) for item in items]
        case {"is": "map", "pairs": list(pairs)}:
            return {name: _unpack(item) for name, item in pairs}
        case {"is": "day", "iso": str(iso)}:
            return date.fromisoformat(iso)
        case {"is": "time", "iso": str(iso)}:
            return datetime.fromisoformat(iso)
        case {"is": str(kind), **sheet}:
            return _BUILDERS[kind](**{str(name): _unpack(item) for name, item in sheet.items()})
    return value


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(kind: type[T], text: str) -> T:
    """A stored record, which must be of that kind: the column says so, the text has to agree."""
    return _checked(kind, _unpack(json.loads(text)))


def _checked(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"expected a stored {kind.__name__}, found {type(value).__name__}")
    return value


def dump(record: Change | Reply | Waiting | Hold) -> str:
    """One record as a line of JSON."""
    return _dumps(_pack(record))


def dump_all(records: Sequence[Change] | Sequence[Pain]) -> str:
    """Several records as one JSON list."""
    return _dumps([_pack(record) for record in records])


def load_waiting(text: str) -> Waiting:
    return _load(Waiting, text)


def load_hold(text: str) -> Hold:
    return _load(Hold, text)


def load_reply(text: str) -> Reply:
    value = _unpack(json.loads(text))
    if not isinstance(value, Reply):
        raise TypeError(f"expected a stored reply, found {type(value).__name__}")
    return value


def load_changes(text: str) -> tuple[Change, ...]:
    return tuple(_change(_unpack(item)) for item in json.loads(text))


def _change(value: object) -> Change:
    if not isinstance(value, Change):
        raise TypeError(f"expected a stored change, found {type(value).__name__}")
    return value


def load_pains(text: str) -> tuple[Pain, ...]:
    return tuple(_checked(Pain, _unpack(item)) for item in json.loads(text))


def dump_facts(facts: Mapping[str, Json]) -> str:
    """The facts of a runner are plain JSON, readable by hand in the database."""
    return _dumps(dict(facts))


def load_facts(text: str) -> dict[str, Json]:
    facts: dict[str, Json] = json.loads(text)
    return facts
