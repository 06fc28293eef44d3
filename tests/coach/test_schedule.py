"""What is due on a day, after it was moved, skipped, eased or done; and what undoing brings back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.carry import carried
from coach.model import WEEKDAYS, Change, Enrolment, PutEnrolment, PutSession, Snapshot
from coach.scene import Content
from coach.schedule import calendar_of, due_on, easier, next_due

if TYPE_CHECKING:
    from tests.coach.conftest import Chat

FIRST = date(2026, 11, 23)


def states(chat: Chat) -> dict[str, str]:
    return {due.day.isoformat(): due.state for due in calendar_of(chat.snapshot, chat.content.plans)[:4]}


def test_a_workout_is_due_on_exactly_one_day(anna: Chat) -> None:
    anna.says("move it to tomorrow")
    snapshot, plans = anna.snapshot, anna.content.plans
    found = [due.planned for ahead in range(60) for due in due_on(snapshot, plans, FIRST + timedelta(days=ahead))]
    assert sorted(found) == sorted(due.planned for due in calendar_of(snapshot, plans))
    assert set(Counter(found).values()) == {1}


def test_whatever_is_moved_skipped_and_undone_never_two_fall_on_a_day(anna: Chat) -> None:
    start = anna.snapshot

    @given(
        st.lists(
            st.tuples(st.sampled_from(["move", "skip", "easier", "done", "undo"]), st.integers(0, 20)), max_size=12
        )
    )
    @settings(max_examples=60, deadline=None)
    def check(steps: list[tuple[str, int]]) -> None:
        anna.snapshot = start
        for what, number in steps:
            due = calendar_of(anna.snapshot, anna.content.plans)[number % 8]
            if what == "undo":
                anna.says("/undo")
            else:
                anna.presses(f"{what}:{due.planned}")
            if what == "move" and anna.asked == "move":
                nonce = anna.runner.waiting.nonce if anna.runner.waiting else ""
                anna.presses(f"a:{nonce}:{FIRST + timedelta(days=number)}")
            days = [one.day for one in calendar_of(anna.snapshot, anna.content.plans) if one.state != "skipped"]
            assert len(days) == len(set(days))

    check()


@pytest.mark.parametrize("words", ["skip today", "move it to tomorrow", "easier:2026-11-23", "done"])
def test_undo_restores_exactly(anna: Chat, words: str) -> None:
    before = calendar_of(anna.snapshot, anna.content.plans)
    anna.presses(words) if ":" in words else anna.says(words)
    assert calendar_of(anna.snapshot, anna.content.plans) != before
    anna.says("undo")
    assert calendar_of(anna.snapshot, anna.content.plans) == before
    assert (anna.snapshot.adjustments, anna.snapshot.sessions, anna.snapshot.undo) == ((), (), ())


def test_an_undo_that_would_put_two_on_a_day_is_refused(anna: Chat) -> None:
    anna.says("move it to tomorrow")
    first = anna.entry
    anna.presses("move:2026-11-25")
    anna.says("today")
    anna.presses(f"undo:{first}")
    assert "undo-crowded" in anna.said()


def test_easier_is_never_more(content: Content) -> None:
    for plan in content.plans.values():
        for week in plan.weeks:
            for workout in week.workouts:
                for before, after in zip(workout.main, easier(workout).main, strict=True):
                    assert after.repeat <= before.repeat
                    assert after.piece.effort <= before.piece.effort


def test_the_next_one_is_never_one_that_is_done_or_skipped(anna: Chat) -> None:
    anna.says("skip Wednesday")
    coming = next_due(anna.snapshot, anna.content.plans, FIRST)
    assert coming is not None
    assert str(coming.day) == "2026-11-27"


def test_other_days_keep_what_is_done_and_can_be_undone_exactly(anna: Chat) -> None:
    anna.says("done")
    anna.later(days=2)
    anna.says("skip today")
    before = anna.snapshot
    anna.presses("set:days")
    anna.says("Tuesday, Thursday and Saturday")
    assert states(anna) == {
        "2026-11-24": "done",
        "2026-11-26": "skipped",
        "2026-11-28": "open",
        "2026-12-01": "open",
    }
    anna.says("undo")
    assert (anna.snapshot.sessions, anna.snapshot.adjustments) == (before.sessions, before.adjustments)
    assert anna.snapshot.enrolment == before.enrolment


def test_a_plan_laid_anew_and_back_is_as_it_was(anna: Chat) -> None:
    plan = anna.content.plans["walk-back-starter"]
    anna.says("done")
    days = st.lists(st.sampled_from(WEEKDAYS), min_size=3, max_size=7, unique=True)

    @given(days, st.integers(0, 30))
    @settings(max_examples=60, deadline=None)
    def check(chosen: list[str], ahead: int) -> None:
        after = Enrolment(plan.id, FIRST + timedelta(days=ahead), tuple(d for d in WEEKDAYS if d in chosen))
        laid = carried(anna.snapshot, plan, after)
        there = applied_to(anna, laid.changes)
        done = [due for due in calendar_of(there, anna.content.plans) if due.state == "done"]
        assert [(due.training.week, due.training.number) for due in done] == [(1, 1)]

    check()


def applied_to(chat: Chat, changes: tuple[Change, ...]) -> Snapshot:
    snapshot = chat.snapshot
    for change in changes:
        if isinstance(change, PutEnrolment):
            snapshot = replace(snapshot, enrolment=change.enrolment)
        if isinstance(change, PutSession):
            others = [one for one in snapshot.sessions if one.key != change.session.key]
            snapshot = replace(snapshot, sessions=(change.session, *others))
    return snapshot
