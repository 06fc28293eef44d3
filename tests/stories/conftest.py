"""Whole conversations: the real bot on a real database and real HTTP, with a wall clock that the story sets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import Running, running
from bot.chat import LOCAL_TOKEN
from bot.config import Access, Config, Reminders, Storage, Telegram
from bot.content import load_content
from bot.local.heard import Heard
from bot.local.runner import Runner
from bot.local.server import LocalTelegram
from bot.outbox import Limits
from coach.scene import Content

LISBON = ZoneInfo("Europe/Lisbon")


class Wall:
    """The clock on the wall in Lisbon; the story says what time it is."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 0, tzinfo=LISBON)

    def says(self, text: str) -> None:
        self.at = datetime.fromisoformat(text).replace(tzinfo=LISBON)

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def seconds(self) -> float:
        return self.at.timestamp()


Start = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture
def wall() -> Wall:
    """Monday, 23 November 2026, eight in the morning."""
    return Wall()


@pytest.fixture
async def telegram(wall: Wall) -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(first_id=1, clock=wall.seconds) as telegram:
        yield telegram


@pytest.fixture
def start(telegram: LocalTelegram, wall: Wall, content: Content, tmp_path: Path) -> Start:
    """`async with start():` runs the bot on one database; a second time it is the same bot, restarted."""

    @asynccontextmanager
    async def started(allowed: tuple[int, ...] = ()) -> AsyncIterator[Running]:
        config = Config(
            telegram=Telegram(api_url=telegram.api_url),
            storage=Storage(url=f"sqlite:///{tmp_path / 'story.db'}"),
            reminders=Reminders(),
            access=Access(allowed_chats=allowed),
        )
        limits = Limits(burst=1000)
        async with running(config, LOCAL_TOKEN, clock=wall.now, content=content, limits=limits) as bot:
            yield bot

    return started


@pytest.fixture
async def bot(start: Start) -> AsyncIterator[Running]:
    async with start() as running_bot:
        yield running_bot


Later = Callable[[str], Awaitable[None]]


@pytest.fixture
def later(bot: Running, wall: Wall) -> Later:
    """It is later now, in Lisbon; what is due by then is sent."""

    async def it_is(text: str) -> None:
        wall.says(text)
        await bot.clockwork.fire()
        bot.house.outbox.wake()

    return it_is


@pytest.fixture
def anna(telegram: LocalTelegram) -> Runner:
    return telegram.runner(42, "Anna")


HearsAbout = Callable[[Runner, str], Awaitable[Heard]]
Enrol = Callable[[Runner], Awaitable[None]]


@pytest.fixture
def hears_about() -> HearsAbout:
    """The next message that has these words in it; what comes before it is passed over."""

    async def hears(runner: Runner, words: str) -> Heard:
        while True:
            message = await runner.hears()
            if words.lower() in message.text.lower():
                return message

    return hears


@pytest.fixture
def enrolled(hears_about: HearsAbout) -> Enrol:
    """Takes a runner through the onboarding by typing: a healthy newcomer in Lisbon, Mon Wed Fri, seven o'clock."""

    async def through(runner: Runner) -> None:
        await runner.says("/start")
        for wanted, answer in (
            ("How old", "34"),
            ("Safety check", "none"),
            ("done backward so far", "new"),
            ("like to reach", "you choose"),
            ("which days", "Mon, Wed and Fri"),
            ("tap a city", "Lisbon"),
            ("remind you", "7am"),
            ("Why this one", "yes"),
        ):
            await hears_about(runner, wanted)
            await runner.says(answer)
        await hears_about(runner, "You are in")
        await hears_about(runner, "Six half minutes")

    return through
