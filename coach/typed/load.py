"""Reads the forms in which people type the options of a question, and finds them in a text."""

import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import RootModel

from coach.redflags.strict import Text, read_strictly

Options = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Question -> option -> the forms in which it is typed."""


class _File(RootModel[dict[str, dict[str, list[str]]]]):
    pass


def load_options(language: str = "en") -> Options:
    """The options of a language. ContentError with every mistake, each with file, line and column."""
    path = Path(__file__).parent / f"{language}.yaml"
    read = read_strictly(Text(str(path), path.read_text(encoding="utf-8")), _File).root
    return {question: {name: tuple(forms) for name, forms in named.items()} for question, named in read.items()}


def named_in(text: str, options: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The options that the words name, in the order of the file."""
    words = " ".join(re.findall(r"[\w']+", text.lower().replace("’", "'")))
    return tuple(name for name, forms in options.items() if any(f" {form} " in f" {words} " for form in forms))
