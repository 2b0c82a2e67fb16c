"""List the pages of briefings: the list of them all with its matrix of fields, and one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import combinations, groupby
from typing import Final

from radar.models import Briefing, Citation, Paper
from radar.publish import inputs, paging, pictures, urls
from radar.publish.incremental import fingerprint
from radar.publish.og_images import briefing_scene
from radar.publish.page import Page, Sheet, briefings_of, loaded, near
from radar.publish.register import Telling
from radar.publish.told import PER_PAGE, Told
from radar.publish.view import Entry, Site
from radar.sift.fields import fields_of

WINDOW: Final = timedelta(days=30)
"""How far back the matrix of fields looks from the newest day (the window of bridges)."""


def briefing_sheets(site: Site) -> Iterator[Sheet]:
    """Name them: what is newest, full pages of older ones, then each day's briefings."""
    tellings = {lang: tuple(site.register.tellings(lang)) for lang in site.langs}
    for lang in site.langs:
        for number in range(paging.full_pages(len(tellings[lang]), PER_PAGE) + 1):
            yield _listed(site, lang, number, tellings)
    yield from _days(site, tellings)


def crossings(site: Site, lang: str) -> Mapping[tuple[str, str], int]:
    """Count the recent briefings that join two fields, by both fields in alphabetical order."""
    dates = site.register.dates
    recent = (one for one in site.register.tellings(lang) if one.day > dates[0] - WINDOW)
    return dict(Counter(pair for one in recent for pair in combinations(sorted(set(one.fields)), 2)))


def _listed(site: Site, lang: str, number: int, tellings: Mapping[str, Sequence[Telling]]) -> Sheet:
    """Name a page of the list; a numbered one has twins only where the other language has as many."""
    found = tellings[lang]
    shown = paging.page_of(found, number, PER_PAGE)
    full = {twin: paging.full_pages(len(each), PER_PAGE) for twin, each in tellings.items()}
    values = {
        "number": number,
        "newer": paging.newer(number, len(found), PER_PAGE),
        "older": paging.older(number, len(found), PER_PAGE),
        "matrix": None if number else pictures.matrix(crossings(site, lang)),
    }
    twins = {twin: urls.briefings(twin, number) for twin in site.langs if number <= full[twin]}
    dates = tuple(dict.fromkeys(one.day for one in shown))

    def pages() -> Iterator[Page]:
        told = [told_of(site, one) for one in shown]
        path, more = urls.briefings(lang, number), {**values, "tellings": told}
        yield Page(template="briefings.html", lang=lang, path=path, twins=twins, nav="briefings", values=more)

    made_from = {**inputs.contents(site, dates), "around": fingerprint(values, twins, [one.name for one in shown])}
    name = f"briefings/{lang}/{number}"
    return Sheet(name=name, inputs=made_from, pages=pages, near=near(dates[0]) if dates else "")


def told_of(site: Site, one: Telling) -> Told:
    """Load the briefing that a telling names."""
    day = loaded(site, one.day)
    return Told(day=day, briefing=next(each for each in briefings_of(day, one.lang) if each.slug == one.slug))


Neighbours = Mapping[str, tuple[Telling | None, Telling | None]]
"""The newer and the older briefing beside each, by name."""


def _days(site: Site, tellings: Mapping[str, Sequence[Telling]]) -> Iterator[Sheet]:
    """Name the pages of each day's briefings: what they cite, and which stand before and after them."""
    beside = {lang: _neighbours(found) for lang, found in tellings.items()}
    by_day: dict[date, dict[str, tuple[Telling, ...]]] = {}
    for lang, found in tellings.items():
        for day, listed in groupby(found, key=lambda one: one.day):
            by_day.setdefault(day, {})[lang] = tuple(listed)
    for day, told in by_day.items():
        cited = sorted({there for found in told.values() for one in found for _, there in one.cites} | {day})
        names = [_names(beside[lang][one.name]) for lang, found in told.items() for one in found]
        made_from = {**inputs.contents(site, cited), **inputs.ages(site, [day]), "around": fingerprint(names)}
        pages = partial(_each, site, told, beside)
        yield Sheet(name=f"briefings/{day.isoformat()}", inputs=made_from, pages=pages, near=near(day))


def _neighbours(found: Sequence[Telling]) -> dict[str, tuple[Telling | None, Telling | None]]:
    around = [None, *found, None]
    return {one.name: (around[n], around[n + 2]) for n, one in enumerate(found)}


def _names(beside: tuple[Telling | None, Telling | None]) -> list[str]:
    return [one.name if one else "" for one in beside]


def _each(site: Site, told: Mapping[str, Sequence[Telling]], beside: Mapping[str, Neighbours]) -> Iterator[Page]:
    names = {lang: frozenset(one.name for one in found) for lang, found in told.items()}
    for lang, found in told.items():
        for one in found:
            full = told_of(site, one)
            newer, older = beside[lang][one.name]
            is_recent = site.is_recent(one.day)
            is_pictured = bool(site.url) and is_recent
            yield Page(
                template="briefing.html",
                lang=lang,
                path=urls.briefing(lang, one.name),
                twins={twin: urls.briefing(twin, one.name) for twin in site.langs if one.name in names.get(twin, ())},
                nav="briefings",
                values={
                    "telling": full,
                    "cluster": cluster(site, full.briefing),
                    "newer": newer,
                    "older": older,
                    "is_old": not is_recent,
                },
                picture=urls.picture(lang, one.name) if is_pictured else "",
                picture_words=briefing_scene(site, full.briefing, lang).words if is_pictured else "",
            )


def cluster(site: Site, briefing: Briefing) -> tuple[tuple[Citation, Paper, tuple[str, ...]], ...]:
    """Give the papers that a briefing cites, in its order, each once, with the fields it belongs to.

    Of a briefing across fields only the fields that it joins are named, where the paper
    has any of them.
    """
    sources = {source.label: source.fields for source in site.config.sources if source.fields}
    topics = {view.topic.id: view.topic.fields for view in site.topics}
    first = {citation.paper_id: citation for citation in reversed(briefing.citations)}
    found = []
    for paper_id in dict.fromkeys(citation.paper_id for citation in briefing.citations):
        if paper := site.papers.get(paper_id):
            entry = entry_of(site, paper)
            of_topics = [topics.get(match.topic_id, ()) for match in (entry.matches if entry else ())]
            fields = fields_of(paper, source_fields=sources, topic_fields=of_topics)
            joined = tuple(field for field in fields if field in briefing.fields)
            found.append((first[paper_id], paper, joined or fields[:2]))
    return tuple(found)


def entry_of(site: Site, paper: Paper) -> Entry | None:
    """Find what a paper's own day shows of it; None where that day is not shown."""
    day = site.day(paper.day)
    if day is None:
        return None
    entries = (*day.papers, *(event.entry for event in day.events), *day.notices, *day.news)
    return next((entry for entry in entries if entry.paper.id == paper.id), None)
