"""A mistake in a file of words is told by file, line, column, path and reason."""

from pathlib import Path

import pytest

from coach.listen.load import FOLDER, WordsError, load_words

ENGLISH = (FOLDER / "en.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("language: en\n", "language: en\nlanguage: en\n", r"en\.yaml:\d+:1", "duplicate"),
        ("language: en\n", "language: en\nmoods: happy\n", r"en\.yaml:\d+:1: moods", "Extra inputs"),
        ("  one: 1\n", "  one: many\n", r"en\.yaml:\d+:3: numbers\.one", "valid number"),
        ("    - ^ <no_words>\n", "    - ^ <no_wurds>\n", r"en\.yaml:\d+:7: patterns\.no\.0", "no class or word"),
        ("    - ^ <no_words>\n", "    - ^ <no_words\n", r"en\.yaml:\d+:7: patterns\.no\.0", "cannot read"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, where: str, reason: str) -> None:
    assert old in ENGLISH
    file = tmp_path / "en.yaml"
    file.write_text(ENGLISH.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WordsError, match=where) as error:
        load_words(file)
    assert reason in str(error.value)


def test_a_missing_language_is_told(tmp_path: Path) -> None:
    with pytest.raises(WordsError, match=r"xx\.yaml"):
        load_words(tmp_path / "xx.yaml")
