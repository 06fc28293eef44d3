"""What a training plan is, and what it says of a day. Frozen data; distances in metres, durations in seconds.

The one rule: a plan in memory has passed the reader, so nothing in here is checked twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Mode = Literal["backward_run", "backward_walk", "forward_run", "forward_walk", "mixed", "drill", "other"]
BACKWARD: frozenset[Mode] = frozenset({"backward_run", "backward_walk"})

Flag = Literal["heart", "balance", "pregnant", "injury", "child", "teen", "over60", "over70"]
"""Answers of the safety gate: `child` is under 13, `teen` 13 to 15."""

Surface = Literal[
    "running track", "gym floor", "court", "corridor or room", "short flat grass", "smooth quiet path", "treadmill"
]

Basis = Literal["a source", "our judgement"]

Effort = tuple[float, float]
"""Lowest and highest effort asked for, on the scale of 0 (nothing) to 10 (all that you have)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of work or recovery. One of the two amounts is given. A standing rest has the mode `other`."""

    mode: Mode
    distance_m: float | None
    duration_s: int | None
    effort: Effort
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece done `repeat` times, each followed by the recovery, the last one too."""

    repeat: int
    piece: Piece
    recovery: Piece | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Workout:
    """One session. `id` is "<plan>/<week>.<number>"; `cue` is the one thing to keep in mind."""

    id: str
    title: str
    warm_up: tuple[Block, ...]
    main: tuple[Block, ...]
    cool_down: tuple[Block, ...]
    cue: str
    test: bool = False
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    lighter: bool
    workouts: tuple[Workout, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """Who may start. `sentences` say it to the runner; the rest is for the safety gate."""

    sentences: tuple[str, ...]
    refused_for: frozenset[Flag] = frozenset()
    clearance_for: frozenset[Flag] = frozenset()
    """A clinician has to agree first when one of these is so."""
    clearance_always: bool = False
    """Everybody needs a clinician's word for this plan."""
    minimum_age: int = 16
    can_jog: bool = False
    """The runner jogs backward already, so the rules of the first jogs are behind them."""
    after: str = ""
    """The id of the plan that comes before this one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the plan in words. `facts` are the ids of what it rests on, where it comes from a source."""

    say: str
    basis: Basis
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    id: str
    title: str
    summary: str
    audience: str
    goal: str
    basis: str
    walking_only: bool
    needs: Needs
    sessions_per_week: int
    surfaces: tuple[Surface, ...]
    rules: tuple[Rule, ...]
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class Library(Mapping[str, Plan]):
    """All plans by their ids, in the order of the ids."""

    plans: Mapping[str, Plan] = field(default_factory=dict)

    def __getitem__(self, plan_id: str) -> Plan:
        return self.plans[plan_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)


# ---------------------------------------------------------------- what a plan says of a day


@dataclass(frozen=True, slots=True)
class Training:
    """Session `number` (from 1) of the plan week `week` (from 1) falls on `day`."""

    workout: Workout
    week: int
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do; `next` is the day of the next training, if any."""

    next: date | None


@dataclass(frozen=True, slots=True)
class NotStarted:
    first: date


@dataclass(frozen=True, slots=True)
class Finished:
    last: date


Standing = Training | Rest | NotStarted | Finished


# ---------------------------------------------------------------- what is wrong with a plan file


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a plan file. Line and column count from 1; `path` counts list items from 1 as people do."""

    file: str
    line: int
    column: int
    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.reason}"


class PlanMistakes(Exception):  # noqa: N818 (named for what it holds)
    """Plan files with mistakes; every mistake of every file is in `mistakes`."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
