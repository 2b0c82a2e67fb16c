"""Tell which announcement days of a source are still owed to the archive.

Run reports say which batches came complete (`batch_day`, `caught_up`; neither is
written for a batch that came in part); the calendar says which should have come. The
difference is asked for again, for as long as the window holds those days open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

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


def missed(reports: Iterable[RunReport], source: str, *, first: date, today: date) -> tuple[date, ...]:
    """List the weekdays from `first` to before `today` that a daily source still owes, oldest first.

    `reports` are those of the runs from `first` on: a day is never given before it comes.
    Holidays are not left out: a batch that was never announced costs one empty
    answer, one wrongly taken for a holiday would cost its papers.
    """
    known = covered(reports, source)
    span = ((first + timedelta(days=n)) for n in range((today - first).days))
    return tuple(day for day in span if day.weekday() < _SATURDAY and day not in known)
