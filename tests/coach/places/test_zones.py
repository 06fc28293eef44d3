from zoneinfo import ZoneInfo, available_timezones

import pytest

from coach.places.find import is_zone
from coach.places.model import Places


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" EUROPE/BERLIN ", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Amsterdam", "Europe/Amsterdam"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_zones_name_is_known_however_it_is_typed(text: str, zone: str) -> None:
    assert is_zone(text) == zone


@pytest.mark.parametrize(
    "text", ["", "Berlin", "UTC", "UTC+2", "GMT-3", "+02:00", "Etc/GMT-2", "EST", "Europe/Berlim", "a/b"]
)
def test_offsets_and_other_words_are_no_zone(text: str) -> None:
    assert is_zone(text) is None


def test_every_geographic_name_leads_to_a_zone_that_exists() -> None:
    for name in available_timezones():
        zone = is_zone(name)
        assert zone is None or ZoneInfo(zone).key == zone


def test_every_town_lies_in_a_zone_that_exists(places: Places) -> None:
    assert all(is_zone(zone) for zone in places.zones)
    assert set(places.zones) <= available_timezones()
