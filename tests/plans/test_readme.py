from pathlib import Path
from typing import get_args

from plans.draft import draft
from plans.model import Surface
from plans.schema import Entry, PlanText, Session, Step, WeekText

README = Path(__file__).parents[2] / "plans" / "README.md"


def test_the_plan_in_the_readme_is_a_plan_without_mistakes() -> None:
    text = README.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    found = draft("two-weeks.yaml", text, "two-weeks")
    assert [str(mistake) for mistake in found.mistakes] == []
    assert found.plan is not None


def test_the_readme_names_every_key_and_every_surface() -> None:
    text = README.read_text(encoding="utf-8")
    keys = {key for model in (PlanText, WeekText, Session, Step, Entry) for key in model.model_fields}
    assert {key for key in keys if key not in text} == set()
    assert {surface for surface in get_args(Surface) if surface not in text} == set()
