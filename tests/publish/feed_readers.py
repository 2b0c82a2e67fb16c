"""Read feeds of any format into one shape, as a reader would, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import feedparser
import orjson
from lxml import html

from radar.publish.syndication.feeds import feed_units
from radar.publish.view import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """Hold what a reader shows of one item."""

    id: str
    title: str
    link: str
    authors: tuple[str, ...]
    summary: str
    content: str
    tags: tuple[str, ...]
    published: str
    """`YYYY-MM-DDTHH:MM:SS`"""
    updated: str


def feeds_of(site: Site, lang: str) -> Iterator[tuple[str, bytes]]:
    """Write every feed of a language, and the list of them."""
    for unit in feed_units(site):
        yield from ((path, data) for path, data in unit.make() if path.startswith("en/") == (lang == "en"))


def raw(site: Site, lang: str = "zh") -> dict[str, bytes]:
    """Write every feed of a language, without the list of them."""
    return {path: data for path, data in feeds_of(site, lang) if not path.endswith(".opml")}


def named(site: Site, name: str, lang: str = "zh") -> dict[str, list[Read]]:
    """Read one feed in every format, by path."""
    found = {path: data for path, data in raw(site, lang).items() if path.split("/")[-1].split(".")[0] == name}
    return {path: read(path, data) for path, data in found.items()}


def read(path: str, data: bytes) -> list[Read]:
    """Read the items of a feed that a reader finds nothing wrong with."""
    return _json(data) if path.endswith(".json") else _xml(path, data)


def words(markup: str) -> str:
    """Give the text of some HTML."""
    return str(html.fragment_fromstring(markup, create_parent=True).text_content())


def tags(markup: str) -> set[str]:
    """Name the elements of some HTML."""
    return {str(each.tag) for each in html.fragment_fromstring(markup, create_parent=True).iterdescendants()}


def _json(data: bytes) -> list[Read]:
    items: list[Mapping[str, Any]] = orjson.loads(data)["items"]
    return [
        Read(
            id=item["id"],
            title=item["title"],
            link=item.get("url", ""),
            authors=tuple(each["name"] for each in item.get("authors", ())),
            summary=item.get("summary", ""),
            content=item["content_html"],
            tags=tuple(item.get("tags", ())),
            published=item["date_published"].removesuffix("Z"),
            updated=item["date_modified"].removesuffix("Z"),
        )
        for item in items
    ]


def _xml(path: str, data: bytes) -> list[Read]:
    found: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, path
    return [
        Read(
            id=entry.id,
            title=_text(entry.title, entry.title_detail),
            link=entry.get("link", ""),
            authors=tuple(each["name"] for each in entry.get("authors", ()) if each.get("name")),
            summary=_text(entry.get("summary", ""), entry.get("summary_detail")),
            content=entry.content[0].value,
            tags=tuple(each.term for each in entry.get("tags", ())),
            published=_instant(entry.published_parsed),
            updated=_instant(entry.updated_parsed),
        )
        for entry in found.entries
    ]


def _text(value: str, detail: Any) -> str:
    return words(value) if detail and detail.type == "text/html" else value


def _instant(parts: Any) -> str:
    year, month, day, hour, minute, second = parts[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
