"""What the runner sets: units, place, days, name; pause and resume; what is kept, and forgetting it."""

from dataclasses import replace

from coach.aside import says_something_else
from coach.carry import carried
from coach.enrol.flow import first_day
from coach.enrol.questions import several_places
from coach.listen.answers import read_days, read_yes_no
from coach.model import (
    Change,
    Choice,
    Decision,
    Forget,
    PutRunner,
    PutUndo,
    Runner,
    Say,
    Units,
    Values,
    Weekday,
)
from coach.places.find import find, is_zone, nearest
from coach.places.model import FoundPlace
from coach.remind import rezoned
from coach.scene import Answer, Scene, answered, saying, waiting_for, zone_of
from coach.schedule import plan_of


def show(scene: Scene) -> Decision:
    """`/settings`: everything that is set, each with its button."""
    runner, enrolment = scene.runner, scene.snapshot.enrolment
    values = {
        "name": runner.name,
        "place": runner.place or "?",
        "zone": runner.zone or "UTC",
        "units": runner.units,
        "days": ",".join(enrolment.days) if enrolment else "",
        "paused": "yes" if runner.paused else "no",
    }
    other: Units = "metric" if runner.units == "imperial" else "imperial"
    rows = (
        (Choice(f"units:{other}", f"enrol-use-{other}"), Choice("set:place", "button-set-place")),
        (Choice("set:days", "button-set-days"), Choice("cmd:remind", "button-set-reminder")),
        (Choice("enrol:again", "button-set-health"),),
    )
    return saying(Say("settings", values, choices=rows))


def use_units(scene: Scene, units: Units) -> Decision:
    changed = replace(scene.runner, units=units)
    undo = PutUndo("units", (PutRunner(answered(scene.runner)),))
    return saying(Say(f"settings-units-{units}", choices=_undo(scene)), changes=(PutRunner(changed), undo))


def _undo(scene: Scene) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(f"undo:{scene.message.update_id}", "button-undo"),),)


# ---------------------------------------------------------------- place and days


def ask_place(scene: Scene) -> Decision:
    changes = (PutRunner(waiting_for(scene, "place")),)
    return saying(Say("enrol-place-share", ask_place=True), Say("settings-ask-place"), changes=changes)


def hear_place(scene: Scene, answer: Answer) -> Decision | None:
    if scene.message.place is not None:
        return put_place(
            scene, nearest(scene.message.place.latitude, scene.message.place.longitude, scene.content.places())
        )
    if answer.value:
        found = find(str(answer.waiting.data.get("typed", "")), scene.content.places())
        at = int(answer.value[1:]) if answer.value[1:].isdecimal() else len(found)
        return put_place(scene, found[at]) if at < len(found) else None
    return None if says_something_else(scene) else told_place(scene, answer.text)


def told_place(scene: Scene, text: str) -> Decision | None:
    """A town, or a zone by its own name; several of that name are asked back; None when there is none."""
    zone = is_zone(text.strip())
    if zone is not None and "/" in text:
        return put_place(scene, FoundPlace(zone.rpartition("/")[2].replace("_", " "), "", zone, 0))
    found = find(text, scene.content.places())
    if len(found) == 1:
        return put_place(scene, found[0])
    which = several_places(scene, text, scene.nonce)
    return saying(which, changes=(PutRunner(waiting_for(scene, "place", {"typed": text})),)) if which else None


def put_place(scene: Scene, place: FoundPlace) -> Decision:
    """Another zone: the reminders keep their time on the wall."""
    before = scene.runner
    runner = replace(answered(before), zone=place.zone, place=place.name, country=place.country or before.country)
    undo = PutUndo("place", (PutRunner(answered(before)),))
    changes: tuple[Change, ...] = (PutRunner(runner), *rezoned(scene.snapshot, place.zone, scene.now), undo)
    asked = before.waiting is not None and before.waiting.question == "place"
    choices = () if asked else _undo(scene)
    local = scene.message.at.astimezone(zone_of(runner))
    values: Values = {"place": place.name, "zone": place.zone, "minute": local.hour * 60 + local.minute}
    return saying(Say("settings-place", values, choices=choices, hide_keys=asked), changes=changes)


def ask_days(scene: Scene) -> Decision:
    if scene.snapshot.enrolment is None:
        return saying(Say("today-no-plan", choices=((Choice("enrol:again", "button-choose-plan"),),)))
    return saying(Say("settings-ask-days"), changes=(PutRunner(waiting_for(scene, "days")),))


def hear_days(scene: Scene, answer: Answer) -> Decision | None:
    days = None if says_something_else(scene) else scene.read(read_days, answer.text)
    return put_days(scene, days) if days else None


def put_days(scene: Scene, days: tuple[Weekday, ...]) -> Decision:
    """Other training days from now on: the plan goes on with the week it is in, and what is done stays done."""
    before, plan = scene.snapshot.enrolment, plan_of(scene.snapshot, scene.content.plans)
    if before is None or plan is None:
        return ask_days(scene)
    laid = carried(scene.snapshot, plan, replace(before, days=days))
    changes = (*laid.changes, PutRunner(answered(scene.runner)), PutUndo("days", laid.restores))
    values = {"days": ",".join(days), "next": first_day(days, scene.today).isoformat()}
    return saying(Say("settings-days", values, choices=_undo(scene)), changes=changes)


# ---------------------------------------------------------------- told in words


def told(scene: Scene) -> Decision:
    """A fact or a setting: the first of place, units, days, name that the message names."""
    profile = scene.heard.profile
    if profile is None:
        return show(scene)
    if profile.place:
        return told_place(scene, profile.place) or saying(Say("settings-no-place", {"place": profile.place}))
    if profile.units is not None:
        return use_units(scene, profile.units)
    if profile.days:
        return put_days(scene, profile.days)
    if profile.name:
        renamed = replace(scene.runner, name=profile.name)
        return _put(scene, renamed, "name", Say("settings-name", {"name": profile.name}, choices=_undo(scene)))
    if profile.age is not None:
        return _told_age(scene, profile.age)
    if profile.goal:
        told_goal = _with_fact(scene.runner, "goal_words", profile.goal)
        return _put(scene, told_goal, "goal", Say("settings-goal", choices=_undo(scene)))
    return show(scene)


def _told_age(scene: Scene, years: int) -> Decision:
    """An age can change what the safety gate allows, so the gate is offered again rather than changed behind it."""
    choices = ((Choice("enrol:again", "button-set-health"),),)
    return saying(Say("settings-age", {"age": years}, choices=choices))


def _with_fact(runner: Runner, key: str, value: str) -> Runner:
    return replace(runner, facts={**runner.facts, key: value})


def _put(scene: Scene, runner: Runner, what: str, said: Say) -> Decision:
    undo = PutUndo(what, (PutRunner(answered(scene.runner)),))
    return saying(said, changes=(PutRunner(runner), undo))


# ---------------------------------------------------------------- pause, resume, forget


def pause(scene: Scene) -> Decision:
    """Reminders rest; the plan and the log stay."""
    if scene.runner.paused:
        return saying(Say("pause-already", choices=((Choice("cmd:resume", "button-resume"),),)))
    choices = ((Choice("cmd:resume", "button-resume"),),)
    return saying(Say("pause-done", choices=choices), changes=(PutRunner(replace(scene.runner, paused=True)),))


def resume(scene: Scene) -> Decision:
    said = Say(
        "resume-done" if scene.runner.paused else "resume-already", choices=((Choice("cmd:today", "button-today"),),)
    )
    return saying(said, changes=(PutRunner(replace(scene.runner, paused=False)),))


def ask_forget(scene: Scene) -> Decision:
    """`/forget` asks once."""
    rows = (
        (Choice(f"a:{scene.nonce}:yes", "button-forget-yes"),),
        (Choice(f"a:{scene.nonce}:no", "button-forget-no"), Choice("cmd:export", "button-export")),
    )
    return saying(Say("forget-ask", choices=rows), changes=(PutRunner(waiting_for(scene, "forget")),))


def hear_forget(scene: Scene, answer: Answer) -> Decision | None:
    typed = None if says_something_else(scene) else scene.read(read_yes_no, answer.text)
    yes = answer.value == "yes" if answer.value else typed
    if yes is None:
        return None
    if not yes:
        return saying(Say("forget-kept"), changes=(PutRunner(answered(scene.runner)),))
    return saying(Say("forget-done"), changes=(Forget(),))
