"""What browsers ask for: rows, authors by name, days; complete, small, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_archive
from radar.publish import author_index, urls
from radar.publish.data_files import data_files
from radar.publish.site import load_site
from radar.publish.view import Site
from radar.sift.keys import fold_name


def _site(folder: Path, papers: list[object] | None = None, **more: object) -> Site:
    small_archive.write(folder / "content", papers)  # type: ignore[arg-type] # papers, or none
    return load_site(small_archive.settings(**more), folder / "content", sample=False)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return _site(tmp_path)


def _read(site: Site) -> dict[str, object]:
    return {name: json.loads(data) for name, data in data_files(site)}


def test_the_hash_is_fnv_1a() -> None:
    assert [author_index.fnv1a(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]


def test_every_author_of_every_paper_is_found_under_the_folded_name(site: Site) -> None:
    read = _read(site)
    count = read[urls.author_list()]["shards"]  # type: ignore[index] # JSON
    entries = [entry for day in site.days for entry in author_index.indexed(day)]
    assert len(entries) == 15
    for entry in entries:
        for name in entry.paper.authors:
            key = fold_name(name)
            found = read[urls.author_shard(author_index.fnv1a(key) % count)][key]  # type: ignore[index] # JSON
            assert name in found["names"]
            assert [row[0] for row in found["papers"]].count(entry.slug) == 1


def test_files_are_those_expected_and_the_same_each_time(site: Site) -> None:
    files = list(data_files(site))
    assert files == list(data_files(site))
    names = {name for name, _ in files}
    assert names == {name for name in urls.expected_paths(site) if name.startswith("data/")} - {urls.run_report()}


def test_a_row_says_what_cards_and_filters_need(site: Site) -> None:
    rows = {row[0]: row for row in _read(site)[urls.recent()]["papers"]}  # type: ignore[index] # JSON
    assert rows["arxiv-2606.00009"][2:10] == [
        "Invented Router 9",
        [f"Sample Author {n}" for n in range(20, 26)],
        12,
        "arXiv · cs.CL",
        "cross",
        [0],
        rows["arxiv-2606.00009"][8],
        1,
    ]
    assert rows["arxiv-2606.00001"][9] == 0
    assert rows["arxiv-2606.00103"][6] == "retracted"
    assert rows["arxiv-2402.00104"][6] == "update"
    assert sorted(row[10] for row in rows.values() if row[1] == "2026-06-19") == list(range(11))


def test_recent_holds_thirty_days(tmp_path: Path) -> None:
    days = [small_archive.FRIDAY - timedelta(days=n) for n in (0, 29, 30)]
    site = _site(tmp_path, [small_archive.paper(n, day=day) for n, day in enumerate(days, 400)])
    recent = _read(site)[urls.recent()]
    assert {row[1] for row in recent["papers"]} >= {"2026-06-19", "2026-05-21"}  # type: ignore[index] # JSON
    assert "2026-05-20" not in recent["days"]  # type: ignore[index] # JSON


def test_what_is_hidden_or_not_allowed_is_in_no_file(tmp_path: Path) -> None:
    sources = [
        {"kind": "arxiv", "categories": ["cs.AI", "cs.CL"]},
        {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed", "abstract": "none"},
    ]
    site = _site(tmp_path, hide={"ids": ["arxiv:2606.00005"]}, sources=sources)
    told = b"".join(data for _, data in data_files(site)).decode()
    assert "2606.00005" not in told
    assert "Sample Author 5" not in told
    assert "It rises." not in told
    assert "An invented tide" in told


def test_a_days_file_holds_its_papers_whole(site: Site) -> None:
    day = _read(site)[urls.day_data(small_archive.FRIDAY)]
    found = {paper["id"]: paper for paper in day["papers"]}  # type: ignore[index] # JSON
    assert len(found) == 11
    one = found["arxiv:2606.00009"]
    assert len(one["authors"]) == 12
    assert one["abstract"].endswith("Number 9 is no better.")
    assert one["links"]["source"] == "https://arxiv.org/abs/2606.00009"
    assert {"kind": "keyword", "text": "router", "where": "title"} in one["reasons"]


@given(
    st.lists(st.tuples(st.lists(st.text(max_size=8), max_size=4), st.integers()), max_size=30),
    st.sampled_from([1, 2, 8]),
)
def test_sorting_into_files_loses_and_doubles_nothing(rows: list[tuple[list[str], int]], count: int) -> None:
    found = author_index.shards([(authors, [number]) for authors, number in rows], count)
    there = sorted((key, row[0]) for shard in found for key, entry in shard.items() for row in entry["papers"])
    assert there == sorted(
        (key, number) for authors, number in rows for key in {fold_name(a) for a in authors} - {""}
    )
    assert all(author_index.fnv1a(key) % count == n for n, shard in enumerate(found) for key in shard)


def test_files_are_a_power_of_two_and_hold_fifty_rows_at_most_on_average(site: Site) -> None:
    assert author_index.shard_count(site) == 1
    assert author_index.shard_count(replace(site, days=())) == 1
    many = replace(site, days=site.days * 10)
    rows = sum(len(entry.paper.authors) for day in many.days for entry in author_index.indexed(day))
    count = author_index.shard_count(many)
    assert count & (count - 1) == 0
    assert count // 2 * 50 < rows <= count * 50
