"""Reads answers to the bot's own questions. The one rule: what does not fit the question is None, never a guess.

Every reader takes the text, the runner's wall clock, their units and the words.
"""

from datetime import date, datetime
from typing import Literal

from coach.listen.corrections import read_correction
from coach.listen.days import coming_day, past_day
from coach.listen.model import HeardSession
from coach.listen.reminders import minute_of, weekdays_of
from coach.listen.tokens import Token
from coach.listen.understand import read
from coach.listen.words import Words
from coach.model import Mode, Units, Weekday

UnitAnswer = Literal["km", "miles", "minutes", "metres", "yards", "seconds", "hours"]
_UNIT_NAMES: dict[tuple[str, float], UnitAnswer] = {
    ("dist", 1000.0): "km",
    ("dist", 1609.344): "miles",
    ("dist", 1.0): "metres",
    ("dist", 0.9144): "yards",
    ("dur", 60.0): "minutes",
    ("dur", 1.0): "seconds",
    ("dur", 3600.0): "hours",
}
_DAYS = frozenset({"today", "past_day", "future_day", "weekday", "month_day"})


def read_yes_no(text: str, now: datetime, units: Units, words: Words) -> bool | None:
    """A plain yes or no; anything else is None."""
    said = read(text, now, units, words)
    yes = said.words.patterns["yes"].search(said.cue) is not None
    no = said.words.patterns["no"].search(said.cue) is not None
    return None if yes == no else yes


def read_days(text: str, now: datetime, units: Units, words: Words) -> tuple[Weekday, ...] | None:
    """The weekdays named; a number of days a week names none."""
    return weekdays_of(read(text, now, units, words).tokens, words) or None


def read_minute(text: str, now: datetime, units: Units, words: Words) -> int | None:
    """The minute of the day; None where morning or evening stays open ("7", "half six")."""
    return minute_of(read(text, now, units, words).tokens, units, words)


def read_unit(text: str, now: datetime, units: Units, words: Words) -> UnitAnswer | None:
    """The unit named, alone ("km", "it was miles") or with its number ("3 km")."""
    said = read(text, now, units, words)
    named = [words.units[token.key] for token in said.tokens if token.kind == "word" and token.key in words.units]
    named += [
        words.units[last]
        for last in (t.key.rsplit(" ", 1)[-1] for t in said.tokens if t.kind in ("dist", "dur"))
        if last in words.units
    ]
    answers = {_UNIT_NAMES.get((unit.kind, unit.factor)) for unit in named if unit.kind in ("dist", "dur")}
    return answers.pop() if len(answers) == 1 else None


def read_distance(text: str, now: datetime, units: Units, words: Words) -> float | None:
    """Metres. A bare number is None; so is a range."""
    return _session(text, now, units, words).distance_m


def read_duration(text: str, now: datetime, units: Units, words: Words) -> int | None:
    """Seconds. "12:30" is m:ss, "1:10" alone is open and None."""
    return _session(text, now, units, words).duration_s


def read_mode(text: str, now: datetime, units: Units, words: Words) -> Mode | None:
    """The mode, from direction and gait; "walking" alone tells no direction and is None."""
    return _session(text, now, units, words).mode


def read_rpe(text: str, now: datetime, units: Units, words: Words) -> float | None:
    """An effort from 0 to 10: "7", "7/10", "6-7", "hard"."""
    said = read(text, now, units, words)
    heard = _session(text, now, units, words).rpe
    if heard is not None:
        return heard
    numbers = [(t.a + t.b) / 2 if t.kind == "range" else t.a for t in said.tokens if t.kind in ("num", "range")]
    return numbers[0] if len(numbers) == 1 and 0 <= numbers[0] <= 10 else None


def read_day(text: str, now: datetime, units: Units, words: Words, coming: bool = False) -> date | None:
    """A day: the latest one before today for what was done, the next one for what is to come (`coming`)."""
    said = read(text, now, units, words)
    token: Token | None = next((token for token in said.tokens if token.kind in _DAYS), None)
    if token is None:
        return None
    return coming_day(token, said.today, units) if coming else past_day(token, said.today, units)


def read_units_preference(text: str, now: datetime, units: Units, words: Words) -> Units | None:
    """Kilometres or miles; None where both or none are named."""
    marks = {token.mark for token in read(text, now, units, words).tokens}
    imperial, metric = bool(marks & words.sets["imperial_name"]), bool(marks & words.sets["metric_name"])
    return None if imperial == metric else "imperial" if imperial else "metric"


def _session(text: str, now: datetime, units: Units, words: Words) -> HeardSession:
    said = read(text, now, units, words)
    heard = read_correction(said.tokens, said.today, units, words)
    return heard.sessions[0] if heard.sessions else HeardSession()
