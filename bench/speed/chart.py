"""Draw line charts as plain SVG, two below each other: a library would be a hundred times what is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

_WIDTH, _HEIGHT, _LEFT, _TOP, _BETWEEN = 760, 210, 60, 56, 64
_COLOURS = ("#2563eb", "#c2410c")
"""Both have a contrast of 3 or more on white and on GitHub's dark ground."""
_STEPS = 4
_FONT = 'font-family="sans-serif" font-size="12" fill="#6b7280"'


@dataclass(frozen=True, kw_only=True)
class Line:
    """Name a line and its points."""

    name: str
    points: Sequence[tuple[float, float]]


def chart(title: str, *panels: Sequence[Line]) -> str:
    """Draw panels over one axis of days."""
    most = max(x for lines in panels for line in lines for x, _ in line.points)
    height = _TOP + len(panels) * (_HEIGHT + _BETWEEN)
    body = [row for n, lines in enumerate(panels) for row in _panel(lines, most, _TOP + n * (_HEIGHT + _BETWEEN))]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 90} {height}" role="img" {_FONT}>',
            f"<title>{escape(title)}</title>",
            f'<text x="{_LEFT}" y="22" font-size="15">{escape(title)}</text>',
            *body,
            "</svg>\n",
        ]
    )


def _panel(lines: Sequence[Line], most: float, top: float) -> Iterator[str]:
    highest = _round_up(max(y for line in lines for _, y in line.points))
    bottom = top + _HEIGHT
    for n in range(_STEPS + 1):
        y = bottom - _HEIGHT * n / _STEPS
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH}" stroke="#9ca3af" stroke-width="0.5"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{highest * n / _STEPS:g}</text>'
    for n in range(_STEPS + 1):
        x = _LEFT + (_WIDTH - _LEFT) * n / _STEPS
        yield f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{most * n / _STEPS:,.0f}</text>'
    for n, line in enumerate(lines):
        colour = _COLOURS[n % len(_COLOURS)]
        places = [
            (_LEFT + (_WIDTH - _LEFT) * x / most, bottom - _HEIGHT * y / highest) for x, y in sorted(line.points)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places)
        yield f'<text x="{_LEFT + 8 + 300 * n}" y="{top - 8}" fill="{colour}">{escape(line.name)}</text>'


def _round_up(value: float) -> float:
    """Give the next figure that four steps divide well."""
    if value <= 0:
        return 1.0
    unit = 10 ** floor(log10(value))
    return (
        next(step * unit for step in (1, 2, 4, 6, 8, 10) if step * unit >= value)
        if value > unit
        else float(ceil(unit))
    )
