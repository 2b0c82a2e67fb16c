"""Reckon arXiv's calendar, and the day on which a paper stands.

arXiv takes submissions until 14:00 Eastern and announces them at 20:00, Sunday to
Thursday; its feeds are built at the midnight that follows. A *day* here is the date
of that feed:

    submitted (Eastern)           announced       day
    Mon 14:00 - Tue 14:00         Tue 20:00       Wednesday
    Tue 14:00 - Wed 14:00         Wed 20:00       Thursday
    Wed 14:00 - Thu 14:00         Thu 20:00       Friday
    Thu 14:00 - Fri 14:00         Sun 20:00       Monday
    Fri 14:00 - Mon 14:00         Mon 20:00       Tuesday

Schedule: https://info.arxiv.org/help/availability.html. On a holiday there is neither
deadline nor announcement, so the batch of the weekday after it does not exist: the
submissions wait for the next one.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

EASTERN: Final = ZoneInfo("America/New_York")
_DEADLINE: Final = time(14)
_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_THURSDAY: Final = 3
_NOVEMBER: Final = 11

HOLIDAYS: Final = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2023-01-16", "2023-06-14", "2023-06-19", "2023-07-04", "2023-08-17", "2023-09-04", "2023-11-23"),
        *("2023-12-25", "2023-12-27"),
        *("2024-01-15", "2024-05-22", "2024-06-19", "2024-07-04", "2024-09-02", "2024-10-08", "2024-11-28"),
        *("2024-12-25", "2024-12-26", "2024-12-31"),
        *("2025-01-01", "2025-01-20", "2025-06-19", "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25"),
        *("2025-12-30",),
        *("2026-01-01", "2026-01-19", "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25"),
        *("2026-12-29", "2026-12-31"),
    )
)
"""Weekdays without deadline and announcement, as arXiv lists them.

Source: https://github.com/arXiv/arxiv-base/blob/develop/arxiv/db/arxiv_holidays_seed.sql
(`freeze_skip_date`). arXiv moves days from year to year and announces them late:
years beyond the list have only what comes every year (`is_holiday`).
"""

_LISTED_YEARS: Final = frozenset(day.year for day in HOLIDAYS)
_NO_DAYS: Final[frozenset[date]] = frozenset()


def arxiv_announcement(submitted: datetime, *, holidays: Container[date] = _NO_DAYS) -> date:
    """Infer the day on which arXiv shows a paper submitted at an aware instant.

    A submission at the very deadline belongs to the next one. `holidays` are dates
    without deadline; none by default, for a holiday wrongly assumed would put every
    paper of a real batch on a wrong day. Papers held by moderation come later than
    inferred, never earlier. The 16:00 deadline in force before 2017 is not known here.
    """
    if submitted.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    local = submitted.astimezone(EASTERN)
    deadline = local.date() if local.time() < _DEADLINE else local.date() + _ONE_DAY
    while deadline.weekday() >= _SATURDAY or deadline in holidays:
        deadline += _ONE_DAY
    return _next_weekday(deadline)


def is_holiday(day: date) -> bool:
    """Tell whether arXiv keeps a date free: listed, or New Year, Thanksgiving, Christmas of a later year."""
    if day.year in _LISTED_YEARS:
        return day in HOLIDAYS
    return (day.month, day.day) in {(1, 1), (12, 25)} or _is_thanksgiving(day)


def is_quiet(day: date) -> bool:
    """Tell whether an empty arXiv batch is no surprise on a day.

    True on weekends, on the day whose announcement a holiday took away, and on the
    holiday itself (its own batch was announced the evening before, but mirrors and
    ad-hoc changes differ). It words a page and quells an alarm; it is never a reason
    not to ask, nor to drop what came.
    """
    return day.weekday() >= _SATURDAY or is_holiday(day) or is_holiday(_weekday_before(day))


def arxiv_days(first: date, last: date) -> tuple[date, ...]:
    """List the days from `first` to `last`, both included, that may hold an arXiv batch: the weekdays.

    Holidays stay in: asking for a batch that never was costs one empty answer.
    """
    return tuple(day for day in _span(first, last) if day.weekday() < _SATURDAY)


def assign_day(
    *, announced: date | None, day_from: str, today: date, window_days: int, since: date | None = None
) -> tuple[date, str]:
    """Give the day on which a paper stands, and how it is known.

    The source's day holds while that day is open: not in the future, and no further
    back than `window_days` before `today` (or `since`, where that is earlier). All
    else stands on the day of the run: `(today, "first_seen")`.
    """
    opened = today - timedelta(days=window_days)
    if since is not None:
        opened = min(opened, since)
    if announced is None or not opened <= announced <= today:
        return today, "first_seen"
    return announced, day_from


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _next_weekday(day: date) -> date:
    day += _ONE_DAY
    while day.weekday() >= _SATURDAY:
        day += _ONE_DAY
    return day


def _weekday_before(day: date) -> date:
    day -= _ONE_DAY
    while day.weekday() >= _SATURDAY:
        day -= _ONE_DAY
    return day


def _is_thanksgiving(day: date) -> bool:
    """Tell the fourth Thursday of November."""
    fourth = range(22, 29)
    return day.month == _NOVEMBER and day.weekday() == _THURSDAY and day.day in fourth
