"""Write the citations of what is recent as files beside its page.

    2026/06/19/cite.bib  .ris  .csl.json     a day      (`cite_sets`)
    topics/<id>/cite.…                       a topic's newest papers
    briefings/<name>/cite.…                  what a briefing cites, by language
    p/<slug>/cite.…                          one paper

One file serves every language, since nothing in it was written by a model; a briefing's
are by language, since its versions may cite differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from radar.models import Paper
from radar.publish import inputs, urls
from radar.publish.incremental import Unit
from radar.publish.references import cite_sets
from radar.publish.references.bibtex import bibtex
from radar.publish.references.citations import Reference, reference
from radar.publish.references.csl import csl_json
from radar.publish.references.ris import ris
from radar.publish.register import Telling
from radar.publish.view import Site, TopicView
from radar.sift import identity

_Set = tuple[str, tuple[Paper, ...]]
"""The address of a page, and the papers that it cites."""


def cite_units(site: Site) -> Iterator[Unit]:
    """List a unit for each day, what its briefings cite among it, and one for each topic."""
    alone = cite_sets.alone(site)
    tellings: dict[date, list[Telling]] = {}
    for lang in site.langs:
        for one in cite_sets.recent_tellings(site, lang):
            tellings.setdefault(one.day, []).append(one)
    for day in dict.fromkeys((*cite_sets.recent_days(site), *alone)):
        ids, told = alone.get(day, ()), tuple(tellings.get(day, ()))
        cited = sorted({on for one in told for _, on in one.cites} | {day})
        yield Unit(
            name=f"cite/{day.isoformat()}",
            inputs={
                **inputs.settings(site),
                **inputs.contents(site, cited),
                **inputs.ages(site, [day]),
                "alone": " ".join(ids),
            },
            make=partial(_files, partial(_of_day, site, day, ids, told)),
            near=f"month {day:%Y-%m}",
        )
    for view in site.topics:
        yield Unit(
            name=f"cite/topic/{view.topic.id}",
            inputs={
                **inputs.settings(site),
                **inputs.contents(site, view.days_of(0)),
                "count": str(len(view.entries)),
            },
            make=partial(_files, partial(_of_topic, site, view)),
        )


def cite_paths(site: Site) -> frozenset[str]:
    """Name every file."""
    return frozenset(urls.cite(path, fmt) for path in cite_sets.paths(site) for fmt in urls.CITE_FORMATS)


def _of_day(site: Site, when: date, ids: Iterable[str], tellings: Iterable[Telling]) -> Iterator[_Set]:
    lang, day = cite_sets.home_of(site), site.day(when)
    if day and site.is_recent(when) and (papers := cite_sets.of_day(day)):
        yield urls.day(lang, when), papers
    for one in tellings:
        yield urls.briefing(one.lang, one.name), tuple(site.papers[i] for i, _ in one.cites)
    for paper_id in ids:
        yield urls.paper_page(lang, identity.slug(paper_id)), (site.papers[paper_id],)


def _of_topic(site: Site, view: TopicView) -> Iterator[_Set]:
    if papers := cite_sets.of_topic(view):
        yield urls.topic(cite_sets.home_of(site), view.topic.id), papers


def _files(sets: Callable[[], Iterable[_Set]]) -> Iterator[tuple[str, bytes]]:
    known: dict[str, Reference] = {}
    for path, papers in sets():
        known |= {paper.id: reference(paper) for paper in papers if paper.id not in known}
        for fmt in urls.CITE_FORMATS:
            yield urls.cite(path, fmt), _file(fmt, [known[paper.id] for paper in papers]).encode()


def _file(fmt: str, references: Iterable[Reference]) -> str:
    """Write a whole file in one of `urls.CITE_FORMATS`."""
    return {"bib": bibtex, "ris": ris, "csl": csl_json}[fmt](references)
