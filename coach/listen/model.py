"""What was heard in a message. The one rule: a slot holds only what the words say; what they leave open is asked.

Distances are metres, durations seconds, minutes count from local midnight, days are dates on the runner's calendar.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from coach.model import Mode, Pain, Units, Weekday

Intent = Literal[
    "log_session",
    "log_done",
    "skip",
    "move",
    "today",
    "next",
    "week",
    "progress",
    "reminder_set",
    "reminder_off",
    "snooze",
    "question",
    "pain_report",
    "red_flag",
    "undo",
    "correct",
    "profile",
    "greeting",
    "thanks",
    "help",
    "other",
]
What = Literal["unit", "distance", "duration", "mode", "date", "rpe", "time", "days", "target", "intent"]


@dataclass(frozen=True, slots=True)
class HeardSession:
    """One session as told; None means not said (and, in a correction, not changed)."""

    day: date | None = None
    mode: Mode | None = None
    distance_m: float | None = None
    duration_s: int | None = None
    rpe: float | None = None
    pain: tuple[Pain, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardReminder:
    """A wall-clock time. `once` with `day` is a one-off; no `days` means training days."""

    minute: int
    days: tuple[Weekday, ...] = ()
    once: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class HeardProfile:
    """The facts or settings a profile message states; empty means not said. `place` is as the runner wrote it."""

    place: str = ""
    units: Units | None = None
    name: str = ""
    age: int | None = None
    days: tuple[Weekday, ...] = ()
    weight_kg: float | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The reading of one message.

    `ask` names what must be asked before anything is written. `confirm` means: read completely, but not certain
    enough to be written without a nod. The rest is there for the answer: the raw number whose unit is asked
    (`bare_number`, of `reps` repetitions), the share of a workout that was done (`fraction`), the planned day that a
    move takes away (`source_date`), the last day of a pause (`until`).
    """

    intent: Intent
    sessions: tuple[HeardSession, ...] = ()
    reminder: HeardReminder | None = None
    target_date: date | None = None
    ask: What | None = None
    confirm: bool = False
    question: bool = False
    profile: HeardProfile | None = None
    fraction: float | None = None
    same_as_last: bool = False
    source_date: date | None = None
    until: date | None = None
    snooze_minutes: int | None = None
    bare_number: float | None = None
    reps: int | None = None
