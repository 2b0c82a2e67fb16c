"""Collect from any RSS, RDF or Atom feed: journals, preprint servers, mirrors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from radar.collect import catalogue, policy, syndication
from radar.collect.apart import Parser
from radar.collect.catalogue import Entry as Journal
from radar.collect.feed_links import clean_link, host_of
from radar.collect.feed_listing import FRONT_MATTER, Feed, Habits, Left, date_of, make
from radar.collect.http import Door, NotModified, Response
from radar.collect.order import Order
from radar.collect.syndication import Entry
from radar.config_sources import FeedSource
from radar.models import Listing
from radar.outcomes import Failed, Harvest, Quarantined, SourceState
from radar.sift.text import clean

__all__ = ["MOST_ITEMS", "Feed", "Found", "clean_link", "collect", "parse"]

MOST_ITEMS: Final = 2500
"""FAULTS F3: the newest of a flood."""
MOST_NAMED: Final = 20
"""Items left out that are named; the others are counted."""
_ACCEPT: Final = "application/rss+xml, application/rdf+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1"
_ELSEWHERE: Final = (SourceState.GONE, SourceState.BLOCKED)
"""How an address fails for which the journal's next one is asked."""


def collect(source: FeedSource, order: Order, door: Door) -> Harvest:
    """Collect one feed: of `base_url` if there is one, else `url`, else as the catalogue knows the journal.

    A journal's further addresses are asked where those before are gone or blocked.
    """
    entry = catalogue.load().find(source.journal) if source.journal else None
    known = entry.feed if entry else ()
    given = source.base_url or source.url
    addresses = (given,) if given else known
    if not addresses:
        return Harvest(
            source=source.label,
            kind=source.kind,
            state=SourceState.ERROR,
            reason=f"the catalogue knows no feed of “{clean(source.journal, 60)}”",
        )
    failed: list[Harvest] = []
    for url in addresses:
        harvest = _ask(url, source, entry, order, door)
        if harvest.state not in _ELSEWHERE:
            return harvest
        failed.append(harvest)
    return failed[0]


def _ask(url: str, source: FeedSource, entry: Journal | None, order: Order, door: Door) -> Harvest:
    """Ask one address of a source."""
    answer = door.get(url, accept=_ACCEPT, validators=order.validators.get(url))
    if isinstance(answer, Failed):
        return Harvest(
            source=source.label,
            kind=source.kind,
            state=answer.state,
            reason=answer.reason,
            retry_at=answer.retry_at,
        )
    if isinstance(answer, NotModified):
        return Harvest(
            source=source.label,
            kind=source.kind,
            state=SourceState.NOT_MODIFIED,
            server_time=answer.server_time,
        )
    addresses = (url, source.url, answer.url, *(entry.feed if entry else ()))
    feed = Feed(
        label=source.label,
        hosts=frozenset({*filter(None, map(host_of, addresses)), *source.hosts, *(entry.hosts if entry else ())}),
        abstract=policy.stricter(source.abstract, entry.abstract if entry else "full"),
        limit=source.limit,
        opaque=entry is not None and "opaque-links" in entry.quirks,
    )
    return _harvest(feed, answer, url, order.parser)


def _harvest(feed: Feed, answer: Response, url: str, parser: Parser) -> Harvest:
    charset = syndication.charset(answer.headers.get("content-type", ""))
    found = parser.run(parse, answer.content, feed, charset=charset)
    if isinstance(found, Failed):
        return Harvest(
            source=feed.label, kind="feed", state=found.state, reason=found.reason, server_time=answer.server_time
        )
    return Harvest(
        source=feed.label,
        kind="feed",
        state=found.state,
        listings=found.listings,
        reason=found.reason,
        validators={} if found.state.is_failure else {url: answer.validators},
        server_time=answer.server_time,
        quarantined=found.quarantined,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Hold what a feed listed."""

    state: SourceState
    listings: tuple[Listing, ...] = ()
    reason: str = ""
    quarantined: tuple[Quarantined, ...] = ()
    """Entries left out, at most `MOST_NAMED`; `reason` counts them all."""


def parse(content: bytes, feed: Feed, *, charset: str = "") -> Found | Failed:
    """Turn the bytes of a feed into listings, each paper once, in the feed's order.

    An entry without title, or without anything to know it by, is left out and named; so
    is front matter. Of more entries than the limit the newest are taken.
    """
    read = syndication.read(content, charset=charset)
    if isinstance(read, Failed):
        return read
    most = min(feed.limit or MOST_ITEMS, MOST_ITEMS)
    entries = _newest(read.entries, most)
    habits = Habits.of(read.head, entries)
    listings: dict[str, Listing] = {}
    left: list[Left] = []
    for entry in entries:
        made = make(entry, feed, habits)
        if isinstance(made, Left):
            left.append(made)
        else:
            listings.setdefault(made.ids[0], made)
    total = len(read.entries) + read.left_out
    unread = sum(one.reason != FRONT_MATTER for one in left)
    notes = [
        read.flaw,
        f"{unread} of {len(entries)} items without title or address" if unread else "",
        f"{len(left) - unread} of {len(entries)} items front matter" if len(left) > unread else "",
        f"the newest {len(entries)} of {total} items taken" if total > len(entries) else "",
    ]
    return Found(
        state=_state(flawed=bool(read.flaw), unread=unread, taken=len(listings)),
        listings=tuple(listings.values()),
        reason="; ".join(filter(None, notes)),
        quarantined=tuple(Quarantined(source=feed.label, item=o.item, reason=o.reason) for o in left[:MOST_NAMED]),
    )


def _state(*, flawed: bool, unread: int, taken: int) -> SourceState:
    if flawed or (unread and not taken):
        return SourceState.DEGRADED if taken else SourceState.ERROR
    return SourceState.OK if taken else SourceState.EMPTY


def _newest(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    """Take the newest entries, kept in their order; those without a date count as oldest."""
    if len(entries) <= most:
        return entries
    dated = sorted(range(len(entries)), key=lambda n: date_of(entries[n]), reverse=True)
    return tuple(entries[n] for n in sorted(dated[:most]))
