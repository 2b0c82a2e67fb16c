"""Read one built page as a browser would, and say what may not stand in it.

libxml2 since 2.14 cuts HTML into tags by the rules of HTML5, so that what looks like
text here is text in a browser. One XPath for each question: a page of 300 cards has
8,000 attributes, and walking them in Python would cost ten times as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

_ALLOWED_SOURCES: Final = frozenset({"'self'", "'none'", "data:", "'wasm-unsafe-eval'"})
_DATA_SCRIPT: Final = "application/ld+json"
_BAD_ERRORS: Final = {
    "ERR_TAG_NAME_MISMATCH": "a tag that closes nothing",
    "DTD_ID_REDEFINED": "an id twice",
}
_DOCTYPE: Final = b"<!doctype html>"


def _xpath(expression: str) -> etree.XPath:
    return etree.XPath(expression, smart_strings=False)


_LINKS: Final = _xpath(
    "//@href | //@src | //@action | //@formaction | //@poster | //@data | //@cite | //@background"
    " | //@ping | //@manifest | //@*[name() = 'xlink:href']"
)
_IDS: Final = _xpath("//@id")
_CARDS: Final = _xpath("//*[@id][contains(concat(' ', @class, ' '), ' card ')]/@id")
_REFRESHES: Final = _xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content")
_FORBIDDEN: Final = {
    "a script in the page": _xpath(f"//script[not(@src)][not(@type = '{_DATA_SCRIPT}')] | //script[@src][text()]"),
    "a style in the page": _xpath("//style | //@style"),
    "an event handler": _xpath("//@*[starts-with(name(), 'on')]"),
    "a frame or plug-in": _xpath("//iframe | //frame | //object | //embed | //applet | //portal"),
    "a base address": _xpath("//base"),
    "a list of image addresses": _xpath("//@srcset | //@imagesrcset"),
    "a document in an attribute": _xpath("//@srcdoc"),
}
_FRAGMENT_TAGS: Final = frozenset(
    {"html", "body", "a", "em", "h3", "li", "ol", "p", "q", "section", "strong", "sup", "ul"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """Hold what a page says that others are held against."""

    lang: str
    ids: frozenset[str]
    links: frozenset[str]
    cards: tuple[str, ...]
    """Ids of its cards, in order."""
    problems: tuple[str, ...]


def read_page(data: bytes) -> PageFacts:
    """Parse a page; whatever is wrong with it is among `problems`."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        return PageFacts(lang="", ids=frozenset(), links=frozenset(), cards=(), problems=("an empty page",))
    links = frozenset(_strings(_LINKS, root)) | {_refreshed(content) for content in _strings(_REFRESHES, root)}
    return PageFacts(
        lang=root.get("lang", ""),
        ids=frozenset(_strings(_IDS, root)),
        links=links,
        cards=tuple(_strings(_CARDS, root)),
        problems=(*_form(data, parser), *_policy(root), *forbidden(root)),
    )


def read_fragment(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Parse the HTML of a feed's entry: its links, and what may not stand in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    root = etree.fromstring(f"<body>{text}</body>".encode(), parser)
    tags = {str(element.tag) for element in root.iter()}
    problems = [
        *forbidden(root),
        *(f"a tag that feeds may not hold: {tag!a}" for tag in sorted(tags - _FRAGMENT_TAGS)),
    ]
    return frozenset(_strings(_LINKS, root)), tuple(problems)


def forbidden(root: etree._Element) -> Iterator[str]:
    """Name what runs, loads or restyles."""
    for what, find in _FORBIDDEN.items():
        if find(root):
            yield what


def _form(data: bytes, parser: etree.HTMLParser) -> Iterator[str]:
    if not data.lower().startswith(_DOCTYPE) or not data.rstrip().endswith(b"</html>"):
        yield "not a whole page"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield "not UTF-8"
    told = {_BAD_ERRORS[error.type_name] for error in parser.error_log if error.type_name in _BAD_ERRORS}
    yield from sorted(told)


def _policy(root: etree._Element) -> Iterator[str]:
    """Want the policy before anything that it could forbid, and with no hole in it."""
    head = root.find("head")
    first = head[0] if head is not None and len(head) else None
    if first is None or first.tag != "meta" or first.get("http-equiv") != "Content-Security-Policy":
        yield "no Content-Security-Policy first in <head>"
        return
    directives = [words.split() for words in first.get("content", "").split(";") if words.strip()]
    named = {words[0] for words in directives}
    sources = {source for words in directives for source in words[1:]}
    if "default-src" not in named or sources - _ALLOWED_SOURCES:
        yield "a Content-Security-Policy with a hole"


def _refreshed(content: str) -> str:
    """Take the address out of a refresh (`0; url=en/`)."""
    return content.partition("=")[2].strip() or "./"


def _strings(find: etree.XPath, root: etree._Element) -> list[str]:
    found: Any = find(root)
    return [str(value) for value in found]
