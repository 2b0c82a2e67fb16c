"""Write a feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

`_academichub` is an extension as that format allows them: what a program may want of an
item that no field of the format holds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import orjson

from radar.publish import urls
from radar.publish.syndication.atom import instant
from radar.publish.syndication.feed_items import AI_TERM, Feed, FeedItem
from radar.publish.syndication.feed_xml import KEPT, xml_text

TYPE: Final = "application/feed+json"
VERSION: Final = "https://jsonfeed.org/version/1.1"
EXTENSION: Final = "_academichub"


def json_feed(feed: Feed) -> bytes:
    """Write the whole document; its keys stand in one order, and what is empty is left out."""
    found = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_url if urls.is_web(feed.home_url) else "",
        "feed_url": feed.self_url,
        "description": feed.subtitle,
        "authors": [{"name": feed.site}],
        "language": feed.lang,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    items = {"items": [orjson.Fragment(_written(item)) for item in feed.items]}
    return orjson.dumps(_clean(_told(found, keep=("title",))) | items, option=orjson.OPT_APPEND_NEWLINE)


@lru_cache(maxsize=KEPT)
def _written(item: FeedItem) -> bytes:
    return orjson.dumps(_clean(_item(item)))


def _item(item: FeedItem) -> dict[str, Any]:
    found = {
        "id": item.urn,
        "url": item.url,
        "external_url": item.source_url,
        "title": item.title,
        "content_html": item.content,
        "summary": item.summary,
        "date_published": instant(item.published),
        "date_modified": instant(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": [*item.categories, *((AI_TERM,) if item.ai else ())],
        "language": item.lang,
        EXTENSION: _extension(item),
    }
    return _told(found, keep=("content_html",))


def _extension(item: FeedItem) -> dict[str, Any]:
    """Say of a paper or briefing what the format has no field for."""
    ai = item.ai
    found = {
        "source": item.source,
        "id": item.paper_id,
        "doi": item.doi,
        "license": item.licence,
        "topics": list(item.topics),
        "reason": item.reason,
        "ai": _told({"model": ai.model, "prompt": ai.prompt, "generated": ai.generated}) if ai else None,
    }
    return _told(found, keep=("ai",)) if ai else _told(found)


def _told(found: dict[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value or key in keep}


def _clean(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Drop from every text what XML could not hold either: control characters, halves of characters."""
    match value:
        case str():
            return xml_text(value)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {key: _clean(each) for key, each in value.items()}
    return value
