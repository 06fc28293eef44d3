"""Sentences: rendered as a runner reads them, with what runners typed made harmless, and without gaps or errors."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words import label, language_of, languages, render
from coach.model import Say, Units, Values

SESSION: Values = {
    "mode": "backward_run",
    "distance": Say("part-distance", {"metres": 2000}),
    "duration": Say("part-duration", {"seconds": 970}),
    "pace": Say("part-pace", {"pace": 485}),
    "day": Say("day-today"),
    "rpe": Say("part-rpe", {"rpe": 6.5}),
    "pain": Say("part-pain", {"pains": Say("pain-words", {"site": "calf", "side": "both", "severity": "mild"})}),
}
BARE: Values = {name: Say("nothing") for name in ("distance", "duration", "pace", "rpe", "pain")}
BARE = {**BARE, "mode": "drill", "day": Say("day-on", {"day": "2026-03-02"})}
COUNTS: Values = {"metres": 3200, "seconds": 1500}
NEXT = Say("today-next", {"day": "2026-03-04", "title": "Easy 600s", "amount": Say("amount-metres", {"metres": 600})})
BLOCK: Values = {
    "repeat": 4,
    "piece": Say("workout-piece-seconds", {"seconds": 30, "mode": "backward_walk"}),
    "recovery": Say("workout-recovery", {"piece": Say("workout-piece-metres", {"metres": 100, "mode": "rest"})}),
    "effort": Say("effort-range", {"low": 2, "high": 3}),
    "note": Say("workout-note", {"note": "hold a rail"}),
}

# How sentences read, in kilometres and in miles: a reference to look at when a text or a measure is changed.
SENTENCES: list[tuple[Say, str, str]] = [
    (
        Say("log-saved", {"lines": (Say("session-line", SESSION),), "ticked": Say("nothing")}),
        "<b>Logged:</b>\n• Backward run · 2 km · 16 min 10 s · 8:05/km · today · effort 6.5 · 🩹 both calves (mild)",
        "<b>Logged:</b>\n"
        "• Backward run · 1.24 mi · 16 min 10 s · 13:01/mi · today · effort 6.5 · 🩹 both calves (mild)",
    ),
    (Say("session-line", BARE), "• Drills · Mon 2 Mar", "• Drills · Mon 2 Mar"),
    (
        Say("log-ticked", {"then": NEXT}),
        "✅ That ticks off the planned session. Next: Wed 4 Mar, Easy 600s (600 m backward).",
        "✅ That ticks off the planned session. Next: Wed 4 Mar, Easy 600s (656 yd backward).",
    ),
    (Say("amount-metres", {"metres": 1200}), "1.2 km backward", "0.75 mi backward"),
    (Say("amount-seconds", {"seconds": 3900}), "1 h 5 min backward", "1 h 5 min backward"),
    (
        Say("workout-block", BLOCK),
        "• 4 × 30 s backward walk, 100 m rest between, effort 2–3 (hold a rail)",
        "• 4 × 30 s backward walk, 109 yd rest between, effort 2–3 (hold a rail)",
    ),
    (
        Say("workout-totals", {"seconds": 1510, "backward": Say("amount-seconds", {"seconds": 120})}),
        "⏱ about 25 min in all, 2 min backward",
        "⏱ about 25 min in all, 2 min backward",
    ),
    (
        Say(
            "remind-set",
            {
                "minute": 420,
                "days": Say("remind-on-days", {"days": "mon,wed,fri"}),
                "zone": "Europe/Lisbon",
                "first": "2026-03-02",
            },
        ),
        "⏰ I remind you at <b>07:00</b> on Mon, Wed, Fri (Europe/Lisbon), from Mon 2 Mar on.",
        "⏰ I remind you at <b>7:00 AM</b> on Mon, Wed, Fri (Europe/Lisbon), from Mon 2 Mar on.",
    ),
    (
        Say("remind-once", {"day": "2026-12-31", "minute": 1110}),
        "⏰ I remind you once, on Thu 31 Dec at <b>18:30</b>.",
        "⏰ I remind you once, on Thu 31 Dec at <b>6:30 PM</b>.",
    ),
    (
        Say("snooze-done", {"minute": 0}),
        "😴 I will remind you again at 00:00.",
        "😴 I will remind you again at 12:00 AM.",
    ),
    (
        Say("progress-week", {"count": 1, **COUNTS}),
        "This week: 1 session, 3.2 km backward, 25 min backward",
        "This week: 1 session, 1.99 mi backward, 25 min backward",
    ),
    (
        Say("progress-month", {"count": 2, **COUNTS}),
        "Last 4 weeks: 2 sessions, 3.2 km backward, 25 min backward",
        "Last 4 weeks: 2 sessions, 1.99 mi backward, 25 min backward",
    ),
    (
        Say("progress-all", {"count": 0, "metres": 0, "seconds": 0}),
        "Ever: 0 sessions",
        "Ever: 0 sessions",
    ),
    (
        Say("export-caption", {"count": 1234}),
        "📦 Everything I know about you, 1,234 sessions. The format is JSON.",
        "📦 Everything I know about you, 1,234 sessions. The format is JSON.",
    ),
    (
        Say("undo-done", {"what": Say("undo-log"), "lines": Say("nothing")}),
        "↩️ Taken back: the logged session.",
        "↩️ Taken back: the logged session.",
    ),
    (
        Say("today-rest", {"then": NEXT}),
        "<b>Rest day.</b> Rest is part of the plan: calves and shins need the time.\n"
        "Next: Wed 4 Mar, Easy 600s (600 m backward).",
        "<b>Rest day.</b> Rest is part of the plan: calves and shins need the time.\n"
        "Next: Wed 4 Mar, Easy 600s (656 yd backward).",
    ),
    (
        Say("week-rest", {"day": "2026-03-02", "now": "yes"}),
        "<b>Mon 2 Mar</b> · rest (today)",
        "<b>Mon 2 Mar</b> · rest (today)",
    ),
    (
        Say(
            "week-workout",
            {
                "day": "2026-03-04",
                "now": "no",
                "state": "missed",
                "title": "Easy",
                "amount": Say("amount-metres", {"metres": 999.7}),
            },
        ),
        "▫️ Wed 4 Mar · Easy (1 km backward), missed",
        "▫️ Wed 4 Mar · Easy (0.62 mi backward), missed",
    ),
    (Say("enrol-days-choice", {"days": "sun,tue"}), "Tue, Sun", "Tue, Sun"),
    (
        Say("pain-words", {"site": "it_band", "side": "left", "severity": "none"}),
        "left IT band",
        "left IT band",
    ),
    (Say("pain-words", {"site": "other", "side": "none", "severity": "severe"}), "pain (severe)", "pain (severe)"),
    (
        Say("button-planned-seconds", {"seconds": 90}),
        "As planned: 1 min 30 s",
        "As planned: 1 min 30 s",
    ),
    (Say("rpe-noted", {"rpe": 7}), "Effort 7 noted.", "Effort 7 noted."),
    (
        Say("stranger", {"chat": "123456789"}),
        "This bot is private. If you know whoever runs it, ask them to add your chat number: <code>123456789</code>.",
        "This bot is private. If you know whoever runs it, ask them to add your chat number: <code>123456789</code>.",
    ),
    (Say("greeting", {"name": "Anna"}), "Hello, Anna! Ready when you are.", "Hello, Anna! Ready when you are."),
    (Say("greeting", {"name": "nobody"}), "Hello! Ready when you are.", "Hello! Ready when you are."),
]


@pytest.mark.parametrize(("say", "metric", "imperial"), SENTENCES, ids=[say.key for say, _, _ in SENTENCES])
def test_a_sentence_reads_like_this(say: Say, metric: str, imperial: str) -> None:
    assert render(say, "en", "metric") == metric
    assert render(say, "en", "imperial") == imperial


# ---------------------------------------------------------------- what runners type


def test_what_a_runner_typed_is_never_markup() -> None:
    said = render(Say("greeting", {"name": "<b>&"}), "en", "metric")
    assert said == "Hello, &lt;b&gt;&amp;! Ready when you are."


def test_what_a_runner_typed_is_harmless_in_a_sentence_within_a_sentence() -> None:
    inner = Say("settings-name", {"name": "<a href='x'>"})
    said = render(Say("undo-done", {"what": inner, "lines": Say("nothing")}), "en", "metric")
    assert said == "↩️ Taken back: Nice to meet you, &lt;a href='x'&gt;."


def test_what_a_runner_typed_is_no_placeholder() -> None:
    assert "{ $zone } {DAY(1)}" in render(Say("settings-name", {"name": "{ $zone } {DAY(1)}"}), "en", "metric")


@settings(max_examples=60)
@given(st.text())
def test_no_text_of_a_runner_breaks_a_sentence_or_its_markup(typed: str) -> None:
    said = render(Say("enrol-no-such-plan", {"plan": typed, "plans": (Say("nothing"),)}), "en", "metric")
    assert "<" not in said
    assert "\x00" not in said


def test_a_button_shows_what_a_runner_typed_as_it_was_typed() -> None:
    line = {"line": Say("settings-name", {"name": "<b>&"})}
    assert label("button-session", line, "en", "metric") == "Nice to meet you, <b>&."


# ---------------------------------------------------------------- parts that are not there


@pytest.mark.parametrize("empty", [Say("nothing"), (), (Say("nothing"),), "", (Say("nothing"), Say("nothing"))])
def test_an_empty_part_leaves_no_line_behind(empty: str | Say | tuple[Say, ...]) -> None:
    values: Values = {"title": "Knees", "unknowns": empty, "stop": empty, "clinician": empty, "text": "No."}
    said = render(Say("card", {**values, "grade": Say("grade-a"), "old": empty, "sources": empty}), "en", "metric")
    assert said == "<b>Knees</b>\n\nNo.\n\n⚖️ Evidence: strong (reviews or randomised trials)"


def test_several_sentences_stand_a_line_each() -> None:
    lines = (Say("undo-log"), Say("nothing"), Say("undo-skip"))
    said = render(Say("log-rated", {"lines": lines}), "en", "metric")
    assert said == "<b>Logged:</b>\nthe logged session.\nthe skip. The session is open again."


def test_a_part_may_be_as_long_as_it_is() -> None:
    lines = tuple(Say("settings-name", {"name": f"{at} <{'x' * 90}>"}) for at in range(60))
    said = render(Say("log-rated", {"lines": lines}), "en", "metric")
    assert said.count("Nice to meet you") == 60
    assert said.endswith(f"59 &lt;{'x' * 90}&gt;.")


def test_what_a_runner_typed_may_be_long() -> None:
    said = render(Say("settings-name", {"name": "x" * 4000}), "en", "metric")
    assert said == f"Nice to meet you, {'x' * 4000}."


def test_a_sentence_of_nothing_is_empty() -> None:
    assert render(Say("nothing"), "en", "metric") == ""


# ---------------------------------------------------------------- what should not happen


def test_a_key_without_a_text_is_said_as_it_stands_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert render(Say("no-such<key>"), "en", "metric") == "no-such&lt;key&gt;"
    assert "No text for 'no-such<key>'" in caplog.text


@pytest.mark.parametrize(
    "say",
    [
        Say("greeting"),
        Say("amount-metres", {"metres": "far"}),
        Say("day-on", {"day": "soon"}),
        Say("snooze-done", {"minute": 5000}),
        Say("remind-on-days", {"days": 5}),
    ],
)
def test_a_value_that_does_not_fit_is_logged_and_never_raises(say: Say, caplog: pytest.LogCaptureFixture) -> None:
    render(say, "en", "metric")
    assert caplog.text or say.key == "remind-on-days"


@pytest.mark.parametrize("code", ["", "xx", "EN", "en-GB", "pt-br", "zh-hans"])
def test_every_language_code_finds_a_language(code: str) -> None:
    assert language_of(code) in languages()


@pytest.mark.parametrize("units", ["metric", "imperial"])
def test_an_unknown_language_is_answered_in_english(units: Units) -> None:
    assert render(Say("greeting", {"name": "Ana"}), "xx-YY", units) == "Hello, Ana! Ready when you are."
