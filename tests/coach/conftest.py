"""One runner's coach without a database and without a wire: decisions are applied to a snapshot in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.content import load_content
from coach.commands import command_of
from coach.decide import decide
from coach.listen.model import Heard
from coach.listen.understand import understand
from coach.model import (
    Change,
    Choice,
    Decision,
    Document,
    Edit,
    Enrolment,
    Forget,
    Message,
    Picture,
    Place,
    PutAdjustment,
    PutEnrolment,
    PutReminder,
    PutRunner,
    PutSession,
    PutUndo,
    RemoveAdjustment,
    RemoveEnrolment,
    RemoveReminder,
    RemoveSession,
    RemoveUndo,
    Reply,
    Runner,
    Say,
    Session,
    Snapshot,
    UndoEntry,
)
from coach.redflags.detect import detect
from coach.scene import Content, Scene, newcomer, zone_of

CHAT = 42
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Monday, 23 November 2026; in Lisbon the wall shows the same hour as UTC then."""


@pytest.fixture(scope="session")
def content() -> Content:
    """Everything that runners can edit, as it is shipped."""
    return load_content()


def applied(snapshot: Snapshot, changes: Iterable[Change], entry: str) -> Snapshot:
    """The snapshot after the changes, as storage would have it."""
    for change in changes:
        snapshot = _applied(snapshot, change, entry)
    return snapshot


def _applied(snapshot: Snapshot, change: Change, entry: str) -> Snapshot:
    match change:
        case PutRunner(runner):
            return replace(snapshot, runner=runner)
        case PutSession() | RemoveSession():
            return replace(snapshot, sessions=_sessions(snapshot, change))
        case PutEnrolment(enrolment):
            return replace(snapshot, enrolment=enrolment)
        case RemoveEnrolment():
            return replace(snapshot, enrolment=None)
        case PutAdjustment(adjustment):
            others = [one for one in snapshot.adjustments if one.day != adjustment.day]
            return replace(snapshot, adjustments=tuple(sorted((*others, adjustment), key=lambda one: one.day)))
        case RemoveAdjustment(day):
            return replace(snapshot, adjustments=tuple(one for one in snapshot.adjustments if one.day != day))
        case PutReminder(reminder):
            kept = [one for one in snapshot.reminders if one.key != reminder.key]
            return replace(snapshot, reminders=tuple(sorted((*kept, reminder), key=lambda one: one.key)))
        case RemoveReminder(key):
            return replace(snapshot, reminders=tuple(one for one in snapshot.reminders if one.key != key))
        case PutUndo(what, changes):
            older = [one for one in snapshot.undo if one.entry != entry]
            return replace(snapshot, undo=(UndoEntry(entry, what, changes), *older)[:10])
        case RemoveUndo(gone):
            return replace(snapshot, undo=tuple(one for one in snapshot.undo if one.entry != gone))
        case Forget():
            return Snapshot()


def _sessions(snapshot: Snapshot, change: PutSession | RemoveSession) -> tuple[Session, ...]:
    key = change.session.key if isinstance(change, PutSession) else change.key
    kept = [one for one in snapshot.sessions if one.key != key]
    new = [change.session] if isinstance(change, PutSession) else []
    return tuple(sorted((*new, *kept), key=lambda one: (one.day, one.told_at or MONDAY, one.key), reverse=True))


@dataclass
class Chat:
    """A runner who writes and presses; what is known of them is in `snapshot`."""

    content: Content
    at: datetime = MONDAY
    snapshot: Snapshot = field(default_factory=Snapshot)
    update: int = 1000
    decision: Decision = field(default_factory=Decision)
    language: str = "en"

    def says(self, text: str, *, reply_to: str | None = None, edits: str | None = None) -> Decision:
        """Write a text; `reply_to` and `edits` name the entry of the echo or of the message."""
        message = self._message(text=text, edited=edits is not None)
        snapshot = replace(self.snapshot, entry_of_reply=reply_to or edits)
        return self._turn(replace(message, reply_to=1 if reply_to else None), snapshot)

    def presses(self, data: str) -> Decision:
        return self._turn(self._message(button=data), self.snapshot)

    def shares(self, latitude: float, longitude: float) -> Decision:
        return self._turn(self._message(place=Place(latitude, longitude)), self.snapshot)

    def taps(self, ending: str) -> Decision:
        """Press the button of the last answer whose data ends so."""
        found = [one.data for one in self.choices() if one.data.endswith(ending)]
        assert found, f"no button ends with {ending!r}: {[one.data for one in self.choices()]}"
        return self.presses(found[0])

    def later(self, **amount: int) -> None:
        self.at += timedelta(**amount)

    def scene(self, text: str = "") -> Scene:
        """A scene of now, for calling a feature directly."""
        message = self._message(text=text)
        return Scene(self.snapshot, message, self._heard(message, self.snapshot), self.at, self.content)

    def _message(
        self, text: str = "", button: str = "", place: Place | None = None, *, edited: bool = False
    ) -> Message:
        self.update += 1
        return Message(
            self.update,
            CHAT,
            self.at,
            text=text,
            button=button,
            message_id=self.update,
            place=place,
            edited=edited,
            language=self.language,
            name="Anna",
        )

    def _heard(self, message: Message, snapshot: Snapshot) -> Heard:
        _, words = command_of(message.text)
        if not words or message.button:
            return Heard("other")
        runner = snapshot.runner or newcomer(message)
        now = message.at.astimezone(zone_of(runner))
        flags = self.content.flags
        return understand(words, now, runner.units, self.content.words, lambda text: detect(text, flags) is not None)

    def _turn(self, message: Message, snapshot: Snapshot) -> Decision:
        scene = Scene(snapshot, message, self._heard(message, snapshot), self.at, self.content)
        self.decision = decide(scene)
        self.snapshot = applied(self.snapshot, self.decision.changes, str(message.update_id))
        return self.decision

    # ------------------------------------------------------------ what came back

    def said(self) -> list[str]:
        """The keys of all sentences of the last answer, nested ones included."""
        notice = [self.decision.notice.key] if self.decision.notice else []
        return notice + [key for reply in self.decision.replies for key in keys_of(reply)]

    def choices(self) -> list[Choice]:
        return [one for reply in self.decision.replies for one in choices_of(reply)]

    @property
    def runner(self) -> Runner:
        assert self.snapshot.runner is not None
        return self.snapshot.runner

    @property
    def enrolment(self) -> Enrolment:
        assert self.snapshot.enrolment is not None
        return self.snapshot.enrolment

    @property
    def session(self) -> Session:
        """The newest session."""
        return self.snapshot.sessions[0]

    @property
    def asked(self) -> str:
        """The open question; "" when there is none."""
        waiting = self.snapshot.runner.waiting if self.snapshot.runner else None
        return waiting.question if waiting else ""

    @property
    def entry(self) -> str:
        """The update that was handled last, which names its entry."""
        return str(self.update)


def keys_of(reply: Reply) -> list[str]:
    match reply:
        case Say(key, values):
            nested = [one for value in values.values() for one in (value if isinstance(value, tuple) else (value,))]
            labels = [one.label for row in reply.choices for one in row if one.label]
            return [key, *labels, *(inner for one in nested if isinstance(one, Say) for inner in keys_of(one))]
        case Edit(_, say):
            return keys_of(say)
        case Picture() | Document():
            return keys_of(reply.caption)


def choices_of(reply: Reply) -> list[Choice]:
    say = reply if isinstance(reply, Say) else reply.say if isinstance(reply, Edit) else None
    return [one for row in say.choices for one in row] if say else []


@pytest.fixture
def chat(content: Content) -> Chat:
    """Somebody who has not written yet, on Monday at eight."""
    return Chat(content)


@pytest.fixture(name="apply")
def apply_fixture() -> Callable[[Snapshot, Iterable[Change], str], Snapshot]:
    return applied


def enrol(chat: Chat, plan: str = "walk-back-starter", days: str = "mon,wed,fri", age: str = "16to59") -> Chat:
    """Through the onboarding to a plan, in Lisbon, reminded at seven."""
    chat.says(f"/start {plan}")
    for answer in (age, "none"):
        chat.taps(f":{answer}")
    while chat.runner.waiting and chat.runner.waiting.data["at"] != "proposal":
        match chat.runner.waiting.data["at"]:
            case "experience":
                chat.taps(":runs")
            case "place":
                chat.says("Lisbon")
            case other:
                raise AssertionError(other)
    if days != "mon,wed,fri":
        chat.taps(":days")
        chat.says(days)
    chat.taps(":accept")
    return chat


@pytest.fixture
def anna(chat: Chat) -> Chat:
    """A healthy newcomer on the starter plan: Monday, Wednesday, Friday, from today on, reminded at seven."""
    return enrol(chat)


@pytest.fixture
def new_chat(content: Content) -> Callable[[bool], Chat]:
    """Makes chats: of somebody new, or (True) of somebody on the starter plan."""
    return lambda enrolled: enrol(Chat(content)) if enrolled else Chat(content)


def day(text: str) -> date:
    return date.fromisoformat(text)
