"""A log that waits for one answer: what was understood, what is missing, and what the number without a unit was."""

from collections.abc import Mapping
from dataclasses import dataclass

from coach.listen.model import HeardSession, What
from coach.model import Json
from coach.plain import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class Pending:
    """`entries` as far as they are understood; `what` the bot is asking.

    `number` is the bare number whose unit is missing ("ran 3"), `reps` its repetitions ("8x30"), `fraction` how much
    of the planned workout was done ("only half of it"), `correct` the key of the session that is being corrected, and
    `planned` says that it is the planned workout that was done.
    """

    entries: tuple[HeardSession, ...]
    what: What
    number: float | None = None
    reps: int | None = None
    fraction: float | None = None
    correct: str | None = None
    planned: bool = False
    text: str = ""


def pending_data(pending: Pending) -> Mapping[str, Json]:
    plain = to_plain(Pending, pending)
    return plain if isinstance(plain, dict) else {}


def pending_of(data: Mapping[str, Json]) -> Pending | None:
    return from_plain(Pending, dict(data))
