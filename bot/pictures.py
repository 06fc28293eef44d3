"""Pictures: an SVG template filled in and drawn, with a font of our own so that it looks the same on every machine.

Imported when the first picture is drawn, because the drawing library is heavy.
"""

from datetime import date
from pathlib import Path

import resvg_py
from jinja2 import Environment, FileSystemLoader

from bot.measures import measures_for
from bot.words import label, language_of
from coach.model import Json, Picture, Units

DRAWINGS = Path(__file__).parent / "drawings"
FONTS = ("Inter-Regular.otf", "Inter-SemiBold.otf")

WIDTH, HEIGHT, FLOOR, TALLEST, MARGIN = 1080, 640, 560, 360, 48


def draw(picture: Picture, language: str, units: Units) -> bytes:
    """The picture as PNG. KeyError for a drawing that does not exist."""
    values = {"weeks": _weeks}[picture.drawing](picture, language, units)
    return to_png(picture.drawing, values)


def to_png(drawing: str, values: dict[str, object]) -> bytes:
    """Fill in `drawings/<drawing>.svg` and draw it."""
    templates = Environment(loader=FileSystemLoader(DRAWINGS), autoescape=True)
    svg = templates.get_template(f"{drawing}.svg").render(**values)
    fonts = [str(DRAWINGS / name) for name in FONTS]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=fonts, skip_system_fonts=True))


def _weeks(picture: Picture, language: str, units: Units) -> dict[str, object]:
    """A bar a week. Metres where any week has metres, else time: one measure for all, so that bars compare."""
    rows = picture.values.get("bars")
    bars = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    measure = "metres" if any(_number(bar, "metres") for bar in bars) else "seconds"
    most = max((_number(bar, measure) for bar in bars), default=0) or 1
    step = (WIDTH - 2 * MARGIN) / max(len(bars), 1)
    functions = measures_for(language_of(language), units)
    written = functions["DISTANCE" if measure == "metres" else "DURATION"]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "floor": FLOOR,
        "title": label("picture-weeks-title", {}, language, units),
        "subtitle": label(f"picture-weeks-{measure}", {"weeks": len(bars)}, language, units),
        "bars": [
            {
                "x": round(MARGIN + at * step + step * 0.16, 1),
                "width": round(step * 0.68, 1),
                "middle": round(MARGIN + (at + 0.5) * step, 1),
                "height": round(_number(bar, measure) / most * TALLEST, 1),
                "value": written(_number(bar, measure), *(() if measure == "metres" else ("minute",))),
                "label": f"{date.fromisoformat(str(bar['week'])).day}/{date.fromisoformat(str(bar['week'])).month}",
                "now": at == len(bars) - 1,
            }
            for at, bar in enumerate(bars)
        ],
    }


def _number(bar: dict[str, Json], key: str) -> float:
    value = bar.get(key)
    return float(value) if isinstance(value, int | float) else 0.0
