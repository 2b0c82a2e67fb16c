"""Read one built feed as a reader would, and hold it against the entries it should have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import feedparser
from lxml import etree

from radar.publish.feed_xml import ATOM, CONTENT
from radar.publish.verify_page import read_fragment

_STYLE: Final = "xml-stylesheet"


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedFacts:
    """Hold a feed's links, its own and those of its entries' HTML, and what is wrong with it."""

    links: frozenset[str]
    problems: tuple[str, ...]


def read_feed(data: bytes, *, lang: str, authors: Mapping[str, int]) -> FeedFacts:
    """Parse a feed; `lang` is the tag it should carry, `authors` counts those of each entry by id, in order."""
    root = parse_xml(data)
    if root is None:
        return FeedFacts(links=frozenset(), problems=("not well-formed XML without a document type",))
    fragments = [read_fragment(text) for text in _contents(root)]
    links = chain(_addresses(root), *(links for links, _ in fragments))
    problems = sorted({problem for _, found in fragments for problem in found})
    return FeedFacts(links=frozenset(links), problems=(*_as_reader(data, lang, authors), *problems))


def parse_xml(data: bytes) -> etree._Element | None:
    """Parse XML that rests on nothing but itself: no DTD, no entity, no network; None where it is no such thing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    docinfo: Any = root.getroottree().docinfo
    return None if docinfo.doctype else root


def _as_reader(data: bytes, lang: str, authors: Mapping[str, int]) -> Iterator[str]:
    """Say what a feed reader would stumble over, or not be told."""
    found: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if found.bozo or not found.version:
        yield "feed readers would stumble"
    if found.feed.get("language", "").lower() != lang.lower():
        yield f"not in the language {lang}"
    ids = [entry.get("id", "") for entry in found.entries]
    if ids != list(authors):
        known = sum(1 for name in ids if name in authors)
        yield f"{len(ids)} entries, {known} of the {len(authors)} it should have, or in another order"
    for entry in found.entries:
        expected = authors.get(entry.get("id", ""))
        if expected is not None and len([1 for each in entry.get("authors", ()) if each.get("name")]) != expected:
            yield f"{entry.id}: not all {expected} authors"


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
