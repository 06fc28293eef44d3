"""Finds pains with their side and severity. The one rule: what is denied, over or only tired is no pain."""

from dataclasses import replace

from coach.listen.tokens import Token
from coach.listen.words import Words
from coach.model import Pain, Severity, Side

_PAIRED = frozenset(
    [
        "knee",
        "ankle",
        "calf",
        "shin",
        "achilles",
        "hamstring",
        "quad",
        "hip",
        "foot",
        "heel",
        "glute",
        "thigh",
        "it_band",
        "arch",
        "wrist",
        "shoulder",
        "elbow",
        "hand",
        "toe",
    ]
)


def find_pains(tokens: list[Token], words: Words) -> tuple[Pain, ...]:
    """Every pain told, in the order of the text, one a site and side."""
    clauses = _linked(_clauses(_with_sides(tokens, words), words), words)
    found: list[Pain] = []
    for index, clause in enumerate(clauses):
        after = clauses[index + 1] if index + 1 < len(clauses) else []
        if _over_later(clause, after, words):
            continue
        pains = _pains_of(clause, after, words)
        again = bool(found) and bool(pains) and pains[0].site == "other"
        if again and found[-1].severity is None and any(token.mark in words.sets["it_word"] for token in clause):
            found[-1] = replace(found[-1], severity=pains[0].severity)
        found += pains
    if len({pain.site for pain in found}) > 1:
        found = [pain for pain in found if pain.site != "other"]
    return tuple(dict.fromkeys(found))


def _with_sides(tokens: list[Token], words: Words) -> list[Token]:
    """ "(R)" and "L" behind a site are spelt out; a lone "r" may be "are"."""
    out = list(tokens)
    for index, token in enumerate(tokens):
        side = words.sides.get(token.key)
        if side is None or len(token.key) > 1 or not index:
            continue
        boxed = tokens[index - 1].key == "(" and index + 1 < len(tokens) and tokens[index + 1].key == ")"
        if boxed or (side == "left" and tokens[index - 1].key in words.sites):
            out[index] = token._replace(key=side)
    return out


def _linked(clauses: list[list[Token]], words: Words) -> list[list[Token]]:
    """Joins "a slight pain | in the right calf", and a bare rating to the pain before it."""
    out: list[list[Token]] = []
    for clause in clauses:
        before = out[-1] if out else []
        rating = len(clause) == 1 and clause[0].kind == "ratio" and bool(before) and _hurts(before, words)
        sited = any(token.mark in words.sets["site"] for token in clause)
        placed = bool(before) and sited and not _hurts(clause, words) and clause[0].mark in words.sets["place_word"]
        if rating or (
            placed and _hurts(before, words) and not any(token.mark in words.sets["site"] for token in before)
        ):
            out[-1] = before + clause
        else:
            out.append(clause)
    return out


def ratios_of_pain(tokens: list[Token], words: Words) -> frozenset[int]:
    """The starts of the "n/10" tokens that rate a pain and not an effort."""
    starts: set[int] = set()
    for clause in _linked(_clauses(tokens, words), words):
        if any(
            token.mark in words.sets["site"] or token.mark in words.sets["pains"]
            for token in clause
            if token.kind == "word"
        ):
            starts |= {token.start for token in clause if token.kind == "ratio"}
    return frozenset(starts)


def _clauses(tokens: list[Token], words: Words) -> list[list[Token]]:
    """Cut at stops, commas and "but"; at "and" where both halves tell a pain of their own."""
    out: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        if token.key in ("(", ")"):
            continue
        cut = token.kind in ("hard", "comma", "question_mark") or token.mark in words.sets["but"] or _dash(token)
        if not cut and token.mark in words.sets["and"]:
            cut = _tells(out[-1], words) and _tells(_until_stop(tokens[index + 1 :], words), words)
        if cut:
            out.append([])
            if token.mark in words.sets["but"]:
                out[-1].append(token)
        else:
            out[-1].append(token)
    return [clause for clause in out if clause]


def _dash(token: Token) -> bool:
    return token.kind == "dash"


def _until_stop(tokens: list[Token], words: Words) -> list[Token]:
    for index, token in enumerate(tokens):
        if token.kind in ("hard", "comma", "question_mark") or token.mark in words.sets["but"] | words.sets["and"]:
            return tokens[:index]
    return tokens


def _tells(clause: list[Token], words: Words) -> bool:
    return _hurts(clause, words) or any(token.kind == "ratio" for token in clause)


def _hurts(clause: list[Token], words: Words) -> bool:
    return any(token.kind == "word" and token.mark in words.sets["pains"] for token in clause)


def _over_later(clause: list[Token], after: list[Token], words: Words) -> bool:
    """ "knee was sore yesterday | but fine now": a past pain that the next clause ends."""
    if not after or any(token.mark in words.sets["site"] for token in after):
        return False
    past = any(token.mark in words.sets["was_word"] or token.kind == "past_day" for token in clause)
    over = any(token.mark in words.sets["pain_overs"] | words.sets["over_word"] for token in after)
    now = any(
        token.mark in words.sets["now_word"] | words.sets["over_word"] or token.kind == "today" for token in after
    )
    return over and (past or now) and not _hurts(after, words)


def _denied(clause: list[Token], words: Words) -> bool:
    sets = words.sets
    if any(token.kind in ("ratio", "num") and token.a == 0 for token in clause):
        return True
    if clause[-1].mark in sets["no_pains"] and len(clause) > 1:
        return True
    for index, token in enumerate(clause):
        if token.mark in sets["no_pains"]:
            scope = clause[index + 1 : index + 6]
            softened = bool(scope) and scope[0].mark in sets["severity"]
            if _hurts(scope, words) and not softened:
                return True
    over = any(token.mark in sets["pain_overs"] for token in clause)
    return over and (not _hurts(clause, words) or any(token.mark in sets["over_word"] for token in clause))


def _pains_of(clause: list[Token], after: list[Token], words: Words) -> list[Pain]:
    sites = [index for index, token in enumerate(clause) if token.key in words.sites and _is_site(clause, index, words)]
    ratio = next((token for token in clause if token.kind == "ratio"), None)
    hurts = [token for token in clause if token.kind == "word" and token.mark in words.sets["pains"]]
    if not hurts and (ratio is None or not sites):
        return []
    if _denied(clause, words):
        return []
    hard = [token for token in hurts if token.mark not in words.sets["soft_pains"]]
    severity = _severity(clause, ratio, words) or (
        _severity(after, None, words) if _only_degree(after, words) else None
    )
    if not sites:
        return [Pain("other", None, severity)] if hard and not _only_soft(clause, words) else []
    sites = [
        index for place, index in enumerate(sites) if not (place and _part_of(clause, sites[place - 1], index, words))
    ]
    found = [_at_site(clause, index, after, severity, words) for index in sites]
    return [pain for pain in found if hard or ratio is not None or pain.site != "other"]


def _part_of(clause: list[Token], first: int, second: int, words: Words) -> bool:
    """ "the arch of my right foot" is one site."""
    between = clause[first + 1 : second]
    if words.sites[clause[first].key].name == "other":
        return False
    joins = bool(between) and (between[0].mark in words.sets["of_a"] or between[0].key in ("on", "in"))
    return joins and len(between) <= 3


def _only_degree(clause: list[Token], words: Words) -> bool:
    """ "calf tight | pretty bad": a clause that says nothing but how bad."""
    return bool(clause) and len(clause) <= 3 and all(token.mark in words.sets["severity"] for token in clause)


def _only_soft(clause: list[Token], words: Words) -> bool:
    return any(token.mark in words.sets["not_pain_context"] for token in clause)


def _is_site(clause: list[Token], index: int, words: Words) -> bool:
    """ "back" and "head" are body parts only where something hurts right there."""
    token = clause[index]
    if token.key != "back":
        return True
    near = clause[max(0, index - 2) : index] + clause[index + 1 : index + 4]
    before = clause[index - 1] if index else None
    if before is not None and before.mark in words.sets["is_word"]:
        return False
    blocked = before is not None and (before.kind in ("dist", "dur", "num") or before.mark in words.sets["back_verb"])
    return not blocked and any(word.mark in words.sets["pains"] or word.kind == "ratio" for word in near)


def _at_site(clause: list[Token], index: int, after: list[Token], severity: Severity | None, words: Words) -> Pain:
    site = words.sites[clause[index].key]
    side: Side | None = None
    after_it = [token for token in clause[index + 1 : index + 6] if len(token.key) > 1 or token is clause[-1]]
    for near in (*clause[max(0, index - 2) : index][::-1], *after_it):
        if near.key in words.sides:
            side = words.sides[near.key]
            break
        if near.key in words.sites or near.mark in words.sets["and"]:
            break
    if side is None and 0 < len(after) <= 3:
        side = next((words.sides[token.key] for token in after if token.key in words.sides), None)
    if side is None and site.many and site.name in _PAIRED:
        side = "both"
    return Pain(site.name, side, severity)


def _severity(clause: list[Token], ratio: Token | None, words: Words) -> Severity | None:
    if ratio is not None:
        return None if not 0 < ratio.a <= 10 else "mild" if ratio.a <= 3 else "moderate" if ratio.a <= 6 else "severe"
    said = [
        words.severities[token.key]
        for index, token in enumerate(clause)
        if token.key in words.severities and not (index and clause[index - 1].mark in words.sets["no_pains"])
    ]
    if not said:
        return None
    return "mild" if "mild" in said and said[-1] != "severe" else "severe" if "severe" in said else said[0]
