"""Whom to call: the shipped table, its lookups, and what is refused in it."""

import re
from pathlib import Path

import pytest

from coach.redflags.emergency import EmergencyTable, emergency_number
from coach.redflags.load import load_emergency
from coach.redflags.strict import ContentError


@pytest.mark.parametrize(
    ("country", "number", "crisis"),
    [
        ("GB", "999", "116 123"),
        ("IE", "112", "116 123"),
        ("US", "911", "988"),
        ("CA", "911", "988"),
        ("DE", "112", "0800 111 0 111"),
        ("FR", "112", "3114"),
        ("ES", "112", "024"),
        ("NO", "113", "116 123"),
        ("CH", "144", "143"),
        ("AU", "000", "13 11 14"),
        ("NZ", "111", "1737"),
        ("JP", "119", "0120 279 338"),
        ("KR", "119", "109"),
        ("IN", "112", "14416"),
        ("BR", "192", "188"),
        ("ZA", "10177", "0800 567 567"),
        ("TH", "1669", "1323"),
    ],
)
def test_a_country_has_its_own_numbers(country: str, number: str, crisis: str, emergency: EmergencyTable) -> None:
    found = emergency_number(country, emergency)
    assert (found.number, found.crisis, found.certain) == (number, crisis, True)


def test_a_country_code_may_be_written_small(emergency: EmergencyTable) -> None:
    assert emergency_number("gb", emergency).number == "999"


@pytest.mark.parametrize("country", ["", "XX", "ZZ"])
def test_an_unknown_country_gets_112_and_is_told_that_it_is_unsure(country: str, emergency: EmergencyTable) -> None:
    found = emergency_number(country, emergency)
    assert (found.number, found.crisis, found.certain) == ("112", "", False)


def test_every_country_of_the_eu_reaches_112(emergency: EmergencyTable) -> None:
    union = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
    assert {emergency_number(code, emergency).number for code in union.split()} == {"112"}


def test_every_entry_can_be_dialled_and_names_its_source(emergency: EmergencyTable) -> None:
    for code, entry in emergency.countries.items():
        assert re.fullmatch(r"\d{3,5}", entry.number), code
        assert entry.source, code
        assert bool(entry.crisis) == bool(entry.crisis_name), code


def test_the_table_says_when_it_was_gone_through(emergency: EmergencyTable) -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", emergency.checked)


GOOD = """\
checked: "2026-11-23"
elsewhere: "112"
numbers:
  - number: "112"
    countries: DE, FR
    source: somebody
crisis:
  - {countries: FR, line: "3114", name: a line, source: somebody}
"""


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("countries: DE, FR", "countries: DE, FRA", "5:16: numbers.0.countries: 'FRA' is no ISO 3166-1 code"),
        ("countries: DE, FR", "countries: FR, FR", "5:16: numbers.0.countries: FR stands here and earlier"),
        ('number: "112"', 'number: "one"', "4:13: numbers.0.number: 'one' is no number"),
        ("{countries: FR", "{countries: PL", "PL has a crisis line but no emergency number"),
        ('number: "112"', "number: 112", "4:13: numbers.0.number: Input should be a valid string"),
        ("    source: somebody\n", "", "numbers.0.source: Field required"),
        ("elsewhere", "elswhere", "elswhere: Extra inputs are not permitted"),
        ("crisis:\n", "elsewhere: x\ncrisis:\n", "7:1: found duplicate key"),
    ],
)
def test_a_mistake_is_told_with_its_place(before: str, after: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "emergency.yaml"
    file.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_emergency(file)
    assert complaint in str(caught.value)
    assert str(caught.value).startswith(str(file))
