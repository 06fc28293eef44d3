"""Pictures: PNGs of one size that look the same on every machine, whatever is in them."""

import struct
from datetime import date, timedelta

import pytest

from bot.pictures import DRAWINGS, FONTS, HEIGHT, WIDTH, draw
from coach.model import Json, Picture, Say, Units

CAPTION = Say("nothing")


def weeks(*metres: float, measure: str = "metres") -> Picture:
    monday = date(2026, 1, 5)
    bars: list[Json] = [
        {"week": (monday + timedelta(weeks=at)).isoformat(), measure: one} for at, one in enumerate(metres)
    ]
    return Picture("weeks", {"bars": bars}, CAPTION)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("units", ["metric", "imperial"])
@pytest.mark.parametrize(
    "picture",
    [
        weeks(0, 1200, 500, 3000),
        weeks(600, 0, 300, measure="seconds"),
        weeks(0, 0),
        weeks(250),
        weeks(*range(0, 5200, 100)),
        weeks(),
        Picture("weeks", {}, CAPTION),
        Picture("weeks", {"bars": None}, CAPTION),
    ],
    ids=["metres", "seconds", "only zeros", "one week", "a year", "no week", "no values", "no list"],
)
def test_the_weeks_are_a_png_of_the_expected_size(picture: Picture, units: Units) -> None:
    assert size_of(draw(picture, "en", units)) == (WIDTH, HEIGHT)


def test_the_same_weeks_give_the_same_picture() -> None:
    assert draw(weeks(500, 900), "en", "metric") == draw(weeks(500, 900), "en", "metric")


def test_other_weeks_give_another_picture() -> None:
    assert draw(weeks(500, 900), "en", "metric") != draw(weeks(900, 500), "en", "metric")


def test_the_units_of_the_runner_stand_in_the_picture() -> None:
    assert draw(weeks(500, 900), "en", "metric") != draw(weeks(500, 900), "en", "imperial")


def test_the_words_are_drawn_with_our_own_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without our fonts there is no letter in the picture: those of the machine are not looked at."""
    with_letters = draw(weeks(500, 900), "en", "metric")
    monkeypatch.setattr("bot.pictures.FONTS", ())
    without = draw(weeks(500, 900), "en", "metric")
    assert len(without) < len(with_letters) / 2


@pytest.mark.parametrize("font", FONTS)
def test_every_font_is_used(font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A family that is misspelt in a drawing is not drawn at all, without a word."""
    whole = draw(weeks(500, 900), "en", "metric")
    monkeypatch.setattr("bot.pictures.FONTS", tuple(one for one in FONTS if one != font))
    assert draw(weeks(500, 900), "en", "metric") != whole


@pytest.mark.parametrize("font", FONTS)
def test_the_fonts_are_shipped_with_their_licence(font: str) -> None:
    assert (DRAWINGS / font).exists()
    assert "SIL OPEN FONT LICENSE" in (DRAWINGS / "OFL.txt").read_text(encoding="utf-8").upper()


def test_a_drawing_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw(Picture("mandala", {}, CAPTION), "en", "metric")
