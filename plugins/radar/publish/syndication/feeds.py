"""Write a site's feeds, in each language and format, and the list of them that readers import.

    Site ──► feed_selections ──► Feed ──┬► atom.atom
                    │                   ├► rss.rss
                    │                   └► json_feed.json_feed
                    └► feed_list ───────── opml.opml

A feed is a function of the site alone: its date is its newest item's, no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from radar.publish import inputs, urls
from radar.publish.i18n import TAGS
from radar.publish.incremental import Unit, fingerprint
from radar.publish.syndication.atom import atom
from radar.publish.syndication.feed_items import Feed, midnight, urn
from radar.publish.syndication.feed_list import Listed, feed_list
from radar.publish.syndication.feed_selections import Choice, Selection
from radar.publish.syndication.json_feed import json_feed
from radar.publish.syndication.opml import opml
from radar.publish.syndication.rss import rss
from radar.publish.view import Site

_WRITERS: Final[Mapping[str, Callable[[Feed], bytes]]] = {"atom": atom, "rss": rss, "json": json_feed}
_EMPTY_SINCE: Final = date(1970, 1, 1)
"""The date of a feed that has never had an item: Atom wants one, and no clock is read."""
_SAMPLE: Final = {"zh": "示例数据", "en": "sample data"}


def feed_units(site: Site) -> Iterator[Unit]:
    """List every feed, a unit each for all languages and formats, and their lists.

    There is no list where the site's address is not known: relative addresses mean
    nothing to a reader that imports them.
    """
    lists = {lang: feed_list(site, lang) for lang in site.langs}
    if not urls.feed_formats(site):
        return
    chosen = Choice(site)
    for together in zip(*lists.values(), strict=True):
        listed = dict(zip(lists, together, strict=True))
        name = together[0].name
        of = {**inputs.settings(site), "titles": fingerprint(*together), **inputs.contents(site, chosen.days(name))}
        yield Unit(name=f"feed/{name}", inputs=of, make=partial(_files, site, chosen, listed), near="feeds")
    if site.url:
        of = {**inputs.settings(site), "feeds": fingerprint(*lists.values())}
        yield Unit(name="feeds", inputs=of, make=partial(_subscriptions, site, lists), near="feeds")


def _files(site: Site, chosen: Choice, listed: Mapping[str, Listed]) -> Iterator[tuple[str, bytes]]:
    for lang, one in listed.items():
        selection = chosen.selection(one, lang)
        for fmt in urls.feed_formats(site):
            path = urls.feed(lang, one.name, fmt)
            yield path, _WRITERS[fmt](_feed(site, lang, selection, path))


def _subscriptions(site: Site, lists: Mapping[str, Sequence[Listed]]) -> Iterator[tuple[str, bytes]]:
    for lang, listed in lists.items():
        yield urls.subscriptions(lang), opml(site, lang, listed, urls.feed_formats(site)[0])


def _feed(site: Site, lang: str, chosen: Selection, path: str) -> Feed:
    listed, items = chosen.listed, chosen.items
    return Feed(
        urn=urn("feed", site.config.site.title, listed.name, lang),
        title=title(site, lang, listed),
        site=site.config.site.title,
        subtitle=_subtitle(site, lang, listed),
        lang=TAGS[lang],
        updated=max((item.updated for item in items), default=midnight(_EMPTY_SINCE)),
        items=items,
        self_url=urls.absolute(site.url, path) if site.url else "",
        home_url=urls.absolute(site.url, listed.home) if site.url else urls.relative(path, listed.home),
        hub=site.config.feeds.hub if site.config.feeds.websub and site.url else "",
        stylesheet=urls.relative(path, urls.asset("feed.css")),
    )


def _subtitle(site: Site, lang: str, listed: Listed) -> str:
    """Say what a feed brings; the owner's own words stand for the feed of everything."""
    if site.sample:
        return _SAMPLE[lang]
    return (site.config.site.tagline if listed.name == "all" else "") or listed.about


def title(site: Site, lang: str, listed: Listed) -> str:
    """Name a feed among those of all sites that a reader may follow."""
    own = "" if listed.name == "all" else listed.title
    return " · ".join(part for part in (site.config.site.title, own, _SAMPLE[lang] if site.sample else "") if part)
