"""FAULTS F8, F16 to F18, F21, N11 and N14 through the whole program: what a source does, seen in archive and site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import html

import tiny_world
from faults.matrix import Seen
from radar_process import Radar

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = tiny_world.WEEK
CANARY = "canary-7f3a9c"


@pytest.fixture
def radar(tmp_path: Path) -> Iterator[Radar]:
    with tiny_world.start(tmp_path / "data") as net:
        yield Radar(tmp_path / "owner", net)


def fault(radar: Radar, *rules: dict[str, Any]) -> None:
    from fakenetlib.faults import Faults  # noqa: PLC0415 - found through tiny_world's path

    with radar.net.net.lock:
        radar.net.net.faults = Faults(list(rules))


def line(radar: Radar, day: str, source: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in radar.report(day)["sources"] if one["name"] == source)
    return found


def lines(radar: Radar, day: str) -> dict[str, bytes]:
    path = radar.archive / "papers" / day[:4] / day[5:7] / f"{day}.jsonl"
    return {json.loads(raw)["id"]: raw for raw in path.read_bytes().splitlines()}


@pytest.mark.fault("F8", "F16", "F17", "F18", "M1")
def test_f08_f16_f17_f18_hostile_items_are_text_and_leave_their_neighbours_alone(
    radar: Radar, tmp_path: Path, seen: Seen
) -> None:
    calm = Radar(tmp_path / "calm", radar.net)
    assert calm.run("run", MONDAY).returncode == 0
    for place in (radar.folder / ".env", radar.folder / "content" / ".env"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"OPENAI_API_KEY={CANARY}\n", encoding="utf-8")
    fault(radar, {"match": "*", "fault": "hostile_items", "items": 20})
    done = radar.run("run", MONDAY)
    assert done.returncode in (0, 3), done.stderr  # 3: an item without authors is not taken, and told
    assert radar.run("verify", MONDAY).returncode == 0
    healthy, found = lines(calm, MONDAY), lines(radar, MONDAY)
    assert len(found) > len(healthy), "the hostile items are papers too"
    assert {ident: found.get(ident) for ident in healthy} == healthy
    for path in (*radar.output.rglob("*"), *radar.archive.rglob("*")):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
    assert CANARY not in done.stdout + done.stderr
    seen(f"{len(healthy)} neighbours unchanged, {len(found) - len(healthy)} hostile papers, canary in 0 files")


@pytest.mark.fault("F8", "M3")
def test_f08_pages_and_feeds_hold_no_handler_no_foreign_script_and_no_link_of_the_items_own(
    radar: Radar, seen: Seen
) -> None:
    fault(radar, {"match": "*", "fault": "hostile_items", "items": 20})
    assert radar.run("run", MONDAY).returncode in (0, 3)
    hosts = {"arxiv.org", "doi.org", "www.nature.com", "creativecommons.org"}
    for page in radar.output.rglob("*.html"):
        tree = html.fromstring(page.read_bytes())
        assert all(not name.lower().startswith("on") for element in tree.iter() for name in element.attrib), page
        assert all(not script.text for script in tree.iter("script") if script.get("src")), page
        for href in tree.xpath("//@href | //@src"):
            scheme, _, rest = str(href).partition("://")
            assert not rest or (scheme == "https" and rest.split("/")[0] in hosts | {"github.com"}), (page, href)
            assert not str(href).lower().lstrip().startswith(("javascript:", "data:", "vbscript:")), (page, href)
    feeds = [*radar.output.rglob("*.atom.xml"), *radar.output.rglob("*.rss.xml")]
    assert feeds
    for feed in feeds:
        assert not feedparser.parse(feed.read_bytes()).bozo, feed
    seen(f"{len(feeds)} feeds parse")


@pytest.mark.fault("F21")
def test_f21_a_feed_that_shrinks_to_nothing_is_suspicious_and_what_it_gave_stays(radar: Radar, seen: Seen) -> None:
    for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY):
        assert radar.run("update", day).returncode == 0
    before = radar.files("papers")
    fault(radar, {"match": "/journal/*", "fault": "empty"})
    assert radar.run("update", FRIDAY).returncode == 3
    told = line(radar, FRIDAY, "Sample Journal")
    assert told["state"] == "degraded"
    assert told["reason"].startswith("suspicious: nothing")
    after = radar.files("papers")
    assert {name: after[name] for name in before} == before
    fault(radar)
    assert radar.run("update", FRIDAY, now=f"{FRIDAY}T20:00:00Z").returncode == 0
    assert sum(ident.startswith("doi:") for ident in radar.ledger()) == 10
    seen(f"{told['state']}: {told['reason']}")


@pytest.mark.fault("N14")
def test_n14_an_address_is_gone_after_three_days_in_a_row(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    fault(radar, {"match": "/journal/*", "fault": "status", "status": 404})
    states = []
    for day in (TUESDAY, WEDNESDAY, THURSDAY):
        assert radar.run("update", day).returncode == 3
        states.append(line(radar, day, "Sample Journal"))
    assert [one["state"] for one in states] == ["error", "error", "gone"]
    assert {one["failing_since"] for one in states} == {TUESDAY}
    assert {one["last_gave"] for one in states} == {MONDAY}
    seen(" then ".join(f"{one['state']}" for one in states))


@pytest.mark.fault("N11")
def test_n11_a_source_that_named_a_day_is_not_asked_before_it_by_any_run(radar: Radar, seen: Seen) -> None:
    later = "Thu, 05 Mar 2026 00:00:00 GMT"
    fault(radar, {"match": "/journal/*", "fault": "status", "status": 503, "retry_after": later})
    assert radar.run("update", MONDAY).returncode == 3
    asked = sum(entry["path"].startswith("/journal") for entry in radar.net.net.log.entries())
    for day in (TUESDAY, WEDNESDAY):
        assert radar.run("update", day).returncode == 3
        assert line(radar, day, "Sample Journal")["state"] == "limited"
    assert sum(entry["path"].startswith("/journal") for entry in radar.net.net.log.entries()) == asked
    fault(radar)
    assert radar.run("update", THURSDAY).returncode == 0
    assert line(radar, THURSDAY, "Sample Journal")["state"] == "ok"
    seen(f"0 requests on 2 days, asked again on {THURSDAY}")


@pytest.mark.parametrize("runs_of_the_day", [1, 2])
def test_a_stale_list_makes_no_day_twice_and_the_true_one_comes_later(radar: Radar, runs_of_the_day: int) -> None:
    """The tiny world has four papers a day: too few to be called stale, but its day stays owed."""
    assert radar.run("update", MONDAY).returncode == 0
    fault(radar, {"match": "/rss/*", "fault": "stale", "count": 1})
    for hour in (8, 20)[:runs_of_the_day]:
        radar.run("update", TUESDAY, now=f"{TUESDAY}T{hour:02d}:00:00Z")
    assert radar.run("update", WEDNESDAY).returncode == 0
    from fakenetlib import arxiv_feed  # noqa: PLC0415 - found through tiny_world's path

    truth = {}
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        told = arxiv_feed.truth(radar.net.net.world, day, "cs.AI+cs.CL")
        truth |= {f"arxiv:{ident.split('v')[0]}": day for ident in told["new"] + told["cross"]}
    assert {ident: day for ident, day in radar.ledger().items() if ident.startswith("arxiv:")} == truth
