"""What the red-flag tests share: the words, the numbers, and the authored examples."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.redflags.detect import detect
from coach.redflags.emergency import EmergencyTable
from coach.redflags.load import load_emergency, load_flags
from coach.redflags.model import Flags, RedFlag

EXAMPLES = Path(__file__).parent / "lay_examples.jsonl"


@dataclass(frozen=True, slots=True)
class LayExample:
    text: str
    flag: str | None
    half: str


@pytest.fixture(scope="session")
def flags() -> Flags:
    return load_flags()


@pytest.fixture(scope="session")
def hear(flags: Flags) -> Callable[[str], RedFlag | None]:
    return lambda text: detect(text, flags)


@pytest.fixture(scope="session")
def emergency() -> EmergencyTable:
    return load_emergency()


@pytest.fixture(scope="session")
def examples() -> tuple[LayExample, ...]:
    return tuple(LayExample(**json.loads(line)) for line in EXAMPLES.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="session")
def examples_file() -> Path:
    return EXAMPLES
