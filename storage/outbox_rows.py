"""What goes in and out of the outbox: a reminder to write, a row to send, and what came of it.

The rule: plain values; which of them may follow which is the business of the tables' functions.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from coach.model import Reply, Runner

State = Literal["sent", "retry", "ambiguous", "skipped", "blocked", "dead"]


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder on its way out. It is composed when it is delivered, and useless after `expires_at`."""

    chat_id: int
    key: str
    day: date
    """The intended local date: one row for each, however often it is written."""
    due_at: int
    expires_at: int
    at_most_once: bool = False
    skipped: str = ""
    """Why it is not sent at all; it is recorded nevertheless."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is now `sending`: a reply, or a reminder that is still to be composed (then `reply` is None).

    `runner` is as of the claim; None for somebody unknown or forgotten. `attempts` counts this one too.
    """

    id: int
    chat_id: int
    reply: Reply | None
    reminder_key: str | None
    day: date | None
    due_at: int | None
    attempts: int
    expires_at: int | None
    runner: Runner | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be sent now, when to look again for what waits for a time (None: nothing does), and whether reminders
    are still to be sent, now or later."""

    rows: tuple[Claimed, ...] = ()
    next_at: int | None = None
    reminders_wait: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a claimed row. `not_before` (UTC seconds) is for `retry`, `message_id` for `sent`."""

    id: int
    state: State
    message_id: int | None = None
    not_before: int = 0
    reason: str = ""
