"""A small plan that keeps every rule, and a way to change a word of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plans.model import Mistake

SMALL = """\
id: small
title: A small plan
summary: Two weeks of very little.
audience: Everybody who tests.
goal: Two minutes backward.
basis: Our judgement.
walking_only: true
sessions_per_week: 2
surfaces: [gym floor]
entry:
  needs: [You can walk.]
  refused_for: [pregnant, child, injury]
  clearance_for: [heart]
rules:
  - say: Walk slowly.
    basis: our judgement
warm_ups:
  usual:
    - piece: 5 min forward walk
      effort: 2
    - piece: 20 m backward walk
      effort: 1-2
      repeat: 2
cool_downs:
  usual:
    - piece: 4 min forward walk
      effort: 1
days:
  minute:
    title: One minute
    main:
      - piece: 30 s backward walk
        effort: 2-3
        repeat: 2
        recovery: 60 s forward walk
weeks:
  - week: 1
    sessions:
      - day: minute
        times: 2
        cues: [Look behind., Stay tall.]
  - week: 2
    sessions:
      - day: minute
        cues: [Small steps.]
      - title: Two minutes
        main:
          - piece: 2 min backward walk
            effort: 2-4
        cues: [Stop when you wobble.]
"""


@pytest.fixture
def small_plan() -> str:
    return SMALL


@pytest.fixture
def mistakes_of(tmp_path: Path) -> Callable[[str], list[Mistake]]:
    """The mistakes of one file with this text, as the reader tells them."""
    from plans.load import find_mistakes

    def mistakes(text: str) -> list[Mistake]:
        (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
        return find_mistakes(tmp_path)

    return mistakes
