# ruff: noqa: INP001 - a script beside what it draws, no package
"""Draw the icons of theme/static from the radar mark of favicon.svg: `python theme/make_icons.py`.

They are kept in the repository: not every build should draw them, and Pillow's
smoothing may differ from version to version.
"""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

STATIC: Final = Path(__file__).parent / "static"
TEAL: Final = (11, 90, 102, 255)
PAPER: Final = (251, 250, 246, 255)
NOTHING: Final = (0, 0, 0, 0)

_VIEW: Final = 24
"""Side of the drawing in favicon.svg, whose figures follow."""
_FINER: Final = 8
_CENTRE: Final = 12.0
_STROKE: Final = 1.9
_ARCS: Final = ((9.5, -38.6, 292.3), (5.1, -40.2, 284.9))
"""Radius, then where the arc begins and ends: degrees, clockwise from three o'clock."""
_LINE: Final = ((12.0, 12.0), (18.0, 6.0))
_DOT: Final = 1.6


def mark(side: int, colour: tuple[int, ...], *, room: float = 0.0) -> Image.Image:
    """Draw the mark on nothing; `room` is the part of the side left free around it."""
    fine = side * _FINER
    image = Image.new("RGBA", (fine, fine), (*colour[:3], 0))
    draw = ImageDraw.Draw(image)
    scale = fine * (1 - 2 * room) / _VIEW
    shift = fine / 2 - _CENTRE * scale

    def disc(x: float, y: float, radius: float) -> None:
        x, y, radius = x * scale + shift, y * scale + shift, radius * scale
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    half = _STROKE / 2
    for radius, start, end in _ARCS:
        outer = (radius + half) * scale
        middle = _CENTRE * scale + shift
        box = (middle - outer, middle - outer, middle + outer, middle + outer)
        draw.arc(box, start, end, fill=colour, width=round(_STROKE * scale))
        for angle in (radians(start), radians(end)):
            disc(_CENTRE + radius * cos(angle), _CENTRE + radius * sin(angle), half)
    points = [(x * scale + shift, y * scale + shift) for x, y in _LINE]
    draw.line(points, fill=colour, width=round(_STROKE * scale))
    for x, y in _LINE:
        disc(x, y, half)
    disc(_CENTRE, _CENTRE, _DOT)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def tile(side: int, *, room: float, corner: float = 0.0) -> Image.Image:
    """Draw the mark in paper on teal; `corner` rounds the tile, as a part of its side."""
    fine = side * _FINER
    shape = Image.new("L", (fine, fine), 0)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, fine - 1, fine - 1), radius=corner * fine, fill=255)
    ground = Image.new("RGBA", (side, side), NOTHING)
    ground.paste(TEAL, mask=shape.resize((side, side), Image.Resampling.LANCZOS))
    ground.alpha_composite(mark(side, PAPER, room=room))
    return ground


def few_colours(image: Image.Image) -> Image.Image:
    """Keep what the eye needs of two colours and what lies between them."""
    return image.quantize(64, Image.Quantize.FASTOCTREE)


def main() -> None:
    """Write every icon."""
    for side in (192, 512):
        few_colours(tile(side, room=0.17, corner=0.2)).save(STATIC / f"icon-{side}.png", optimize=True)
    few_colours(tile(512, room=0.24)).save(STATIC / "icon-maskable-512.png", optimize=True)
    few_colours(tile(180, room=0.17)).save(STATIC / "apple-touch-icon.png", optimize=True)
    sizes = [(16, 16), (32, 32), (48, 48)]
    small = [mark(side, TEAL) for side, _ in sizes]
    small[-1].save(STATIC / "favicon.ico", sizes=sizes, append_images=small[:-1])


if __name__ == "__main__":
    main()
