"""What pydantic complains of, in the words of somebody who writes a plan, at the place where they wrote it."""

from collections.abc import Iterable, Mapping
from types import NoneType
from typing import get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plans.nearest import did_you_mean
from plans.strict import Document, Path, Slip

_PLAIN: Mapping[str, str] = {
    "string_type": "expected text (put it in quotes)",
    "string_too_short": "this is empty",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "bool_type": "expected true or false",
    "list_type": "expected a list, each item on its own line after a '- '",
    "dict_type": "expected keys and values",
    "model_type": "expected keys and values",
    "string_pattern_mismatch": "expected a short name of small letters, digits and hyphens",
}


def slips_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Slip]:
    """A slip for each thing that is wrong with the shape of the file."""
    return [_slip(details, document, model) for details in error.errors(include_url=False)]


def _slip(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Slip:
    path = tuple(part for part in details["loc"] if part != "[key]")
    match details["type"]:
        case "missing":
            return Slip(path, document.place(path[:-1]), f"'{path[-1]}' is missing")
        case "extra_forbidden":
            known = _fields(model, path[:-1])
            reason = f"the key '{path[-1]}' is unknown here{did_you_mean(str(path[-1]), known)}"
            return Slip(path, document.key_place(path), f"{reason}; known: {', '.join(known)}")
        case "literal_error":
            return Slip(path, document.place(path), _literal(details))
        case kind if "[key]" in details["loc"]:
            return Slip(path, document.key_place(path), _PLAIN.get(kind, details["msg"]))
        case kind:
            return Slip(path, document.place(path), _PLAIN.get(kind, _own_words(details["msg"])))


def _literal(details: ErrorDetails) -> str:
    expected = str(details.get("ctx", {}).get("expected", ""))
    known = [word.strip(" '") for word in expected.replace(" or ", ", ").split("', ")] if expected else []
    given = details["input"]
    return f"'{given}' is not known here{did_you_mean(str(given), known)}; expected {expected}"


def _own_words(message: str) -> str:
    told = message.removeprefix("Value error, ")
    return told[:1].lower() + told[1:]


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand at a path of the file."""
    known: object = model
    for part in path:
        known = _inside(known, part)
    return list(known.model_fields) if isinstance(known, type) and issubclass(known, BaseModel) else []


def _inside(known: object, part: str | int) -> object:
    if isinstance(known, type) and issubclass(known, BaseModel):
        field = known.model_fields.get(str(part))
        return _without_none(field.annotation) if field else None
    if get_origin(known) in (list, dict):
        return _without_none(get_args(known)[-1])
    return None


def _without_none(annotation: object) -> object:
    options: Iterable[object] = [option for option in get_args(annotation) if option is not NoneType]
    return next(iter(options)) if NoneType in get_args(annotation) else annotation
