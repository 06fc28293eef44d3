"""The shipped content: whole, right, and as rich as promised."""

from datetime import date

import pytest

from knowledge.load import find_mistakes
from knowledge.model import Base


def test_the_content_has_no_mistakes(day: date) -> None:
    assert [str(mistake) for mistake in find_mistakes(None, day)] == []


def test_there_are_at_least_110_cards_that_answer(real_base: Base) -> None:
    assert len([card for card in real_base.cards.values() if not card.contrast]) >= 110


def test_every_claim_that_circulates_has_a_myth_card_that_corrects_it(real_base: Base) -> None:
    myths = [card for card in real_base.cards.values() if card.grade == "myth"]
    assert len(myths) >= 8
    assert all(card.must_not_claim for card in myths)


PAIN = {
    "knee_pain_use", "achilles_calf_injury", "ankle_sprain_return", "acl_rehab", "shin_splints", "low_back_pain",
    "hamstring_rehab", "neck_strain", "dizziness_disorientation",
}  # fmt: skip


def test_every_pain_and_injury_card_says_when_to_stop(real_base: Base) -> None:
    silent = [
        card.id
        for card in real_base.cards.values()
        if PAIN & {card.topics[0]} and not card.contrast and not card.safety.stop_if
    ]
    assert not silent


def test_facts_that_nobody_read_at_their_source_are_marked(real_base: Base) -> None:
    unread = [fact.id for fact in real_base.facts.values() if not fact.verified]
    assert {"bio-11", "bio-12", "phys-09"} <= set(unread)


@pytest.mark.parametrize("source", ["cavagna-2011", "roos-2012", "par-q", "our-judgement"])
def test_a_source_is_told_in_one_line(real_base: Base, source: str) -> None:
    line = real_base.sources[source].line
    assert "\n" not in line
    assert len(line) > 20


def test_a_doi_comes_before_a_page(real_base: Base) -> None:
    assert real_base.sources["cavagna-2011"].link == "https://doi.org/10.1098/rspb.2010.1212"
