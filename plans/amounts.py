"""The small words of a plan file: amounts ("3 min 20 s", "1 km"), stretches ("30 s backward walk"), efforts ("2-4").

The one rule: what can't be read for certain is refused with a sentence that shows how to write it.
"""

import re
from dataclasses import dataclass

from plans.model import Effort, Mode
from plans.nearest import did_you_mean

MODES: dict[str, Mode] = {
    "backward walk": "backward_walk",
    "backward jog": "backward_run",
    "backward run": "backward_run",
    "forward walk": "forward_walk",
    "forward jog": "forward_run",
    "forward run": "forward_run",
    "drill": "drill",
    "mixed": "mixed",
    "rest": "other",
}

STRETCH_PATTERN = r"^\d+(\.\d+)? (s|min|h|m|km)( \d+ (s|min))* (backward|forward|drill|mixed|rest).*$"
EFFORT_PATTERN = r"^\d+(\.5)?( ?- ?\d+(\.5)?)?$"

_PART = re.compile(r"(\d+(?:\.\d+)?) ?(s|min|h|m|km)(?![a-z])", re.ASCII)
_EFFORT = re.compile(r"(\d+(?:\.5)?)(?: ?- ?(\d+(?:\.5)?))?", re.ASCII)
_SECONDS = {"s": 1, "min": 60, "h": 3600}
_METRES = {"m": 1.0, "km": 1000.0}
# Nothing in a plan takes longer; a number above it is a slip of the pen.
LONGEST_S = 4 * 3600
LONGEST_M = 50_000.0


@dataclass(frozen=True, slots=True)
class Amount:
    """Metres or seconds; exactly one is given."""

    distance_m: float | None = None
    duration_s: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """An amount and the way of moving it is done in."""

    amount: Amount
    mode: Mode


def read_amount(text: str) -> Amount:
    """'30 s', '3 min 20 s', '1 h 5 min', '20 m', '1.2 km'. ValueError says how to write it."""
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        raise ValueError(f"'{text}' is not an amount; write it like '30 s', '3 min 20 s', '20 m' or '1 km'")
    units = [unit for _, unit in parts]
    if len(parts) == 1 and units[0] in _METRES:
        return _metres(text, float(parts[0][0]) * _METRES[units[0]])
    if not set(units) <= set(_SECONDS) or units != sorted(set(units), key=lambda unit: -_SECONDS[unit]):
        raise ValueError(f"'{text}' mixes its units; write one distance ('1.2 km') or one time ('3 min 20 s')")
    return _seconds(text, sum(float(number) * _SECONDS[unit] for number, unit in parts))


def _metres(text: str, metres: float) -> Amount:
    if not 0 < metres <= LONGEST_M:
        raise ValueError(f"'{text}' can't be right: a piece is longer than nothing and at most 50 km")
    return Amount(distance_m=round(metres, 3))


def _seconds(text: str, seconds: float) -> Amount:
    if not 1 <= seconds <= LONGEST_S or seconds != int(seconds):
        raise ValueError(f"'{text}' can't be right: a piece takes whole seconds, at least one and at most 4 h")
    return Amount(duration_s=int(seconds))


def write_amount(amount: Amount) -> str:
    """The amount as a plan file has it; `read_amount` gives it back."""
    if amount.distance_m is not None:
        return f"{amount.distance_m:.12g} m"
    minutes, seconds = divmod(amount.duration_s or 0, 60)
    return " ".join(part for part in (f"{minutes} min" * bool(minutes), f"{seconds} s" * bool(seconds)) if part)


def read_stretch(value: object) -> Stretch:
    """'30 s backward walk' or '20 m forward walk' or '60 s rest'."""
    if not isinstance(value, str):
        raise ValueError("expected an amount and a way of moving, like '30 s backward walk'")
    text = " ".join(value.split())
    found = re.match(r"(?:\d+(?:\.\d+)? ?(?:min|km|s|h|m)(?![a-z]) ?)+", text, re.ASCII)
    if found is None:
        raise ValueError(f"'{text}' does not begin with an amount; write it like '30 s backward walk'")
    words = text[found.end() :].lower()
    if words not in MODES:
        raise ValueError(f"'{words}' is not a way of moving{did_you_mean(words, MODES)}; known: {', '.join(MODES)}")
    return Stretch(read_amount(found.group().strip()), MODES[words])


def read_effort(value: object) -> Effort:
    """'2-4' or 3, on the scale from 0 to 10."""
    found = _EFFORT.fullmatch(str(value)) if isinstance(value, str | int | float) else None
    if found is None:
        raise ValueError(f"'{value}' is not an effort; write it like 3 or 2-4, from 0 (nothing) to 10 (all out)")
    low, high = float(found[1]), float(found[2] or found[1])
    if not 0 <= low <= high <= 10:
        raise ValueError(f"'{value}' is not an effort: the lower number comes first, and none is above 10")
    return low, high
