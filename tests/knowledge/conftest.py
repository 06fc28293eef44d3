"""A small knowledge base in files, and the real one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.load import load_base
from knowledge.model import Base

DAY = date(2026, 11, 23)

SOURCES = """\
wright-2001:
  kind: study
  authors: 'S. Wright, P. Weyand'
  year: 2001
  published: 'Journal of Experimental Biology 204:1805'
our-judgement:
  kind: judgement
  published: 'Coaching judgement'
"""
FACTS = """\
cost-1:
  say: 'Four men used 35 % more energy backward at 3.0 m/s.'
  grade: C
  sources: [wright-2001]
  verified: true
shoes-1:
  say: 'No special shoe is needed.'
  grade: D
  sources: [our-judgement]
  verified: false
"""
TOPICS = """\
calorie_cost: {title: Energy, about: 'energy used'}
shoes: {title: Shoes, about: 'what to wear'}
"""
COST = """\
---
id: energy-cost
title: Does it burn more energy?
topics: [calorie_cost]
asks:
  - does it burn more calories
  - calories backward versus forward
  - energy used going backward
  - how many kcal does it take
  - is it harder work than normal running
  - how much more fuel do I use
  - metabolic cost of running in reverse
  - burn rate backward
grade: C
facts: [cost-1]
sources: [wright-2001]
must_not_claim: ['burns? (twice|double)']
reviewed: 2026-11-20
see_also: [shoes-to-wear]
---
Four men used 35 % more energy backward at the same 3 m/s.
"""
SHOES = """\
---
id: shoes-to-wear
title: What shoes do I need?
topics: [shoes]
asks:
  - which shoes
  - what should I wear on my feet
  - do I need special shoes
  - best trainers for running backward
  - footwear for retro running
  - shoe advice please
  - can I use my old running shoes
  - soles and heels of a good shoe
grade: D
facts: [shoes-1]
sources: [our-judgement]
safety: {stop_if: 'a heel slips', ask_clinician_if: ''}
reviewed: 2026-11-20
---
Your ordinary running shoes will do.
"""


@pytest.fixture
def write_base(tmp_path: Path) -> Callable[..., Path]:
    """Write the small base, right and whole but for what a test changes: `write_base(("old words", "new words"))`."""

    def write(*changes: tuple[str, str]) -> Path:
        files = {
            "sources.yaml": SOURCES,
            "facts.yaml": FACTS,
            "topics.yaml": TOPICS,
            "cards/calorie_cost/energy-cost.md": COST,
            "cards/shoes/shoes-to-wear.md": SHOES,
        }
        for old, new in changes:
            assert any(old in text for text in files.values()), f"nothing to change: {old}"
            files = {name: text.replace(old, new) for name, text in files.items()}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="session")
def real_base() -> Base:
    return load_base()


@pytest.fixture(scope="session")
def day() -> date:
    """The day on which the content was last reviewed as a whole."""
    return DAY
