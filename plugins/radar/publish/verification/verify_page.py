"""Read one built page as a browser would, and say what may not stand in it.

libxml2 since 2.14 cuts HTML into tags by the rules of HTML5, so that what looks like
text here is text in a browser. One walk over the elements answers all questions; an
XPath for each costs four times as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from radar.publish.verification.verify_ai import NO_AI, AiFacts, read_ai
from radar.publish.verification.verify_shown import Shown, read_shown

_POLICY: Final = (
    ["base-uri", "'none'"],
    ["default-src", "'self'"],
    ["form-action", "'self'"],
    ["img-src", "'self'", "data:"],
    ["object-src", "'none'"],
    ["script-src", "'self'"],
    ["style-src", "'self'"],
)
_OF_SEARCH: Final = [[*each, "'wasm-unsafe-eval'"] if each[0] == "script-src" else each for each in _POLICY]
_POLICIES: Final = ([*_POLICY], _OF_SEARCH, [["default-src", "'none'"]])
"""Of pages, of the search, of pages that only lead elsewhere."""
_DATA_SCRIPT: Final = "application/ld+json"
_BAD_ERRORS: Final = {
    "ERR_TAG_NAME_MISMATCH": "a tag that closes nothing",
    "DTD_ID_REDEFINED": "an id twice",
}
_DOCTYPE: Final = b"<!doctype html>"


_LINKS: Final = frozenset(
    ("href", "src", "action", "formaction", "poster", "data", "cite", "background", "ping", "manifest", "xlink:href")
)
_SILENT: Final = frozenset(("alttext", "datetime", "lang", "rel", "role", "title"))
"""Attributes that are in order whatever they say; half of all are these."""
_NAMES: Final = frozenset(("aria-describedby", "aria-labelledby"))
_PLACES: Final = frozenset(("data-base", "data-home"))
"""Where theme.js takes the site to begin; what it loads stands at its own element, in attributes likewise."""
_ATTRIBUTES: Final = {
    "style": "a style in the page",
    "srcdoc": "a document in an attribute",
    "srcset": "a list of image addresses",
    "imagesrcset": "a list of image addresses",
}
_TAGS: Final = {
    "style": "a style in the page",
    "base": "a base address",
    **dict.fromkeys(("applet", "embed", "frame", "iframe", "object", "portal"), "a frame or plug-in"),
}
_FRAGMENT_TAGS: Final = frozenset(
    ("html", "body", "a", "blockquote", "em", "h3", "li", "ol", "p", "q", "section", "strong", "sup", "ul")
)


@dataclass(kw_only=True, slots=True)
class _Seen:
    """Gather what one walk over a document meets."""

    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    cards: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    """Ids by which elements name others of the page."""
    problems: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """Hold what a page says that others are held against."""

    lang: str
    ids: frozenset[str]
    links: frozenset[str]
    cards: tuple[str, ...]
    """Ids of its cards, in order."""
    ai: AiFacts
    shown: Shown
    problems: tuple[str, ...]


_EMPTY: Final = PageFacts(
    lang="", ids=frozenset(), links=frozenset(), cards=(), ai=NO_AI, shown=Shown(), problems=("an empty page",)
)


def read_page(data: bytes) -> PageFacts:
    """Parse a page; whatever is wrong with it is among `problems`."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        return _EMPTY
    seen = _walk(root)
    lost = (f"names #{name} of this page, which is not there" for name in sorted(seen.named - seen.ids))
    return PageFacts(
        lang=root.get("lang", ""),
        ids=frozenset(seen.ids),
        links=frozenset(seen.links),
        cards=tuple(seen.cards),
        ai=read_ai(root),
        shown=read_shown(root),
        problems=(*_form(data, parser), *_policy(root), *sorted(seen.problems), *lost),
    )


def read_fragment(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Parse the HTML of a feed's entry: its links, and what may not stand in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    seen = _walk(etree.fromstring(f"<body>{text}</body>".encode(), parser))
    others = (f"a tag that feeds may not hold: {tag!a}" for tag in sorted(seen.tags - _FRAGMENT_TAGS))
    return frozenset(seen.links), (*sorted(seen.problems), *others)


def read_drawing(root: etree._Element) -> tuple[str, ...]:
    """Name what an SVG may not hold; unlike a page it may bring its own style."""
    return tuple(sorted(_walk(root).problems - {_ATTRIBUTES["style"]}))


def _walk(root: etree._Element) -> _Seen:
    """Look at every element and attribute once; a page of 300 cards has 7,000 and 8,000 of them."""
    seen = _Seen()
    for element in root.iter("*"):
        tag = str(element.tag).rpartition("}")[2]
        seen.tags.add(tag)
        if tag in _TAGS:
            seen.problems.add(_TAGS[tag])
        elif tag == "script" and _is_inline(element):
            seen.problems.add("a script in the page")
        elif tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            seen.links.add(_refreshed(element.get("content", "")))
        elif tag == "li" and _is_old_card(element):
            seen.cards.append(element.get("id", ""))
        attributes: Any = element.items()  # text in both parts, whatever the stubs say
        for name, value in attributes:
            if name == "href":
                seen.links.add(value)
            elif name not in _SILENT:
                _attribute(seen, element, name, value)
    return seen


def _attribute(seen: _Seen, element: etree._Element, name: str, value: str) -> None:
    if name in _LINKS or name.endswith("}href"):
        seen.links.add(value)
    elif name == "id":
        seen.ids.add(value)
    elif name == "class":
        if "card" in value.split():
            seen.cards.append(element.get("id", ""))
    elif name in _ATTRIBUTES:
        seen.problems.add(_ATTRIBUTES[name])
    elif name in _NAMES:
        seen.named |= set(value.split())
    elif name.startswith("on"):
        seen.problems.add("an event handler")
    elif name.startswith("data-") and (element.tag == "script" or name in _PLACES):
        seen.links.add(value)


def _is_old_card(item: etree._Element) -> bool:
    """Tell a card that says so by the list it stands in alone (`old_cards`)."""
    around = item.getparent()
    return around is not None and {"cards", "old"} <= set(around.get("class", "").split())


def _is_inline(script: etree._Element) -> bool:
    """Tell a script that carries its own code; a block of data is none."""
    if script.get("src") is not None:
        return bool((script.text or "").strip())
    return script.get("type") != _DATA_SCRIPT


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
    if sorted(directives) not in _POLICIES:
        yield "a Content-Security-Policy with a hole"


def _refreshed(content: str) -> str:
    """Take the address out of a refresh (`0; url=en/`)."""
    return content.partition("=")[2].strip() or "./"
