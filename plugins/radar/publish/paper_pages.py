"""List the pages of papers: one for each that a recent briefing cites, and for each taken down, which says why.

When the briefings that cite a paper have grown old, its address stays and leads to its
card on its day's page: full pages of all papers ever cited would be most of an old site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from radar.publish import inputs, urls
from radar.publish.briefing_pages import entry_of
from radar.publish.incremental import fingerprint
from radar.publish.page import Page, Sheet, everywhere, is_cited_lately, near
from radar.publish.references.citations import reference
from radar.publish.references.highwire import highwire
from radar.publish.register import Telling
from radar.publish.view import Entry, Site

Places = Mapping[str, Mapping[str, tuple[int, Telling]]]
"""By language and name: a briefing, and its place among all of them."""


def paper_sheets(site: Site) -> Iterator[Sheet]:
    """Name them by the day on which the papers stand; search engines are asked to leave out those taken down."""
    places = {lang: {one.name: (n, one) for n, one in enumerate(site.register.tellings(lang))} for lang in site.langs}
    for day in site.register.dates:
        cited, gone = site.register.cited_on(day), site.register.taken_down_on(day)
        if cited or gone:
            pages = partial(_pages, site, places, cited, gone)
            yield Sheet(
                name=f"papers/{day.isoformat()}",
                inputs=_made_from(site, day, cited, gone),
                pages=pages,
                near=near(day),
            )


def _made_from(site: Site, day: date, cited: Mapping[str, Sequence[str]], gone: Sequence[str]) -> dict[str, str]:
    """Sum up what a day's papers are shown with: of those that are led to on their day, no more than their names."""
    lately = {paper_id: names for paper_id, names in cited.items() if is_cited_lately(site, names)}
    citing = {date.fromisoformat(name[:10]) for names in lately.values() for name in names}
    return {
        **inputs.days(site, [day]),
        **inputs.contents(site, sorted(citing)),
        "cited": fingerprint(*cited, lately, gone),
    }


def _pages(site: Site, places: Places, cited: Mapping[str, Sequence[str]], gone: Sequence[str]) -> Iterator[Page]:
    for paper_id, names in cited.items():
        entry = entry_of(site, site.papers[paper_id])
        if entry and is_cited_lately(site, names):
            own = partial(_values, _cited(entry), places, names)
            yield from everywhere(site, "paper.html", partial(_path, entry.slug), own, nav="briefings")
        elif entry:
            there = partial(_given, {"paper": entry.paper})
            yield from everywhere(site, "moved.html", partial(_path, entry.slug), there, indexed=False)
    for slug in gone:
        told = partial(_given, {"slug": slug})
        yield from everywhere(site, "gone.html", partial(_path, slug), told, indexed=False)


def _given(values: Mapping[str, object], _: str) -> Mapping[str, object]:
    return values


def _cited(entry: Entry) -> Mapping[str, object]:
    """Describe the paper to reference managers, with what may be shown of its abstract."""
    paper, cited = entry.paper, reference(entry.paper)
    metas = highwire(cited, abstract=paper.abstract, keywords=paper.categories)
    return {"entry": entry, "reference": cited, "metas": metas}


def _values(shown: Mapping[str, object], places: Places, names: Sequence[str], lang: str) -> dict[str, object]:
    found = sorted(places[lang][name] for name in names if name in places[lang])
    return {**shown, "citing": [one for _, one in found]}


def _path(slug: str, lang: str) -> str:
    return urls.paper_page(lang, slug)
