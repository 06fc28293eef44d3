"""`retro-coach ask`: the knowledge base on the command line, in the words of the chat but without its buttons."""

import html
import re

from bot.words import render
from coach.hear import alarm_in
from coach.model import Say
from coach.question import card_says, unknown
from coach.safety import warning
from coach.scene import Content
from knowledge.search import Answer, Choices, Outcome, Unknown


def in_words(content: Content, outcome: Outcome) -> str:
    """What the chat would say, as plain text; choices as a list."""
    match outcome:
        case Answer(cards):
            return _plain(card_says(content.knowledge(), cards[0]))
        case Choices(cards):
            return "\n".join([_plain(Say("ask-which")), *(f"• {card.title}" for card in cards)])
        case Unknown(nearest, elsewhere):
            offered = [f"• {card.title}" for card in nearest[:3] if not card.contrast]
            return "\n".join([_plain(unknown(nearest[:3], elsewhere, content.emergency("").number)), *offered])


def warn(text: str, content: Content) -> str | None:
    """What to do at a red flag; None where there is none."""
    flag = alarm_in(text, content)
    return _plain(warning(flag, content.emergency(""))) if flag is not None else None


def _plain(say: Say) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", render(say, "en", "metric")))
