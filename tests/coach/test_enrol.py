"""The onboarding: at most seven questions on every way, each by button and by typing; a plan that the gate allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.enrol.answers import Heard, from_data, to_data
from coach.enrol.propose import propose
from coach.gate import AGES, CONDITIONS, EXPERIENCES, allows
from coach.scene import Content

if TYPE_CHECKING:
    from tests.coach.conftest import Chat

BUTTON = {"days": "mon,wed,fri", "place": "London", "time": "420", "goal": "any"}
TYPED = {
    "16to59": "34",
    "60to69": "I'm 66",
    "70plus": "75",
    "13to15": "14",
    "under13": "12",
    "none": "nothing",
    "heart": "high blood pressure",
    "balance": "I had a fall",
    "injury": "my knee",
    "yes": "yes",
    "no": "not yet",
    "new": "I'm new",
    "walks": "I walk",
    "runs": "I run backward",
    "mon,wed,fri": "Mon, Wed and Fri",
    "London": "Lisbon",
    "420": "7am",
    "any": "you choose",
}


def at(chat: Chat) -> str:
    waiting = chat.runner.waiting
    return str(waiting.data["at"]) if waiting else ""


def walk(chat: Chat, link: str, age: str, health: str, cleared: str, experience: str, *, typing: bool) -> list[str]:
    """Through the onboarding; the questions that were asked."""
    answers = {**BUTTON, "age": age, "health": health, "clearance": cleared, "experience": experience}
    chat.says(f"/start {link}".strip())
    asked: list[str] = []
    while at(chat) not in ("", "proposal"):
        name = at(chat)
        asked.append(name)
        answer = answers[name]
        if typing:
            chat.says(TYPED[answer])
        elif name == "health" and answer != "none":
            chat.taps(f":+{answer}")
            chat.taps(":ok")
        else:
            chat.taps(f":{answer}")
        assert at(chat) != name, f"{name} was not understood"
    return asked


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("link", ["", "walk-back-starter", "retro-5k", "older-adult-balance", "knee-friendly"])
@pytest.mark.parametrize("health", ["none", "heart", "balance", "injury"])
@pytest.mark.parametrize("cleared", ["yes", "no"])
def test_no_way_asks_more_than_seven_questions(
    new_chat: Callable[[bool], Chat], link: str, health: str, cleared: str, typing: bool
) -> None:
    for age in ("16to59", "60to69", "70plus", "13to15"):
        for experience in ("new", "runs"):
            chat = new_chat(False)
            asked = walk(chat, link, age, health, cleared, experience, typing=typing)
            assert len(asked) == len(set(asked)) <= 7
            if at(chat) == "proposal":
                chat.says("yes") if typing else chat.taps(":accept")
                heard = from_data({**chat.runner.facts})
                assert allows(heard.gate, chat.content.plans[chat.enrolment.plan_id])
            else:
                assert chat.snapshot.enrolment is None


ANSWERS = st.builds(
    Heard,
    age=st.none() | st.sampled_from(AGES),
    conditions=st.none() | st.frozensets(st.sampled_from(CONDITIONS)),
    cleared=st.none() | st.booleans(),
    experience=st.none() | st.sampled_from(EXPERIENCES),
    goal=st.none() | st.sampled_from(["any", "retro-mile", "field-agility", "gone"]),
    plan=st.none() | st.sampled_from(["walk-back-starter", "retro-5k", "older-adult-balance", "gone"]),
    days=st.none() | st.just(("mon", "fri")),
    minute=st.none() | st.integers(-1, 1439),
)


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_answers_survive_a_restart(heard: Heard) -> None:
    assert from_data(json.loads(json.dumps(to_data(heard)))) == heard


def test_what_is_proposed_is_allowed_and_its_reason_is_true(content: Content) -> None:
    @given(ANSWERS)
    @settings(max_examples=300, deadline=None)
    def check(heard: Heard) -> None:
        proposal = propose(heard, content.plans)
        if proposal is None:
            return
        assert allows(heard.gate, proposal.plan)
        assert proposal.reason != "not-open" or proposal.wanted is not None
        if heard.gate.experience != "runs":
            assert not proposal.plan.needs.can_jog
        if heard.gate.experience == "new":
            assert proposal.plan.walking_only

    check()


def test_a_newcomer_walks_first_whatever_the_link_says(chat: Chat) -> None:
    walk(chat, "retro-mile", "16to59", "none", "no", "new", typing=False)
    assert "enrol-because-chosen-but-walk-first" in chat.said()
    chat.taps(":accept")
    assert chat.enrolment.plan_id == "walk-back-starter"


def test_an_ambiguous_town_is_asked_back_and_answered_by_button(chat: Chat) -> None:
    chat.says("/start walk-back-starter")
    chat.says("34")
    chat.says("none")
    chat.says("Springfield")
    assert "enrol-place-which" in chat.said()
    chat.taps(":#1")
    assert chat.runner.zone.startswith("America/")


def test_a_shared_location_gives_the_zone(chat: Chat) -> None:
    chat.says("/start walk-back-starter")
    chat.says("34")
    chat.says("none")
    chat.shares(38.72, -9.14)
    assert chat.runner.zone == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ("Tuesday and Saturday", lambda data: data["days"] == ["tue", "sat"]),
        ("18:30", lambda data: data["minute"] == 1110),
        ("no, use miles", lambda data: data["units"] == "imperial"),
        ("yes but on Tuesday and Saturday", lambda data: data["days"] == ["tue", "sat"]),
    ],
)
def test_the_proposal_is_changed_by_typing(chat: Chat, words: str, check: Callable[..., bool]) -> None:
    walk(chat, "walk-back-starter", "16to59", "none", "no", "new", typing=True)
    chat.says(words)
    assert at(chat) == "proposal"
    assert chat.runner.waiting is not None
    assert check(chat.runner.waiting.data)


@pytest.mark.parametrize(
    ("words", "question"), [("change days", "days"), ("another plan", "goal"), ("change the time", "time")]
)
def test_every_button_of_the_proposal_has_its_words(chat: Chat, words: str, question: str) -> None:
    walk(chat, "walk-back-starter", "16to59", "none", "no", "new", typing=True)
    chat.says(words)
    assert at(chat) == question


def test_a_half_ticked_health_question_is_not_taken_for_answered(chat: Chat) -> None:
    chat.says("/start")
    chat.taps(":16to59")
    chat.taps(":+heart")
    chat.taps(":+heart")
    chat.says("/start")
    assert at(chat) == "health"


def test_typed_conditions_come_on_top_of_ticked_ones(chat: Chat) -> None:
    chat.says("/start")
    chat.taps(":16to59")
    chat.taps(":+heart")
    chat.says("and my knee")
    assert chat.runner.waiting is not None
    assert set(chat.runner.waiting.data["conditions"]) == {"heart", "injury"}  # type: ignore[arg-type]


def test_no_beside_a_condition_is_asked_again(chat: Chat) -> None:
    chat.says("/start")
    chat.taps(":16to59")
    chat.says("no heart problems")
    assert at(chat) == "health"


def test_accepting_while_held_shows_no_training(anna: Chat) -> None:
    anna.says("chest pain and I can't breathe")
    walk(anna, "walk-back-starter", "16to59", "none", "no", "new", typing=False)
    anna.taps(":accept")
    assert "hold-flag" in anna.said()
    assert "workout-today" not in anna.said()


def test_a_new_plan_is_not_ticked_by_what_ticked_the_old_one(anna: Chat) -> None:
    anna.says("done")
    walk(anna, "walk-back-starter", "16to59", "none", "no", "new", typing=False)
    anna.taps(":accept")
    assert anna.session.planned is None
    assert str(anna.enrolment.started) == "2026-11-25"


def test_answers_that_close_the_gate_end_the_old_plan(anna: Chat) -> None:
    anna.presses("enrol:again")
    for ending in (":16to59", ":+heart", ":ok", ":no"):
        anna.taps(ending)
    assert anna.snapshot.enrolment is None
