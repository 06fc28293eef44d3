"""How well red flags are heard: `python -m benchmarks.redflags [--missed] [--patterns]`.

Prints, for the tuning and the held-out half of the authored examples, the recall by category and the false alarms, of
the patterns alone and with the second ear (sentence vectors) where the encoder is installed; then the time a message
takes. `--missed` also lists what was missed and what raised a false alarm in the tuning half; `--patterns` leaves the
second ear out. Nothing of the held-out half is listed: who tunes should not read it.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach.redflags.detect import detect, may_be_unheard
from coach.redflags.load import load_bank, load_flags
from coach.redflags.model import Flags, RedFlag
from coach.redflags.similar import Bank, similar_flag
from knowledge.encoder import Encoder, load_encoder

EXAMPLES = Path(__file__).parent.parent / "tests" / "coach" / "redflags" / "lay_examples.jsonl"
ROUNDS = 3

Ear = Callable[[str], RedFlag | None]


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    flag: str | None
    half: str


def read_examples() -> list[Example]:
    return [Example(**json.loads(line)) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]


def both_ears(flags: Flags, bank: Bank, encoder: Encoder) -> Ear:
    def listen(text: str) -> RedFlag | None:
        found = detect(text, flags)
        if found is not None or not may_be_unheard(text, flags):
            return found
        return similar_flag(encoder.encode([text])[0], bank)

    return listen


def report(name: str, half: str, examples: list[Example], ear: Ear, missed: bool) -> None:
    heard = {each.text: ear(each.text) for each in examples}
    flagged = [each for each in examples if each.flag is not None]
    ordinary = [each for each in examples if each.flag is None]
    found = Counter(each.flag for each in flagged if heard[each.text])
    alarms = [each for each in ordinary if heard[each.text]]
    recall, wrong = sum(found.values()) / len(flagged), len(alarms) / len(ordinary)
    print(f"{half}, {name}: recall {recall:.4f} of {len(flagged)}, false alarms {wrong:.4f} of {len(ordinary)}")
    print("   ", ", ".join(f"{flag} {found[flag]}/{n}" for flag, n in sorted(Counter(e.flag for e in flagged).items())))
    if missed and half == "tuning":
        for each in flagged:
            if heard[each.text] is None:
                print(f"    missed {each.flag}: {each.text}")
        for each in alarms:
            print(f"    false alarm {heard[each.text]}: {each.text}")


def time_patterns(flags: Flags, texts: list[str]) -> None:
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for text in texts:
            detect(text, flags)
    mean = (time.perf_counter() - start) / ROUNDS / len(texts)
    print(f"patterns: mean {mean * 1e6:.1f} µs an ordinary message")


def main(arguments: list[str]) -> None:
    start = time.perf_counter()
    flags = load_flags()
    print(f"words read in {time.perf_counter() - start:.3f} s, {sum(map(len, flags.rules.values()))} rules")
    ears: list[tuple[str, Ear]] = [("patterns", lambda text: detect(text, flags))]
    bank, encoder = load_bank(), None if "--patterns" in arguments else load_encoder()
    if bank is not None and encoder is not None:
        ears.append(("with the second ear", both_ears(flags, bank, encoder)))
    examples = read_examples()
    for half in ("tuning", "held_out"):
        for name, ear in ears:
            report(name, half, [each for each in examples if each.half == half], ear, "--missed" in arguments)
    time_patterns(flags, [each.text for each in examples if each.flag is None])


if __name__ == "__main__":
    main(sys.argv[1:])
