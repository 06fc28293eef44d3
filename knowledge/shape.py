"""What the content files must look like, as pydantic models, and how a wrong shape is told.

One rule: these models meet the outside only; everything behind `load.py` uses the frozen records of `model.py`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints, ValidationError

from knowledge.mistakes import Mistake, Path, did_you_mean
from knowledge.model import FactGrade, Grade, SourceKind
from knowledge.strict_yaml import Parsed

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]


def _written_day(value: object) -> date:
    """Days are written 2026-11-23 and nothing else."""
    if not isinstance(value, str):
        raise ValueError("write the day as 2026-11-23")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'"{value}" is no day: write it as 2026-11-23') from None


Day = Annotated[date, BeforeValidator(_written_day)]


class Shape(BaseModel):
    """Every file: unknown keys are mistakes, and nothing is turned from one type into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SafetyShape(Shape):
    stop_if: str = ""
    ask_clinician_if: str = ""


class CardShape(Shape):
    """The front matter of a card."""

    id: Key
    title: Words
    topics: list[str] = Field(min_length=1)
    asks: list[Words]
    grade: Grade
    facts: list[str]
    sources: list[str] = Field(default_factory=list)
    unknowns: str = ""
    safety: SafetyShape = Field(default_factory=SafetyShape)
    must_not_claim: list[str] = Field(default_factory=list)
    reviewed: Day
    valid_until: Day | None = None
    see_also: list[str] = Field(default_factory=list)


class SourceShape(Shape):
    kind: SourceKind
    published: Words
    authors: str = ""
    year: int | None = Field(default=None, ge=1800, le=2100)
    title: str = ""
    doi: str = Field(default="", pattern=r"^(10\.\d{4,9}/\S+)?$")
    pmid: str = Field(default="", pattern=r"^(\d{5,9})?$")
    pmcid: str = Field(default="", pattern=r"^(PMC\d{4,9})?$")
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")


class FactShape(Shape):
    say: Words
    limits: str = ""
    grade: FactGrade
    sources: list[str] = Field(min_length=1)
    verified: bool


class TopicShape(Shape):
    title: Annotated[Words, StringConstraints(max_length=30)]
    about: Words


class ElsewhereShape(Shape):
    say: Words
    words: list[Words] = Field(default_factory=list)
    asks: list[Words] = Field(default_factory=list)


class LayWordsShape(RootModel[dict[str, list[Words]]]):
    """What people say -> the words that the cards use."""


AShape = TypeVar("AShape", bound=BaseModel)


def shape(kind: type[AShape], parsed: Parsed, at: Path = ()) -> tuple[AShape | None, list[Mistake]]:
    """The part of a parsed file at `at` in its shape, or every mistake in it."""
    value = parsed.value
    for step in at:
        value = value[step] if isinstance(value, dict) and isinstance(step, str) else None
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        return None, list(_mistakes(kind, error, parsed, at))


def _mistakes(kind: type[BaseModel], error: ValidationError, parsed: Parsed, at: Path) -> Iterator[Mistake]:
    for fault in error.errors(include_url=False):
        path: Path = (*at, *fault["loc"])
        match fault["type"]:
            case "extra_forbidden":
                known = SafetyShape.model_fields if "safety" in fault["loc"][:-1] else kind.model_fields
                reason = f"no such key{did_you_mean(str(path[-1]), known)}"
            case "missing":
                reason = "this key is missing"
            case "value_error":
                reason = fault["msg"].removeprefix("Value error, ")
            case _:
                reason = fault["msg"][:1].lower() + fault["msg"][1:]
        yield parsed.mistake(path, reason)
