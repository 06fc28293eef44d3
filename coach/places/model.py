"""What is known of towns. The one rule: the table stays text, and a line is only taken apart when it is asked for.

(34,000 records would cost five times the memory, and one conversation needs a handful of them.)
"""

from array import array
from collections.abc import Mapping, Set
from dataclasses import dataclass

Region = tuple[str, str]
"""Country code and the code of a state or province; an empty second part is the whole country."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A town: its English name, ISO country code, IANA zone, inhabitants, and its state's code where states matter."""

    name: str
    country: str
    zone: str
    population: int
    region: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of the table: a town and where it lies, in degrees."""

    town: FoundPlace
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Places:
    """The towns, largest first, and every folded name that leads to one.

    `names[i]` belongs to the town in line `owners[i]`; `mains[line]` is the index of a town's own name, other names
    follow it. `regions` leads from the folded name of a country or state to all that it may mean.
    """

    lines: tuple[str, ...]
    zones: tuple[str, ...]
    names: tuple[str, ...]
    owners: "array[int]"
    mains: "array[int]"
    regions: Mapping[str, frozenset[Region]]

    def spot(self, line: int) -> Spot:
        name, country, region, zone, population, latitude, longitude = self.lines[line].split("\t")
        town = FoundPlace(name, country, self.zones[int(zone)], int(population), region)
        return Spot(town, float(latitude), float(longitude))

    def lines_in(self, zone: str) -> list[int]:
        """The lines of the towns in a zone; a line is only split as far as that."""
        number = str(self.zones.index(zone)) if zone in self.zones else ""
        return [at for at, line in enumerate(self.lines) if line.split("\t", 4)[3] == number]

    def lines_of(self, countries: Set[str]) -> list[int]:
        """The lines of the towns in some countries."""
        return [at for at, line in enumerate(self.lines) if line.split("\t", 2)[1] in countries]

    def is_main(self, index: int) -> bool:
        """Is this the town's own name, or one of its other names?"""
        return self.mains[self.owners[index]] == index
