"""Ask arXiv's OAI-PMH for the papers of missed days: each stands on the day of its datestamp.

Protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html; arXiv's sets and
its `arXiv` format: https://info.arxiv.org/help/oa/index.html. A record's datestamp is
the day of the latest news about a paper, so a first version (one without `updated`)
stands on its day even where moderation held it back. Of a paper that has had a later
version since, the record tells only when: `arxiv_revised` asks for its texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from lxml import etree

from radar.collect import arxiv_listing
from radar.collect.answers import NotModified
from radar.collect.apart import IN_PROCESS, Parser
from radar.collect.http import Door
from radar.collect.pacing import ARXIV_GATE
from radar.config_sources import ArxivSource
from radar.models import Listing
from radar.outcomes import Failed, SourceState
from radar.sift.identity import arxiv_id
from radar.sift.text import clean
from radar.sift.titles import is_withdrawn

_OAI: Final = "{http://www.openarchives.org/OAI/2.0/}"
_ARXIV: Final = "{http://arxiv.org/OAI/arXiv/}"
_PHYSICS: Final = frozenset(
    (
        *("astro-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nlin"),
        *("nucl-ex", "nucl-th", "physics", "quant-ph"),
    )
)
MOST_PAGES: Final = 60
_LONGEST_HOLD: Final = timedelta(days=21)
"""How long before its announcement a paper may have come in; what is older only changed its record."""
_LONGEST_WAIT: Final = timedelta(days=7)
"""How long a version may wait for its announcement, a long weekend included."""
_TRIES: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised:
    """Hold what a record tells of a paper that has had a later version."""

    ident: str
    stamp: date
    """The day of the latest news about it."""
    is_recent: bool
    """It came in so lately that a missed day may have announced its first version."""
    has_version: bool
    """The latest news is a version, announced on a missed day."""
    authors: tuple[str, ...]
    licence: str
    is_withdrawn: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Harvested:
    """Hold what OAI-PMH told of missed days."""

    listings: tuple[Listing, ...] = ()
    revised: tuple[Revised, ...] = ()
    """By id: papers that have had a later version since, which the API must tell about."""
    failed: Failed | None = None


@dataclass(kw_only=True, slots=True)
class _Gathered:
    listings: dict[str, Listing] = field(default_factory=dict)
    revised: dict[str, Revised] = field(default_factory=dict)

    def harvested(self, failed: Failed | None = None) -> Harvested:
        """Freeze it."""
        revised = tuple(self.revised[ident] for ident in sorted(self.revised))
        return Harvested(listings=tuple(self.listings.values()), revised=revised, failed=failed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Hold what one page of records told."""

    listings: Mapping[str, Listing] = field(default_factory=dict)
    """By id, as are all papers here."""
    revised: Mapping[str, Revised] = field(default_factory=dict)
    token: str = ""
    """What asks for the next page; empty on the last."""


def missed(
    source: ArxivSource, door: Door, days: Sequence[date], *, today: date, parser: Parser = IN_PROCESS
) -> Harvested:
    """Find the first versions announced on missed days, and what was revised since the first of them."""
    gathered = _Gathered()
    way = _Way(door=door, parser=parser)
    for name in sets(source.categories):
        failed = _read_set(source, way, name, days, today=today, into=gathered)
        if failed:
            return gathered.harvested(failed)
    return gathered.harvested()


def sets(categories: Sequence[str]) -> tuple[str, ...]:
    """Name the OAI sets, one an archive, that hold these categories."""
    archives = dict.fromkeys(category.partition(".")[0] for category in categories)
    return tuple(dict.fromkeys("physics" if archive in _PHYSICS else archive for archive in archives))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """Hold what every request goes through."""

    door: Door
    parser: Parser


def _read_set(
    source: ArxivSource, way: _Way, name: str, days: Sequence[date], *, today: date, into: _Gathered
) -> Failed | None:
    """Read one set to its end, page by page; what came before a failure stays."""
    first = {"metadataPrefix": "arXiv", "from": min(days).isoformat(), "until": today.isoformat(), "set": name}
    query = {"verb": "ListRecords", **first}
    for _ in range(MOST_PAGES):
        page = _page(source, way, query, days)
        if isinstance(page, Failed):
            return page
        into.listings.update(page.listings)
        into.revised.update(page.revised)
        if not page.token:
            return None
        query = {"verb": "ListRecords", "resumptionToken": page.token}
    return Failed(state=SourceState.DEGRADED, reason=f"arXiv's OAI: more than {MOST_PAGES} pages")


def _page(source: ArxivSource, way: _Way, query: dict[str, str], days: Sequence[date]) -> Page | Failed:
    """Fetch one page, again where it was cut off."""
    failed = Failed(state=SourceState.ERROR, reason="arXiv's OAI: no answer")
    for _ in range(_TRIES):
        answer = way.door.get(f"{source.oai_url}?{urlencode(query)}", accept="text/xml", gate=ARXIV_GATE)
        if isinstance(answer, Failed):
            return _named(answer)
        if isinstance(answer, NotModified):
            break
        page = way.parser.run(parse, answer.content, source, tuple(days))
        if isinstance(page, Page):
            return page
        failed = _named(page)
        if page.state is not SourceState.DEGRADED:
            break
    return failed


def parse(content: bytes, source: ArxivSource, days: tuple[date, ...]) -> Page | Failed:
    """Read one page of records; `degraded` is one that was cut off, and may come whole when asked again."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return Failed(state=SourceState.DEGRADED, reason="an answer that was cut off")
    if root.tag != f"{_OAI}OAI-PMH":
        return Failed(state=SourceState.BLOCKED, reason="a web page in place of records")
    error = root.find(f"{_OAI}error")
    if error is not None and error.get("code") != "noRecordsMatch":
        words = clean(error.text or error.get("code") or "", 160)
        return Failed(state=SourceState.ERROR, reason=f"refused: {words or 'it does not say why'}")
    gathered = _Gathered()
    for record in root.iter(f"{_OAI}record"):
        _take(record, source, frozenset(days), gathered)
    token = (root.findtext(f".//{_OAI}resumptionToken") or "").strip()
    return Page(listings=gathered.listings, revised=gathered.revised, token=token)


def _take(record: etree._Element, source: ArxivSource, days: frozenset[date], into: _Gathered) -> None:
    """Sort one record: a first version of a missed day, a paper revised since, or neither."""
    stamp = _day(record.findtext(f"{_OAI}header/{_OAI}datestamp"))
    paper = record.find(f"{_OAI}metadata/{_ARXIV}arXiv")
    if stamp is None or paper is None:
        return
    ident = arxiv_id(_text(paper, "id"))
    categories = _text(paper, "categories").split()
    created = _day(_text(paper, "created"))
    if not ident or created is None or not any(arxiv_listing.follows(source, c) for c in categories):
        return
    if updated := _day(_text(paper, "updated")):
        revised = _revised(ident, paper, stamp=stamp, created=created, updated=updated, days=days)
        if revised.is_recent or revised.has_version:
            into.revised[ident] = revised
    elif stamp in days and created >= stamp - _LONGEST_HOLD:
        listing = arxiv_listing.make(
            ident,
            source,
            title=_text(paper, "title"),
            authors=list(_authors(paper)),
            abstract=_text(paper, "abstract"),
            categories=categories,
            announced=stamp,
            rights=_text(paper, "license"),
            doi=_text(paper, "doi"),
            journal_ref=_text(paper, "journal-ref"),
        )
        if listing:
            into.listings[ident] = listing


def _revised(
    ident: str, paper: etree._Element, *, stamp: date, created: date, updated: date, days: frozenset[date]
) -> Revised:
    return Revised(
        ident=ident,
        stamp=stamp,
        is_recent=created >= min(days) - _LONGEST_HOLD,
        has_version=stamp in days and updated >= stamp - _LONGEST_WAIT,
        authors=tuple(_authors(paper)),
        licence=_text(paper, "license"),
        is_withdrawn=is_withdrawn(abstract=_text(paper, "abstract"), comment=_text(paper, "comments")),
    )


def _authors(paper: etree._Element) -> Iterator[str]:
    for author in paper.iter(f"{_ARXIV}author"):
        parts = (author.findtext(f"{_ARXIV}{name}") or "" for name in ("forenames", "keyname", "suffix"))
        yield " ".join(part.strip() for part in parts if part.strip())


def _text(paper: etree._Element, name: str) -> str:
    return (paper.findtext(f"{_ARXIV}{name}") or "").strip()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def _named(failed: Failed) -> Failed:
    return Failed(state=failed.state, reason=f"arXiv's OAI: {failed.reason}", retry_at=failed.retry_at)
