"""List the pages of briefings: the list of them all with its matrix of fields, and one for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from radar.models import Briefing, Citation, Paper
from radar.publish import paging, pictures, urls
from radar.publish.og_images import briefing_scene
from radar.publish.page import Page, in_every_language
from radar.publish.told import PER_PAGE, Told, crossings, entries, pictured_briefings, told
from radar.publish.view import Entry, Site
from radar.sift.fields import fields_of


def briefing_pages(site: Site, lang: str) -> Iterator[Page]:
    """List them: what is newest, full pages of older ones, then each briefing."""
    found = told(site, lang)
    joined = pictures.matrix(crossings(site, lang))
    for number in range(paging.full_pages(len(found), PER_PAGE) + 1):
        values = {
            "tellings": paging.page_of(found, number, PER_PAGE),
            "count": len(found),
            "number": number,
            "newer": paging.newer(number, len(found), PER_PAGE),
            "older": paging.older(number, len(found), PER_PAGE),
            "matrix": None if number else joined,
        }
        yield _listed(site, lang, number, values)
    yield from _each(site, lang, found)


def _listed(site: Site, lang: str, number: int, values: Mapping[str, object]) -> Page:
    """Make a page of the list; a numbered one has twins only where the other language has as many."""
    path = partial(_list_path, number)
    page = in_every_language(site, lang, "briefings.html", path, nav="briefings", values=values)
    counts = {twin: paging.full_pages(len(told(site, twin)), PER_PAGE) for twin in site.langs}
    twins = {twin: path(twin) for twin in site.langs if number <= counts[twin]}
    return page if len(twins) == len(page.twins) else _with(page, twins)


def _with(page: Page, twins: Mapping[str, str]) -> Page:
    return Page(template=page.template, lang=page.lang, path=page.path, twins=twins, nav=page.nav, values=page.values)


def _each(site: Site, lang: str, found: tuple[Told, ...]) -> Iterator[Page]:
    names = {twin: frozenset(one.name for one in told(site, twin)) for twin in site.langs}
    known = entries(site)
    pictured = {one.name for one in pictured_briefings(site, lang)}
    for n, one in enumerate(found):
        values = {
            "telling": one,
            "cluster": cluster(site, one.briefing, known),
            "newer": found[n - 1] if n else None,
            "older": found[n + 1] if n + 1 < len(found) else None,
        }
        twins = {twin: urls.briefing(twin, one.name) for twin in site.langs if one.name in names[twin]}
        yield Page(
            template="briefing.html",
            lang=lang,
            path=urls.briefing(lang, one.name),
            twins=twins,
            nav="briefings",
            values=values,
            picture=urls.picture(lang, one.name) if one.name in pictured else "",
            picture_words=briefing_scene(site, one.briefing, lang).words,
        )


def cluster(
    site: Site, briefing: Briefing, known: Mapping[str, Entry]
) -> tuple[tuple[Citation, Paper, tuple[str, ...]], ...]:
    """Give the papers that a briefing cites, in its order, each once, with the fields it belongs to.

    Of a briefing across fields only the fields that it joins are named, where the paper
    has any of them.
    """
    sources = {source.label: source.fields for source in site.config.sources if source.fields}
    topics = {view.topic.id: view.topic.fields for view in site.topics}
    first = {citation.paper_id: citation for citation in reversed(briefing.citations)}
    cited = dict.fromkeys(citation.paper_id for citation in briefing.citations)
    found = []
    for paper_id in cited:
        if paper := site.papers.get(paper_id):
            matched = known[paper_id].matches if paper_id in known else ()
            of_topics = [topics.get(match.topic_id, ()) for match in matched]
            fields = fields_of(paper, source_fields=sources, topic_fields=of_topics)
            joined = tuple(field for field in fields if field in briefing.fields)
            found.append((first[paper_id], paper, joined or fields[:2]))
    return tuple(found)


def _list_path(number: int, lang: str) -> str:
    return urls.briefings(lang, number)
