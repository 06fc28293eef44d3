"""Whom to call, by country. One rule: a number that we are not sure of is not in the table; 112 and a hint stand in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from coach.redflags.strict import ContentError, Mistake, Place, Text, read_strictly

_CODE = re.compile(r"[A-Z]{2}")
_DIALLED = re.compile(r"[*]?\d[\d ]*")


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """What to dial in a country, as it is written there; `crisis` is empty where no line is known for certain.

    `certain` is False where the country is unknown: the number is then a good try, and the local one is better.
    """

    country: str
    number: str
    crisis: str = ""
    crisis_name: str = ""
    source: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class EmergencyTable:
    """The numbers of all countries in the file, the number for elsewhere, and the day they were last gone through."""

    countries: Mapping[str, EmergencyNumbers]
    elsewhere: str
    checked: str


class NumberText(BaseModel):
    """One ambulance number and the countries that dial it."""

    model_config = ConfigDict(extra="forbid")
    number: str
    countries: str
    source: str


class CrisisText(BaseModel):
    """One crisis line and the countries that it serves."""

    model_config = ConfigDict(extra="forbid")
    line: str
    name: str
    countries: str
    source: str


class TableText(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(extra="forbid")
    checked: str
    elsewhere: str
    numbers: list[NumberText]
    crisis: list[CrisisText]


def emergency_number(country: str, table: EmergencyTable) -> EmergencyNumbers:
    """The numbers of a country by its ISO 3166-1 code; of no country or an unknown one: `elsewhere`, not certain."""
    known = table.countries.get(country.upper())
    return known or EmergencyNumbers(country.upper(), table.elsewhere, certain=False)


def build_emergency(file: str, text: str) -> EmergencyTable:
    """The table of a file; ContentError with every mistake in it."""
    source = Text(file, text)
    content = read_strictly(source, TableText)
    mistakes = [*_wrong_numbers(content, source), *_wrong_countries(content, source)]
    if mistakes:
        raise ContentError(mistakes)
    lines = {code: entry for entry in content.crisis for code in _codes(entry.countries)}
    countries = {
        code: _numbers(code, entry, lines.get(code)) for entry in content.numbers for code in _codes(entry.countries)
    }
    return EmergencyTable(countries, content.elsewhere, content.checked)


def _numbers(code: str, entry: NumberText, line: CrisisText | None) -> EmergencyNumbers:
    if line is None:
        return EmergencyNumbers(code, entry.number, source=entry.source)
    return EmergencyNumbers(code, entry.number, line.line, line.name, f"{entry.source}; {line.source}")


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",")]


def _wrong_numbers(content: TableText, source: Text) -> Iterable[Mistake]:
    dialled: list[tuple[Place, str]] = [(("elsewhere",), content.elsewhere)]
    dialled += [(("numbers", at, "number"), entry.number) for at, entry in enumerate(content.numbers)]
    dialled += [(("crisis", at, "line"), entry.line) for at, entry in enumerate(content.crisis)]
    for place, number in dialled:
        if _DIALLED.fullmatch(number) is None:
            yield source.mistake(place, f"{number!r} is no number that can be dialled")


def _wrong_countries(content: TableText, source: Text) -> Iterable[Mistake]:
    known: set[str] = set()
    for at, number in enumerate(content.numbers):
        yield from _wrong_codes(("numbers", at, "countries"), number.countries, known, source)
    lines: set[str] = set()
    for at, line in enumerate(content.crisis):
        place: Place = ("crisis", at, "countries")
        yield from _wrong_codes(place, line.countries, lines, source)
        for code in _codes(line.countries):
            if code not in known:
                yield source.mistake(place, f"{code} has a crisis line but no emergency number")


def _wrong_codes(place: Place, text: str, seen: set[str], source: Text) -> Iterable[Mistake]:
    """What is wrong with a list of codes; adds them to those `seen`."""
    for code in _codes(text):
        if _CODE.fullmatch(code) is None:
            yield source.mistake(place, f"{code!r} is no ISO 3166-1 code of two capital letters")
        elif code in seen:
            yield source.mistake(place, f"{code} stands here and earlier")
        seen.add(code)
