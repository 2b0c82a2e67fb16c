"""Tell which announcement days of a source are still owed to the archive.

Run reports say which batches came complete (`batch_day`, `caught_up`; neither is
written for a batch that came in part); the calendar says which should have come. The
difference is asked for again, for as long as the window holds those days open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from radar.config_sources import Calendar
from radar.outcomes import RunReport

_SATURDAY = 5


def covered(reports: Iterable[RunReport], source: str) -> frozenset[date]:
    """Gather the days whose announcements a source is known to have given in full."""
    days: set[date] = set()
    for report in reports:
        for line in report.sources:
            if line.name != source:
                continue
            days.update(line.caught_up)
            if line.batch_day:
                days.add(line.batch_day)
    return frozenset(days)


def owed_since(first_run: date | None, *, today: date, window_days: int, since: date | None = None) -> date:
    """Find the first day that may still be owed: `since`, or the later of first run and window's start."""
    return since or max(first_run or today, today - timedelta(days=window_days))


def missed(
    reports: Iterable[RunReport], source: str, *, first: date, today: date, calendar: Calendar = "weekdays"
) -> tuple[date, ...]:
    """List the days from `first` to before `today` that a source still owes, oldest first.

    `reports` are those of the runs from `first` on: a day is never given before it comes.
    `calendar` is the source's own: of `weekdays` no weekend is owed, of `daily` every day
    may be, and a source without one cannot be asked again. Holidays are not left out: a
    batch that was never announced costs one empty answer, one wrongly taken for a holiday
    would cost its papers.
    """
    if not calendar:
        return ()
    known = covered(reports, source)
    span = ((first + timedelta(days=n)) for n in range((today - first).days))
    return tuple(day for day in span if (calendar == "daily" or day.weekday() < _SATURDAY) and day not in known)


def lost(
    reports: Iterable[RunReport], source: str, *, today: date, window_days: int, calendar: Calendar = "weekdays"
) -> tuple[date, ...]:
    """List the days that a source still owes and no run asks for again, as they left the window; oldest first.

    `reports` are all there are: a source owes nothing before the first that names it.
    """
    if not calendar:
        return ()
    told = tuple(reports)
    first = min((one.day for one in told if any(line.name == source for line in one.sources)), default=today)
    return missed(told, source, first=first, today=today - timedelta(days=window_days), calendar=calendar)
