"""What tests of more than one room share: a local Telegram, and people who chat on it."""

from collections.abc import AsyncIterator, Callable

import pytest

from bot.local.runner import Runner
from bot.local.server import LocalTelegram

Chat = Callable[..., Runner]


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    """A Telegram on this machine: real HTTP, real polling, ids from 1, faults on order."""
    async with LocalTelegram(first_id=1) as telegram:
        yield telegram


@pytest.fixture
def chat(telegram: LocalTelegram) -> Chat:
    """`chat()` is Anna in chat 42; `chat(7, "Ben", "de")` is somebody else."""

    def person(chat_id: int = 42, name: str = "Anna", language: str = "en") -> Runner:
        return telegram.runner(chat_id, name, language)

    return person
