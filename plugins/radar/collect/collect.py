"""Ask every source at once, and give one harvest for each, whatever happened to it.

sources ──► catalogued.resolve ──► COLLECTORS[kind](source, order, door) ──► Harvest
                    │                        │ one thread each               ▲
                    └── unknown journal ─────┴── any exception ──► `error` ──┘
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from radar.collect import arxiv, biorxiv, catalogued, crossref, europepmc, feeds, openalex
from radar.collect.http import Door
from radar.collect.order import Order
from radar.config_sources import Source
from radar.outcomes import Failed, Harvest, SourceState
from radar.sift.text import clean

__all__ = ["COLLECTORS", "Order", "collect"]

Collector = Callable[[Any, Order, Door], Harvest]

COLLECTORS: Final[Mapping[str, Collector]] = MappingProxyType(
    {
        "arxiv": arxiv.collect,
        "biorxiv": biorxiv.collect,
        "crossref": crossref.collect,
        "europepmc": europepmc.collect,
        "feed": feeds.collect,
        "openalex": openalex.collect,
    }
)
"""What brings the papers of a source, by its kind: an adapter is one module and one line here."""

MOST_AT_ONCE: Final = 256
"""Threads. Each source has its own, for most of them only wait for their host's turn: with
fewer, the many feeds of one publisher would keep all others waiting too."""
_REASON_LIMIT: Final = 200


def collect(sources: Sequence[Source], order: Order, door: Door) -> tuple[Harvest, ...]:
    """Ask the enabled sources, side by side; give their harvests in the order of `sources`.

    No exception comes out of a source: what it did not expect is a harvest of state
    `error`. A source that asked an earlier run to wait (`order.limits`) is not asked
    before that time. A journal is asked as the catalogue says. Watched authors are asked
    for once, with the first arXiv source.
    """
    asked = [_known(s) for s in sources if s.enabled and order.only in (None, "", s.label)]
    if not asked:
        return ()
    orders = _share_watch(asked, order)
    pool = ThreadPoolExecutor(max_workers=min(MOST_AT_ONCE, len(asked)), thread_name_prefix="collect")
    try:
        return tuple(pool.map(_one, asked, orders, [door] * len(asked)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # who interrupts us does not wait for the slowest source


def _known(source: Source) -> Source | Harvest:
    """Find how a source is asked, or why it cannot be."""
    try:
        found = catalogued.resolve(source)
    except Exception as error:  # noqa: BLE001 - one source's surprise must not end the day of the others
        return _surprised(source, error)
    if isinstance(found, Failed):
        return Harvest(source=source.label, kind=source.kind, state=found.state, reason=found.reason)
    return found


def _share_watch(sources: Sequence[Source | Harvest], order: Order) -> list[Order]:
    first = next((s for s in sources if not isinstance(s, Harvest) and s.kind == "arxiv"), None)
    return [order if s is first else replace(order, watch=()) for s in sources]


def _one(source: Source | Harvest, order: Order, door: Door) -> Harvest:
    if isinstance(source, Harvest):
        return source
    until = order.limits.get(source.label)
    if until and order.now < until:
        return Harvest(
            source=source.label,
            kind=source.kind,
            state=SourceState.LIMITED,
            reason=f"asked to wait until {until:%Y-%m-%d %H:%M} UTC",
            retry_at=until,
        )
    try:
        return COLLECTORS[source.kind](source, order, door)
    except Exception as error:  # noqa: BLE001 - same
        return _surprised(source, error)


def _surprised(source: Source, error: Exception) -> Harvest:
    reason = clean(f"{type(error).__name__}: {error}", _REASON_LIMIT)
    return Harvest(source=source.label, kind=source.kind, state=SourceState.ERROR, reason=reason)
