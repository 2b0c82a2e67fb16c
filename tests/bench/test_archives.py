"""Hold the archives of the bench to what they promise: real in shape, and the same whoever makes them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import archives
import chart
from growing_sites import SETTINGS
from stock import invented

from radar.archive import closeness, days, gists, runs
from radar.archive.ledger import Ledger
from radar.config import load

A_DAY = 9


def maker(folder: Path, oldest: int) -> archives.Maker:
    folder.mkdir()
    settings = folder / "radar.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    return archives.Maker(
        records=list(invented(120)),
        config=load(settings),
        root=folder / "content" / "daily",
        oldest=oldest,
        a_day=A_DAY,
    )


def test_what_is_invented_has_the_shape_of_the_corpora() -> None:
    records = list(invented(400))
    mean = sum(len(record.abstract) for record in records) / len(records)
    assert 600 < mean < 1_300
    assert 40 < sum(len(record.title) for record in records) / len(records) < 100
    assert 3 < sum(len(record.authors) for record in records) / len(records) < 7
    assert records == list(invented(400))


def test_a_day_is_the_same_in_every_archive_that_reaches_as_far_back(tmp_path: Path) -> None:
    one, other = maker(tmp_path / "one", -30), maker(tmp_path / "other", -30)
    for number in (-1, 0):
        one.write(number)
    other.write(0)
    digests = [sha256(Ledger(each.root).path(archives.LAST).read_bytes()).hexdigest() for each in (one, other)]
    assert digests[0] == digests[1]


def test_a_day_can_be_read_as_what_a_run_leaves(tmp_path: Path) -> None:
    made = maker(tmp_path / "made", -400)
    day = made.write(0)
    read = Ledger(made.root).read(day)
    assert len(read.papers) == A_DAY
    assert read.updates, "a journal prints papers of half a year ago"
    assert {gist.id for gist in gists.read(made.root, day)} == {paper.id for paper in read.papers}
    assert set(closeness.read(made.root, day)) == {paper.id for paper in read.papers}
    assert all(days.read_day(file).briefings for file in days.files(made.root, day))
    assert runs.read(made.root, day) is not None


def test_titles_differ_when_the_stock_comes_round_again(tmp_path: Path) -> None:
    made = maker(tmp_path / "made", -400)
    rounds = [made.papers(-n * made.models) for n in range(3)]
    assert len({paper.title for papers in rounds for paper in papers}) > 2 * A_DAY
    assert len({paper.id for papers in rounds for paper in papers}) == 3 * A_DAY


def test_a_chart_is_well_formed_and_says_what_it_shows() -> None:
    lines = [chart.Line(name="CPU <s>", points=[(1, 0.5), (10, 2.5)]), chart.Line(name="B", points=[(1, 1), (10, 1)])]
    drawn = ET.fromstring(chart.chart("What & why", lines, lines))  # noqa: S314 - our own text
    assert drawn.findtext("{http://www.w3.org/2000/svg}title") == "What & why"
    assert len(drawn.findall("{http://www.w3.org/2000/svg}polyline")) == 4
