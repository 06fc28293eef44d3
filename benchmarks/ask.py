"""How well and how fast questions are answered.

    python benchmarks/ask.py [FILE ...] [--half held|tune] [--words] [--misses]

Without a file: the held-out half of `tests/knowledge/unseen.jsonl`. A file has JSON lines with `kind` ("in_scope",
"out_of_scope"; others are left out), `text`, `topic`, `style` ("typo" counts apart), `category` ("near_miss" or far).
`--words` measures the search without sentence vectors. A card is right when it carries the topic of the question.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.dead import found_without
from knowledge.encoder import load_encoder
from knowledge.load import load_base
from knowledge.model import Card
from knowledge.nearness import Entries
from knowledge.search import Answer, Choices, Outcome, Search, Unknown, build_search

UNSEEN = Path(__file__).parents[1] / "tests" / "knowledge" / "unseen.jsonl"
Question = Mapping[str, str | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[UNSEEN])
    parser.add_argument("--half", default="held", help="of questions that are marked with a half")
    parser.add_argument("--words", action="store_true", help="without sentence vectors")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()

    started = time.perf_counter()
    base = load_base()
    loaded = time.perf_counter()
    search = build_search(base, None if arguments.words else load_encoder())
    built = time.perf_counter()
    search.ask("a first question")
    first = time.perf_counter()
    how = "by words" if arguments.words else "by meaning too"
    print(f"{len(base.cards)} cards, {len(search.entries.asks)} asks, {how}")
    print(f"load {loaded - started:.2f} s, index {built - loaded:.2f} s, first question {first - built:.2f} s")
    for file in arguments.files:
        questions = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        chosen = [question for question in questions if question.get("half", arguments.half) == arguments.half]
        print(f"\n{file.name}: {arguments.half if 'half' in questions[0] else 'all'}")
        measure(search, chosen, arguments.misses)
    print(f"\nasks left out in turn, their card first: {left_out(search.entries):.3f}")
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure(search: Search, questions: Iterable[Question], misses: bool) -> None:
    """Print the table of one set of questions."""
    found: dict[str, list[bool]] = {}
    seconds: list[float] = []
    for question in questions:
        before = time.perf_counter()
        outcome = search.ask(question["text"] or "")
        seconds.append(time.perf_counter() - before)
        marks = marks_of(outcome, question)
        for name, mark in marks.items():
            found.setdefault(name, []).append(mark)
        wrong = marks.get("reached") is False or any(mark for name, mark in marks.items() if name.endswith(" answered"))
        if misses and wrong:
            ids = [card.id for card in cards(outcome)][:3]
            print(f"  {question['text']!r} ({question['topic']}): {type(outcome).__name__} {ids}")
    for name, hits in found.items():
        print(f"  {name:22} {sum(hits) / len(hits):.3f}  of {len(hits)}")
    seconds.sort()
    slow = seconds[int(len(seconds) * 0.95)]
    print(f"  milliseconds           mean {sum(seconds) / len(seconds) * 1000:.1f}, p95 {slow * 1000:.1f}")


def marks_of(outcome: Outcome, question: Question) -> dict[str, bool]:
    """What happened to a question, by the names of the table; nothing for a kind that is not measured."""
    match question["kind"]:
        case "in_scope":
            return in_scope(outcome, question)
        case "out_of_scope":
            near = "near miss" if question.get("category") == "near_miss" else "far"
            return {f"{near} answered": isinstance(outcome, Answer), f"{near} offered": isinstance(outcome, Choices)}
        case _:
            return {}


def in_scope(outcome: Outcome, question: Question) -> dict[str, bool]:
    """What went right with a question that has an answer."""
    right = [question["topic"] in card.topics for card in cards(outcome) if not card.contrast]
    marks = {
        "right first": any(right[:1]),
        "right among three": any(right[:3]),
        "reached": any(right[:1]) if isinstance(outcome, Answer) else isinstance(outcome, Choices) and any(right[:3]),
        "answered directly": isinstance(outcome, Answer),
    }
    if question.get("style") == "typo":
        marks["right first, typos"] = marks["right first"]
    return marks


def cards(outcome: Outcome) -> tuple[Card, ...]:
    return outcome.nearest if isinstance(outcome, Unknown) else outcome.cards


def left_out(entries: Entries) -> float:
    """The share of asks that still find their card first when they are left out of the index."""
    marks = list(found_without(entries).values())
    return sum(marks) / len(marks)


if __name__ == "__main__":
    main()
