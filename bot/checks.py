"""`retro-coach check`: the configuration, every plan, card, word list and text; all mistakes at once."""

from datetime import date
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bot.config import ConfigMistakesError, load_config
from bot.words import FALLBACK, TEXTS, languages
from knowledge.load import find_mistakes as in_knowledge
from plans.load import find_mistakes as in_plans


def find_mistakes(config: Path | None, today: date) -> list[str]:
    """Every mistake, each `file:line:column: path: reason`."""
    return [
        *_in_config(config),
        *(str(one) for one in in_plans()),
        *(str(one) for one in in_knowledge(None, today)),
        *(mistake for language in languages() for mistake in in_texts(language)),
    ]


def _in_config(file: Path | None) -> list[str]:
    try:
        load_config(file)
    except ConfigMistakesError as error:
        return list(error.mistakes)
    return []


def in_texts(language: str) -> list[str]:
    """Mistakes in the sentences of one language: what can't be read, is there twice, or is missing."""
    path = TEXTS / f"{language}.ftl"
    text = path.read_text(encoding="utf-8")
    resource = FluentParser().parse(text)
    junk = [one for one in resource.body if isinstance(one, ast.Junk)]
    found = [f"{_at(path, text, one)}: text: {one.annotations[0].message}" for one in junk]
    messages = [one for one in resource.body if isinstance(one, ast.Message)]
    names = [one.id.name for one in messages]
    found += [
        f"{_at(path, text, one)}: {one.id.name}: there are two texts of this name"
        for at, one in enumerate(messages)
        if one.id.name in names[:at]
    ]
    missing = sorted(names_in(FALLBACK) - set(names)) if language != FALLBACK else []
    return found + [f"{path}:1:1: {name}: this text is missing" for name in missing]


def names_in(language: str) -> set[str]:
    resource = FluentParser().parse((TEXTS / f"{language}.ftl").read_text(encoding="utf-8"))
    return {one.id.name for one in resource.body if isinstance(one, ast.Message)}


def _at(path: Path, text: str, entry: ast.EntryType) -> str:
    start = entry.span.start if entry.span else 0
    return f"{path}:{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"
