"""Telegram's formatting: HTML to plain text with entities, whose offsets and lengths count UTF-16 units.

One rule: what Telegram refuses is refused here in the same words, so a broken text is found before a runner sees it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.local.wire import JsonObject, bad_request, whole
from coach.model import Json

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_GIVEN = {*_KINDS.values(), "expandable_blockquote", "mention", "hashtag", "cashtag", "bot_command", "url", "email"}
_GIVEN |= {"phone_number", "text_mention", "custom_emoji", "date_time"}
_TAG = re.compile(r"""<(/?)([^\s<>]*)((?:\s+[^\s=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*>""")
_ATTRIBUTE = re.compile(r"""([^\s=<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)'\]])"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{4,32}\b)"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A plain text and what is marked in it."""

    text: str
    entities: tuple[JsonObject, ...] = ()


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def units(text: str) -> int:
    """How many UTF-16 units a text takes: Telegram's measure of every length."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def formatted(text: str, parse_mode: str, given: Json) -> Formatted:
    """A text as Telegram would store it: parsed, trimmed, with the links and commands in it found."""
    match parse_mode.lower():
        case "html":
            parsed = parse_html(text)
        case "":
            parsed = Formatted(text, _given(text, given))
        case _:
            raise bad_request("unsupported parse_mode (the local chat speaks HTML only)")
    return found(_trimmed(parsed))


def parse_html(source: str) -> Formatted:
    """HTML in Telegram's dialect to text and entities; raises `Refused` "can't parse entities" as Telegram does."""
    parts: list[str] = []
    entities: list[JsonObject] = []
    opened: list[_Open] = []
    at = position = 0
    for tag in _tags(source):
        plain = _unescaped(source[at : tag.start()])
        parts.append(plain)
        position += units(plain)
        at = tag.end()
        if tag[1]:
            _close(opened, tag, source, position, entities)
        else:
            opened.append(_opened(tag, source, position))
    if opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    parts.append(_unescaped(source[at:]))
    return Formatted("".join(parts), tuple(sorted(entities, key=_order)))


def _tags(source: str) -> Iterator[re.Match[str]]:
    at = source.find("<")
    while at >= 0:
        tag = _TAG.match(source, at)
        if not tag:
            raise _unparsable(f"Unclosed start tag at byte offset {_byte(source, at)}")
        yield tag
        at = source.find("<", tag.end())


def _opened(tag: re.Match[str], source: str, position: int) -> _Open:
    name = tag[2].lower()
    attributes = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(tag[3])}
    known = name in _KINDS and (name != "span" or attributes.get("class") == "tg-spoiler")
    if not known:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {_byte(source, tag.start())}')
    return _Open(name, attributes, position)


def _close(opened: list[_Open], tag: re.Match[str], source: str, end: int, entities: list[JsonObject]) -> None:
    at = _byte(source, tag.start())
    if not opened:
        raise _unparsable(f"Unexpected end tag at byte offset {at}")
    frame = opened.pop()
    name = tag[2].lower()
    if name and name != frame.tag:
        raise _unparsable(f'Unmatched end tag at byte offset {at}, expected "</{frame.tag}>", found "</{name}>"')
    if frame.tag == "code" and opened and opened[-1].tag == "pre":
        opened[-1].attributes["class"] = frame.attributes.get("class", "")
    elif end > frame.offset:
        entities.extend(_entity(frame, end - frame.offset))


def _entity(frame: _Open, length: int) -> Iterator[JsonObject]:
    entity: JsonObject = {"type": _KINDS[frame.tag], "offset": frame.offset, "length": length}
    language = frame.attributes.get("class", "").removeprefix("language-")
    match frame.tag:
        case "a":
            if url := frame.attributes.get("href", ""):
                yield entity | {"url": url}
        case "pre" if language:
            yield entity | {"language": language}
        case "blockquote" if "expandable" in frame.attributes:
            yield entity | {"type": "expandable_blockquote"}
        case _:
            yield entity


def _given(text: str, given: Json) -> tuple[JsonObject, ...]:
    """Entities that the bot sent itself, each checked to lie inside the text."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise bad_request("can't parse entities: expected an Array")
    kept = [entity for entity in given if isinstance(entity, dict)]
    length = units(text)
    for entity in kept:
        offset, size = whole(entity.get("offset"), -1), whole(entity.get("length"), -1)
        if entity.get("type") not in _GIVEN or offset < 0 or size < 0 or offset + size > length:
            raise bad_request("can't parse entities: wrong entity")
    return tuple(sorted((dict(entity) for entity in kept), key=_order))


def _trimmed(parsed: Formatted) -> Formatted:
    text = parsed.text.strip()
    cut = units(parsed.text) - units(parsed.text.lstrip())
    end = units(text)
    kept: list[JsonObject] = []
    for entity in parsed.entities:
        start, size = whole(entity["offset"]), whole(entity["length"])
        first, last = max(start - cut, 0), min(start + size - cut, end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return Formatted(text, tuple(kept))


def found(parsed: Formatted) -> Formatted:
    """The same text with the links, commands and mentions that Telegram finds by itself."""
    taken = [(whole(e["offset"]), whole(e["offset"]) + whole(e["length"])) for e in parsed.entities if _is_solid(e)]
    entities = list(parsed.entities)
    for match in _FOUND.finditer(parsed.text):
        offset, length = units(parsed.text[: match.start()]), units(match[0])
        if all(offset + length <= start or offset >= end for start, end in taken):
            entities.append({"type": match.lastgroup, "offset": offset, "length": length})
    return Formatted(parsed.text, tuple(sorted(entities, key=_order)))


def _is_solid(entity: JsonObject) -> bool:
    return entity["type"] in {"code", "pre", "text_link", "url", "bot_command", "mention", "text_mention"}


def _order(entity: JsonObject) -> tuple[int, int]:
    return whole(entity["offset"]), -whole(entity["length"])


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode("utf-8", "surrogatepass"))


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
