"""Logging by writing: the echo, the question, the correction, the Undo."""

from collections.abc import Awaitable, Callable

import pytest

from bot.app import Running
from bot.local.heard import Heard
from bot.local.runner import Runner

HearsAbout = Callable[[Runner, str], Awaitable[Heard]]


@pytest.fixture
async def runner(bot: Running, anna: Runner, enrolled: Callable[[Runner], Awaitable[None]]) -> Runner:
    await enrolled(anna)
    return anna


async def test_what_was_logged_can_be_taken_back_once(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("2 km backward in 16 min")
    echo = await hears_about(runner, "Logged")
    assert "Backward run · 2 km · 16 min · 8:00/km · today" in echo.text
    await runner.presses_on(echo, "↩️ Undo")
    await hears_about(runner, "Taken back: the logged session")
    press = await runner.presses_on(echo, "↩️ Undo")
    assert "already" in (await runner.answer_to(press)).text
    await runner.says("/history")
    await hears_about(runner, "log is empty")


async def test_undo_by_words_takes_back_the_newest_entry(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("1 km backward")
    await hears_about(runner, "1 km")
    await runner.says("3 km forward in 20 min")
    await hears_about(runner, "Forward run · 3 km")
    await runner.says("undo that")
    taken = await hears_about(runner, "Taken back")
    assert "3 km" in taken.text
    await runner.says("/history")
    assert "1 km" in (await hears_about(runner, "1 in all")).text


async def test_a_correction_changes_what_was_named_and_keeps_the_rest(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("2 km backward in 16 min, rpe 5")
    await hears_about(runner, "Logged")
    await runner.says("no, it was 3 km")
    await hears_about(runner, "Backward run · 3 km · 16 min · 5:20/km · today · effort 5")
    await runner.says("/undo")
    await hears_about(runner, "Taken back: the correction")
    await runner.says("/history")
    await hears_about(runner, "2 km · 16 min")


async def test_a_reply_to_an_echo_corrects_that_entry(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("yesterday 1.5k retro 12:30")
    first = await hears_about(runner, "1.5 km · 12 min 30 s")
    await runner.says("800 m backward walk")
    await hears_about(runner, "800 m")
    await runner.replies_to(first, "no, 1.6 km")
    await hears_about(runner, "Backward run · 1.6 km · 12 min 30 s")


async def test_an_edited_message_corrects_its_log(runner: Runner, hears_about: HearsAbout) -> None:
    message = await runner.says("2 km backward in 16 min")
    await hears_about(runner, "Logged")
    await runner.edits(message, "2.5 km backward in 16 min")
    await hears_about(runner, "Backward run · 2.5 km · 16 min")
    await runner.says("/history")
    await hears_about(runner, "1 in all")


async def test_several_sessions_in_one_message_have_one_echo(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("1 km forward then 2 km backwards")
    echo = await hears_about(runner, "Logged")
    assert "Forward run · 1 km" in echo.text
    assert "Backward run · 2 km" in echo.text


async def test_the_same_words_twice_are_asked_about(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("2 km backward in 16 min")
    await hears_about(runner, "Logged")
    await runner.says("2 km backward in 16 min")
    await hears_about(runner, "Was it a second one?")
    await runner.says("no")
    await hears_about(runner, "not logged it")


async def test_done_logs_the_plan_and_asks_nothing(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("done")
    await hears_about(runner, "Backward walk · 3 min · today")
    await runner.says("done")
    await hears_about(runner, "in the log already")


async def test_effort_and_pain_come_by_button_after_the_echo(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.presses("✅ Done")
    await hears_about(runner, "Logged as planned")
    await runner.presses("Hard")
    rated = await runner.hears()
    assert rated.edited
    assert "effort 7" in rated.text
    await runner.presses("Something hurts")
    await hears_about(runner, "Where does it hurt")
    await runner.presses("Knee")
    await hears_about(runner, "How bad is it: knee")
    await runner.presses("8")
    await hears_about(runner, "I hold your plan until")
    await runner.says("/today")
    await hears_about(runner, "Your plan rests until")


async def test_a_red_flag_logs_nothing_and_holds_the_plan(runner: Runner, hears_about: HearsAbout) -> None:
    await runner.says("ran 2 km backwards but then my chest got tight and I couldn't breathe")
    await hears_about(runner, "112")
    await runner.says("/history")
    await hears_about(runner, "log is empty")
    await runner.says("/today")
    await hears_about(runner, "on hold")
    await runner.presses("I am cleared")
    await runner.hears()
    await runner.presses("Yes, I may train again")
    await hears_about(runner, "Your plan goes on")
    await runner.says("/today")
    await hears_about(runner, "Six half minutes")
