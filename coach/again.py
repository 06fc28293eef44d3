"""The two answers to the offer after missed weeks: go back in the plan, or go on as planned."""

from dataclasses import replace
from datetime import timedelta

from coach.carry import carried
from coach.missed import ASKED, Missed, missed_weeks
from coach.model import Change, Choice, Decision, Enrolment, PutRunner, PutUndo, Runner, Say
from coach.scene import Scene, saying
from coach.schedule import plan_of
from coach.today import day_says


def press_again(scene: Scene, value: str) -> Decision:
    """Go back: the present week becomes the plan week `value`. What was done before it stays done. With Undo."""
    missed = missed_weeks(scene.snapshot, scene.content.plans, scene.today)
    enrolment, plan = scene.snapshot.enrolment, plan_of(scene.snapshot, scene.content.plans)
    if missed is None or enrolment is None or plan is None or value != str(missed.back_to):
        return saying(notice=Say("stale-button"))
    started = missed.slot - timedelta(weeks=missed.back_to - 1)
    after = Enrolment(plan.id, started, enrolment.days)
    laid = carried(scene.snapshot, plan, after, until_week=missed.back_to)
    undo = ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)
    changes = (*laid.changes, PutRunner(_answered(scene, missed)), PutUndo("again", laid.restores))
    return _with_today(scene, after, Say("missed-again", {"week": missed.back_to}, choices=undo), changes)


def press_onward(scene: Scene, value: str) -> Decision:
    """Go on as planned; nothing is offered again in this week."""
    missed = missed_weeks(scene.snapshot, scene.content.plans, scene.today)
    enrolment = scene.snapshot.enrolment
    if missed is None or enrolment is None or value != missed.slot.isoformat():
        return saying(notice=Say("stale-button"))
    return _with_today(scene, enrolment, Say("missed-onward"), (PutRunner(_answered(scene, missed)),))


def _with_today(scene: Scene, enrolment: Enrolment, said: Say, changes: tuple[Change, ...]) -> Decision:
    """The answer, and what is on today in the plan as it now lies."""
    laid_anew = enrolment != scene.snapshot.enrolment
    sessions = () if laid_anew else scene.snapshot.sessions
    kept = () if laid_anew else scene.snapshot.adjustments
    snapshot = replace(scene.snapshot, enrolment=enrolment, sessions=sessions, adjustments=kept)
    return saying(said, *day_says(snapshot, scene.content.plans, scene.today, scene.today), changes=changes)


def _answered(scene: Scene, missed: Missed) -> Runner:
    return replace(scene.runner, facts={**scene.runner.facts, ASKED: missed.slot.isoformat()})
