"""The workout of a day, of tomorrow, of the week: what to do, how much, how hard, and one cue for safety."""

from collections.abc import Mapping
from datetime import date, timedelta

from coach.missed import offer
from coach.model import Choice, Decision, Say, Snapshot, Values
from coach.safety import active_hold
from coach.scene import Scene, saying
from coach.schedule import Due, calendar_of, due_on, next_due, plan_of, standing_on, stated_amount
from plans.model import Block, Finished, Piece, Plan, Workout
from plans.totals import total

Plans = Mapping[str, Plan]


# ---------------------------------------------------------------- one workout, line by line


def workout_lines(workout: Workout) -> tuple[Say, ...]:
    """Warm-up, main set, cool-down, totals and the cue, each with its own line."""
    sums = total(workout)
    return (
        Say("workout-warm-up", {"blocks": _blocks(workout.warm_up)}),
        Say("workout-main", {"blocks": _blocks(workout.main)}),
        Say("workout-cool-down", {"blocks": _blocks(workout.cool_down)}),
        Say("workout-totals", {"seconds": sums.seconds, "backward": backward_amount(workout)}),
        Say("workout-cue", {"cue": workout.cue}),
    )


def backward_amount(workout: Workout) -> Say:
    """The backward amount in the plan's own measure: metres where it counts metres, else time."""
    metres, seconds = stated_amount(workout)
    return Say("amount-seconds", {"seconds": seconds}) if metres is None else Say("amount-metres", {"metres": metres})


def _blocks(blocks: tuple[Block, ...]) -> tuple[Say, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Block) -> Say:
    values: Values = {
        "repeat": block.repeat,
        "piece": _piece(block.piece),
        "effort": effort(block.piece),
        "recovery": Say("workout-recovery", {"piece": _piece(block.recovery)}) if block.recovery else Say("nothing"),
        "note": Say("workout-note", {"note": _note(block)}) if _note(block) else Say("nothing"),
    }
    return Say("workout-block" if block.repeat > 1 else "workout-block-once", values)


def _note(block: Block) -> str:
    return "; ".join(part for part in (block.piece.hint, block.note) if part)


def _piece(piece: Piece) -> Say:
    if piece.distance_m is not None:
        return Say("workout-piece-metres", {"metres": piece.distance_m, "mode": piece.mode})
    return Say("workout-piece-seconds", {"seconds": piece.duration_s or 0, "mode": piece.mode})


def effort(piece: Piece) -> Say:
    low, high = piece.effort
    return Say("effort-one", {"low": low}) if low == high else Say("effort-range", {"low": low, "high": high})


# ---------------------------------------------------------------- today


def card(due: Due, plan: Plan, today: date) -> Say:
    """The workout of a day with its four buttons (two rows: a phone shows them without scrolling)."""
    values: Values = {
        "title": due.workout.title,
        "plan": plan.title,
        "week": due.training.week,
        "weeks": len(plan.weeks),
        "number": due.training.number,
        "day": due.day.isoformat(),
        "lines": workout_lines(due.workout),
        "eased": Say("workout-eased") if due.eased else Say("nothing"),
        "moved": Say("workout-moved", {"day": due.planned.isoformat()}) if due.planned != due.day else Say("nothing"),
    }
    return Say("workout-today" if due.day == today else "workout-on", values, choices=workout_buttons(due))


def workout_buttons(due: Due) -> tuple[tuple[Choice, ...], ...]:
    day = due.planned.isoformat()
    ease = () if due.eased else (Choice(f"easier:{day}", "button-easier"),)
    return (
        (Choice(f"done:{day}", "button-done"), *ease),
        (Choice(f"move:{day}", "button-move"), Choice(f"skip:{day}", "button-skip")),
    )


def on_day(scene: Scene, day: date) -> Decision:
    """What is on a day: the workout, or why there is none and what comes next."""
    if (stopped := held(scene)) is not None:
        return saying(stopped)
    going_back = offer(scene.snapshot, scene.content.plans, scene.today)
    if going_back is not None and day >= scene.today:
        return saying(going_back)
    return saying(*day_says(scene.snapshot, scene.content.plans, day, scene.today))


def held(scene: Scene) -> Say | None:
    """Why training is stopped at present; None when it is not."""
    hold = active_hold(scene.runner, scene.today)
    if hold is None:
        return None
    if hold.until is not None:
        return Say("hold-rest", {"reason": hold.reason, "until": hold.until.isoformat()}, choices=CLEARED)
    return Say("hold-flag", {"since": hold.since.isoformat()}, choices=CLEARED)


CLEARED = ((Choice("cleared", "button-cleared"),),)


def day_says(snapshot: Snapshot, plans: Plans, day: date, today: date) -> tuple[Say, ...]:
    plan = plan_of(snapshot, plans)
    if plan is None:
        return (Say("today-no-plan", choices=((Choice("enrol:again", "button-choose-plan"),),)),)
    dues = due_on(snapshot, plans, day)
    still_open = [due for due in dues if due.state == "open"]
    if still_open:
        return tuple(card(due, plan, today) for due in still_open)
    return (_no_workout(snapshot, plans, day, dues, today),)


def _no_workout(snapshot: Snapshot, plans: Plans, day: date, dues: tuple[Due, ...], today: date) -> Say:
    coming = next_due(snapshot, plans, max(day, today))
    then = _coming(coming) if coming else Say("today-nothing-more")
    which = "today" if day == today else "day"
    if any(due.state == "done" for due in dues):
        return Say(f"{which}-done", {"day": day.isoformat(), "then": then})
    if dues:
        return Say(f"{which}-skipped", {"day": day.isoformat(), "then": then})
    if isinstance(standing_on(snapshot, plans, day), Finished):
        return Say("today-finished", choices=((Choice("enrol:again", "button-choose-plan"),),))
    return Say(f"{which}-rest", {"day": day.isoformat(), "then": then})


def _coming(due: Due) -> Say:
    return Say(
        "today-next", {"day": due.day.isoformat(), "title": due.workout.title, "amount": backward_amount(due.workout)}
    )


def next_workout(scene: Scene) -> Decision:
    """The next workout after today, whole."""
    if (stopped := held(scene)) is not None:
        return saying(stopped)
    coming = next_due(scene.snapshot, scene.content.plans, scene.today)
    plan = plan_of(scene.snapshot, scene.content.plans)
    if coming is None or plan is None or offer(scene.snapshot, scene.content.plans, scene.today) is not None:
        return on_day(scene, scene.today + timedelta(days=1))
    return saying(card(coming, plan, scene.today))


def first_workout(snapshot: Snapshot, plans: Plans, today: date) -> Say:
    """After the plan was accepted: today's workout whole, or when the first one comes."""
    says = day_says(snapshot, plans, today, today)
    if any(due.state == "open" for due in due_on(snapshot, plans, today)):
        return says[0]
    coming = next_due(snapshot, plans, today)
    return Say("today-first", {"then": _coming(coming)}) if coming else says[0]


# ---------------------------------------------------------------- the week


def week(scene: Scene) -> Decision:
    """Monday to Sunday of this week, what is done and what is coming, with the plan's week in the headline."""
    if (stopped := held(scene)) is not None:
        return saying(stopped)
    plan = plan_of(scene.snapshot, scene.content.plans)
    if plan is None:
        return saying(*day_says(scene.snapshot, scene.content.plans, scene.today, scene.today))
    monday = scene.today - timedelta(days=scene.today.weekday())
    days = tuple(monday + timedelta(days=offset) for offset in range(7))
    calendar = calendar_of(scene.snapshot, scene.content.plans)
    lines = tuple(_week_line(day, [due for due in calendar if due.day == day], scene.today) for day in days)
    return saying(
        Say("week", {"plan": plan.title, "from": days[0].isoformat(), "to": days[-1].isoformat(), "lines": lines})
    )


def _week_line(day: date, dues: list[Due], today: date) -> Say:
    if not dues:
        return Say("week-rest", {"day": day.isoformat(), "now": "yes" if day == today else "no"})
    due = dues[0]
    state = "missed" if due.state == "open" and day < today else due.state
    return Say(
        "week-workout",
        {
            "day": day.isoformat(),
            "now": "yes" if day == today else "no",
            "title": due.workout.title,
            "amount": backward_amount(due.workout),
            "state": state,
        },
    )


def plan_says(scene: Scene) -> Decision:
    """The whole plan: where the runner is in it, its goal and its weeks."""
    plan = plan_of(scene.snapshot, scene.content.plans)
    if plan is None:
        return saying(*day_says(scene.snapshot, scene.content.plans, scene.today, scene.today))
    calendar = calendar_of(scene.snapshot, scene.content.plans)
    done = sum(due.state == "done" for due in calendar)
    lines = tuple(
        Say(
            "plan-week",
            {
                "week": one.number,
                "lighter": "yes" if one.lighter else "no",
                "sessions": len(one.workouts),
                "amount": backward_amount(one.workouts[0]),
            },
        )
        for one in plan.weeks
    )
    values: Values = {
        "title": plan.title,
        "summary": plan.summary,
        "goal": plan.goal,
        "done": done,
        "all": len(calendar),
        "lines": lines,
    }
    change = ((Choice("enrol:again", "button-start-over"),),)
    return saying(Say("plan", values, choices=change))
