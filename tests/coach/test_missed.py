"""After missed weeks: what counts, how far back, and the two answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest

from coach.again import press_again, press_onward
from coach.missed import Missed, back_to, missed_weeks
from coach.model import Change, Decision, Snapshot
from coach.scene import Scene
from coach.schedule import calendar_of

if TYPE_CHECKING:
    from tests.coach.conftest import Chat


Apply = Callable[[Snapshot, Iterable[Change], str], Snapshot]


def take(chat: Chat, press: Callable[[Scene, str], Decision], value: str, apply: Apply) -> list[str]:
    """Press one of the two buttons."""
    scene = chat.scene()
    chat.decision = press(scene, value)
    chat.snapshot = apply(chat.snapshot, chat.decision.changes, str(chat.update))
    return chat.said()


def found(chat: Chat) -> Missed | None:
    return missed_weeks(chat.snapshot, chat.content.plans, chat.scene().today)


def train(chat: Chat, weeks: int) -> None:
    """Every session of the next weeks; then it is the Monday after."""
    for _ in range(weeks):
        for ahead in (0, 2, 2):
            chat.later(days=ahead)
            chat.says("done")
        chat.later(days=3)


@pytest.mark.parametrize(
    ("reached", "missed", "week"),
    [(0, 1, 1), (3, 1, 3), (3, 2, 2), (4, 3, 3), (1, 2, 1), (8, 4, 4), (5, 6, 3), (1, 9, 1)],
)
def test_how_far_back(reached: int, missed: int, week: int) -> None:
    assert back_to(reached, missed) == week


def test_a_single_missed_session_is_no_missed_week(anna: Chat) -> None:
    anna.says("done")
    anna.later(days=7)
    assert found(anna) is None


def test_a_week_with_something_backward_in_it_is_not_missed(anna: Chat) -> None:
    anna.later(days=1)
    anna.says("walked backward 5 min")
    anna.later(days=6)
    assert found(anna) is None


@pytest.mark.parametrize(("away", "week"), [(1, 3), (2, 2), (4, 2)])
def test_today_offers_to_go_back_before_it_shows_a_session(anna: Chat, away: int, week: int) -> None:
    train(anna, 3)
    anna.later(days=7 * away)
    anna.says("/today")
    assert anna.said()[0] == "missed-weeks"
    assert [one.data.split(":")[0] for one in anna.choices()] == ["again", "onward"]
    assert anna.choices()[0].data == f"again:{week}"
    assert "workout-today" not in anna.said()


def test_going_back_makes_this_week_that_week_and_keeps_what_is_done(anna: Chat, apply: Apply) -> None:
    train(anna, 3)
    anna.later(days=14)
    keys = take(anna, press_again, "2", apply)
    assert "workout-today" in keys
    dues = calendar_of(anna.snapshot, anna.content.plans)
    assert [due.training.week for due in dues if due.day == anna.scene().today] == [2]
    assert {due.training.week for due in dues if due.state == "done"} == {1}
    assert len(anna.snapshot.sessions) == 9
    assert found(anna) is None
    anna.says("/today")
    assert "workout-today" in anna.said()


def test_going_back_can_be_undone_exactly(anna: Chat, apply: Apply) -> None:
    train(anna, 3)
    anna.later(days=14)
    before = anna.snapshot
    take(anna, press_again, "2", apply)
    anna.says("undo")
    assert (anna.snapshot.enrolment, anna.snapshot.sessions) == (before.enrolment, before.sessions)


def test_going_on_as_planned_asks_no_more_this_week(anna: Chat, apply: Apply) -> None:
    train(anna, 1)
    anna.later(days=7)
    missed = found(anna)
    assert missed is not None
    assert "workout-today" in take(anna, press_onward, missed.slot.isoformat(), apply)
    assert found(anna) is None
    anna.later(days=7)
    assert found(anna) is not None


def test_training_in_the_week_is_an_answer(anna: Chat) -> None:
    train(anna, 1)
    anna.later(days=7)
    anna.says("done")
    assert found(anna) is None


def test_a_plan_that_was_left_is_offered_again_and_a_finished_one_is_not(anna: Chat) -> None:
    train(anna, 6)
    anna.later(days=21)
    assert found(anna) is None
    anna.snapshot = Snapshot(runner=anna.snapshot.runner, enrolment=anna.snapshot.enrolment)
    left = found(anna)
    assert left is not None
    assert left.back_to == 1


def test_an_old_button_changes_nothing(anna: Chat) -> None:
    assert press_again(anna.scene(), "1").changes == ()
    assert press_onward(anna.scene(), "2026-11-23").changes == ()
