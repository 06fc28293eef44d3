"""A second ear: hears an emergency that no pattern knows by its likeness to messages that people have written.

One rule: it decides by a margin, never by nearness alone: a message must be nearer to the emergencies than to the
ordinary messages of the bank. It hears no denial, so it is asked only where the patterns heard nothing at all
(`detect.may_be_unheard`), and it needs the sentence encoder; without it the patterns stand alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from coach.redflags.model import Category, RedFlag, Urgency
from knowledge.encoder import SIZE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

NEIGHBOURS: Final = 3
MARGIN: Final = 0.11
"""Mean likeness to the nearest emergencies minus that to the nearest ordinary messages. Set on the tuning examples."""
URGENT: Final[frozenset[Category]] = frozenset({"clot", "joint"})


@dataclass(frozen=True, slots=True)
class Bank:
    """Sentence vectors of example messages, each of length 1: shape (n, 384). Made by `bank/make.py`."""

    flagged: Vectors
    categories: tuple[Category, ...]
    """Of each row of `flagged`."""
    ordinary: Vectors


def similar_flag(vector: Vectors, bank: Bank) -> RedFlag | None:
    """The red flag that a message (its sentence vector, shape (384,)) is like, or None. Its span is empty."""
    flagged, ordinary = bank.flagged @ vector, bank.ordinary @ vector
    if _top(flagged) - _top(ordinary) < MARGIN:
        return None
    category = bank.categories[int(flagged.argmax())]
    urgency: Urgency = "urgent" if category in URGENT else "emergency"
    return RedFlag(category, urgency, "")


def _top(likeness: Vectors) -> float:
    nearest = likeness.copy()
    nearest.partition(len(nearest) - NEIGHBOURS)
    return float(nearest[-NEIGHBOURS:].mean())


def read_bank(raw: bytes) -> Bank:
    """The bank of a file: a line of JSON (`scale`, `flagged`: categories by row, `examples`: SHA-256 of the text file),
    then one signed byte a number, the flagged rows first."""
    import numpy as np

    first, _, numbers = raw.partition(b"\n")
    header = json.loads(first)
    rows = np.frombuffer(numbers, dtype=np.int8).reshape(-1, SIZE).astype(np.float32) * np.float32(header["scale"])
    categories: tuple[Category, ...] = tuple(header["flagged"])
    return Bank(rows[: len(categories)], categories, rows[len(categories) :])


def write_bank(flagged: Vectors, categories: Sequence[Category], ordinary: Vectors, examples: str) -> bytes:
    """The file of a bank; `examples` is the SHA-256 of the examples that it was made from."""
    import numpy as np

    rows = np.vstack([flagged, ordinary])
    scale = float(np.abs(rows).max()) / 127
    header = json.dumps({"examples": examples, "scale": scale, "flagged": list(categories)})
    return header.encode() + b"\n" + np.round(rows / scale).astype(np.int8).tobytes()
