"""Reads the tables of towns, countries and zones. The only file of this folder that the bot reads disks with."""

import zoneinfo
from array import array
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from coach.places.model import Places, Region

HERE = Path(__file__).parent


def load_places(folder: Path | None = None) -> Places:
    """The towns of the world with 15,000 inhabitants and more."""
    where = folder or HERE
    zones, *rows = (where / "cities.tsv").read_text(encoding="utf-8").splitlines()
    lines: list[str] = []
    names: list[str] = []
    owners, mains = array("i"), array("i")
    for line, row in enumerate(rows):
        about, _, told = row.rpartition("\t")
        lines.append(about)
        mains.append(len(names))
        of_town = told.split("|")
        names.extend(of_town)
        owners.extend([line] * len(of_town))
    regions = _regions((where / "regions.tsv").read_text(encoding="utf-8"))
    return Places(tuple(lines), tuple(zones.split("\t")), tuple(names), owners, mains, regions)


def _regions(text: str) -> Mapping[str, frozenset[Region]]:
    found: defaultdict[str, set[Region]] = defaultdict(set)
    for row in text.splitlines():
        country, region, names = row.split("\t")
        for name in names.split("|"):
            found[name].add((country, region))
    return {name: frozenset(regions) for name, regions in found.items()}


@cache
def zone_names() -> Mapping[str, str]:
    """Every zone's name in small letters, with the name to keep: old aliases lead to the zone of today.

    A zone of the geographic list keeps its own name, even where the database stores it as a link to a neighbour.
    """
    data = resources.files("tzdata") / "zoneinfo"
    listed = (data / "zone.tab").read_text(encoding="utf-8").splitlines()
    geographic = {row.split("\t")[2] for row in listed if row and not row.startswith("#")}
    rules = (data / "tzdata.zi").read_text(encoding="utf-8").splitlines()
    links = {row.split()[2]: row.split()[1] for row in rules if row.startswith("L ")}
    known = zoneinfo.available_timezones()
    kept = {name: name if name in geographic else links.get(name, name) for name in known}
    return {name.lower(): target if target in known else name for name, target in kept.items()}
