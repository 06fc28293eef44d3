"""Reminders at the right local time: the workout and its buttons, a missed session, a move to another zone."""

from collections.abc import Awaitable, Callable

import pytest

from bot.app import Running
from bot.local.heard import Heard
from bot.local.runner import Runner

Later = Callable[[str], Awaitable[None]]
HearsAbout = Callable[[Runner, str], Awaitable[Heard]]


@pytest.fixture
async def runner(bot: Running, anna: Runner, enrolled: Callable[[Runner], Awaitable[None]]) -> Runner:
    await enrolled(anna)
    return anna


async def test_the_reminder_carries_the_workout_and_its_buttons(
    bot: Running, runner: Runner, later: Later, hears_about: HearsAbout
) -> None:
    await later("2026-11-25 06:59")
    await runner.hears_nothing()
    await later("2026-11-25 07:00")
    reminder = await hears_about(runner, "Today: Six half minutes")
    assert reminder.buttons == [["✅ Done", "😴 Snooze 30 min"], ["⏭ Skip"]]
    await bot.clockwork.fire()
    await runner.hears_nothing()
    await runner.presses("Snooze")
    await hears_about(runner, "again at 07:30")
    await later("2026-11-25 07:31")
    await hears_about(runner, "Today: Six half minutes")


async def test_a_week_with_a_missed_session(
    bot: Running, runner: Runner, later: Later, hears_about: HearsAbout
) -> None:
    await runner.says("done")
    await hears_about(runner, "Logged as planned")
    await later("2026-11-26 09:00")
    await runner.says("/today")
    await hears_about(runner, "Rest day")
    await runner.says("/week")
    week = await hears_about(runner, "Walk-backward starter")
    assert "✅ Mon 23 Nov" in week.text
    assert "▫️ Wed 25 Nov" in week.text
    assert "🔹 Fri 27 Nov" in week.text
    await runner.says("can't tomorrow, move it to Saturday")
    await hears_about(runner, "from Fri 27 Nov to Sat 28 Nov")
    await later("2026-11-27 07:00")
    await runner.hears_nothing()
    await later("2026-11-28 07:00")
    reminder = await hears_about(runner, "Today: Six half minutes")
    assert "Moved here from Fri 27 Nov" in reminder.text


async def test_no_reminder_on_a_rest_day_nor_after_the_workout_is_done(
    bot: Running, runner: Runner, later: Later
) -> None:
    await runner.says("done")
    await runner.hears()
    await later("2026-11-24 07:00")
    await runner.hears_nothing()


async def test_another_time_zone_moves_the_reminder_at_once(
    bot: Running, runner: Runner, later: Later, hears_about: HearsAbout
) -> None:
    await runner.says("I moved to Tokyo")
    await hears_about(runner, "Asia/Tokyo")
    await later("2026-11-24 21:59")
    await runner.hears_nothing()
    await later("2026-11-24 22:00")
    await hears_about(runner, "Today: Six half minutes")


async def test_a_reminder_after_a_time_offline_says_that_it_is_late(
    bot: Running, runner: Runner, later: Later, hears_about: HearsAbout
) -> None:
    await later("2026-11-25 09:00")
    await hears_about(runner, "comes late")


async def test_paused_is_silent_and_resumed_is_not(
    bot: Running, runner: Runner, later: Later, hears_about: HearsAbout
) -> None:
    await runner.says("/pause")
    await hears_about(runner, "Paused")
    await later("2026-11-25 07:00")
    await runner.hears_nothing()
    await runner.says("/resume")
    await hears_about(runner, "Reminders are on again")
    await later("2026-11-27 07:00")
    await hears_about(runner, "Today: Six half minutes")


@pytest.mark.parametrize(
    ("words", "echo"),
    [
        ("remind me at 6:30am on weekdays", "06:30 on Mon, Tue, Wed, Thu, Fri"),
        ("remind me every day at 19:00", "19:00 on Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
        ("change my reminder to 6pm", "18:00 on training days"),
    ],
)
async def test_a_reminder_is_set_in_words(runner: Runner, hears_about: HearsAbout, words: str, echo: str) -> None:
    await runner.says(words)
    await hears_about(runner, echo)


async def test_a_time_without_morning_or_evening_is_asked(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("remind me at 7")
    await hears_about(runner, "At what time")
    await runner.says("7 pm")
    await hears_about(runner, "19:00")
