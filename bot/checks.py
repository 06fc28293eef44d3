"""`retro-coach check`: the configuration, every plan, card, word list and text; all mistakes at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.config import ConfigMistakesError, load_config, token_of
from bot.measures import measures_for
from bot.words import FALLBACK, TEXTS, languages
from coach.listen.load import WordsError, load_words
from coach.redflags.load import load_emergency, load_flags
from coach.redflags.strict import ContentError
from coach.typed.load import load_options
from knowledge.load import find_mistakes as in_knowledge
from plans.load import find_mistakes as in_plans


def find_mistakes(config: Path | None, today: date) -> list[str]:
    """Every mistake, each `file:line:column: path: reason`."""
    return [
        *_in_config(config),
        *(str(one) for one in in_plans()),
        *(str(one) for one in in_knowledge(None, today)),
        *_in_words(),
        *(mistake for language in languages() for mistake in in_texts(language)),
    ]


def _in_config(file: Path | None) -> list[str]:
    try:
        token_of(load_config(file))
    except ConfigMistakesError as error:
        return list(error.mistakes)
    return []


def _in_words() -> Iterator[str]:
    """What is heard, what stops a runner, and whom to call: their loaders tell every mistake, one a line."""
    for load in (load_words, load_flags, load_emergency, load_options):
        try:
            load()
        except (WordsError, ContentError) as error:
            yield from str(error).splitlines()


def in_texts(language: str, folder: Path = TEXTS) -> list[str]:
    """Mistakes in the sentences of one language: what can't be read, is there twice, is missing, or asks for a value
    or a function that there is not. The English texts say which values there are."""
    path = folder / f"{language}.ftl"
    source = Source(path, path.read_text(encoding="utf-8"))
    entries = FluentParser().parse(source.text).body
    texts = [one for one in entries if isinstance(one, ast.Message)]
    given = _texts(FALLBACK, folder)
    missing = [name for name in given if name not in {one.id.name for one in texts}]
    return [
        *(_unread(source, one) for one in entries if isinstance(one, ast.Junk)),
        *_twice(source, texts),
        *(mistake for one in texts for mistake in _strange(source, one, given.get(one.id.name, one))),
        *(f"{path}:1:1: {name}: this text is missing" for name in missing),
    ]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of texts. Its parser counts characters; people count lines and columns."""

    path: Path
    text: str

    def at(self, node: ast.SyntaxNode) -> str:
        start = node.span.start if node.span else 0
        return f"{self.path}:{self.text.count(chr(10), 0, start) + 1}:{start - self.text.rfind(chr(10), 0, start)}"


class References(Visitor):
    """The values and functions that a text asks for."""

    def __init__(self, text: ast.Message) -> None:
        self.values: dict[str, ast.SyntaxNode] = {}
        self.functions: dict[str, ast.SyntaxNode] = {}
        self.visit(text)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        self.values.setdefault(node.id.name, node)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802 - the library's name
        self.functions.setdefault(node.id.name, node)
        self.generic_visit(node)


def _texts(language: str, folder: Path) -> dict[str, ast.Message]:
    entries = FluentParser().parse((folder / f"{language}.ftl").read_text(encoding="utf-8")).body
    return {one.id.name: one for one in entries if isinstance(one, ast.Message)}


def _unread(source: Source, junk: ast.Junk) -> str:
    reason = junk.annotations[0]
    return f"{source.at(reason)}: text: {reason.message}"


def _twice(source: Source, texts: list[ast.Message]) -> Iterator[str]:
    names: set[str] = set()
    for one in texts:
        if one.id.name in names:
            yield f"{source.at(one)}: {one.id.name}: there are two texts of this name"
        names.add(one.id.name)


def _strange(source: Source, text: ast.Message, original: ast.Message) -> Iterator[str]:
    asked, given = References(text), References(original)
    functions = measures_for(FALLBACK, "metric")
    for name, node in asked.values.items():
        if name not in given.values:
            there = ", ".join(f"${one}" for one in given.values) or "none"
            yield f"{source.at(node)}: {text.id.name}: there is no value ${name} for it (there is {there})"
    for name, node in asked.functions.items():
        if name not in functions:
            yield f"{source.at(node)}: {text.id.name}: there is no function {name} (there is {', '.join(functions)})"
