import pytest

from coach.places.load import load_places
from coach.places.model import Places


@pytest.fixture(scope="session")
def places() -> Places:
    """The towns that come with the bot."""
    return load_places()
