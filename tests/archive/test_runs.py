from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.archive import runs
from radar.errors import ArchiveError
from radar.outcomes import Quarantined, RunReport, SourceReport, SourceState

DAY = date(2026, 6, 19)
START = datetime(2026, 6, 19, 2, 10, tzinfo=UTC)
OK, EMPTY, NOT_MODIFIED = SourceState.OK, SourceState.EMPTY, SourceState.NOT_MODIFIED
DOWN, DEGRADED, LIMITED = SourceState.DOWN, SourceState.DEGRADED, SourceState.LIMITED
BEFORE = date(2026, 6, 17)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=15)
COUNT = st.integers(0, 999)
DAYS = st.dates(date(2026, 6, 10), date(2026, 6, 19))
MOMENT = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
LINE = st.builds(
    SourceReport,
    name=TEXT.filter(bool),
    state=st.sampled_from(SourceState),
    fetched=COUNT,
    new=COUNT,
    updated=COUNT,
    duplicate=COUNT,
    skipped=COUNT,
    reason=TEXT,
    batch_day=st.none() | DAYS,
    caught_up=st.lists(DAYS, max_size=3).map(tuple),
    last_gave=st.none() | DAYS,
    failing_since=st.none() | DAYS,
    retry_at=st.none() | MOMENT,
)
REPORT = st.builds(
    RunReport,
    day=st.just(DAY),
    started=MOMENT,
    finished=MOMENT,
    state=st.sampled_from(["complete", "partial", "failed", "quiet"]),
    sources=st.lists(LINE, max_size=3, unique_by=lambda line: line.name).map(tuple),
    briefings=st.dictionaries(TEXT, COUNT, max_size=2),
    model=st.dictionaries(TEXT, COUNT | st.floats(0, 10), max_size=2),
    quarantined=st.lists(st.builds(Quarantined, source=TEXT, item=TEXT, reason=TEXT), max_size=2).map(tuple),
    requests=st.dictionaries(TEXT, COUNT, max_size=2),
    abstracts=st.dictionaries(TEXT, COUNT, max_size=2),
    sample=st.booleans(),
)


def line(state: SourceState = OK, *, name: str = "arXiv", **changes: Any) -> SourceReport:
    return SourceReport(name=name, state=state, **changes)


def report(*lines: SourceReport, minutes: int = 0, **changes: Any) -> RunReport:
    started = START + timedelta(minutes=minutes)
    fields: dict[str, Any] = {
        "day": DAY,
        "started": started,
        "finished": started + timedelta(minutes=2),
        "state": "complete",
        "sources": lines,
    }
    return RunReport(**{**fields, **changes})


FULL = line(fetched=300, new=280, updated=5, duplicate=15, batch_day=DAY)


# -- files -----------------------------------------------------------------------------


@given(REPORT)
def test_a_report_comes_back_as_written(one: RunReport) -> None:
    assert runs.load(runs.dump(one)) == one


def test_a_report_stands_where_contract_says_and_is_written_once(tmp_path: Path) -> None:
    assert runs.read(tmp_path, DAY) is None
    assert runs.write(tmp_path, report(FULL))
    assert not runs.write(tmp_path, report(FULL))
    data = orjson.loads((tmp_path / "runs" / "2026" / "2026-06-19.json").read_bytes())
    assert data["schema"] == 1
    assert data["started"] == "2026-06-19T02:10:00Z"
    assert data["sources"][0]["state"] == "ok"
    assert runs.read(tmp_path, DAY) == report(FULL)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'"schema": 1', b'"schema": 2', "unknown schema 2"),
        (b'"ok"', b'"sung"', "unknown state 'sung'"),
        (b'"fetched": 300', b'"fetched": "many"', "`fetched` is no whole number"),
        (b"02:10:00Z", b"02:10:00", "`started` has no offset"),
        (b'"sources"', b'sources"', "no JSON"),
    ],
)
def test_an_unreadable_report_is_named(tmp_path: Path, old: bytes, new: bytes, why: str) -> None:
    runs.write(tmp_path, report(FULL))
    file = runs.path(tmp_path, DAY)
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    with pytest.raises(ArchiveError, match=rf"2026-06-19\.json: .*{why}"):
        runs.read(tmp_path, DAY)


def test_a_report_that_json_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"2026-06-19\.json: cannot be written"):
        runs.write(tmp_path, report(line(reason="\ud800")))


def test_reports_are_listed_oldest_first_within_their_bounds(tmp_path: Path) -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 19)]
    for day in reversed(days):
        runs.write(tmp_path, report(day=day))
    assert [one.day for one in runs.all_reports(tmp_path)] == days
    assert [one.day for one in runs.recent(tmp_path, days[1], days[2])] == days[1:]
    assert runs.recent(tmp_path, date(2026, 2, 1), date(2026, 3, 1)) == ()


def test_reports_before_a_day_are_the_newest_and_no_other_is_opened(tmp_path: Path) -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 18), DAY, date(2026, 6, 20)]
    for day in days:
        runs.write(tmp_path, report(day=day))
    runs.path(tmp_path, days[0]).write_bytes(b"not even JSON")
    assert [one.day for one in runs.before(tmp_path, DAY, 2)] == [date(2026, 6, 18), date(2026, 1, 1)]
    assert runs.before(tmp_path, date(2025, 12, 31), 2) == ()
    assert runs.before(tmp_path / "none", DAY, 2) == ()


def test_what_is_not_there_to_say_is_left_out_and_an_old_report_reads(tmp_path: Path) -> None:
    data = orjson.loads(runs.dump(report(line(), line(LIMITED, name="Other"))))
    assert not {"requests", "abstracts", "sample"} & set(data)
    for each in data["sources"]:
        assert set(each) == {"name", "state", "fetched", "new", "updated", "duplicate", "reason"}
    assert runs.load(orjson.dumps(data)) == report(line(), line(LIMITED, name="Other"))


def test_the_new_facts_stand_under_their_own_names() -> None:
    told = line(LIMITED, skipped=3, last_gave=DAY, failing_since=DAY, retry_at=START)
    data = orjson.loads(runs.dump(report(told, requests={"a.example": 2}, abstracts={"Crossref": 4})))
    facts = {key: data["sources"][0][key] for key in ("skipped", "last_gave", "failing_since", "retry_at")}
    assert facts == {
        "skipped": 3,
        "last_gave": "2026-06-19",
        "failing_since": "2026-06-19",
        "retry_at": "2026-06-19T02:10:00Z",
    }
    assert (data["requests"], data["abstracts"]) == ({"a.example": 2}, {"Crossref": 4})


@pytest.mark.parametrize("key", ["requests", "abstracts"])
def test_counts_that_are_no_numbers_are_refused(key: str) -> None:
    raw = runs.dump(report(**{key: {"a.example": 2}})).replace(b'"a.example": 2', b'"a.example": "2"')
    with pytest.raises(ValueError, match=r"`a\.example` is no whole number"):
        runs.load(raw)


def test_the_first_day_is_told_by_names_alone(tmp_path: Path) -> None:
    assert runs.first_day(tmp_path) is None
    for day in (date(2026, 1, 1), date(2025, 12, 31), DAY):
        runs.path(tmp_path, day).parent.mkdir(parents=True, exist_ok=True)
        runs.path(tmp_path, day).write_bytes(b"not even JSON")
    (tmp_path / "runs" / "2025" / ".2025-01-01.json.1.tmp").write_bytes(b"")
    (tmp_path / "runs" / "2025" / "notes.json").write_bytes(b"")
    assert runs.first_day(tmp_path) == date(2025, 12, 31)


def test_a_report_of_no_day_is_named(tmp_path: Path) -> None:
    file = tmp_path / "runs" / "2026" / "2026-02-30.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"{}")
    with pytest.raises(ArchiveError, match=r"2026-02-30\.json: no such day"):
        runs.first_day(tmp_path)
    with pytest.raises(ArchiveError, match=r"2026-02-30\.json: no such day"):
        tuple(runs.all_reports(tmp_path))


def test_the_sample_is_marked_once_and_only_where_there_is_a_report(tmp_path: Path) -> None:
    assert not runs.mark_sample(tmp_path, DAY)
    runs.write(tmp_path, report(FULL))
    assert runs.mark_sample(tmp_path, DAY)
    assert not runs.mark_sample(tmp_path, DAY)
    assert runs.read(tmp_path, DAY) == report(FULL, sample=True)


# -- several runs of one day -------------------------------------------------------------


def test_the_first_run_is_the_report() -> None:
    assert runs.merge(None, report(FULL)) == report(FULL)


@pytest.mark.parametrize(
    "again",
    [
        line(NOT_MODIFIED),
        line(EMPTY, batch_day=DAY),
        line(fetched=300, duplicate=300, batch_day=DAY),
    ],
    ids=["not modified", "empty", "all seen"],
)
def test_a_rerun_that_brought_nothing_gives_the_earlier_report_unchanged(again: SourceReport) -> None:
    earlier = report(FULL, briefings={"abstract": 4}, model={"calls": 2, "usd": 0.25})
    later = report(again, minutes=60, state="quiet", model={"calls": 0, "usd": 0.0})
    assert runs.merge(earlier, later) is earlier


@given(REPORT)
def test_a_day_stands_through_any_number_of_runs_that_bring_nothing(earlier: RunReport) -> None:
    nothing = replace(earlier, sources=(), briefings={}, model={}, quarantined=(), state="quiet", sample=False)
    nothing = replace(nothing, abstracts={})
    once = runs.merge(earlier, nothing)
    assert runs.merge(once, nothing) is once


def test_a_rerun_that_brought_nothing_does_not_even_count_its_requests() -> None:
    earlier = report(FULL, requests={"a.example": 3})
    again = line(fetched=300, duplicate=295, skipped=5, batch_day=DAY)
    assert runs.merge(earlier, report(again, minutes=60, requests={"a.example": 2, "b.example": 1})) is earlier


def test_requests_and_filled_abstracts_of_a_run_that_brought_something_are_added() -> None:
    earlier = report(FULL, requests={"a.example": 3}, abstracts={"Crossref": 1})
    later = report(
        line(new=1), minutes=60, requests={"a.example": 2, "b.example": 1}, abstracts={"Crossref": 2, "OpenAlex": 1}
    )
    merged = runs.merge(earlier, later)
    assert merged.requests == {"a.example": 5, "b.example": 1}
    assert merged.abstracts == {"Crossref": 3, "OpenAlex": 1}


def test_abstracts_filled_by_a_run_that_found_no_paper_change_the_report() -> None:
    merged = runs.merge(report(FULL), report(line(NOT_MODIFIED), minutes=60, abstracts={"Crossref": 2}))
    assert merged.abstracts == {"Crossref": 2}


def test_lines_still_add_up_after_several_runs() -> None:
    first = line(fetched=300, new=280, updated=5, duplicate=10, skipped=5)
    second = line(fetched=310, new=8, updated=2, duplicate=293, skipped=7)
    (merged,) = runs.merge(report(first), report(second, minutes=60)).sources
    assert merged.skipped == 5
    assert merged.new + merged.updated + merged.duplicate + merged.skipped == merged.fetched


@pytest.mark.parametrize(
    ("before", "after", "gave", "since"),
    [
        (line(fetched=3, last_gave=DAY), line(NOT_MODIFIED, last_gave=BEFORE), DAY, None),
        (line(NOT_MODIFIED, last_gave=BEFORE), line(fetched=3, last_gave=DAY), DAY, None),
        (line(DOWN, failing_since=BEFORE), line(fetched=3, last_gave=DAY), DAY, None),
        (line(fetched=3, last_gave=DAY), line(DOWN, last_gave=BEFORE, failing_since=DAY), DAY, DAY),
        (line(DOWN, failing_since=BEFORE), line(DOWN, failing_since=BEFORE), None, BEFORE),
        (line(DEGRADED, failing_since=DAY, fetched=3, last_gave=DAY), line(NOT_MODIFIED, last_gave=BEFORE), DAY, DAY),
        (line(), line(DOWN), None, None),
    ],
)
def test_when_a_source_last_gave_and_since_when_it_fails_hold_over_the_runs_of_a_day(
    before: SourceReport, after: SourceReport, gave: date | None, since: date | None
) -> None:
    (merged,) = runs.merge(report(before), report(after, minutes=60)).sources
    assert (merged.last_gave, merged.failing_since) == (gave, since)


@pytest.mark.parametrize(
    ("before", "after", "until"),
    [
        (line(), line(LIMITED, retry_at=START), START),
        (line(LIMITED, retry_at=START), line(fetched=3), None),
        (line(LIMITED, retry_at=START), line(DOWN), None),
        (line(LIMITED, retry_at=START), line(EMPTY), None),
        (line(DEGRADED, retry_at=START, fetched=3), line(NOT_MODIFIED), START),
    ],
)
def test_a_limit_stands_as_long_as_the_state_that_brought_it(
    before: SourceReport, after: SourceReport, until: datetime | None
) -> None:
    (merged,) = runs.merge(report(before), report(after, minutes=60)).sources
    assert merged.retry_at == until


def test_what_a_later_run_found_new_is_added_and_what_it_saw_again_is_not() -> None:
    again = line(fetched=310, new=8, updated=2, duplicate=300, batch_day=DAY)
    (merged,) = runs.merge(report(FULL), report(again, minutes=60)).sources
    assert merged == line(fetched=310, new=288, updated=7, duplicate=15, batch_day=DAY)


def test_a_merged_report_spans_its_runs() -> None:
    later = report(line(fetched=1, new=1), minutes=60)
    merged = runs.merge(report(FULL), later)
    assert (merged.started, merged.finished) == (START, later.finished)


@pytest.mark.parametrize(
    ("before", "after", "state", "reason"),
    [
        (line(DOWN, reason="HTTP 503"), line(fetched=3, new=3), OK, ""),
        (line(fetched=3, new=3), line(DOWN, reason="HTTP 503"), DOWN, "HTTP 503"),
        (line(fetched=3, new=3), line(NOT_MODIFIED), OK, ""),
        (line(NOT_MODIFIED), line(EMPTY), NOT_MODIFIED, ""),
        (line(DEGRADED, reason="cut", fetched=3), line(NOT_MODIFIED), DEGRADED, "cut"),
        (line(DOWN, reason="HTTP 503"), line(EMPTY), EMPTY, ""),
        (line(DOWN, reason="HTTP 503", fetched=3), line(NOT_MODIFIED), OK, ""),
    ],
)
def test_the_later_state_counts_unless_it_only_says_nothing_new(
    before: SourceReport, after: SourceReport, state: SourceState, reason: str
) -> None:
    (merged,) = runs.merge(report(before), report(after, minutes=60)).sources
    assert (merged.state, merged.reason) == (state, reason)


def test_a_source_that_one_run_did_not_ask_keeps_its_line() -> None:
    journal = line(name="Sample Journal", fetched=2, new=2)
    merged = runs.merge(report(FULL, journal), report(line(NOT_MODIFIED, name="Sample Journal"), minutes=60))
    assert merged.sources == (FULL, journal)
    assert runs.merge(report(FULL), report(journal, minutes=60)).sources == (FULL, journal)


def test_days_caught_up_are_united_and_the_batch_is_not_named_twice() -> None:
    first, second, older = date(2026, 6, 15), date(2026, 6, 16), date(2026, 6, 18)
    before = line(fetched=3, new=3, batch_day=older, caught_up=(second,))
    after = line(fetched=4, new=4, batch_day=DAY, caught_up=(first, DAY))
    (merged,) = runs.merge(report(before), report(after, minutes=60)).sources
    assert merged.batch_day == DAY
    assert merged.caught_up == (first, second, older)


def test_costs_add_up_and_quarantined_items_stand_once() -> None:
    bad = Quarantined(source="arXiv", item="x", reason="no title")
    other = replace(bad, item="y")
    merged = runs.merge(
        report(FULL, model={"calls": 2, "usd": 0.1}, quarantined=(bad,)),
        report(line(new=1), minutes=60, model={"calls": 1, "usd": 0.2}, quarantined=(bad, other)),
    )
    assert merged.model == {"calls": 3, "usd": 0.3}
    assert merged.quarantined == (bad, other)


def test_briefings_are_those_of_the_last_run_that_made_any() -> None:
    before = report(FULL, briefings={"abstract": 4})
    assert runs.merge(before, report(line(new=1), minutes=60, briefings={"abstract": 5})).briefings == {"abstract": 5}
    assert runs.merge(before, report(line(new=1), minutes=60)).briefings == {"abstract": 4}


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (line(DOWN), line(fetched=3, new=3), "complete"),
        (line(EMPTY), line(EMPTY), "quiet"),
        (line(fetched=3, new=3), line(DOWN), "partial"),
        (line(DOWN), line(DOWN, reason="again"), "failed"),
    ],
)
def test_a_day_is_summed_up_from_all_its_runs(before: SourceReport, after: SourceReport, state: str) -> None:
    earlier = report(before, state=runs.verdict([before], {}, brought=bool(before.new)))
    later = report(after, minutes=60, state=runs.verdict([after], {}, brought=bool(after.new)))
    assert runs.merge(earlier, later).state == state


def test_a_briefing_that_failed_makes_a_day_partial() -> None:
    assert runs.verdict([FULL], {"failed": 1}, brought=True) == "partial"


def test_one_failing_source_of_two_makes_a_day_partial_not_failed() -> None:
    assert runs.verdict([line(DOWN), line(EMPTY, name="Sample Journal")], {}, brought=False) == "partial"


def test_the_sample_gives_way_to_papers() -> None:
    sample = report(line(DOWN), state="failed", sample=True)
    assert runs.merge(sample, report(line(DOWN, reason="again"), minutes=60)).sample
    assert not runs.merge(sample, report(FULL, minutes=60)).sample
