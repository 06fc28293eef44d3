"""Measures the CPU of one handled message: this bot against a stock echo bot that stores nothing, in the same run.

Run: python benchmarks/turn.py [--messages 600]. Each bot is a process of its own on the same local Telegram; the CPU
is what its process used (user and system) from the first to the last message, divided by their number.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.app import running
from bot.config import Config, Storage, Telegram
from bot.local.runner import Runner as Person
from bot.local.server import LocalTelegram
from coach.model import PutRunner, Runner
from storage.store import open_store

TOKEN = "123456789:AAaabbccddeeffgghhiijjkkllmmnnooppqq"
PEOPLE = 150
AT_ONCE = 4
TICKS = os.sysconf("SC_CLK_TCK")


# ---------------------------------------------------------------- the two bots


async def echo(api_url: str) -> None:
    """A bot as the library's own example writes it: default network, no storage."""

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application = ApplicationBuilder().token(TOKEN).base_url(f"{api_url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await asyncio.Event().wait()


async def coach(api_url: str, folder: Path) -> None:
    """The bot as it is served, with runners who have told where they are."""
    config = Config(telegram=Telegram(api_url=api_url), storage=Storage(url=f"sqlite:///{folder / 'coach.db'}"))
    async with open_store(config.storage.url) as store:
        now = datetime.now(UTC)
        for chat_id in range(1000, 1000 + PEOPLE):
            runner = Runner(chat_id, name="Anna", zone="Europe/Lisbon", place="Lisbon", country="PT")
            await store.commit(-chat_id, chat_id, (PutRunner(runner),), (), now)
    async with running(config, TOKEN) as up:
        await up.ended.wait()


# ---------------------------------------------------------------- the measurement


def cpu_seconds(pid: int) -> float:
    """What a process has used so far, user and system (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def chat(people: list[Person], numbers: range) -> str:
    """A few people at a time write and wait for their answer; the last answer."""
    waiting: asyncio.Queue[Person] = asyncio.Queue()
    for person in people:
        waiting.put_nowait(person)
    left = iter(numbers)  # each sentence is a new session: the same one twice would be asked about
    last = ""

    async def one_at_a_time() -> None:
        nonlocal last
        for number in left:
            person = await waiting.get()
            await person.says(f"{1 + number % 97 / 10:.1f} km backward in {10 + number % 89} min")
            last = (await person.hears(timeout=30)).text
            waiting.put_nowait(person)

    await asyncio.gather(*(one_at_a_time() for _ in range(AT_ONCE)))
    return last


async def measure(kind: str, messages: int) -> float:
    """Milliseconds of CPU a message."""
    with tempfile.TemporaryDirectory() as folder:
        async with LocalTelegram() as telegram:
            people = [telegram.runner(1000 + number) for number in range(PEOPLE)]
            process = await asyncio.create_subprocess_exec(
                sys.executable, __file__, "--serve", kind, telegram.api_url, folder
            )
            try:
                await chat(people, range(60))
                before = cpu_seconds(process.pid)
                last = await chat(people, range(60, 60 + messages))
                used = cpu_seconds(process.pid) - before
            finally:
                process.kill()
                await process.wait()
    print(f"{kind:<6} {used / messages * 1000:6.2f} ms CPU a message   answers: {last.splitlines()[0]!r}")
    return used / messages * 1000


async def compare(messages: int, rounds: int) -> None:
    ratios = []
    for _ in range(rounds):
        stock = await measure("echo", messages)
        ours = await measure("coach", messages)
        ratios.append(ours / stock)
    print(f"ratio, median of {rounds}: {statistics.median(ratios):.2f}   target <= 0.6")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=600)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--serve", nargs=3, metavar=("KIND", "API_URL", "FOLDER"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        kind, api_url, folder = given.serve
        asyncio.run(echo(api_url) if kind == "echo" else coach(api_url, Path(folder)))
        return
    asyncio.run(compare(given.messages, given.rounds))


if __name__ == "__main__":
    main()
