"""Make `vectors.bin`, the sentence vectors of the example messages, from the tuning half of an examples file.

    python -m coach.redflags.bank.make tests/coach/redflags/lay_examples.jsonl

Run it whenever the examples change; a test compares their checksum with the one in the file.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from coach.redflags.model import Category
from coach.redflags.similar import write_bank
from knowledge.encoder import load_encoder

VECTORS: Final = Path(__file__).parent / "vectors.bin"


class Example(BaseModel):
    """A line of the examples file. `flag` is the category it must raise, or None for an ordinary message."""

    text: str
    flag: Category | None
    half: str


def main(file: Path) -> None:
    raw = file.read_bytes()
    rows = [Example.model_validate(json.loads(line)) for line in raw.splitlines()]
    tuning = [row for row in rows if row.half == "tuning"]
    flagged = [(row.text, row.flag) for row in tuning if row.flag is not None]
    ordinary = [row.text for row in tuning if row.flag is None]
    encoder = load_encoder()
    if encoder is None:
        sys.exit("the sentence encoder is not installed; run `make vectors` first")
    vectors = encoder.encode([text for text, _ in flagged]), encoder.encode(ordinary)
    categories = [category for _, category in flagged]
    VECTORS.write_bytes(write_bank(vectors[0], categories, vectors[1], hashlib.sha256(raw).hexdigest()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
