"""Reads the plan files. The only file of this room that touches a disk."""

from pathlib import Path

from plans.checks import problems_among
from plans.draft import Draft, draft
from plans.model import Library, Mistake, Plan, PlanMistakes

LIBRARY = Path(__file__).parent / "library"


def load_plans(directory: Path | None = None) -> Library:
    """All plans of a directory (without one: those that come with the bot). PlanMistakes tells all that is wrong."""
    drafts = _drafts(directory or LIBRARY)
    mistakes = _mistakes(drafts)
    if mistakes:
        raise PlanMistakes(tuple(mistakes))
    return Library({each.plan.id: each.plan for each in drafts if each.plan is not None})


def find_mistakes(directory: Path | None = None) -> list[Mistake]:
    """Every mistake of every plan file, broken training rules included; in the order of files and lines."""
    return _mistakes(_drafts(directory or LIBRARY))


def _drafts(directory: Path) -> list[Draft]:
    return [_read(path) for path in sorted(directory.glob("*.y*ml"))]


def _read(path: Path) -> Draft:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return _unreadable(path, "this is not a text in UTF-8; save it as UTF-8")
    except OSError as error:
        return _unreadable(path, f"this file can't be read: {error.strerror}")
    if path.suffix != ".yaml":
        return _unreadable(path, "a plan file's name ends in .yaml")
    return draft(str(path), text, path.stem)


def _unreadable(path: Path, reason: str) -> Draft:
    return Draft(str(path), None, (Mistake(str(path), 1, 1, "plan", reason),))


def _mistakes(drafts: list[Draft]) -> list[Mistake]:
    plans: dict[str, Plan] = {each.plan.id: each.plan for each in drafts if each.plan is not None}
    complete = len(plans) == len(drafts)
    found = [mistake for each in drafts for mistake in each.mistakes]
    for each in drafts:
        if each.plan is not None and complete:
            found.extend(each.mistake(problem) for problem in problems_among(each.plan, plans))
    return sorted(found, key=lambda mistake: (mistake.file, mistake.line, mistake.column))
