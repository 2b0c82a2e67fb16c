"""Ask arXiv's OAI-PMH for the papers of missed days: each stands on the day of its datestamp.

Protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html; arXiv's sets and
its `arXiv` format: https://info.arxiv.org/help/oa/index.html. A record's datestamp is
the day of the latest news about a paper, so a first version (one without `updated`)
stands on its day even where moderation held it back. A paper that has had a later
version since is given back only as its id: the API knows its first version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from lxml import etree

from radar.collect import arxiv_listing
from radar.collect.answers import NotModified
from radar.collect.http import Door
from radar.collect.pacing import ARXIV_GATE
from radar.config_sources import ArxivSource
from radar.models import Listing
from radar.outcomes import Failed, SourceState
from radar.sift.identity import arxiv_id
from radar.sift.text import clean

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
_TRIES: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Harvested:
    """Hold what OAI-PMH told of missed days."""

    listings: tuple[Listing, ...] = ()
    revised: tuple[str, ...] = ()
    """Ids of papers that came lately and have had a later version since."""
    failed: Failed | None = None


@dataclass(kw_only=True, slots=True)
class _Gathered:
    listings: dict[str, Listing] = field(default_factory=dict)
    revised: set[str] = field(default_factory=set)


def missed(source: ArxivSource, door: Door, days: Sequence[date], *, today: date) -> Harvested:
    """Find the first versions announced on missed days, and what was revised since the first of them."""
    gathered = _Gathered()
    for name in sets(source.categories):
        failed = _read_set(source, door, name, days, today=today, into=gathered)
        if failed:
            return Harvested(
                listings=tuple(gathered.listings.values()), revised=tuple(sorted(gathered.revised)), failed=failed
            )
    return Harvested(listings=tuple(gathered.listings.values()), revised=tuple(sorted(gathered.revised)))


def sets(categories: Sequence[str]) -> tuple[str, ...]:
    """Name the OAI sets, one an archive, that hold these categories."""
    archives = dict.fromkeys(category.partition(".")[0] for category in categories)
    return tuple(dict.fromkeys("physics" if archive in _PHYSICS else archive for archive in archives))


def _read_set(
    source: ArxivSource, door: Door, name: str, days: Sequence[date], *, today: date, into: _Gathered
) -> Failed | None:
    """Read one set to its end, page by page; what came before a failure stays."""
    first = {"metadataPrefix": "arXiv", "from": min(days).isoformat(), "until": today.isoformat(), "set": name}
    query = {"verb": "ListRecords", **first}
    for _ in range(MOST_PAGES):
        root = _page(source, door, query)
        if isinstance(root, Failed):
            return root
        for record in root.iter(f"{_OAI}record"):
            _take(record, source, frozenset(days), into)
        token = (root.findtext(f".//{_OAI}resumptionToken") or "").strip()
        if not token:
            return None
        query = {"verb": "ListRecords", "resumptionToken": token}
    return Failed(state=SourceState.DEGRADED, reason=f"arXiv's OAI: more than {MOST_PAGES} pages")


def _page(source: ArxivSource, door: Door, query: dict[str, str]) -> etree._Element | Failed:
    """Fetch one page, again where it was cut off."""
    failed = Failed(state=SourceState.ERROR, reason="arXiv's OAI: no answer")
    for _ in range(_TRIES):
        answer = door.get(f"{source.oai_url}?{urlencode(query)}", accept="text/xml", gate=ARXIV_GATE)
        if isinstance(answer, Failed):
            return Failed(state=answer.state, reason=f"arXiv's OAI: {answer.reason}", retry_at=answer.retry_at)
        if isinstance(answer, NotModified):
            return failed
        try:
            root = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            failed = Failed(state=SourceState.DEGRADED, reason="arXiv's OAI: an answer that was cut off")
            continue
        if root.tag != f"{_OAI}OAI-PMH":
            return Failed(state=SourceState.BLOCKED, reason="arXiv's OAI: a web page in place of records")
        error = root.find(f"{_OAI}error")
        if error is None or error.get("code") == "noRecordsMatch":
            return root
        words = clean(error.text or error.get("code") or "", 160)
        return Failed(state=SourceState.ERROR, reason=f"arXiv's OAI: refused: {words}")
    return failed


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
    if _text(paper, "updated"):
        if created >= min(days) - _LONGEST_HOLD:
            into.revised.add(ident)
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
