"""A message's text for a terminal: links with their addresses, bold and italic where the terminal can, wrapped."""

import textwrap
from collections.abc import Sequence

from bot.local.wire import JsonObject, whole

_STYLES = {"bold": ("\x1b[1m", "\x1b[22m"), "italic": ("\x1b[3m", "\x1b[23m"), "code": ("\x1b[36m", "\x1b[39m")}


def plain(text: str, entities: Sequence[JsonObject], *, ansi: bool) -> str:
    """The text with what its entities add; their offsets count UTF-16 units, two bytes each."""
    units = text.encode("utf-16-le", "surrogatepass")
    for at, mark in sorted(_marks(entities, ansi), reverse=True):
        units = units[: 2 * at] + mark.encode("utf-16-le") + units[2 * at :]
    return units.decode("utf-16-le", "replace")


def wrapped(text: str, start: str, width: int) -> str:
    """Every line of a text, broken at `width` and indented under `start`."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, max(width - len(start), 20), drop_whitespace=True) or [""]
    shown = start + ("\n" + " " * len(start)).join(lines)
    return "\n".join(line.rstrip() for line in shown.split("\n"))


def _marks(entities: Sequence[JsonObject], ansi: bool) -> list[tuple[int, str]]:
    marks: list[tuple[int, str]] = []
    for entity in entities:
        offset = whole(entity["offset"])
        end = offset + whole(entity["length"])
        if entity["type"] == "text_link":
            marks.append((end, f" ({entity['url']})"))
        if ansi and (style := _STYLES.get(str(entity["type"]))):
            marks += [(offset, style[0]), (end, style[1])]
    return marks
