"""List the pages that gather days: weeks, months, and the archive of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Final

from radar.publish import urls
from radar.publish.day_pages import DayRow, day_row
from radar.publish.incremental import fingerprint
from radar.publish.page import Page, Sheet, cards_from, everywhere, loaded, near
from radar.publish.periods import Period, monday
from radar.publish.register import Telling
from radar.publish.view import Site

DAYS_LISTED: Final = 12
"""Months whose days the archive lists; of older ones it names the month alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Hold the days of one week or month that have something to show, counted."""

    first: date
    """Its Monday, or the first of the month, shown or not."""
    days: tuple[DayRow, ...]
    """Newest first; never empty."""

    @property
    def last(self) -> date:
        """Give a week's Sunday."""
        return self.first + timedelta(days=6)

    @property
    def papers(self) -> int:
        """Count its new papers."""
        return sum(day.papers for day in self.days)

    @property
    def events(self) -> int:
        """Count what it brought for known papers."""
        return sum(day.events for day in self.days)


class Spans:
    """Know the weeks and months of a site, newest first, and what was told in them."""

    def __init__(self, site: Site) -> None:
        """Ask the register for all days and briefings once."""
        rows = [day_row(site, day) for day in site.register.dates]
        self.weeks = _spans(rows, monday)
        self.months = _spans(rows, _month)
        self._told: dict[str, dict[date, list[Telling]]] = {lang: {} for lang in site.langs}
        for lang, by_day in self._told.items():
            for one in site.register.tellings(lang):
                by_day.setdefault(one.day, []).append(one)

    def told(self, span: Span) -> Mapping[str, tuple[Telling, ...]]:
        """Give a span's briefings by language: those across fields first, then newest day first."""
        return {lang: _in_order(by_day, span) for lang, by_day in self._told.items()}


def archive_sheet(site: Site, spans: Spans) -> Sheet:
    """Name the page that leads to every month, and to the days of the newest twelve."""
    values = {
        "months": spans.months[:DAYS_LISTED],
        "older": spans.months[DAYS_LISTED:],
        "weeks": spans.weeks[:DAYS_LISTED],
        "papers": sum(month.papers for month in spans.months),
        "days": len(site.register.dates),
    }
    pages = partial(everywhere, site, "archive.html", urls.archive, lambda _: values, nav="archive")
    return Sheet(name="archive", inputs={"counts": fingerprint(values)}, pages=pages)


def period_sheets(site: Site, spans: Spans) -> Iterator[Sheet]:
    """Name the pages of weeks, then of months, newest first."""
    for n, week in enumerate(spans.weeks):
        values = _about(spans.weeks, n)
        yield Sheet(
            name=f"week/{week.first.isoformat()}",
            inputs={**cards_from(site, (row.day for row in week.days)), "around": fingerprint(values)},
            pages=partial(_week, site, week, values, spans.told(week)),
            near=near(week.days[0].day),
        )
    for n, month in enumerate(spans.months):
        told, values = spans.told(month), {**_about(spans.months, n), "weeks": _weeks_of(spans, month)}
        pages = partial(_pages, site, "month.html", partial(_at, urls.month, month.first), values, told)
        yield Sheet(name=f"month/{month.first.isoformat()}", inputs={"shown": fingerprint(values, told)}, pages=pages)


def _week(
    site: Site, week: Span, values: Mapping[str, object], told: Mapping[str, tuple[Telling, ...]]
) -> Iterator[Page]:
    period = Period(first=week.first, days=tuple(loaded(site, row.day) for row in week.days))
    matched = period.matched(site.config.show.home)
    more = {**values, "matched": matched, "listed": frozenset(entry.paper.id for entry in matched)}
    return _pages(site, "week.html", partial(_at, urls.week, week.first), more, told)


def _pages(
    site: Site,
    template: str,
    path: Callable[[str], str],
    values: Mapping[str, object],
    told: Mapping[str, tuple[Telling, ...]],
) -> Iterator[Page]:
    return everywhere(site, template, path, lambda lang: {**values, "briefings": told[lang]}, nav="archive")


def _about(found: tuple[Span, ...], n: int) -> dict[str, object]:
    return {
        "period": found[n],
        "newer": found[n - 1].first if n else None,
        "older": found[n + 1].first if n + 1 < len(found) else None,
    }


def _weeks_of(spans: Spans, month: Span) -> tuple[Span, ...]:
    """Give the weeks that share a day with a month."""
    mondays = {monday(row.day) for row in month.days}
    return tuple(week for week in spans.weeks if week.first in mondays)


def _spans(rows: list[DayRow], first: Callable[[date], date]) -> tuple[Span, ...]:
    grouped = groupby(rows, key=lambda row: first(row.day))
    return tuple(Span(first=start, days=tuple(days)) for start, days in grouped)


def _month(day: date) -> date:
    return day.replace(day=1)


def _in_order(by_day: Mapping[date, list[Telling]], span: Span) -> tuple[Telling, ...]:
    found = [one for row in span.days for one in by_day.get(row.day, ())]
    return tuple(sorted(found, key=lambda one: one.kind != "cross"))


def _at(address: Callable[[str, date], str], first: date, lang: str) -> str:
    return address(lang, first)
