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
KEYS = ".keys button, #choices button"
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
    for chosen in (
        "16 to 59",
        "None of these",
        "New to it",
        "You choose for me",
        "(suggested)",
        "London",
        "07:00",
        "Start this plan",
    ):
        await tab.click(KEYS, chosen)
    await tab.until(f"{labels('Easier')} === 1")

    await tab.says("what's today?")
    await tab.until(f"{labels('Easier')} === 2")
    await tab.sees("6 × 30 s backward walk")
    await tab.says("walked backward 10 min, rpe 3, left knee a bit sore")
    await tab.until(f"{labels('Undo')} === 1")
    await tab.sees("left knee (mild)")
    await photograph(tab)

    await tab.says("which muscles does it work?")
    await tab.until(f"{labels('Sources')} === 1")
    await tab.click(KEYS, "Undo")
    await tab.until("document.querySelector('.keys button[aria-busy=true]') === null")


def labels(text: str) -> str:
    """How many buttons on the page have this text in them, as JavaScript."""
    return f"[...document.querySelectorAll('{KEYS}')].filter(e => e.innerText.includes('{text}')).length"


async def photograph(tab: "Tab") -> None:
    if not os.environ.get("RETRO_COACH_SCREENSHOTS"):
        return
    await tab.look("document.activeElement.blur()")
    for dark in (False, True):
        await tab.theme(dark)
        await tab.picture(DOCS / f"chat-{'dark' if dark else 'light'}.png")
    await tab.theme(False)
