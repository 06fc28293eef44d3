"""What makes a matching phrase no alarm: denied, past and over, somebody else's story, a general question.

One rule: a cover covers only what it is about; "no chest pain but I fainted" is still an alarm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.redflags.model import Rule
from coach.redflags.phrases import Hit
from coach.redflags.reading import Reading

COVERS = frozenset(
    {
        "figure",
        "deny",
        "deny_verb",
        "denied_after",
        "undeny",
        "unlike",
        "turn",
        "own",
        "via",
        "listed",
        "self",
        "past",
        "present",
        "renewed",
        "resolved",
        "person",
        "addressed",
        "happening",
        "help_now",
        "in_care",
        "general",
        "asks",
        "opener",
        "this",
    }
)
"""The concepts that a language must have for its covers; the words file says what each is for."""

DENIAL_REACH = 9
"""Words after "no" that can still be denied; farther away it is about something else."""
GENERAL_REACH = 9

Hits = Mapping[str, Sequence[Hit]]
Match = tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A message and what was found in it."""

    reading: Reading
    hits: Hits
    starts: Mapping[str, frozenset[int]]
    """The words that a concept's phrases start at."""

    def has(self, concept: str, sentence: int | None = None) -> bool:
        found = self.hits.get(concept, ())
        return any(sentence is None or self.reading.sentence[hit.start] == sentence for hit in found)


def covered(match: Match, rule: Rule, scene: Scene, denied: frozenset[int]) -> bool:
    """Whether something in the message takes the alarm out of this match."""
    if _is_denied(match, scene, denied) or _is_past(match, scene) or _is_somebody_elses(match, scene):
        return True
    return rule.category != "self_harm" and _is_general(match, scene)


def denied_words(scene: Scene) -> frozenset[int]:
    """The words that stand under a denial."""
    inside = {
        at
        for concept, each in scene.hits.items()
        if concept not in ("deny", "deny_verb")
        for hit in each
        if hit.end > hit.start
        for at in _words(hit)
    }
    undenied = {at for hit in scene.hits.get("undeny", ()) for at in _words(hit)}
    found: set[int] = set()
    for kind in ("deny", "deny_verb"):
        for hit in scene.hits.get(kind, ()):
            if hit.start not in undenied and (hit.end > hit.start or hit.start not in inside):
                found.update(_scope(hit, kind, scene))
    return frozenset(found)


def _words(hit: Hit) -> range:
    return range(hit.start, hit.end + 1)


def _scope(hit: Hit, kind: str, scene: Scene) -> range:
    """From the denial to whatever ends it. "didn't sleep" denies sleep only; "didn't have", "didn't faint" go on."""
    first = hit.end + 1
    reading = scene.reading
    if _starts(scene, "self", first) or (kind == "deny_verb" and not _goes_on(first, scene)):
        return range(0)
    if any(hit.end < other.start <= hit.end + DENIAL_REACH for other in scene.hits.get("unlike", ())):
        return range(0)
    end = first
    while end < len(reading.words) and end - first < DENIAL_REACH and _continues(end, first, hit, scene):
        end += 1
    return range(first, end)


def _continues(at: int, first: int, hit: Hit, scene: Scene) -> bool:
    reading = scene.reading
    if reading.sentence[at] != reading.sentence[hit.start]:
        return False
    if at in reading.breaks and at > first and not _is_list_item(at, scene):
        return False
    return not _starts(scene, "turn", at) and not (at - first > 1 and _starts(scene, "own", at))


def _is_list_item(at: int, scene: Scene) -> bool:
    """Whether the words from a comma to the next are a bare item of a list ("no pain, dizziness, swelling")."""
    reading = scene.reading
    listed = scene.starts.get("listed", frozenset())
    end = at
    while end < len(reading.words) and reading.sentence[end] == reading.sentence[at]:
        if end > at and end in reading.breaks:
            break
        if end not in listed:
            return _starts(scene, "turn", end) and end > at
        end += 1
    return True


def _goes_on(at: int, scene: Scene) -> bool:
    return any(
        at in starts for concept, starts in scene.starts.items() if concept not in ("self", "turn", "person", "present")
    )


def _starts(scene: Scene, concept: str, at: int) -> bool:
    return at in scene.starts.get(concept, ())


def _is_denied(match: Match, scene: Scene, denied: frozenset[int]) -> bool:
    if any(hit.start in denied for hit in match):
        return True
    return any(_starts(scene, "denied_after", hit.end + 1) for hit in match)


def _is_past(match: Match, scene: Scene) -> bool:
    """Long ago, or seen to and cleared; unless something of it is here again."""
    sentence = scene.reading.sentence[match[0].start]
    if scene.has("past", sentence) and not scene.has("present", sentence) and not scene.has("renewed"):
        return True
    return scene.has("resolved") and not scene.has("renewed")


def _is_somebody_elses(match: Match, scene: Scene) -> bool:
    """Somebody else is the subject and it is told as a story. What happens to somebody right now is an alarm."""
    reading, start = scene.reading, match[0].start
    people = [hit for hit in scene.hits.get("person", ()) if hit.start <= start and _same(reading, hit.start, start)]
    if not people:
        return False
    person = people[-1]
    if any(person.end < own.start <= match[-1].end for own in scene.hits.get("self", ())):
        return False
    if _starts_any(scene, "addressed", range(person.start - 2, person.start)):
        return False
    happening = any(person.start <= hit.start <= match[-1].end + 1 for hit in scene.hits.get("happening", ()))
    return not (happening or scene.has("help_now")) or scene.has("in_care")


def _same(reading: Reading, one: int, other: int) -> bool:
    return reading.sentence[one] == reading.sentence[other]


def _starts_any(scene: Scene, concept: str, places: range) -> bool:
    return not scene.starts.get(concept, frozenset()).isdisjoint(places)


def _is_general(match: Match, scene: Scene) -> bool:
    """A question about people at large, or about what might be."""
    reading, start = scene.reading, match[0].start
    sentence = reading.sentence[start]
    for hit in scene.hits.get("general", ()):
        near = hit.start <= start <= hit.end + GENERAL_REACH and _same(reading, hit.start, start)
        if near and not any(hit.end < own.start <= start for own in scene.hits.get("self", ())):
            return True
    return _opens_with_question(sentence, scene) and not (scene.has("self", sentence) or scene.has("this", sentence))


def _opens_with_question(sentence: int, scene: Scene) -> bool:
    opening = scene.reading.sentence.index(sentence)
    after_greeting = _starts(scene, "opener", opening) and _starts(scene, "asks", opening + 1)
    return _starts(scene, "asks", opening) or after_greeting
