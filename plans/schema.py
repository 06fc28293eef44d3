"""The shape of a plan file, for the reader and for editors: pydantic models and the JSON Schema made of them.

The one rule: every model refuses unknown keys, and nothing is converted silently.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from plans.amounts import EFFORT_PATTERN, MODES, STRETCH_PATTERN, Stretch, read_effort, read_stretch
from plans.model import Basis, Effort, Flag, Surface

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+([- ][a-z0-9]+)*$", max_length=60)]

StretchText = Annotated[
    Stretch,
    PlainValidator(read_stretch),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": STRETCH_PATTERN,
            "description": "An amount and a way of moving: '30 s backward walk', '20 m forward walk', '60 s rest'. "
            f"Ways of moving: {', '.join(MODES)}.",
        }
    ),
]
EffortText = Annotated[
    Effort,
    PlainValidator(read_effort),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": EFFORT_PATTERN}, {"type": "number", "minimum": 0, "maximum": 10}],
            "description": "From 0 (nothing) to 10 (all out): 3 or 2-4.",
        }
    ),
]


STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class Step(BaseModel):
    """One line of a warm-up, main set or cool-down."""

    model_config = STRICT
    piece: StretchText
    effort: EffortText
    repeat: int = Field(default=1, ge=1, le=60)
    recovery: StretchText | None = None
    hint: str = Field(default="", description="Beside the piece: 'partner or rail near'.")
    note: str = Field(default="", description="About the whole step.")


class Session(BaseModel):
    """A session of a week. `day` takes one of the plan's day shapes; what stands here as well replaces its part."""

    model_config = STRICT
    day: Name | None = None
    title: Text | None = None
    times: int = Field(default=1, ge=1, le=4, description="The same session on this many days of the week.")
    warm_up: Name | None = Field(default=None, description="Which warm-up of the plan; without it 'usual'.")
    main: list[Step] | None = Field(default=None, min_length=1)
    cool_down: Name | None = Field(default=None, description="Which cool-down of the plan; without it 'usual'.")
    cues: list[Text] = Field(min_length=1, description="One safety cue for each time; the list starts over.")
    hard: bool | None = None
    test: bool | None = None


class DayShape(BaseModel):
    """A session that several weeks use, by its name."""

    model_config = STRICT
    title: Text | None = None
    warm_up: Name | None = None
    main: list[Step] | None = Field(default=None, min_length=1)
    cool_down: Name | None = None
    hard: bool = False
    test: bool = False


class WeekText(BaseModel):
    """One week of the plan."""

    model_config = STRICT
    week: int = Field(ge=1, le=60)
    sessions: list[Session] = Field(min_length=1, max_length=4)
    lighter: bool = False
    note: str = ""


class Entry(BaseModel):
    """Who may start."""

    model_config = STRICT
    needs: list[Text] = Field(min_length=1, description="What the runner is told, a sentence each.")
    after: Name | None = Field(default=None, description="The plan that comes before this one.")
    minimum_age: int = Field(default=16, ge=13, le=100)
    can_jog: bool = Field(default=False, description="True where the runner must jog backward already.")
    refused_for: list[Flag] = []
    clearance_for: list[Flag] = []
    clearance_always: bool = False


class RuleText(BaseModel):
    """A rule of the plan in words, and what it rests on."""

    model_config = STRICT
    say: Text
    basis: Basis
    facts: list[Name] = Field(default=[], description="Ids of facts, where the basis is a source.")


class PlanText(BaseModel):
    """A training plan for retro running."""

    model_config = STRICT
    id: Name = Field(description="The name of the file without .yaml.")
    title: Text
    summary: Text
    audience: Text
    goal: Text
    basis: Text = Field(description="Why the plan is as it is, with the ids of facts in brackets.")
    walking_only: bool
    sessions_per_week: int = Field(ge=1, le=4)
    surfaces: list[Surface] = Field(min_length=1)
    entry: Entry
    rules: list[RuleText] = Field(min_length=1)
    warm_ups: dict[Name, list[Step]] = Field(description="Warm-ups by name; 'usual' is taken where none is named.")
    cool_downs: dict[Name, list[Step]] = Field(description="Cool-downs by name; 'usual' as above.")
    days: dict[Name, DayShape] = Field(default={}, description="Day shapes by name.")
    weeks: list[WeekText] = Field(min_length=1, max_length=60)


def plan_schema() -> dict[str, object]:
    """The JSON Schema of a plan file, for editors that check and complete while one writes."""
    schema: dict[str, object] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return schema | PlanText.model_json_schema()
