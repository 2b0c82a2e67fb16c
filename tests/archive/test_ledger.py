from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radar.archive import lines
from radar.archive.ledger import Ledger, LedgerDay
from radar.errors import ArchiveError
from radar.models import Event, Paper, Place, Update

DAY = date(2026, 6, 19)
NEXT = date(2026, 6, 20)
UPDATED = b'{"record": "update", "id": "a", "day": "2026-06-19", "event": "version", '
IN_TMP = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
PLACE = st.builds(
    Place,
    name=TEXT.filter(bool),
    kind=TEXT,
    category=TEXT,
    announce=st.sampled_from(["", "new", "cross", "replace"]),
    version=st.integers(0, 9),
)
PAPER = st.builds(
    Paper,
    id=st.sampled_from([f"arxiv:2606.{n:05}" for n in range(6)]),
    day=st.sampled_from([DAY, NEXT]),
    title=TEXT,
    authors=WORDS,
    abstract=TEXT,
    url=TEXT,
    places=st.lists(PLACE, max_size=2).map(tuple),
    aliases=WORDS,
    day_from=TEXT,
    pdf=TEXT,
    doi=TEXT,
    comment=TEXT,
    journal_ref=TEXT,
    categories=WORDS,
    published=TEXT,
    updated=TEXT,
    license=TEXT,
    links=st.dictionaries(TEXT, TEXT, max_size=2),
)
UPDATE = st.builds(
    Update,
    id=st.sampled_from([f"arxiv:2606.{n:05}" for n in range(6)]),
    day=st.sampled_from([DAY, NEXT]),
    event=st.sampled_from(Event),
    changes=st.fixed_dictionaries(
        {},
        optional={
            "title": TEXT,
            "comment": TEXT,
            "zeta": st.one_of(TEXT, st.integers(0, 9), st.lists(TEXT, max_size=2)),
        },
    ),
)


def paper(number: int, **changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "id": f"arxiv:2606.{number:05}",
        "day": DAY,
        "title": f"Invented Tide {number}",
        "authors": (f"Sample Author {number}",),
        "abstract": "A tide is invented.",
        "url": f"https://arxiv.org/abs/2606.{number:05}",
        "places": (Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new", version=1),),
    }
    return Paper(**{**fields, **changes})


def update(number: int, event: Event = Event.VERSION, **changes: object) -> Update:
    return Update(id=f"arxiv:2606.{number:05}", day=DAY, event=event, changes=changes)


def held(ledger: Ledger) -> dict[date, bytes]:
    return {day: ledger.path(day).read_bytes() for day in ledger.days()}


@given(record=st.one_of(PAPER, UPDATE))
def test_a_record_is_its_line_and_the_line_the_record(record: Paper | Update) -> None:
    line = lines.dump(record)
    assert b"\n" not in line
    assert lines.load(line) == record


@given(papers=st.lists(PAPER, max_size=6), updates=st.lists(UPDATE, max_size=6), chance=st.randoms())
@IN_TMP
def test_a_file_is_a_function_of_the_set_of_its_lines(
    tmp_path_factory: pytest.TempPathFactory,
    papers: list[Paper],
    updates: list[Update],
    chance: random.Random,
) -> None:
    papers = list({(one.day, one.id): one for one in papers}.values())
    whole = Ledger(tmp_path_factory.mktemp("whole"))
    whole.add(papers, updates)
    piecemeal = Ledger(tmp_path_factory.mktemp("piecemeal"))
    steps: list[Paper | Update] = [*papers, *updates]
    chance.shuffle(steps)
    for step in steps:
        piecemeal.add(*(([step], ()) if isinstance(step, Paper) else ((), [step])))
    assert held(piecemeal) == held(whole)
    for day in whole.days():
        read = whole.read(day)
        assert read.papers == tuple(sorted((one for one in papers if one.day == day), key=lambda one: one.id))
        assert {lines.dump(one) for one in read.updates} == {lines.dump(one) for one in updates if one.day == day}
        assert not read.torn
    assert whole.add(papers, updates) == ()


def test_a_line_is_contracts_json(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.add([paper(1, title="Une marée inventée", doi="10.5555/sample.1")]) == (DAY,)
    raw = (tmp_path / "papers" / "2026" / "06" / "2026-06-19.jsonl").read_bytes()
    assert raw.endswith(b"}\n")
    assert "marée".encode() in raw
    data = orjson.loads(raw)
    assert list(data) == sorted(data)
    assert data["sources"] == [
        {"announce": "new", "category": "cs.AI", "kind": "arxiv", "name": "arXiv", "version": 1}
    ]
    assert set(data) == {"record", "id", "day", "title", "authors", "abstract", "url", "doi", "sources"}


def test_days_whose_file_changed_are_told_oldest_first(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.add([paper(2, day=NEXT), paper(1)]) == (DAY, NEXT)
    assert ledger.add([paper(1), paper(3, day=NEXT)]) == (NEXT,)
    assert ledger.days() == (DAY, NEXT)


def test_a_paper_that_stands_is_never_edited(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add([paper(1)])
    before = ledger.path(DAY).stat()
    assert ledger.add([paper(1, title="Another Tide")]) == ()
    assert ledger.path(DAY).stat().st_ino == before.st_ino
    assert ledger.read(DAY).papers == (paper(1),)


def test_papers_stand_before_updates_by_id_and_event(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    first = update(1, Event.PUBLISHED, doi="10.5555/sample.1")
    second = update(1, Event.VERSION, title="Tide")
    third = update(2, Event.ENRICHED, license="cc0")
    ledger.add([paper(9), paper(3)], [third, second, first])
    assert ledger.read(DAY) == LedgerDay(papers=(paper(3), paper(9)), updates=(first, second, third))


def test_what_a_later_version_wrote_outlives_this_one(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add([paper(1)])
    file = ledger.path(DAY)
    later = file.read_bytes().replace(b'"record"', b'"novelty":0.5,"record"')
    file.write_bytes(later)
    ledger.add([paper(2)])
    assert later in file.read_bytes()


def test_a_day_without_a_file_is_empty(tmp_path: Path) -> None:
    assert Ledger(tmp_path).read(DAY) == LedgerDay()
    assert Ledger(tmp_path).days() == ()
    assert Ledger(tmp_path).add([]) == ()


def _torn(tmp_path: Path, cut: int) -> Ledger:
    ledger = Ledger(tmp_path)
    ledger.add([paper(1), paper(2)])
    data = ledger.path(DAY).read_bytes()
    ledger.path(DAY).write_bytes(data[:-cut])
    return ledger


def test_a_torn_last_line_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    ledger = _torn(tmp_path, 30)
    assert ledger.read(DAY) == LedgerDay(papers=(paper(1),), torn=True)


def test_a_last_line_that_lacks_its_line_feed_alone_is_whole(tmp_path: Path) -> None:
    ledger = _torn(tmp_path, 1)
    assert ledger.read(DAY) == LedgerDay(papers=(paper(1), paper(2)))
    assert ledger.add([paper(3)]) == (DAY,)
    assert ledger.read(DAY).papers == (paper(1), paper(2), paper(3))


def test_the_paper_that_was_cut_off_mends_its_line(tmp_path: Path) -> None:
    ledger = _torn(tmp_path, 30)
    assert ledger.add([paper(2)]) == (DAY,)
    assert ledger.read(DAY) == LedgerDay(papers=(paper(1), paper(2)))


def test_what_is_torn_is_not_lost_without_a_word(tmp_path: Path) -> None:
    ledger = _torn(tmp_path, 30)
    before = ledger.path(DAY).read_bytes()
    with pytest.raises(ArchiveError, match=r"2026-06-19\.jsonl:2: the last line is cut off"):
        ledger.add([paper(3)])
    assert ledger.path(DAY).read_bytes() == before


def test_a_file_cut_to_nothing_is_torn(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.path(DAY).parent.mkdir(parents=True)
    ledger.path(DAY).write_bytes(b"")
    assert ledger.read(DAY) == LedgerDay(torn=True)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"record": "pap', "no JSON"),
        (b"[]", "no JSON object"),
        (b'{"record": "vision", "id": "a"}', "written by a later version"),
        (b'{"record": "update", "id": "a", "day": "2026-06-19", "event": "sung"}', "unknown event 'sung'"),
        (UPDATED + b'"sources": ["arXiv"]}', "`sources` is no list of objects"),
        (UPDATED + b'"sources": [{"kind": "feed"}]}', "`name` is missing"),
        (UPDATED + b'"sources": 1}', "`sources` is no list of objects"),
        (UPDATED + b'"authors": "Sample Author 1"}', "`authors` is no list of texts"),
        (UPDATED + b'"aliases": 0.5}', "`aliases` is no list of texts"),
        (UPDATED + b'"links": ["x"]}', "`links` is no table of texts"),
        (UPDATED + b'"title": true}', "`title` is no text"),
        (b'{"record": "paper", "id": "a", "day": "2026-06-18"}', "its day is 2026-06-18"),
        (b'{"record": "paper", "id": 7, "day": "2026-06-19"}', "`id` is no text"),
        (b'{"record": "paper", "id": "a", "day": "2026-06-19", "sources": [1]}', "`sources` is no list of objects"),
        (b'{"record": "paper", "id": "a", "day": "tomorrow"}', "`day` is no date"),
        (b'{"record": "paper", "id": "a", "day": "2026-06-19", "title": "\xff"}', "no JSON"),
    ],
)
def test_an_unreadable_line_is_named(tmp_path: Path, line: bytes, why: str) -> None:
    ledger = Ledger(tmp_path)
    ledger.add([paper(1)])
    good = ledger.path(DAY).read_bytes()
    ledger.path(DAY).write_bytes(good + line + b"\n" + good)
    with pytest.raises(ArchiveError, match=rf"2026-06-19\.jsonl:2: .*{why}"):
        ledger.read(DAY)


def test_half_a_line_that_ends_in_a_line_feed_is_not_torn_but_wrong(tmp_path: Path) -> None:
    ledger = _torn(tmp_path, 30)
    with ledger.path(DAY).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ArchiveError, match=r"2026-06-19\.jsonl:2: no JSON"):
        ledger.read(DAY)


@pytest.mark.parametrize(
    "records",
    [
        ([paper(1, title="\ud800")], []),
        ([], [update(1, id="arxiv:2606.00002")]),
    ],
    ids=["surrogate", "own key"],
)
def test_what_cannot_be_written_is_refused_by_id_and_the_file_stands(
    tmp_path: Path, records: tuple[Sequence[Paper], Sequence[Update]]
) -> None:
    ledger = Ledger(tmp_path)
    with pytest.raises(ArchiveError, match=r"arxiv:2606\.00001: cannot be written"):
        ledger.add(*records)
    assert ledger.days() == ()


def test_lines_that_a_merge_of_two_archives_left_count_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    one, two = lines.dump(paper(1)), lines.dump(paper(1, title="A Tide of Another Archive"))
    ledger.path(DAY).parent.mkdir(parents=True)
    reads = []
    for order in ((one, two), (two, one), (two, one, two)):
        ledger.path(DAY).write_bytes(b"\n".join((*order, b"")))
        reads.append(ledger.read(DAY).papers)
    assert reads[0] == reads[1] == reads[2]
    assert len(reads[0]) == 1


def test_foreign_files_are_passed_over_and_impossible_days_are_not(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add([paper(1)])
    folder = ledger.path(DAY).parent
    for name in ("2026-06-19.jsonl.bak", ".2026-06-18.jsonl.1.tmp", "2026-07-01.jsonl", "notes.txt"):
        (folder / name).write_bytes(b"x")
    assert ledger.days() == (DAY,)
    (folder / "2026-06-31.jsonl").write_bytes(b"")
    with pytest.raises(ArchiveError, match=r"2026-06-31\.jsonl: no such day"):
        ledger.days()


def test_hashes_change_with_their_file_alone(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add([paper(1), paper(2, day=NEXT)])
    before = ledger.hashes()
    ledger.add([paper(3)])
    after = ledger.hashes()
    assert after[NEXT] == before[NEXT]
    assert after[DAY] != before[DAY]
