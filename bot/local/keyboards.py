"""The keyboards a bot can attach to a message, checked as Telegram checks them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.local.wire import JsonObject, bad_request
from coach.model import Json

_MOST_BUTTONS = 100
_DATA_BYTES = 64


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `data` comes back to the bot when pressed, `url` opens a page, `asks` is "location" or "contact"."""

    text: str
    data: str = ""
    url: str = ""
    asks: str = ""
    style: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Inline:
    """Buttons under a message."""

    rows: Rows


@dataclass(frozen=True, slots=True)
class Choices:
    """A keyboard in the place of the runner's own, which types for them."""

    rows: Rows
    one_time: bool = False
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class NoChoices:
    """Takes such a keyboard away."""


@dataclass(frozen=True, slots=True)
class AsksReply:
    """Makes the runner's next message a reply to this one."""

    placeholder: str = ""


Markup = Inline | Choices | NoChoices | AsksReply


def markup(value: Json) -> Markup | None:
    """The markup in a `reply_markup`; None where there is none; raises `Refused` for one that Telegram refuses."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    match value:
        case {"inline_keyboard": rows}:
            return Inline(_rows(rows, _inline_button))
        case {"keyboard": rows}:
            once = value.get("one_time_keyboard") is True
            return Choices(_rows(rows, _choice), once, _words(value, "input_field_placeholder"))
        case {"remove_keyboard": True}:
            return NoChoices()
        case {"force_reply": True}:
            return AsksReply(_words(value, "input_field_placeholder"))
        case _:
            return None


def inline_json(rows: Rows) -> JsonObject:
    return {"inline_keyboard": [[_button_json(button) for button in row] for row in rows]}


def labels(rows: Rows) -> list[list[str]]:
    return [[button.text for button in row] for row in rows]


def every(rows: Rows) -> Iterator[Button]:
    for row in rows:
        yield from row


def _button_json(button: Button) -> JsonObject:
    body: JsonObject = {"text": button.text}
    if button.style:
        body["style"] = button.style
    return body | ({"url": button.url} if button.url else {"callback_data": button.data})


def _rows(rows: Json, read: Callable[[Json], Button]) -> Rows:
    if not isinstance(rows, list):
        raise bad_request('field "keyboard" of the reply markup must be of type Array')
    kept: list[tuple[Button, ...]] = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request("can't parse keyboard: expected an Array of Arrays")
        if row:
            kept.append(tuple(read(button) for button in row))
    if sum(len(row) for row in kept) > _MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return tuple(kept)


def _inline_button(value: Json) -> Button:
    if not isinstance(value, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text, style = _words(value, "text"), _words(value, "style")
    if not text:
        raise bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    if url := _words(value, "url"):
        return Button(text, url=_link(url), style=style)
    if "callback_data" not in value:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = _words(value, "callback_data")
    if not 1 <= len(data.encode()) <= _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(text, data=data, style=style)


def _link(url: str) -> str:
    if not url.startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def _choice(value: Json) -> Button:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict) or not _words(value, "text"):
        raise bad_request('can\'t parse keyboard button: field "text" must be non-empty')
    asks = "location" if value.get("request_location") is True else ""
    asks = asks or ("contact" if value.get("request_contact") is True else "")
    return Button(_words(value, "text"), asks=asks, style=_words(value, "style"))


def _words(value: JsonObject, name: str) -> str:
    words = value.get(name)
    return words if isinstance(words, str) else ""
