"""Hears an emergency in a message. One rule: what is in doubt is an alarm; what is denied, past or a joke is not."""

from collections.abc import Iterator

from coach.redflags.covers import Match, Scene, covered, denied_words
from coach.redflags.matching import matches
from coach.redflags.model import Flags, RedFlag, Rule
from coach.redflags.phrases import find
from coach.redflags.reading import Reading, read, spelled, tokens


def detect(text: str, flags: Flags) -> RedFlag | None:
    """The red flag of a message, an emergency before what is only urgent, or None."""
    scene = _scene(text, flags)
    if scene is None:
        return None
    denied = denied_words(scene)
    urgent: RedFlag | None = None
    for rule, match in _matched(scene, flags):
        if covered(match, rule, scene, denied):
            continue
        flag = RedFlag(rule.category, rule.urgency, _words(scene.reading, match))
        if rule.urgency == "emergency":
            return flag
        urgent = urgent or flag
    return urgent


def may_be_unheard(text: str, flags: Flags) -> bool:
    """Whether the patterns found nothing to judge in a message, so that the second ear may listen.

    What they found and let pass (denied, past, somebody else's story) and what denies something is judged already.
    """
    scene = _scene(text, flags)
    if scene is None:
        return True
    judged = scene.has("deny") or scene.has("figure") or next(_matched(scene, flags), None) is not None
    return not judged


def _scene(text: str, flags: Flags) -> Scene | None:
    """What was found in a message; None where no word of it can be part of an alarm."""
    found = spelled(tokens(text), flags)
    if flags.alarming.isdisjoint(found):
        return None
    reading = read(found)
    hits = find(reading, flags)
    return Scene(reading, hits, {concept: frozenset(hit.start for hit in each) for concept, each in hits.items()})


def _matched(scene: Scene, flags: Flags) -> Iterator[tuple[Rule, Match]]:
    for concept in scene.hits:
        for rule in flags.rules.get(concept, ()):
            for match in matches(rule, scene.hits, scene.reading.at):
                yield rule, match


def _words(reading: Reading, match: Match) -> str:
    start, end = min(match).start, max(hit.end for hit in match)
    return " ".join(reading.words[start : end + 1])
