"""Read one built feed as a reader would, and hold it against the entries it should have.

Atom, RSS ──► lxml, feedparser ─┐
JSON Feed ──► orjson ───────────┼──► links, and what is wrong
OPML ───────► lxml ─────────────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import feedparser
import orjson
from lxml import etree

from radar.publish import urls
from radar.publish.syndication import feed_size, json_feed
from radar.publish.syndication.feed_xml import ATOM, CONTENT, DC, XML_LANG
from radar.publish.verification.verify_page import read_fragment

_STYLE: Final = "xml-stylesheet"
_ATOM_ENTRY, _ATOM_ID, _ATOM_NAME = f"{{{ATOM}}}entry", f"{{{ATOM}}}id", f"{{{ATOM}}}author/{{{ATOM}}}name"

_Entries = list[tuple[str, list[str]]]
"""Every entry's id and the names of its authors, in order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedFacts:
    """Hold a feed's links, its own and those of its entries' HTML, and what is wrong with it."""

    links: frozenset[str]
    problems: tuple[str, ...]


def read_feed(name: str, data: bytes, *, lang: str, authors: Mapping[str, int]) -> FeedFacts:
    """Parse a feed, by its file's name, or the list of feeds.

    `lang` is the tag it should carry, `authors` counts those of each entry by id, in
    order. Feeds of the whole site are read by feedparser, as a reader would; the others are
    of the same making, and of these it would take longer than of all the rest of a site.
    """
    if name.endswith(".opml"):
        return _list_of_feeds(data, lang)
    is_read = name.rpartition("/")[2].partition(".")[0] in urls.SITE_FEEDS
    is_json = name.endswith(".json")
    found = _json(data, lang, authors) if is_json else _xml(data, lang, authors, is_read=is_read)
    if len(data) > feed_size.LARGEST and len(authors) > 1:
        return FeedFacts(links=found.links, problems=(*found.problems, "more bytes than a feed should have"))
    return found


def parse_xml(data: bytes) -> etree._Element | None:
    """Parse XML that rests on nothing but itself: no DTD, no entity, no network; None where it is no such thing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    docinfo: Any = root.getroottree().docinfo
    return None if docinfo.doctype else root


def _xml(data: bytes, lang: str, authors: Mapping[str, int], *, is_read: bool) -> FeedFacts:
    root = parse_xml(data)
    if root is None:
        return FeedFacts(links=frozenset(), problems=("not well-formed XML without a document type",))
    language, entries = _as_reader(data) if is_read else _as_written(root)
    problems = ["feed readers would stumble"] if language is None else []
    problems += _judge(language or "", entries, lang, authors)
    return _facts(_addresses(root), _contents(root), problems)


def _as_reader(data: bytes) -> tuple[str | None, _Entries]:
    """Give a feed's language and entries as feedparser finds them; no language where it finds something wrong."""
    found: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    entries = [
        (entry.get("id", ""), [each.get("name", "") for each in entry.get("authors", ())]) for entry in found.entries
    ]
    return (None if found.bozo or not found.version else found.feed.get("language", "")), entries


def _as_written(root: etree._Element) -> tuple[str | None, _Entries]:
    """Give a feed's language and entries by the elements that the two formats have for them."""
    if root.tag == f"{{{ATOM}}}feed":
        id_, name, entry, language = _ATOM_ID, _ATOM_NAME, _ATOM_ENTRY, root.get(XML_LANG, "")
    else:
        id_, name, entry, language = "guid", f"{{{DC}}}creator", "item", root.findtext("channel/language", "")
    entries = [
        (each.findtext(id_, ""), [found.text or "" for found in each.iterfind(name)]) for each in root.iter(entry)
    ]
    return language, entries


def _json(data: bytes, lang: str, authors: Mapping[str, int]) -> FeedFacts:
    try:
        found: Any = orjson.loads(data)
        entries = [(item["id"], [each["name"] for each in item.get("authors", ())]) for item in found["items"]]
        contents = [item["content_html"] for item in found["items"]]
        links = [*_web(found, "home_page_url", "feed_url"), *(hub["url"] for hub in found.get("hubs", ()))]
        links += [link for item in found["items"] for link in _web(item, "url", "external_url")]
        is_right = found["version"] == json_feed.VERSION
        problems = list(_judge(found.get("language", ""), entries, lang, authors))
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return FeedFacts(links=frozenset(), problems=("not a JSON Feed",))
    return _facts(links, contents, problems if is_right else ["not a JSON Feed of version 1.1", *problems])


def _list_of_feeds(data: bytes, lang: str) -> FeedFacts:
    """Read the list that readers import: every feed in it whole, in its language."""
    root = parse_xml(data)
    if root is None or root.tag != "opml":
        return FeedFacts(links=frozenset(), problems=("not well-formed XML without a document type",))
    feeds = [one for one in root.iter("outline") if one.get("type") == "rss"]
    is_whole = all(one.get("text") and one.get("htmlUrl") and one.get("language") == lang for one in feeds)
    links = [one.get(key, "") for one in feeds for key in ("xmlUrl", "htmlUrl")]
    problems = [] if feeds and is_whole else [f"not a list of feeds in the language {lang}"]
    return FeedFacts(links=frozenset(links), problems=tuple(problems))


def _facts(links: Iterable[str], contents: Iterable[str], problems: Iterable[str]) -> FeedFacts:
    fragments = [read_fragment(text) for text in contents]
    inner = sorted({problem for _, found in fragments for problem in found})
    every = chain(links, *(found for found, _ in fragments))
    return FeedFacts(links=frozenset(every), problems=(*problems, *inner))


def _judge(language: str, entries: _Entries, lang: str, authors: Mapping[str, int]) -> Iterator[str]:
    """Say what a reader would not be told."""
    if language.lower() != lang.lower():
        yield f"not in the language {lang}"
    ids = [id_ for id_, _ in entries]
    if ids != list(authors):
        known = sum(1 for id_ in ids if id_ in authors)
        yield f"{len(ids)} entries, {known} of the {len(authors)} it should have, or in another order"
    for id_, names in entries:
        expected = authors.get(id_)
        if expected is not None and len([name for name in names if name]) != expected:
            yield f"{id_}: not all {expected} authors"


def _web(found: Mapping[str, str], *keys: str) -> list[str]:
    return [found[key] for key in keys if found.get(key)]


def _contents(root: etree._Element) -> Iterator[str]:
    """Give every HTML text of a feed: Atom's by their type, RSS's content:encoded."""
    for element in root.iter(f"{{{ATOM}}}*", f"{{{CONTENT}}}encoded"):
        if element.get("type") == "html" or element.tag == f"{{{CONTENT}}}encoded":
            yield element.text or ""


def _addresses(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{ATOM}}}link", "link"):
        yield element.get("href") or element.text or ""
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction) and before.target == _STYLE:  # noqa: SLF001 - lxml has no public name for it
            yield before.get("href") or ""
        before = before.getprevious()
