"""A runner's first day on the chat page, with the real bot behind it: onboarding by buttons, today, a log, a question.

With RETRO_COACH_SCREENSHOTS set, it also writes the pictures that the README shows.
"""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app import running
from bot.chat import LOCAL_TOKEN, local_config
from bot.local.server import LocalTelegram

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
async def page_url(tmp_path: Path) -> AsyncIterator[str]:
    """The chat page of the whole bot, on a Monday morning."""
    async with LocalTelegram(page=True, clock=MONDAY.timestamp) as telegram:
        config = local_config(telegram.api_url, tmp_path)
        async with running(config, LOCAL_TOKEN, clock=lambda: MONDAY):
            yield telegram.page_url


async def test_a_first_day_on_the_page(tab: "Tab", page_url: str) -> None:
    await tab.open(page_url)
    await tab.click("#start")
    for asked, chosen in (
        ("How old are you?", "16 to 59"),
        ("Does any of this fit you?", "None of these"),
        ("How well do you know backward", "New to it"),
        ("What would you like to reach?", "You choose for me"),
        ("On which days", "(suggested)"),
        ("tap a city", "London"),
        ("When shall I remind you", "7:00"),
        ("Why this one", "Start this plan"),
    ):
        await tab.sees(asked)
        await tab.click(".keys button, #choices button", chosen)
    await tab.sees("You are in")

    await tab.says("what's today?")
    await tab.sees("6 × 30 s backward walk")
    await tab.says("walked backward 10 min, rpe 3, left knee a bit sore")
    await tab.sees("Logged: Backward walk · 10 min · today · effort 3")
    await photograph(tab)

    await tab.says("which muscles does it work?")
    await tab.sees("Evidence")
    await tab.click(".keys button", "Undo")
    await tab.until("document.querySelector('.keys button[aria-busy=true]') === null")


async def photograph(tab: "Tab") -> None:
    if not os.environ.get("RETRO_COACH_SCREENSHOTS"):
        return
    await tab.sees("go on as planned")
    await tab.look("document.activeElement.blur()")
    for dark in (False, True):
        await tab.theme(dark)
        await tab.picture(DOCS / f"chat-{'dark' if dark else 'light'}.png")
    await tab.theme(False)
