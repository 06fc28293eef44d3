"""From a well-shaped plan file to a plan: names are looked up, repeated sessions written out. No I/O.

The one rule: one mistake never hides another that could have been seen at the same time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from typing import TypeVar

from plans.amounts import Stretch
from plans.model import Block, Effort, Needs, Piece, Plan, Rule, Week, Workout
from plans.nearest import did_you_mean
from plans.schema import DayShape, PlanText, Session, Step, WeekText
from plans.strict import Document, Path, Slip

# Recoveries are easy by their nature; plan files need not say so.
RECOVERY_EFFORT: Effort = (1.0, 2.0)
USUAL = "usual"
T = TypeVar("T")


@dataclass(slots=True)
class Builder:
    """Turns a well-shaped file into a plan; notes the names that lead nowhere, and where each session comes from."""

    document: Document
    text: PlanText
    origins: dict[tuple[int, int], Path] = field(default_factory=dict)
    """The path in the file of the session with this week and number."""

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
            workouts.extend(self.sessions((*path, "sessions", number), session, index + 1, len(workouts)))
        if len(workouts) > self.text.sessions_per_week:
            reason = f"{len(workouts)} sessions, but the plan says {self.text.sessions_per_week} a week"
            self.wrong((*path, "sessions"), reason)
        return Week(week.week, week.lighter, tuple(workouts), _line(week.note))

    def sessions(self, path: Path, session: Session, week: int, before: int) -> list[Workout]:
        """The workouts of one session of the file, `times` of them; `before` stand in the week already."""
        day = self.day(path, session)
        if len(session.cues) > session.times:
            self.wrong((*path, "cues"), f"{len(session.cues)} cues, but the session is done {session.times} times")
        first = Workout(
            id="",
            title=self.wanted(path, "title", session.title or day.title) or "",
            warm_up=self.named(path, "warm_up", session.warm_up or day.warm_up, self.text.warm_ups),
            main=_blocks(self.wanted(path, "main", session.main or day.main) or []),
            cool_down=self.named(path, "cool_down", session.cool_down or day.cool_down, self.text.cool_downs),
            cue="",
            test=day.test if session.test is None else session.test,
            hard=day.hard if session.hard is None else session.hard,
        )
        numbers = range(before + 1, before + session.times + 1)
        self.origins.update({(week, number): path for number in numbers})
        cues = cycle(map(_line, session.cues))
        return [replace(first, id=f"{self.text.id}/{week}.{number}", cue=next(cues)) for number in numbers]

    def wanted(self, path: Path, key: str, value: T | None) -> T | None:
        if value is None:
            self.wrong(path, f"this session has no '{key}', and no day shape that has one")
        return value

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
        self.document.slips.append(Slip(path, self.document.place(path), reason))


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
