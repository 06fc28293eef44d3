"""A reply of the coach becomes what is sent: words, buttons, pictures and files."""

from typing import assert_never

from bot.sending import Button, EditText, File, Keyboard, Photo, Rendered, Text
from bot.words import label, render
from coach.model import Choice, Document, Edit, Picture, Reply, Runner, Say, Units

# Telegram's limits: what is longer is cut here, visibly, rather than refused there.
LONGEST_TEXT = 4096
LONGEST_LABEL = 60


def render_reply(reply: Reply, runner: Runner | None) -> Rendered:
    """The reply in the runner's language and units."""
    language, units = (runner.language, runner.units) if runner else ("en", "metric")
    match reply:
        case Say():
            place = label("button-share-place", {}, language, units) if reply.ask_place else ""
            return Text(_words(reply, language, units), keyboard(reply, language, units), place)
        case Edit(message_id, say):
            return EditText(message_id, _words(say, language, units), keyboard(say, language, units))
        case Picture():
            from bot.pictures import draw

            caption = _words(reply.caption, language, units)
            return Photo(draw(reply, language, units), caption, keyboard(reply.caption, language, units))
        case Document(filename, content, caption):
            return File(content.encode(), filename, _words(caption, language, units))
        case _:
            assert_never(reply)


def _words(say: Say, language: str, units: Units) -> str:
    return render(say, language, units)[:LONGEST_TEXT]


def keyboard(say: Say, language: str, units: Units) -> Keyboard:
    rows = (tuple(_button(choice, language, units) for choice in row) for row in say.choices)
    return tuple(row for row in rows if row)


def _button(choice: Choice, language: str, units: Units) -> Button:
    words = choice.text or label(choice.label, choice.values, language, units)
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
    return Button(short, choice.data)
