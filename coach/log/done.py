"""The planned workout, claimed done: the plan's own numbers are logged, and the echo shows them."""

from dataclasses import replace
from datetime import date

from coach.aside import told_session
from coach.listen.model import HeardSession
from coach.log import ask
from coach.log.pending import Pending
from coach.log.write import put
from coach.model import Choice, Decision, Mode, Say, Session
from coach.scene import Scene, saying
from coach.schedule import Due, adjustment_of, calendar_of, due_on, stated_amount
from plans.model import Workout

BACKWARD: tuple[Mode, ...] = ("backward_run", "backward_walk", "mixed", "drill")


def press(scene: Scene, planned: date) -> Decision:
    """The Done button of a workout, which names the workout by its planned date."""
    due = next((one for one in _near(scene, planned) if one.planned == planned), None)
    if due is None:
        return saying(notice=Say("stale-button"))
    if due.state == "done":
        return saying(notice=Say("done-already"))
    return put(scene, (done_session(scene, due),), "done-saved")


def _near(scene: Scene, planned: date) -> tuple[Due, ...]:
    day = adjustment_of(scene.snapshot, planned).to or planned
    return due_on(scene.snapshot, scene.content.plans, day)


def told(scene: Scene) -> Decision:
    """ "Done", in words: the workout of the day that was meant."""
    heard = told_session(scene)
    if heard.day is None and scene.heard.ask == "date":
        return ask.ask(scene, Pending((heard,), "date", planned=True))
    day = min(heard.day or scene.today, scene.today)
    due = _meant(scene, day)
    if due is None:
        return _nothing_planned(scene, heard, day, already=bool(due_on(scene.snapshot, scene.content.plans, day)))
    if scene.heard.ask is not None:
        told_so = replace(heard, day=day, mode=heard.mode or mode_of(due.workout))
        return ask.ask(scene, Pending((told_so,), scene.heard.ask, fraction=scene.heard.fraction))
    session = done_session(scene, due)
    told = replace(session, day=day, mode=heard.mode or session.mode, rpe=heard.rpe, pain=heard.pain)
    return put(scene, (told,), "done-saved")


def _meant(scene: Scene, day: date) -> Due | None:
    """The workout that is due on the day, else the one that was moved away from it but done on it after all."""
    here = next((one for one in due_on(scene.snapshot, scene.content.plans, day) if one.state != "done"), None)
    if here is not None:
        return here
    calendar = calendar_of(scene.snapshot, scene.content.plans)
    return next((one for one in calendar if one.planned == day and one.state == "open"), None)


def _nothing_planned(scene: Scene, heard: HeardSession, day: date, *, already: bool) -> Decision:
    """No workout to tick off: ask what was done instead, or say that it is in the log already."""
    if already:
        extra = heard.rpe is not None or bool(heard.pain)
        choices = () if not extra else ((Choice("cmd:history", "button-history"),),)
        return saying(Say("done-already-say", {"day": day.isoformat()}, choices=choices))
    return ask.ask(scene, Pending((replace(heard, day=day),), "distance"))


def done_session(scene: Scene, due: Due) -> Session:
    """The session that the plan has for that day, on the day the runner really did it."""
    metres, seconds = stated_amount(due.workout)
    return Session(
        key=f"{scene.message.update_id}.0",
        day=min(due.day, scene.today),
        mode=mode_of(due.workout),
        distance_m=metres,
        duration_s=seconds if metres is None else None,
        planned=due.planned,
        told_at=scene.message.at,
    )


def mode_of(workout: Workout) -> Mode:
    """The backward mode of the main set."""
    modes = [block.piece.mode for block in workout.main]
    return next((mode for mode in modes if mode in BACKWARD), "backward_walk")
