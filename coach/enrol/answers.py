"""What the onboarding has heard so far, kept as plain data in the runner's row so that a restart loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coach.gate import Age, Answers, Condition, Experience
from coach.model import Json, Runner, Units, Weekday
from coach.plain import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class Heard:
    """None means: not answered yet. `minute` -1: no reminder wanted."""

    age: Age | None = None
    conditions: frozenset[Condition] | None = None
    cleared: bool | None = None
    experience: Experience | None = None
    goal: str | None = None
    plan: str | None = None
    """A plan chosen by the deep link or by the runner instead of the proposed one."""
    days: tuple[Weekday, ...] | None = None
    zone: str | None = None
    place: str = ""
    country: str = ""
    typed_place: str = ""
    """What was typed when it named several towns; the buttons that ask which one refer to it."""
    minute: int | None = None
    units: Units = "metric"

    @property
    def gate(self) -> Answers:
        """What the gate needs; unanswered counts as the careful reading."""
        return Answers(
            age=self.age or "16to59",
            conditions=self.conditions or frozenset(),
            experience=self.experience or "new",
            cleared=bool(self.cleared),
        )


def to_data(heard: Heard) -> dict[str, Json]:
    plain = to_plain(Heard, heard)
    return plain if isinstance(plain, dict) else {}


def from_data(data: Mapping[str, Json]) -> Heard:
    """The reverse of `to_data`; what an older version left is simply asked again."""
    own = {key: value for key, value in data.items() if key in Heard.__dataclass_fields__}
    return from_plain(Heard, own) or Heard()


def of_runner(runner: Runner) -> Heard:
    """What an earlier onboarding has left, so that a second one need not ask it again."""
    known = from_data(runner.facts)
    return replace(
        known,
        zone=runner.zone or None,
        place=runner.place,
        country=runner.country,
        units=runner.units,
        goal=None,
        plan=None,
    )
