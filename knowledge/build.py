"""Turn content of the right shape into the frozen records of the house.

One rule: nothing is checked and nothing is guessed here; one field goes to one field.
"""

from knowledge.model import Card, Elsewhere, Fact, Safety, Source, Topic
from knowledge.shape import CardShape, ElsewhereShape, FactShape, SourceShape, TopicShape


def source(key: str, read: SourceShape) -> Source:
    return Source(id=key, **read.model_dump())


def fact(key: str, read: FactShape) -> Fact:
    return Fact(key, read.say, read.grade, tuple(read.sources), read.verified, read.limits)


def topic(key: str, read: TopicShape) -> Topic:
    return Topic(key, read.title, read.about)


def elsewhere(key: str, read: ElsewhereShape) -> Elsewhere:
    return Elsewhere(key, read.say, tuple(read.words), tuple(read.asks))


def card(read: CardShape, text: str) -> Card:
    return Card(
        id=read.id,
        title=read.title,
        text=text,
        topics=tuple(read.topics),
        asks=tuple(read.asks),
        grade=read.grade,
        facts=tuple(read.facts),
        sources=tuple(read.sources),
        reviewed=read.reviewed,
        unknowns=read.unknowns,
        safety=Safety(read.safety.stop_if, read.safety.ask_clinician_if),
        must_not_claim=tuple(read.must_not_claim),
        valid_until=read.valid_until,
        see_also=tuple(read.see_also),
    )
