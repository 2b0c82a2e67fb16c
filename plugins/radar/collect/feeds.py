"""Collect from any RSS, RDF or Atom feed: journals, preprint servers, mirrors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from radar.collect import catalogue, entry_text, policy, syndication
from radar.collect.http import Door, NotModified, Response
from radar.collect.order import Order
from radar.collect.syndication import Entry
from radar.config_sources import AbstractPolicy, FeedSource
from radar.models import Listing, Place
from radar.outcomes import Failed, Harvest, SourceState
from radar.sift.identity import arxiv_id, doi, paper_ids
from radar.sift.text import clean, clean_title, strip_markup

MOST_ITEMS: Final = 2500
"""FAULTS F3: the newest of a flood."""
_ACCEPT: Final = "application/rss+xml, application/rdf+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1"
_RESOLVERS: Final = frozenset({"doi.org", "dx.doi.org", "arxiv.org"})
_FEED_HOSTS: Final = ("www.", "feeds.", "feed.", "rss.")
_LICENCE_HOSTS: Final = frozenset({"creativecommons.org", "arxiv.org"})
_DATES: Final = ("published", "updated", "prism_publicationdate", "created")
_DOI_FIELDS: Final = ("prism_doi", "dc_identifier", "id", "link", "prism_url", "dc_source")


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """Say how one feed is to be read."""

    label: str
    hosts: frozenset[str] = frozenset()
    """Hosts that its links may point at, besides those that resolve ids."""
    abstract: AbstractPolicy = "full"
    limit: int = 0
    """Most items taken; 0 means `MOST_ITEMS`."""


def collect(source: FeedSource, order: Order, door: Door) -> Harvest:
    """Collect one feed: of `base_url` if there is one, else `url`, else as the catalogue knows the journal."""
    entry = catalogue.load().find(source.journal) if source.journal else None
    known = entry.feed[0] if entry and entry.feed else ""
    url = source.base_url or source.url or known
    if not url:
        return Harvest(
            source=source.label,
            kind=source.kind,
            state=SourceState.ERROR,
            reason=f"the catalogue knows no feed of “{clean(source.journal, 60)}”",
        )
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
    addresses = (url, source.url, known, answer.url)
    feed = Feed(
        label=source.label,
        hosts=frozenset({*filter(None, map(_host, addresses)), *source.hosts, *(entry.hosts if entry else ())}),
        abstract=policy.stricter(source.abstract, entry.abstract if entry else "full"),
        limit=source.limit,
    )
    return _harvest(feed, answer, url)


def _harvest(feed: Feed, answer: Response, url: str) -> Harvest:
    found = parse(answer.content, feed, charset=syndication.charset(answer.headers.get("content-type", "")))
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
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Hold what a feed listed."""

    state: SourceState
    listings: tuple[Listing, ...] = ()
    reason: str = ""


def parse(content: bytes, feed: Feed, *, charset: str = "") -> Found | Failed:
    """Turn the bytes of a feed into listings, each paper once, in the feed's order.

    An entry without title, or without anything to know it by, is left out and counted.
    Of more entries than the limit the newest are taken.
    """
    read = syndication.read(content, charset=charset)
    if isinstance(read, Failed):
        return read
    most = min(feed.limit or MOST_ITEMS, MOST_ITEMS)
    entries = _newest(read.entries, most)
    made = [_listing(entry, feed) for entry in entries]
    listings: dict[str, Listing] = {}
    for listing in filter(None, made):
        listings.setdefault(listing.ids[0], listing)
    unread = made.count(None)
    notes = [
        read.flaw,
        f"{unread} of {len(made)} items without title or address" if unread else "",
        f"the newest {most} of {len(read.entries)} items taken" if len(read.entries) > most else "",
    ]
    if read.flaw or (unread and not listings):
        state = SourceState.DEGRADED if listings else SourceState.ERROR
    else:
        state = SourceState.OK if listings else SourceState.EMPTY
    return Found(state=state, listings=tuple(listings.values()), reason="; ".join(filter(None, notes)))


def _newest(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    """Take the newest entries, kept in their order; those without a date count as oldest."""
    if len(entries) <= most:
        return entries
    dated = sorted(range(len(entries)), key=lambda n: _date(entries[n]), reverse=True)
    return tuple(entries[n] for n in sorted(dated[:most]))


def _listing(entry: Entry, feed: Feed) -> Listing | None:
    title = clean_title(strip_markup(str(entry.get("title", ""))))
    said = str(entry.get("link", "")).strip()
    link = clean_link(said, feed.hosts)
    text = entry_text.read(entry, title)
    name = _doi(entry) or text.doi
    ids = paper_ids(arxiv=arxiv_id(said) or arxiv_id(str(entry.get("id", ""))) or "", doi=name, url=said)
    ids = ids or paper_ids(url=str(entry.get("id", "")).strip())
    if not title or not ids:
        return None
    day = _date(entry)
    return Listing(
        ids=ids,
        title=title,
        authors=text.authors,
        abstract=policy.shown(text.abstract, feed.abstract),
        url=link or _address(ids[0]),
        place=Place(name=feed.label, kind="feed"),
        announced=syndication.day(day),
        doi=name,
        published=day,
        license=_licence(str(entry.get("rights", ""))),
    )


def _date(entry: Entry) -> str:
    """Give the day on which the source says it published an entry, as ISO; empty when it does not say."""
    days = (syndication.day(str(entry.get(key, ""))) for key in _DATES)
    return next((day.isoformat() for day in days if day), "")


def _doi(entry: Entry) -> str:
    return next(filter(None, (doi(str(entry.get(key, ""))) for key in _DOI_FIELDS)), "")


def clean_link(link: str, hosts: Iterable[str]) -> str:
    """Keep a link to a host of the source's own (FAULTS, text, 4), as https; else give an empty string.

    A host stands for its subdomains, and for the site it serves the feed of:
    `feeds.nature.com` for `www.nature.com`.
    """
    try:
        parts = urlsplit(link.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    plain = link.isascii() and link.isprintable() and not any(c in link for c in ' "<>\\^`{|}')
    if (
        parts.scheme not in ("http", "https")
        or parts.username is not None
        or port not in (None, 80, 443)
        or not plain
    ):
        return ""
    if not any(host == site or host.endswith(f".{site}") for site in map(_site, {*hosts, *_RESOLVERS})):
        return ""
    return parts._replace(scheme="https", netloc=host, fragment="").geturl()


def _site(host: str) -> str:
    """Name the site that a host belongs to, where that can be told without a list of all domains."""
    host = host.lower()
    prefix = next((p for p in _FEED_HOSTS if host.startswith(p) and host.count(".") > 1), "")
    return host.removeprefix(prefix)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _address(paper_id: str) -> str:
    """Make the address of a paper from its id."""
    scheme, _, name = paper_id.partition(":")
    return {"arxiv": f"https://arxiv.org/abs/{name}", "doi": f"https://doi.org/{name}"}.get(scheme, "")


def _licence(text: str) -> str:
    """Keep what names a licence by its address; a copyright line is none."""
    text = clean(text, 200)
    return text if _host(text) in _LICENCE_HOSTS else ""
