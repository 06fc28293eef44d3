"""Whatever a runner writes or presses, in whatever order: no error, and nothing that must not be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from coach.model import PutRunner, Runner, Snapshot
from coach.scene import Content
from coach.schedule import calendar_of

if TYPE_CHECKING:
    from tests.coach.conftest import Chat

MESSAGES = (
    *("/start", "/start walk-back-starter", "/start retro-5k", "/start nonsense", "/today", "/week", "/plan", "/undo"),
    *("/progress", "/history", "/remind", "/pause", "/resume", "/settings", "/export", "/forget", "/privacy", "/help"),
    *("/ask", "/log", "/log 2 km backward in 16 min", "/nothing", "34", "12", "14", "66", "75", "none", "my knee"),
    *("I am pregnant", "yes", "no", "not yet", "new", "run", "you choose", "5k", "Mon, Wed and Fri", "Tuesday"),
    *("Lisbon", "Springfield", "Europe/Berlin", "Narnia", "7am", "18:30", "no reminder", "2 km backward in 16 min"),
    *("ran 3", "km", "km. also my calf hurts", "yesterday 1.5k retro 12:30", "walked backward 10 min, rpe 3"),
    *("walked backward 5 min, knee pain 8/10", "left knee a bit sore", "my calf hurts", "8", "a bit", "left knee 3/10"),
    *("done", "done yesterday", "done, but only half", "half of it", "same as last time", "undo", "no, 3 km", "wrong"),
    *(
        "it was yesterday",
        "it was walking",
        "no, 3",
        "backward walk",
        "skip today",
        "skip Wednesday",
        "move it to Friday",
    ),
    *("move it to tomorrow", "move it", "snooze", "snooze 1 hour", "remind me at 6:30 on weekdays", "remind me"),
    *("no reminders until Monday", "stop reminding me", "I moved to Tokyo", "I use miles", "call me Bo", "I'm 46"),
    *("is it good for my knees?", "what's today?", "tomorrow?", "hello", "thanks", "chest pain and I can't breathe"),
    *("1 km forward then 2 km backwards", "8x30", "5 km", "yes, and it was 3 km", "2", "🏃", "/sources", "last week"),
)
BAD_BUTTONS = (
    *("a:zz:yes", "done:nonsense", "done:2026-11-23", "rpe:1:x", "rpe:1001:99", "undo:1", "hurts:1", "move:2026-12-30"),
    *("skip:", "cmd:nothing", "x", ":", "set:days", "set:place", "units:miles", "remind:off", "remind:99999"),
    *("cleared", "enrol:again", "again:1", "again:x", "onward", "snooze:2026-11-23", "topics:9", "card:x"),
)


@cache
def written() -> frozenset[str]:
    texts = Path(__file__).parents[2] / "bot" / "texts" / "en.ftl"
    lines = texts.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("=")[0].strip() for line in lines if "=" in line and line[:1].isalpha())


def training_shown(keys: list[str]) -> bool:
    return bool({"workout-today", "workout-on", "reminder"} & set(keys))


def is_held(runner: Runner | None, today: object) -> bool:
    hold = runner.hold if runner else None
    return hold is not None and (hold.until is None or str(hold.until) >= str(today))


@pytest.mark.parametrize("enrolled", [False, True])
def test_no_order_of_messages_and_buttons_breaks_a_rule(
    content: Content, new_chat: Callable[[bool], Chat], enrolled: bool
) -> None:
    class Anything(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.chat = new_chat(enrolled)
            self.seen: list[str] = []
            self.before: Snapshot = self.chat.snapshot

        def turn(self, *, text: str = "", button: str = "", entry: str | None = None, edit: bool = False) -> None:
            self.before = self.chat.snapshot
            if button:
                self.chat.presses(button)
            elif edit:
                self.chat.says(text, edits=entry)
            else:
                self.chat.says(text, reply_to=entry)
            self.seen = (self.seen + [one.data for one in self.chat.choices()])[-40:]

        @rule(text=st.sampled_from(MESSAGES))
        def writes(self, text: str) -> None:
            self.turn(text=text)

        @rule(pick=st.integers(0, 39), newest=st.booleans())
        def presses(self, pick: int, newest: bool) -> None:
            offered = [one.data for one in self.chat.choices()] if newest else self.seen
            if offered:
                self.turn(button=offered[pick % len(offered)])

        @rule(data=st.sampled_from(BAD_BUTTONS))
        def presses_nonsense(self, data: str) -> None:
            self.turn(button=data)

        @rule(text=st.sampled_from(MESSAGES), pick=st.integers(0, 9), edit=st.booleans())
        def replies_or_edits(self, text: str, pick: int, edit: bool) -> None:
            entries = [one.entry for one in self.chat.snapshot.undo]
            if entries:
                self.turn(text=text, entry=entries[pick % len(entries)], edit=edit)

        @rule(hours=st.sampled_from([1, 9, 24, 72, 24 * 8]))
        def waits(self, hours: int) -> None:
            self.chat.at += timedelta(hours=hours)

        @invariant()
        def every_sentence_is_written(self) -> None:
            unknown = [key for key in self.chat.said() if key not in written() and not key.startswith("redflag-")]
            assert not unknown

        @invariant()
        def every_button_fits(self) -> None:
            assert all(1 <= len(one.data.encode()) <= 64 for one in self.chat.choices())

        @invariant()
        def no_training_is_proposed_while_held(self) -> None:
            scene = self.chat.scene()
            if is_held(self.before.runner, scene.today) and is_held(self.chat.snapshot.runner, scene.today):
                assert not training_shown(self.chat.said())

        @invariant()
        def no_change_of_the_runner_is_lost(self) -> None:
            before = self.before.runner
            puts = [one.runner for one in self.chat.decision.changes if isinstance(one, PutRunner)]
            if before is None or not puts:
                return
            for name in ("zone", "units", "hold", "facts", "paused", "name"):
                changed = [getattr(one, name) for one in puts if getattr(one, name) != getattr(before, name)]
                if changed:
                    assert getattr(puts[-1], name) != getattr(before, name), name

        @invariant()
        def the_undo_entries_are_distinct(self) -> None:
            entries = [one.entry for one in self.chat.snapshot.undo]
            assert len(entries) == len(set(entries)) <= 10

        @invariant()
        def a_planned_workout_is_ticked_at_most_once(self) -> None:
            ticked = [one.planned for one in self.chat.snapshot.sessions if one.planned]
            assert len(ticked) == len(set(ticked))
            modes = [one.mode for one in self.chat.snapshot.sessions if one.planned]
            assert not {"forward_run", "forward_walk", "other"} & set(modes)

        @invariant()
        def never_two_workouts_on_a_day(self) -> None:
            days = [due.day for due in calendar_of(self.chat.snapshot, content.plans) if due.state != "skipped"]
            assert len(days) == len(set(days))

        @invariant()
        def no_session_is_in_the_future(self) -> None:
            assert all(one.day <= self.chat.at.date() + timedelta(days=1) for one in self.chat.snapshot.sessions)

    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Anything,
        settings=settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=slow),
    )
