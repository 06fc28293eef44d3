"""Reads what a message logs. The one rule: a log is written only on positive evidence, with no veto, when nothing that
matters is unexplained; otherwise it is confirmed or asked."""

from dataclasses import dataclass, replace
from datetime import date

from coach.listen.asides import asides_of
from coach.listen.clauses import Clause, clauses_of
from coach.listen.drafts import Draft, merge, read_clause
from coach.listen.efforts import effort_for, efforts_of
from coach.listen.model import HeardSession, What
from coach.listen.pains import find_pains, ratios_of_pain
from coach.listen.sessions import Finished, finish
from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import Units

_AMOUNTS = frozenset({"dist", "dur", "em", "colon", "num", "vague", "range", "count"})
_SURE = frozenset({"dist", "dur", "em", "colon"})
MOST_UNKNOWN = 2
"""A log without a verb may hold this many words that nobody taught us."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a message logs: its sessions, what must be asked, and whether it is sure enough to be written."""

    sessions: tuple[HeardSession, ...]
    ask: What | None
    sure: bool
    question: bool
    bare_number: float | None = None
    reps: int | None = None


def read_log(tokens: list[Token], today: date, units: Units, words: Words) -> Log | None:
    """The log in a message, or None where nothing in it tells of a session of the runner's own."""
    clauses = clauses_of(tokens, words)
    told = [clause for clause in clauses if not clause.veto]
    used = [clause for clause in told if any(token.kind in _AMOUNTS for token in clause.tokens)]
    if not used:
        return None
    asides = asides_of(clauses, words)
    drafts = [draft for clause in told for draft in read_clause(clause, asides, words)]
    for draft, clause in ((drafts[i], c) for i, c in enumerate(told) if len(drafts) == len(told)):
        if _only_hurts(clause, words):
            draft.day = None
    drafts = _mixed(merge(_alternating(drafts, words)), words)
    if not drafts or not any(draft.has_amount() for draft in drafts):
        return None
    finished = _finish(drafts, [token for token in tokens if token.start not in asides], today, units, words)
    strength = _evidence(clauses, drafts, finished, tokens, words)
    if strength == 0:
        return None
    ask = _first_ask(finished)
    unclear = any(each.unclear for each in finished) or (len(drafts) > 1 and _patchy(drafts))
    first = next((each for each in finished if each.bare_number is not None), None)
    return Log(
        tuple(each.session for each in finished),
        ask,
        strength == 2 and not unclear,
        any(clause.veto == "question" for clause in clauses),
        first.bare_number if first else None,
        first.reps if first else None,
    )


def _only_hurts(clause: Clause, words: Words) -> bool:
    """A clause about a pain: its day is the day of the pain."""
    hurts = any(token.mark in words.sets["pains"] for token in clause.tokens)
    return hurts and not any(token.kind in _AMOUNTS for token in clause.tokens)


def _alternating(drafts: list[Draft], words: Words) -> list[Draft]:
    """"1 min back, 1 min forward for 20 min": two short ways and a total are one mixed session."""
    full = [draft for draft in drafts if draft.has_amount()]
    if any(draft.mixed for draft in drafts) and len(full) > 1:
        return [_folded(drafts)]
    if len(full) >= 3 and full[0].dur and full[1].dur and full[-1].dur:
        ways = {way for draft in full[:2] for way in draft.directions} | {gait for draft in full[:2] for gait in draft.gaits}
        short = max(full[0].dur.a, full[1].dur.a)
        if len(ways) > 1 and full[0].directions != full[1].directions and short <= 300 and full[-1].dur.a > 2 * short and not full[-1].directions:
            return [_folded(drafts)]
    return drafts


def _folded(drafts: list[Draft]) -> Draft:
    """All drafts as one mixed session of the greatest amounts."""
    whole = Draft(mixed=True, begin=drafts[0].begin)
    whole.day = next((draft.day for draft in drafts if draft.day), None)
    dists = [draft.dist for draft in drafts if draft.dist]
    durs = [draft.dur for draft in drafts if draft.dur]
    whole.dist = max(dists, key=lambda token: token.a) if dists else None
    whole.dur = max(durs, key=lambda token: token.a) if durs else None
    for draft in drafts:
        whole.colons += draft.colons
        whole.ems += draft.ems if not (dists or durs) else []
        whole.strong, whole.past = whole.strong or draft.strong, whole.past or draft.past
        whole.directions += draft.directions
        whole.gaits += draft.gaits
    return whole


def _mixed(drafts: list[Draft], words: Words) -> list[Draft]:
    return [draft for draft in drafts if draft.has_amount()]


def _patchy(drafts: list[Draft]) -> bool:
    """Some sessions tell their direction, another tells neither a direction nor a gait."""
    told = [bool(draft.directions or draft.gaits or draft.mixed) for draft in drafts]
    return any(told) and not all(told)


def _finish(drafts: list[Draft], tokens: list[Token], today: date, units: Units, words: Words) -> list[Finished]:
    efforts = efforts_of(tokens, ratios_of_pain(tokens, words), words)
    begins = [0, *(draft.begin for draft in drafts[1:]), tokens[-1].end + 1]
    days = [draft.day for draft in drafts if draft.day]
    default = days[0] if len({day.key for day in days}) == 1 else None
    out = []
    for index, draft in enumerate(drafts):
        begin, end, last = begins[index], begins[index + 1], index == len(drafts) - 1
        done = finish(draft, effort_for(efforts, begin, end, last), today, units, draft.day or default)
        if draft.day:
            default = draft.day
        pains = find_pains([token for token in tokens if begin <= token.start < end], words)
        out.append(replace(done, session=replace(done.session, pain=pains)))
    return out


def _first_ask(finished: list[Finished]) -> What | None:
    asks = [each.ask for each in finished if each.ask]
    order: tuple[What, ...] = ("unit", "distance", "duration", "date", "rpe", "mode")
    return next((what for what in order if what in asks), None)


def _evidence(
    clauses: list[Clause], drafts: list[Draft], finished: list[Finished], tokens: list[Token], words: Words
) -> int:
    """2 sure, 1 to be confirmed, 0 no log."""
    told = [clause for clause in clauses if not clause.veto]
    verb = any(draft.strong for draft in drafts) or any(clause.strong for clause in told)
    shape = any(draft.directions or draft.gaits or draft.mixed for draft in drafts)
    first = any(each.session.distance_m and each.session.duration_s for each in finished)
    far = any(each.session.distance_m for each in finished)
    unknown = sum(token.mark == words.kinds["unknown"] for clause in told for token in clause.tokens)
    vetoed = [clause for clause in clauses if clause.veto and clause.veto != "question"]
    amounts_vetoed = any(token.kind in _SURE for clause in vetoed for token in clause.tokens)
    if any(clause.veto == "joke" for clause in clauses):
        return 1 if verb and shape else 0
    if any(clause.veto == "name" for clause in clauses):
        return 1 if shape or verb else 0
    direct = any(draft.strong for draft in drafts)
    if verb and (shape or far or direct):
        return 1 if amounts_vetoed and not shape else 2
    if any(clause.veto == "question" for clause in clauses) or vetoed:
        return 1 if shape and not any(clause.veto == "question" for clause in clauses) else 0
    if shape:
        return 2 if unknown <= MOST_UNKNOWN else 1
    return 2 if first and unknown == 0 else (1 if unknown <= 1 and far else 0)
