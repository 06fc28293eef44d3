"""Scores the understanding of labelled messages and times it: `python benchmarks/understand.py FILE...`.

A file holds one JSON object a line: `id, text, now, units` and the gold `intent, sessions, reminder, target_date,
needs_clarification` (optional: `ask_ok, alt_intents, optional, rpe_tol`). With `--errors` the misses are listed.
"""

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coach.listen.load import load_words
from coach.listen.understand import understand
from coach.listen.wire import to_wire
from coach.listen.words import Words
from coach.redflags.detect import detect
from coach.redflags.load import load_flags

Row = dict[str, Any]
LOGS = frozenset({"log_session", "log_done", "correct"})
ACTS = frozenset({"undo", "skip", "move", "reminder_set", "reminder_off", "snooze", "profile"})
HARD = ("date", "mode", "distance_m", "duration_s", "rpe")
ROUNDS = 5


def slot_fits(slot: str, gold: Any, got: Any, row: Row) -> str:
    """ "ok", "wrong" (differs or is invented) or "omitted"."""
    if got is None:
        return "ok" if gold is None or slot in row.get("optional", []) else "omitted"
    if gold is None:
        return "wrong"
    slack = {"distance_m": max(1.0, 0.005 * gold) if slot == "distance_m" else 0, "duration_s": 1}
    slack["rpe"] = max(row.get("rpe_tol", 0), 0.01)
    near = abs(gold - got) <= slack[slot] if slot in slack else gold == got
    return "ok" if near else "wrong"


def pains(session: Row) -> list[tuple[str, str, str]]:
    return sorted((p["site"], p["side"] or "", p["severity"] or "") for p in session["pain"])


def sessions_fit(row: Row, got: Row) -> bool:
    if len(row["sessions"]) != len(got["sessions"]):
        return False
    pairs = list(zip(row["sessions"], got["sessions"], strict=True))
    return all(pains(a) == pains(b) for a, b in pairs) and all(
        slot_fits(slot, a[slot], b[slot], row) == "ok" for a, b in pairs for slot in HARD
    )


def wrong_log(row: Row, got: Row) -> bool:
    """Whether a log was written that is not what was said."""
    if got["intent"] not in LOGS or got["needs_clarification"]:
        return False
    if got["intent"] in row.get("alt_intents", []) and got["intent"] != row["intent"]:
        return False
    if row["intent"] not in LOGS or row["needs_clarification"] or len(row["sessions"]) != len(got["sessions"]):
        return True
    if (row["intent"] == "correct") != (got["intent"] == "correct"):
        return True
    told = any(each["distance_m"] or each["duration_s"] for each in row["sessions"])
    if got["intent"] == "log_done" and row["intent"] == "log_session" and told:
        return True
    pairs = zip(row["sessions"], got["sessions"], strict=True)
    return any(slot_fits(slot, a[slot], b[slot], row) == "wrong" for a, b in pairs for slot in HARD)


def wrong_action(row: Row, got: Row) -> bool:
    if got["intent"] not in ACTS or got["needs_clarification"]:
        return False
    if got["intent"] != row["intent"]:
        return got["intent"] not in row.get("alt_intents", [])
    if row["needs_clarification"]:
        return True
    other_day = got["target_date"] not in (None, row["target_date"])
    return other_day or got["reminder"] not in (None, row["reminder"])


def exact(row: Row, got: Row) -> bool:
    fits = got["intent"] == row["intent"]
    if not fits:
        return got["intent"] in row.get("alt_intents", []) and (
            row["needs_clarification"] or not got["needs_clarification"]
        )
    if row["needs_clarification"]:
        return bool(got["needs_clarification"])
    if got["needs_clarification"]:
        return bool(row.get("ask_ok"))
    same = row["reminder"] == got["reminder"] and row["target_date"] == got["target_date"]
    return same and sessions_fit(row, got)


def score(rows: Iterable[Row], answers: dict[str, Row]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        got = answers[row["id"]]
        right = got["intent"] == row["intent"] or got["intent"] in row.get("alt_intents", [])
        found["messages"] += 1
        found["intent"] += right
        found["exact"] += exact(row, got)
        found["wrong logs"] += wrong_log(row, got)
        found["wrong actions"] += wrong_action(row, got)
        kind = "must ask" if row["needs_clarification"] else "no ask"
        found[kind] += 1
        found["asked" if row["needs_clarification"] else "needless"] += got["needs_clarification"] and not (
            kind == "no ask" and row.get("ask_ok")
        )
    return found


def timed(rows: list[Row], words: Words, red_flag: Callable[[str], bool] | None) -> list[float]:
    """Microseconds of CPU a message, the median of several rounds."""
    spent: list[float] = []
    for row in rows:
        now = datetime.fromisoformat(row["now"])
        rounds = []
        for _ in range(ROUNDS):
            start = time.process_time_ns()
            understand(row["text"], now, row["units"], words, red_flag)
            rounds.append((time.process_time_ns() - start) / 1000)
        spent.append(statistics.median(rounds))
    return sorted(spent)


def report(path: Path, words: Words, red_flag: Callable[[str], bool], errors: bool) -> None:
    rows: list[Row] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    answers: dict[str, Row] = {}
    for row in rows:
        heard = understand(row["text"], datetime.fromisoformat(row["now"]), row["units"], words, red_flag)
        answers[row["id"]] = dict(to_wire(row["id"], heard))
    found = score(rows, answers)
    count = found["messages"]
    spent = timed(rows, words, None)
    print(f"{path}: {count} messages")
    print(f"  exact {found['exact'] / count:.1%}, intent {found['intent'] / count:.1%}")
    print(f"  wrong logs {found['wrong logs']} ({found['wrong logs'] / count:.1%}), actions {found['wrong actions']}")
    asks = f"{found['asked']} of {found['must ask']}"
    print(f"  asked where it must {asks}, needless asks {found['needless'] / max(1, found['no ask']):.1%}")
    print(f"  time {statistics.mean(spent):.0f} us mean, {spent[int(len(spent) * 0.99)]:.0f} us p99, without red flags")
    if errors:
        for row in rows:
            got = answers[row["id"]]
            if not exact(row, got):
                print(f"  - {row['text']!r}\n      gold {row['intent']} {row['clarify_what']} {row['sessions']}")
                print(f"      got  {got['intent']} {got['clarify_what']} {got['sessions']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    words, flags = load_words(), load_flags()
    for path in arguments.files:
        report(path, words, lambda text: detect(text, flags) is not None, arguments.errors)


if __name__ == "__main__":
    main()
