"""List the pages of sources and of fields, and the page of all feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby

from radar.config_sources import Source
from radar.publish import i18n, urls
from radar.publish.gathered import LISTED
from radar.publish.page import Page, in_every_language
from radar.publish.syndication.feed_list import GROUPS, feed_list, reading_services
from radar.publish.view import Gathered, Site
from radar.sift.fields import NAMES


def subscribe_page(site: Site, lang: str) -> Page:
    """Make the page that names every feed."""
    groups = [
        (key, GROUPS[key][lang], tuple(listed))
        for key, listed in groupby(feed_list(site, lang), key=lambda one: one.group)
    ]
    lists = {"topics": urls.topics, "authors": urls.authors, "sources": urls.source, "fields": urls.field}
    values = {
        "groups": groups,
        "lists": {key: address(lang) for key, address in lists.items()},
        "services": reading_services(site, lang),
    }
    return in_every_language(site, lang, "subscribe.html", urls.subscribe, nav="subscribe", values=values)


def gathered_pages(site: Site, lang: str) -> Iterator[Page]:
    """List the pages of sources, then of fields: the list of them, and the newest papers of each."""
    asked = {one.id: _asked(source, lang) for one, source in zip(site.sources, site.config.sources, strict=False)}
    yield from _pages(site, lang, site.sources, urls.source, urls.source_feed, asked)
    yield from _pages(site, lang, site.fields, urls.field, urls.field_feed, {})


def _pages(
    site: Site,
    lang: str,
    found: tuple[Gathered, ...],
    address: Callable[..., str],
    feed: Callable[[str], str],
    asked: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]],
) -> Iterator[Page]:
    if not found:
        return
    values = {"found": found, "address": address, "group": GROUPS["sources" if asked else "fields"][lang]}
    yield in_every_language(site, lang, "gathered.html", address, nav="subscribe", values=values)
    for one in found:
        own = {
            **values,
            "one": one,
            "entries": one.entries[:LISTED],
            "asked": asked.get(one.id, ()),
            "feed_name": feed(one.id),
        }
        path = partial(_at, address, one.id)
        yield in_every_language(site, lang, "gathered_one.html", path, nav="subscribe", feed=feed(one.id), values=own)


def _at(address: Callable[..., str], name: str, lang: str) -> str:
    return address(lang, name)


def _asked(source: Source, lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Name what a source is asked for, by what kind of thing that is, and the disciplines its owner gave it."""
    words = i18n.translations(lang).gettext
    facts = {
        words("Categories"): _values(source, "categories"),
        "ISSN": _values(source, "issn"),
        "DOI": tuple(f"{prefix}/…" for prefix in _values(source, "prefix")),
        GROUPS["fields"][lang]: tuple(NAMES[field][lang] for field in source.fields),
    }
    return tuple((name, values) for name, values in facts.items() if values)


def _values(source: Source, name: str) -> tuple[str, ...]:
    """Give what one key of a source's table holds; nothing where its kind has no such key."""
    return tuple(getattr(source, name, ()))
