"""The stable form of what was heard, for tools outside: JSON lines in, JSON lines out, in order."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from coach.listen.model import Heard, HeardSession
from coach.listen.understand import understand
from coach.listen.words import Words
from coach.model import Json, Units


def to_wire(row_id: str, heard: Heard) -> dict[str, Json]:
    """One message's reading as a JSON object. A reading that wants a nod says `needs_clarification` with "intent"."""
    asks = heard.ask is not None or heard.confirm
    reminder: dict[str, Json] | None = None
    if heard.reminder is not None and not asks:
        hours, minutes = divmod(heard.reminder.minute, 60)
        reminder = {"time": f"{hours:02d}:{minutes:02d}", "days": list(heard.reminder.days)}
        if heard.reminder.once:
            reminder["once"] = True
    return {
        "id": row_id,
        "intent": heard.intent,
        "sessions": [_session(session) for session in heard.sessions],
        "reminder": reminder,
        "target_date": heard.target_date.isoformat() if heard.target_date and not asks else None,
        "needs_clarification": asks,
        "clarify_what": heard.ask or ("intent" if heard.confirm else None),
    }


def _session(session: HeardSession) -> dict[str, Json]:
    return {
        "date": session.day.isoformat() if session.day else None,
        "mode": session.mode,
        "distance_m": round(session.distance_m, 1) if session.distance_m is not None else None,
        "duration_s": session.duration_s,
        "rpe": session.rpe,
        "pain": [{"site": pain.site, "side": pain.side, "severity": pain.severity} for pain in session.pain],
    }


def lines(source: Iterable[str], words: Words, red_flag: Callable[[str], bool] | None = None) -> Iterator[str]:
    """Answers every line `{"id", "text", "now", "units"}` with one line; ValueError names a bad line."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row_id, text, now = str(row["id"]), str(row["text"]), datetime.fromisoformat(str(row["now"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number}: {error!r}") from error
        units: Units = "imperial" if row.get("units") == "imperial" else "metric"
        yield json.dumps(to_wire(row_id, understand(text, now, units, words, red_flag)), ensure_ascii=False)
