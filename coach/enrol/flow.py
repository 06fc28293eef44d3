"""The way through the onboarding: ask, read, ask the next, propose, accept. Every step is a row of the runner."""

from dataclasses import replace
from datetime import date, timedelta

from coach.carry import unticked
from coach.enrol.answers import Heard, from_data, of_runner, to_data
from coach.enrol.propose import propose, proposed_plan
from coach.enrol.questions import (
    NO_REMINDER,
    REMINDER_TIMES,
    Question,
    button,
    next_question,
    question_named,
    several_places,
    toggled,
)
from coach.fire import next_fire
from coach.gate import Closed, NeedsClearance, verdict
from coach.listen.answers import read_days, read_minute, read_units_preference, read_yes_no
from coach.model import (
    WEEKDAYS,
    Change,
    Choice,
    Decision,
    Edit,
    Enrolment,
    PutEnrolment,
    PutReminder,
    PutRunner,
    Reminder,
    RemoveEnrolment,
    RemoveReminder,
    Reply,
    Runner,
    Say,
    Snapshot,
    Units,
    Values,
    Waiting,
    Weekday,
)
from coach.scene import Answer, Scene, answered, joined, saying, zone_of
from coach.today import first_workout, held
from coach.typed.load import named_in
from plans.model import BACKWARD
from plans.today import default_days

QUESTION = "enrol"


def start(scene: Scene, plan: str = "") -> Decision:
    """`/start`, with or without a plan's id from a deep link: begin, go on where we were, or welcome back."""
    runner = replace(scene.runner, blocked=False)
    if plan and plan not in scene.content.plans:
        known = tuple(
            Say("enrol-plan-line", {"id": one.id, "title": one.title}) for one in scene.content.plans.values()
        )
        return joined(saying(Say("enrol-no-such-plan", {"plan": plan, "plans": known})), start(scene))
    if plan:
        return begin(scene, runner, plan)
    if runner.waiting is not None and runner.waiting.question == QUESTION:
        return _where_we_were(scene, runner, runner.waiting)
    if scene.snapshot.enrolment is not None:
        return _welcome_back(scene, runner)
    return begin(scene, runner)


def _where_we_were(scene: Scene, runner: Runner, waiting: Waiting) -> Decision:
    """The open question once more; a half-answered one is not taken for answered."""
    heard, question = from_data(waiting.data), question_named(str(waiting.data.get("at", "")))
    return ask(scene, runner, heard, question) if question else go_on(scene, runner, heard)


def begin(scene: Scene, runner: Runner, plan: str = "") -> Decision:
    """The first question. What an earlier onboarding has learned of the place is kept; health is always asked."""
    known = of_runner(runner)
    fresh = replace(known, age=None, conditions=None, cleared=None, experience=None, days=None, minute=None)
    decision = go_on(scene, runner, replace(fresh, plan=plan or None))
    named = scene.content.plans.get(plan)
    hello = Say("enrol-hello-plan", {"title": named.title}) if named else Say("enrol-hello", {"name": runner.name})
    return replace(decision, replies=(hello, *decision.replies))


def _welcome_back(scene: Scene, runner: Runner) -> Decision:
    enrolment = scene.snapshot.enrolment
    plan = scene.content.plans.get(enrolment.plan_id) if enrolment else None
    choices = (
        (Choice("cmd:today", "button-today"), Choice("cmd:week", "button-week")),
        (Choice("enrol:again", "button-start-over"),),
    )
    said = Say("enrol-welcome-back", {"name": runner.name, "title": plan.title if plan else ""}, choices=choices)
    woken = replace(runner, paused=False) if scene.runner.blocked else runner
    return saying(said, changes=(PutRunner(woken),))


def go_on(scene: Scene, runner: Runner, heard: Heard) -> Decision:
    """Ask what is still wanted, or close the gate, or propose."""
    question = next_question(heard, scene.content.plans)
    return ask(scene, runner, heard, question) if question else _propose(scene, runner, heard)


def ask(scene: Scene, runner: Runner, heard: Heard, question: Question) -> Decision:
    """Ask one question and wait for its answer."""
    waiting = Waiting(QUESTION, scene.nonce, {**to_data(heard), "at": question.name})
    asked = question.ask(scene, heard, scene.nonce)
    return saying(*asked, changes=(PutRunner(replace(runner, waiting=waiting)),))


def hear(scene: Scene, answer: Answer) -> Decision | None:
    """An answer to a question of the onboarding; None when the words are none (and may be something else)."""
    heard, at = from_data(answer.waiting.data), str(answer.waiting.data.get("at", ""))
    if at == "proposal":
        return _hear_proposal(scene, heard, answer)
    question = question_named(at)
    if question is None:
        return go_on(scene, scene.runner, heard)
    if at == "health" and (switched := toggled(heard, answer.value)) is not None:
        return _toggle(scene, answer.waiting, switched)
    read = question.press(scene, heard, answer.value) if answer.value else question.read(scene, heard, answer.text)
    if read is not None:
        return _with_echo(scene, at, read)
    if at == "place" and (which := several_places(scene, answer.text, scene.nonce)) is not None:
        waiting = Waiting(QUESTION, scene.nonce, {**to_data(replace(heard, typed_place=answer.text)), "at": at})
        return saying(which, changes=(PutRunner(replace(scene.runner, waiting=waiting)),))
    return None


def ask_again(scene: Scene, waiting: Waiting) -> Decision:
    """The open question once more, saying what kind of answer is meant."""
    heard, at = from_data(waiting.data), str(waiting.data.get("at", ""))
    question = question_named(at)
    decision = ask(scene, scene.runner, heard, question) if question else _propose(scene, scene.runner, heard)
    hint = Say(f"enrol-hint-{question.name}") if question else Say("enrol-hint-proposal")
    return replace(decision, replies=(hint, *decision.replies))


def _toggle(scene: Scene, waiting: Waiting, heard: Heard) -> Decision:
    """The same question with one box ticked: the message is edited, its buttons stay valid."""
    question = question_named("health")
    if question is None:
        return saying()
    say = question.ask(scene, heard, waiting.nonce)[-1]
    kept = Waiting(QUESTION, waiting.nonce, {**to_data(heard), "at": "health"})
    return saying(Edit(scene.message.message_id, say), changes=(PutRunner(replace(scene.runner, waiting=kept)),))


def _with_echo(scene: Scene, at: str, heard: Heard) -> Decision:
    """Go on; after the place, say which one was understood and what time it is there."""
    runner = scene.runner
    if at != "place" or heard.zone is None:
        return go_on(scene, runner, heard)
    runner = replace(runner, zone=heard.zone, place=heard.place, country=heard.country)
    local = scene.message.at.astimezone(zone_of(runner))
    values: Values = {"place": heard.place, "zone": heard.zone, "minute": local.hour * 60 + local.minute}
    echo = Say("enrol-place-found", values, hide_keys=True)
    decision = go_on(scene, runner, heard)
    return replace(decision, replies=(echo, *decision.replies))


# ---------------------------------------------------------------- the end: closed, or a plan


def _propose(scene: Scene, runner: Runner, heard: Heard) -> Decision:
    gate = verdict(heard.gate)
    if isinstance(gate, Closed | NeedsClearance):
        return _closed(runner, heard, gate)
    proposal = propose(heard, scene.content.plans)
    if proposal is None:
        return saying(Say("enrol-no-plan-fits"), changes=(PutRunner(_settled(runner, heard)), RemoveEnrolment()))
    plan = proposal.plan
    days = heard.days or default_days(plan.sessions_per_week)
    minute = heard.minute if heard.minute is not None else REMINDER_TIMES[0]
    heard = replace(heard, days=days, minute=minute)
    waiting = Waiting(QUESTION, scene.nonce, {**to_data(heard), "at": "proposal"})
    said = Say(
        "enrol-proposal",
        {
            "title": plan.title,
            "summary": plan.summary,
            "weeks": len(plan.weeks),
            "reason": Say(
                f"enrol-because-{proposal.reason}", {"wanted": proposal.wanted.title if proposal.wanted else ""}
            ),
            "needs": tuple(Say("enrol-need", {"text": sentence}) for sentence in plan.needs.sentences),
            "days": ",".join(days),
            "reminder": Say("enrol-reminder-at", {"minute": minute}) if minute >= 0 else Say("enrol-reminder-none"),
            "place": heard.place,
            "units": heard.units,
        },
        choices=_proposal_buttons(scene.nonce, heard),
    )
    return saying(said, changes=(PutRunner(replace(runner, waiting=waiting)),))


def _proposal_buttons(nonce: str, heard: Heard) -> tuple[tuple[Choice, ...], ...]:
    other: Units = "metric" if heard.units == "imperial" else "imperial"
    return (
        (button(nonce, "accept", "enrol-accept"),),
        (button(nonce, "days", "enrol-change-days"), button(nonce, "time", "enrol-change-time")),
        (button(nonce, f"units-{other}", f"enrol-use-{other}"), button(nonce, "goal", "enrol-change-goal")),
    )


def _hear_proposal(scene: Scene, heard: Heard, answer: Answer) -> Decision | None:
    runner = scene.runner
    match answer.value:
        case "accept":
            return accept(scene, heard)
        case "days" | "time" as name if question := question_named(name):
            return ask(scene, runner, heard, question)
        case "goal" if question := question_named("goal"):
            return ask(scene, runner, replace(heard, plan=None), question)
        case "units-metric":
            return _propose(scene, runner, replace(heard, units="metric"))
        case "units-imperial":
            return _propose(scene, runner, replace(heard, units="imperial"))
    return _hear_change(scene, heard, answer.text) if answer.text else None


def _hear_change(scene: Scene, heard: Heard, text: str) -> Decision | None:
    """Typed words at the proposal: new days, another time, other units, another plan, or yes.

    What they change is proposed once more, so that a "yes, but on Tuesdays" begins nothing else.
    """
    if scene.heard.intent == "question":
        return None
    days, minute = scene.read(read_days, text), scene.read(read_minute, text)
    units = scene.read(read_units_preference, text)
    if days or minute is not None or units:
        changed = replace(heard, days=days or heard.days, units=units or heard.units)
        return _propose(scene, scene.runner, changed if minute is None else replace(changed, minute=minute))
    named = named_in(text, scene.content.typed["proposal"])
    for name in ("days", "time", "goal"):
        question = question_named(name) if name in named else None
        if question is not None:
            return ask(scene, scene.runner, replace(heard, plan=None) if name == "goal" else heard, question)
    yes = scene.read(read_yes_no, text)
    return accept(scene, heard) if yes or (yes is None and "accept" in named) else None


def _closed(runner: Runner, heard: Heard, gate: Closed | NeedsClearance) -> Decision:
    if isinstance(gate, Closed):
        said = Say(f"enrol-closed-{gate.reason}")
    else:
        why = tuple(Say(f"enrol-why-{reason}") for reason in gate.reasons)
        said = Say("enrol-closed-clearance", {"why": why}, choices=((Choice("enrol:again", "enrol-cleared-now"),),))
    return saying(said, changes=(PutRunner(_settled(runner, heard)), RemoveEnrolment()))


def _settled(runner: Runner, heard: Heard) -> Runner:
    """The runner as they are after the onboarding: no question open, the answers of the gate kept as facts."""
    data = to_data(heard)
    facts = {
        **runner.facts,
        **{key: data[key] for key in ("age", "conditions", "cleared", "experience", "days", "minute")},
    }
    return replace(
        answered(runner),
        zone=heard.zone or runner.zone,
        place=heard.place or runner.place,
        country=heard.country or runner.country,
        units=heard.units,
        paused=False,
        facts=facts,
    )


def accept(scene: Scene, heard: Heard) -> Decision:
    """One tap: the plan begins on the next chosen day, today included, and the reminder is set."""
    plan = proposed_plan(heard, scene.content.plans)
    if plan is None:
        return _propose(scene, scene.runner, heard)
    runner = _settled(scene.runner, heard)
    today = scene.message.at.astimezone(zone_of(runner)).date()
    trained = any(one.day == today and one.mode in BACKWARD for one in scene.snapshot.sessions)
    earliest = today + timedelta(days=1) if trained else today
    enrolment = Enrolment(plan.id, first_day(heard.days or (), earliest), heard.days or ())
    changes: list[Change] = [PutRunner(runner), PutEnrolment(enrolment), *unticked(scene.snapshot)]
    reminder = daily_reminder(runner, heard.minute if heard.minute is not None else NO_REMINDER, scene)
    changes.append(PutReminder(reminder) if reminder else RemoveReminder(DAILY))
    replies: list[Reply] = [Say("enrol-accepted", {"title": plan.title, "day": enrolment.started.isoformat()})]
    snapshot = Snapshot(runner, enrolment)
    stopped = held(replace(scene, snapshot=snapshot))
    replies.append(stopped or first_workout(snapshot, scene.content.plans, today))
    return saying(*replies, changes=tuple(changes))


DAILY = "daily"


def daily_reminder(runner: Runner, minute: int, scene: Scene) -> Reminder | None:
    """The reminder of the workout, every day at this local minute; on rest days it stays silent."""
    if minute < 0:
        return None
    fire = next_fire(minute, runner.zone or "UTC", (), None, scene.now)
    if fire is None:
        return None
    return Reminder(DAILY, minute, runner.zone or "UTC", next_fire_at=fire.at, next_day=fire.day)


def first_day(days: tuple[Weekday, ...], today: date) -> date:
    """The first of the chosen weekdays from today on: where week 1 of the plan begins."""
    ahead = (today + timedelta(days=offset) for offset in range(7))
    return next((day for day in ahead if WEEKDAYS[day.weekday()] in days), today)
