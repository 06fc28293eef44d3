"""Anna's first day: from /start to a logged session and an answered question."""

from collections.abc import Awaitable, Callable

from bot.app import Running
from bot.local.heard import Heard
from bot.local.runner import Runner

HearsAbout = Callable[[Runner, str], Awaitable[Heard]]


async def test_a_first_day_by_buttons(bot: Running, anna: Runner, hears_about: HearsAbout) -> None:
    await anna.says("/start")
    assert "Hi Anna" in (await anna.hears()).text
    await hears_about(anna, "How old are you?")
    await anna.presses("16 to 59")
    await hears_about(anna, "Does any of this fit you?")
    await anna.presses("None of these")
    await hears_about(anna, "done backward so far")
    await anna.presses("New to it")
    await hears_about(anna, "What would you like to reach?")
    await anna.presses("You choose for me")
    await hears_about(anna, "On which days")
    await anna.presses("(suggested)")
    await hears_about(anna, "tap a city")
    await anna.presses("London")
    assert "8:00" in (await hears_about(anna, "Europe/London")).text
    await hears_about(anna, "When shall I remind you")
    await anna.presses("7:00")
    proposal = await hears_about(anna, "Why this one")
    assert "Walk-backward starter" in proposal.text
    assert "ten relaxed minutes" in proposal.text
    await anna.presses("Start this plan")
    await hears_about(anna, "You are in")
    today = await hears_about(anna, "Today: Six half minutes")
    for part in ("Warm-up", "6 × 30 s backward walk", "Cool-down", "in all, 3 min backward", "🛟"):
        assert part in today.text
    assert today.buttons == [["✅ Done", "🪶 Easier"], ["↪️ Move", "⏭ Skip"]]


async def test_a_first_day_by_typing(bot: Running, anna: Runner, enrolled: Callable[[Runner], Awaitable[None]]) -> None:
    await enrolled(anna)
    await anna.says("walked backward 10 min, rpe 3, left knee a bit sore")
    echo = await anna.hears()
    assert "Backward walk · 10 min · today · effort 3 · 🩹 left knee (mild)" in echo.text
    assert "ticks off the planned session" in echo.text
    assert "go on as planned" in (await anna.hears()).text
    await anna.says("what's today?")
    assert "Done for today" in (await anna.hears()).text
    await anna.says("which muscles does it work?")
    answer = await anna.hears()
    assert "Evidence" in answer.text
    await anna.presses("Sources")
    assert "last checked" in (await anna.hears()).text


async def test_a_deep_link_goes_straight_to_its_plan_after_the_safety_gate(
    bot: Running, anna: Runner, hears_about: HearsAbout
) -> None:
    await anna.says("/start walk-back-starter")
    await hears_about(anna, "You picked Walk-backward starter")
    await hears_about(anna, "How old")
    await anna.says("I'm 29")
    await hears_about(anna, "Safety check")
    await anna.says("nothing")
    await hears_about(anna, "tap a city")
    await anna.says("Lisboa")
    proposal = await hears_about(anna, "Why this one")
    assert "it is the one you picked" in proposal.text
    await anna.says("ok")
    await hears_about(anna, "You are in: Walk-backward starter")


async def test_a_heart_condition_leads_to_a_doctor_and_to_no_plan(
    bot: Running, anna: Runner, hears_about: HearsAbout
) -> None:
    await anna.says("/start")
    await hears_about(anna, "How old")
    await anna.presses("60 to 69")
    await hears_about(anna, "Safety check")
    await anna.presses("Heart and more")
    ticked = await hears_about(anna, "Safety check")
    assert ticked.edited
    assert "✅ Heart and more" in ticked.buttons[0]
    await anna.presses("Continue")
    await hears_about(anna, "Has a doctor or physiotherapist")
    await anna.presses("Not yet")
    await hears_about(anna, "Then please ask first")
    await anna.says("/today")
    await hears_about(anna, "no plan at present")
