"""arXiv's calendar, against its own page and against the fake world's."""

from __future__ import annotations

import importlib
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift import schedule

INSTANTS = st.datetimes(datetime(2023, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is the strategy's
DAYS = st.dates(date(2023, 1, 1), date(2030, 1, 1))


def eastern(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=schedule.EASTERN)


@pytest.mark.parametrize(
    ("submitted", "day"),
    [
        ("2026-03-02T14:00", "2026-03-04"),  # Monday at the deadline: announced Tuesday
        ("2026-03-03T13:59", "2026-03-04"),
        ("2026-03-03T14:00", "2026-03-05"),
        ("2026-03-04T14:00", "2026-03-06"),
        ("2026-03-05T13:59:59", "2026-03-06"),
        ("2026-03-05T14:00", "2026-03-09"),  # Thursday afternoon: Sunday evening, so Monday
        ("2026-03-06T13:59", "2026-03-09"),
        ("2026-03-06T14:00", "2026-03-10"),  # Friday afternoon: Monday evening, so Tuesday
        ("2026-03-07T03:00", "2026-03-10"),
        ("2026-03-08T23:00", "2026-03-10"),  # the Sunday on which summer time begins
        ("2026-03-09T13:59", "2026-03-10"),
    ],
)
def test_the_table_of_arxivs_availability_page(submitted: str, day: str) -> None:
    assert schedule.arxiv_announcement(eastern(submitted)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("submitted", "day"),
    [
        ("2026-10-30T17:59:59+00:00", "2026-11-02"),  # 13:59:59 in summer time
        ("2026-10-30T18:00:00+00:00", "2026-11-03"),
        ("2026-11-02T18:59:59+00:00", "2026-11-03"),  # 13:59:59 in winter time
        ("2026-11-02T19:00:00+00:00", "2026-11-04"),
        ("2027-03-15T17:59:59+00:00", "2027-03-16"),
        ("2027-03-15T18:00:00+00:00", "2027-03-17"),
    ],
)
def test_the_deadline_moves_with_summer_time(submitted: str, day: str) -> None:
    assert schedule.arxiv_announcement(datetime.fromisoformat(submitted)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("submitted", "day"),
    [
        ("2026-11-25T13:59", "2026-11-26"),  # announced on the eve of Thanksgiving
        ("2026-11-25T14:00", "2026-11-30"),  # no deadline on Thursday: Friday's, announced Sunday
        ("2026-11-26T12:00", "2026-11-30"),
        ("2026-11-27T13:59", "2026-11-30"),
        ("2026-12-24T14:00", "2026-12-29"),  # Friday is free: Monday's deadline
        ("2026-12-29T10:00", "2026-12-31"),
    ],
)
def test_a_holiday_has_no_deadline(submitted: str, day: str) -> None:
    found = schedule.arxiv_announcement(eastern(submitted), holidays=schedule.HOLIDAYS)
    assert found == date.fromisoformat(day)


def test_holidays_are_not_assumed_unless_given() -> None:
    assert schedule.arxiv_announcement(eastern("2026-11-25T14:00")) == date(2026, 11, 27)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        schedule.arxiv_announcement(datetime(2026, 3, 2))  # noqa: DTZ001 - the mistake itself


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=5)))
def test_later_submissions_are_never_shown_earlier(first: datetime, later: timedelta) -> None:
    assert schedule.arxiv_announcement(first) <= schedule.arxiv_announcement(first + later)


@given(INSTANTS)
def test_a_batch_stands_on_a_weekday_after_the_submission(submitted: datetime) -> None:
    day = schedule.arxiv_announcement(submitted)
    local = submitted.astimezone(schedule.EASTERN).date()
    assert day.weekday() < 5
    assert timedelta(days=1) <= day - local <= timedelta(days=4)


@pytest.fixture(scope="module")
def clock(shared: Path) -> ModuleType:
    place = str(shared / "fakenet")
    sys.path.insert(0, place)
    try:
        return importlib.import_module("fakenetlib.clock")
    except ImportError:
        pytest.skip("skipped: no fakenet beside the shared data")
    finally:
        sys.path.remove(place)


def test_it_agrees_with_fakenets_windows_at_every_edge(clock: ModuleType) -> None:
    calendar = clock.Calendar()
    days = clock.day_range("2024-01-01", "2028-12-31")
    open_days = [day for day in days if not calendar.is_quiet(day)]
    assert len(open_days) > 1000
    second = timedelta(seconds=1)
    for day in open_days:
        start, end = calendar.submission_window(day)
        for moment in (start, start + second, start + (end - start) / 2, end - second):
            assert schedule.arxiv_announcement(moment).isoformat() == day, moment
        assert schedule.arxiv_announcement(start - second).isoformat() < day


def test_it_groups_submissions_as_fakenet_does_around_holidays(clock: ModuleType) -> None:
    # fakenet has an empty feed on the holiday itself, arXiv on the weekday after it: the
    # deadlines are the same, and so is every day but those two.
    calendar = clock.Calendar(holidays=[day.isoformat() for day in schedule.HOLIDAYS])
    for day in clock.day_range("2024-01-01", "2026-12-20"):
        if calendar.is_quiet(day):
            continue
        start, end = calendar.submission_window(day)
        found = {
            schedule.arxiv_announcement(moment, holidays=schedule.HOLIDAYS)
            for moment in (start, end - timedelta(seconds=1))
        }
        assert len(found) == 1
        assert calendar.next_open(found.pop().isoformat()) == day


def test_weekends_and_the_day_after_a_holiday_are_quiet() -> None:
    assert schedule.is_quiet(date(2026, 6, 20))
    assert schedule.is_quiet(date(2026, 6, 21))
    assert schedule.is_quiet(date(2026, 6, 22))  # Friday the 19th was a holiday
    assert not schedule.is_quiet(date(2026, 6, 23))
    assert schedule.is_quiet(date(2026, 11, 26))
    assert schedule.is_quiet(date(2026, 11, 27))
    assert not schedule.is_quiet(date(2026, 11, 25))
    assert not schedule.is_quiet(date(2026, 3, 2))


def test_a_year_without_a_list_has_the_holidays_of_every_year() -> None:
    found = [day for day in (date(2031, 1, 1) + timedelta(days=n) for n in range(365)) if schedule.is_holiday(day)]
    assert found == [date(2031, 1, 1), date(2031, 11, 27), date(2031, 12, 25)]


def test_every_listed_holiday_is_a_weekday() -> None:
    assert all(day.weekday() < 5 for day in schedule.HOLIDAYS)


def test_the_days_of_a_range_are_its_weekdays_holidays_included() -> None:
    found = schedule.arxiv_days(date(2026, 11, 25), date(2026, 12, 1))
    assert [day.isoformat() for day in found] == [
        *("2026-11-25", "2026-11-26", "2026-11-27"),
        *("2026-11-30", "2026-12-01"),
    ]
    assert schedule.arxiv_days(date(2026, 3, 2), date(2026, 3, 1)) == ()


TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("announced", "since", "expected"),
    [
        (TODAY, None, (TODAY, "inferred")),
        (date(2026, 3, 5), None, (date(2026, 3, 5), "inferred")),  # the oldest day of the window
        (date(2026, 3, 4), None, (TODAY, "first_seen")),
        (date(2026, 3, 13), None, (TODAY, "first_seen")),
        (date(9999, 12, 31), None, (TODAY, "first_seen")),
        (date(1970, 1, 1), None, (TODAY, "first_seen")),
        (None, None, (TODAY, "first_seen")),
        (date(2026, 2, 1), date(2026, 2, 1), (date(2026, 2, 1), "inferred")),
        (date(2026, 1, 31), date(2026, 2, 1), (TODAY, "first_seen")),
        (
            date(2026, 3, 5),
            date(2026, 3, 10),
            (date(2026, 3, 5), "inferred"),
        ),  # a later `since` closes no day
    ],
)
def test_a_paper_stands_on_its_sources_day_while_that_is_open(
    announced: date | None, since: date | None, expected: tuple[date, str]
) -> None:
    found = schedule.assign_day(announced=announced, day_from="inferred", today=TODAY, window_days=7, since=since)
    assert found == expected


@given(st.none() | st.dates(), DAYS, st.integers(1, 60), st.none() | DAYS)
def test_no_paper_ever_stands_on_a_future_day(
    announced: date | None, today: date, window: int, since: date | None
) -> None:
    day, how = schedule.assign_day(announced=announced, day_from="", today=today, window_days=window, since=since)
    assert day <= today
    assert how in ("", "first_seen")
    assert how == "" or day == today
