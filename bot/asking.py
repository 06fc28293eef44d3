"""`retro-coach ask`: the knowledge base on the command line, in the words of the chat but without its buttons."""

import html
import re

from bot.words import render
from coach.model import Say
from coach.question import card_says, unknown
from coach.redflags.detect import detect
from coach.redflags.emergency import EmergencyNumbers
from coach.redflags.model import Flags
from coach.safety import warning
from knowledge.model import Base
from knowledge.search import Answer, Choices, Outcome, Unknown


def in_words(base: Base, number: str, outcome: Outcome) -> str:
    """What the chat would say, as plain text; choices as a list. `number`: the emergency number to name."""
    match outcome:
        case Answer(cards):
            return _plain(card_says(base, cards[0]))
        case Choices(cards):
            return "\n".join([_plain(Say("ask-which")), *(f"• {card.title}" for card in cards)])
        case Unknown(nearest, elsewhere):
            offered = [f"• {card.title}" for card in nearest[:3] if not card.contrast]
            return "\n".join([_plain(unknown(nearest[:3], elsewhere, number)), *offered])


def warn(text: str, flags: Flags, numbers: EmergencyNumbers) -> str | None:
    """What to do at a red flag; None where there is none."""
    flag = detect(text, flags)
    return _plain(warning(flag, numbers)) if flag is not None else None


def _plain(say: Say) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", render(say, "en", "metric")))
