"""Gathers what each clause says of a session and puts the clauses together. The one rule: a new amount of a kind that
is already there, another direction or another day starts a new session."""

from dataclasses import dataclass, field

from coach.listen.clauses import Clause
from coach.listen.tokens import Token
from coach.listen.words import Words

_PRIMARY = frozenset({"dist", "dur", "em", "colon", "num", "vague", "count"})


@dataclass(slots=True)
class Draft:
    """A session while it is being read; lists hold the tokens in order."""

    day: Token | None = None
    directions: list[str] = field(default_factory=list)
    gaits: list[str] = field(default_factory=list)
    mixed: bool = False
    either: bool = False
    dist: Token | None = None
    dur: Token | None = None
    ems: list[Token] = field(default_factory=list)
    colons: list[Token] = field(default_factory=list)
    nums: list[Token] = field(default_factory=list)
    vague: Token | None = None
    count: Token | None = None
    paces: list[Token] = field(default_factory=list)
    speeds: list[Token] = field(default_factory=list)
    each: bool = False
    at: bool = False
    total: bool = False
    strong: bool = False
    past: bool = False
    opener: str = ""
    leads: bool = False
    track: bool = False
    unclear: bool = False
    begin: int = 0

    def has_amount(self) -> bool:
        return bool(self.dist or self.dur or self.ems or self.colons or self.nums or self.vague or self.count)


def is_backish(tokens: tuple[Token, ...], index: int, words: Words) -> bool:
    """Whether "back" at `index` is a direction: right behind an amount, and nothing is gone back to."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    timed = (
        index + 2 < len(tokens) and tokens[index + 2].kind in ("dur", "colon", "num") and tokens[index + 1].key == "in"
    )
    if after is not None and after.mark in words.sets["back_not"] and not timed:
        return False
    if before is None:
        return after is None or after.kind in ("dist", "dur", "em", "num")
    if before.mark in words.sets["of_a"] and index > 1 and tokens[index - 2].kind in ("dist", "dur", "em"):
        return True
    return (
        before.kind in ("dist", "dur", "em", "colon", "num")
        or before.mark in words.sets["run_verb"]
        or before.key in ("=", ":")
    )


def direction_at(tokens: tuple[Token, ...], index: int, words: Words) -> str:
    """ "back", "forward" or "" for the word at `index`; weak words ("normal", "front") need a gait or an amount."""
    token = tokens[index]
    name = words.directions.get(token.key, "") if token.kind == "word" else ""
    if name == "maybe_back":
        return "back" if is_backish(tokens, index, words) else ""
    if name == "forward" and token.mark in words.sets["weak_forward"]:
        if index and tokens[index - 1].mark in words.sets["of_a"]:
            return ""
        near = tokens[max(0, index - 1) : index] + tokens[index + 1 : index + 2]
        beside = any(each.kind in ("dist", "dur") or each.key in words.gaits for each in near)
        beside = beside and any(each.kind in ("dist", "dur", "colon", "em") for each in tokens)
        return name if beside else ""
    return name


def read_clause(clause: Clause, asides: frozenset[int], words: Words) -> list[Draft]:
    """The drafts of one clause: usually one, more where amounts of one kind follow each other without a separator."""
    tokens = clause.tokens
    drafts = [Draft(opener=clause.opener, strong=clause.strong, past=clause.past, begin=tokens[0].start)]
    for index, token in enumerate(tokens):
        if token.start in asides:
            continue
        draft = drafts[-1]
        if _taken(draft, token, tokens, index, words):
            fresh = Draft(opener="then", strong=clause.strong, past=clause.past, begin=token.start)
            _carry(draft, fresh)
            drafts.append(fresh)
            draft = fresh
        _take(draft, token, tokens, index, words)
    return drafts


def _carry(draft: Draft, fresh: Draft) -> None:
    """A direction said between two amounts belongs to the second one if the first had its own before it."""
    if draft.leads and len(draft.directions) > 1:
        fresh.directions, fresh.leads = [draft.directions.pop()], True


def _taken(draft: Draft, token: Token, tokens: tuple[Token, ...], index: int, words: Words) -> bool:
    if token.kind == "dist":
        return draft.dist is not None and abs(draft.dist.a - token.a) > 0.005 * token.a
    if token.kind == "dur":
        return (
            draft.dur is not None
            and not draft.total
            and not _total_near(tokens, index, words)
            and draft.dur.a != token.a
        )
    if token.kind in ("today", "past_day", "weekday", "month_day"):
        return draft.day is not None and draft.has_amount() and draft.day.key != token.key
    return False


def _total_near(tokens: tuple[Token, ...], index: int, words: Words) -> bool:
    near = tokens[max(0, index - 2) : index] + tokens[index + 1 : index + 3]
    return any(token.mark in words.sets["whole_words"] for token in near)


def _take(draft: Draft, token: Token, tokens: tuple[Token, ...], index: int, words: Words) -> None:
    match token.kind:
        case "dist":
            draft.dist = draft.dist or token
        case "dur":
            draft.dur = token if draft.dur is None or _total_near(tokens, index, words) else draft.dur
            draft.at = draft.at or _after_at(tokens, index, words)
        case "em":
            draft.ems.append(token)
        case "colon":
            _take_colon(draft, token, tokens, index, words)
        case "num" | "range":
            _take_num(draft, token, tokens, index, words)
        case "vague":
            draft.vague = token
        case "count":
            draft.count = token
        case "pace":
            draft.paces.append(token)
        case "speed":
            draft.speeds.append(token)
        case "today" | "past_day" | "weekday" | "month_day" | "vague_day" | "future_day":
            draft.unclear = draft.unclear or second_day(draft, token)
            draft.day = token if draft.day is None or draft.day.kind == "today" else draft.day
        case "word":
            _take_word(draft, token, tokens, index, words)


def second_day(draft: Draft, token: Token) -> bool:
    """Two days for one amount: "friday and saturday 2 km each"."""
    both = draft.day is not None and draft.day.kind != "today" and token.kind != "today"
    return both and draft.day is not None and draft.day.key != token.key


def _after_at(tokens: tuple[Token, ...], index: int, words: Words) -> bool:
    return index > 0 and (tokens[index - 1].kind == "at" or tokens[index - 1].key == "at")


def _take_colon(draft: Draft, token: Token, tokens: tuple[Token, ...], index: int, words: Words) -> None:
    """X:YY behind "at" is a clock or a pace, never the duration, unless it is one of several repetitions."""
    before, after = tokens[max(0, index - 1) : index], tokens[index + 1 : index + 2]
    sets = words.sets
    reps = draft.dist is not None and draft.dist.tag == "reps"
    led = any(each.mark in sets["clock_lead"] for each in before)
    if any(each.key in words.units for each in before):
        return
    trailed = any(each.mark in sets["clock_trail"] or each.kind == "today" for each in after)
    if not reps and (led or (trailed and draft.dist is None)):
        return
    if _after_at(tokens, index, words) and not (draft.dist is not None and draft.dist.tag == "reps"):
        return
    draft.at = draft.at or _after_at(tokens, index, words)
    draft.colons.append(token)


def _take_num(draft: Draft, token: Token, tokens: tuple[Token, ...], index: int, words: Words) -> None:
    """A bare number counts things where a noun follows ("2 kids"), else it waits for its unit."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.tag == "reps":
        draft.nums.append(token)
        return
    before = tokens[index - 1] if index else None
    if before is not None and before.mark in words.sets["numbered_before"]:
        return
    if after is not None and after.mark in words.sets["ordinals"] and after.start == token.end:
        return
    if before is not None and before.mark in words.sets["hour_lead"] and token.a <= 24:
        return
    if after is not None and after.kind == "word" and token.kind == "num" and token.a == int(token.a):
        counted = after.mark in words.sets["countable"] or (
            after.mark == words.kinds["unknown"] and after.key.endswith(("s", "ren", "men", "people"))
        )
        following = tokens[index + 2] if index + 2 < len(tokens) else None
        if not counted and following is not None and after.key not in words.gaits and after.key not in words.directions:
            counted = following.mark in words.sets["countable"] or (
                following.mark == words.kinds["unknown"] and following.key.endswith("s")
            )
        plain = after.mark not in words.sets["not_counted"] and after.key not in words.gaits
        if counted or (plain and draft.has_amount() and after.key not in words.directions):
            return
    inside = before is not None and before.mark in words.sets["in_word"]
    inside = inside or (after is not None and after.mark in words.sets["flat_word"])
    draft.nums.append(token._replace(tag="in") if inside else token)


def _take_word(draft: Draft, token: Token, tokens: tuple[Token, ...], index: int, words: Words) -> None:
    sets = words.sets
    direction = direction_at(tokens, index, words)
    if direction:
        draft.leads = draft.leads or not draft.has_amount()
        if direction not in draft.directions[-1:]:
            draft.directions.append(direction)
    gait = words.gaits.get(token.key)
    if gait is not None and not (token.mark in sets["not_gait"] and not direction):
        _take_gait(draft, gait, tokens, index, words)
    if token.mark in sets["mixed_words"]:
        draft.mixed = True
    if token.mark in sets["each_words"]:
        draft.each = True
    if token.mark in sets["whole_words"]:
        draft.total = True
    if token.mark in sets["track_words"]:
        draft.track = True


def _take_gait(draft: Draft, gait: str, tokens: tuple[Token, ...], index: int, words: Words) -> None:
    if gait not in draft.gaits and draft.gaits and index > 1 and tokens[index - 1].mark in words.sets["or_word"]:
        draft.either = True
    if gait not in draft.gaits:
        draft.gaits.append(gait)
