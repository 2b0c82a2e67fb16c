"""Say what must hold of the papers that a damaged answer brought, from the harvest to the ledger read back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fuzz_case import broken, text_fault

from radar.archive import ledger, lines
from radar.archive.index import Index
from radar.collect.apart import MOST_LISTINGS
from radar.models import Listing, Paper, Place, Update
from radar.outcomes import Harvest
from radar.sift import health
from radar.sift.merge import Merged, MergeRules, merge
from radar.sift.now import Now
from radar.sift.staleness import set_aside
from radar.sift.text import ABSTRACT_LIMIT, AUTHOR_LIMIT, TITLE_LIMIT

TODAY: Final = date(2026, 3, 6)
MISSED: Final = (date(2026, 3, 4), date(2026, 3, 5))
WINDOW: Final = 7
LONGEST_REASON: Final = 1_200
_RULES: Final = MergeRules(today=TODAY, events=frozenset({"published", "retracted", "corrected", "version"}))
_LIMITS: Final = {
    "title": TITLE_LIMIT,
    "abstract": ABSTRACT_LIMIT,
    **dict.fromkeys(("comment", "journal_ref", "license"), 1_000),
}
_LONGEST_ID: Final = 1_100
_LONGEST_URL: Final = 4_000
_LONGEST_LINE: Final = 1 << 22
_MOST_VERSIONS: Final = 1 << 31


class _Nothing:
    """Be an archive that holds nothing."""

    def find(self, _: tuple[str, ...]) -> Paper | None:
        return None

    def by_title(self, _: str, __: str | None) -> tuple[Paper, ...]:
        return ()


def judged(harvest: Harvest, *, stored: bool) -> str:
    """Take a harvest through the rest of a run, and say how it ended."""
    _check_harvest(harvest)
    known = Now(_Nothing())
    for paper in _before():
        known.add(paper)
    (seen,) = health.judge([set_aside(harvest, lambda _: None)], (), today=TODAY)
    merged = merge(seen.listings, known, _RULES)
    counted = sum(sum(one.values()) for one in (merged.new, merged.updated, merged.duplicates, merged.skipped))
    if counted != len(seen.listings):
        raise broken(f"{len(seen.listings)} listings, {counted} counted")
    _check_lines(merged)
    again = merge(seen.listings, _with(known, merged), _RULES)
    if again.papers:
        raise broken(f"merged again, {len(again.papers)} papers are new: {again.papers[0].id}")
    if stored:
        _check_stored(merged)
    return f"{harvest.state}, {'papers' if merged.papers else 'updates' if merged.updates else 'nothing'}"


def _with(known: Now, merged: Merged) -> Now:
    further = Now(known)
    for paper in merged.papers:
        further.add(paper)
    return further


@cache
def _before() -> tuple[Paper, ...]:
    """Give a few papers that the archive held before."""
    titles = ("An invented result 1 on tides & CO₂", "Invented Agents 2", "An invented finding 9 about routers")
    ids = ("doi:10.5555/sample.9", "arxiv:2603.00002", "url:0123456789abcdef")
    return tuple(
        Paper(id=name, day=MISSED[0], title=title, authors=("Sample Author 1",), abstract="", url="", places=())
        for name, title in zip(ids, titles, strict=True)
    )


def _check_harvest(harvest: Harvest) -> None:
    if len(harvest.listings) > 2 * MOST_LISTINGS:
        raise broken(f"{len(harvest.listings)} listings")
    told = (harvest.reason, *(text for one in harvest.quarantined for text in (one.item, one.reason)))
    for text in told:
        if fault := text_fault(text, LONGEST_REASON):
            raise broken(f"a reason {fault}: {text[:80]!r}")
    if "parsing " in harvest.reason:  # what the child that parses says of an exception, a limit, a crash
        raise broken(harvest.reason)
    if harvest.state.is_failure and not harvest.reason:
        raise broken(f"{harvest.state} without a reason")
    for listing in harvest.listings:
        for fault in _faults(listing):
            raise broken(fault)


def _faults(one: Listing | Paper) -> Iterator[str]:
    """Say what is wrong with a listing or paper."""
    places = (one.place,) if isinstance(one, Listing) else one.places
    yield from _text_faults(one, places)
    if not one.title:
        yield "no title"
    ids = one.ids if isinstance(one, Listing) else (one.id, *one.aliases)
    for name in (*ids, one.doi):
        if text_fault(name, _LONGEST_ID) or " " in name or not name.isascii():
            yield f"an id like {name[:80]!r}"
    if not all(name.startswith(("arxiv:", "doi:", "url:")) for name in ids) or not ids:
        yield f"ids {ids!r}"
    for url in (one.url, one.pdf, *one.links.values()):
        if url and not _is_address(url):
            yield f"an address like {url[:120]!r}"
    if any(not 0 <= place.version < _MOST_VERSIONS for place in places):
        yield f"version {[place.version for place in places]}"


def _text_faults(one: Listing | Paper, places: Sequence[Place]) -> Iterator[str]:
    for name, most in _LIMITS.items():
        if fault := text_fault(getattr(one, name), most):
            yield f"{name} {fault}: {getattr(one, name)[:80]!r}"
    words = (*one.authors, *one.categories, one.published, one.updated, one.abstract_from, one.day_from)
    of_places = (text for place in places for text in (place.name, place.kind, place.category, place.announce))
    for text in (*words, *of_places):
        if fault := text_fault(text, AUTHOR_LIMIT):
            yield f"a word {fault}: {text[:80]!r}"


def _is_address(url: str) -> bool:
    """Tell an address that may stand in a page: http(s), a plain host, no sign that could end it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not any(c in url for c in " \"'<>\\^`{|}")
    host = parts.hostname or ""
    return plain and parts.scheme in ("http", "https") and "." in host and port is None and len(url) <= _LONGEST_URL


def _check_lines(merged: Merged) -> None:
    """Write what is new as ledger lines, and read it back."""
    records: tuple[Paper | Update, ...] = (*merged.papers, *merged.updates)
    for record in records:
        raw = lines.dump(record)
        if b"\n" in raw or len(raw) > _LONGEST_LINE:
            raise broken(f"a line of {len(raw)} bytes")
        read = lines.load(raw)
        if lines.dump(read) != raw or (isinstance(record, Paper) and read != record):
            raise broken(f"{record.id} reads back as another")
        if isinstance(record, Paper):
            for fault in _faults(record):
                raise broken(f"of the paper: {fault}")
        if not TODAY - timedelta(days=WINDOW) <= record.day <= TODAY:
            raise broken(f"{record.id} stands on {record.day}")


def _check_stored(merged: Merged) -> None:
    """Write what is new to a ledger on disk, read it, and find it by an index."""
    with tempfile.TemporaryDirectory() as folder:
        held = ledger.Ledger(Path(folder) / "daily")
        held.add((*_before(), *merged.papers), merged.updates)
        found = {paper.id: paper for day in held.days() for paper in held.read(day).papers}
        if any(found.get(paper.id) != paper for paper in merged.papers):
            raise broken("a paper is not in the ledger as it was added")
        with Index(Path(folder) / "index.sqlite") as index:
            index.catch_up(held)
            lost = [paper.id for paper in merged.papers if (index.find((paper.id,)) or paper).id != paper.id]
            lost += [paper.id for paper in merged.papers if not index.find((paper.id,))]
            if lost:
                raise broken(f"the index does not find {lost[0]}")
