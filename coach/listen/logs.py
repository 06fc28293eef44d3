"""Reads what a message logs. The one rule: a log is written only on positive evidence, with no veto, when nothing that
matters is unexplained; otherwise it is confirmed or asked."""

from dataclasses import dataclass, replace
from datetime import date

from coach.listen.asides import asides_of
from coach.listen.clauses import Clause, clauses_of
from coach.listen.drafts import Draft, read_clause
from coach.listen.efforts import effort_for, efforts_of
from coach.listen.merging import merge
from coach.listen.model import HeardSession, What
from coach.listen.pains import find_pains, ratios_of_pain
from coach.listen.sessions import LONGEST_M, Finished, finish
from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import Units

_AMOUNTS = frozenset({"dist", "dur", "em", "colon", "num", "vague", "range", "count"})
_SURE = frozenset({"dist", "dur", "em", "colon"})
MOST_UNKNOWN = 5
"""A log without a verb may hold this many words that nobody taught us."""
STEPS_FROM = 1000
"""A count of this and more beside a distance or a time is what a watch counted on the way."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a message logs: its sessions, what must be asked, and whether it is sure enough to be written."""

    sessions: tuple[HeardSession, ...]
    ask: What | None
    sure: bool
    question: bool
    bare_number: float | None = None
    reps: int | None = None

    @property
    def solid(self) -> bool:
        """Whether it names a mode and an amount, so that it is no other intent."""
        return any(each.mode and (each.distance_m or each.duration_s) for each in self.sessions)


def read_log(tokens: list[Token], today: date, units: Units, words: Words) -> Log | None:
    """The log in a message, or None where nothing in it tells of a session of the runner's own."""
    clauses = clauses_of(tokens, words)
    told = [clause for clause in clauses if clause.veto in ("", "name", "carried")]
    used = [clause for clause in told if any(token.kind in _AMOUNTS for token in clause.tokens)]
    if not used:
        return None
    asides = asides_of(clauses, words)
    drafts = [draft for clause in told for draft in read_clause(clause, asides, words)]
    for draft, clause in ((drafts[i], c) for i, c in enumerate(told) if len(drafts) == len(told)):
        if _only_hurts(clause, words):
            draft.day = None
    drafts = _summed(_mixed(merge(_alternating(drafts, words)), words))
    if not drafts or not any(draft.has_amount() for draft in drafts):
        return None
    cue = "".join(token.mark for token in tokens if token.kind not in ("comma", "dash", "odd", "other_sign"))
    unsure = words.patterns["unsure"].search(cue) is not None
    for draft in drafts:
        draft.either = draft.either or (unsure and (draft.mixed or len(draft.gaits) > 1))
    finished = _finish(drafts, [token for token in tokens if token.start not in asides], today, units, words)
    strength = _evidence(
        clauses, drafts, finished, asides, any(token.kind == "question_mark" for token in tokens), words
    )
    if strength == 0:
        return None
    ask = _first_ask(finished)
    marks = "".join(token.mark for token in tokens if token.kind not in ("comma", "dash", "odd", "other_sign"))
    unclear = any(each.unclear for each in finished) or words.patterns["partly_directed"].search(marks) is not None
    unclear = unclear or (len(drafts) > 1 and (_patchy(drafts) or any(draft.total for draft in drafts)))
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
    """ "1 min back, 1 min forward for 20 min": two short ways and a total are one mixed session."""
    full = [draft for draft in drafts if draft.has_amount()]
    if any(draft.mixed for draft in drafts) and len(full) > 1:
        return [_folded(drafts)]
    both = [draft for draft in full if len(set(draft.directions)) > 1 and draft.dur]
    if (
        both
        and len(full) == 2
        and full[-1].dur
        and not full[-1].directions
        and both[0].dur
        and full[-1].dur.a > 2 * both[0].dur.a
    ):
        return [_folded(drafts)]
    if len(full) >= 3 and full[0].dur and full[1].dur and full[-1].dur:
        ways = {way for draft in full[:2] for way in draft.directions} | {
            gait for draft in full[:2] for gait in draft.gaits
        }
        short = max(full[0].dur.a, full[1].dur.a)
        if (
            len(ways) > 1
            and full[0].directions != full[1].directions
            and short <= 300
            and full[-1].dur.a > 2 * short
            and not full[-1].directions
        ):
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
    """The drafts with an amount; a count of steps beside a told distance is none."""
    full = [draft for draft in drafts if draft.has_amount()]
    measured = any(draft.dist or draft.dur for draft in full)
    for draft in full:
        timed = draft.dur is not None and draft.count is not None and draft.dur.start < draft.count.start
        if draft.count and draft.count.a >= STEPS_FROM and (draft.dist or timed):
            draft.count = None
    whole = next((d for d in full if d.dist and d.dist.tag != "reps" and (d.dur or d.colons)), None)
    return [
        draft
        for draft in full
        if not (measured and _only_counts(draft)) and not (whole and draft is not whole and _only_a_split(draft, whole))
    ]


def _only_a_split(draft: Draft, whole: Draft) -> bool:
    """ "16:12, first km 8:00": a time of a part, behind the whole."""
    said = (
        draft.dist
        or draft.dur
        or draft.ems
        or draft.vague
        or draft.count
        or draft.directions
        or draft.gaits
        or draft.day
    )
    return bool(draft.colons) and not said and draft.begin > whole.begin


def _only_counts(draft: Draft) -> bool:
    other = draft.dist or draft.dur or draft.colons or draft.ems or draft.vague or draft.nums or draft.directions
    return draft.count is not None and not other


def _summed(drafts: list[Draft]) -> list[Draft]:
    """ "100 m, 200 m, 300 m, 600 m all together": the total stands for its parts."""
    if len(drafts) > 2 and drafts[-1].total and all(draft.dist for draft in drafts):
        parts = sum(draft.dist.a for draft in drafts[:-1] if draft.dist)
        last = drafts[-1]
        if last.dist and abs(parts - last.dist.a) <= 1:
            last.directions = last.directions or drafts[0].directions
            last.gaits, last.day, last.begin = last.gaits or drafts[0].gaits, last.day or drafts[0].day, drafts[0].begin
            return [last]
    return drafts


def _patchy(drafts: list[Draft]) -> bool:
    """Of several sessions, one tells neither a direction nor a gait."""
    told = [bool(draft.directions or draft.gaits or draft.mixed) for draft in drafts]
    return not all(told)


def _finish(drafts: list[Draft], tokens: list[Token], today: date, units: Units, words: Words) -> list[Finished]:
    efforts = efforts_of(tokens, ratios_of_pain(tokens, words), words)
    begins = [0, *(draft.begin for draft in drafts[1:]), tokens[-1].end + 1]
    days = [draft.day for draft in drafts if draft.day]
    default = days[0] if len({day.key for day in days}) == 1 else None
    out = []
    for index, draft in enumerate(drafts):
        begin, end, last = begins[index], begins[index + 1], index == len(drafts) - 1
        done = finish(draft, effort_for(efforts, begin, end, last), today, units, draft.day or default)
        if done.ask is None and done.session.distance_m is None and done.session.duration_s is None:
            done = replace(done, ask="distance")
        if draft.day:
            default = draft.day
        pains = find_pains([token for token in tokens if begin <= token.start < end], words)
        out.append(replace(done, session=replace(done.session, pain=pains)))
    return _at_the_run(out)


def _at_the_run(finished: list[Finished]) -> list[Finished]:
    """A pain told at the end, behind some stretching, belongs to the run before it."""
    if len(finished) < 2 or finished[-1].session.mode != "other" or not finished[-1].session.pain:
        return finished
    *rest, last = finished
    at = max((i for i, each in enumerate(rest) if each.session.mode != "other"), default=None)
    if at is None or rest[at].session.pain:
        return finished
    rest[at] = replace(rest[at], session=replace(rest[at].session, pain=last.session.pain))
    return [*rest, replace(last, session=replace(last.session, pain=()))]


def _first_ask(finished: list[Finished]) -> What | None:
    asks = [each.ask for each in finished if each.ask]
    order: tuple[What, ...] = ("unit", "distance", "duration", "date", "rpe", "mode")
    return next((what for what in order if what in asks), None)


def _is_name(token: Token) -> bool:
    """An unknown word with a capital that has no verb's ending."""
    return token.tag == "name" and not token.key.endswith(("ing", "ed", "ly"))


def _evidence(
    clauses: list[Clause],
    drafts: list[Draft],
    finished: list[Finished],
    asides: frozenset[int],
    asks: bool,
    words: Words,
) -> int:
    """2 sure, 1 to be confirmed, 0 no log."""
    told = [clause for clause in clauses if clause.veto in ("", "name", "carried")]
    verb = any(draft.strong for draft in drafts) or any(clause.strong for clause in told)
    shape = any(draft.directions or draft.gaits or draft.mixed for draft in drafts)
    first = any(each.session.distance_m and each.session.duration_s for each in finished)
    far = any(each.session.distance_m for each in finished)
    unknown = sum(
        token.mark == words.kinds["unknown"] and len(token.key) > 1 for clause in told for token in clause.tokens
    )
    vetoed = [clause for clause in clauses if clause.veto and clause.veto != "question"]
    vetoed = [c for c in vetoed if any(t.kind in _SURE and t.start not in asides for t in c.tokens)]
    marked = any(clause.opener == "question_mark" for clause in clauses) or asks
    asked = any(c.veto == "question" and (marked or any(t.kind in _SURE for t in c.tokens)) for c in clauses)
    if not verb and any((each.session.distance_m or 0) >= LONGEST_M for each in finished):
        return 0
    about_amounts = any(c.veto == "question" and any(t.kind in _SURE for t in c.tokens) for c in clauses)
    if asked and not about_amounts and first and shape and clauses[0].veto != "question":
        return 2
    if any(clause.veto == "carried" for clause in clauses):
        return 1 if shape else 0
    if any(clause.veto == "joke" for clause in clauses):
        return 1 if verb and shape else 0
    if any(clause.veto == "name" for clause in clauses):
        return 1 if shape or verb else 0
    direct = any(draft.strong for draft in drafts)
    if verb and (shape or far or direct):
        return 1 if vetoed and not shape else 2
    if asked or vetoed:
        return 1 if shape and not asked else 0
    if shape:
        headed = any(_is_name(clause.tokens[0]) for clause in told if any(t.kind in _SURE for t in clause.tokens))
        return 2 if unknown <= MOST_UNKNOWN and not headed else 1
    spoken = sum(token.kind == "word" for clause in told for token in clause.tokens)
    return 2 if first and unknown == 0 and spoken <= 3 else (1 if unknown <= 1 and far else 0)
