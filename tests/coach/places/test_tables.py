"""The shipped tables are small, and each line can be read."""

from coach.places.fold import fold
from coach.places.load import HERE
from coach.places.model import Places


def test_the_table_of_towns_is_below_two_and_a_half_megabytes() -> None:
    assert (HERE / "cities.tsv").stat().st_size < 2_500_000


def test_every_line_is_a_town_with_its_own_name_first(places: Places) -> None:
    for line, main in enumerate(places.mains):
        spot = places.spot(line)
        assert places.names[main] == fold(spot.town.name)
        assert places.owners[main] == line
        assert -90 <= spot.latitude <= 90
        assert -180 <= spot.longitude <= 180
        assert len(spot.town.country) == 2


def test_towns_stand_in_the_order_of_their_size(places: Places) -> None:
    sizes = [places.spot(line).town.population for line in range(len(places.lines))]
    assert sizes == sorted(sizes, reverse=True)


def test_countries_and_states_share_their_codes_honestly(places: Places) -> None:
    assert places.regions["ca"] == {("CA", ""), ("US", "CA")}
    assert places.regions["georgia"] == {("GE", ""), ("US", "GA")}
    assert places.regions["ontario"] == {("CA", "08")}
