"""Keys and raw values become the sentences a runner reads, in their language and their units.

The one rule: whatever a runner typed is escaped before it stands in a sentence, and rendering never raises.
"""

import html
import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from bot.measures import measures_for
from coach.model import Say, Units, Values

log = logging.getLogger(__name__)

TEXTS = Path(__file__).parent / "texts"
FALLBACK = "en"

# Stands for an empty part while a sentence is put together, so that a line of nothing else can be dropped.
EMPTY = "\x00"

# The library refuses a message for a value of more than 2,500 characters: a long one gets a place and is put in after.
LONGEST_PLACED = 500
PLACE = "\x00{}\x00"

Text = str | int | float | Say | tuple[Say, ...]


@cache
def languages() -> tuple[str, ...]:
    """The languages there are texts for."""
    return tuple(sorted(path.stem for path in TEXTS.glob("*.ftl")))


@cache
def language_of(code: str) -> str:
    """The best language for a Telegram language code ("de-AT" -> "de" if there is a de.ftl, else English)."""
    wanted = code.lower().split("-")[0]
    return wanted if wanted in languages() else FALLBACK


@cache
def bundle(language: str, units: Units) -> FluentBundle:
    """The texts of one language with the measures of one system of units. `retro-coach check` finds their mistakes."""
    measures = measures_for(language, units)
    # The library takes plain strings from a function; its types do not say so.
    made = FluentBundle([language], functions=measures, use_isolating=False)  # type: ignore[arg-type]
    made.add_resource(FluentResource((TEXTS / f"{language}.ftl").read_text(encoding="utf-8")))
    return made


def render(say: Say, language: str, units: Units) -> str:
    """The sentence as Telegram's HTML."""
    return _tidy(_render(say, bundle(language_of(language), units)))


def label(key: str, values: Values, language: str, units: Units) -> str:
    """The sentence as plain text, for a button."""
    return _labelled(Say(key, values), language, units) if values else _fixed_label(key, language, units)


@cache
def _fixed_label(key: str, language: str, units: Units) -> str:
    """Most buttons say always the same."""
    return _labelled(Say(key), language, units)


def _labelled(say: Say, language: str, units: Units) -> str:
    plain = re.sub(r"<[^>]+>", "", render(say, language, units))
    return html.unescape(plain).removeprefix("• ")


def _render(say: Say, texts: FluentBundle) -> str:
    if say.key == "nothing":
        return EMPTY
    if not texts.has_message(say.key):
        log.error("No text for %r", say.key)
        return html.escape(say.key)
    pattern = texts.get_message(say.key).value
    if pattern is None:
        return EMPTY
    values = {name: _value(one, texts) for name, one in say.values.items()}
    long = {name: one for name, one in values.items() if isinstance(one, str) and len(one) > LONGEST_PLACED}
    written, errors = texts.format_pattern(pattern, {**values, **{name: PLACE.format(name) for name in long}})
    for error in errors:
        log.error("Text %r: %s", say.key, error)
    return _placed(str(written), long)


def _placed(written: str, long: Mapping[str, str]) -> str:
    """The sentence with the long values in their places, which the library would have refused."""
    for name, value in long.items():
        written = written.replace(PLACE.format(name), value)
    return written


def _value(value: Text, texts: FluentBundle) -> str | int | float:
    match value:
        case Say():
            return _render(value, texts)
        case tuple():
            return "\n".join(_render(one, texts) for one in value) or EMPTY
        case str():
            return html.escape(value.replace(EMPTY, ""), quote=False) or EMPTY
        case _:
            return value


def _tidy(written: str) -> str:
    """Drop the lines of empty parts, and never more than one blank line in a row."""
    lines = [line for line in written.split("\n") if not (EMPTY in line and not line.replace(EMPTY, "").strip())]
    joined = "\n".join(line.replace(EMPTY, "").rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
