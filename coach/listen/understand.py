"""The whole way from a message to what was heard. The one rule: red flags first, then what writes, then what asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from coach.listen.clauses import clauses_of
from coach.listen.corrections import read_correction
from coach.listen.dates import fold_dates
from coach.listen.days import coming_day, past_day
from coach.listen.drafts import read_clause
from coach.listen.efforts import effort_for, efforts_of
from coach.listen.labels import fold_labels
from coach.listen.logs import Log, read_log
from coach.listen.model import Heard, HeardSession, Intent
from coach.listen.moves import read_move, read_skip
from coach.listen.numbers import fold_numbers
from coach.listen.pains import find_pains, ratios_of_pain
from coach.listen.profile import read_profile
from coach.listen.quantities import fold_quantities
from coach.listen.reminders import read_reminder, read_snooze
from coach.listen.sessions import mode_of
from coach.listen.tokens import Token, lex, plain
from coach.listen.words import Words
from coach.model import Units

SNOOZE_TOKENS = 9
"""A message of more words than this is no mere "later"."""
LONGEST_TEXT = 1500
"""Characters that are read; nobody logs a run in more."""


class Reading(NamedTuple):
    """A message cut, folded and marked; `cue` has one mark a token, commas and pictures left out."""

    text: str
    tokens: list[Token]
    cue: str
    now: datetime
    today: date
    units: Units
    words: Words

    def says(self, pattern: str) -> bool:
        return self.words.patterns[pattern].search(self.cue) is not None


def read(text: str, now: datetime, units: Units, words: Words) -> Reading:
    """Cuts and folds a message."""
    clean = plain(text[:LONGEST_TEXT])
    tokens = fold_dates(fold_numbers(lex(clean, words), words), now.date(), words)
    tokens = fold_labels(fold_quantities(tokens, words), words)
    cue = "".join(token.mark for token in tokens if token.kind not in ("comma", "dash", "odd", "other_sign"))
    return Reading(text, tokens, cue, now, now.date(), units, words)


def understand(
    text: str, now: datetime, units: Units, words: Words, red_flag: Callable[[str], bool] | None = None
) -> Heard:
    """What a message says. `now` is the runner's wall clock; `red_flag` is asked first, and wins."""
    if red_flag is not None and red_flag(text):
        return Heard("red_flag")
    said = read(text, now, units, words)
    if not said.tokens:
        return Heard("other")
    return _writes(said) or _asks(said) or _hinted(said) or Heard("other")


def _writes(said: Reading) -> Heard | None:
    """The intents that change something, the surest first."""
    log = read_log(said.tokens, said.today, said.units, said.words)
    if said.says("undo") and not (log and log.sure and said.says("told")):
        return Heard("undo", ask="target" if said.says("undo_which") else None)
    logs = log is not None and log.sure and log.solid
    if said.says("correct_sure" if logs else "correct") and not said.says("not_correct"):
        return read_correction(said.tokens, said.today, said.units, said.words)
    if said.says("reminder_sure" if logs else "reminder"):
        return _reminder(said)
    if log is not None and (log.sure or log.solid):
        return _logged(log)
    plan = _plan_change(said)
    if plan is not None:
        return plan
    if log is not None:
        return _logged(log)
    return _same_again(said) or _bare_session(said) or _done(said) or _snooze(said) or _pain(said)


def _logged(log: Log) -> Heard:
    return Heard(
        "log_session",
        log.sessions,
        ask=log.ask,
        confirm=log.ask is None and not log.sure,
        question=log.question,
        bare_number=log.bare_number,
        reps=log.reps,
    )


def _reminder(said: Reading) -> Heard:
    if said.says("reminder_question"):
        return Heard("help" if said.says("how_to") else "question")
    if said.says("snooze_amount") or said.says("snooze_word"):
        return read_snooze(said.tokens, said.now, said.words)
    if said.says("reminder_off"):
        last = next((token for token in said.tokens if token.kind in ("weekday", "month_day", "future_day")), None)
        return Heard("reminder_off", until=coming_day(last, said.today, said.units) if last else None)
    return read_reminder(said.tokens, said.cue, said.now, said.units, said.words)


def _plan_change(said: Reading) -> Heard | None:
    if said.says("move") and not said.says("not_move"):
        return read_move(said.tokens, said.today, said.units, said.words)
    if said.says("skip") and not said.says("not_skip"):
        return read_skip(said.tokens, said.cue, said.today, said.units, said.words)
    return None


def _snooze(said: Reading) -> Heard | None:
    last = said._replace(cue="".join(token.mark for token in _last_clause(said.tokens)))
    short = said.says("snooze_alone") and not said.says("not_snooze") and len(said.cue) <= SNOOZE_TOKENS
    if short or last.says("snooze_again"):
        return read_snooze(said.tokens, said.now, said.words)
    return None


def _one_session(said: Reading) -> HeardSession | None:
    """Day, effort and pain of a session without amounts; None where its day must be asked."""
    token = next((t for t in said.tokens if t.kind in ("past_day", "weekday", "month_day", "vague_day")), None)
    day = past_day(token, said.today, said.units) if token is not None else said.today
    efforts = efforts_of(said.tokens, ratios_of_pain(said.tokens, said.words), said.words)
    rpe = effort_for(efforts, 0, 1 << 30, last=True)
    return HeardSession(day=day, rpe=rpe, pain=find_pains(said.tokens, said.words))


def _bare_session(said: Reading) -> Heard | None:
    """A session of the runner's own without an amount: the distance is asked."""
    told = [clause for clause in clauses_of(said.tokens, said.words) if not clause.veto]
    own = said.words.patterns["own_session"]
    if any(own.search(clause.marks) for clause in told) and not said.says("no_own_session"):
        session = _one_session(said)
        return Heard("log_session", (session,) if session else (), ask="distance")
    return None


def _hinted(said: Reading) -> Heard | None:
    """ "Round the lake backwards": a session by its direction, with nothing else said about it."""
    clauses = [clause for clause in clauses_of(said.tokens, said.words) if not clause.veto]
    way = said.words.sets["dir_back"]
    if said.says("musing") or not any(token.mark in way for clause in clauses for token in clause.tokens):
        return None
    unknown = sum(token.mark == said.words.kinds["unknown"] for token in said.tokens)
    if len(said.cue) < 2 or unknown > 2 or said.says("no_own_session"):
        return None
    session = _one_session(said)
    return Heard("log_session", (session,) if session else (), ask="distance")


def _done(said: Reading) -> Heard | None:
    clauses = [clause for clause in clauses_of(said.tokens, said.words) if clause.veto in ("", "quote", "name")]
    done, undone = said.words.patterns["done"], said.words.patterns["not_done"]
    found = [clause for clause in clauses if done.search(clause.marks) and not undone.search(clause.marks)]
    session = _one_session(said)
    if not found or session is None:
        return None
    drafts = read_clause(found[0], frozenset(), said.words)
    if drafts and drafts[0].directions:
        session = replace(session, mode=mode_of(drafts[0])[0])
    if said.says("partly"):
        return Heard("log_done", (session,), ask="distance", fraction=_share(said))
    if session.rpe is not None and not 0 <= session.rpe <= 10:
        return Heard("log_done", (replace(session, rpe=None),), ask="rpe")
    return Heard("log_done", (session,), ask="date" if session.day is None else None)


def _pain(said: Reading) -> Heard | None:
    if said.says("pain_question") or said.says("not_pain"):
        return None
    pains = find_pains(said.tokens, said.words)
    return Heard("pain_report", (HeardSession(_day_of_pain(said), pain=pains),)) if pains else None


def _day_of_pain(said: Reading) -> date:
    """Today, unless another day is said; "since yesterday" is today."""
    for index, token in enumerate(said.tokens):
        since = index > 0 and said.tokens[index - 1].mark in said.words.sets["since_word"]
        if token.kind == "past_day" and token.day is not None and not since:
            after = said.tokens[index + 1 : index + 2]
            if not any(each.mark in said.words.sets["sessions_words"] for each in after):
                return token.day
    return said.today


def _share(said: Reading) -> float | None:
    """How much of a workout was done, where that is said: "half", "two thirds", "3 of 5"."""
    for index, token in enumerate(said.tokens):
        if token.key in said.words.fractions:
            before = said.tokens[index - 1] if index else token
            return said.words.fractions[token.key] * (before.a if before.kind == "num" else 1)
        whole = next((each for each in said.tokens[index + 1 : index + 4] if each.kind == "num"), None)
        if token.kind == "num" and whole is not None and 0 < token.a < whole.a:
            return token.a / whole.a
    return None


def _same_again(said: Reading) -> Heard | None:
    """ "Same as last time": the amounts are known to the bot, so it is confirmed."""
    if not said.says("same_again") or said.says("question_shape"):
        return None
    session = _one_session(said)
    return Heard("log_session", (session,) if session else (), confirm=True, same_as_last=True)


_ASKING: tuple[Intent, ...] = ("help", "progress", "week", "next", "today", "question")


def _asks(said: Reading) -> Heard | None:
    """The intents that only ask or tell: of the whole message, else of its last clause."""
    heard = _asked(said)
    if heard is None or heard.intent == "question":
        last = "".join(token.mark for token in _last_clause(said.tokens))
        if last and last != said.cue:
            return _asked(said._replace(cue=last)) or heard
    return heard


def _last_clause(tokens: list[Token]) -> list[Token]:
    """What stands behind the last comma or full stop."""
    for index in range(len(tokens) - 2, -1, -1):
        if tokens[index].kind in ("comma", "hard", "dash"):
            return tokens[index + 1 :]
    return tokens


def _asked(said: Reading) -> Heard | None:
    """The most particular intent first."""
    if said.says("profile") and not said.says("question_shape"):
        return Heard("profile", profile=read_profile(said.text, said.tokens, said.words))
    if said.says("greeting_question"):
        return Heard("greeting")
    if said.says("what_if"):
        return Heard("question")
    for intent in _ASKING:
        if said.says(intent):
            return Heard(intent)
    if said.says("thanks_first") and not any(token.kind == "question_mark" for token in said.tokens):
        return Heard("thanks")
    if said.says("question_shape"):
        return Heard("question")
    if said.says("thanks"):
        return Heard("thanks")
    return Heard("greeting") if said.says("greeting") else None
