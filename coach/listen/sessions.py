"""Turns drafts into sessions: modes, units, paces, days. The one rule: what cannot be told from the words is asked."""

from dataclasses import dataclass
from datetime import date

from coach.listen.days import past_day
from coach.listen.drafts import Draft
from coach.listen.model import HeardSession, What
from coach.listen.tokens import Token
from coach.model import Mode, Units

FASTEST_S_KM, SLOWEST_S_KM = 130.0, 1800.0
"""No backward runner is faster and no walker slower, in seconds a kilometre."""
CLOCK_LIKE_S_KM = 150.0
"""X:YY behind a distance is m:ss, unless that would be faster than this; then it is h:mm."""
METRES_FROM = 100
TRACK_M = 400.0
MILE_M = 1609.344
LONGEST_M, LONGEST_S = 60_000.0, 6 * 3600
PACE_SLACK = 0.10


@dataclass(frozen=True, slots=True)
class Finished:
    """A session with the first thing that must be asked about it, and whether some of it stayed unclear."""

    session: HeardSession
    ask: What | None = None
    unclear: bool = False
    bare_number: float | None = None
    reps: int | None = None
    derived: bool = False


@dataclass(slots=True)
class _Amounts:
    dist: float | None = None
    dur: float | None = None
    ask: What | None = None
    unclear: bool = False
    bare: float | None = None
    reps: int | None = None


def finish(draft: Draft, rpe: float | None, today: date, units: Units, default: Token | None) -> Finished:
    """The session of a draft. `default` is the day that other sessions of the message gave it."""
    amounts = _amounts(draft)
    mode, mode_ask = mode_of(draft)
    _paced(draft, amounts, units)
    if amounts.dist and amounts.dur and mode != "other" and amounts.ask is None:
        pace = amounts.dur / amounts.dist * 1000
        if not FASTEST_S_KM <= pace <= SLOWEST_S_KM:
            amounts.ask, amounts.dur = "duration", None
    amounts.dist, amounts.dur = amounts.dist or None, amounts.dur or None
    token = draft.day or default
    day = today if token is None else past_day(token, today, units)
    ask = amounts.ask or ("date" if day is None else None)
    if rpe is not None and not 0 <= rpe <= 10:
        ask, rpe = ask or "rpe", None
    too_much = (amounts.dist or 0) >= LONGEST_M or (amounts.dur or 0) >= LONGEST_S
    session = HeardSession(day, mode, amounts.dist, None if amounts.dur is None else round(amounts.dur), rpe)
    return Finished(session, ask or mode_ask, amounts.unclear or draft.unclear or too_much, amounts.bare, amounts.reps)


def mode_of(draft: Draft) -> tuple[Mode | None, What | None]:
    """Only what is said; two gaits offered as alternatives are asked."""
    ways, gaits = draft.directions, draft.gaits
    if draft.either and (draft.mixed or len(gaits) > 1):
        return None, "mode"
    if draft.mixed or ("back" in ways and "forward" in ways):
        return "mixed", None
    if "drill" in gaits:
        return "drill", None
    if "other" in gaits and not ways:
        return "other", None
    if not ways:
        return None, None
    walking = "walk" in gaits and "run" not in gaits
    if ways[0] == "back":
        return ("backward_walk" if walking else "backward_run"), None
    return ("forward_walk" if walking else "forward_run"), None


def _amounts(draft: Draft) -> _Amounts:
    found = _Amounts()
    _laps(draft, found)
    if draft.dist is not None and found.dist is None and found.ask is None:
        found.dist = draft.dist.a
        found.reps = int(draft.dist.b) if draft.dist.tag == "reps" else None
    if draft.dur is not None:
        found.dur = draft.dur.a
    for em in draft.ems:
        _em(em, found)
    if draft.vague is not None:
        _vague(draft.vague, found)
    _each(draft, found)
    found.unclear = found.unclear or (draft.each and draft.dist is not None and draft.dist.tag != "reps")
    for colon in draft.colons:
        _colon(colon, found)
    for num in draft.nums:
        _num(num, found, draft)
    return found


def _laps(draft: Draft, found: _Amounts) -> None:
    if draft.count is None:
        return
    if draft.track and draft.dist is not None and draft.dist.a <= 1000:
        found.dist = draft.count.a * draft.dist.a
    elif draft.track and draft.dist is None and draft.ems and 100 <= draft.ems[0].a <= 1000:
        found.dist = draft.count.a * draft.ems.pop(0).a
    elif draft.dist is None and draft.track and draft.count.tag != "reps":
        found.dist = draft.count.a * TRACK_M
    elif draft.dist is None:
        found.ask, found.bare = "unit", draft.count.a


def _em(em: Token, found: _Amounts) -> None:
    """The letter m: metres from 100 on, minutes beside a distance, else asked."""
    if em.tag == "reps":
        found.ask, found.bare, found.reps = "unit", em.a / em.b, int(em.b)
    elif found.dist is None and em.a >= METRES_FROM:
        found.dist = em.a
    elif found.dist is not None and found.dur is None and _plausible(em.a * 60, found.dist):
        found.dur = em.a * 60
    elif found.dist is None and found.ask is None:
        found.ask, found.bare = "unit", em.a
    else:
        found.unclear = True


def _plausible(seconds: float, metres: float) -> bool:
    return CLOCK_LIKE_S_KM <= seconds / metres * 1000 <= SLOWEST_S_KM


def _vague(vague: Token, found: _Amounts) -> None:
    match vague.tag:
        case "dur":
            found.ask = found.ask or ("duration" if found.dur is None else None)
        case "count":
            found.ask = found.ask or ("unit" if found.dist is None else None)
        case "dist" | "em" if found.dist is None:
            found.ask = found.ask or "distance"
        case "dist" | "em":
            found.unclear = True


def _each(draft: Draft, found: _Amounts) -> None:
    """ "6x100m in 22s each", "5x200m @ 1:10": repetitions times the time of one; or one time for each of them."""
    dist = draft.dist
    if dist is None or dist.tag != "reps" or dist.a <= 0:
        return
    times = [colon.a * 60 + colon.b for colon in draft.colons]
    if len(times) > 1 and len(times) == int(dist.b):
        found.dur, draft.colons = sum(times), []
    elif len(times) == 1 and (draft.each or draft.at or not _plausible(times[0], dist.a)):
        found.dur, draft.colons = times[0] * dist.b, []
    elif draft.dur is not None and draft.dur.tag != "reps" and (draft.each or draft.at):
        found.dur = draft.dur.a * dist.b


def _colon(colon: Token, found: _Amounts) -> None:
    """X:YY is m:ss; h:mm where m:ss would be too fast for the distance; without a distance a small X is asked."""
    seconds = colon.a * 60 + colon.b
    if found.dist is not None:
        if seconds / found.dist * 1000 < CLOCK_LIKE_S_KM:
            seconds *= 60
        if found.dur is None:
            found.dur = seconds
        elif abs(found.dur - seconds) > 1:
            found.unclear = True
    elif found.dur is None and colon.a >= 5:
        found.dur = seconds
    elif found.dur is None:
        found.ask = found.ask or "duration"
    else:
        found.unclear = True


def _num(num: Token, found: _Amounts, draft: Draft) -> None:
    """A bare number: minutes behind "in" where only they make sense, else its unit is asked."""
    free = num.kind == "num" and num.tag != "reps" and found.dist is not None and found.dur is None
    joined = num.tag == "in" or draft.opener != "then"
    if free and joined and found.dist and 180 <= num.a * 60 / found.dist * 1000 <= SLOWEST_S_KM:
        found.dur = num.a * 60
        found.unclear = found.unclear or num.tag != "in"
        return
    if found.dist is None and not draft.vague:
        found.ask, found.bare = found.ask or "unit", num.a / num.b if num.tag == "reps" else num.a
        found.reps = int(num.b) if num.tag == "reps" else None
    elif found.dist is None or found.dur is None:
        found.unclear = True


def _paced(draft: Draft, found: _Amounts, units: Units) -> None:
    """Distance times pace where the time is not said; speed times time; a disagreement is asked."""
    mile = MILE_M if units == "imperial" else 1000.0
    for pace in draft.paces[:1]:
        per_km = pace.a / (pace.b or mile) * 1000
        if not FASTEST_S_KM <= per_km <= SLOWEST_S_KM:
            per_km = pace.a / (2609.344 - mile if not pace.b else pace.b) * 1000
        if found.dist and found.dur:
            told = found.dur / found.dist * 1000
            if abs(told - per_km) > PACE_SLACK * told:
                found.ask, found.dur = found.ask or "duration", None
        elif found.dist and FASTEST_S_KM <= per_km <= SLOWEST_S_KM:
            found.dur = per_km * found.dist / 1000
    for speed in draft.speeds[:1]:
        if found.dur and found.dist is None and found.ask is None:
            found.dist = speed.a * found.dur
