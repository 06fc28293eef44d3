"""One plan file's text in, its plan and its mistakes out: first the YAML, then the shape, the names, the rules. No I/O.

The one rule: each step tells all that it finds, and the next one starts only when there is something to stand on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from plans.build import Builder
from plans.checks import Problem, problems_of
from plans.model import Mistake, Plan
from plans.reasons import slips_of
from plans.schema import PlanText
from plans.strict import Document, Path, Slip, read


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of one file. `plan` is None when the file can't be understood as a plan.

    `origins` is the path in the file of the session with a week and a number.
    """

    file: str
    plan: Plan | None
    mistakes: tuple[Mistake, ...]
    document: Document = field(default_factory=Document)
    origins: Mapping[tuple[int, int], Path] = field(default_factory=dict)

    def mistake(self, problem: Problem) -> Mistake:
        """A broken rule, at the week or session that breaks it."""
        path: Path = tuple(problem.key.split(".")) if problem.key else ()
        if problem.week is not None:
            path = ("weeks", problem.week - 1)
        if problem.week is not None and problem.session is not None:
            path = self.origins.get((problem.week, problem.session), path)
        return _mistake(self.file, Slip(path, self.document.place(path), problem.reason))


def draft(file: str, text: str, stem: str) -> Draft:
    """One file's plan and mistakes. `stem` is the file's name without .yaml, which the plan's id has to be."""
    document = read(text)
    shape = _shape(document)
    if shape is None:
        return Draft(file, None, _told(file, document))
    builder = Builder(document, shape)
    plan = builder.plan()
    if shape.id != stem:
        builder.wrong(("id",), f"the id must be the file's name, '{stem}'")
    if document.slips:
        return Draft(file, None, _told(file, document))
    clean = Draft(file, plan, (), document, builder.origins)
    return replace(clean, mistakes=tuple(clean.mistake(problem) for problem in problems_of(plan)))


def _shape(document: Document) -> PlanText | None:
    if document.value is None and document.slips:
        return None
    if not isinstance(document.value, dict):
        document.slips.append(Slip((), (1, 1), "a plan file holds keys and values, like 'title: My plan'"))
        return None
    try:
        return PlanText.model_validate(document.value)
    except ValidationError as error:
        document.slips.extend(slips_of(error, document, PlanText))
        return None


def _told(file: str, document: Document) -> tuple[Mistake, ...]:
    return tuple(_mistake(file, slip) for slip in sorted(document.slips, key=lambda slip: slip.place))


def _mistake(file: str, slip: Slip) -> Mistake:
    path = ".".join(str(part + 1 if isinstance(part, int) else part) for part in slip.path) or "plan"
    return Mistake(file, slip.place[0], slip.place[1], path, slip.reason)
