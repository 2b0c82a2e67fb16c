"""All sources at once: each its own harvest, none able to hurt another."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from loopback import answer, door, serving

import tiny_world
from radar.collect import collect as room
from radar.collect.collect import COLLECTORS, Order, collect
from radar.collect.http import Door
from radar.collect.pacing import ARXIV_GATE, Pacer
from radar.config import parse
from radar.config_sources import Source
from radar.outcomes import Harvest, SourceState

FRIDAY = date(2026, 3, 6)
ORDER = Order(now=datetime(2026, 3, 6, 8, tzinfo=UTC), today=FRIDAY)
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
    kinds = {source.kind for source in sources("http://127.0.0.1:9")}
    assert kinds <= set(COLLECTORS)


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


def test_n24_of_fifty_sources_the_one_that_lives_is_harvested() -> None:
    good = (
        b'<rss version="2.0"><channel><title>S</title><item><title>Invented</title>'
        b"<link>https://journal.example/1</link></item></channel></rss>"
    )
    bad = [
        answer(b"<html></html>"),
        answer(b""),
        answer(status="500 No"),
        answer(status="403 No"),
        answer(good, length=9999),
        answer(good[:60]),
        answer(status="429 No", headers={"Retry-After": "3600"}),
    ]
    routes = {f"/{n}": bad[n % len(bad)] for n in range(49)} | {"/49": answer(good)}
    with serving(routes) as place:
        harvests = collect(feed_sources(50, place.url("").rstrip("/")), ORDER, door())
    assert [one.source for one in harvests] == [f"S{n}" for n in range(50)]
    assert all(one.state.is_failure and one.reason and not one.listings for one in harvests[:49])
    assert [one.title for one in harvests[49].listings] == ["Invented"]


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
    faults = [{"match": match, "fault": "status", "status": 404} for match in ("/oai*", "/api/query")]
    arxiv, _ = run(net(*faults), replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}))
    assert (arxiv.state, arxiv.caught_up, arxiv.batch_day) == (SourceState.DEGRADED, (), FRIDAY)
    assert len(arxiv.listings) == 4
    assert arxiv.validators
    assert "404" in arxiv.reason


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


def test_n25_requests_to_arxiv_are_paced_and_never_overlap(net: Start, tmp_path: Path) -> None:
    fake = net()
    naps: list[float] = []
    now = [1e6]

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        now[0] += seconds

    from fakenetlib import requestlog  # noqa: PLC0415 - found through tiny_world's path

    pacer = Pacer(tmp_path / "gates", clock=lambda: now[0], sleep=sleep)
    order = replace(ORDER, missed={"arXiv": (date(2026, 3, 5),)}, watch=("Sample Author 1",))
    run(fake, order, door(pacer=pacer))
    asked = [entry for entry in fake.net.log.entries() if entry["path"] != "/journal/sample"]
    assert len(asked) >= 3
    assert naps == pytest.approx([3.0] * (len(asked) - 1))
    assert (tmp_path / "gates" / f"{ARXIV_GATE}.gate").exists()
    assert requestlog.report(asked)[""]["overlaps"] == 0
    assert len(asked) <= 12
