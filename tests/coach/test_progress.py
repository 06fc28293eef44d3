"""Progress, history and the export: the numbers of the log, whole and unchanged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coach.export import document

if TYPE_CHECKING:
    from tests.coach.conftest import Chat


def test_an_empty_log_says_how_to_begin(anna: Chat) -> None:
    anna.says("/progress")
    assert anna.said() == ["progress-empty"]


def test_only_backward_metres_are_counted_as_backward(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.later(days=1)
    anna.says("5 km forward in 30 min")
    anna.says("/progress")
    said = str(anna.decision.replies)
    assert "'metres': 2000" in said
    assert "'metres': 7000" not in said
    assert "progress-picture" in anna.said()


def test_a_streak_counts_weeks_and_rest_days_never_break_it(anna: Chat) -> None:
    for _ in range(3):
        anna.says("walked backward 5 min")
        anna.later(days=7)
    anna.says("/progress")
    assert "'weeks': 3" in str(anna.decision.replies)


def test_the_history_is_newest_first(anna: Chat) -> None:
    anna.says("2 km backward in 16 min")
    anna.says("yesterday 1 km backward")
    anna.says("/history")
    said = str(anna.decision.replies)
    assert said.index("2000") < said.index("1000")


def test_the_export_is_json_with_everything_and_no_open_question(anna: Chat) -> None:
    anna.says("walked backward 10 min, rpe 3, left knee a bit sore")
    anna.says("ran backward 3")
    whole = json.loads(json.dumps(document(anna.snapshot)))
    assert set(whole) == {"runner", "plan", "reminders", "sessions"}
    assert "waiting" not in whole["runner"]
    assert whole["sessions"][0]["pain"] == [{"site": "knee", "side": "left", "severity": "mild"}]
    assert whole["plan"]["id"] == "walk-back-starter"
    assert whole["reminders"][0]["time"] == "07:00"


def test_a_stranger_may_export_nothing(chat: Chat) -> None:
    assert document(chat.snapshot) == {"runner": {}, "plan": None, "reminders": [], "sessions": []}
