from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.outcomes import Harvest, RunReport, SourceReport, SourceState, Validators
from radar.sift.health import GONE_AFTER, HISTORY, carried, days_missing, is_suspicious, judge

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)
SATURDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 9)
THANKSGIVING = date(2026, 11, 26)
OK, EMPTY, SAME, DOWN = SourceState.OK, SourceState.EMPTY, SourceState.NOT_MODIFIED, SourceState.DOWN
ERROR, GONE, DEGRADED = SourceState.ERROR, SourceState.GONE, SourceState.DEGRADED
SEEN = {"https://journal.example/feed": Validators(etag='"1"')}


def line(state: SourceState = OK, *, name: str = "Sample Journal", **changes: Any) -> SourceReport:
    return SourceReport(name=name, state=state, **changes)


def report(day: date, *lines: SourceReport) -> RunReport:
    moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return RunReport(day=day, started=moment, finished=moment, state="complete", sources=lines)


def harvest(state: SourceState, **changes: Any) -> Harvest:
    return Harvest(source="Sample Journal", kind="feed", state=state, **changes)


def gave(*counts: int, before: date = FRIDAY) -> list[RunReport]:
    """Report a source that gave these numbers of records on the days before one, newest first."""
    return [
        report(before - timedelta(days=n), line(OK if count else EMPTY, fetched=count))
        for n, count in enumerate(counts, 1)
    ]


# -- an address that is not there ----------------------------------------------------------


def missing(days: Sequence[date], history: Sequence[RunReport] = ()) -> list[SourceReport]:
    """Let a source answer 404 on these days, and give what each day's report says of it."""
    told = list(history)
    found = []
    for day in days:
        (judged,) = judge([harvest(GONE, reason="HTTP 404")], told, today=day)
        found.append(line(judged.state, reason=judged.reason))
        told.append(report(day, found[-1]))
    return found


def test_an_address_counts_as_gone_on_the_third_day_in_a_row() -> None:
    found = missing([WEDNESDAY, THURSDAY, FRIDAY, SATURDAY])
    assert [(each.state, each.reason) for each in found] == [
        (ERROR, "HTTP 404, day 1 of 3"),
        (ERROR, "HTTP 404, day 2 of 3"),
        (GONE, "HTTP 404"),
        (GONE, "HTTP 404"),
    ]
    assert [days_missing(each) for each in found] == [1, 2, GONE_AFTER, GONE_AFTER]


def test_days_without_a_run_neither_count_nor_break_the_row() -> None:
    assert missing([WEDNESDAY, MONDAY, date(2026, 4, 1)])[-1].state is GONE


@pytest.mark.parametrize("between", [line(fetched=3), line(SAME), line(DOWN, reason="timeout")])
def test_anything_else_begins_the_row_anew(between: SourceReport) -> None:
    first = missing([WEDNESDAY])
    history = [report(WEDNESDAY, *first), report(THURSDAY, between)]
    assert missing([FRIDAY], history)[0].reason == "HTTP 404, day 1 of 3"


def test_a_run_that_did_not_ask_the_source_does_not_break_the_row() -> None:
    first = missing([WEDNESDAY])
    history = [report(WEDNESDAY, *first), report(THURSDAY, line(name="arXiv", fetched=3))]
    assert missing([FRIDAY], history)[0].reason == "HTTP 404, day 2 of 3"


def test_several_runs_of_one_day_are_one_day() -> None:
    first = missing([FRIDAY])
    assert missing([FRIDAY], [report(FRIDAY, *first)])[0].reason == "HTTP 404, day 1 of 3"


def test_reports_may_come_in_any_order() -> None:
    history = [report(day, each) for day, each in zip((WEDNESDAY, THURSDAY), missing([WEDNESDAY, THURSDAY]))]  # noqa: B905 - as long as each other by make
    assert missing([FRIDAY], history[::-1]) == missing([FRIDAY], history)


# -- nothing, where much was to be expected -------------------------------------------------


def test_nothing_from_a_source_that_usually_gives_much_is_doubted_and_not_remembered() -> None:
    empty = harvest(EMPTY, batch_day=FRIDAY, caught_up=(THURSDAY,), validators=SEEN)
    (judged,) = judge([empty], gave(300, 280, 310), today=FRIDAY)
    assert judged.state is DEGRADED
    assert judged.reason == "suspicious: nothing, where it usually gives about 300"
    assert (judged.batch_day, judged.caught_up, dict(judged.validators)) == (None, (), {})
    assert is_suspicious(line(judged.state, reason=judged.reason))


@pytest.mark.parametrize("today", [SATURDAY, date(2026, 3, 8), THANKSGIVING, THANKSGIVING + timedelta(days=1)])
def test_nothing_is_no_surprise_on_a_quiet_day(today: date) -> None:
    empty = harvest(EMPTY, batch_day=today, validators=SEEN)
    assert judge([empty], gave(300, 280, before=today), today=today) == (empty,)


@pytest.mark.parametrize(
    "history",
    [
        [],
        gave(4, 4, 4),
        gave(0, 0, 300),
        gave(0, 9, 0),
        [report(THURSDAY, line(SAME)), report(WEDNESDAY, line(DOWN))],
    ],
    ids=["nothing known", "usually little", "mostly nothing", "now and then", "never counted"],
)
def test_nothing_is_believed_of_a_source_that_usually_gives_little(history: list[RunReport]) -> None:
    empty = harvest(EMPTY)
    assert judge([empty], history, today=FRIDAY) == (empty,)


def test_days_on_which_nothing_could_be_counted_do_not_make_a_source_small() -> None:
    history = [*gave(300), *(report(date(2026, 2, n), line(SAME)) for n in range(1, 9))]
    assert judge([harvest(EMPTY)], history, today=FRIDAY)[0].state is DEGRADED


@pytest.mark.parametrize("state", [OK, SAME, DOWN, SourceState.LIMITED, DEGRADED])
def test_only_an_empty_answer_is_doubted(state: SourceState) -> None:
    told = harvest(state, validators=SEEN)
    assert judge([told], gave(300, 300), today=FRIDAY) == (told,)


def test_the_doubt_ends_when_nothing_comes_for_long() -> None:
    history = gave(*[300] * HISTORY, before=MONDAY)
    day, states = MONDAY, []
    for _ in range(3 * HISTORY):
        (judged,) = judge([harvest(EMPTY)], history, today=day)
        states.append(judged.state)
        history.append(report(day, line(judged.state, reason=judged.reason)))
        day += timedelta(days=7)
    assert states == [DEGRADED] * states.count(DEGRADED) + [EMPTY] * states.count(EMPTY)
    assert HISTORY // 2 <= states.count(DEGRADED) <= HISTORY


def test_sources_are_judged_apart() -> None:
    other = Harvest(source="Other", kind="feed", state=EMPTY)
    judged = judge([other, harvest(EMPTY)], gave(300), today=FRIDAY)
    assert [(each.source, each.state) for each in judged] == [("Other", EMPTY), ("Sample Journal", DEGRADED)]


# -- when it last gave, since when it fails -------------------------------------------------


def test_a_source_that_gives_a_record_last_gave_today() -> None:
    (told,) = carried([line(fetched=1)], gave(2), today=FRIDAY)
    assert (told.last_gave, told.failing_since) == (FRIDAY, None)


@pytest.mark.parametrize("state", [EMPTY, SAME, DOWN])
def test_else_what_the_newest_report_says_of_it_is_carried_on(state: SourceState) -> None:
    long_ago = date(2025, 1, 2)
    history = [report(THURSDAY, line(SAME, last_gave=long_ago)), report(WEDNESDAY, line(name="Other", fetched=1))]
    assert carried([line(state)], history, today=FRIDAY)[0].last_gave == long_ago


def test_reports_of_before_this_was_kept_tell_it_by_what_they_counted() -> None:
    assert carried([line(SAME)], [report(THURSDAY, line(SAME)), *gave(0, 3)], today=FRIDAY)[0].last_gave == WEDNESDAY


def test_a_source_never_heard_of_never_gave() -> None:
    assert carried([line(EMPTY)], [], today=FRIDAY)[0].last_gave is None


def test_a_row_of_failures_begins_on_its_first_day_and_ends_with_a_success() -> None:
    history: list[RunReport] = []
    since = []
    days = (WEDNESDAY, THURSDAY, FRIDAY, MONDAY, date(2026, 3, 10))
    for day, state in zip(days, (DOWN, ERROR, SAME, DOWN, DEGRADED), strict=True):
        (told,) = carried([line(state)], history, today=day)
        history.append(report(day, told))
        since.append(told.failing_since)
    assert since == [WEDNESDAY, WEDNESDAY, None, MONDAY, MONDAY]


def test_a_row_of_failures_is_not_broken_by_a_run_that_did_not_ask() -> None:
    history = [report(WEDNESDAY, line(DOWN, failing_since=WEDNESDAY)), report(THURSDAY, line(name="Other"))]
    assert carried([line(DOWN)], history, today=FRIDAY)[0].failing_since == WEDNESDAY


def test_a_failure_that_an_old_report_does_not_date_began_no_later_than_that_report() -> None:
    assert carried([line(DOWN)], [report(THURSDAY, line(DOWN))], today=FRIDAY)[0].failing_since == THURSDAY


def test_an_earlier_run_of_today_is_no_earlier_day() -> None:
    (told,) = carried([line(DOWN)], [report(FRIDAY, line(DOWN, failing_since=WEDNESDAY, fetched=3))], today=FRIDAY)
    assert (told.last_gave, told.failing_since) == (None, FRIDAY)


STATES = st.lists(st.tuples(st.sampled_from(SourceState), st.integers(0, 3)), min_size=1, max_size=12)


@given(STATES)
def test_one_report_is_enough_to_carry_it_on(days: list[tuple[SourceState, int]]) -> None:
    whole: list[RunReport] = []
    for n, (state, fetched) in enumerate(days):
        day = WEDNESDAY + timedelta(days=n)
        (told,) = carried([line(state, fetched=fetched)], whole, today=day)
        assert carried([line(state, fetched=fetched)], whole[-1:], today=day) == (told,)
        whole.append(report(day, told))
