"""Hold a page's text of a model against the archive: labelled where it stands, and quoting what is there.

page ──► what carries the label, what is quoted, what the page claims of itself
                │                   │                  │
archive ──► who wrote what      passages that hold   no word that means more than was done
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from radar.models import Briefing, Paper
from radar.publish.evidence import stands, texts
from radar.publish.formulas import tex
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.view import Entry, Site

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


class Quotable:
    """Know what may be shown and quoted of a day's papers, and of those that its briefings cite."""

    def __init__(self, site: Site, papers: Iterable[Paper]) -> None:
        """Take the day's own papers, which need not be looked up."""
        self._site = site
        self._own = {paper.id: paper for paper in papers}

    def card(self, entry: Entry, anchor: str, lang: str) -> AiExpected:
        """Say what a card that shows a gist may show of a model's text; `anchor` is the card's id."""
        gist = entry.gist(lang)
        if gist is None or gist.by != "model":
            return AiExpected()
        return AiExpected(written=frozenset((anchor,)), quotes=frozenset(self._standing(entry.paper, gist.span)))

    def briefing(self, briefing: Briefing, anchor: str) -> AiExpected:
        """Say the same of a briefing; `anchor` is its id on the page."""
        cited = ((self._paper(one.paper_id), one.span) for one in briefing.citations)
        quotes = {quote for paper, span in cited if paper for quote in self._standing(paper, span)}
        written = (anchor,) if briefing.by == "model" else ()
        return AiExpected(written=frozenset(written), quotes=frozenset(quotes))

    def _paper(self, paper_id: str) -> Paper | None:
        return self._own.get(paper_id) or self._site.papers.get(paper_id)

    def _standing(self, paper: Paper, span: str) -> set[str]:
        known = self._site.versions.get(paper.id) or (paper,)
        return {shown(span)} if stands(span, texts(known)) else set()


def together(parts: Iterable[AiExpected]) -> AiExpected:
    """Say what a page may show that shows several things."""
    found = list(parts)
    return AiExpected(
        written=frozenset().union(*(one.written for one in found)),
        quotes=frozenset().union(*(one.quotes for one in found)),
    )


def shown(text: str) -> str:
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
