"""A reply of the coach becomes what is sent: words, buttons, pictures and files.

The one rule: what Telegram would refuse never leaves here. What is too long is cut, visibly, with its tags closed.
"""

import logging
import re
from typing import assert_never

from bot.sending import Button, EditText, File, Keyboard, Photo, Rendered, Text
from bot.words import label, render
from coach.model import Choice, Document, Edit, Picture, Reply, Runner, Say, Units

log = logging.getLogger(__name__)

# Telegram's limits: characters that are seen, so tags do not count; a button's data in bytes.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
# Ours: what is longer does not fit a button on a phone.
LONGEST_LABEL = 60

TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>")
PIECE = re.compile(r"<[^<>]+>|&#?\w+;|.", re.DOTALL)


def render_reply(reply: Reply, runner: Runner | None) -> Rendered:
    """The reply in the runner's language and units."""
    language, units = (runner.language, runner.units) if runner else ("en", "metric")
    match reply:
        case Say():
            place = label("button-share-place", {}, language, units) if reply.ask_place else ""
            return Text(_words(reply, language, units), keyboard(reply, language, units), place, reply.hide_keys)
        case Edit(message_id, say):
            return EditText(message_id, _words(say, language, units), keyboard(say, language, units))
        case Picture():
            from bot.pictures import draw

            caption = _words(reply.caption, language, units, LONGEST_CAPTION)
            return Photo(draw(reply, language, units), caption, keyboard(reply.caption, language, units))
        case Document(filename, content, caption):
            return File(content.encode(), filename, _words(caption, language, units, LONGEST_CAPTION))
        case _:
            assert_never(reply)


def _words(say: Say, language: str, units: Units, longest: int = LONGEST_TEXT) -> str:
    return cut(render(say, language, units), longest)


def cut(html: str, longest: int) -> str:
    """The HTML with at most so many characters to be seen; an open tag is closed and no entity is torn.

    Characters are counted as Telegram counts them, in UTF-16 units: an emoji is two.
    """
    if 2 * len(html) <= longest:
        return html
    pieces = PIECE.findall(html)
    if sum(map(_width, pieces)) <= longest:
        return html
    kept: list[str] = []
    open_tags: list[str] = []
    seen = 0
    for piece in pieces:
        seen += _width(piece)
        if seen >= longest:
            break
        kept.append(piece)
        if tag := TAG.fullmatch(piece):
            open_tags = open_tags[:-1] if tag[1] else [*open_tags, tag[2]]
    return "".join(kept).rstrip() + "…" + "".join(f"</{name}>" for name in reversed(open_tags))


def _width(piece: str) -> int:
    """What a tag, an entity or a character counts."""
    if len(piece) > 1:
        return 0 if piece.startswith("<") else 1
    return len(piece.encode("utf-16-le", "surrogatepass")) // 2


def keyboard(say: Say, language: str, units: Units) -> Keyboard:
    rows = (tuple(_button(choice, language, units) for choice in row if _fits(choice)) for row in say.choices)
    return tuple(row for row in rows if row)


def _fits(choice: Choice) -> bool:
    """Telegram refuses a whole message for one such button. Without it the words still arrive, and can be answered."""
    fits = 0 < len(choice.data.encode()) <= LONGEST_DATA
    if not fits:
        log.error("A button is left out, its data has not 1 to %d bytes: %r", LONGEST_DATA, choice.data)
    return fits


def _button(choice: Choice, language: str, units: Units) -> Button:
    words = choice.text or label(choice.label, choice.values, language, units)
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
    return Button(short, choice.data)
