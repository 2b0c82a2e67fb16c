"""Ask every source at once, and give one harvest for each, whatever happened to it.

sources ──► COLLECTORS[kind](source, order, door) ──► Harvest
                    │ one thread each                    ▲
                    └── any exception ──► state `error` ─┘
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from radar.collect import arxiv, feeds
from radar.collect.http import Door
from radar.collect.order import Order
from radar.config_sources import Source
from radar.outcomes import Harvest, SourceState
from radar.sift.text import clean

__all__ = ["COLLECTORS", "Order", "collect"]

Collector = Callable[[Any, Order, Door], Harvest]

COLLECTORS: Final[Mapping[str, Collector]] = MappingProxyType({"arxiv": arxiv.collect, "feed": feeds.collect})
"""What brings the papers of a source, by its kind."""

MOST_AT_ONCE: Final = 8
_REASON_LIMIT: Final = 200


def collect(sources: Sequence[Source], order: Order, door: Door) -> tuple[Harvest, ...]:
    """Ask the enabled sources, side by side; give their harvests in the order of `sources`.

    No exception comes out of a source: what it did not expect is a harvest of state
    `error`. Watched authors are asked for once, with the first arXiv source.
    """
    asked = [s for s in sources if s.enabled and order.only in (None, "", s.label)]
    orders = _share_watch(asked, order)
    if not asked:
        return ()
    with ThreadPoolExecutor(max_workers=min(MOST_AT_ONCE, len(asked)), thread_name_prefix="collect") as pool:
        return tuple(pool.map(_one, asked, orders, [door] * len(asked)))


def _share_watch(sources: Sequence[Source], order: Order) -> list[Order]:
    first = next((s for s in sources if s.kind == "arxiv"), None)
    return [order if s is first else replace(order, watch=()) for s in sources]


def _one(source: Source, order: Order, door: Door) -> Harvest:
    try:
        return COLLECTORS[source.kind](source, order, door)
    except Exception as error:  # noqa: BLE001 - one source's surprise must not end the day of the others
        reason = clean(f"{type(error).__name__}: {error}", _REASON_LIMIT)
        return Harvest(source=source.label, kind=source.kind, state=SourceState.ERROR, reason=reason)
