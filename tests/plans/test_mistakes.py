from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.draft import draft
from plans.load import find_mistakes, load_plans
from plans.model import Mistake, PlanMistakes

Mistakes = Callable[[str], list[Mistake]]


def at(text: str, needle: str) -> tuple[int, int]:
    """Line and column, from 1, of the first place of some words."""
    before = text[: text.index(needle)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_small_plan_has_no_mistakes(small_plan: str, mistakes_of: Mistakes) -> None:
    assert mistakes_of(small_plan) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "path", "reason"),
    [
        ("goal:", "gaol:", "gaol", "gaol", "did you mean 'goal'?"),
        ("    title: One minute", "    tilte: One minute", "tilte", "days.minute.tilte", "did you mean 'title'?"),
        (
            "        repeat: 2\n        rec",
            "        repaet: 2\n        rec",
            "repaet",
            "days.minute.main.1.repaet",
            "did you mean 'repeat'?",
        ),
        ("goal: Two minutes backward.\n", "", "id: small", "goal", "'goal' is missing"),
        ("walking_only: true", "walking_only: yes", "yes", "walking_only", "expected true or false"),
        ("sessions_per_week: 2", "sessions_per_week: two", "two", "sessions_per_week", "expected a whole number"),
        ("sessions_per_week: 2", "sessions_per_week: 2.5", "2.5", "sessions_per_week", "expected a whole number"),
        ("title: A small plan", "title: 5", "5", "title", "expected text"),
        ("[gym floor]", "[gym flour]", "gym flour", "surfaces.1", "did you mean 'gym floor'?"),
        ("[gym floor]", "[road]", "road]", "surfaces.1", "'road' is not known here"),
        ("piece: 2 min back", "piece: 2 minutes back", "2 minutes", "weeks.2.sessions.2.main.1.piece", "write it like"),
        (
            "30 s backward walk",
            "30 s backwards wlk",
            "30 s backwards",
            "days.minute.main.1.piece",
            "did you mean 'backward walk'?",
        ),
        (
            "        effort: 2-3",
            "        effort: 3-2",
            "3-2",
            "days.minute.main.1.effort",
            "the lower number comes first",
        ),
        (
            "      - day: minute\n        times",
            "      - day: minite\n        times",
            "minite",
            "weeks.1.sessions.1.day",
            "did you mean 'minute'?",
        ),
        ("  - week: 2", "  - week: 3", "3\n    sessions", "weeks.2.week", "week 3 stands where week 2 is expected"),
        ("id: small", "id: tall", "tall", "id", "the id must be the file's name, 'small'"),
        ("goal:", "title: Again\ngoal:", "title: Again", "title", "'title' stands here twice (first in line 2)"),
        (
            "        cues: [Small steps.]\n",
            "",
            "day: minute\n      - title",
            "weeks.2.sessions.1.cues",
            "'cues' is missing",
        ),
        (
            "[Small steps.]",
            "[One., Two.]",
            "[One.",
            "weeks.2.sessions.1.cues",
            "2 cues, but the session is done 1 times",
        ),
        ("[Small steps.]", '[""]', '""', "weeks.2.sessions.1.cues.1", "this is empty"),
        (
            "  usual:\n    - piece: 4",
            "  easy:\n    - piece: 4",
            "day: minute\n        times",
            "weeks.1.sessions.1.cool_down",
            "'usual' is not in this file",
        ),
        (
            "repeat: 2\n        rec",
            "repeat: 0\n        rec",
            "0\n        rec",
            "days.minute.main.1.repeat",
            "greater than or equal to 1",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(
    small_plan: str, mistakes_of: Mistakes, old: str, new: str, where: str, path: str, reason: str
) -> None:
    assert small_plan.count(old) == 1
    text = small_plan.replace(old, new)
    found = [each for each in mistakes_of(text) if each.path == path]
    assert found, mistakes_of(text)
    assert (found[0].line, found[0].column) == at(text, where)
    assert reason in found[0].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("goal: *other", "not valid YAML"),
        ("goal: &name text", "anchors and tags"),
        ("goal: !secret text", "anchors and tags"),
        ("<<: {goal: text}", "merge keys"),
        ("goal: [", "not valid YAML"),
        ("goal: \ttext: more: \x07", "a character that a text file must not contain"),
        ("? [a, b]\n: c", "a key must be a word"),
    ],
)
def test_yaml_trickery_is_refused_at_its_line(small_plan: str, mistakes_of: Mistakes, line: str, reason: str) -> None:
    found = mistakes_of(small_plan.replace("goal: Two minutes backward.", line))
    assert any(reason in each.reason and each.line >= 5 for each in found)


def test_a_time_of_day_is_not_read_as_a_number(small_plan: str, mistakes_of: Mistakes) -> None:
    found = mistakes_of(small_plan.replace("sessions_per_week: 2", "sessions_per_week: 16:30"))
    assert [each.reason for each in found] == ["expected a whole number"]


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path, small_plan: str) -> None:
    (tmp_path / "one.yaml").write_text(small_plan.replace("goal:", "gaol:").replace("effort: 1-2", "effort: much"))
    (tmp_path / "two.yaml").write_text("title: [")
    (tmp_path / "three.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "four.yml").write_text(small_plan)
    with pytest.raises(PlanMistakes) as caught:
        load_plans(tmp_path)
    told = str(caught.value)
    assert told.count("one.yaml:") == 3
    assert "two.yaml:1:9: plan: this is not valid YAML" in told
    assert "three.yaml:1:1: plan: this is not a text in UTF-8" in told
    assert "four.yml:1:1: plan: a plan file's name ends in .yaml" in told


def test_a_broken_training_rule_points_at_its_session(small_plan: str, mistakes_of: Mistakes) -> None:
    text = small_plan.replace("effort: 2-4", "effort: 7-8")
    (mistake,) = mistakes_of(text)
    assert (mistake.path, mistake.line) == ("weeks.2.sessions.2", at(text, "title: Two minutes")[0])
    assert "effort 8 before week 5" in mistake.reason


def test_a_mistake_is_printed_as_editors_understand_it() -> None:
    assert str(Mistake("a.yaml", 3, 5, "weeks.1", "too much")) == "a.yaml:3:5: weeks.1: too much"


@pytest.mark.parametrize("text", ["", "# nothing", "- a\n- b", "just words", "null"])
def test_a_file_that_is_no_plan_says_so(mistakes_of: Mistakes, text: str) -> None:
    (mistake,) = mistakes_of(text)
    assert "a plan file holds keys and values" in mistake.reason


def test_a_deeply_nested_file_is_a_mistake_and_no_crash(mistakes_of: Mistakes) -> None:
    assert mistakes_of("a: " + "[" * 5000 + "]" * 5000)


def test_a_plan_that_comes_after_an_unknown_one_is_told(small_plan: str, mistakes_of: Mistakes) -> None:
    text = small_plan.replace("entry:\n", "entry:\n  after: smaller\n")
    (mistake,) = mistakes_of(text)
    assert (mistake.path, (mistake.line, mistake.column)) == ("entry.after", at(text, "smaller"))


def test_more_sessions_than_the_plan_says_are_told(small_plan: str, mistakes_of: Mistakes) -> None:
    found = mistakes_of(small_plan.replace("sessions_per_week: 2", "sessions_per_week: 1"))
    assert [each.path for each in found] == ["weeks.1.sessions", "weeks.2.sessions"]
    assert "2 sessions, but the plan says 1 a week" in found[0].reason


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (mistake,) = find_mistakes(tmp_path)
    assert "this file can't be read" in mistake.reason


def test_no_directory_means_the_plans_that_come_with_the_bot() -> None:
    assert find_mistakes() == []
    assert "walk-back-starter" in load_plans()


@st.composite
def mutations(draw: st.DrawFn) -> tuple[float, int, str]:
    where = draw(st.floats(0, 1))
    cut = draw(st.integers(0, 12))
    put = draw(st.one_of(st.just(""), st.text("-:[]{}&*!|>'\"%@`#,?\n\t 0a~é", max_size=6), st.text(max_size=3)))
    return where, cut, put


@given(mutations())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_plan_gives_a_plan_or_mistakes_with_places_in_the_file(
    small_plan: str, mutation: tuple[float, int, str]
) -> None:
    where, cut, put = mutation
    start = int(where * len(small_plan))
    text = small_plan[:start] + put + small_plan[start + cut :]
    found = draft("small.yaml", text, "small")
    lines = text.splitlines() or [""]
    assert found.mistakes or found.plan is not None
    for mistake in found.mistakes:
        assert 1 <= mistake.line <= len(lines) + 1
        assert mistake.column >= 1
        assert mistake.reason
        assert "\n" not in str(mistake)
