"""A restart in the middle of a question goes on with that question; nothing is lost, nothing is doubled."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from bot.app import Running
from bot.local.heard import Heard
from bot.local.runner import Runner

Start = Callable[..., AbstractAsyncContextManager[Running]]
HearsAbout = Callable[[Runner, str], Awaitable[Heard]]


async def test_a_restart_in_mid_question_goes_on_with_it(start: Start, anna: Runner, hears_about: HearsAbout) -> None:
    async with start():
        await anna.says("/start")
        await hears_about(anna, "How old")
        await anna.says("34")
        await hears_about(anna, "Safety check")
    async with start():
        await anna.hears_nothing()
        await anna.says("none of these")
        await hears_about(anna, "done backward so far")


async def test_what_was_written_while_the_bot_was_down_is_answered_once(
    start: Start, anna: Runner, enrolled: Callable[[Runner], Awaitable[None]], hears_about: HearsAbout
) -> None:
    async with start():
        await enrolled(anna)
    await anna.says("2 km backward in 16 min")
    async with start():
        await hears_about(anna, "Backward run · 2 km · 16 min")
        await anna.hears_nothing()
    async with start():
        await anna.hears_nothing()
        await anna.says("/history")
        assert "1 in all" in (await anna.hears()).text


async def test_a_restart_while_a_unit_is_asked_still_knows_the_number(
    start: Start, anna: Runner, enrolled: Callable[[Runner], Awaitable[None]], hears_about: HearsAbout
) -> None:
    async with start():
        await enrolled(anna)
        await anna.says("ran 3 backwards")
        question = await hears_about(anna, "3 what?")
        assert ["3 km", "3 miles"] in question.buttons
    async with start():
        await anna.says("km")
        await hears_about(anna, "Backward run · 3 km · today")
