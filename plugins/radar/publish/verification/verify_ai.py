"""Hold a page's text of a model against the archive: labelled where it stands, and quoting what is there.

page ──► what carries the label, what is quoted, what the page claims of itself
                │                   │                  │
archive ──► who wrote what      passages that hold   no word that means more than was done
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from radar.models import Briefing, Paper
from radar.publish import urls
from radar.publish.evidence import stands, texts
from radar.publish.formulas import tex
from radar.publish.shown import Shown, shown
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.view import Day, Entry, EventEntry, Site

_OVERSAID: Final = re.compile(r"\bverified\b|已验证|已核实|核实无误", re.IGNORECASE)
"""What was looked up is that a quotation stands in its paper; no page may say more."""
_OUR_WORDS: Final = frozenset({"checked", "label", "made", "note"})
"""Classes of what this site, and no paper, says of a model's text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AiFacts:
    """Hold what a page shows of text that a model wrote."""

    labelled: frozenset[str]
    """Ids of the briefings and cards that carry the label."""
    quotes: frozenset[str]
    oversaid: bool
    """Its own words claim more than was done."""


NO_AI: Final = AiFacts(labelled=frozenset(), quotes=frozenset(), oversaid=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class AiExpected:
    """Hold what the archive lets a page show of it."""

    written: frozenset[str] = frozenset()
    """Ids of the briefings and cards that hold text of a model."""
    quotes: frozenset[str] = frozenset()
    """Passages that stand in a paper they are quoted from."""


def read_ai(root: etree._Element) -> AiFacts:
    """Look at a page once."""
    labelled, quotes, ours = set(), set(), []
    for element in root.iter("div", "p", "q", "span", "summary"):
        classes = element.get("class", "").split()
        if "label" in classes and _text(element) in AI_LABEL.values():
            labelled.add(_owner(element))
        if element.tag == "q":
            quotes.add(_text(element))
        if not _OUR_WORDS.isdisjoint(classes):
            ours.append(_text(element))
    return AiFacts(labelled=frozenset(labelled), quotes=frozenset(quotes), oversaid=any(map(_OVERSAID.search, ours)))


def judge_ai(facts: AiFacts, expected: AiExpected) -> Iterator[str]:
    """Say what is wrong."""
    if bare := expected.written - facts.labelled:
        yield f"text of a model without its label: {len(bare)}"
    if foreign := facts.labelled - expected.written:
        yield f"the label of a model's text where none wrote: {len(foreign)}"
    if loose := facts.quotes - expected.quotes:
        yield f"quotations that stand in none of their papers: {len(loose)}"
    if facts.oversaid:
        yield "claims to be more than checked for its quotations"


def expected_ai(site: Site) -> Mapping[str, AiExpected]:
    """Say for every page that shows papers what it may show of a model's text."""
    found: dict[str, AiExpected] = {}
    for lang in site.langs:
        for day in site.days:
            whole: tuple[Entry | EventEntry, ...] = (*day.papers, *day.events, *day.notices, *day.news)
            found[urls.file(urls.day(lang, day.day))] = _expected(site, lang, whole, day)
        for view in site.topics:
            for number in range(view.full_pages + 1):
                found[urls.file(urls.topic(lang, view.topic.id, number))] = _expected(site, lang, view.page(number))
        if newest := site.newest:
            most = site.config.show.home
            first: tuple[Entry | EventEntry, ...] = (*newest.papers[:most], *newest.events[:most])
            found[urls.file(urls.home(lang))] = _expected(site, lang, first, newest)
        found |= {each.file: _gathered(site, lang, each) for each in shown(site, lang)}
    return found


def _gathered(site: Site, lang: str, page: Shown) -> AiExpected:
    """Gather from a page of many days, where a briefing's id holds its day."""
    about = (page.page_of,) if page.page_of else ()
    cards = _expected(site, lang, (*page.cards, *about))
    written = {f"briefing-{one.day.isoformat()}-{one.slug}" for one in page.briefings if one.by == "model"}
    quotes = {quote for one in page.briefings for quote in _quotes(site, one)}
    return AiExpected(written=cards.written | written, quotes=cards.quotes | quotes)


def _expected(site: Site, lang: str, cards: Sequence[Entry | EventEntry], day: Day | None = None) -> AiExpected:
    """Gather from the cards that a page shows, and from the briefings of the day that it is about."""
    written, quotes = set(), set()
    for one in cards:
        entry, anchor = (one.entry, one.anchor) if isinstance(one, EventEntry) else (one, one.slug)
        gist = entry.gist(lang)
        if gist and gist.by == "model":
            written.add(anchor)
            quotes |= _standing(site, entry.paper, gist.span)
    for briefing in day.briefings.get(lang, ()) if day else ():
        if briefing.by == "model":
            written.add(f"briefing-{briefing.slug}")
        quotes |= _quotes(site, briefing)
    return AiExpected(written=frozenset(written), quotes=frozenset(quotes))


def _quotes(site: Site, briefing: Briefing) -> set[str]:
    return {q for c in briefing.citations for q in _standing(site, site.papers[c.paper_id], c.span)}


def _standing(site: Site, paper: Paper, span: str) -> set[str]:
    known = site.versions.get(paper.id) or (paper,)
    return {_shown(span)} if stands(span, texts(known)) else set()


def _shown(text: str) -> str:
    """Give what a page says where it sets a text: formulas are MathML there, which has no dollars."""
    if not tex.has_tex(text):
        return " ".join(text.split())
    return _text(etree.fromstring(f"<body>{tex.html(text)}</body>", etree.HTMLParser()))


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _owner(element: etree._Element) -> str:
    """Give the id of the nearest element around that is a briefing, a card, or the page's one article."""
    around = element.iterancestors("li", "details", "article")
    return next((one.get("id", "") for one in around if one.get("id")), "")
