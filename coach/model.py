"""What the rooms tell each other: what storage remembers of a runner, what a coach decides, what the bot says.

Frozen data only. Times are aware UTC datetimes unless a name says otherwise; days are dates on the runner's own
calendar; distances are metres, durations are seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from pydantic import JsonValue

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Units = Literal["metric", "imperial"]
Mode = Literal["backward_run", "backward_walk", "forward_run", "forward_walk", "mixed", "drill", "other"]
Side = Literal["left", "right", "both"]
Severity = Literal["mild", "moderate", "severe"]

Json = JsonValue
"""What JSON can hold."""


# ---------------------------------------------------------------- what is remembered of a runner


@dataclass(frozen=True, slots=True)
class Pain:
    """A pain as the runner told it; `site` is one of the words of the understanding guidelines ("knee", "other")."""

    site: str
    side: Side | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One logged session. `key` is "<update_id>.<n>": the same update can never log it twice."""

    key: str
    day: date
    mode: Mode | None = None
    distance_m: float | None = None
    duration_s: int | None = None
    rpe: float | None = None
    pain: tuple[Pain, ...] = ()
    note: str = ""
    planned: date | None = None
    """The planned workout this session ticks off (its date in the plan), if any."""
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The question the bot is waiting on. `nonce` makes the buttons of an older question stale."""

    question: str
    nonce: str
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hold:
    """Training is stopped for the runner's health until they say that they are cleared (or `until` has passed)."""

    reason: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Runner:
    """What is known about a runner; one row. `facts` holds the answers of the safety gate and the profile."""

    chat_id: int
    language: str = "en"
    name: str = ""
    zone: str = ""
    """IANA name; empty until the runner has told us where they are."""
    place: str = ""
    """The place as the runner would call it ("Lisbon"), and `country` its ISO code, for emergency numbers."""
    country: str = ""
    units: Units = "metric"
    paused: bool = False
    blocked: bool = False
    """Telegram said 403: nothing is sent until the runner comes back with /start."""
    waiting: Waiting | None = None
    hold: Hold | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The runner's plan: which, the Monday of its first week, and the weekdays of its sessions in week order."""

    plan_id: str
    started: date
    days: tuple[Weekday, ...]
    repeats: tuple[int, ...] = ()
    """Plan weeks (1-based) that are done once more than the plan says, e.g. after a missed week."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the runner changed about one planned day: moved it (`to`), made it easier, skipped it, or several."""

    day: date
    to: date | None = None
    eased: bool = False
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """A wall-clock reminder. `once` is the only date it fires on; else it fires on `days` (empty: training days)."""

    key: str
    minute: int
    """Local minute of the day, 0 to 1439."""
    zone: str
    days: tuple[Weekday, ...] = ()
    once: date | None = None
    kind: Literal["workout", "nudge"] = "workout"
    next_fire_at: int | None = None
    """UTC seconds of the next fire, for the intended local date `next_day`; None: never again."""
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """One thing that can be taken back: `changes` restore what was before the entry."""

    entry: str
    """The id of the entry: the update id that made it."""
    what: str
    """"log", "move", "skip", "easier", "correct", "reminder" ...: what the echo of the undo names."""
    changes: "tuple[Change, ...]"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that storage knows of one chat, as of now; the only thing a decision may depend on besides the message."""

    runner: Runner | None = None
    enrolment: Enrolment | None = None
    sessions: tuple[Session, ...] = ()
    """Newest day first; the last 400 days."""
    adjustments: tuple[Adjustment, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    undo: tuple[UndoEntry, ...] = ()
    """Newest first, the last ten."""
    entry_of_reply: str | None = None
    """The entry whose echo the runner replied to, or whose message the runner edited."""


# ---------------------------------------------------------------- what a message is, once, for certain


@dataclass(frozen=True, slots=True)
class Place:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Message:
    """What reached us, with Telegram's optional fields already turned into certain values."""

    update_id: int
    chat_id: int
    at: datetime
    """When the runner wrote it (Telegram's date), not when we read it."""
    text: str = ""
    button: str = ""
    """The data of a pressed button; then `message_id` is the message that carries the button."""
    message_id: int = 0
    callback_id: str = ""
    reply_to: int | None = None
    """The message id of ours that the runner replied to."""
    edited: bool = False
    place: Place | None = None
    unreadable: str = ""
    """"sticker", "voice", "photo" ...: what came instead of text."""
    language: str = "en"
    name: str = ""
    group: bool = False


# ---------------------------------------------------------------- what is said

Values: TypeAlias = "Mapping[str, str | int | float | Say | tuple[Say, ...]]"
"""What stands in a sentence: raw values, or other sentences (several: a line each)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label (a text key with values, or `text` as it stands) and what comes back when it is pressed."""

    data: str
    label: str = ""
    values: Values = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence by its key in the texts, with raw values; nested Says are rendered in their place, a line each."""

    key: str
    values: Values = field(default_factory=dict)
    choices: tuple[tuple[Choice, ...], ...] = ()
    """Rows of buttons."""
    ask_place: bool = False
    """Offer Telegram's "share my location" key under the sentence."""
    hide_keys: bool = False
    """Take that key away again. Telegram allows no buttons under such a sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the words and buttons of a message of ours, e.g. the one whose button was pressed."""

    message_id: int
    say: Say


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to draw: `drawing` names its template, `values` what stands in it."""

    drawing: str
    values: Mapping[str, Json]
    caption: Say


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send. `content` is the text of the file."""

    filename: str
    content: str
    caption: Say


Reply = Say | Edit | Picture | Document


# ---------------------------------------------------------------- what is changed


@dataclass(frozen=True, slots=True)
class PutRunner:
    runner: Runner


@dataclass(frozen=True, slots=True)
class PutSession:
    session: Session


@dataclass(frozen=True, slots=True)
class RemoveSession:
    key: str


@dataclass(frozen=True, slots=True)
class PutEnrolment:
    enrolment: Enrolment


@dataclass(frozen=True, slots=True)
class RemoveEnrolment:
    pass


@dataclass(frozen=True, slots=True)
class PutAdjustment:
    adjustment: Adjustment


@dataclass(frozen=True, slots=True)
class RemoveAdjustment:
    day: date


@dataclass(frozen=True, slots=True)
class PutReminder:
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class RemoveReminder:
    key: str


@dataclass(frozen=True, slots=True)
class PutUndo:
    """Remember how to take this turn back. Its id is the update's."""

    what: str
    changes: "tuple[Change, ...]"


@dataclass(frozen=True, slots=True)
class RemoveUndo:
    entry: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase every row of this chat, this turn's own inbox row and its farewell (once sent) included."""


Change = (
    PutRunner
    | PutSession
    | RemoveSession
    | PutEnrolment
    | RemoveEnrolment
    | PutAdjustment
    | RemoveAdjustment
    | PutReminder
    | RemoveReminder
    | PutUndo
    | RemoveUndo
    | Forget
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a message leads to: what is said, in order, and what changes. All of it happens, or none of it."""

    replies: tuple[Reply, ...] = ()
    changes: tuple[Change, ...] = ()
    notice: Say | None = None
    """The short answer to a button press (Telegram's toast)."""
