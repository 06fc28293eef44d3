"""Reads what a correction changes. The one rule: only the new values are told, and a bare number is asked."""

from dataclasses import replace
from datetime import date

from coach.listen.clauses import Clause
from coach.listen.days import past_day
from coach.listen.drafts import Draft, read_clause
from coach.listen.efforts import effort_for, efforts_of
from coach.listen.merging import merge
from coach.listen.model import Heard, HeardSession
from coach.listen.pains import find_pains, ratios_of_pain
from coach.listen.sessions import finish
from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import Pain, Units

_SLOTS = frozenset({"dist", "dur", "em", "colon", "num", "range", "rpe", "ratio", "vague", "count", "pace"})
_DAYS = frozenset({"today", "past_day", "weekday", "month_day", "vague_day", "future_day"})


def read_correction(tokens: list[Token], today: date, units: Units, words: Words) -> Heard:
    """The new values of the last entry; what is missing or open is asked."""
    kept = _without_old(tokens, words)
    clause = Clause(tuple(kept), "", "hard", "", False, False, False) if kept else None
    drafts = merge(read_clause(clause, frozenset(), words)) if clause else []
    if len(drafts) > 1:
        return Heard("correct", ask="target")
    draft = drafts[0] if drafts else Draft()
    efforts = efforts_of(kept, ratios_of_pain(kept, words), words)
    rpe = effort_for(efforts, 0, 1 << 30, last=True)
    if rpe is None and len(draft.nums) == 1 and any(token.mark in words.sets["effort_labels"] for token in kept):
        rpe = draft.nums.pop().a
    if draft.dur is None and not draft.colons:
        draft.colons = [token for token in kept if token.kind == "colon"][-1:]
    finished = finish(draft, rpe, today, units, None)
    session = finished.session
    told = session.distance_m or session.duration_s or session.rpe is not None or session.mode
    if told and any(token.mark in words.sets["edit_verb"] for token in kept):
        draft.day = None
    day = past_day(draft.day, today, units) if draft.day is not None else None
    mode = session.mode
    if draft.directions or draft.gaits:
        mode, unsure = session.mode, not session.mode
    else:
        unsure = False
    session = replace(session, day=day, mode=mode, pain=find_pains(kept, words) or _sided(kept, words))
    if draft.day is not None and day is None:
        return Heard("correct", (session,), ask="date")
    if finished.ask is not None and finished.ask != "date":
        return Heard("correct", (session,), ask=finished.ask, bare_number=finished.bare_number, reps=finished.reps)
    if session == HeardSession():
        return Heard("correct", ask="mode" if unsure else "target")
    return Heard("correct", (session,), confirm=finished.unclear)


def _sided(tokens: list[Token], words: Words) -> tuple[Pain, ...]:
    """ "the knee was the left one": a site with its side, the pain being known."""
    site = next((token for token in tokens if token.key in words.sites), None)
    side = next((token for token in tokens if token.key in words.sides), None)
    return (Pain(words.sites[site.key].name, words.sides[side.key]),) if site is not None and side is not None else ()


def _without_old(tokens: list[Token], words: Words) -> list[Token]:
    """Drops the value behind "not", "instead of" or "from", and "change from A to" ."""
    out: list[Token] = []
    dropping = False
    for index, token in enumerate(tokens):
        starts = token.mark in words.sets["old_value"]
        if starts:
            ahead = tokens[index + 1 : index + 5]
            dropping = any(_valued(each, words) for each in ahead)
            continue
        if dropping:
            if token.kind in ("comma", "hard") or token.mark in words.sets["but"] or token.key == "to":
                dropping = False
            elif _valued(token, words):
                dropping = token.mark in words.sets["dir_back"] or token.mark in words.sets["dir_forward"]
            continue
        out.append(token)
    return out


def _valued(token: Token, words: Words) -> bool:
    return (
        token.kind in _SLOTS
        or token.kind in _DAYS
        or token.key in words.directions
        or token.key in words.gaits
        or token.key in words.sides
    )
