import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.places.find import is_zone, nearest
from coach.places.model import Places


@pytest.mark.parametrize(
    ("latitude", "longitude", "name", "country", "zone"),
    [
        (52.52, 13.405, "Berlin", "DE", "Europe/Berlin"),
        (40.713, -74.006, "New York City", "US", "America/New_York"),
        (-33.87, 151.21, "Sydney", "AU", "Australia/Sydney"),
        (35.69, 139.69, "Tokyo", "JP", "Asia/Tokyo"),
        (47.6, 7.56, "Saint-Louis", "FR", "Europe/Paris"),
        (64.15, -21.95, "Reykjavík", "IS", "Atlantic/Reykjavik"),
    ],
)
def test_a_shared_location_gives_the_town_and_its_zone(
    latitude: float, longitude: float, name: str, country: str, zone: str, places: Places
) -> None:
    place = nearest(latitude, longitude, places)
    assert (place.name, place.country, place.zone) == (name, country, zone)


def test_at_sea_the_nearest_towns_zone_is_taken(places: Places) -> None:
    assert nearest(0, -150, places).zone == "Pacific/Tahiti"


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
@settings(max_examples=25, deadline=None)
def test_every_spot_on_earth_has_a_town_and_a_zone_that_is_no_offset(
    latitude: float, longitude: float, places: Places
) -> None:
    place = nearest(latitude, longitude, places)
    assert place.name
    assert is_zone(place.zone) is not None
