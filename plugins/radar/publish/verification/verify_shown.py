"""Hold what a page says of itself against the archive: titles, numbers, counts, addresses, data for search engines.

page ──► title, heading, titles of cards, their numbers, counts  ──┐
         its own address, its twins in other languages, JSON-LD  ──┴──► judge_shown ◄── archive, its own file
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from lxml import etree

from radar.publish.verification.verify_ai import shown

_NUMBER: Final = re.compile(r"\d+")
SUMMARY: Final = "summary"
HEADLINE: Final = "day-heading"
DATA: Final = "data for search engines"
"""Names of what counts, where it is no heading with an id."""
_JSON_LD: Final = "application/ld+json"
_TITLE: Final = "-title"
"""Ends the id of a card's title."""
_HEADINGS: Final = ("h2", "h3", "h4")


@dataclass(kw_only=True, slots=True)
class Shown:
    """Hold what one page shows."""

    title: str = ""
    heading: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    """Titles of papers by the ids of their cards."""
    numbers: list[str] = field(default_factory=list)
    """Of cards, as they are written."""
    counts: dict[str, int] = field(default_factory=dict)
    """What a heading or a summary counts, by the heading's id, or by its own class."""
    canonical: str = ""
    twins: dict[str, str] = field(default_factory=dict)
    """Addresses by language tag."""
    is_indexed: bool = True
    data: list[Any] = field(default_factory=list)
    """Its JSON-LD."""
    problems: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownExpected:
    """Hold what the archive has of it; texts as their hashes, since an archive has many."""

    titles: tuple[int, ...] = ()
    """Of the cards, in order."""
    heading: int = 0
    """Zero where any will do."""
    counts: Mapping[str, int] = field(default_factory=dict)
    paper: str = ""
    """Slug of the one paper that the page is about."""


def hashed(text: str) -> int:
    """Sum up a text as a page shows it."""
    return hash(shown(text))


def read_shown(root: etree._Element) -> Shown:
    """Look at a page once."""
    found = Shown()
    for element in root.iter(*_READERS):
        _READERS[str(element.tag)](found, element)
    return found


def judge_shown(
    found: Shown,
    cards: tuple[str, ...],
    expected: ShownExpected,
    *,
    twins: Mapping[str, str],
    at: Callable[[str], str],
    has_address: bool,
) -> Iterator[str]:
    """Say what is wrong.

    `cards` are the ids that the page should have, in order. `twins` names the files of a
    page by language tag, its own first; `at` tells the file that an address on the page
    leads to, empty where it is none of the site's. `has_address`: that of the site is known.
    """
    yield from found.problems
    if not found.title:
        yield "no title"
    if [number.rstrip(".").lstrip("0") for number in found.numbers] != [*map(str, range(1, len(found.numbers) + 1))]:
        yield "its cards are not numbered one after the other"
    yield from _texts(found, cards, expected)
    yield from _addresses(found, twins, at, has_address=has_address)
    yield from _described(found, next(iter(twins.values())), at)


def _texts(found: Shown, cards: tuple[str, ...], expected: ShownExpected) -> Iterator[str]:
    if expected.heading and hash(found.heading) != expected.heading:
        yield "its heading is not the title that the archive has"
    for card, title in zip(cards, expected.titles, strict=False):
        if card in found.titles and hash(found.titles[card]) != title:
            yield f"the title of {card} is not that of the archive"
    for name, count in expected.counts.items():
        if found.counts.get(name, count) != count:
            yield f"counts {found.counts[name]} where the archive has {count} ({name})"


def _addresses(
    found: Shown, twins: Mapping[str, str], at: Callable[[str], str], *, has_address: bool
) -> Iterator[str]:
    own = next(iter(twins.values()))
    if not found.is_indexed:
        return
    if has_address and at(found.canonical) != own:
        yield "does not give its own address as its own (canonical)"
    others = {**twins, "x-default": twins.get("zh-CN") or own} if len(twins) > 1 else {}
    if {tag: at(address) for tag, address in found.twins.items()} != others:
        yield "does not lead to itself in the other languages (hreflang)"


def _described(found: Shown, own: str, at: Callable[[str], str]) -> Iterator[str]:
    for data in found.data:
        if (there := at(data.get("url", ""))) and there != own:
            yield f"data for search engines of another page: {there}"
        if not found.title.startswith(_one_line(data.get("headline", "")) if "headline" in data else _named(data)):
            yield "data for search engines that tells of another text"


def _named(data: Mapping[str, Any]) -> str:
    return _one_line(data["name"]) if data.get("@type") == "ScholarlyArticle" else ""


def _title(found: Shown, element: etree._Element) -> None:
    around = element.getparent()
    if around is not None and around.tag == "head":
        found.title = _text(element)


def _head_link(found: Shown, element: etree._Element) -> None:
    if element.get("rel") == "canonical":
        found.canonical = element.get("href", "")
    elif element.get("rel") == "alternate" and element.get("hreflang"):
        found.twins[element.get("hreflang", "")] = element.get("href", "")


def _meta(found: Shown, element: etree._Element) -> None:
    if element.get("name") == "robots" and "noindex" in element.get("content", ""):
        found.is_indexed = False


def _script(found: Shown, element: etree._Element) -> None:
    """Read data for search engines, whose list counts like a heading."""
    if element.get("type") != _JSON_LD:
        return
    try:
        data = orjson.loads(element.text or "")
        listed = data.get("mainEntity", {}).get("numberOfItems")
        found.data.append(data)
    except (ValueError, AttributeError):
        found.problems.add("data for search engines that is not JSON")
        return
    if listed is not None:
        found.counts[DATA] = listed


def _h1(found: Shown, element: etree._Element) -> None:
    found.heading = _text(element)


def _h3(found: Shown, element: etree._Element) -> None:
    """Take the title of a card: it names its card, or is the one heading of a bare one."""
    name, around = element.get("id", ""), element.getparent()
    if name.endswith(_TITLE):
        found.titles[name.removesuffix(_TITLE)] = _text(element)
    elif around is not None and around.tag == "li" and around.get("id"):
        found.titles[around.get("id", "")] = _text(element)
        found.numbers.append(str(len(found.numbers) + 1))  # by its list; full cards behind go on


def _classed(found: Shown, element: etree._Element) -> None:
    classes = element.get("class", "").split()
    if "numeral" in classes:
        found.numbers += filter(None, (_text(element),))  # that of a template is empty
    elif SUMMARY in classes or HEADLINE in classes:
        numbers = _NUMBER.findall(_text(element))
        if numbers:
            is_headline = HEADLINE in classes
            found.counts[HEADLINE if is_headline else SUMMARY] = int(numbers[-1 if is_headline else 0])
    elif classes == ["count"]:
        _count(found, element)


def _count(found: Shown, element: etree._Element) -> None:
    heading, told = element.getparent(), _text(element)
    if heading is not None and heading.tag in _HEADINGS and heading.get("id") and told.isdecimal():
        found.counts[heading.get("id", "")] = int(told)


def _list(found: Shown, element: etree._Element) -> None:
    """Hold a list of one-line papers or briefings, alone below its heading, against what that counts."""
    heading = element.getprevious()
    name = heading.get("id", "") if heading is not None and element.getnext() is None else ""
    if "tellings" in element.get("class", "").split() and (count := found.counts.get(name)) is not None:
        rows = len(element.findall("li"))
        if rows != count:
            found.problems.add(f"counts {count} where {rows} stand ({name})")


def _item(found: Shown, element: etree._Element) -> None:
    around = element.getparent()
    if around is not None and around.get("class") == "sentences" and element.find("sup") is None:
        found.problems.add("a sentence of a briefing without its paper")


def _math(found: Shown, element: etree._Element) -> None:
    if not _text(element):
        found.problems.add("a formula with nothing in it")


_READERS: Final[Mapping[str, Callable[[Shown, etree._Element], None]]] = {
    "title": _title,
    "link": _head_link,
    "meta": _meta,
    "script": _script,
    "h1": _h1,
    "h2": _classed,
    "h3": _h3,
    "p": _classed,
    "span": _classed,
    "ul": _list,
    "li": _item,
    "math": _math,
}


def _text(element: etree._Element) -> str:
    return _one_line("".join(str(part) for part in element.itertext()))


def _one_line(text: str) -> str:
    return " ".join(text.split())
