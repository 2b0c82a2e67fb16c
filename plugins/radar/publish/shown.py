"""Say which cards and briefings the pages show that gather from many days, for `radar verify`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from radar.models import Briefing
from radar.publish import paging, urls
from radar.publish.followed import followed
from radar.publish.periods import months, weeks
from radar.publish.told import PER_PAGE, cited, entries, told
from radar.publish.view import Entry, Site


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Hold what one page shows."""

    file: str
    """Relative to the output folder."""
    cards: tuple[Entry, ...] = ()
    """In order."""
    briefings: tuple[Briefing, ...] = ()
    """Whose words stand there, if only their titles."""
    page_of: Entry | None = None
    """The paper that the page is about; it has no card."""


def shown(site: Site, lang: str) -> Iterator[Shown]:
    """Give every such page of one language."""
    yield from _periods(site, lang)
    yield from _briefings(site, lang)
    yield from _papers(site, lang)
    for one in followed(site):
        for number in range(one.full_pages + 1):
            yield Shown(file=urls.file(urls.author(lang, one.slug, number)), cards=one.page(number))


def _periods(site: Site, lang: str) -> Iterator[Shown]:
    for week in weeks(site):
        yield Shown(
            file=urls.file(urls.week(lang, week.first)),
            cards=week.matched(site.config.show.home),
            briefings=week.briefings(lang),
        )
    for month in months(site):
        yield Shown(file=urls.file(urls.month(lang, month.first)), briefings=month.briefings(lang))


def _briefings(site: Site, lang: str) -> Iterator[Shown]:
    found = told(site, lang)
    for number in range(paging.full_pages(len(found), PER_PAGE) + 1):
        listed = tuple(one.briefing for one in paging.page_of(found, number, PER_PAGE))
        yield Shown(file=urls.file(urls.briefings(lang, number)), briefings=listed)
    for one in found:
        yield Shown(file=urls.file(urls.briefing(lang, one.name)), briefings=(one.briefing,))


def _papers(site: Site, lang: str) -> Iterator[Shown]:
    known, found = entries(site), told(site, lang)
    for paper_id, names in cited(site).items():
        entry = known[paper_id]
        citing = tuple(one.briefing for one in found if one.name in names)
        yield Shown(file=urls.file(urls.paper_page(lang, entry.slug)), page_of=entry, briefings=citing)
