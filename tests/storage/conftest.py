"""A store on a real file, and short ways to look into it."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.store import Store, open_store


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "retro-coach.db"


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{database}") as opened:
        yield opened


@pytest.fixture
def look(database: Path) -> Callable[[str], list[tuple[object, ...]]]:
    """Ask the file itself, from outside the store."""

    def ask(sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    return ask
