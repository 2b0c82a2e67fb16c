"""Name every page of a site without loading a day.

    register ──► Plan ──► Planned, page by page ──┬► site maps
                                                  └► expected: every file

Pages that belong to a day stay where they are for ever; those that gather from many days
change with the newest. The site maps are cut along that line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import groupby

from radar.publish import paging, urls
from radar.publish.followed import followed
from radar.publish.machines import machine_urls
from radar.publish.page import is_cited_lately
from radar.publish.periods import monday
from radar.publish.told import PER_PAGE
from radar.publish.view import Site
from radar.sift import identity


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """Name one page in one language."""

    lang: str
    path: str
    twins: Mapping[str, str]
    """Address of the same page by language, its own among them."""
    modified: date | None = None
    """The day of its newest content; None where it has no day, and for full pages of older papers."""
    indexed: bool = True

    @property
    def default(self) -> str:
        """Give the address for readers whose own language is not here (hreflang x-default)."""
        return self.twins.get("zh") or next(iter(self.twins.values()))


class Plan:
    """Know the pages of one site."""

    def __init__(self, site: Site) -> None:
        """Ask for nothing yet."""
        self._site = site

    @cached_property
    def months(self) -> Mapping[date, tuple[date, ...]]:
        """Give the days that are shown by the first of their month, newest first."""
        grouped = groupby(self._site.register.dates, key=lambda day: day.replace(day=1))
        return {first: tuple(days) for first, days in grouped}

    @cached_property
    def briefings(self) -> Mapping[date, Mapping[str, tuple[str, ...]]]:
        """Give the briefings of each day by name, with the languages that they are in."""
        found: dict[date, dict[str, tuple[str, ...]]] = {}
        for lang in self._site.langs:
            for one in self._site.register.tellings(lang):
                names = found.setdefault(one.day, {})
                names[one.name] = (*names.get(one.name, ()), lang)
        return found

    def pages(self) -> Iterator[Planned]:
        """Give every page, in no order."""
        for first, days in self.months.items():
            yield from self.of_month(first)
            for day in days:
                yield from self.of_day(day)
        yield from self.that_change()

    def of_day(self, day: date) -> Iterator[Planned]:
        """Give a day's page, and those of its briefings, its cited papers and what was taken down of it."""
        register = self._site.register
        touched = register.touched_on(day)
        yield from self._everywhere(partial(_day_path, day), max((day, *touched.values())))
        for name, langs in self.briefings.get(day, {}).items():
            twins = {lang: urls.briefing(lang, name) for lang in langs}
            yield from (Planned(lang=lang, path=path, twins=twins, modified=day) for lang, path in twins.items())
        for paper_id, names in register.cited_on(day).items():
            path, modified = partial(_paper_path, identity.slug(paper_id)), max(day, touched.get(paper_id, day))
            yield from self._everywhere(path, modified, indexed=is_cited_lately(self._site, names))
        for slug in register.taken_down_on(day):
            yield from self._everywhere(partial(_paper_path, slug), indexed=False)

    def of_month(self, first: date) -> Iterator[Planned]:
        """Give a month's page, and those of the weeks whose first day that is shown lies in it."""
        yield from self._everywhere(partial(_month_path, first), self.months[first][0])
        for start in self.weeks_of(first):
            yield from self._everywhere(partial(_week_path, start), self._weeks[start][0])

    def count(self, first: date) -> int:
        """Count the pages of a month and of its days that search engines may keep."""
        register, days, langs = self._site.register, self.months[first], len(self._site.langs)
        cited = (names for day in days for names in register.cited_on(day).values())
        lately = sum(is_cited_lately(self._site, names) for names in cited)
        shared = 1 + len(self.weeks_of(first)) + len(days) + lately
        own = (len(each) for day in days for each in self.briefings.get(day, {}).values())
        return shared * langs + sum(own)

    def modified(self, first: date) -> date:
        """Give the day of the newest content of a month and its days."""
        touched = (max(self._site.register.touched_on(day).values(), default=day) for day in self.months[first])
        weeks = (self._weeks[start][0] for start in self.weeks_of(first))
        return max((self.months[first][0], *touched, *weeks))

    def weeks_of(self, first: date) -> list[date]:
        """Give the Mondays of the weeks whose first day that is shown lies in a month."""
        return self._weeks_by_month.get(first, [])

    def that_change(self) -> Iterator[Planned]:
        """Give the pages that gather from many days or from none."""
        site, newest = self._site, next(iter(self._site.register.dates), None)
        for address in (urls.home, urls.topics, urls.archive):
            yield from self._everywhere(address, newest)
        for address in (urls.search, urls.subscribe, machine_urls.data):
            yield from self._everywhere(address)
        for address in (urls.starred, urls.my_radar, urls.not_found):
            yield from self._everywhere(address, indexed=False)
        yield from self._everywhere(urls.status, site.runs[0].day if site.runs else newest)
        yield from self._topics_and_authors(newest)
        yield from self._gathered(newest)
        yield from self._lists_of_briefings()
        for hand in site.pages:
            twins = {lang: urls.page(lang, hand.slug) for lang in site.langs if lang in hand.files}
            yield from (Planned(lang=lang, path=path, twins=twins) for lang, path in twins.items())
        for doc in site.docs:
            yield from self._everywhere(partial(_named_path, urls.docs, doc.slug))
        if "zh" not in site.langs:
            yield Planned(lang=site.langs[0], path="", twins={site.langs[0]: ""}, indexed=False)

    def _topics_and_authors(self, newest: date | None) -> Iterator[Planned]:
        latest = self._site.register.latest
        for view in self._site.topics:
            modified = next(iter(latest("topic", view.topic.id).days(0, 1)), None)
            yield from self._numbered(partial(_numbered_path, urls.topic, view.topic.id), view.full_pages, modified)
        authors = followed(self._site)
        if authors:
            yield from self._everywhere(urls.authors, newest)
        for one in authors:
            modified = next(iter(latest("author", one.name).days(0, 1)), None)
            yield from self._numbered(partial(_numbered_path, urls.author, one.slug), one.full_pages, modified)

    def _gathered(self, newest: date | None) -> Iterator[Planned]:
        for address, found in ((urls.source, self._site.sources), (urls.field, self._site.fields)):
            if found:
                yield from self._everywhere(address, newest)
            for one in found:
                yield from self._everywhere(
                    partial(_named_path, address, one.id), next(iter(one.entries.days(0, 1)), None)
                )

    def _lists_of_briefings(self) -> Iterator[Planned]:
        """List them; a numbered one has twins only where the other language has as many."""
        tellings = {lang: self._site.register.tellings(lang) for lang in self._site.langs}
        counts = {lang: paging.full_pages(len(found), PER_PAGE) for lang, found in tellings.items()}
        for number in range(max(counts.values(), default=0) + 1):
            twins = {lang: urls.briefings(lang, number) for lang, count in counts.items() if number <= count}
            for lang, path in twins.items():
                own = tellings[lang][0].day if tellings[lang] else None
                yield Planned(lang=lang, path=path, twins=twins, modified=None if number else own)

    def _numbered(self, path: Callable[[int, str], str], full_pages: int, modified: date | None) -> Iterator[Planned]:
        for number in range(full_pages + 1):
            yield from self._everywhere(partial(path, number), None if number else modified)

    def _everywhere(
        self, path: Callable[[str], str], modified: date | None = None, *, indexed: bool = True
    ) -> Iterator[Planned]:
        twins = {lang: path(lang) for lang in self._site.langs}
        for lang, own in twins.items():
            yield Planned(lang=lang, path=own, twins=twins, modified=modified, indexed=indexed)

    @cached_property
    def _weeks(self) -> Mapping[date, tuple[date, ...]]:
        """Give the days that are shown by the Monday of their week, newest first."""
        return {first: tuple(days) for first, days in groupby(self._site.register.dates, key=monday)}

    @cached_property
    def _weeks_by_month(self) -> Mapping[date, list[date]]:
        found: dict[date, list[date]] = {}
        for start, days in self._weeks.items():
            found.setdefault(days[-1].replace(day=1), []).append(start)
        return found


def feed_names(site: Site) -> tuple[str, ...]:
    """Name every feed of one language: those of the whole site first."""
    topics_ = (urls.topic_feed(view.topic.id) for view in site.topics)
    authors_ = (urls.author_feed(one.slug) for one in followed(site))
    sources_ = (urls.source_feed(one.id) for one in site.sources)
    fields_ = (urls.field_feed(one.id) for one in site.fields)
    return (*urls.SITE_FEEDS, *topics_, *authors_, *sources_, *fields_)


def _day_path(day: date, lang: str) -> str:
    return urls.day(lang, day)


def _month_path(first: date, lang: str) -> str:
    return urls.month(lang, first)


def _week_path(first: date, lang: str) -> str:
    return urls.week(lang, first)


def _paper_path(slug: str, lang: str) -> str:
    return urls.paper_page(lang, slug)


def _named_path(address: Callable[[str, str], str], name: str, lang: str) -> str:
    return address(lang, name)


def _numbered_path(address: Callable[[str, str, int], str], name: str, number: int, lang: str) -> str:
    return address(lang, name, number)
