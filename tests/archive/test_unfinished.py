"""What a killed run left undone, and how it is taken up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from radar.archive import runs, unfinished
from radar.archive.ledger import Ledger
from radar.archive.unfinished import Unfinished
from radar.models import Event, Paper, Place, Update
from radar.outcomes import RunReport

DAY = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
PAPER = Paper(
    id="arxiv:2603.00001",
    day=DAY,
    title="An invented title",
    authors=("Sample Author 1",),
    url="https://arxiv.org/abs/2603.00001",
    abstract="It was invented.",
    places=(Place(name="arXiv", kind="arxiv"),),
)
UPDATE = Update(id=PAPER.id, day=DAY, event=Event.ENRICHED, changes={"abstract": "By another."})
LEFT = Unfinished(
    report=RunReport(day=DAY, started=AT, finished=AT, state="complete"), records=(PAPER, UPDATE), days=(DAY,)
)


def test_what_was_noted_is_read_back(tmp_path: Path) -> None:
    unfinished.note(tmp_path, LEFT)
    assert unfinished.read(tmp_path) == LEFT
    unfinished.forget(tmp_path)
    assert unfinished.read(tmp_path) is None


@pytest.mark.parametrize("damage", [b"", b"{", b'{"schema": 99}', b'{"schema": 1}', b"\xff"])
def test_a_file_that_is_none_of_ours_leaves_nothing_to_take_up(tmp_path: Path, damage: bytes) -> None:
    unfinished.path(tmp_path).write_bytes(damage)
    assert unfinished.take_up(tmp_path, tmp_path / "daily") == ()


def test_taking_up_twice_is_taking_up_once(tmp_path: Path) -> None:
    archive = tmp_path / "daily"
    unfinished.note(tmp_path, LEFT)
    for _ in range(2):
        assert unfinished.take_up(tmp_path, archive) == (DAY,)
        stands = Ledger(archive).read(DAY)
        assert (stands.papers, stands.updates) == ((PAPER,), (UPDATE,))
        assert runs.read(archive, DAY) == LEFT.report


def test_a_paper_that_something_else_brought_on_another_day_is_not_doubled(tmp_path: Path) -> None:
    archive = tmp_path / "daily"
    unfinished.note(tmp_path, LEFT)
    Ledger(archive).add([replace(PAPER, day=date(2026, 3, 2))])
    unfinished.take_up(tmp_path, archive)
    assert Ledger(archive).read(DAY).papers == ()
