"""Reckon which days to ask of an API that is asked by day, and which of them are then settled."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from radar.collect.order import Order

SETTLED_AFTER: Final = timedelta(hours=36)
"""How long after its end a day may still gain papers: APIs answer from indexes that lag behind their sites."""
_DAY: Final = timedelta(days=1)


def span(order: Order, label: str) -> tuple[date, date]:
    """Give the first and last day to ask a source for, in one question.

    From the oldest day owed, at the latest yesterday, to today; never from before the
    window, or `since` where that reaches further back.
    """
    floor = order.today - timedelta(days=order.window_days)
    floor = min(floor, order.since) if order.since else floor
    first = min((*order.missed.get(label, ()), order.today - _DAY))
    return min(max(first, floor), order.today), order.today


def complete(order: Order, label: str, first: date, last: date) -> tuple[date, ...]:
    """List the owed days, oldest first, that a whole answer for `first` to `last` settles.

    Younger ones stay owed, and are asked for again by the next run: what an API
    shows of them may not be all.
    """
    owed = sorted({day for day in order.missed.get(label, ()) if first <= day <= last})
    return tuple(day for day in owed if _end(day) + SETTLED_AFTER <= order.now)


def _end(day: date) -> datetime:
    return datetime.combine(day + _DAY, time(), tzinfo=UTC)
