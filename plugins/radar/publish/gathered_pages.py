"""List the pages of sources and of fields, and the page of all feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby

from radar.config_sources import Source
from radar.publish import i18n, inputs, urls
from radar.publish.gathered import LISTED
from radar.publish.incremental import fingerprint
from radar.publish.page import Sheet, everywhere
from radar.publish.syndication.feed_list import GROUPS, Group, feed_list, reading_services
from radar.publish.view import Gathered, Site
from radar.sift.fields import NAMES


def subscribe_sheet(site: Site) -> Sheet:
    """Name the page of every feed."""
    values = {lang: _feeds(site, lang) for lang in site.langs}
    pages = partial(everywhere, site, "subscribe.html", urls.subscribe, values.__getitem__, nav="subscribe")
    return Sheet(name="subscribe", inputs={"feeds": fingerprint(values)}, pages=pages)


def _feeds(site: Site, lang: str) -> dict[str, object]:
    groups = [
        (key, GROUPS[key][lang], tuple(listed))
        for key, listed in groupby(feed_list(site, lang), key=lambda one: one.group)
    ]
    lists = {"topics": urls.topics, "authors": urls.authors, "sources": urls.source, "fields": urls.field}
    return {
        "groups": groups,
        "lists": {key: address(lang) for key, address in lists.items()},
        "services": reading_services(site, lang),
    }


def gathered_sheets(site: Site) -> Iterator[Sheet]:
    """Name the pages of sources, then of fields: the list of them, and the newest papers of each."""
    sources = {one.id: source for one, source in zip(site.sources, site.config.sources, strict=False)}
    yield from _sheets(site, "sources", site.sources, urls.source, urls.source_feed, sources)
    yield from _sheets(site, "fields", site.fields, urls.field, urls.field_feed, {})


def _sheets(
    site: Site,
    group: Group,
    found: tuple[Gathered, ...],
    address: Callable[..., str],
    feed: Callable[[str], str],
    sources: Mapping[str, Source],
) -> Iterator[Sheet]:
    if not found:
        return

    def shared(lang: str) -> dict[str, object]:
        return {"found": found, "address": address, "group": GROUPS[group][lang]}

    listed = partial(everywhere, site, "gathered.html", address, shared, nav="subscribe")
    counts = fingerprint([(one.id, one.names, one.count) for one in found])
    yield Sheet(name=group, inputs={"counts": counts}, pages=listed)
    for one in found:

        def own(lang: str, one: Gathered = one) -> dict[str, object]:
            asked = _asked(sources[one.id], lang) if one.id in sources else ()
            more = {"one": one, "entries": one.entries[:LISTED], "asked": asked, "feed_name": feed(one.id)}
            return {**shared(lang), **more}

        path = partial(_at, address, one.id)
        yield Sheet(
            name=f"{group}/{one.id}",
            inputs={"count": str(one.count), **inputs.contents(site, one.entries.days(0, LISTED))},
            pages=partial(everywhere, site, "gathered_one.html", path, own, nav="subscribe", feed=feed(one.id)),
        )


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
