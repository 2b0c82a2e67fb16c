"""Enrich an archive over several runs, against services on loopback."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import abstract_services
from abstract_services import SERVICES, Services, status
from radar import config
from radar.archive import state
from radar.archive.ledger import Ledger
from radar.archive.state import Asked
from radar.collect.http import Door
from radar.enrich import Enriched, enrich
from radar.models import Event, Genre, Paper, Place, Update
from radar.outcomes import SourceState
from radar.sift.revise import apply

FRIDAY = date(2026, 3, 6)
TEXT = "We invent a tide and measure nothing of it, on no coast in particular. " * 8
SOURCES = [
    {"kind": "feed", "name": "Open", "url": "https://open.example/feed"},
    {"kind": "feed", "name": "Short", "url": "https://short.example/feed", "abstract": "snippet"},
    {"kind": "feed", "name": "Shut", "url": "https://shut.example/feed", "abstract": "none"},
    {"kind": "feed", "name": "Nature", "journal": "nature"},
]


def doi(number: int) -> str:
    return f"10.5555/sample.{number}"


def paper(number: int, source: str = "Open", **changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "id": f"doi:{doi(number)}",
        "day": FRIDAY,
        "title": f"An Invented Tide {number}",
        "authors": ("Sample Author 1",),
        "abstract": "",
        "url": f"https://doi.org/{doi(number)}",
        "doi": doi(number),
        "places": (Place(name=source, kind="feed"),),
    }
    return Paper(**{**fields, **changes})


@dataclass
class Radar:
    archive: Path
    services: Services

    def run(self, day: date = FRIDAY, **more: Any) -> Enriched:
        rules = {"version": 1, "sources": SOURCES, "abstracts": self.services.table(**more.pop("rules", {}))}
        settings = config.parse(rules | more.pop("tables", {}))
        with Door(allow_hosts=["127.0.0.1"], pace_override=0, sleep=lambda _: None) as door:
            return enrich(settings, archive=self.archive, today=day, door=door, **more)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.archive)

    def digest(self) -> str:
        files = sorted(self.archive.rglob("*.jsonl"))
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@pytest.fixture
def services() -> Iterator[Services]:
    with abstract_services.serving() as found:
        yield found


@pytest.fixture
def radar(tmp_path: Path, services: Services) -> Radar:
    return Radar(archive=tmp_path / "daily", services=services)


def test_an_abstract_stands_in_the_file_of_the_papers_own_day(radar: Radar) -> None:
    radar.ledger.add([paper(1), paper(2), paper(3, abstract="It has one.")])
    radar.services.known["crossref"][doi(1)] = TEXT
    radar.services.known["openalex"][doi(2)] = TEXT
    done = radar.run(FRIDAY + timedelta(days=3))
    assert radar.ledger.days() == (FRIDAY,)
    read = radar.ledger.read(FRIDAY)
    assert read.updates == tuple(
        Update(
            id=f"doi:{doi(number)}",
            day=FRIDAY,
            event=Event.ENRICHED,
            changes={"abstract": TEXT.strip(), "abstract_from": who},
        )
        for number, who in ((1, "Crossref"), (2, "OpenAlex"))
    )
    assert [(one.abstract, one.abstract_from) for one in read.current] == [
        (TEXT.strip(), "Crossref"),
        (TEXT.strip(), "OpenAlex"),
        ("It has one.", ""),
    ]
    assert done == Enriched(
        changed=(FRIDAY,),
        lacking=2,
        given={"Crossref": 1, "OpenAlex": 1},
        asked={"crossref": 2, "openalex": 1},
    )


def test_the_same_again_asks_nothing_and_writes_nothing(radar: Radar) -> None:
    radar.ledger.add([paper(1), paper(2)])
    radar.services.known["crossref"][doi(1)] = TEXT
    radar.run()
    before, asked = radar.digest(), len(radar.services.asked)
    told = state.path(radar.archive).read_bytes()
    assert radar.run() == radar.run(FRIDAY + timedelta(days=1)) == Enriched()
    assert (radar.digest(), len(radar.services.asked)) == (before, asked)
    assert state.path(radar.archive).read_bytes() == told


def test_no_paper_is_asked_for_twice_of_one_service(radar: Radar) -> None:
    """Three runs; the last service fails in the first two, and nobody else is bothered again for its sake."""
    radar.ledger.add([paper(number) for number in range(1, 8)])
    radar.services.known["europepmc"][doi(1)] = TEXT
    radar.services.faults["semanticscholar"] = status(429, Retry_After="3600")
    for days in range(3):
        radar.ledger.add([paper(10 + days, day=FRIDAY + timedelta(days=days))])
        if days == 2:
            radar.services.faults.clear()
        radar.run(FRIDAY + timedelta(days=days))
    papers = {doi(number) for number in (*range(1, 8), 10, 11, 12)}
    for name in SERVICES[:3]:
        assert radar.services.times(name) == dict.fromkeys(papers, 1)
    assert set(radar.services.times("semanticscholar")) == papers - {doi(1)}
    assert radar.run(FRIDAY + timedelta(days=3)) == Enriched()


def test_failure_today_and_success_tomorrow_leave_the_bytes_of_success_today(
    tmp_path: Path, services: Services
) -> None:
    for name in SERVICES:
        services.known[name] = {doi(number): TEXT for number in range(1, 6)}
    del services.known["crossref"][doi(2)], services.known["crossref"][doi(3)], services.known["openalex"][doi(3)]
    papers = [paper(number) for number in range(1, 6)]
    digests = set()
    for name in ("", *SERVICES):
        radar = Radar(archive=tmp_path / (name or "undisturbed"), services=services)
        radar.ledger.add(papers)
        services.faults = {name: status(503)} if name else {}
        first = radar.run()
        assert {one: failed.state for one, failed in first.failed.items()} == (
            {name: SourceState.DOWN} if name in SERVICES[:3] else {}
        )
        services.faults = {}
        radar.run(FRIDAY + timedelta(days=1))
        digests.add(radar.digest())
    assert len(digests) == 1


def test_on_its_last_open_day_a_paper_takes_what_is_to_be_had(radar: Radar) -> None:
    radar.ledger.add([paper(1)])
    radar.services.faults["crossref"] = status(403)
    radar.services.known["openalex"][doi(1)] = TEXT
    assert not radar.run(FRIDAY + timedelta(days=6)).changed
    assert radar.run(FRIDAY + timedelta(days=7)).given == {"OpenAlex": 1}


def test_nothing_is_added_to_a_day_that_has_closed(radar: Radar) -> None:
    radar.ledger.add([paper(1), paper(2, day=FRIDAY + timedelta(days=1))])
    for number in (1, 2):
        radar.services.known["crossref"][doi(number)] = TEXT
    assert radar.run(FRIDAY + timedelta(days=8)).changed == (FRIDAY + timedelta(days=1),)
    assert set(radar.services.times("crossref")) == {doi(2)}
    assert radar.run(FRIDAY + timedelta(days=30), since=FRIDAY).changed == (FRIDAY,)


@pytest.mark.parametrize(("source", "length"), [("Open", len(TEXT.strip())), ("Short", 300), ("Nature", 300)])
def test_no_more_is_kept_than_the_source_allows(radar: Radar, source: str, length: int) -> None:
    radar.ledger.add([paper(1, source)])
    radar.services.known["crossref"][doi(1)] = TEXT
    radar.run()
    assert len(radar.ledger.read(FRIDAY).current[0].abstract) == length


def test_what_is_no_paper_or_may_not_be_shown_is_not_asked_for(radar: Radar) -> None:
    radar.ledger.add([paper(1, "Shut"), paper(2, "Gone"), paper(3, genre=Genre.CORRECTION), paper(4, doi="")])
    assert radar.run() == Enriched()
    assert not radar.services.asked
    assert not state.path(radar.archive).exists()


def test_enriching_can_be_switched_off(radar: Radar) -> None:
    radar.ledger.add([paper(1)])
    assert radar.run(rules={"enabled": False}) == Enriched()
    assert not radar.services.asked


def test_a_file_that_was_cut_is_left_alone(radar: Radar) -> None:
    radar.ledger.add([paper(1), paper(2)])
    radar.services.known["crossref"][doi(1)] = TEXT
    path = radar.ledger.path(FRIDAY)
    path.write_bytes(path.read_bytes()[:-20])
    before = path.read_bytes()
    assert radar.run() == Enriched()
    assert path.read_bytes() == before


def test_losing_the_state_costs_requests_and_nothing_else(radar: Radar) -> None:
    radar.ledger.add([paper(1), paper(2)])
    radar.services.known["openalex"][doi(1)] = TEXT
    radar.run()
    before = radar.digest()
    told = {doi(2): Asked(day=FRIDAY, services=frozenset(SERVICES))}
    assert state.read(radar.archive).asked == told
    state.path(radar.archive).unlink()
    assert radar.run().changed == ()
    assert radar.digest() == before
    assert radar.services.times("crossref") == {doi(1): 1, doi(2): 2}
    assert state.read(radar.archive).asked == told


def test_answers_are_forgotten_a_week_after_their_day_closed(radar: Radar) -> None:
    radar.ledger.add([paper(1)])
    radar.run()
    radar.run(FRIDAY + timedelta(days=14))
    assert set(state.read(radar.archive).asked) == {doi(1)}
    radar.run(FRIDAY + timedelta(days=15))
    assert not state.read(radar.archive).asked


def test_a_later_version_of_the_source_stands_over_what_was_filled_in(radar: Radar) -> None:
    radar.ledger.add([paper(1)])
    radar.services.known["crossref"][doi(1)] = TEXT
    radar.run()
    own = Update(
        id=f"doi:{doi(1)}",
        day=FRIDAY + timedelta(days=1),
        event=Event.VERSION,
        changes={"abstract": "The source's own."},
    )
    radar.ledger.add([], [own])
    before = radar.digest()
    assert radar.run(FRIDAY + timedelta(days=2)) == Enriched()
    assert radar.digest() == before
    now = apply(paper(1), (*radar.ledger.read(FRIDAY).updates, own))
    assert (now.abstract, now.abstract_from) == ("The source's own.", "")
