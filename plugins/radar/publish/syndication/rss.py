"""Write a feed as RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from email.utils import format_datetime
from functools import lru_cache
from typing import Final

from lxml import etree

from radar.publish import urls
from radar.publish.syndication.atom import instant, licence_words
from radar.publish.syndication.feed_items import AI_TERM, Feed, FeedItem
from radar.publish.syndication.feed_xml import (
    ATOM,
    CONTENT,
    DC,
    KEPT,
    PRISM,
    XML_LANG,
    add,
    document,
    fragment,
    safe_text,
)

TYPE: Final = "application/rss+xml"
TTL_MINUTES: Final = 720
_LANGUAGES: Final = {"zh-CN": "zh-cn"}


def rss(feed: Feed) -> bytes:
    """Write the whole document."""
    root, channel = _root()
    root.set(XML_LANG, feed.lang)  # for the style sheet, which cannot read `language`
    add(channel, "title", safe_text(feed.title))
    add(channel, "link", feed.home_url)
    add(channel, "description", safe_text(feed.subtitle or feed.title))
    add(channel, "language", _LANGUAGES.get(feed.lang, feed.lang))
    if feed.self_url:
        add(channel, f"{{{ATOM}}}link", rel="self", type=TYPE, href=feed.self_url)
    if feed.hub:
        add(channel, f"{{{ATOM}}}link", rel="hub", href=feed.hub)
    add(channel, "lastBuildDate", format_datetime(feed.updated, usegmt=True))
    add(channel, "ttl", str(TTL_MINUTES))
    return document(root, channel, map(_written, feed.items), feed.stylesheet)


def _root() -> tuple[etree._Element, etree._Element]:
    root = etree.Element("rss", nsmap={"atom": ATOM, "content": CONTENT, "dc": DC, "prism": PRISM}, version="2.0")
    return root, add(root, "channel")


@lru_cache(maxsize=KEPT)
def _written(item: FeedItem) -> bytes:
    root, channel = _root()
    _item(channel, item)
    return fragment(root, channel)


def _item(channel: etree._Element, item: FeedItem) -> None:
    element = add(channel, "item")
    add(element, "title", safe_text(item.title))
    if item.url:
        add(element, "link", item.url)
    add(element, "guid", item.urn, isPermaLink="false")
    add(element, "pubDate", format_datetime(item.published, usegmt=True))
    add(element, f"{{{ATOM}}}updated", instant(item.updated))
    for name in item.authors:
        add(element, f"{{{DC}}}creator", safe_text(name))
    for term in (*item.categories, *((AI_TERM,) if item.ai else ())):
        add(element, "category", safe_text(term))
    if item.summary:
        add(element, "description", safe_text(item.summary))
    add(element, f"{{{CONTENT}}}encoded", item.content)
    add(element, f"{{{DC}}}language", item.lang)
    if item.source_url:
        add(element, f"{{{ATOM}}}link", rel="related", type="text/html", href=item.source_url)
    if urls.is_web(item.licence):
        add(element, f"{{{ATOM}}}link", rel="license", href=item.licence)
    if item.licence:
        add(element, f"{{{DC}}}rights", safe_text(licence_words(item.licence)))
    if item.source:
        add(element, f"{{{PRISM}}}publicationName", item.source)
    if item.doi:
        add(element, f"{{{PRISM}}}doi", item.doi)
