"""Who may start what: every rule of the plan authors' table."""

from itertools import combinations
from typing import Literal

import pytest

from coach.gate import (
    AGES,
    CONDITIONS,
    EXPERIENCES,
    Age,
    Answers,
    Closed,
    Condition,
    NeedsClearance,
    Open,
    age_band,
    allows,
    verdict,
)
from coach.scene import Content


def answers(age: Age = "16to59", *conditions: Condition, cleared: bool = False, runs: bool = False) -> Answers:
    return Answers(age, frozenset(conditions), "runs" if runs else "new", cleared)


EVERYBODY = [
    Answers(age, frozenset(chosen), experience, cleared)
    for age in AGES
    for count in range(len(CONDITIONS) + 1)
    for chosen in combinations(CONDITIONS, count)
    for experience in EXPERIENCES
    for cleared in (False, True)
]


@pytest.mark.parametrize(
    ("years", "band"), [(12, "under13"), (13, "13to15"), (15, "13to15"), (16, "16to59"), (60, "60to69"), (70, "70plus")]
)
def test_an_age_has_its_band(years: int, band: str) -> None:
    assert age_band(years) == band


@pytest.mark.parametrize("cleared", [False, True])
def test_pregnant_children_and_teenagers_have_no_plan_whoever_agrees(cleared: bool) -> None:
    assert verdict(answers("16to59", "pregnant", cleared=cleared)) == Closed("pregnant")
    assert verdict(answers("under13", cleared=cleared)) == Closed("child")
    assert verdict(answers("13to15", cleared=cleared)) == Closed("teen")


@pytest.mark.parametrize("condition", ["heart", "balance", "injury"])
def test_a_condition_needs_a_clinician_first(condition: Literal["heart", "balance", "injury"]) -> None:
    assert verdict(answers("16to59", condition)) == NeedsClearance((condition,))
    assert isinstance(verdict(answers("16to59", condition, cleared=True)), Open)


def test_from_sixty_on_it_is_walking_unless_they_run_backward_and_are_cleared() -> None:
    for age in ("60to69", "70plus"):
        gate = verdict(answers(age, cleared=True))
        assert isinstance(gate, Open)
        assert gate.walking_only
        running = verdict(answers(age, cleared=True, runs=True))
        assert isinstance(running, Open)
        assert not running.walking_only


def test_nobody_is_allowed_a_plan_while_the_gate_is_not_open(content: Content) -> None:
    for one in EVERYBODY:
        if not isinstance(verdict(one), Open):
            assert not [plan.id for plan in content.plans.values() if allows(one, plan)]


def test_walking_only_means_walking_only_and_an_injury_the_knee_plan_only(content: Content) -> None:
    for one in EVERYBODY:
        gate = verdict(one)
        allowed = [plan for plan in content.plans.values() if allows(one, plan)]
        if isinstance(gate, Open) and gate.walking_only:
            assert all(plan.walking_only for plan in allowed)
        if "injury" in one.conditions:
            assert {plan.id for plan in allowed} <= {"knee-friendly"}


def test_a_plan_for_people_from_an_age_on_is_closed_to_younger_ones(content: Content) -> None:
    older = content.plans["older-adult-balance"]
    assert not allows(answers("16to59", "heart", cleared=True), older)
    assert not allows(answers("60to69"), older)
    assert allows(answers("60to69", cleared=True), older)


def test_what_a_plan_refuses_is_refused_whoever_agrees(content: Content) -> None:
    for one in EVERYBODY:
        for plan in content.plans.values():
            if plan.needs.refused_for & one.conditions:
                assert not allows(one, plan)
