"""The first four rooms against a whole fake internet, day by day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import tiny_world
from radar import config, environment, pipeline
from radar.archive.ledger import Ledger
from radar.errors import ClockError, Locked
from radar.outcomes import SourceState
from radar.pipeline import Options, Updated, Where


class World:
    """A radar of our own on a fake internet whose day we set."""

    def __init__(self, net: Any, folder: Path) -> None:
        self.net = net
        self.where = Where(content=folder / "content")
        self.config = config.parse(tiny_world.settings(net.base_url))

    def run(self, day: str, *, hour: int = 8, options: Options | None = None) -> Updated:
        with self.net.net.lock:
            self.net.net.day = day
        return self.run_at(f"{day}T{hour:02d}:00:00Z", options=options)

    def run_at(self, now: str, *, options: Options | None = None) -> Updated:
        surroundings = environment.read({"RADAR_NOW": now, "RADAR_ALLOW_HOST": "127.0.0.1", "RADAR_PACE": "0"})
        with surroundings.door() as door:
            return pipeline.update(
                self.config, where=self.where, clock=surroundings.clock, door=door, options=options or Options()
            )

    def fault(self, *rules: dict[str, Any]) -> None:
        from fakenetlib.faults import Faults  # noqa: PLC0415 - found through tiny_world's path

        with self.net.net.lock:
            self.net.net.faults = Faults(list(rules))

    def papers(self) -> dict[str, str]:
        """Give every paper's day, failing on a paper that has two."""
        found: dict[str, str] = {}
        ledger = Ledger(self.where.archive)
        for day in ledger.days():
            for paper in ledger.read(day).papers:
                assert paper.id not in found, f"{paper.id} stands on {found[paper.id]} and {day}"
                found[paper.id] = day.isoformat()
        return found

    def files(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.where.archive)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.where.archive.rglob("*"))
            if path.is_file()
        }


def truth(world: World, *days: str) -> dict[str, str]:
    from fakenetlib import arxiv_feed  # noqa: PLC0415 - found through tiny_world's path

    found: dict[str, str] = {}
    for day in days:
        told = arxiv_feed.truth(world.net.net.world, day, "cs.AI+cs.CL")
        for ident in told["new"] + told["cross"]:
            found[f"arxiv:{ident.split('v')[0]}"] = day
    return found


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with tiny_world.start(tmp_path / "data") as net:
        yield World(net, tmp_path)


def arxiv_only(papers: dict[str, str]) -> dict[str, str]:
    return {ident: day for ident, day in papers.items() if ident.startswith("arxiv:")}


def test_a_week_run_daily_holds_every_listed_paper_once_on_its_day(world: World) -> None:
    for day in tiny_world.WEEK:
        assert world.run(day).report.state == "complete"
    held = world.papers()
    assert arxiv_only(held) == truth(world, *tiny_world.WEEK)
    assert sum(1 for ident in held if ident.startswith("doi:")) == 10


def test_a_weekend_is_quiet_and_leaves_no_page(world: World) -> None:
    world.run("2026-03-06")
    before = set(world.files())
    report = world.run("2026-03-07").report
    assert report.state == "quiet"
    assert set(world.files()) - before == {"runs/2026/2026-03-07.json"}


def test_the_same_day_twice_changes_no_byte(world: World) -> None:
    world.run(tiny_world.WEEK[0])
    first = world.files()
    world.run(tiny_world.WEEK[0], hour=20)
    assert world.files() == first


def test_missed_days_are_found_again_each_on_its_own_day(world: World) -> None:
    world.run(tiny_world.WEEK[0])
    report = world.run(tiny_world.WEEK[4]).report
    assert arxiv_only(world.papers()) == truth(world, *tiny_world.WEEK)
    arxiv = next(line for line in report.sources if line.name == "arXiv")
    assert arxiv.caught_up == tuple(date.fromisoformat(day) for day in tiny_world.WEEK[1:4])


def test_a_day_whose_feed_failed_is_found_again_by_the_next_run(world: World) -> None:
    world.fault({"match": "/rss/*", "fault": "status", "status": 404})
    report = world.run(tiny_world.WEEK[0]).report
    assert report.state == "partial"
    world.fault()
    world.run(tiny_world.WEEK[1])
    assert arxiv_only(world.papers()) == truth(world, *tiny_world.WEEK[:2])


def test_one_dead_source_leaves_the_others_byte_for_byte_the_same(world: World, tmp_path: Path) -> None:
    world.run(tiny_world.WEEK[0])
    healthy = {name: digest for name, digest in world.files().items() if name.startswith("papers/")}
    other = World(world.net, tmp_path / "other")
    world.fault({"match": "/journal/*", "fault": "drop"})
    report = other.run(tiny_world.WEEK[0]).report
    states = {line.name: line.state for line in report.sources}
    assert states["arXiv"] is SourceState.OK
    assert states["Sample Journal"].is_failure
    kept = Ledger(world.where.archive).read(date.fromisoformat(tiny_world.WEEK[0])).papers
    found = Ledger(other.where.archive).read(date.fromisoformat(tiny_world.WEEK[0])).papers
    assert found == tuple(p for p in kept if p.id.startswith("arxiv:"))
    assert healthy


def test_every_source_dead_is_a_failed_run_and_no_paper(world: World) -> None:
    world.fault({"match": "*", "fault": "status", "status": 404})
    report = world.run(tiny_world.WEEK[0]).report
    assert report.state == "failed"
    assert world.papers() == {}


def test_a_run_that_passes_midnight_stands_under_the_day_it_began(world: World) -> None:
    with world.net.net.lock:
        world.net.net.day = tiny_world.WEEK[0]
    report = world.run_at(f"{tiny_world.WEEK[0]}T23:59:59Z+").report
    assert report.day.isoformat() == tiny_world.WEEK[0]


def test_a_clock_that_no_source_agrees_with_writes_nothing(world: World) -> None:
    with world.net.net.lock:
        world.net.net.day = tiny_world.WEEK[0]
    with pytest.raises(ClockError, match="h away"):
        world.run_at("1970-01-01T00:00:00Z")
    assert world.files() == {}


def test_a_second_run_at_once_is_locked_out(world: World) -> None:
    from radar.archive import atomic  # noqa: PLC0415 - only this test takes the lock itself

    with atomic.lock(world.where.private / "lock"), pytest.raises(Locked):
        world.run(tiny_world.WEEK[0])


def test_no_prefix_reaches_the_archive_and_all_authors_do(world: World) -> None:
    world.run(tiny_world.WEEK[0])
    written = "".join(p.read_text("utf-8") for p in world.where.archive.rglob("*.*") if p.is_file())
    assert "Announce Type" not in written
    papers = Ledger(world.where.archive).read(date.fromisoformat(tiny_world.WEEK[0])).papers
    by_title = {paper.title: paper for paper in papers}
    assert by_title[f"Invented Result 4 of {tiny_world.WEEK[0]} on Sparse Router Design"].authors == tuple(
        f"Sample Author {n}" for n in range(1, 6)
    )


def test_a_day_is_briefed_in_both_languages_from_verbatim_sentences(world: World) -> None:
    world.run(tiny_world.WEEK[0])
    day = tiny_world.WEEK[0]
    for lang in ("zh", "en"):
        text = (world.where.archive / "days" / "2026" / f"{day}.{lang}.md").read_text("utf-8")
        assert "router" in text


def test_later_versions_of_watched_authors_are_events_on_their_own_day(tmp_path: Path) -> None:
    first, second = tiny_world.WEEK[0], tiny_world.WEEK[2]
    ident = str(tiny_world.paper(first, 1)["id"])
    version = {
        "id": ident,
        "version": 2,
        "day": second,
        "authors": ["Sample Author 1", "Sample Author 7"],
        "title": "Invented Result, Revised",
    }
    with tiny_world.start(tmp_path / "data", scenario={"versions": [version]}) as net:
        world = World(net, tmp_path)
        for day in tiny_world.WEEK[:3]:
            world.run(day)
        held = Ledger(world.where.archive)
        assert world.papers()[f"arxiv:{ident}"] == first
        updates = held.read(date.fromisoformat(second)).updates
        assert [(u.id, str(u.event), u.changes["title"]) for u in updates] == [
            (f"arxiv:{ident}", "version", "Invented Result, Revised")
        ]
        before = world.files()
        world.run(second, hour=21)
        assert world.files() == before


def test_a_plan_touches_nothing(world: World) -> None:
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    todo = pipeline.plan(world.config, where=world.where, now=now, options=Options())
    assert [source.label for source in todo.sources] == ["arXiv", "Sample Journal"]
    assert not world.where.content.exists()


def test_the_run_report_is_the_contracts(world: World) -> None:
    world.run(tiny_world.WEEK[0])
    path = world.where.archive / "runs" / "2026" / f"{tiny_world.WEEK[0]}.json"
    report = json.loads(path.read_text("utf-8"))
    assert {"schema", "day", "started", "finished", "state", "sources", "briefings", "model", "quarantined"} <= set(
        report
    )
    assert {"name", "state", "fetched", "new", "updated", "duplicate", "reason"} <= set(report["sources"][0])
