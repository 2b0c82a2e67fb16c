"""Collect from arXiv: today's batch by RSS, missed days by OAI-PMH, watched authors by API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from radar.collect import arxiv_api, arxiv_oai, arxiv_rss
from radar.collect.arxiv_api import Found
from radar.collect.arxiv_rss import Batch
from radar.collect.http import Door
from radar.collect.order import Order
from radar.config_sources import ArxivSource
from radar.models import Listing
from radar.outcomes import Harvest, SourceState

_SATURDAY = 5


def collect(source: ArxivSource, order: Order, door: Door) -> Harvest:
    """Ask arXiv for today's batch, for the missed days, and for watched authors.

    Each of the three may fail alone; what the others gave is kept. A batch that does not
    come is asked for like a missed day. When arXiv asks us to wait or shuts us out, no
    more is asked of it in this run.
    """
    batch = arxiv_rss.fetch(source, door, order.validators, now=order.now)
    days = order.missed.get(source.label, ())
    if batch.state.is_failure and order.today.weekday() < _SATURDAY:
        days = (*days, order.today)
    found: list[Found] = []
    if days and _may_ask(batch, found):
        found.append(_catch_up(source, door, days, today=order.today))
    caught_up = _answered(days, found, today=order.today)
    if order.watch and _may_ask(batch, found):
        since = order.today - timedelta(days=order.window_days)
        since = min(since, order.since) if order.since else since
        found.append(arxiv_api.watched(source, door, order.watch, since=since, today=order.today))
    failures = [one.failed for one in found if one.failed]
    reasons = [batch.reason, *(failed.reason for failed in failures)]
    times = [batch.server_time, *(one.server_time for one in found)]
    waits = [batch.retry_at, *(failed.retry_at for failed in failures)]
    return Harvest(
        source=source.label,
        kind=source.kind,
        state=_state(batch, found),
        listings=_each_once(batch, found),
        reason="; ".join(dict.fromkeys(filter(None, reasons))),
        batch_day=batch.day,
        caught_up=caught_up,
        validators=batch.validators,
        server_time=next(filter(None, times), None),
        retry_at=max(filter(None, waits), default=None),
    )


def _answered(days: Sequence[date], found: Sequence[Found], *, today: date) -> tuple[date, ...]:
    """List the days whose papers came in full; today only if some did, for its batch may yet be announced."""
    if not days or not found or found[0].failed:
        return ()
    came = {listing.announced for listing in found[0].listings}
    return tuple(day for day in days if day != today or day in came)


def _catch_up(source: ArxivSource, door: Door, days: Sequence[date], *, today: date) -> Found:
    """Ask for missed days where they are known exactly, and where that fails, where they can be inferred."""
    told = arxiv_oai.missed(source, door, days, today=today)
    if told.failed:
        if told.failed.state in (SourceState.LIMITED, SourceState.BLOCKED):
            return Found(listings=told.listings, failed=told.failed)
        return arxiv_api.missed(source, door, days, today=today)
    if not told.revised:
        return Found(listings=told.listings)
    firsts = arxiv_api.first_versions(source, door, told.revised, days=days)
    return Found(listings=(*told.listings, *firsts.listings), failed=firsts.failed, server_time=firsts.server_time)


def _may_ask(batch: Batch, found: Iterable[Found]) -> bool:
    states = [batch.state, *(one.failed.state for one in found if one.failed)]
    return SourceState.LIMITED not in states and SourceState.BLOCKED not in states


def _state(batch: Batch, found: Iterable[Found]) -> SourceState:
    """Name how the source fared: as its batch did, or `degraded` if only the API failed."""
    found = tuple(found)
    if batch.state.is_failure:
        return SourceState.DEGRADED if any(one.listings for one in found) else batch.state
    if any(one.failed for one in found):
        return SourceState.DEGRADED
    if batch.state is SourceState.EMPTY and any(one.listings for one in found):
        return SourceState.OK
    return batch.state


def _each_once(batch: Batch, found: Iterable[Found]) -> tuple[Listing, ...]:
    """Keep one listing for each paper and kind of news, the batch's own before an inferred one."""
    kept: dict[tuple[str, bool], Listing] = {}
    for listing in (*batch.listings, *(one for part in found for one in part.listings)):
        kept.setdefault((listing.ids[0], listing.place.announce.startswith("replace")), listing)
    return tuple(kept.values())
