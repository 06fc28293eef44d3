"""The power goes, again and again: nothing is lost and nothing is logged twice."""

import asyncio
import random
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from collections import Counter
from pathlib import Path

import pytest

from bot.local.server import LocalTelegram

TINY_BOT = Path(__file__).with_name("tiny_bot.py")


async def start(telegram: LocalTelegram, database: Path, fault: str = "") -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, str(TINY_BOT), telegram.api_url, str(database), fault, stderr=asyncio.subprocess.DEVNULL
    )


async def end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


async def comes_true(database: Path, sql: str, expected: list[tuple[object, ...]]) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                if rows(database, sql) == expected:
                    return
            except sqlite3.OperationalError:
                pass
            await asyncio.sleep(0.05)


def echoes(telegram: LocalTelegram) -> Counter[str]:
    return Counter(call.text("text") for call in telegram.calls_of("sendMessage"))


@pytest.mark.parametrize(
    "fault",
    [
        "before it is kept",
        "after it is kept",
        "before the commit",
        "after the commit",
        "before the send",
        "after the send",
    ],
)
async def test_dying_between_any_two_steps_loses_and_doubles_nothing(
    telegram: LocalTelegram, database: Path, fault: str
) -> None:
    anna = telegram.runner(42)
    await anna.says("2 km backward")
    dying = await start(telegram, database, fault)
    assert await asyncio.wait_for(dying.wait(), 20) == -signal.SIGKILL
    survivor = await start(telegram, database)
    try:
        await comes_true(database, "SELECT state FROM outbox", [("sent",)])
    finally:
        await end(survivor)
    assert rows(database, "SELECT note FROM sessions") == [("2 km backward",)]
    assert rows(database, "SELECT state FROM inbox") == [("done",)]
    # Only a death between the send and its record can be heard twice: Telegram has no key to recognise it by.
    assert echoes(telegram)["2 km backward"] == (2 if fault == "after the send" else 1)


async def test_five_kills_under_load_lose_and_double_nothing(telegram: LocalTelegram, database: Path) -> None:
    runners = [telegram.runner(100 + number) for number in range(6)]
    dice = random.Random(7)
    sent = 0
    for _ in range(5):
        process = await start(telegram, database)
        for _ in range(20):
            await dice.choice(runners).says(f"{sent} metres")
            sent += 1
            await asyncio.sleep(0.03)
        await asyncio.sleep(dice.random() * 0.2)
        await end(process)
    process = await start(telegram, database)
    try:
        await comes_true(database, "SELECT COUNT(*) FROM outbox WHERE state = 'sent'", [(sent,)])
    finally:
        await end(process)
    notes = rows(database, "SELECT note FROM sessions ORDER BY CAST(note AS INTEGER)")
    assert notes == [(f"{number} metres",) for number in range(sent)]
    assert rows(database, "SELECT DISTINCT state FROM inbox") == [("done",)]
    heard = echoes(telegram)
    assert len(heard) == sent
    # A kill can catch one send under way in each chat; nobody can know whether it arrived, so it is said again.
    assert sum(heard.values()) - sent <= 5 * len(runners), "at most one send of each chat a kill can be heard twice"
    assert max(heard.values()) <= 3, "nothing is said again more than twice"


async def test_the_order_within_each_chat_survives_the_kills(telegram: LocalTelegram, database: Path) -> None:
    anna = telegram.runner(42)
    for number in range(30):
        await anna.says(str(number))
    for pause in (0.6, 0.7):
        process = await start(telegram, database)
        await asyncio.sleep(pause)
        await end(process)
    process = await start(telegram, database)
    try:
        await comes_true(database, "SELECT COUNT(*) FROM outbox WHERE state = 'sent'", [(30,)])
    finally:
        await end(process)
    assert list(echoes(telegram)) == [str(number) for number in range(30)]
