"""Puts what the clauses say together: one draft a session. The one rule: a new amount of a kind that is already there,
another direction or another day starts a new session."""

from coach.listen.drafts import Draft, second_day


def merge(drafts: list[Draft]) -> list[Draft]:
    """One draft a session."""
    out: list[Draft] = []
    for draft in drafts:
        if out and not _conflict(out[-1], draft):
            _absorb(out[-1], draft)
        else:
            out.append(draft)
    return _without_empty(out)


def _slots(draft: Draft) -> tuple[bool, bool]:
    return bool(draft.dist or draft.vague or draft.count), bool(draft.dur or draft.colons)


def _conflict(cur: Draft, new: Draft) -> bool:
    if cur.count and not cur.dist and new.dist and new.track and not new.directions:
        return False
    if not cur.has_amount():
        return bool(cur.day and new.day and new.has_amount() and cur.day.key != new.day.key and cur.directions)
    if not new.has_amount():
        other_way = bool(new.directions and cur.directions and new.directions[0] not in cur.directions)
        return other_way or bool(new.day and cur.day and new.day.key != cur.day.key)
    (dist, dur), (new_dist, new_dur) = _slots(cur), _slots(new)
    own = bool(new.directions or new.gaits or new.day) and bool(cur.directions or cur.gaits or cur.day)
    if own and ((dist and new_dist) or (dur and new_dur)) and not new.total:
        return True
    if dist and new_dist and not (cur.dist and new.dist and abs(cur.dist.a - new.dist.a) <= 0.005 * cur.dist.a):
        return True
    if dur and new_dur and not (cur.dur and new.dur and cur.dur.a == new.dur.a) and not new.total:
        return True
    if new.day and cur.day and new.day.key != cur.day.key:
        return True
    if new.directions and cur.directions and new.directions[0] != cur.directions[-1]:
        return True
    if _resting(cur) != _resting(new) and (new.directions or new.gaits):
        return True
    if cur.directions and not cur.gaits and new.gaits and new.gaits[0] != "run":
        return True
    gait_differs = bool(new.gaits and cur.gaits and new.gaits[0] not in cur.gaits)
    return gait_differs or (
        new.opener == "then" and bool(new.directions or new.gaits) and bool(cur.directions or cur.gaits)
    )


def _resting(draft: Draft) -> bool:
    """Stretching, strength and the like: never one session with a run."""
    return "other" in draft.gaits and not draft.directions


def _absorb(cur: Draft, new: Draft) -> None:
    if new.has_amount() and not cur.has_amount():
        if new.directions and not new.mixed and not cur.mixed:
            cur.directions = []
        if (new.gaits and new.directions) or new.gaits:
            cur.gaits = []
    cur.unclear = (
        cur.unclear or new.unclear or (new.opener == "and" and new.day is not None and second_day(cur, new.day))
    )
    cur.day = cur.day if cur.day is not None and (new.day is None or cur.has_amount()) else new.day or cur.day
    cur.total = cur.total or new.total
    cur.directions += [name for name in new.directions if name not in cur.directions]
    cur.gaits += (
        []
        if cur.gaits and not new.directions and not new.has_amount()
        else [name for name in new.gaits if name not in cur.gaits]
    )
    cur.mixed, cur.either = cur.mixed or new.mixed, cur.either or new.either
    cur.dist = cur.dist or new.dist
    cur.dur = new.dur if new.dur is not None and (cur.dur is None or new.total) else cur.dur
    cur.vague, cur.count = cur.vague or new.vague, cur.count or new.count
    cur.ems, cur.colons, cur.nums = cur.ems + new.ems, cur.colons + new.colons, cur.nums + new.nums
    cur.paces, cur.speeds = cur.paces + new.paces, cur.speeds + new.speeds
    cur.each, cur.at, cur.track = cur.each or new.each, cur.at or new.at, cur.track or new.track
    cur.strong, cur.past, cur.leads = cur.strong or new.strong, cur.past or new.past, cur.leads or new.leads


def _without_empty(drafts: list[Draft]) -> list[Draft]:
    """Drafts without an amount give what they say to a neighbour that lacks it, or make it unclear."""
    full = [draft for draft in drafts if draft.has_amount()]
    if not full:
        return drafts[:1] if drafts else []
    out: list[Draft] = []
    waiting: Draft | None = None
    for draft in drafts:
        if draft.has_amount():
            if waiting is not None:
                draft.day = draft.day or waiting.day
                draft.directions = draft.directions or waiting.directions
                waiting = None
            out.append(draft)
        elif draft.directions or (draft.day is not None and draft.day.kind != "today"):
            waiting = draft
    if waiting is not None and waiting.directions:
        out[-1].unclear = True
    return out
