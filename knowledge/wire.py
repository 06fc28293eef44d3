"""Answers as JSON lines, for `retro-coach ask --jsonl` and for whatever measures us from outside.

One rule: one line in, one line out, in order: {"id", "text"} becomes {"id", "outcome", "cards", "text"}.
"""

import json
from collections.abc import Callable, Iterable, Iterator

from knowledge.search import Answer, Choices, Outcome, Search, Unknown

MOST_CARDS = 5


def answer_lines(
    lines: Iterable[str],
    search: Search,
    in_words: Callable[[Outcome], str],
    safety: Callable[[str], str | None] | None = None,
) -> Iterator[str]:
    """Answer each line. `in_words` says an outcome; `safety` says what to do at a red flag, None where there is none.

    Raises ValueError for a line that is no JSON object with a text.
    """
    for line in lines:
        if not line.strip():
            continue
        asked = json.loads(line)
        if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
            raise ValueError(f'each line needs {{"id": ..., "text": "..."}}, not {line.strip()[:80]}')
        yield json.dumps(
            {"id": asked.get("id"), **_answer(asked["text"], search, in_words, safety)}, ensure_ascii=False
        )


def _answer(
    text: str, search: Search, in_words: Callable[[Outcome], str], safety: Callable[[str], str | None] | None
) -> dict[str, str | list[str]]:
    warning = safety(text) if safety else None
    if warning is not None:
        return {"outcome": "safety", "cards": [], "text": warning}
    found = search.ask(text)
    return {"outcome": outcome_name(found), "cards": card_ids(found), "text": in_words(found)}


def outcome_name(outcome: Outcome) -> str:
    """ "answer", "choices" or "unknown"."""
    match outcome:
        case Answer():
            return "answer"
        case Choices():
            return "choices"
        case Unknown():
            return "unknown"


def card_ids(outcome: Outcome) -> list[str]:
    """The ids of an outcome's cards, best first, at most five."""
    cards = outcome.nearest if isinstance(outcome, Unknown) else outcome.cards
    return [card.id for card in cards[:MOST_CARDS]]
