"""Questions: a card as it is written, with its grade and sources; choices; or an honest "I don't know"."""

from collections.abc import Iterable
from datetime import date

from coach.model import Choice, Decision, Edit, Say, Values
from coach.scene import Scene, saying
from knowledge.model import Base, Card, Elsewhere
from knowledge.search import Answer, Choices, Unknown

# Telegram's limit for the data of a button.
DATA_BYTES = 64


def ask(scene: Scene, text: str) -> Decision:
    """Answer from the knowledge base."""
    found = scene.content.search().ask(text)
    match found:
        case Answer(cards):
            return saying(card_says(scene.content.knowledge(), cards[0], cards[1:3], scene.today))
        case Choices(cards):
            return saying(Say("ask-which", choices=_card_buttons(cards)))
        case Unknown(nearest, elsewhere):
            return saying(unknown(nearest[:3], elsewhere, scene.content.emergency(scene.runner.country).number))


def if_known(scene: Scene, text: str) -> Decision | None:
    """The answer to words that were not heard as a question, when a card answers them for certain; else None."""
    found = scene.content.search().ask(text)
    if not isinstance(found, Answer):
        return None
    return saying(card_says(scene.content.knowledge(), found.cards[0], found.cards[1:3], scene.today))


def unknown(nearest: tuple[Card, ...], elsewhere: Elsewhere | None, number: str) -> Say:
    """What we cover, the nearest cards, and (as a second net) the signs that are no matter for a bot.

    A question from a field next to ours is told so, in the words of its contrast card.
    """
    topics = ((Choice("topics", "button-topics"),),)
    contrast = next((card for card in nearest[:1] if card.contrast), None)
    aside = contrast.text if contrast else elsewhere.say if elsewhere else ""
    offered = tuple(card for card in nearest if not card.contrast)
    said = Say("ask-elsewhere", {"text": aside}) if aside else Say("ask-not-known")
    values: Values = {"said": said, "net": Say("unknown-safety-net", {"number": number})}
    return Say("ask-unknown", values, choices=(*_card_buttons(offered), *topics))


def _answers(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Cards that answer something: not those that only say that a question is not ours."""
    return tuple(card for card in cards if not card.contrast)


def _card_buttons(cards: tuple[Card, ...]) -> tuple[tuple[Choice, ...], ...]:
    return tuple((Choice(f"card:{card.id}", text=card.title),) for card in cards)


def card_says(base: Base, card: Card, others: tuple[Card, ...] = (), today: date | None = None) -> Say:
    """A card as written, how sure it is, what is not known, when to stop; its sources are a button away."""
    see_also = [base.cards[one] for one in card.see_also if one in base.cards]
    related = _answers(see_also or others)[:2]
    old = today is not None and card.outdated(today)
    return Say(
        "card",
        {
            "title": card.title,
            "text": card.text,
            "grade": Say(f"grade-{card.grade.lower()}"),
            "old": Say("card-old", {"reviewed": card.reviewed.isoformat()}) if old else Say("nothing"),
            "unknowns": Say("card-unknowns", {"text": card.unknowns}) if card.unknowns else Say("nothing"),
            "stop": Say("card-stop", {"text": card.safety.stop_if}) if card.safety.stop_if else Say("nothing"),
            "clinician": Say("card-clinician", {"text": card.safety.ask_clinician_if})
            if card.safety.ask_clinician_if
            else Say("nothing"),
            "sources": Say("card-sources", {"text": _short_sources(base, card)}) if card.sources else Say("nothing"),
        },
        choices=(
            (Choice(f"sources:{card.id}", "button-sources"), Choice(f"not:{card.id}", "button-not-that")),
            *_card_buttons(related),
        ),
    )


def _short_sources(base: Base, card: Card) -> str:
    """The line under an answer: who and when; the rest is behind the button."""
    more = len(card.sources) - SHOWN_SOURCES
    return "; ".join(base.sources[one].short for one in card.sources[:SHOWN_SOURCES]) + (
        f" +{more}" if more > 0 else ""
    )


SHOWN_SOURCES = 3


def show_card(scene: Scene, card_id: str) -> Decision:
    base = scene.content.knowledge()
    card = base.cards.get(card_id)
    return saying(card_says(base, card, today=scene.today)) if card else saying(notice=Say("stale-button"))


def show_sources(scene: Scene, card_id: str) -> Decision:
    """The sources of one card, whole."""
    base = scene.content.knowledge()
    card = base.cards.get(card_id)
    if card is None:
        return saying(notice=Say("stale-button"))
    lines = tuple(Say("source-line", {"text": base.sources[one].line}) for one in card.sources)
    return saying(Say("card-sources-all", {"title": card.title, "lines": lines, "reviewed": card.reviewed.isoformat()}))


def not_that(scene: Scene, card_id: str) -> Decision:
    """ "That's not what I asked": the other cards of its topics, and the list of topics."""
    base = scene.content.knowledge()
    card = base.cards.get(card_id)
    topics = set(card.topics) if card else set()
    related = _answers(one for one in base.cards.values() if one.id != card_id and topics & set(one.topics))[:4]
    return saying(Say("ask-other", choices=(*_card_buttons(related), (Choice("topics", "button-topics"),))))


TOPICS_PER_PAGE = 8


def topics(scene: Scene, page: int = 0) -> Decision:
    """`/ask` without a question: what can be asked, page by page."""
    base = scene.content.knowledge()
    listed = list(base.topics.values())
    shown = listed[page * TOPICS_PER_PAGE : (page + 1) * TOPICS_PER_PAGE]
    rows = tuple((Choice(f"topic:{one.key}", text=one.title),) for one in shown)
    back = (Choice(f"topics:{page - 1}", "button-back"),) if page > 0 else ()
    on = (Choice(f"topics:{page + 1}", "button-more"),) if (page + 1) * TOPICS_PER_PAGE < len(listed) else ()
    choices = (*rows, (*back, *on)) if back or on else rows
    said = Say("ask-topics", {"count": len(_answers(base.cards.values()))}, choices=choices)
    turning = scene.message.button.startswith("topics:")
    return saying(Edit(scene.message.message_id, said) if turning else said)


def topic(scene: Scene, key: str) -> Decision:
    """The cards of one topic; a single one is shown at once."""
    base = scene.content.knowledge()
    cards = _answers(card for card in base.cards.values() if key in card.topics)
    if len(cards) == 1:
        return saying(card_says(base, cards[0], today=scene.today))
    if not cards:
        return saying(notice=Say("stale-button"))
    return saying(Say("ask-which", choices=_card_buttons(cards[:MOST_OF_A_TOPIC])))


MOST_OF_A_TOPIC = 8
SOURCES_PER_MESSAGE = 15


def all_sources(scene: Scene) -> Decision:
    """`/sources`: every source of every card, in as many messages as it takes."""
    base = scene.content.knowledge()
    lines = [Say("source-line", {"text": source.line}) for source in base.sources.values()]
    parts = [lines[at : at + SOURCES_PER_MESSAGE] for at in range(0, len(lines), SOURCES_PER_MESSAGE)]
    return saying(
        *(
            Say("sources", {"number": number, "count": len(parts), "lines": tuple(part)})
            for number, part in enumerate(parts, 1)
        )
    )
