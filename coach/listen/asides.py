"""Which amounts of a message are no session: warm-ups, cool-downs, recoveries, goals. The one rule: unless only a
total is given, what is no session is never counted."""

from coach.listen.clauses import Clause
from coach.listen.tokens import Token
from coach.listen.words import Words

_AMOUNTS = frozenset({"dist", "dur", "em", "colon", "num", "vague", "range", "count"})
LONGEST_RECOVERY_S = 300
LONGEST_RECOVERY_M = 400
LONGEST_REST_S = 900


def asides_of(clauses: list[Clause], words: Words) -> frozenset[int]:
    """The starts of the tokens to pass over."""
    found: set[int] = set()
    reps = any(token.tag == "reps" for clause in clauses for token in clause.tokens)
    for index, clause in enumerate(clauses):
        found |= _named(clause, words)
        if reps:
            found |= _recoveries(clause, words)
        before = clauses[index - 1] if index else None
        if (
            before is not None
            and not any(token.kind in _AMOUNTS for token in before.tokens)
            and _only_aside(before, words)
        ):
            found |= _first_amount(clause, found, words)
    found |= _compared(clauses, words) | _retold(clauses, words)
    return frozenset(found | _goals(clauses, found, words))


def _named(clause: Clause, words: Words) -> set[int]:
    """Amounts beside "warm up", "rest", "between" and the like, with the gaits and directions next to them."""
    tokens, sets = clause.tokens, words.sets
    if any(token.mark in sets["whole_words"] for token in tokens):
        return set()
    found: set[int] = set()
    told = any(token.kind in _AMOUNTS or token.key in words.directions for token in tokens if token.key != "back")
    if not told and any(token.mark in sets["aside_words"] - sets["rest_word"] for token in tokens):
        return {token.start for token in tokens if token.key in words.gaits}
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.mark not in sets["aside_words"]:
            continue
        if index and tokens[index - 1].mark in sets["no_pains"]:
            continue
        if index + 1 < len(tokens) and tokens[index + 1].kind in ("vague", "range"):
            continue
        amount = _nearest(tokens, index, found, words)
        if amount is not None:
            low, high = min(index, amount), max(index, amount)
            found |= {each.start for each in tokens[low : high + 1]}
            alone = sum(each.kind in _AMOUNTS for each in tokens) == 1
            found |= {each.start for each in tokens} if alone else set()
    return found


def _nearest(tokens: tuple[Token, ...], index: int, taken: set[int], words: Words) -> int | None:
    best: tuple[bool, int, bool] | None = None
    chosen = None
    for at, token in enumerate(tokens):
        if token.kind not in _AMOUNTS or token.start in taken or abs(at - index) > 4:
            continue
        low, high = min(index, at), max(index, at)
        warm = tokens[index].mark in words.sets["warm_word"]
        if not warm and (at > index + 1 + (tokens[index].mark in words.sets["rest_word"]) or token.kind == "count"):
            continue
        if not warm and at > index and tokens[index].mark not in words.sets["rest_word"]:
            continue
        if not warm and not _short(token):
            continue
        if (
            any(
                each.mark in words.sets["dir_back"] or each.mark in words.sets["run_verb"]
                for each in tokens[low + 1 : high]
            )
            and at > index
        ):
            continue
        rank = (token.tag == "reps", high - low, at < index)
        if best is None or rank < best:
            best, chosen = rank, at
    return chosen if best is not None and not (best[0] and best[1] > 1) else None


def _short(token: Token) -> bool:
    """Short enough for a recovery."""
    limit = {"dist": LONGEST_RECOVERY_M, "dur": LONGEST_REST_S, "em": LONGEST_RECOVERY_M}
    return token.a <= limit.get(token.kind, 60)


def _whole_dists(clauses: list[Clause], words: Words) -> int:
    """How many distances stand that are not called the first or the last."""
    return sum(
        token.kind in ("dist", "em") and not (index and clause.tokens[index - 1].mark in words.sets["share_word"])
        for clause in clauses
        for index, token in enumerate(clause.tokens)
    )


def _retold(clauses: list[Clause], words: Words) -> set[int]:
    """ "2 km, no wait 2.5 km": the amount before the second thought."""
    found: set[int] = set()
    for index, clause in enumerate(clauses[1:], 1):
        if not words.patterns["second_thought"].match(clause.marks):
            continue
        kinds = {token.kind for token in clause.tokens if token.kind in _AMOUNTS}
        earlier = [token for each in clauses[:index] for token in each.tokens if token.kind in kinds]
        found |= {token.start for token in earlier[-1:]}
    return found


def _compared(clauses: list[Clause], words: Words) -> set[int]:
    """ "40 s faster than last week", "the first 500 m", "at the 400 m track": parts and comparisons."""
    found: set[int] = set()
    dists = _whole_dists(clauses, words)
    for clause in clauses:
        tokens = clause.tokens
        for index, token in enumerate(tokens):
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            before = tokens[index - 1] if index else None
            if token.kind in _AMOUNTS and after is not None and after.mark in words.sets["comparative"]:
                found.add(token.start)
            event = after is not None and after.mark in words.sets["event_word"]
            if event and token.kind == "dist" and dists > 1:
                found.add(token.start)
            if before is not None and before.mark in words.sets["than"] | words.sets["by_word"]:
                found.add(token.start)
            if (
                token.kind in ("dist", "em", "dur", "colon")
                and before is not None
                and before.mark in words.sets["share_word"]
                and dists > 0
            ):
                found.add(token.start)
            lap = token.kind in ("dist", "em") and token.tag != "reps" and token.a <= 1000
            if lap and dists > 1 and after is not None and after.mark in words.sets["track_words"]:
                found.add(token.start)
    return found


def _recoveries(clause: Clause, words: Words) -> set[int]:
    """ "w/ 1 min walk" and "1 min easy" behind repetitions."""
    found: set[int] = set()
    tokens = clause.tokens
    for index, token in enumerate(tokens):
        if token.kind not in ("dur", "dist", "em") or token.tag == "reps" or token.a > LONGEST_RECOVERY_S:
            continue
        after = tokens[index + 1 : index + 3]
        eases = any(each.mark in words.sets["easing"] for each in after)
        with_it = index > 0 and tokens[index - 1].mark in words.sets["with_word"]
        if eases or with_it:
            found |= {each.start for each in (token, *after) if each.kind not in _AMOUNTS or each is token}
    return found


def _only_aside(clause: Clause, words: Words) -> bool:
    last = clause.tokens[-1]
    return last.kind == "word" and last.mark in words.sets["warm_word"] and len(clause.tokens) <= 2


def _first_amount(clause: Clause, found: set[int], words: Words) -> set[int]:
    """ "warm up: 10 min" cut in two by its colon or dash."""
    first = clause.tokens[0]
    plain = first.kind in _AMOUNTS and not any(token.mark in words.sets["dir_back"] for token in clause.tokens)
    return {token.start for token in clause.tokens} if plain else set()


def _goals(clauses: list[Clause], found: set[int], words: Words) -> set[int]:
    """Amounts that were only aimed at ("tried for 3k"), where another amount tells what was done."""
    goals: set[int] = set()
    others = False
    for clause in clauses:
        for index, token in enumerate(clause.tokens):
            if token.kind not in _AMOUNTS or token.start in found:
                continue
            if _aimed(clause.tokens, index, words):
                goals.add(token.start)
            elif not clause.veto and token.kind != "num":
                others = True
    firm = any(token.mark in words.sets["firm_goal"] for clause in clauses for token in clause.tokens)
    return goals if others or firm else set()


def _aimed(tokens: tuple[Token, ...], index: int, words: Words) -> bool:
    sets = words.sets
    for before in reversed(tokens[:index]):
        if before.mark in sets["stop_words"]:
            break
        if before.mark in sets["firm_goal"]:
            return True
    for step in range(1, 8):
        if index - step < 0:
            break
        before = tokens[index - step]
        if before.kind in _AMOUNTS or (before.mark in sets["stop_words"] and before.mark not in sets["goal_words"]):
            break
        if before.mark in sets["goal_words"] and (step < 5 or before.mark in sets["firm_goal"]):
            return True
    after = tokens[index + 1 : index + 3]
    return any(each.mark in sets["goal_after"] for each in after)
