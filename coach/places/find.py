"""Finds the town that a runner means, and the zone they live in.

The one rule: a single answer is given only when it is clear. Two towns that could both be meant are both returned, and
the bot asks; a word that is like no town gives nothing.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coach.places.fold import fold
from coach.places.load import zone_names
from coach.places.model import FoundPlace, Places, Region, Spot

MOST_CHOICES = 4
# A town is the clear winner when it weighs ten times as much as any other. Our judgement, tried on real names.
CLEARLY = 10.0
# Another name counts half of a town's own; each wrong letter divides the weight by a thousand.
OTHER_NAME, WRONG_LETTER = 0.5, 0.001
SURE_LENGTH, LARGE_TOWN, HUGE_TOWN = 6, 500_000, 1_000_000
LONGEST_TEXT = 80
FILLER = frozenset(
    {"i", "im", "am", "we", "are", "live", "living", "in", "at", "near", "from", "based", "the", "city", "of"}
    | {"town", "my", "place", "is", "its", "here"}
)
EARTH_KM = 6371.0
REACH_KM = 1 / 150  # times the root of the inhabitants: 12 km for Berlin, 2 km for a town of 100,000
OFFSETS = ("etc/", "posix/", "right/")


def find(text: str, places: Places) -> tuple[FoundPlace, ...]:
    """The towns that a typed text may mean, best first: one when it is clear, up to four when not, none when no idea.

    Understands typing mistakes, names in other languages, and a country or state behind the name ("Paris, Texas"). A
    country or state alone gives its largest town in each of its zones.
    """
    for search in (_exact, _qualified, _largest, _misspelt, _first_part, _after_filler):
        if hits := search(text[:LONGEST_TEXT], places):
            return _clear_winner(hits)
    return ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A town with the weight that it may be the one meant."""

    line: int
    town: FoundPlace
    name: str
    weight: float


def _clear_winner(hits: Iterable[_Hit]) -> tuple[FoundPlace, ...]:
    best: dict[int, _Hit] = {}
    for hit in sorted(hits, key=lambda hit: hit.weight, reverse=True):
        best.setdefault(hit.line, hit)
    ranked = list(best.values())
    close = [hit.town for hit in ranked if hit.weight * CLEARLY > ranked[0].weight]
    return tuple(close[:MOST_CHOICES])


def _exact(text: str, places: Places) -> list[_Hit]:
    """Towns of exactly this name. A far larger town one letter away is weighed in, as people mistype large ones."""
    asked = fold(text)
    return _alike(asked, places) if asked in places.names else []


def _misspelt(text: str, places: Places) -> list[_Hit]:
    """Towns of nearly this name.

    A short word is like many others, so it must mean a large town, or a huge one where the first letter differs.
    """
    asked = fold(text)
    hits = _alike(asked, places)
    if len(asked) >= SURE_LENGTH:
        return hits
    return [hit for hit in hits if hit.town.population >= (LARGE_TOWN if hit.name[0] == asked[0] else HUGE_TOWN)]


def _alike(asked: str, places: Places) -> list[_Hit]:
    found: list[tuple[str, int, int]] = process.extract(
        asked, places.names, scorer=OSA.distance, score_cutoff=_letters_allowed(asked), limit=None
    )
    return [_hit(index, distance, places) for _, distance, index in found]


def _letters_allowed(asked: str) -> int:
    """How many letters may be wrong: a short word is soon like any other."""
    length = len(asked)
    return 0 if length < 4 else 1 if length < 8 else 2


def _hit(index: int, distance: int, places: Places) -> _Hit:
    line = places.owners[index]
    town = places.spot(line).town
    own = 1.0 if places.is_main(index) else OTHER_NAME
    return _Hit(line, town, places.names[index], max(town.population, 1) * own * WRONG_LETTER**distance)


def _qualified(text: str, places: Places) -> list[_Hit]:
    """'Paris, Texas', 'Cambridge UK', 'Birmingham Alabama': a town, then where it is."""
    for name, where in _splits(text):
        regions = places.regions.get(where)
        if regions:
            hits = [hit for hit in _alike(name, places) if _is_in(hit.town, regions)]
            if hits:
                return hits
    return []


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a text into a name and one to three words behind it; at a comma first."""
    head, comma, tail = text.rpartition(",")
    if comma and fold(head) and fold(tail):
        yield fold(head.partition(",")[0]), fold(tail)
    words = fold(text).split()
    for count in range(min(3, len(words) - 1), 0, -1):
        yield " ".join(words[:-count]), " ".join(words[-count:])


def _is_in(town: FoundPlace, regions: frozenset[Region]) -> bool:
    return bool(regions & {(town.country, ""), (town.country, town.region)})


def _largest(text: str, places: Places) -> list[_Hit]:
    """The largest town of each zone in a country or state, all of the same weight: the runner has to say."""
    regions = places.regions.get(fold(text), frozenset())
    by_zone: dict[str, _Hit] = {}
    if regions:
        for line in places.lines_of({country for country, _ in regions}):
            town = places.spot(line).town
            if _is_in(town, regions) and town.zone not in by_zone:
                by_zone[town.zone] = _Hit(line, town, town.name, 1.0)
    return list(by_zone.values())


def _first_part(text: str, places: Places) -> list[_Hit]:
    """'Berlin, Mitte': what stands before a comma, when the whole means nothing."""
    head, comma, _ = text.partition(",")
    return _misspelt(head, places) if comma and fold(head) else []


def _after_filler(text: str, places: Places) -> list[_Hit]:
    """'I live in Berlin': the name behind words that only lead up to it."""
    words = fold(text).split()
    start = next((at for at, word in enumerate(words) if word not in FILLER), len(words))
    rest = " ".join(words[start:])
    return (_exact(rest, places) or _qualified(rest, places) or _misspelt(rest, places)) if start else []


def nearest(latitude: float, longitude: float, places: Places) -> FoundPlace:
    """The nearest town to a spot in degrees, with the zone of the spot itself.

    Towns in the spot's own zone come first, so that a border village gets its own country; at sea, the nearest of all.
    """
    from tzfpy import get_tz  # 20 MB of polygons, which only a shared location needs

    zone = is_zone(get_tz(longitude, latitude))
    own = places.lines_in(zone) if zone else []
    town = _town_around(map(places.spot, own or range(len(places.lines))), latitude, longitude)
    return FoundPlace(town.name, town.country, zone or town.zone, town.population, town.region)


def _town_around(spots: Iterable[Spot], latitude: float, longitude: float) -> FoundPlace:
    """The largest town that reaches to here, rather than its quarter; else the nearest town. Largest come first."""
    best, least = None, math.inf
    for spot in spots:
        distance = _kilometres(spot, latitude, longitude)
        if distance <= math.sqrt(spot.town.population) * REACH_KM:
            return spot.town
        if distance < least:
            best, least = spot.town, distance
    if best is None:
        raise ValueError("there are no towns to choose from")
    return best


def _kilometres(spot: Spot, latitude: float, longitude: float) -> float:
    here, there = math.radians(latitude), math.radians(spot.latitude)
    east = math.radians(spot.longitude - longitude)
    haversine = math.sin((here - there) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, haversine)))


def is_zone(text: str) -> str | None:
    """The IANA name to keep for a typed one ('europe/berlin', 'US/Pacific'), or None.

    Fixed offsets ('UTC+2', 'Etc/GMT-2', 'EST') are none: they know no summer time.
    """
    name = "_".join(text.split()).lower()
    if "/" not in name or name.startswith(OFFSETS):
        return None
    return zone_names().get(name)
