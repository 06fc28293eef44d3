"""One message in its scene: what is remembered, what was heard, what the house knows, and the time.

Every feature of the coach is a function from a Scene to a Decision. Nothing in here reads a clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from coach.listen.model import Heard
from coach.listen.words import Words
from coach.model import Change, Decision, Json, Message, Reply, Runner, Say, Snapshot, Units, Waiting
from coach.places.model import Places
from coach.redflags.emergency import EmergencyNumbers
from coach.redflags.model import Flags, RedFlag
from coach.typed.load import Options
from knowledge.model import Base
from knowledge.search import Search
from plans.model import Plan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Content:
    """All that runners can edit without programming, loaded. Heavy parts are functions, called when first needed."""

    words: Words
    typed: Options
    flags: Flags
    second_ear: Callable[[str], RedFlag | None]
    emergency: Callable[[str], EmergencyNumbers]
    plans: Mapping[str, Plan]
    places: Callable[[], Places]
    knowledge: Callable[[], Base]
    search: Callable[[], Search]


@dataclass(frozen=True, slots=True)
class Scene:
    """`now` is the moment of processing (aware UTC); the runner's own day is that of the message."""

    snapshot: Snapshot
    message: Message
    heard: Heard
    now: datetime
    content: Content
    alarm: RedFlag | None = None

    @property
    def runner(self) -> Runner:
        """The runner as remembered, or a newcomer as far as Telegram introduces them."""
        known = self.snapshot.runner
        return known if known is not None else newcomer(self.message)

    @property
    def today(self) -> date:
        """The date on the runner's wall when they wrote."""
        return self.written.date()

    @property
    def written(self) -> datetime:
        """When the message was written, on the runner's wall clock."""
        return self.message.at.astimezone(zone_of(self.runner))

    def read(self, reader: Callable[[str, datetime, Units, Words], T], text: str) -> T:
        """What a typed answer means to one of the readers of coach.listen.answers, at the runner's time and place."""
        return reader(text, self.written, self.runner.units, self.content.words)

    @property
    def nonce(self) -> str:
        """Names the question that this turn may ask, so that an older question's buttons are stale."""
        return format(self.message.update_id, "x")


# Which customary units a newcomer most likely thinks in, by the region of their Telegram language.
IMPERIAL_LANGUAGES = frozenset({"en-us", "en-lr", "my"})


def newcomer(message: Message) -> Runner:
    units: Units = "imperial" if message.language.lower() in IMPERIAL_LANGUAGES else "metric"
    return Runner(chat_id=message.chat_id, language=message.language, name=message.name, units=units)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(runner: Runner) -> tzinfo:
    """The runner's zone; UTC until they have told us."""
    return _zone(runner.zone or "UTC")


def saying(*replies: Reply, changes: tuple[Change, ...] = (), notice: Say | None = None) -> Decision:
    return Decision(replies=replies, changes=changes, notice=notice)


def joined(first: Decision, second: Decision) -> Decision:
    """Both decisions, in order; the later of two changes to the runner wins, so build it upon the earlier one."""
    return Decision(
        replies=first.replies + second.replies,
        changes=first.changes + second.changes,
        notice=first.notice or second.notice,
    )


def waiting_for(scene: Scene, question: str, data: Mapping[str, Json] | None = None) -> Runner:
    """The runner, with the bot now waiting for an answer to `question`."""
    return replace(scene.runner, waiting=Waiting(question, scene.nonce, data or {}))


def answered(runner: Runner) -> Runner:
    """The runner, with no question open."""
    return replace(runner, waiting=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back to the bot's own question: the value of a button, or typed words."""

    waiting: Waiting
    value: str = ""
    text: str = ""
    data: Mapping[str, Json] = field(default_factory=dict)
