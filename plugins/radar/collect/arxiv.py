"""Collect from arXiv: today's batch by RSS, missed days by OAI-PMH, watched authors by API.

    RSS ──► batch ─────────────────────────────┐
                │ missing: today is missed too  ▼
    missed ──► OAI-PMH ──► what was revised ──► listings, each of its own day
                  │ failed   since: the API     ▲
                  └──► last chance: the API ────┘

A missed day waits for OAI-PMH, which knows the day of every paper, for as long as it
stays open; only what is about to close is inferred from the schedule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from radar.collect import arxiv_api, arxiv_oai, arxiv_revised, arxiv_rss
from radar.collect.arxiv_api import Found
from radar.collect.arxiv_listing import follows
from radar.collect.arxiv_oai import Harvested
from radar.collect.arxiv_rss import Batch
from radar.collect.http import Door
from radar.collect.order import Order
from radar.config_sources import ArxivSource
from radar.models import Listing
from radar.outcomes import Failed, Harvest, SourceState
from radar.sift.text import fold_name

_SATURDAY: Final = 5
_FEW: Final = 2
"""Missed days up to which a doubtful list is held back; with more, arXiv is too broken to wait for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaughtUp:
    """Hold what was found of missed days."""

    listings: tuple[Listing, ...] = ()
    days: tuple[date, ...] = ()
    """Those whose papers came in full."""
    failed: Failed | None = None
    server_time: datetime | None = None


def collect(source: ArxivSource, order: Order, door: Door) -> Harvest:
    """Ask arXiv for today's batch, for the missed days, and for watched authors.

    Each of the three may fail alone; what the others gave is kept. A batch that does not
    come is asked for like a missed day. When arXiv asks us to wait or shuts us out, no
    more is asked of it in this run.
    """
    batch = arxiv_rss.fetch(source, door, order.validators, now=order.now, parser=order.parser)
    days = order.missed.get(source.label, ())
    caught = CaughtUp()
    if batch.state.is_failure and order.today.weekday() < _SATURDAY:
        days = (*days, order.today)
    if days and _may_ask(batch.state):
        caught = _catch_up(source, order, door, days)
        batch = _trusted(source, order, door, batch, caught, days)
    watched = Found()
    if order.watch and _may_ask(batch.state, *_states(caught.failed)):
        watched = _watched(source, order, door)
    failures = [one for one in (caught.failed, watched.failed) if one]
    waits = [batch.retry_at, *(failed.retry_at for failed in failures)]
    listings = _each_once(batch, (*caught.listings, *watched.listings))
    return Harvest(
        source=source.label,
        kind=source.kind,
        state=_state(batch, failures, came=bool(listings)),
        listings=listings,
        reason="; ".join(dict.fromkeys(filter(None, (batch.reason, *(failed.reason for failed in failures))))),
        batch_day=batch.day,
        caught_up=caught.days,
        validators=batch.validators,
        server_time=batch.server_time or caught.server_time or watched.server_time,
        retry_at=max(filter(None, waits), default=None),
    )


def _catch_up(source: ArxivSource, order: Order, door: Door, days: Sequence[date]) -> CaughtUp:
    """Ask for missed days where they are known exactly; infer those that close before the next run."""
    told = arxiv_oai.missed(source, door, days, today=order.today, parser=order.parser)
    if not told.failed:
        return _with_revised(source, order, door, days, told)
    last_open = order.today - timedelta(days=order.window_days - 1)
    closing = tuple(day for day in days if day <= last_open)
    if not closing or not _may_ask(told.failed.state):
        return CaughtUp(listings=told.listings, failed=told.failed)
    found = arxiv_api.missed(source, door, closing, today=order.today, parser=order.parser)
    inferred = tuple(one for one in found.listings if one.announced in closing)
    return CaughtUp(
        listings=(*told.listings, *inferred),
        days=() if found.failed else closing,
        failed=found.failed or told.failed,
        server_time=found.server_time,
    )


def _with_revised(source: ArxivSource, order: Order, door: Door, days: Sequence[date], told: Harvested) -> CaughtUp:
    """Add what OAI-PMH cannot tell: first versions since revised, and versions worth an event."""
    watch = set(map(fold_name, order.watch))
    recent = [one for one in told.revised if one.is_recent]
    later = [
        one
        for one in told.revised
        if one.has_version and (one.is_withdrawn or not watch.isdisjoint(map(fold_name, one.authors)))
    ]
    firsts = versions = Found()
    if recent:
        firsts = arxiv_revised.first_versions(source, door, recent, days=days, began=order.began, parser=order.parser)
    if later and not firsts.failed:
        versions = arxiv_revised.later_versions(source, door, later, parser=order.parser)
    listings = (*told.listings, *firsts.listings, *versions.listings)
    failed = firsts.failed or versions.failed
    came = {listing.announced for listing in listings}
    return CaughtUp(
        listings=listings,
        # Today's batch may yet be announced: it came only if something of it did.
        days=() if failed else tuple(day for day in days if day != order.today or day in came),
        failed=failed,
        server_time=firsts.server_time or versions.server_time,
    )


def _trusted(
    source: ArxivSource, order: Order, door: Door, batch: Batch, caught: CaughtUp, days: Sequence[date]
) -> Batch:
    """Hold back a list that may be a missed day's under today's date, until one of the two is known.

    A list that is stale is known by its papers (`sift.staleness`), but not where they were
    missed the first time and could not be had now. Then their submissions tell.
    """
    before = [day for day in days if batch.day and day < batch.day]
    if not batch.day or not caught.failed or not 0 < len(before) <= _FEW:
        return batch
    new = [one.ids[0].partition(":")[2] for one in batch.listings if one.place.announce == "new"]
    told = arxiv_revised.is_of(source, door, batch.day, new, parser=order.parser) if new else False
    if told is True:
        return batch
    doubt = "may be an earlier day's" if isinstance(told, Failed) else "is an earlier day's"
    return replace(
        batch,
        state=SourceState.DEGRADED if isinstance(told, Failed) else SourceState.STALE,
        day=None,
        listings=(),
        validators={},
        reason=f"the list dated {batch.day} {doubt}: asked for again",
    )


def _watched(source: ArxivSource, order: Order, door: Door) -> Found:
    """Find papers of watched authors in categories that the lists do not bring.

    Those of followed categories stand on days that the lists tell for certain; only for
    what was announced before the archive began is there no list.
    """
    since = order.today - timedelta(days=order.window_days)
    since = min(since, order.since) if order.since else since
    found = arxiv_api.watched(source, door, order.watch, since=since, today=order.today, parser=order.parser)
    kept = tuple(
        one
        for one in found.listings
        if (one.announced and one.announced < order.began) or not any(follows(source, c) for c in one.categories)
    )
    return replace(found, listings=kept)


def _states(failed: Failed | None) -> tuple[SourceState, ...]:
    return (failed.state,) if failed else ()


def _may_ask(*states: SourceState) -> bool:
    return SourceState.LIMITED not in states and SourceState.BLOCKED not in states


def _state(batch: Batch, failures: Sequence[Failed], *, came: bool) -> SourceState:
    """Name how the source fared: as its batch did, or `degraded` if only the rest failed."""
    if batch.state.is_failure:
        return SourceState.DEGRADED if came and batch.state is not SourceState.STALE else batch.state
    if failures:
        return SourceState.DEGRADED
    return SourceState.OK if batch.state is SourceState.EMPTY and came else batch.state


def _each_once(batch: Batch, found: Iterable[Listing]) -> tuple[Listing, ...]:
    """Keep one listing for each paper and kind of news, the batch's own before an inferred one.

    One that the source itself dates to another day stays besides: it may tell that the
    batch is an earlier day's (`sift.staleness`), and merging takes the earlier day.
    """
    kept: dict[tuple[str, bool, date | None], Listing] = {}
    held: set[tuple[str, bool]] = set()
    for listing in (*batch.listings, *found):
        paper = (listing.ids[0], listing.place.announce.startswith("replace"))
        if paper not in held or not listing.day_from:
            kept.setdefault((*paper, listing.announced), listing)
            held.add(paper)
    return tuple(kept.values())
