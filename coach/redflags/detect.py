"""Hears an emergency in a message. One rule: what is in doubt is an alarm; what is denied, past or a joke is not."""

from coach.redflags.covers import Scene, covered, denied_words
from coach.redflags.matching import matches
from coach.redflags.model import Flags, RedFlag, Rule
from coach.redflags.phrases import Hit, find
from coach.redflags.reading import Reading, read, spelled, tokens


def detect(text: str, flags: Flags) -> RedFlag | None:
    """The red flag of a message, the most urgent one first, or None."""
    found = spelled(tokens(text), flags)
    if flags.alarming.isdisjoint(found):
        return None
    reading = read(found)
    hits = find(reading.words, flags)
    candidates = [rule for concept in hits for rule in flags.rules.get(concept, ())]
    if not candidates:
        return None
    return _first_alarm(candidates, Scene(reading, hits))


def _first_alarm(candidates: list[Rule], scene: Scene) -> RedFlag | None:
    denied: frozenset[int] | None = None
    urgent: RedFlag | None = None
    for rule in candidates:
        for match in matches(rule, scene.hits, scene.reading.at):
            denied = denied_words(scene) if denied is None else denied
            if covered(match, rule, scene, denied):
                continue
            flag = RedFlag(rule.category, rule.urgency, _words(scene.reading, match))
            if rule.urgency == "emergency":
                return flag
            urgent = urgent or flag
    return urgent


def _words(reading: Reading, match: tuple[Hit, ...]) -> str:
    start, end = min(match).start, max(hit.end for hit in match)
    return " ".join(reading.words[start : end + 1])
