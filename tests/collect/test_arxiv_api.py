"""arXiv's API: missed days and watched authors, from a fake arXiv that goes wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import answer, door, in_turn, serving

import tiny_world
from faults.matrix import Seen
from radar.collect import arxiv_api, arxiv_page, arxiv_rss
from radar.collect.arxiv_api import Found
from radar.config_sources import ArxivSource
from radar.outcomes import Failed, SourceState

FRIDAY = date(2026, 3, 6)
MISSED = (date(2026, 3, 4), date(2026, 3, 5))
NOW = datetime(2026, 3, 6, 8, tzinfo=UTC)
Start = Callable[..., Any]


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Start]:
    opened: list[Any] = []

    def start(*faults: dict[str, Any], day: str = "2026-03-06", **scenario: Any) -> Any:
        opened.append(tiny_world.start(tmp_path, day=day, scenario={"faults": list(faults), **scenario}))
        return opened[-1]

    yield start
    for one in opened:
        one.stop()


def source(base: str, **more: Any) -> ArxivSource:
    told = {"kind": "arxiv", "categories": ["cs.AI", "cs.CL"], "base_url": base, "api_url": f"{base}/api/query"}
    return ArxivSource.model_validate(told | more)


def missed(net: Any, days: Sequence[date] = MISSED, *, today: date = FRIDAY, **more: Any) -> Found:
    return arxiv_api.missed(source(net.base_url, **more), door(pace_override=0.0), days, today=today)


def watched(net: Any, *names: str, since: date = date(2026, 3, 2), today: date = FRIDAY) -> Found:
    return arxiv_api.watched(source(net.base_url), door(pace_override=0.0), names, since=since, today=today)


def queries(net: Any) -> list[str]:
    return [entry["query"] for entry in net.net.log.entries()]


def days(found: Found) -> Counter[str]:
    return Counter(f"{one.announced}" for one in found.listings)


# -- the calendar ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "begin", "end"),
    [
        ("2026-03-06", "2026-03-06", "2026-03-04T19:00", "2026-03-05T19:00"),  # Friday: Wed 14:00 - Thu 14:00
        ("2026-03-02", "2026-03-02", "2026-02-26T19:00", "2026-02-27T19:00"),  # Monday: Thu - Fri
        ("2026-03-03", "2026-03-03", "2026-02-27T19:00", "2026-03-02T19:00"),  # Tuesday: Fri - Mon
        ("2026-03-10", "2026-03-10", "2026-03-06T19:00", "2026-03-09T18:00"),  # the clocks change on the 8th
        ("2026-03-04", "2026-03-06", "2026-03-02T19:00", "2026-03-05T19:00"),
    ],
)
def test_span_is_what_came_in_for_the_announcements(first: str, last: str, begin: str, end: str) -> None:
    got = arxiv_api.span(date.fromisoformat(first), date.fromisoformat(last))
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in got] == [begin, end]


def test_span_of_a_day_without_announcement_is_found_too() -> None:
    begin, end = arxiv_api.span(date(2026, 3, 7), date(2026, 3, 7))
    assert begin <= end


# -- missed days -----------------------------------------------------------------------


def test_missed_days_come_back_each_on_its_own_day(net: Start) -> None:
    fake = net()
    found = missed(fake)
    assert found.failed is None
    assert days(found) == {"2026-03-04": 4, "2026-03-05": 4}
    assert {one.day_from for one in found.listings} == {"inferred"}
    assert len(queries(fake)) == 1
    assert "submittedDate%3A%5B202603021900+TO+202603041859%5D" in queries(fake)[0]


def test_listing_is_the_one_the_feed_gave_but_for_licence_and_certainty(net: Start) -> None:
    extra = {"doi": "10.5555/Sample.9", "journal_ref": "Sample Letters 9", "comment": "9 pages"}
    fake = net(day="2026-03-05", papers=[tiny_world.paper("2026-03-05", 9, **extra)])
    by_rss = arxiv_rss.fetch(source(fake.base_url), door(pace_override=0.0), {}, now=NOW).listings
    by_api = missed(fake, [date(2026, 3, 5)]).listings
    key = lambda one: one.ids  # noqa: E731 - a name for the key keeps the lines below readable
    assert sorted((replace(one, license="") for one in by_rss), key=key) == sorted(
        (replace(one, day_from="") for one in by_api), key=key
    )
    assert len(by_api) == 5
    assert all(one.license for one in by_rss)


def test_paging_reads_to_the_end(net: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv_api, "PAGE", 3)
    fake = net()
    assert len(missed(fake).listings) == 8
    assert len(queries(fake)) == 3


def test_first_versions_are_asked_for_where_later_ones_came(net: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv_api, "IDS_AT_ONCE", 2)
    versions = [
        {"id": f"2603.004{n:02d}", "version": 2, "day": "2026-03-06", "title": f"Changed Title {n}"}
        for n in (1, 2, 3)
    ]
    fake = net(versions=versions)
    found = missed(fake)
    assert found.failed is None
    assert len(found.listings) == 8
    assert {one.place.version for one in found.listings} == {1}
    assert not any("Changed" in one.title for one in found.listings)
    assert len(queries(fake)) == 3
    assert "2603.00401v1" in queries(fake)[1]


def test_archive_stands_for_its_categories(net: Start) -> None:
    fake = net()
    found = missed(fake, categories=["cs"])
    assert days(found) == {"2026-03-04": 4, "2026-03-05": 4}
    assert {one.place.announce for one in found.listings} == {"new"}
    assert "cat%3Acs.%2A" in queries(fake)[0]


def test_nothing_later_than_today_comes(net: Start) -> None:
    assert days(missed(net(), [date(2026, 3, 4), date(2026, 3, 6)], today=date(2026, 3, 5))) == {
        "2026-03-04": 4,
        "2026-03-05": 4,
    }


def test_day_without_papers_is_answered_in_full(net: Start) -> None:
    found = missed(net(), [date(2026, 2, 20)])
    assert (found.listings, found.failed) == ((), None)


# -- watched authors -------------------------------------------------------------------


def test_watched_authors_are_found_in_any_category(net: Start) -> None:
    far = tiny_world.paper("2026-03-05", 50, authors=["Sample Author 77"], categories=["math.CO"])
    fake = net(papers=[far])
    found = watched(fake, "Sample Author 77")
    (listing,) = found.listings
    assert listing.place.category == "math.CO"
    assert (listing.place.announce, listing.announced) == ("new", date(2026, 3, 5))


def test_cross_listed_papers_of_watched_authors_are_announced_as_the_feed_does(net: Start) -> None:
    crossed = tiny_world.paper("2026-03-05", 50, authors=["Sample Author 77"], categories=["cs.LG", "cs.CL"])
    (listing,) = watched(net(papers=[crossed]), "Sample Author 77").listings
    assert (listing.place.category, listing.place.announce) == ("cs.LG", "cross")


@pytest.mark.parametrize("name", ["77, Sample Author", "SAMPLE  AUTHOR 77", 'Sample "Author" 77'])
def test_watched_names_are_compared_folded(net: Start, name: str) -> None:
    papers = [tiny_world.paper("2026-03-05", 50, authors=["Sample Author 77"])]
    assert len(watched(net(papers=papers), name).listings) == 1


def test_names_that_only_look_alike_are_left_out(net: Start) -> None:
    papers = [tiny_world.paper("2026-03-05", 50, authors=["Second Sample Author 77"])]
    assert watched(net(papers=papers), "Sample Author 77").listings == ()


def test_only_the_window_is_asked_for(net: Start) -> None:
    found = watched(net(), "Sample Author 1", since=date(2026, 3, 5))
    assert days(found) == {"2026-03-05": 4, "2026-03-06": 4}


def test_many_names_go_in_several_questions(net: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv_api, "NAMES_AT_ONCE", 2)
    fake = net()
    found = watched(fake, "Sample Author 5", "Sample Author 4", "Sample Author 3")
    assert len(queries(fake)) == 2
    assert len(found.listings) == len({one.ids for one in found.listings}) == 5 * 3


@pytest.mark.parametrize("names", [(), ("!!",)])
def test_no_name_to_ask_for_asks_nothing(net: Start, names: tuple[str, ...]) -> None:
    fake = net()
    assert watched(fake, *names) == Found()
    assert queries(fake) == []


# -- what goes wrong -------------------------------------------------------------------


@pytest.mark.fault("F14")
def test_f14_empty_page_in_the_middle_is_asked_for_again(
    net: Start, monkeypatch: pytest.MonkeyPatch, seen: Seen
) -> None:
    monkeypatch.setattr(arxiv_api, "PAGE", 3)
    fake = net({"match": "/api/query", "fault": "empty", "after": 1, "count": 2})
    found = missed(fake)
    assert (found.failed, len(found.listings)) == (None, 8)
    assert len(queries(fake)) == 5
    seen(f"{len(queries(fake))} requests, {len(found.listings)} papers")


@pytest.mark.fault("F14")
def test_f14_page_that_stays_empty_is_degraded_and_the_others_are_kept(
    net: Start, monkeypatch: pytest.MonkeyPatch, seen: Seen
) -> None:
    monkeypatch.setattr(arxiv_api, "PAGE", 3)
    fake = net({"match": "/api/query", "fault": "empty", "after": 1})
    found = missed(fake)
    assert found.failed
    assert found.failed.state is SourceState.DEGRADED
    assert len(found.listings) == 3
    assert len(queries(fake)) == 4
    seen(f"{found.failed.state.value} with {len(found.listings)} papers")


@pytest.mark.fault("F14")
@pytest.mark.parametrize(
    ("fault", "state", "asked"),
    [
        ({"fault": "empty"}, SourceState.DEGRADED, 3),
        ({"fault": "truncate", "bytes": 3000, "honest": True}, SourceState.DEGRADED, 3),
        ({"fault": "html_404_200"}, SourceState.BLOCKED, 1),
        ({"fault": "status", "status": 200, "body": "Rate exceeded."}, SourceState.LIMITED, 1),
        ({"fault": "status", "status": 429, "retry_after": 3600}, SourceState.LIMITED, 1),
        ({"fault": "status", "status": 500}, SourceState.DOWN, 3),
        ({"fault": "status", "status": 200, "body": "<?xml version='1.0'?><other/>"}, SourceState.ERROR, 1),
        ({"fault": "bogus_304"}, SourceState.ERROR, 1),
    ],
)
def test_answers_that_are_none_are_failures_never_no_papers(
    net: Start, fault: dict[str, Any], state: SourceState, asked: int, seen: Seen
) -> None:
    fake = net({"match": "/api/query"} | fault)
    found = missed(fake)
    assert found.failed
    assert (found.failed.state, found.listings) == (state, ())
    assert found.failed.reason.startswith("arXiv's API: ")
    assert len(queries(fake)) == asked
    seen(found.failed.reason)


@pytest.mark.fault("F14")
def test_f14_error_entry_is_told_in_arxivs_words(net: Start, monkeypatch: pytest.MonkeyPatch, seen: Seen) -> None:
    monkeypatch.setattr(arxiv_api, "_between", lambda *_: "submittedDate:[nonsense]")
    found = missed(net())
    assert found.failed
    assert (found.failed.state, found.listings) == (SourceState.ERROR, ())
    assert "refused: " in found.failed.reason
    seen(found.failed.reason)


def test_first_versions_that_do_not_come_leave_their_papers_out(net: Start) -> None:
    versions = [{"id": "2603.00401", "version": 2, "day": "2026-03-06"}]
    fake = net({"match": "*id_list=2603*", "fault": "status", "status": 404}, versions=versions)
    found = missed(fake)
    assert found.failed
    assert len(found.listings) == 7


def test_first_versions_that_arxiv_keeps_back_are_said(net: Start) -> None:
    none = answer(
        b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="http://a9.com/-/spec/opensearch/1.1/">'
        b"<o:totalResults>0</o:totalResults></feed>"
    )
    entry = (
        b"<entry><id>http://arxiv.org/abs/2603.00001v2</id><title>Invented</title>"
        b"<updated>2026-03-04T20:00:00Z</updated><published>2026-03-03T20:00:00Z</published></entry></feed>"
    )
    one = answer(
        b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="http://a9.com/-/spec/opensearch/1.1/">'
        b"<o:totalResults>1</o:totalResults>" + entry
    )
    with serving({"/api/query": in_turn(one, none)}) as place:
        asked = source(place.url("").rstrip("/"))
        found = arxiv_api.missed(asked, door(pace_override=0.0), MISSED, today=FRIDAY)
    assert found.failed
    assert "first version" in found.failed.reason
    assert found.listings == ()


@pytest.mark.parametrize("said", [" ", "\n", "tomorrow", "0001-01-01T00:00:00+23:59"])
@pytest.mark.parametrize("name", ["published", "updated"])
def test_a_date_that_the_package_cannot_read_is_a_failure(name: str, said: str) -> None:
    told = {"published": "2026-03-03T18:00:00Z", "updated": "2026-03-03T18:00:00Z"} | {name: said}
    dates = "".join(f"<{key}>{value}</{key}>" for key, value in told.items())
    entry = f"<entry><id>http://arxiv.org/abs/2603.00001v1</id>{dates}</entry>"
    answered = answer(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode())
    with serving({"/api/query": answered}) as place:
        asked = source(place.url("").rstrip("/"))
        found = arxiv_api.missed(asked, door(pace_override=0.0), MISSED, today=FRIDAY)
    assert found.failed
    assert (found.failed.state, found.listings) == (SourceState.ERROR, ())
    assert "a date that is none" in found.failed.reason


def test_a_refusal_without_words_is_told_all_the_same() -> None:
    entry = "<entry><id>http://arxiv.org/api/errors#x</id><summary> </summary></entry>"
    page = arxiv_page.check(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode())
    assert page == Failed(state=SourceState.ERROR, reason="refused: it does not say why")


# -- real captures ---------------------------------------------------------------------


def test_real_pages_are_told_from_real_errors(shared: Path) -> None:
    for path in sorted((shared / "data/feeds/arxiv-api").glob("*.xml")):
        page = arxiv_page.check(path.read_bytes())
        assert isinstance(page, arxiv_page.Page) is (".200." in path.name), path.name
