"""`retro-coach ask`: the knowledge base on the command line, in the words of the chat but without its buttons."""

import html
import re

from bot.words import render
from coach.model import Say
from coach.question import card_says, unknown
from knowledge.model import Base
from knowledge.search import Answer, Choices, Outcome, Unknown


def in_words(base: Base, outcome: Outcome) -> str:
    """What the chat would say, as plain text; choices as a list."""
    match outcome:
        case Answer(cards):
            return _plain(card_says(base, cards[0]))
        case Choices(cards):
            return "\n".join([_plain(Say("ask-which")), *(f"• {card.title}" for card in cards)])
        case Unknown(nearest):
            return "\n".join([_plain(unknown(())), *(f"• {card.title}" for card in nearest[:3])])


def _plain(say: Say) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", render(say, "en", "metric")))
