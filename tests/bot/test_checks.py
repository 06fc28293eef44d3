"""`retro-coach check`: every mistake in the texts and the configuration, with its place."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.checks import find_mistakes, in_texts
from bot.words import TEXTS, languages

ENGLISH = """# The bot's words
hello = Hello, { $name }!
far = { DISTANCE($metres) } backward
bye = Goodbye
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.ftl").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans and cards are checked elsewhere, and take a while."""
    monkeypatch.setattr("bot.checks.in_plans", list)
    monkeypatch.setattr("bot.checks.in_knowledge", lambda *_: [])


def mistakes(folder: Path, language: str, text: str) -> list[str]:
    """The mistakes of a language with these texts, without the file's name."""
    file = folder / f"{language}.ftl"
    file.write_text(text, encoding="utf-8")
    return [one.removeprefix(f"{file}:") for one in in_texts(language, folder)]


def test_texts_without_a_mistake_have_none(folder: Path) -> None:
    assert mistakes(folder, "en", ENGLISH) == []
    assert mistakes(folder, "de", "hello = Hallo, { $name }!\nfar = { DISTANCE($metres) }\nbye = Tschüss\n") == []


@pytest.mark.parametrize("language", languages())
def test_our_own_texts_have_no_mistake(language: str) -> None:
    assert in_texts(language, TEXTS) == []


def test_a_text_that_cannot_be_read_is_told_where_it_breaks(folder: Path) -> None:
    (found,) = mistakes(folder, "en", ENGLISH + "broken = Hello { $name\n")
    assert found.startswith("6:1: text: ")
    assert "}" in found


def test_a_line_that_is_no_text_is_told(folder: Path) -> None:
    (found,) = mistakes(folder, "en", "hello = Hello\njust some words\n")
    assert re.match(r"2:\d+: text: Expected token", found)


def test_a_name_that_is_there_twice_is_told_at_the_second(folder: Path) -> None:
    found = mistakes(folder, "en", ENGLISH + "\nbye = So long\nbye = See you\n")
    assert found == ["6:1: bye: there are two texts of this name", "7:1: bye: there are two texts of this name"]


def test_a_text_that_a_second_language_has_not_is_told(folder: Path) -> None:
    assert mistakes(folder, "de", "hello = Hallo, { $name }!\n") == [
        "1:1: far: this text is missing",
        "1:1: bye: this text is missing",
    ]


def test_a_value_that_the_english_text_has_not_is_told(folder: Path) -> None:
    text = "hello = Hallo, { $nam }!\nfar = { DISTANCE($metres) }\nbye = Tschüss, { $name }\n"
    assert mistakes(folder, "de", text) == [
        "1:18: hello: there is no value $nam for it (there is $name)",
        "3:18: bye: there is no value $name for it (there is none)",
    ]


def test_a_function_that_there_is_not_is_told_in_every_language(folder: Path) -> None:
    (found,) = mistakes(folder, "en", ENGLISH + "pace = { SPEED($pace) }\n")
    assert found.startswith("5:10: pace: there is no function SPEED (there is DISTANCE, DURATION, ")


def test_all_mistakes_of_a_language_come_at_once(folder: Path) -> None:
    text = "hello = { $nam }\nhello = { WHEN($name) }\n!\n"
    places = [one.partition(": ")[0] for one in mistakes(folder, "de", text)]
    assert len(places) == 6
    assert all(re.fullmatch(r"\d+:\d+", place) for place in places)


@pytest.mark.usefixtures("only_ours")
def test_the_configuration_and_its_token_file_are_checked_too(tmp_path: Path) -> None:
    file = tmp_path / "coach.toml"
    file.write_text('[telegram]\ntoken_file = "/nowhere/token"\n', encoding="utf-8")
    found = find_mistakes(file, date(2026, 3, 2))
    assert "/nowhere/token:1:1: telegram.token_file: cannot be read (No such file or directory)" in found


@pytest.mark.usefixtures("only_ours")
def test_words_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.listen.load.FOLDER", tmp_path)
    (tmp_path / "en.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    found = [one for one in find_mistakes(None, date(2026, 3, 2)) if one.startswith(str(tmp_path))]
    assert found
    assert all(re.match(r".+\.yaml:\d+:\d+: ", one) for one in found)
