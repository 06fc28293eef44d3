"""The content test: each fault is planted once and told with its file, line, path and reason."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.load import find_mistakes, load_base
from knowledge.mistakes import KnowledgeMistakes

WriteBase = Callable[..., Path]


def told(directory: Path, day: date) -> list[str]:
    return [str(mistake) for mistake in find_mistakes(directory, day)]


def test_a_base_that_is_right_has_no_mistakes(write_base: WriteBase, day: date) -> None:
    assert told(write_base(), day) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [("topics: [shoes]", "topics: [shoe]")],
            'cards/shoes/shoes-to-wear.md:4:10: topics[0]: no topic "shoe" (did you mean "shoes"?)',
        ),
        (
            [("facts: [cost-1]", "facts: [cost-1, cost-11]")],
            'cards/calorie_cost/energy-cost.md:15:17: facts[1]: no fact "cost-11" (did you mean "cost-1"?)',
        ),
        (
            [("sources: [our-judgement]\nsafety", "sources: [our-judgment]\nsafety")],
            'cards/shoes/shoes-to-wear.md:16:11: sources[0]: no source "our-judgment" (did you mean "our-judgement"?)',
        ),
        (
            [("see_also: [shoes-to-wear]", "see_also: [shoes-to-war]")],
            'energy-cost.md:19:12: see_also[0]: no card "shoes-to-war" (did you mean "shoes-to-wear"?)',
        ),
        (
            [("our-judgement:\n", "spare:\n  kind: web\n  published: 'A page'\nour-judgement:\n")],
            "sources.yaml:6:1: spare: no fact and no card uses this source",
        ),
        (
            [("sources: [our-judgement]\nsafety", "sources: []\nsafety")],
            "cards/shoes/shoes-to-wear.md:16:1: sources: a card needs at least one source",
        ),
        (
            [("sources: [wright-2001]\nmust", "sources: [our-judgement]\nmust")],
            "cards/calorie_cost/energy-cost.md:16:1: sources: its facts rest on wright-2001 too: list it here",
        ),
        (
            [("shoes: {title", "socks: {title: Socks, about: socks}\nshoes: {title")],
            "topics.yaml:2:1: socks: no card answers this topic",
        ),
        (
            [("reviewed: 2026-11-20\n---\nYour", "reviewed: 2026-11-20\nvalid_until: 2026-11-22\n---\nYour")],
            "cards/shoes/shoes-to-wear.md:19:1: valid_until: expired on 2026-11-22: review it and set a new day",
        ),
        (
            [("  - which shoes\n", "")],
            "cards/shoes/shoes-to-wear.md:5:1: asks: 7 ways to ask: at least 8 are needed",
        ),
        (
            [("  - which shoes\n", "  - Burn rate, backwards!\n")],
            'cards/shoes/shoes-to-wear.md:6:5: asks[0]: "Burn rate, backwards!" is claimed by energy-cost[7] already',
        ),
        (
            [("will do.", "will do for 500 km.")],
            "cards/shoes/shoes-to-wear.md:20:1: text: none of its facts has the number 500",
        ),
        (
            [("will do.", "will do; they burn double.")],
            'cards/shoes/shoes-to-wear.md:20:1: text: "burn double" is a claim that the card energy-cost forbids',
        ),
        (
            [("['burns? (twice|double)']", "['burns? (twice']")],
            "energy-cost.md:17:18: must_not_claim[0]: not a pattern: missing ), unterminated subpattern",
        ),
        (
            [("Your ordinary", "Your very " + "very " * 120 + "ordinary")],
            "cards/shoes/shoes-to-wear.md:20:1: text: the answer has 641 characters: 600 at most",
        ),
        ([("Your ordinary running shoes will do.\n", "")], "the answer below the front matter is empty"),
    ],
)
def test_each_fault_is_told_with_its_place(
    write_base: WriteBase, day: date, changes: list[tuple[str, str]], expected: str
) -> None:
    found = told(write_base(*changes), day)
    assert any(expected in mistake for mistake in found), found


def test_a_myth_card_may_quote_what_it_corrects_and_others_may_not(write_base: WriteBase, day: date) -> None:
    quoting = ("will do.", 'will do. "It burns twice as much" is heard.')
    assert len(told(write_base(quoting), day)) == 1
    assert (
        told(
            write_base(
                quoting,
                (
                    "grade: D\nfacts: [shoes-1]\nsources: [our-judgement]\nsafety",
                    "grade: myth\nfacts: [shoes-1]\nsources: [our-judgement]\nsafety",
                ),
            ),
            day,
        )
        == []
    )


def test_titles_and_asks_may_ask_what_no_card_may_claim(write_base: WriteBase, day: date) -> None:
    assert told(write_base(("  - burn rate backward\n", "  - is it true that it burns double\n")), day) == []


def test_a_number_written_as_a_word_in_the_fact_is_a_number_of_the_fact(write_base: WriteBase, day: date) -> None:
    assert (
        told(
            write_base(("Four men used 35 % more energy backward at the same", "4 men used 35 % more at the same")), day
        )
        == []
    )


def test_records_need_a_day_until_which_they_hold(write_base: WriteBase, day: date) -> None:
    directory = write_base(("shoes: {title", "races_events: {title"), ("topics: [shoes]", "topics: [races_events]"))
    (directory / "cards/shoes").rename(directory / "cards/races_events")
    assert [mistake.split(": ", 2)[2] for mistake in told(directory, day)] == ["records and events need a valid_until"]


def test_a_contrast_card_answers_no_topic(write_base: WriteBase, day: date) -> None:
    directory = write_base(("shoes-to-wear", "only-retro-shoes"))
    (directory / "cards/shoes/shoes-to-wear.md").rename(directory / "cards/shoes/only-retro-shoes.md")
    assert told(directory, day) == ["topics.yaml:2:1: shoes: no card answers this topic"]


def test_an_expired_card_stops_the_check_but_not_the_bot(write_base: WriteBase, day: date) -> None:
    directory = write_base(
        ("reviewed: 2026-11-20\n---\nYour", "reviewed: 2026-11-20\nvalid_until: 2026-11-22\n---\nYour")
    )
    assert len(find_mistakes(directory, day)) == 1
    assert load_base(directory).cards["shoes-to-wear"].outdated(day)


def test_all_mistakes_of_all_files_are_told_at_once(write_base: WriteBase, day: date) -> None:
    directory = write_base(
        ("kind: study", "kind: studie"),
        ("grade: D\nfacts: [shoes-1]", "grade: E\nfacts: [shoes-1]"),
        ("title: Energy", "titel: Energy"),
    )
    with pytest.raises(KnowledgeMistakes) as failed:
        load_base(directory)
    files = {mistake.file for mistake in failed.value.mistakes}
    assert files == {"sources.yaml", "topics.yaml", "cards/shoes/shoes-to-wear.md"}


def test_a_card_that_lists_no_sources_yet_has_those_of_its_facts(write_base: WriteBase) -> None:
    base = load_base(write_base(("sources: [our-judgement]\nsafety", "sources: []\nsafety")))
    assert base.cards["shoes-to-wear"].sources == ("our-judgement",)
