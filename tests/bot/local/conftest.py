"""A bot as python-telegram-bot makes it, talking to the local Telegram over HTTP."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.local.server import LocalTelegram


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    base = telegram.api_url
    async with Bot("4242:secret", base_url=base + "/bot", base_file_url=base + "/file/bot") as bot:
        yield bot
