"""Write the citations of what is recent as files beside its page, and of every day as rows for the browser.

    2026/06/19/cite.bib  .ris  .csl.json     a day      (`cite_sets`)
    topics/<id>/cite.…                       a topic's newest papers
    briefings/<name>/cite.…                  what a briefing cites, by language
    p/<slug>/cite.…                          one paper
    data/cite/<day>.json                     by slug: the rows of `cite_rows`; of them the day's file holds
                                             the `leading` ones

One file serves every language, since nothing in it was written by a model; a briefing's
are by language, since its versions may cite differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import orjson

from radar.models import Paper
from radar.publish import urls
from radar.publish.references import cite_sets
from radar.publish.references.bibtex import bibtex
from radar.publish.references.citations import Reference, reference
from radar.publish.references.cite_rows import row
from radar.publish.references.csl import csl_json
from radar.publish.references.ris import ris
from radar.publish.view import Day, Site
from radar.sift import identity

_VERSION: Final = 1


class _References:
    """Make each paper's reference and its entries once, for all the sets that hold it."""

    def __init__(self) -> None:
        self._made: dict[str, Reference] = {}
        self._entries: dict[tuple[str, str], str] = {}

    def of(self, paper: Paper) -> Reference:
        """Give a paper's reference."""
        if paper.id not in self._made:
            self._made[paper.id] = reference(paper)
        return self._made[paper.id]

    def file(self, fmt: str, papers: tuple[Paper, ...]) -> str:
        """Write a whole file in one of `urls.CITE_FORMATS`."""
        if fmt == "csl":
            return csl_json(map(self.of, papers))
        return "\n".join(self._entry(fmt, paper) for paper in papers)

    def _entry(self, fmt: str, paper: Paper) -> str:
        key = fmt, paper.id
        if key not in self._entries:
            self._entries[key] = (bibtex if fmt == "bib" else ris)([self.of(paper)])
        return self._entries[key]


def cite_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every file with its bytes."""
    made, sets = _References(), dict(cite_sets.sets(site))
    for day in site.days:
        path = urls.day(cite_sets.home_of(site), day.day)
        yield from _files(path, sets.pop(path, ()), made)
        yield urls.cite_data(day.day), _rows(day, made)
    for path, papers in sets.items():
        yield from _files(path, papers, made)


def _files(path: str, papers: tuple[Paper, ...], made: _References) -> Iterator[tuple[str, bytes]]:
    for fmt in urls.CITE_FORMATS if papers else ():
        yield urls.cite(path, fmt), made.file(fmt, papers).encode()


def _rows(day: Day, made: _References) -> bytes:
    papers: dict[str, Any] = {
        identity.slug(entry.paper.id): row(made.of(entry.paper)) for entry in cite_sets.citable(day)
    }
    leading = len(cite_sets.of_day(day))
    return orjson.dumps({"version": _VERSION, "leading": leading, "papers": papers})
