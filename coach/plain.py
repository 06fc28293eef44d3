"""Frozen records as plain data and back, for what waits in a runner's row. The one rule: what does not fit is None."""

from collections.abc import Hashable
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from coach.model import Json

T = TypeVar("T")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[object]:
    return TypeAdapter(kind)


def to_plain(kind: type[T], value: T) -> Json:
    """The value as JSON data."""
    plain: Json = _adapter(kind).dump_python(value, mode="json")  # type: ignore[arg-type]  # classes are hashable
    return plain


def from_plain(kind: type[T], data: object) -> T | None:
    """The value again; None when the data is of another shape (an older version's, say)."""
    try:
        value = _adapter(kind).validate_python(data)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError:
        return None
    return value if isinstance(value, kind) else None
