"""The Bot API's envelope: a call as it comes in, and a refusal in Telegram's own words.

One rule: a value is read in whichever shape a client sent it (JSON, a form's string, a file), in this file only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from coach.model import Json

JsonObject = dict[str, Json]


class Refused(Exception):  # noqa: N818 - named for what happened
    """Telegram refuses this call with an HTTP status, its sentence, and perhaps the seconds to wait."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> JsonObject:
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> Refused:
    return Refused(400, f"Bad Request: {reason}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent along with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method. Values are as sent: forms carry strings, and JSON inside strings."""

    method: str
    values: Mapping[str, Json]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number, or the default where it is absent or (as Telegram does) not a number at all."""
        return whole(self.values.get(name), default)

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or value == 1 or (isinstance(value, str) and value.lower() in {"true", "1", "yes"})

    def data(self, name: str) -> Json:
        """A nested value, whether it came as JSON or as JSON in a string; None where it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return decoded(value) if value.strip() else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def whole(value: Json, default: int = 0) -> int:
    match value:
        case bool():
            return default
        case int():
            return value
        case str():
            try:
                return int(value)
            except ValueError:
                return default
        case _:
            return default


def decoded(text: str) -> Json:
    value: Json = json.loads(text)
    return value


def encoded(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def read_call(request: web.Request, method: str) -> Call:
    """The call in a request: query string, then a body of JSON, form or multipart, whose values win."""
    values: JsonObject = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await _json_body(request)
    elif request.method == "POST":
        _take_form(await request.post(), values, files)
    return Call(method, values, files)


async def _json_body(request: web.Request) -> JsonObject:
    try:
        body = decoded(await request.text() or "{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body


def _take_form(
    form: Mapping[str, str | bytes | bytearray | web.FileField], values: JsonObject, files: dict[str, Upload]
) -> None:
    for name, value in form.items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read())
        else:
            values[name] = value if isinstance(value, str) else value.decode()
