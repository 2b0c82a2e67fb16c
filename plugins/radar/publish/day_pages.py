"""List home and the pages of days: what each is made from, and the pages themselves once they are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from radar.outcomes import RunReport
from radar.publish import inputs, status, urls
from radar.publish.cards import FULL_CARDS
from radar.publish.incremental import fingerprint
from radar.publish.og_images import day_scene
from radar.publish.page import Page, Sheet, everywhere, in_every_language, loaded, near
from radar.publish.view import Site

ROWS: Final = 7
"""Days named beside home and beside a day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayRow:
    """Count what a day brought, for lists of days."""

    day: date
    papers: int
    events: int


def day_row(site: Site, day: date) -> DayRow:
    """Count a day's new papers and its events."""
    count = site.register.count(day)
    return DayRow(day=day, papers=count.papers, events=count.events)


def issue(site: Site) -> date | None:
    """Find the day that home shows: the newest that has papers, else any that has something."""
    dates = site.register.dates
    return next((day for day in dates if site.register.count(day).papers), dates[0] if dates else None)


def home_sheet(site: Site) -> Sheet:
    """Name home: the newest issue, what the newest run says of it, the days before."""
    day, report = issue(site), next(iter(site.runs), None)
    rows = tuple(day_row(site, each) for each in site.register.dates[:ROWS])
    made_from = {
        "run": fingerprint(report),
        "notes": status.notes_from(site, report.day) if report else "",
        "rows": fingerprint(rows),
        **inputs.days(site, [day] if day else []),
        **inputs.contents(site, [day] if day else []),
    }
    return Sheet(name="home", inputs=made_from, pages=partial(_home, site, day, report, rows))


def _home(site: Site, issued: date | None, report: RunReport | None, rows: tuple[DayRow, ...]) -> Iterator[Page]:
    day = loaded(site, issued) if issued else None
    values = {
        "day": day,
        "listed": frozenset(e.paper.id for e in day.papers[: site.config.show.home]) if day else frozenset(),
        "recent_days": rows,
        "notes": status.notes(site, report) if report else (),
        "report": report,
        "newest": issued,
    }
    return everywhere(site, "home.html", urls.home, lambda _: values, nav="home")


def day_sheets(site: Site) -> Iterator[Sheet]:
    """Name the days, newest first: each with what was told of its sources since, and its neighbours."""
    dates = site.register.dates
    rows = [day_row(site, day) for day in dates]
    for n, day in enumerate(dates):
        # A day's own page changes once when the next one comes, and no other time: only that one is named as newer.
        around = rows[max(0, n - 1) :][:ROWS]
        made_from = {
            **inputs.days(site, [day]),
            **inputs.contents(site, [day]),
            **inputs.ages(site, [day]),
            "notes": status.notes_from(site, day),
            "around": fingerprint(around),
        }
        pages = partial(_day, site, day, tuple(around), dates[n - 1] if n else None)
        yield Sheet(name=f"day/{day.isoformat()}", inputs=made_from, pages=pages, near=near(day))


def _day(site: Site, when: date, around: tuple[DayRow, ...], newer: date | None) -> Iterator[Page]:
    day, is_recent = loaded(site, when), site.is_recent(when)
    older = [row.day for row in around if row.day < when]
    values = {
        "day": day,
        "notes": status.notes(site, day.run),
        "newer": newer,
        "older": older[0] if older else None,
        "recent_days": around,
        "is_old": not is_recent,
        "full": FULL_CARDS if is_recent else 0,
    }
    for lang in site.langs:
        yield in_every_language(
            site,
            lang,
            "day.html",
            partial(_path, when),
            nav="archive",
            values=values,
            picture=urls.picture(lang, when.isoformat()) if is_recent and site.url else "",
            picture_words=day_scene(site, day, lang).words if is_recent and site.url else "",
        )


def _path(day: date, lang: str) -> str:
    return urls.day(lang, day)
