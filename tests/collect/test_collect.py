"""All sources at once: each its own harvest, none able to hurt another."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import pytest
from loopback import answer, door, serving

import tiny_world
from radar.collect import catalogued
from radar.collect import collect as room
from radar.collect.collect import COLLECTORS, Order, collect
from radar.collect.http import Door
from radar.collect.pacing import ARXIV_GATE, Pacer
from radar.config import parse
from radar.config_sources import Source
from radar.outcomes import Failed, Harvest, SourceState

FRIDAY = date(2026, 3, 6)
ORDER = Order(now=datetime(2026, 3, 6, 8, tzinfo=UTC), today=FRIDAY)
FEED = (
    b'<rss version="2.0"><channel><title>S</title><item><title>Invented</title>'
    b"<link>https://journal.example/1</link></item></channel></rss>"
)
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


def sources(base_url: str) -> tuple[Source, ...]:
    return parse(tiny_world.settings(base_url)).sources


def run(fake: Any, order: Order = ORDER, through: Door | None = None) -> tuple[Harvest, ...]:
    return collect(sources(fake.base_url), order, through or door(pace_override=0.0))


def paths(fake: Any) -> Counter[str]:
    return Counter(entry["path"] for entry in fake.net.log.entries())


def feed_sources(count: int, base: str, **more: Any) -> tuple[Source, ...]:
    tables = [{"kind": "feed", "name": f"S{n}", "url": f"{base}/{n}"} | more for n in range(count)]
    return parse({"version": 1, "sources": tables}).sources


# -- the table and the threads ---------------------------------------------------------


def test_every_kind_of_the_configuration_has_its_collector() -> None:
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Source)[0])}
    assert kinds == set(COLLECTORS)


def test_journal_is_asked_as_the_catalogue_says_under_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def note(source: Any, order: Order, opened: Door) -> Harvest:
        asked.append(source)
        return Harvest(source=source.label, kind=source.kind, state=SourceState.OK)

    def look_up(source: Source) -> Source | Failed:
        match source.label:
            case "S0":
                tables = [{"kind": "crossref", "name": "S0", "issn": ["1234-5679"]}]
                return parse({"version": 1, "sources": tables}).sources[0]
            case "S1":
                return Failed(state=SourceState.ERROR, reason="the catalogue knows no “S1”")
            case "S2":
                raise ValueError("torn catalogue")
        return source

    monkeypatch.setattr(room, "COLLECTORS", MappingProxyType({"crossref": note, "feed": note}))
    monkeypatch.setattr(catalogued, "resolve", look_up)
    harvests = collect(feed_sources(4, "https://journal.example"), ORDER, door())
    assert [(one.source, one.state) for one in harvests] == [
        ("S0", SourceState.OK),
        ("S1", SourceState.ERROR),
        ("S2", SourceState.ERROR),
        ("S3", SourceState.OK),
    ]
    assert [one.reason for one in harvests[1:3]] == ["the catalogue knows no “S1”", "ValueError: torn catalogue"]
    assert sorted((one.label, one.kind) for one in asked) == [("S0", "crossref"), ("S3", "feed")]


def test_harvests_come_in_the_order_of_the_sources_whatever_the_timing(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = {f"S{n}": threading.Event() for n in range(6)}

    def last_first(source: Any, order: Order, opened: Door) -> Harvest:
        number = int(source.label[1:])
        if number < 5:
            assert turns[f"S{number + 1}"].wait(10)
        turns[source.label].set()
        return Harvest(source=source.label, kind="feed", state=SourceState.OK)

    monkeypatch.setattr(room, "COLLECTORS", MappingProxyType({"feed": last_first}))
    asked = feed_sources(6, "https://journal.example")
    assert [one.source for one in collect(asked, ORDER, door())] == [f"S{n}" for n in range(6)]


@pytest.mark.parametrize(
    "error", [ValueError("x\n::set-output name=a::b\x1b[31m"), RecursionError("deep"), KeyError("k"), MemoryError()]
)
def test_surprise_in_one_source_is_its_harvest_and_hurts_no_other(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def some(source: Any, order: Order, opened: Door) -> Harvest:
        if source.label == "S1":
            raise error
        return Harvest(source=source.label, kind="feed", state=SourceState.OK)

    monkeypatch.setattr(room, "COLLECTORS", MappingProxyType({"feed": some}))
    harvests = collect(feed_sources(3, "https://journal.example"), ORDER, door())
    assert [one.state for one in harvests] == [SourceState.OK, SourceState.ERROR, SourceState.OK]
    assert harvests[1].reason.startswith(type(error).__name__)
    assert harvests[1].reason.isprintable()


def test_disabled_sources_and_others_than_the_only_one_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(source: Any, order: Order, opened: Door) -> Harvest:
        asked.append(source.label)
        return Harvest(source=source.label, kind="feed", state=SourceState.OK)

    monkeypatch.setattr(room, "COLLECTORS", MappingProxyType({"feed": note}))
    three = feed_sources(3, "https://journal.example")
    off = feed_sources(1, "https://journal.example", enabled=False)
    collect(three, replace(ORDER, only="S1"), door())
    assert asked == ["S1"]
    assert collect(off, ORDER, door()) == ()
    assert collect((), ORDER, door()) == ()


def test_watched_authors_are_asked_for_with_the_first_arxiv_source_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, tuple[str, ...]] = {}

    def note(source: Any, order: Order, opened: Door) -> Harvest:
        asked[source.label] = order.watch
        return Harvest(source=source.label, kind=source.kind, state=SourceState.OK)

    monkeypatch.setattr(room, "COLLECTORS", MappingProxyType({"feed": note, "arxiv": note}))
    tables: list[dict[str, Any]] = [
        {"kind": "feed", "name": "F", "url": "https://journal.example/"},
        {"kind": "arxiv", "name": "A", "categories": ["cs.AI"]},
        {"kind": "arxiv", "name": "B", "categories": ["math"]},
    ]
    asked_of = parse({"version": 1, "sources": tables}).sources
    collect(asked_of, replace(ORDER, watch=("Sample Author 1",)), door())
    assert asked == {"F": (), "A": ("Sample Author 1",), "B": ()}


def test_as_many_sources_as_there_are_hosts_are_asked_at_the_same_time() -> None:
    together = threading.Barrier(80)

    def act(sock: socket.socket) -> None:
        together.wait(20)  # raises unless all 80 are here at once, and the connection breaks
        answer(FEED)(sock)

    with serving({f"/{n}": act for n in range(80)}) as place:
        harvests = collect(feed_sources(80, place.url("").rstrip("/")), ORDER, door(deadline=30.0))
    assert {one.state for one in harvests} == {SourceState.OK}


def test_host_is_asked_by_one_connection_at_a_time_whatever_the_number_of_its_sources() -> None:
    inside: list[int] = []
    most = 0

    def act(sock: socket.socket) -> None:
        nonlocal most
        inside.append(1)
        most = max(most, len(inside))
        threading.Event().wait(0.01)
        inside.pop()
        answer(FEED)(sock)

    with serving({f"/{n}": act for n in range(8)}) as place:
        opened = door(pace_override=None, pacer=Pacer(gaps={f"127.0.0.1:{place.port}": 0.0}))
        harvests = collect(feed_sources(8, place.url("").rstrip("/")), ORDER, opened)
    assert {one.state for one in harvests} == {SourceState.OK}
    assert most == 1


def test_source_that_asked_to_wait_is_not_asked_before_its_time() -> None:
    until = ORDER.now + timedelta(hours=3)
    with serving({f"/{n}": answer(FEED) for n in range(2)}) as place:
        asked = feed_sources(2, place.url("").rstrip("/"))
        waiting = replace(ORDER, limits={"S0": until, "S1": ORDER.now})
        spared, free = collect(asked, waiting, door())
        assert place.paths == ["/1"]
        later = collect(asked, replace(waiting, now=until), door())
    assert (spared.state, spared.retry_at, spared.listings) == (SourceState.LIMITED, until, ())
    assert spared.reason == "asked to wait until 2026-03-06 11:00 UTC"
    assert [one.state for one in (free, *later)] == [SourceState.OK] * 3


# -- arXiv's three questions -----------------------------------------------------------


def test_ordinary_day_takes_one_request_a_source(net: Start) -> None:
    fake = net()
    arxiv, journal = run(fake)
    assert (arxiv.state, len(arxiv.listings), arxiv.batch_day) == (SourceState.OK, 4, FRIDAY)
    assert (journal.state, len(journal.listings)) == (SourceState.OK, 10)
    assert sum(paths(fake).values()) == 2


def test_same_harvest_twice(net: Start) -> None:
    fake = net()
    order = replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}, watch=("Sample Author 3",))
    assert run(fake, order) == run(fake, order)


def test_missed_days_are_asked_for_and_claimed(net: Start) -> None:
    days = (date(2026, 3, 4), date(2026, 3, 5))
    arxiv, _ = run(net(), replace(ORDER, missed={"arXiv": days}))
    assert Counter(str(one.announced) for one in arxiv.listings) == {
        "2026-03-04": 4,
        "2026-03-05": 4,
        "2026-03-06": 4,
    }
    assert arxiv.caught_up == days


def test_paper_held_by_moderation_comes_back_on_the_day_it_was_announced(net: Start) -> None:
    held = {"share": 1.0, "days": [1, 1], "seed": 1}
    arxiv, _ = run(net(held=held), replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}))
    assert Counter(str(one.announced) for one in arxiv.listings) == {"2026-03-05": 4, "2026-03-06": 4}


def test_missed_day_that_fails_is_not_claimed_and_spoils_nothing(net: Start) -> None:
    fake = net({"match": "/oai*", "fault": "status", "status": 404})
    arxiv, _ = run(fake, replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}))
    assert (arxiv.state, arxiv.caught_up, arxiv.batch_day) == (SourceState.DEGRADED, (), FRIDAY)
    assert len(arxiv.listings) == 4
    assert arxiv.validators
    assert "404" in arxiv.reason


def test_list_that_nothing_tells_from_a_missed_days_is_held_back(net: Start) -> None:
    faults = [{"match": match, "fault": "status", "status": 404} for match in ("/oai*", "/api/query")]
    arxiv, _ = run(net(*faults), replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}))
    assert (arxiv.state, arxiv.caught_up, arxiv.batch_day) == (SourceState.DEGRADED, (), None)
    assert arxiv.listings == ()
    assert not arxiv.validators
    assert "may be an earlier day's" in arxiv.reason


def test_missed_days_list_under_todays_date_is_known_by_its_submissions(net: Start) -> None:
    faults = [{"match": "/rss/*", "fault": "stale"}, {"match": "/oai*", "fault": "status", "status": 404}]
    arxiv, _ = run(net(*faults), replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}))
    assert (arxiv.state, arxiv.batch_day, arxiv.listings) == (SourceState.STALE, None, ())
    assert not arxiv.validators


def test_day_about_to_close_is_inferred_where_it_is_known_nowhere(net: Start) -> None:
    fake = net({"match": "/oai*", "fault": "status", "status": 404})
    order = replace(ORDER, window_days=2, missed={"arXiv": (date(2026, 3, 5),)})
    arxiv, _ = run(fake, order)
    assert Counter((str(one.announced), one.day_from) for one in arxiv.listings) == {
        ("2026-03-05", "inferred"): 4,
        ("2026-03-06", ""): 4,
    }
    assert arxiv.caught_up == (date(2026, 3, 5),)


def test_revised_paper_that_was_held_stands_for_certain_on_the_one_day_missed(net: Start) -> None:
    versions = [{"id": "2603.00502", "version": 2, "day": "2026-03-06", "title": "Invented Result, Revised"}]
    held = {"share": 1.0, "days": [2, 2], "seed": 1}
    order = replace(ORDER, began=date(2026, 3, 2), missed={"arXiv": (date(2026, 3, 5),)})
    arxiv, _ = run(net(versions=versions, held=held), order)
    firsts = [one for one in arxiv.listings if one.ids[0] == "arxiv:2603.00502" and one.place.version == 1]
    assert [(str(one.announced), one.day_from) for one in firsts] == [("2026-03-05", "")]
    assert "Revised" not in firsts[0].title


def test_revised_paper_of_one_of_two_missed_days_is_inferred(net: Start) -> None:
    versions = [{"id": "2603.00401", "version": 2, "day": "2026-03-06"}]
    order = replace(ORDER, missed={"arXiv": (date(2026, 3, 4), date(2026, 3, 5))})
    arxiv, _ = run(net(versions=versions), order)
    firsts = [one for one in arxiv.listings if one.ids[0] == "arxiv:2603.00401" and one.place.version == 1]
    assert [(str(one.announced), one.day_from) for one in firsts] == [("2026-03-04", "inferred")]


def test_later_version_of_a_watched_author_comes_back_with_the_missed_day(net: Start) -> None:
    author = "Sample Author 2"
    versions = [{"id": "2603.00201", "version": 2, "day": "2026-03-05", "title": "Invented Result, Revised"}]
    order = replace(ORDER, watch=(author,), missed={"arXiv": (date(2026, 3, 5),)})
    fake = net(versions=versions)
    arxiv, _ = run(fake, order)
    later = [one for one in arxiv.listings if one.place.announce == "replace"]
    assert [(one.ids[0], one.place.version, str(one.announced), one.day_from) for one in later] == [
        ("arxiv:2603.00201", 2, "2026-03-05", "")
    ]
    with fake.net.lock:
        fake.net.day = "2026-03-05"
    listed, _ = run(fake, replace(order, missed={}, now=ORDER.now - timedelta(days=1), today=date(2026, 3, 5)))
    by_feed = next(one for one in listed.listings if one.place.announce == "replace")
    assert later[0] == by_feed


def test_watched_author_adds_what_no_followed_category_holds(net: Start) -> None:
    far = tiny_world.paper("2026-03-05", 50, authors=["Sample Author 77"], categories=["math.CO"])
    arxiv, _ = run(net(papers=[far]), replace(ORDER, watch=("Sample Author 77",)))
    assert [one.title for one in arxiv.listings if one.place.category == "math.CO"] == [far["title"]]
    assert len(arxiv.listings) == 5


def test_paper_found_twice_is_listed_once_as_the_feed_dates_it(net: Start) -> None:
    arxiv, _ = run(net(), replace(ORDER, watch=("Sample Author 1",)))
    today = [one for one in arxiv.listings if one.announced == FRIDAY]
    assert len(today) == 4
    assert {one.day_from for one in today} == {""}
    ids = [one.ids[0] for one in arxiv.listings]
    assert len(ids) == len(set(ids))


def test_missed_first_version_and_todays_second_are_both_listed(net: Start) -> None:
    versions = [{"id": "2603.00501", "version": 2, "day": "2026-03-06"}]
    arxiv, _ = run(net(versions=versions), replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}))
    both = [one for one in arxiv.listings if one.ids[0] == "arxiv:2603.00501"]
    assert [(one.place.version, one.place.announce, one.announced) for one in both] == [
        (2, "replace", FRIDAY),
        (1, "new", date(2026, 3, 5)),
    ]


def test_nothing_more_is_asked_of_an_arxiv_that_asks_us_to_wait(net: Start) -> None:
    fake = net({"match": "/rss/*", "fault": "status", "status": 429, "retry_after": 3600})
    order = replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}, watch=("Sample Author 1",))
    arxiv, journal = run(fake, order)
    assert (arxiv.state, arxiv.caught_up, arxiv.listings) == (SourceState.LIMITED, (), ())
    assert arxiv.retry_at is not None
    assert journal.state is SourceState.OK
    assert set(paths(fake)) == {"/rss/cs.AI+cs.CL", "/journal/sample"}


def test_second_run_of_a_day_is_not_modified(net: Start) -> None:
    fake = net()
    first = run(fake)
    validators = {url: known for one in first for url, known in one.validators.items()}
    again = run(fake, replace(ORDER, validators=validators))
    assert [one.state for one in again] == [SourceState.NOT_MODIFIED, SourceState.NOT_MODIFIED]
    assert [one.listings for one in again] == [(), ()]


def test_all_three_services_of_arxiv_are_asked_through_one_gate(net: Start, tmp_path: Path) -> None:
    fake = net()
    naps: list[float] = []
    now = [1e6]

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        now[0] += seconds

    from fakenetlib import requestlog  # noqa: PLC0415 - found through tiny_world's path

    pacer = Pacer(tmp_path / "gates", clock=lambda: now[0], sleep=sleep)
    order = replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}, watch=("Sample Author 1",))
    run(fake, order, door(pacer=pacer, pace_override=None))
    asked = [entry for entry in fake.net.log.entries() if entry["path"] != "/journal/sample"]
    assert len(asked) >= 3
    assert naps == pytest.approx([3.0] * (len(asked) - 1))
    assert (tmp_path / "gates" / f"{ARXIV_GATE}.gate").exists()
    assert requestlog.report(asked)[""]["overlaps"] == 0
    assert len(asked) <= 12
