"""Files that cannot be read as they should: told with their place, never guessed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.load import find_mistakes, split_card
from knowledge.strict_yaml import parse

WriteBase = Callable[..., Path]


GRADE = ("grade: D\nfacts: [shoes", "grad: D\nfacts: [shoes")
DAY_OF_SHOES = "reviewed: 2026-11-20\n---\nYour"
SHOES = "shoes-to-wear.md"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (*GRADE, f'{SHOES}:14:1: grad: no such key (did you mean "grade"?)'),
        (*GRADE, f"{SHOES}:2:1: grade: this key is missing"),
        (DAY_OF_SHOES, "reviewed: 20.11.2026\n---\nYour", 'reviewed: "20.11.2026" is no day: write it as 2026-11-23'),
        ("title: What", "title: Shoes\ntitle: What", f'{SHOES}:4:1: title: "title" stands here twice, first in line 3'),
        ("{stop_if: 'a", "{stop-if: 'a", 'safety.stop-if: no such key (did you mean "stop_if"?)'),
        (
            "id: shoes-to-wear\n",
            "id: shoes\n",
            f'{SHOES}:2:1: id: the id "shoes" and the file name "shoes-to-wear" must',
        ),
        (
            "topics: [shoes]",
            "topics: [calorie_cost]",
            'the card lies in the folder "shoes", its first topic is "calorie',
        ),
        (
            "id: shoes-to-wear\n",
            "id: energy-cost\n",
            'the id "energy-cost" is taken by cards/calorie_cost/energy-cost.md',
        ),
        ("---\nid: shoes", "id: shoes", f"{SHOES}:1:1: (file): a card begins with its front matter between two lines"),
        ("facts: [shoes-1]", "facts: [shoes-1", "this is not valid YAML"),
        ("verified: true", "verified: yes", "facts.yaml:5:3: cost-1.verified: input should be a valid boolean"),
        ("year: 2001", "year: '2001'", "sources.yaml:4:3: wright-2001.year: input should be a valid integer"),
        (
            "title: Energy",
            "title: Energy and whatever belongs to it",
            "topics.yaml:1:16: calorie_cost.title: string should",
        ),
    ],
)
def test_a_wrong_file_is_told_with_its_place(
    write_base: WriteBase, day: date, old: str, new: str, expected: str
) -> None:
    found = [str(mistake) for mistake in find_mistakes(write_base((old, new)), day)]
    assert any(expected in mistake for mistake in found), found


def test_a_missing_file_is_a_mistake_not_a_crash(tmp_path: Path, day: date) -> None:
    found = find_mistakes(tmp_path, day)
    assert [mistake.file for mistake in found] == ["facts.yaml", "sources.yaml", "topics.yaml"]


def test_a_file_that_is_no_text_is_a_mistake(write_base: WriteBase, day: date) -> None:
    directory = write_base()
    (directory / "cards/shoes/shoes-to-wear.md").write_bytes(b"---\n\xff\xfe\n---\n")
    assert "cannot be read" in str(find_mistakes(directory, day)[0])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("16:30", "16:30"),
        ("no", "no"),
        ("2026-11-23", "2026-11-23"),
        ("007", 7),
        ("1.5", 1.5),
        ("true", True),
        ("'3'", "3"),
    ],
)
def test_yaml_values_are_what_version_1_2_says(written: str, value: object) -> None:
    assert parse(f"key: {written}", "file").value == {"key": value}


def test_an_alias_is_refused() -> None:
    assert "aliases" in parse("a: &x [1]\nb: *x", "file").mistakes[0].reason


def test_a_card_without_a_closing_fence_has_no_front_matter() -> None:
    assert split_card("---\nid: x\n") == (None, "---\nid: x\n")
