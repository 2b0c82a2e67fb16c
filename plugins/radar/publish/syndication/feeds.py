"""Write a site's feeds, in each language and format, and the list of them that readers import.

    Site ──► feed_selections ──► Feed ──┬► atom.atom
                    │                   ├► rss.rss
                    │                   └► json_feed.json_feed
                    └► feed_list ───────── opml.opml

A feed is a function of the site alone: its date is its newest item's, no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from radar.publish import urls
from radar.publish.i18n import TAGS
from radar.publish.syndication.atom import atom
from radar.publish.syndication.feed_items import Feed, midnight, urn
from radar.publish.syndication.feed_list import Listed, feed_list
from radar.publish.syndication.feed_selections import Selection, selections
from radar.publish.syndication.json_feed import json_feed
from radar.publish.syndication.opml import opml
from radar.publish.syndication.rss import rss
from radar.publish.view import Site

_WRITERS: Final[Mapping[str, Callable[[Feed], bytes]]] = {"atom": atom, "rss": rss, "json": json_feed}
_EMPTY_SINCE: Final = date(1970, 1, 1)
"""The date of a feed that has never had an item: Atom wants one, and no clock is read."""
_SAMPLE: Final = {"zh": "示例数据", "en": "sample data"}


def feeds_of(site: Site, lang: str) -> Iterator[tuple[str, bytes]]:
    """Give every feed of one language, and their list: path below the output folder, and bytes.

    There is no list where the site's address is not known: relative addresses mean
    nothing to a reader that imports them.
    """
    formats = urls.feed_formats(site)
    for chosen in selections(site, lang):
        for fmt in formats:
            path = urls.feed(lang, chosen.listed.name, fmt)
            yield path, _WRITERS[fmt](_feed(site, lang, chosen, path))
    if site.url and formats:
        yield urls.subscriptions(lang), opml(site, lang, feed_list(site, lang), formats[0])


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
