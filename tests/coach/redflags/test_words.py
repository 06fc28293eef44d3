"""The words file: what may be written in it, and how a mistake is told."""

from pathlib import Path

import pytest

from coach.redflags.covers import COVERS
from coach.redflags.detect import detect
from coach.redflags.load import load_flags
from coach.redflags.strict import ContentError

GOOD = """\
same: {cant: cannot}
fillers: so, very
ordinary: chess
concepts:
  chest: chest
  hurt: hurt~, pain|ache, 39.5..39.7
covers:
  {covers}
alarms:
  chest:
    emergency:
      - chest + hurt / 2
"""


def written(tmp_path: Path, before: str = "", after: str = "") -> Path:
    covers = "\n  ".join(f"{name}: {name.replace('_', '')}x" for name in sorted(COVERS))
    text = GOOD.replace("{covers}", covers).replace(before, after, 1)
    (tmp_path / "en.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "text", ["chest hurting", "chest hurts", "pain chest", "an ache, chest", "chest 39.6", "my chest hurt so very much"]
)
def test_forms_alternatives_and_ranges_are_spread(text: str, tmp_path: Path) -> None:
    assert detect(text, load_flags("en", written(tmp_path))) is not None


@pytest.mark.parametrize("text", ["chest", "chest 39.8", "chest one two three pain"])
def test_a_rule_needs_all_of_its_concepts_near_each_other(text: str, tmp_path: Path) -> None:
    assert detect(text, load_flags("en", written(tmp_path))) is None


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("- chest + hurt / 2", "- chest + hrt / 2", "alarms.chest.emergency.0: unknown concept 'hrt'"),
        ("- chest + hurt / 2", "- chest & hurt", "alarms.chest.emergency.0: 'chest & hurt' is no rule"),
        ("- chest + hurt / 2", "- chest + hurt > chest", "mixes + and >"),
        ("  chest: chest\n", "  chest: chest\n  head: head\n", "6:9: concepts.head: no rule uses this concept"),
        ("emergency:", "emergenc:", "alarms.chest.emergenc: Extra inputs are not permitted"),
        ("  deny: denyx\n", "", "covers.deny: this cover is missing"),
        ("  chest:\n    emergency", "  chess:\n    emergency", "alarms.chess"),
        ("fillers: so, very\n", "", "fillers: Field required"),
        ("concepts:\n", "concepts:\n  chest: x\n", "duplicate key"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_its_place(before: str, after: str, complaint: str, tmp_path: Path) -> None:
    directory = written(tmp_path, before, after)
    with pytest.raises(ContentError) as caught:
        load_flags("en", directory)
    message = str(caught.value)
    assert complaint in message
    assert message.startswith(f"{directory / 'en.yaml'}:")


def test_a_language_that_is_not_there_is_told_as_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be read"):
        load_flags("xx", tmp_path)
