"""A real wire on the loopback, a real database, and a clock that stands still until it is told to move."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.local.server import LocalTelegram
from bot.network import AiohttpRequest
from storage.store import Store, open_store

TOKEN = "123456789:AAaabbccddeeffgghhiijjkkllmmnnooppqq"


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
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as server:
        yield server


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    polls = AiohttpRequest(read=0.3, connect=0.3)
    async with AiohttpRequest(read=0.3, connect=0.3) as request:
        yield Bot(TOKEN, base_url=f"{telegram.api_url}/bot", request=request, get_updates_request=polls)
