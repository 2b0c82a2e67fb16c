"""What the status page and the days' pages say of sources: in codes, and in words on built pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import built_site
import small_archive
from radar import config
from radar.archive import runs
from radar.outcomes import Quarantined, RunReport, SourceReport, SourceState
from radar.publish import status
from radar.publish.site import Site
from radar.publish.status import CODES, DAYS, TONES, Note, code, notes
from small_archive import FRIDAY, THURSDAY

THANKSGIVING = date(2026, 11, 26)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
SATURDAY = date(2026, 3, 7)
OK, EMPTY, SAME, DOWN = SourceState.OK, SourceState.EMPTY, SourceState.NOT_MODIFIED, SourceState.DOWN
STALE, DEGRADED, LIMITED = SourceState.STALE, SourceState.DEGRADED, SourceState.LIMITED
SETTINGS: dict[str, Any] = {
    "version": 1,
    "sources": [
        {"kind": "arxiv", "categories": ["cs.AI"]},
        {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed"},
        {"kind": "biorxiv"},
    ],
}


def line(state: SourceState = OK, *, name: str = "arXiv", **changes: Any) -> SourceReport:
    return SourceReport(name=name, state=state, **changes)


def report(day: date, *lines: SourceReport, hour: int = 8, state: str = "complete", **changes: Any) -> RunReport:
    started = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return RunReport(
        day=day, started=started, finished=started + timedelta(minutes=2), state=state, sources=lines, **changes
    )


def site(*reports: RunReport) -> Site:
    newest_first = tuple(sorted(reports, key=lambda one: one.day, reverse=True))
    return Site(
        config=config.parse(SETTINGS), sample=False, url="", langs=("zh", "en"), days=(), topics=(), runs=newest_first
    )


def arxiv(told: SourceReport, day: date = TUESDAY, *, hour: int = 8) -> str:
    return code(told, report(day, told, hour=hour), "weekdays")


# -- codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (line(fetched=300, new=280, batch_day=TUESDAY), "fine"),
        (line(fetched=300, duplicate=300, batch_day=TUESDAY), "quiet"),
        (line(STALE, batch_day=MONDAY), "late"),
        (line(STALE), "stale"),
        (line(EMPTY), "late"),
        (line(SAME), "late"),
        (line(fetched=9, new=9, caught_up=(MONDAY,)), "late"),
        (line(fetched=9, new=9, caught_up=(MONDAY, TUESDAY)), "fine"),
        (line(fetched=9, new=9), "fine"),
        (line(fetched=300, new=0, duplicate=300, batch_day=MONDAY), "late"),
        (line(DEGRADED, fetched=3, reason="cut"), "partial"),
        (line(DEGRADED, reason="suspicious: nothing, where it usually gives about 300"), "suspicious"),
        (line(LIMITED), "limited"),
        (line(SourceState.BLOCKED), "blocked"),
        (line(DOWN), "down"),
        (line(SourceState.ERROR, reason="HTTP 404, day 2 of 3"), "missing"),
        (line(SourceState.ERROR, reason="answer is no proper HTTP"), "error"),
        (line(SourceState.GONE, reason="HTTP 404"), "gone"),
    ],
)
def test_a_source_is_told_by_more_than_its_state(told: SourceReport, expected: str) -> None:
    assert arxiv(told) == expected


@pytest.mark.parametrize(
    ("day", "told", "expected"),
    [
        (SATURDAY, line(EMPTY, batch_day=SATURDAY), "quiet"),
        (SATURDAY, line(SAME), "quiet"),
        (THANKSGIVING, line(EMPTY, batch_day=THANKSGIVING), "holiday"),
        (THANKSGIVING + timedelta(days=1), line(SAME), "holiday"),
        (THANKSGIVING, line(fetched=5, new=5, batch_day=THANKSGIVING), "fine"),
        (THANKSGIVING, line(DOWN), "down"),
    ],
)
def test_weekends_are_quiet_and_holidays_are_named(day: date, told: SourceReport, expected: str) -> None:
    assert arxiv(told, day) == expected


def test_a_list_is_not_late_before_it_can_be_out() -> None:
    before_midnight_in_new_york = 3
    assert arxiv(line(SAME), hour=before_midnight_in_new_york) == "quiet"
    assert arxiv(line(fetched=9, duplicate=9, batch_day=MONDAY), hour=before_midnight_in_new_york) == "quiet"
    assert arxiv(line(SAME), hour=6) == "late"


@pytest.mark.parametrize("day", [TUESDAY, SATURDAY, THANKSGIVING])
@pytest.mark.parametrize("calendar", ["", "daily"])
def test_a_source_without_lists_by_day_is_never_late_and_keeps_no_holiday(day: date, calendar: Any) -> None:
    for state in (EMPTY, SAME):
        assert code(line(state), report(day), calendar) == "quiet"
    assert code(line(fetched=2, updated=1), report(day), calendar) == "fine"


def test_every_state_has_a_code_and_only_failures_and_late_lists_worry() -> None:
    for state in SourceState:
        found = arxiv(line(state, batch_day=TUESDAY))
        assert found in CODES
        assert (TONES[found] in ("wait", "bad")) == state.is_failure


# -- the status page's facts ------------------------------------------------------------------


def only(page: status.Status | None) -> status.SourceTold:
    assert page is not None
    (told,) = (*page.worrying, *page.others)
    return told


def test_without_a_run_there_is_no_status() -> None:
    assert status.status(site()) is None


def test_what_worries_stands_apart_each_in_the_reports_order() -> None:
    names = ("A", "B", "C", "D")
    lines = [
        line(state, name=name, fetched=int(state is OK), new=int(state is OK))
        for name, state in zip(names, (DOWN, OK, DEGRADED, EMPTY), strict=True)
    ]
    page = status.status(site(report(TUESDAY, *lines)))
    assert page is not None
    assert [told.line.name for told in page.worrying] == ["A", "C"]
    assert [told.line.name for told in page.others] == ["B", "D"]


def test_a_source_is_followed_over_fourteen_days_and_days_without_it_say_so() -> None:
    reports = [
        report(WEDNESDAY, line(DOWN)),
        report(MONDAY, line(fetched=3, new=3, batch_day=MONDAY)),
        report(MONDAY - timedelta(days=1), line(name="Sample Journal")),
        report(WEDNESDAY - timedelta(days=DAYS), line(DOWN)),
    ]
    days = only(status.status(site(*reports))).days
    assert [day.day for day in days] == [WEDNESDAY - timedelta(days=n) for n in range(DAYS)]
    assert [(day.code, day.tone, day.new) for day in days[:4]] == [
        ("down", "bad", 0),
        ("none", "none", 0),
        ("fine", "good", 3),
        ("none", "none", 0),
    ]


def test_recent_days_hold_their_reports_and_gaps() -> None:
    newest, older = report(WEDNESDAY), report(MONDAY)
    page = status.status(site(older, newest))
    assert page is not None
    assert page.runs[:3] == ((WEDNESDAY, newest), (TUESDAY, None), (MONDAY, older))
    assert len(page.runs) == DAYS


def test_facts_are_read_off_the_line_and_off_older_reports_where_it_carries_none() -> None:
    said = only(status.status(site(report(TUESDAY, line(DOWN, last_gave=MONDAY, failing_since=TUESDAY)))))
    assert (said.last_gave, said.failing_since) == (MONDAY, TUESDAY)
    sunday = MONDAY - timedelta(days=1)
    history = [report(sunday, line(fetched=2)), report(MONDAY, line(DOWN)), report(TUESDAY, line(DOWN))]
    found = only(status.status(site(*history)))
    assert (found.last_gave, found.failing_since) == (sunday, MONDAY)
    assert only(status.status(site(report(TUESDAY, line(DOWN))))).last_gave is None


def test_owed_and_lost_days_are_listed() -> None:
    first = report(MONDAY, line(fetched=1, new=1, batch_day=MONDAY))
    told = only(status.status(site(first, report(MONDAY + timedelta(days=10), line(DOWN)))))
    assert told.lost == (TUESDAY, WEDNESDAY, date(2026, 3, 5))
    assert told.owed == tuple(date(2026, 3, n) for n in (6, 9, 10, 11))


def test_days_that_a_source_may_still_add_to_are_no_arrear() -> None:
    reports = [report(MONDAY + timedelta(days=n), line(name="bioRxiv", caught_up=())) for n in range(3)]
    assert only(status.status(site(*reports))).owed == ()
    later = report(SATURDAY, line(name="bioRxiv", caught_up=(MONDAY, WEDNESDAY)))
    assert only(status.status(site(*reports, later))).owed == (TUESDAY,)


def test_a_feed_owes_nothing() -> None:
    reports = [report(MONDAY, line(name="Sample Journal")), report(SATURDAY, line(DOWN, name="Sample Journal"))]
    told = only(status.status(site(*reports)))
    assert (told.owed, told.lost) == ((), ())


# -- why papers of a day may be missing --------------------------------------------------------


def why(day: date, *reports: RunReport) -> tuple[Note, ...]:
    by_day = {one.day: one for one in reports}
    return notes(site(*reports), by_day.get(day))


def test_a_whole_day_needs_no_word() -> None:
    journal = line(EMPTY, name="Sample Journal")
    assert why(TUESDAY, report(TUESDAY, line(fetched=3, new=3, batch_day=TUESDAY), journal)) == ()
    watched = line(DEGRADED, fetched=3, new=3, batch_day=TUESDAY, reason="the API failed")
    assert why(TUESDAY, report(TUESDAY, watched)) == ()


def test_weekends_and_holidays_say_why_arxiv_is_missing() -> None:
    assert why(SATURDAY, report(SATURDAY, line(EMPTY))) == (Note(why="weekend", names=("arXiv",)),)
    assert why(THANKSGIVING, report(THANKSGIVING, line(EMPTY))) == (Note(why="holiday", names=("arXiv",)),)


@pytest.mark.parametrize("told", [line(DOWN), line(STALE), line(STALE, batch_day=MONDAY), line(EMPTY)])
def test_a_list_that_did_not_come_is_owed_then_came_later_or_is_lost(told: SourceReport) -> None:
    failed = report(TUESDAY, told)
    assert why(TUESDAY, failed) == (Note(why="owed", names=("arXiv",)),)
    came = report(WEDNESDAY, line(fetched=3, new=3, batch_day=WEDNESDAY, caught_up=(TUESDAY,)))
    again = report(SATURDAY, line(EMPTY, caught_up=(TUESDAY,)))
    assert why(TUESDAY, failed, came, again) == (Note(why="later", names=("arXiv",), when=WEDNESDAY),)
    assert why(TUESDAY, failed, report(TUESDAY + timedelta(days=6))) == (Note(why="owed", names=("arXiv",)),)
    assert why(TUESDAY, failed, report(TUESDAY + timedelta(days=7))) == (Note(why="lost", names=("arXiv",)),)


def test_sources_of_one_fate_share_a_note_and_the_worst_comes_last() -> None:
    lines = [line(DOWN, name=name) for name in ("Sample Journal", "Other Journal")]
    assert why(SATURDAY, report(SATURDAY, *lines, line(EMPTY))) == (
        Note(why="weekend", names=("arXiv",)),
        Note(why="failed", names=("Sample Journal", "Other Journal")),
    )


def test_a_day_without_a_run_says_so_where_there_are_runs_at_all() -> None:
    assert why(TUESDAY, report(MONDAY)) == (Note(why="unrun"),)
    assert why(TUESDAY) == ()


# -- on the pages ------------------------------------------------------------------------------

EVERY_KIND = {
    "late": line(EMPTY),
    "stale": line(STALE, reason="an earlier list again, dated 2026-06-22"),
    "partial": line(DEGRADED, fetched=3, new=3, reason="cut"),
    "suspicious": line(DEGRADED, reason="suspicious: nothing, where it usually gives about 300"),
    "limited": line(LIMITED, retry_at=datetime(2026, 6, 23, 9, tzinfo=UTC)),
    "blocked": line(SourceState.BLOCKED, reason="HTTP 403"),
    "down": line(DOWN, failing_since=date(2026, 6, 17)),
    "missing": line(SourceState.ERROR, reason="HTTP 404, day 2 of 3"),
    "gone": line(SourceState.GONE, reason="HTTP 404"),
    "error": line(SourceState.ERROR, reason="no feed"),
    "fine": line(fetched=3, new=3, batch_day=date(2026, 6, 23)),
    "quiet": line(EMPTY, batch_day=date(2026, 6, 23)),
}
NEXT_TUESDAY = date(2026, 6, 23)


def built(folder: Path, newest: RunReport) -> Path:
    small_archive.write(folder / "content")
    runs.write(folder / "content" / "daily", newest)
    built_site.make(folder, small_archive.settings())
    return folder / "output"


def facts(element: html.HtmlElement) -> dict[str, str]:
    """Read the terms and what they are, of a page or a part of it."""
    terms = element.xpath(".//dl/dt")
    return {built_site.text(term): built_site.text(term.getnext()) for term in terms}


def test_every_kind_of_trouble_has_a_word_and_a_sentence_of_its_own_in_both_languages(tmp_path: Path) -> None:
    told: dict[str, list[str]] = {"zh": [], "en": []}
    for kind, each in EVERY_KIND.items():
        output = built(tmp_path / kind, report(NEXT_TUESDAY, each))
        for lang, path in (("zh", "status/"), ("en", "en/status/")):
            page = built_site.page(output, path)
            word = built_site.text(page.xpath("//div[@class='source-name']/p")[0])
            told[lang].append(word.partition(" since ")[0].partition(" 自")[0])
            told[lang].append(built_site.text(page.xpath("//p[@class='means']")[0]))
    for words in told.values():
        assert all(words)
        assert len(set(words)) == len(words)
    assert {"迟到", "过期", "部分", "限流", "被挡", "连不上", "已消失", "出错", "正常", "安静"} <= set(told["zh"])


def test_a_source_tells_when_it_last_gave_since_when_it_fails_and_what_it_owes(tmp_path: Path) -> None:
    arx = line(
        DOWN,
        reason="timeout",
        last_gave=date(2026, 6, 12),
        failing_since=date(2026, 6, 15),
        caught_up=(date(2026, 6, 17),),
    )
    output = built(tmp_path, report(NEXT_TUESDAY, arx))
    (source,) = built_site.page(output, "en/status/").xpath("//ul[@class='sources-status']/li")
    said = "arXiv Down since 15 June 2026 It could not be reached. The next run tries again. timeout"
    assert built_site.text(source).startswith(said)
    assert facts(source) == {
        "Last gave": "12 June 2026",
        "Caught up": "17 June",
        "Still owed": "18 June, 19 June, 22 June",
    }


def test_the_page_tells_counts_requests_abstracts_and_items_left_out(tmp_path: Path) -> None:
    counted = line(fetched=310, new=280, updated=5, duplicate=15, skipped=10, batch_day=NEXT_TUESDAY)
    left_out = Quarantined(source="Sample Journal", item=f"<b>{'long ' * 40}</b>", reason="no title")
    newest = report(
        NEXT_TUESDAY,
        counted,
        requests={"rss.example": 2, "api.example": 11},
        abstracts={"OpenAlex": 3, "Crossref": 9},
        quarantined=(left_out,) * 51,
    )
    output = built(tmp_path, newest)
    page = built_site.page(output, "en/status/")
    told = facts(page)
    assert told["This day"] == "310 read · 280 new · 5 updated · 15 known already · 10 kept out"
    assert told["Abstracts filled"] == "12 (Crossref 9, OpenAlex 3)"
    assert told["Requests"] == "13"
    hosts = page.xpath("//section[@aria-labelledby='requests']//li")
    assert [[built_site.text(part) for part in host] for host in hosts] == [
        ["api.example", "11"],
        ["rss.example", "2"],
    ]
    text = built_site.text(page)
    assert "Sample Journal: <b>long long" in text
    assert text.count("no title") == 50
    assert "1 more is in the run report." in text
    rows = built_site.page(output, "status/").xpath("//section[@aria-labelledby='left-out']//li/span[1]")
    assert max(len(built_site.text(row)) for row in rows) <= len("Sample Journal：") + 90


def test_no_state_is_told_by_colour_alone(tmp_path: Path) -> None:
    page = built_site.page(built(tmp_path, report(NEXT_TUESDAY, line(DOWN))), "status/")
    for mark in page.xpath("//*[contains(concat(' ', @class, ' '), ' state ')]"):
        assert re.search(r"\w", built_site.text(mark))
    for strip in page.xpath("//*[@class='strip']"):
        assert strip.get("aria-hidden") == "true"
        rows = strip.getparent().getparent().xpath("./ul/li")
        assert len(rows) == len(strip) == DAYS


def day_notes(output: Path, path: str) -> Iterable[str]:
    page = built_site.page(output, path)
    found = page.xpath("//main//p[starts-with(@class, 'not') and .//a[contains(@href, 'status/')]]")
    return [built_site.text(each) for each in found]


def test_a_days_page_says_which_sources_are_missing(tmp_path: Path) -> None:
    output = built(tmp_path, report(NEXT_TUESDAY, line(DOWN)))
    assert day_notes(output, "en/2026/06/19/") == [
        (
            "Sample Journal: no complete answer on this day. "
            "What is still listed there comes with a later run. See status"
        )
    ]
    assert day_notes(output, "en/2026/06/18/") == []


def test_a_days_page_says_that_its_list_is_owed_or_came_later(tmp_path: Path) -> None:
    content = tmp_path / "content"
    small_archive.write(content, with_saturday=False)
    runs.write(content / "daily", report(THURSDAY, line(DOWN), state="partial"))
    runs.path(content / "daily", FRIDAY).unlink()
    built_site.make(tmp_path, small_archive.settings())
    assert day_notes(tmp_path / "output", "2026/06/18/") == [
        "arXiv：当日的列表尚未完整取得；会再取，论文将补在这里。 查看状态"
    ]
    assert day_notes(tmp_path / "output", "2026/06/19/") == [
        "当日没有运行；此处的内容由其他日子的运行取得。 查看状态"
    ]
    runs.write(content / "daily", report(FRIDAY, line(fetched=1, new=1, batch_day=FRIDAY, caught_up=(THURSDAY,))))
    built_site.make(tmp_path, small_archive.settings())
    assert day_notes(tmp_path / "output", "en/2026/06/18/") == [
        "arXiv: the list of this day came later, by 19 June, and is complete. See status"
    ]


def test_home_names_a_holiday_and_many_failures_in_one_line(tmp_path: Path) -> None:
    output = built(tmp_path / "holiday", report(THANKSGIVING, line(EMPTY)))
    home = built_site.text(built_site.page(output, "en/"))
    assert "arXiv keeps a holiday on 26 November; here is the newest issue (19 June, Friday)." in home
    lines = [line(DOWN), *(line(DOWN, name=f"Sample Journal {n}") for n in range(4))]
    output = built(tmp_path / "many", report(NEXT_TUESDAY, *lines))
    home = built_site.text(built_site.page(output, "en/"))
    told = "arXiv, Sample Journal 0, Sample Journal 1 and 2 more gave no complete answer on 23 June"
    assert home.count("gave no complete answer") == 1
    assert told in home
