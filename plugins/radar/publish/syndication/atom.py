"""Write a feed as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from lxml import etree

from radar.publish import urls
from radar.publish.cards import licence_name
from radar.publish.syndication.feed_items import AI_TERM, Feed, FeedItem
from radar.publish.syndication.feed_xml import (
    ATOM,
    KEPT,
    PRISM,
    XML_LANG,
    add,
    document,
    fragment,
    reads_as_markup,
    safe_text,
)

TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    """Write the whole document.

    The feed's own author stands for entries whose source names none: RFC 4287 wants
    one for each.
    """
    root = _root()
    root.set(XML_LANG, feed.lang)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    add(root, _tag("id"), feed.urn)
    add(root, _tag("updated"), instant(feed.updated))
    _author(root, feed.site)
    if feed.self_url:
        add(root, _tag("link"), rel="self", type=TYPE, href=feed.self_url)
    if feed.home_url:
        add(root, _tag("link"), rel="alternate", type="text/html", hreflang=feed.lang, href=feed.home_url)
    if feed.hub:
        add(root, _tag("link"), rel="hub", href=feed.hub)
    return document(root, root, (_written(item, feed.lang) for item in feed.items), feed.stylesheet)


def instant(moment: datetime) -> str:
    """Write an aware UTC moment as RFC 3339 has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def licence_words(licence: str) -> str:
    """Name a licence as people do, or as the source gave it."""
    return licence_name(licence) or licence


def _root() -> etree._Element:
    names = {None: ATOM, "prism": PRISM}
    return etree.Element(_tag("feed"), nsmap=names)  # type: ignore[arg-type]  # the stubs forget the default namespace


@lru_cache(maxsize=KEPT)
def _written(item: FeedItem, feed_lang: str) -> bytes:
    root = _root()
    _entry(root, item, feed_lang)
    return fragment(root, root)


def _entry(root: etree._Element, item: FeedItem, feed_lang: str) -> None:
    entry = add(root, _tag("entry"))
    _text(entry, "title", item.title, lang=item.lang if item.lang != feed_lang else "")
    add(entry, _tag("id"), item.urn)
    _links(entry, item)
    add(entry, _tag("published"), instant(item.published))
    add(entry, _tag("updated"), instant(item.updated))
    for name in item.authors:
        _author(entry, name)
    for term in item.categories:
        add(entry, _tag("category"), term=term)
    if item.ai:
        add(entry, _tag("category"), term=AI_TERM)
    if item.summary:
        _text(entry, "summary", item.summary, lang=item.summary_lang if item.summary_lang != feed_lang else "")
    if item.licence:
        _text(entry, "rights", licence_words(item.licence))
    add(entry, _tag("content"), item.content, type="html")
    if item.source:
        add(entry, f"{{{PRISM}}}publicationName", item.source)
    if item.doi:
        add(entry, f"{{{PRISM}}}doi", item.doi)


def _links(entry: etree._Element, item: FeedItem) -> None:
    """Lead to the item, to the source it is about, and to the source's licence (RFC 4946)."""
    if item.url:
        add(entry, _tag("link"), rel="alternate", type="text/html", href=item.url)
    if item.source_url:
        add(entry, _tag("link"), rel="related", type="text/html", href=item.source_url)
        add(entry, _tag("link"), rel="via", type="text/html", href=item.source_url)
    if urls.is_web(item.licence):
        add(entry, _tag("link"), rel="license", href=item.licence)


def _text(parent: etree._Element, name: str, text: str, *, lang: str = "") -> None:
    element = add(parent, _tag(name), safe_text(text), type="html" if reads_as_markup(text) else "text")
    if lang:
        element.set(XML_LANG, lang)


def _author(parent: etree._Element, name: str) -> None:
    add(add(parent, _tag("author")), _tag("name"), safe_text(name))


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"
