"""Every sentence that the coach asks for exists, with the right placeholders; and no text is left that nobody says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from bot.checks import in_texts
from bot.words import TEXTS, languages
from coach.redflags.model import Category

ROOT = Path(__file__).parents[2]
SPEAKERS = [*sorted((ROOT / "coach").rglob("*.py")), *sorted((ROOT / "bot").glob("*.py"))]


class _Placeholders(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def texts(language: str) -> dict[str, set[str]]:
    """Every text's name with the placeholders in it."""
    resource = FluentParser().parse((TEXTS / f"{language}.ftl").read_text(encoding="utf-8"))
    found = {}
    for entry in resource.body:
        if isinstance(entry, fluent.Message):
            visitor = _Placeholders()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


def pattern_of(node: ast.expr) -> str | None:
    """A key as a regular expression: f"enrol-age-{band}" is "enrol-age-.+"; None when it is no key at all."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+" for one in node.values)
        return "".join(parts)
    return None


def keys_of(node: ast.expr) -> list[str]:
    """The keys an expression may be, both sides of a condition included."""
    if isinstance(node, ast.IfExp):
        return keys_of(node.body) + keys_of(node.orelse)
    pattern = pattern_of(node)
    return [pattern] if pattern else []


def said() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, key pattern, names of the values) of every Say and every label in the code; None: not known here."""
    for path in SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _said(f"{path.relative_to(ROOT)}:{node.lineno}", node.func.id, node)


def _said(place: str, name: str, node: ast.Call) -> Iterator[tuple[str, str, set[str] | None]]:
    at = {"Say": 0, "Choice": 1, "label": 0, "_button": 2, "button": 2}.get(name)
    if at is None:
        return
    keywords = {one.arg: one.value for one in node.keywords if one.arg}
    key = node.args[at] if len(node.args) > at else keywords.get("label")
    values = node.args[at + 1] if len(node.args) > at + 1 else keywords.get("values")
    for pattern in keys_of(key) if key else []:
        yield place, pattern, _names(values) if name in ("Say", "Choice") else None


def _names(values: ast.expr | None) -> set[str] | None:
    if values is None:
        return set()
    if not isinstance(values, ast.Dict) or not all(isinstance(key, ast.Constant) for key in values.keys):
        return None
    return {str(key.value) for key in values.keys if isinstance(key, ast.Constant)}


@pytest.mark.parametrize("language", languages())
def test_every_sentence_that_is_said_is_written(language: str) -> None:
    written = texts(language)
    missing = [f"{place}: {key}" for place, key, _ in said() if not any(re.fullmatch(key, name) for name in written)]
    assert not missing


@pytest.mark.parametrize("language", languages())
def test_every_placeholder_is_filled(language: str) -> None:
    written = texts(language)
    wrong = [
        f"{place}: {name} wants {sorted(wanted - values)}"
        for place, key, values in said()
        for name, wanted in written.items()
        if values is not None and re.fullmatch(key, name) and ".+" not in key and not wanted <= values
    ]
    assert not wrong


def test_no_text_is_left_that_nobody_says() -> None:
    strings = {
        pattern
        for path in SPEAKERS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant | ast.JoinedStr)
        for pattern in [pattern_of(node)]
        if pattern and pattern not in (".+", "")
    }
    unsaid = [name for name in texts("en") if not any(re.fullmatch(key, name) for key in strings)]
    assert not unsaid


@pytest.mark.parametrize("category", get_args(Category))
@pytest.mark.parametrize("language", languages())
def test_every_red_flag_says_what_to_do(language: str, category: str) -> None:
    assert {"number"} <= texts(language)[f"redflag-{category.replace('_', '-')}"]


@pytest.mark.parametrize("language", languages())
def test_the_texts_can_be_read(language: str) -> None:
    assert in_texts(language) == []
