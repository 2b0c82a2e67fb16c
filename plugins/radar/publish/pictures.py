"""Reckon the pictures of the site: bars over time, and the matrix of fields. Templates draw them.

Sizes are in the units of the drawing's own `viewBox`; nothing is styled here, since the
content security policy forbids styles in the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from radar.publish.periods import monday

SPARK_DAYS: Final = 14
WEEKS: Final = 26
"""Weeks of a topic's activity that are drawn."""
_HEIGHT: Final = 100
_STEP: Final = 10
_GAP: Final = 2
_LEAST: Final = 2
"""Height of a bar that stands for little; nothing has no bar."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """Hold one bar of a chart."""

    first: date
    count: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Hold bars in a box, oldest first."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    most: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """Hold how often each field was joined with each other one."""

    fields: tuple[str, ...]
    """The most joined first."""
    rows: tuple[tuple[int, ...], ...]
    """Symmetric; a field is not joined with itself."""
    most: int

    def level(self, count: int) -> int:
        """Grade a cell from 0 (nothing) to 4 (as many as any)."""
        return -(-4 * count // self.most) if count else 0


def spark(counted: Iterable[tuple[date, int]], newest: date) -> Chart:
    """Show counts by day on each of the last fourteen days of the site."""
    counts = Counter(dict(counted))
    days = [newest - timedelta(days=n) for n in reversed(range(SPARK_DAYS))]
    return chart([(day, counts[day]) for day in days])


def activity(counted: Iterable[tuple[date, int]], oldest: date, newest: date) -> Chart:
    """Sum up counts by day to weeks: the last half year, or as far back as the site goes."""
    counts: Counter[date] = Counter()
    for day, count in counted:
        counts[monday(day)] += count
    last = monday(newest)
    weeks = [last - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    return chart([(week, counts[week]) for week in weeks if week >= monday(oldest)])


def chart(counts: Sequence[tuple[date, int]]) -> Chart:
    """Set counts as bars side by side, the highest as high as the box."""
    most = max((count for _, count in counts), default=0)
    bars = tuple(_bar(n, first, count, most) for n, (first, count) in enumerate(counts))
    total = sum(count for _, count in counts)
    return Chart(bars=bars, width=max(1, len(bars)) * _STEP, height=_HEIGHT, most=most, total=total)


def _bar(number: int, first: date, count: int, most: int) -> Bar:
    height = max(_LEAST, round(_HEIGHT * count / most)) if count else 0
    return Bar(first=first, count=count, x=number * _STEP, y=_HEIGHT - height, width=_STEP - _GAP, height=height)


def matrix(joined: Mapping[tuple[str, str], int]) -> Matrix | None:
    """Set counts of joined fields as a square; None where nothing was joined."""
    if not joined:
        return None
    sums: Counter[str] = Counter()
    for pair, count in joined.items():
        sums.update(dict.fromkeys(pair, count))
    fields = tuple(sorted(sums, key=lambda field: (-sums[field], field)))
    rows = tuple(tuple(_joined(joined, one, other) for other in fields) for one in fields)
    return Matrix(fields=fields, rows=rows, most=max(joined.values()))


def _joined(joined: Mapping[tuple[str, str], int], one: str, other: str) -> int:
    return joined.get((min(one, other), max(one, other)), 0)
