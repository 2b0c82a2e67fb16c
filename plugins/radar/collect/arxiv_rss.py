r"""Read arXiv's RSS: the batch of a day, for any set of categories in one request.

Format: https://info.arxiv.org/help/rss.html and arXiv's own serializer (arxiv-feed).
An item's description is `arXiv:<id>v<n> Announce Type: <type> \nAbstract: <abstract>`;
its authors are one string; dates are Eastern midnight. A feed holds 2,000 items at
most, and what is too much is taken from its front, where the *new* ones stand: a full
feed is asked for again in halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import quote

from radar.collect import arxiv_listing, syndication
from radar.collect.answers import NotModified, Response
from radar.collect.apart import IN_PROCESS, Parser
from radar.collect.http import Door
from radar.collect.pacing import ARXIV_GATE
from radar.collect.syndication import Entry
from radar.config_sources import ArxivSource
from radar.models import Announce, Listing
from radar.outcomes import Failed, SourceState, Validators
from radar.sift.identity import arxiv_id, arxiv_version
from radar.sift.schedule import EASTERN, is_quiet
from radar.sift.text import clean, split_authors, strip_arxiv_prefix

FULL: Final = 2000
"""Items at which arXiv cuts a feed."""
_ACCEPT: Final = "application/rss+xml, application/xml;q=0.9, */*;q=0.1"
_BAD_REQUEST: Final = 400
_KNOWN: Final = tuple(kind.value for kind in Announce)
"""In the order of arXiv's feeds; of two kinds of news about one paper the earlier holds."""
_SAYS: Final = re.compile(r"\s*arXiv:(\S+)\s+Announce Type:\s*([a-z-]+)", re.IGNORECASE)
_BUILT_BY: Final = timedelta(hours=1)
"""How long after Eastern midnight the day's feed may take to appear."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Hold one day's announcement, or as much of it as came."""

    state: SourceState
    day: date | None = None
    """The batch's own day; None unless all of it came."""
    listings: tuple[Listing, ...] = ()
    reason: str = ""
    validators: Mapping[str, Validators] = field(default_factory=dict)
    server_time: datetime | None = None
    retry_at: datetime | None = None


def fetch(
    source: ArxivSource,
    door: Door,
    validators: Mapping[str, Validators],
    *,
    now: datetime,
    parser: Parser = IN_PROCESS,
) -> Batch:
    """Fetch today's batch of a source's categories.

    A batch is `stale` when a later one should be out by `now`. An empty one on a day
    on which arXiv announces is taken for what it says, but leaves the day open.
    """
    batch = _limited(_fetch(source, source.categories, _Way(door=door, parser=parser), validators), source.limit)
    expected = (now - _BUILT_BY).astimezone(EASTERN).date()
    if batch.day and batch.day < expected and not is_quiet(expected) and batch.state is SourceState.OK:
        reason = f"still the announcement of {batch.day}"
        return replace(batch, state=SourceState.STALE, reason=reason, validators={})
    if batch.state is SourceState.EMPTY and batch.day and not is_quiet(batch.day):
        return replace(batch, day=None, reason=f"nothing announced for {batch.day}", validators={})
    return batch


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """Hold what every request of a batch goes through."""

    door: Door
    parser: Parser


def _fetch(source: ArxivSource, categories: Sequence[str], way: _Way, validators: Mapping[str, Validators]) -> Batch:
    url = f"{source.base_url.rstrip('/')}/rss/{quote('+'.join(categories), safe='+')}"
    asked = frozenset({_BAD_REQUEST})
    answer = way.door.get(url, accept=_ACCEPT, validators=validators.get(url), gate=ARXIV_GATE, also=asked)
    if isinstance(answer, Failed):
        return Batch(state=answer.state, reason=answer.reason, retry_at=answer.retry_at)
    if isinstance(answer, NotModified):
        return Batch(state=SourceState.NOT_MODIFIED, server_time=answer.server_time)
    if answer.status == _BAD_REQUEST:
        return _refusal(answer, way.parser)
    charset = syndication.charset(answer.headers.get("content-type", ""))
    told = way.parser.run(parse, answer.content, source, charset=charset)
    if isinstance(told, Failed):
        return Batch(state=told.state, reason=told.reason, server_time=answer.server_time)
    batch = replace(told, server_time=answer.server_time)
    if len(batch.listings) >= FULL:
        return _whole(source, categories, way, batch, {url: answer.validators})
    return batch if batch.day is None else replace(batch, validators={url: answer.validators})


def parse(content: bytes, source: ArxivSource, *, charset: str = "") -> Batch:
    """Turn the bytes of a feed into a batch; an item that is not whole is left out and counted."""
    feed = syndication.read(content, charset=charset)
    if isinstance(feed, Failed):
        return Batch(state=feed.state, reason=feed.reason)
    day = syndication.day(str(feed.head.get("published", "")))
    read = [_listing(entry, source, day) for entry in feed.entries]
    listings = tuple(_each_once(listing for listing in read if listing))
    unread = read.count(None)
    notes = [
        feed.flaw,
        f"{unread} of {len(read)} items without id, title, authors or abstract" if unread else "",
        f"{feed.left_out} items too many" if feed.left_out else "",
        "" if day else "the feed does not say which day it is of",
    ]
    if any(notes):
        reason = "; ".join(filter(None, notes))
        return Batch(state=SourceState.DEGRADED, listings=listings, reason=reason)
    return Batch(state=SourceState.OK if listings else SourceState.EMPTY, day=day, listings=listings)


def _refusal(answer: Response, parser: Parser) -> Batch:
    told = parser.run(parse_refusal, answer.content)
    return Batch(state=SourceState.ERROR, reason=told.reason or "HTTP 400", server_time=answer.server_time)


def parse_refusal(content: bytes) -> Failed:
    """Read arXiv's error feed, which says in its description what it did not understand."""
    feed = syndication.read(content)
    words = "" if isinstance(feed, Failed) else clean(str(feed.head.get("subtitle", "")), 200)
    return Failed(state=SourceState.ERROR, reason=words)


def _listing(entry: Entry, source: ArxivSource, day: date | None) -> Listing | None:
    guid, summary = str(entry.get("id", "")), str(entry.get("summary", ""))
    said = _SAYS.match(summary)
    names = [guid, str(entry.get("link", "")), f"arXiv:{said[1]}" if said else ""]
    ident = next(filter(None, map(arxiv_id, names)), None)
    if ident is None:
        return None
    version = next(filter(None, map(arxiv_version, names)), 1)
    announce = str(entry.get("arxiv_announce_type", "")).strip() or (said[2].lower() if said else "")
    if announce not in _KNOWN:
        announce = "" if version == 1 else Announce.REPLACE.value
    return arxiv_listing.make(
        ident,
        source,
        title=str(entry.get("title", "")),
        authors=split_authors(str(entry.get("author", ""))),
        abstract=strip_arxiv_prefix(summary),
        categories=[str(tag.get("term", "")) for tag in entry.get("tags", ())],
        announced=day,
        announce=announce,
        version=version,
        rights=str(entry.get("rights", "")),
        doi=str(entry.get("arxiv_doi", "")),
        journal_ref=str(entry.get("arxiv_journal_reference", "")),
    )


def _each_once(listings: Iterable[Listing]) -> Iterator[Listing]:
    """Keep one listing a paper: the one that says most about its place."""
    held: dict[str, Listing] = {}
    for listing in listings:
        known = held.get(listing.ids[0])
        if known is None or _rank(listing) < _rank(known):
            held[listing.ids[0]] = listing
    return iter(held.values())


def _limited(batch: Batch, limit: int) -> Batch:
    if not limit or len(batch.listings) <= limit:
        return batch
    reason = f"{limit} of {len(batch.listings)} papers taken, as `limit` says"
    return replace(batch, listings=batch.listings[:limit], reason=batch.reason or reason)


def _rank(listing: Listing) -> int:
    return _KNOWN.index(listing.place.announce)


def _whole(
    source: ArxivSource, categories: Sequence[str], way: _Way, batch: Batch, validators: Mapping[str, Validators]
) -> Batch:
    """Ask for a full feed again in halves, so that what was cut from it comes too."""
    if len(categories) == 1:
        reason = f"{FULL} items of {categories[0]}, the most a feed holds: some may be left out"
        return replace(batch, state=SourceState.DEGRADED, day=None, reason=reason)
    middle = len(categories) // 2
    halves = [_fetch(source, part, way, {}) for part in (categories[:middle], categories[middle:])]
    listings = tuple(_each_once(listing for part in (*halves, batch) for listing in part.listings))
    flaw = next((half.reason or half.state for half in halves if half.state.is_failure), "")
    if not flaw and any(half.day != batch.day for half in halves):
        flaw = "the feed changed its day while it was read"
    if flaw:
        reason = f"more than {FULL} items, and not all could be read: {flaw}"
        return replace(batch, state=SourceState.DEGRADED, day=None, listings=listings, reason=reason)
    reason = f"more than {FULL} items: read in parts"
    return replace(batch, listings=listings, reason=reason, validators=validators)
