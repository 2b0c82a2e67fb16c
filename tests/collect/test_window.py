"""Days to ask for, and days that are settled: no owed day left out, none settled too soon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.collect.order import Order
from radar.collect.window import complete, span

TODAY = date(2026, 3, 10)
EIGHT = datetime(2026, 3, 10, 8, tzinfo=UTC)


def day(number: int) -> date:
    return date(2026, 3, number)


def order(*missed: int, now: datetime = EIGHT, since: date | None = None, window_days: int = 7) -> Order:
    owed = {"Sample": tuple(map(day, missed)), "Other": (day(4),)}
    return Order(now=now, today=now.date(), window_days=window_days, since=since, missed=owed)


def test_first_run_asks_for_yesterday_and_today_and_settles_nothing() -> None:
    assert span(order(), "Sample") == (day(9), TODAY)
    assert complete(order(), "Sample", day(9), TODAY) == ()


def test_source_that_owes_nothing_yet_is_not_in_the_order_at_all() -> None:
    assert span(order(), "Unheard of") == (day(9), TODAY)


@pytest.mark.parametrize(("missed", "first"), [((9,), 9), ((7, 8, 9), 7), ((5, 9), 5)])
def test_span_reaches_from_the_oldest_owed_day_to_today(missed: tuple[int, ...], first: int) -> None:
    assert span(order(*missed), "Sample") == (day(first), TODAY)


def test_span_reaches_never_before_the_window() -> None:
    assert span(order(1, 9), "Sample") == (day(3), TODAY)
    assert span(order(1, 9, window_days=2), "Sample") == (day(8), TODAY)
    assert span(order(1, 9, window_days=0), "Sample") == (TODAY, TODAY)


def test_since_reaches_further_back_than_the_window_but_never_shortens_it() -> None:
    assert span(order(1, 9, since=day(1)), "Sample") == (day(1), TODAY)
    assert span(order(4, 9, since=day(8)), "Sample") == (day(4), TODAY)


def test_day_is_settled_a_day_and_a_half_after_its_end() -> None:
    first, last = span(order(6, 7, 8, 9), "Sample")
    assert complete(order(6, 7, 8, 9), "Sample", first, last) == (day(6), day(7))
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert complete(order(8, now=noon), "Sample", day(8), TODAY) == (day(8),)
    assert complete(order(8, now=noon - timedelta(seconds=1)), "Sample", day(8), TODAY) == ()


def test_day_outside_the_span_that_was_asked_is_not_settled() -> None:
    assert complete(order(1, 5, 6), "Sample", day(5), day(5)) == (day(5),)


def test_days_come_oldest_first_and_once() -> None:
    assert complete(order(6, 5, 6), "Sample", day(5), TODAY) == (day(5), day(6))


@given(
    missed=st.sets(st.integers(1, 30), max_size=8),
    hour=st.integers(0, 23),
    window_days=st.integers(1, 14),
)
def test_whatever_is_owed_within_the_window_is_asked_for_until_it_is_settled(
    missed: set[int], hour: int, window_days: int
) -> None:
    now = datetime(2026, 4, 1, hour, tzinfo=UTC)
    asked = Order(
        now=now, today=now.date(), window_days=window_days, missed={"Sample": tuple(map(day, sorted(missed)))}
    )
    first, last = span(asked, "Sample")
    floor = asked.today - timedelta(days=window_days)
    settled = complete(asked, "Sample", first, last)
    assert last == asked.today
    assert floor <= first < last
    for owed in asked.missed["Sample"]:
        assert (owed >= first) == (owed >= floor)
        ended = datetime(owed.year, owed.month, owed.day, tzinfo=UTC) + timedelta(days=1)
        assert (owed in settled) == (owed >= floor and now - ended >= timedelta(hours=36))
