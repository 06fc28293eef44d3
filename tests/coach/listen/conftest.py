"""Shared by the tests of listening: the English words, read once."""

from datetime import datetime

import pytest

from coach.listen.load import load_words
from coach.listen.words import Words


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture(scope="session")
def wednesday() -> datetime:
    """Wednesday 18 November 2026, 19:20."""
    return datetime.fromisoformat("2026-11-18T19:20:00+00:00")
