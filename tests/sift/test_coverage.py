from __future__ import annotations

from datetime import UTC, date, datetime

from radar.outcomes import RunReport, SourceReport, SourceState
from radar.sift.coverage import covered, lost, missed, owed_since

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)
THURSDAY, FRIDAY, SATURDAY, SUNDAY = date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 10), date(2026, 1, 11)
NEXT_MONDAY = date(2026, 1, 12)


def run(day: date, **line: object) -> RunReport:
    moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    facts: dict[str, object] = {"name": "arXiv", "state": SourceState.OK, "batch_day": day} | line
    source = SourceReport(**facts)  # type: ignore[arg-type] - facts of a SourceReport
    return RunReport(day=day, started=moment, finished=moment, state="complete", sources=(source,))


def test_a_complete_batch_covers_its_day() -> None:
    assert covered([run(MONDAY)], "arXiv") == {MONDAY}
    assert covered([run(MONDAY)], "Nature") == frozenset()


def test_days_caught_up_are_covered() -> None:
    assert covered([run(FRIDAY, caught_up=(WEDNESDAY, THURSDAY))], "arXiv") == {WEDNESDAY, THURSDAY, FRIDAY}


def test_a_batch_that_came_in_part_has_no_day_and_covers_nothing() -> None:
    assert covered([run(MONDAY, state=SourceState.DEGRADED, batch_day=None)], "arXiv") == frozenset()


def test_a_complete_batch_counts_even_where_another_question_failed() -> None:
    assert covered([run(MONDAY, state=SourceState.DEGRADED)], "arXiv") == {MONDAY}


def test_weekdays_without_a_complete_batch_are_owed_but_not_today() -> None:
    reports = [run(MONDAY), run(WEDNESDAY)]
    assert missed(reports, "arXiv", first=MONDAY, today=FRIDAY) == (TUESDAY, THURSDAY)


def test_weekends_are_never_owed() -> None:
    assert missed([run(FRIDAY)], "arXiv", first=FRIDAY, today=NEXT_MONDAY) == ()


def test_a_source_that_gives_daily_owes_weekends_too() -> None:
    reports = [run(NEXT_MONDAY, batch_day=None, caught_up=(FRIDAY, SATURDAY))]
    assert missed(reports, "arXiv", first=THURSDAY, today=NEXT_MONDAY, calendar="daily") == (THURSDAY, SUNDAY)


def test_a_source_without_calendar_owes_nothing() -> None:
    assert missed([], "Nature", first=MONDAY, today=FRIDAY, calendar="") == ()


def test_what_is_owed_and_left_the_window_is_lost() -> None:
    reports = [run(MONDAY), run(THURSDAY)]
    assert lost(reports, "arXiv", today=NEXT_MONDAY, window_days=3) == (TUESDAY, WEDNESDAY)
    assert lost(reports, "arXiv", today=NEXT_MONDAY, window_days=5) == (TUESDAY,)
    assert lost(reports, "arXiv", today=NEXT_MONDAY, window_days=6) == ()
    assert lost(reports, "arXiv", today=date(2026, 1, 19), window_days=7, calendar="daily")[-2:] == (SATURDAY, SUNDAY)


def test_nothing_was_lost_before_the_first_report_that_names_a_source() -> None:
    reports = [run(MONDAY), run(WEDNESDAY, name="bioRxiv", batch_day=None)]
    assert lost(reports, "bioRxiv", today=NEXT_MONDAY, window_days=3, calendar="daily") == (WEDNESDAY, THURSDAY)
    assert lost(reports, "medRxiv", today=NEXT_MONDAY, window_days=3, calendar="daily") == ()


def test_nothing_is_owed_before_the_first_run_or_without_one() -> None:
    assert owed_since(None, today=FRIDAY, window_days=7) == FRIDAY
    assert owed_since(THURSDAY, today=FRIDAY, window_days=7) == THURSDAY


def test_what_left_the_window_is_no_longer_owed_unless_asked_for() -> None:
    late = date(2026, 1, 20)
    assert owed_since(MONDAY, today=late, window_days=7) == date(2026, 1, 13)
    assert owed_since(MONDAY, today=late, window_days=7, since=MONDAY) == MONDAY
