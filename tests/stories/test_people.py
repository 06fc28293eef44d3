"""Strangers, groups, the blocked and the forgotten, and everything that is no text."""

import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.app import Running
from bot.local.heard import Heard
from bot.local.runner import Runner
from bot.local.server import LocalTelegram

Later = Callable[[str], Awaitable[None]]
HearsAbout = Callable[[Runner, str], Awaitable[Heard]]
Enrol = Callable[[Runner], Awaitable[None]]
Start = Callable[..., AbstractAsyncContextManager[Running]]


async def test_a_stranger_is_told_their_number_and_nothing_else(start: Start, telegram: LocalTelegram) -> None:
    async with start(allowed=(42,)):
        ben = telegram.runner(7, "Ben")
        await ben.says("2 km backward in 16 min")
        assert "7" in (await ben.hears()).text
        await ben.hears_nothing()


async def test_who_blocks_the_bot_is_left_alone_and_welcomed_back(
    bot: Running, anna: Runner, later: Later, enrolled: Enrol, hears_about: HearsAbout
) -> None:
    await enrolled(anna)
    anna.blocks()
    await later("2026-11-25 07:00")
    await anna.hears_nothing()
    anna.unblocks()
    await anna.says("/start")
    await hears_about(anna, "Welcome back")
    await later("2026-11-27 07:00")
    await hears_about(anna, "Today: Six half minutes")


async def test_forget_me_asks_once_and_leaves_nothing(
    start: Start, anna: Runner, tmp_path: Path, enrolled: Enrol, hears_about: HearsAbout
) -> None:
    async with start():
        await enrolled(anna)
        await anna.says("2 km backward, my secret meadow")
        await anna.hears()
        anna.has_read_everything()
        await anna.says("/forget")
        await hears_about(anna, "Erase everything")
        await anna.presses("Yes, erase everything")
        await hears_about(anna, "everything about you is erased")
        await anna.hears_nothing()
    kept = (tmp_path / "story.db").read_bytes()
    assert b"Anna" not in kept
    assert b"Lisbon" not in kept


async def test_an_export_is_a_json_document(
    bot: Running, anna: Runner, enrolled: Enrol, hears_about: HearsAbout
) -> None:
    await enrolled(anna)
    await anna.says("walked backward 10 min, rpe 3, left knee a bit sore")
    await hears_about(anna, "go on as planned")
    await anna.says("/export")
    file = await anna.hears()
    assert file.document is not None
    document = json.loads(file.document)
    assert document["sessions"][0] | {"planned": None} == {
        "date": "2026-11-23",
        "mode": "backward_walk",
        "distance_m": None,
        "duration_s": 600,
        "rpe": 3,
        "pain": [{"site": "knee", "side": "left", "severity": "mild"}],
        "note": "",
        "planned": None,
    }
    assert document["plan"]["id"] == "walk-back-starter"
    assert document["reminders"][0]["time"] == "07:00"
    assert document["runner"]["zone"] == "Europe/Lisbon"


async def test_a_group_is_asked_to_write_in_private(bot: Running, telegram: LocalTelegram) -> None:
    member = telegram.group(-100123, "Backward club").member(5, "Cleo")
    await member.says("/today")
    assert "private" in (await member.hears()).text


@pytest.mark.parametrize("send", ["sticker", "voice", "huge", "blank"])
async def test_what_is_no_text_gets_one_clear_sentence(bot: Running, anna: Runner, enrolled: Enrol, send: str) -> None:
    await enrolled(anna)
    if send == "sticker":
        await anna.sends_sticker()
    elif send == "voice":
        await anna.sends_voice()
    elif send == "huge":
        await anna.says("x" * 4096)
    else:
        await anna.says("   \n ")
    assert (await anna.hears()).text
    await anna.hears_nothing()


async def test_a_button_of_an_older_question_is_said_to_be_stale(
    bot: Running, anna: Runner, hears_about: HearsAbout
) -> None:
    await anna.says("/start")
    age = await hears_about(anna, "How old")
    await anna.says("34")
    await hears_about(anna, "Safety check")
    press = await anna.presses_on(age, "70 or older")
    assert "no longer works" in (await anna.answer_to(press)).text


async def test_the_commands_are_registered(bot: Running, telegram: LocalTelegram, anna: Runner) -> None:
    await anna.says("/help")
    await anna.hears()
    call = telegram.calls_of("setMyCommands")[0]
    assert "today" in str(call)
