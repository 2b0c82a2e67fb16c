"""List the pages of papers: one for each that a briefing cites, and for each taken down, which says why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from radar.publish import urls
from radar.publish.page import Page, in_every_language
from radar.publish.references.citations import reference
from radar.publish.references.highwire import highwire
from radar.publish.told import cited, entries, taken_down, told
from radar.publish.view import Entry, Site


def paper_pages(site: Site, lang: str) -> Iterator[Page]:
    """List them by id; then those taken down, which search engines are asked to leave out."""
    known, tellings = entries(site), told(site, lang)
    for paper_id, names in cited(site).items():
        if entry := known.get(paper_id):
            citing = [one for one in tellings if one.name in names]
            values = {"entry": entry, "citing": citing, "metas": _metas(entry)}
            yield in_every_language(
                site, lang, "paper.html", partial(_path, entry.slug), nav="briefings", values=values
            )
    for slug in taken_down(site):
        path = partial(_path, slug)
        yield in_every_language(site, lang, "gone.html", path, indexed=False, values={"slug": slug})


def _metas(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Describe the paper to reference managers, with what may be shown of its abstract."""
    paper = entry.paper
    return highwire(reference(paper), abstract=paper.abstract, keywords=paper.categories)


def _path(slug: str, lang: str) -> str:
    return urls.paper_page(lang, slug)
