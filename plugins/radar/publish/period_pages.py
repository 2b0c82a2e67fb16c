"""List the pages that gather days: weeks, months, and the archive of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from radar.publish import urls
from radar.publish.page import Page, in_every_language
from radar.publish.periods import Period, months, weeks
from radar.publish.view import Site

DAYS_LISTED: Final = 12
"""Months whose days the archive lists; of older ones it names the month alone."""


def archive_page(site: Site, lang: str) -> Page:
    """Make the page that leads to every month, and to the days of the newest twelve."""
    found = months(site)
    values = {
        "months": found[:DAYS_LISTED],
        "older": found[DAYS_LISTED:],
        "weeks": weeks(site)[:DAYS_LISTED],
        "papers": sum(month.papers for month in found),
    }
    return in_every_language(site, lang, "archive.html", urls.archive, nav="archive", values=values)


def period_pages(site: Site, lang: str) -> Iterator[Page]:
    """List the pages of weeks, then of months, newest first."""
    for n, week in enumerate(found := weeks(site)):
        values = {
            **_about(found, n, lang),
            "matched": week.matched(site.config.show.home),
            "listed": frozenset(entry.paper.id for entry in week.matched(site.config.show.home)),
        }
        yield _page(site, lang, "week.html", partial(_at, urls.week, week.first), values)
    for n, month in enumerate(found := months(site)):
        values = {**_about(found, n, lang), "weeks": _weeks_of(site, month)}
        yield _page(site, lang, "month.html", partial(_at, urls.month, month.first), values)


def _page(site: Site, lang: str, template: str, path: Callable[[str], str], values: dict[str, object]) -> Page:
    return in_every_language(site, lang, template, path, nav="archive", values=values)


def _about(found: tuple[Period, ...], n: int, lang: str) -> dict[str, object]:
    return {
        "period": found[n],
        "briefings": found[n].briefings(lang),
        "newer": found[n - 1].first if n else None,
        "older": found[n + 1].first if n + 1 < len(found) else None,
    }


def _weeks_of(site: Site, month: Period) -> tuple[Period, ...]:
    """Give the weeks that share a day with a month."""
    shown = {day.day for day in month.days}
    return tuple(week for week in weeks(site) if any(day.day in shown for day in week.days))


def _at(address: Callable[[str, date], str], first: date, lang: str) -> str:
    return address(lang, first)
