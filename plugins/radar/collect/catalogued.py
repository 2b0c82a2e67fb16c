"""Bring the catalogue to bear on the sources of radar.toml: how a journal is asked, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any, Final
from urllib.parse import urlsplit

from radar.collect import catalogue, policy
from radar.collect.catalogue import Entry
from radar.config_sources import (
    AbstractPolicy,
    ArxivSource,
    BiorxivSource,
    Calendar,
    CrossrefSource,
    FeedSource,
    OpenAlexSource,
    Source,
)
from radar.outcomes import Failed, SourceState
from radar.sift.text import clean

_WORD_LIMIT: Final = 60


def resolve(source: Source) -> Source | Failed:
    """Give the source that is to be asked in the place of one of radar.toml.

    A journal that the catalogue knows by something other than a feed becomes a source of
    that kind, under the same label; an address of the owner's own wins over that. Any
    source gets the strictest abstract policy that holds for it. Failed where the
    catalogue does not know the journal.
    """
    found: Source | Failed = source
    if isinstance(source, FeedSource) and source.journal:
        entry = catalogue.load().find(source.journal)
        if entry is None and not (source.url or source.base_url):
            return _unknown(source.journal)
        if entry and entry.kind != "feed" and not source.url:
            found = _of_kind(source, entry)
    if isinstance(found, Failed):
        return found
    return found.model_copy(update={"abstract": policy_of(source)})


def policy_of(source: Source) -> AbstractPolicy:
    """Give the abstract policy that holds for a source: the strictest of radar.toml and the catalogue.

    The catalogue has a say wherever it knows the journal: by id, by an ISSN or a DOI
    prefix that is asked for, or by the feed's address.
    """
    return reduce(policy.stricter, (entry.abstract for entry in _entries(source)), source.abstract)


def calendar(source: Source) -> Calendar:
    """Tell on which days a source may announce something that can be asked for again."""
    found = resolve(source)
    return "" if isinstance(found, Failed) else found.calendar


def _entries(source: Source) -> Iterator[Entry]:
    if isinstance(source, FeedSource):
        asked = {_place(address) for address in (source.url, source.base_url) if address}
        for entry in catalogue.load().entries:
            if entry.id == source.journal or any(_place(address) in asked for address in entry.feed):
                yield entry
    elif isinstance(source, CrossrefSource | OpenAlexSource):
        prefixes = source.prefix if isinstance(source, CrossrefSource) else ()
        names = {*source.issn, *prefixes}
        yield from (entry for entry in catalogue.load().entries if names.intersection((*entry.issn, *entry.prefix)))


def _place(address: str) -> tuple[str, str, str]:
    """Name what an address leads to, whether by http or https."""
    parts = urlsplit(address)
    return parts.netloc.lower(), parts.path, parts.query


def _of_kind(source: FeedSource, entry: Entry) -> Source | Failed:
    """Make the source by which a journal without a feed is asked."""
    common: dict[str, Any] = {
        "name": source.label,
        "enabled": source.enabled,
        "limit": source.limit,
        "abstract": source.abstract,
        "fields": source.fields or entry.fields,
        "hosts": tuple(dict.fromkeys((*source.hosts, *entry.hosts))),
    }
    if source.base_url:
        common["base_url"] = source.base_url
    match entry.kind:
        case "crossref":
            # a server's prefix holds whatever bears its ISSN: asking for both would ask twice
            return CrossrefSource(
                kind="crossref", issn=() if entry.prefix else entry.issn, prefix=entry.prefix, **common
            )
        case "openalex":
            return OpenAlexSource(kind="openalex", issn=entry.issn, **common)
        case "biorxiv" if entry.server:
            return BiorxivSource(kind="biorxiv", server=entry.server, **common)
        case "arxiv":
            archives = dict.fromkeys(one.id.partition(".")[0] for one in catalogue.load().categories)
            return ArxivSource(kind="arxiv", categories=tuple(archives), **common)
    return Failed(state=SourceState.ERROR, reason=f"nothing here asks “{entry.id}” in its way ({entry.kind})")


def _unknown(journal: str) -> Failed:
    nearest = catalogue.load().nearest(journal)
    hint = f" (did you mean “{nearest}”?)" if nearest else ""
    return Failed(state=SourceState.ERROR, reason=f"the catalogue knows no “{clean(journal, _WORD_LIMIT)}”{hint}")
