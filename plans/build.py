"""From a plan file's text to a plan: shape first, then names, then the rules; every mistake with its place. No I/O.

The one rule: one mistake never hides another that could have been seen at the same time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from plans.amounts import Stretch
from plans.checks import Problem, problems_of
from plans.model import Block, Effort, Mistake, Needs, Piece, Plan, Rule, Week, Workout
from plans.nearest import did_you_mean
from plans.reasons import slips_of
from plans.schema import DayShape, PlanText, Session, Step, WeekText
from plans.strict import Document, Path, Slip, read

# Recoveries are easy by their nature; plan files need not say so.
RECOVERY_EFFORT: Effort = (1.0, 2.0)
USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of one file. `plan` is None when the file can't be understood as a plan."""

    file: str
    plan: Plan | None
    mistakes: tuple[Mistake, ...]
    document: Document = field(default_factory=Document)

    def mistake(self, problem: Problem) -> Mistake:
        """A broken rule, at the week or session that breaks it."""
        return _mistake(self.file, _slip_of(problem, self.document))


def draft(file: str, text: str, stem: str) -> Draft:
    """One file's plan and mistakes. `stem` is the file's name without .yaml, which the plan's id has to be."""
    document = read(text)
    shape = _shape(document)
    plan = _Builder(document, shape).plan() if shape is not None else None
    if shape is not None and shape.id != stem:
        document.slips.append(_slip(document, ("id",), f"the id must be the file's name, '{stem}'"))
    if document.slips:
        plan = None
    if plan is not None:
        document.slips.extend(_slip_of(problem, document) for problem in problems_of(plan))
    slips = sorted(document.slips, key=lambda slip: slip.place)
    return Draft(file, plan, tuple(_mistake(file, slip) for slip in slips), document)


def _shape(document: Document) -> PlanText | None:
    if document.value is None and document.slips:
        return None
    if not isinstance(document.value, dict):
        document.slips.append(Slip((), (1, 1), "a plan file holds keys and values, like 'title: My plan'"))
        return None
    try:
        return PlanText.model_validate(document.value)
    except ValidationError as error:
        document.slips.extend(slips_of(error, document, PlanText))
        return None


def _mistake(file: str, slip: Slip) -> Mistake:
    path = ".".join(str(part + 1 if isinstance(part, int) else part) for part in slip.path) or "plan"
    return Mistake(file, slip.place[0], slip.place[1], path, slip.reason)


def _slip(document: Document, path: Path, reason: str) -> Slip:
    return Slip(path, document.place(path), reason)


def _slip_of(problem: Problem, document: Document) -> Slip:
    path: Path = ()
    if problem.week is not None:
        path = ("weeks", problem.week - 1)
        sessions = sum(1 for place in document.places if len(place) == 4 and place[:3] == (*path, "sessions"))
        times = [_times(document, (*path, "sessions", index)) for index in range(sessions)]
        path = (*path, "sessions", _index_of(problem.session, times)) if problem.session is not None else path
    elif problem.key:
        path = tuple(problem.key.split("."))
    return _slip(document, path, problem.reason)


def _times(document: Document, path: Path) -> int:
    value: object = document.value
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
    times = value.get("times", 1) if isinstance(value, dict) else 1
    return times if isinstance(times, int) else 1


def _index_of(session: int, times: Sequence[int]) -> int:
    """Which item of the file the session with this number (from 1) comes from."""
    reached = 0
    for index, count in enumerate(times):
        reached += count
        if session <= reached:
            return index
    return max(len(times) - 1, 0)


@dataclass(slots=True)
class _Builder:
    """Turns a well-shaped file into a plan, and notes the names that lead nowhere."""

    document: Document
    text: PlanText

    def plan(self) -> Plan:
        text = self.text
        return Plan(
            id=text.id,
            title=text.title,
            summary=_line(text.summary),
            audience=_line(text.audience),
            goal=_line(text.goal),
            basis=_line(text.basis),
            walking_only=text.walking_only,
            needs=_needs(text),
            sessions_per_week=text.sessions_per_week,
            surfaces=tuple(text.surfaces),
            rules=tuple(Rule(_line(rule.say), rule.basis, tuple(rule.facts)) for rule in text.rules),
            weeks=tuple(self.week(index, week) for index, week in enumerate(text.weeks)),
        )

    def week(self, index: int, week: WeekText) -> Week:
        path: Path = ("weeks", index)
        if week.week != index + 1:
            self.wrong((*path, "week"), f"week {week.week} stands where week {index + 1} is expected")
        workouts: list[Workout] = []
        for number, session in enumerate(week.sessions):
            workouts.extend(self.sessions((*path, "sessions", number), session, week.week, len(workouts)))
        if len(workouts) > self.text.sessions_per_week:
            reason = f"{len(workouts)} sessions, but the plan says {self.text.sessions_per_week} a week"
            self.wrong((*path, "sessions"), reason)
        return Week(week.week, week.lighter, tuple(workouts), _line(week.note))

    def sessions(self, path: Path, session: Session, week: int, before: int) -> list[Workout]:
        day = self.day(path, session)
        main, title = session.main or day.main, session.title or day.title
        if main is None:
            self.wrong(path, "this session has no 'main', and no day shape that has one")
        if title is None:
            self.wrong(path, "this session has no 'title', and no day shape that has one")
        if len(session.cues) > session.times:
            self.wrong((*path, "cues"), f"{len(session.cues)} cues, but the session is done {session.times} times")
        warm_up = self.named(path, "warm_up", session.warm_up or day.warm_up, self.text.warm_ups)
        cool_down = self.named(path, "cool_down", session.cool_down or day.cool_down, self.text.cool_downs)
        return [
            Workout(
                id=f"{self.text.id}/{week}.{before + time + 1}",
                title=title or "",
                warm_up=warm_up,
                main=_blocks(main or []),
                cool_down=cool_down,
                cue=_line(session.cues[time % len(session.cues)]),
                test=day.test if session.test is None else session.test,
                hard=day.hard if session.hard is None else session.hard,
            )
            for time in range(session.times)
        ]

    def day(self, path: Path, session: Session) -> DayShape:
        if session.day is None:
            return DayShape()
        shape = self.text.days.get(session.day)
        if shape is None:
            self.unknown((*path, "day"), session.day, self.text.days)
        return shape or DayShape()

    def named(self, path: Path, key: str, name: str | None, known: Mapping[str, list[Step]]) -> tuple[Block, ...]:
        steps = known.get(name or USUAL)
        if steps is None:
            self.unknown((*path, key), name or USUAL, known)
        return _blocks(steps or [])

    def unknown(self, path: Path, name: str, known: Mapping[str, object]) -> None:
        told = ", ".join(known) or "none"
        self.wrong(path, f"'{name}' is not in this file{did_you_mean(name, known)}; there are: {told}")

    def wrong(self, path: Path, reason: str) -> None:
        self.document.slips.append(_slip(self.document, path, reason))


def _needs(text: PlanText) -> Needs:
    entry = text.entry
    return Needs(
        sentences=tuple(_line(sentence) for sentence in entry.needs),
        refused_for=frozenset(entry.refused_for),
        clearance_for=frozenset(entry.clearance_for),
        clearance_always=entry.clearance_always,
        minimum_age=entry.minimum_age,
        can_jog=entry.can_jog,
        after=entry.after or "",
    )


def _blocks(steps: Sequence[Step]) -> tuple[Block, ...]:
    return tuple(_block(step) for step in steps)


def _block(step: Step) -> Block:
    piece = _piece(step.piece, step.effort, step.hint)
    recovery = _piece(step.recovery, RECOVERY_EFFORT, "") if step.recovery is not None else None
    return Block(step.repeat, piece, recovery, _line(step.note))


def _piece(stretch: Stretch, effort: Effort, hint: str) -> Piece:
    return Piece(stretch.mode, stretch.amount.distance_m, stretch.amount.duration_s, effort, _line(hint))


def _line(text: str) -> str:
    """Folded text in one line; the breaks of a file are not those of a chat."""
    return " ".join(text.split())
