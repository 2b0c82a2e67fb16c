"""What browsers ask for: rows, authors by name, days; complete, small, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_archive
from radar.publish import plan, urls
from radar.publish.data import author_index
from radar.publish.data.data_files import data_files, data_paths, recent_days
from radar.publish.site import load_site
from radar.publish.view import Site
from radar.sift.keys import fold_name


def _site(folder: Path, papers: list[object] | None = None, **more: object) -> Site:
    small_archive.write(folder / "content", papers)  # type: ignore[arg-type] # papers, or none
    return load_site(small_archive.settings(**more), folder / "content", sample=False)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return _site(tmp_path)


def _read(site: Site) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in data_files(site)}


def _rows(data: dict[str, Any]) -> list[list[Any]]:
    return [list(row) for row in zip(*data["columns"], strict=True)]


def test_the_hash_is_fnv_1a() -> None:
    assert [author_index.fnv1a(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]


def test_every_author_of_every_paper_is_found_under_the_folded_name(site: Site) -> None:
    read = _read(site)
    count = read[urls.author_list()]["shards"]
    entries = [entry for day in site.days for entry in author_index.indexed(day)]
    assert len(entries) == 15
    for entry in entries:
        for name in entry.paper.authors:
            key = fold_name(name)
            found = read[urls.author_shard(author_index.fnv1a(key) % count)][key]
            assert name in found["names"]
            assert [row[0] for row in found["papers"]].count(entry.slug) == 1


def test_files_are_those_expected_and_the_same_each_time(site: Site) -> None:
    files = list(data_files(site))
    assert files == list(data_files(site))
    names = {name for name, _ in files}
    assert names == data_paths(site) <= plan.expected_paths(site)


def test_a_row_says_what_cards_and_filters_need(site: Site) -> None:
    rows = {row[0]: row for row in _rows(_read(site)[urls.recent_day(small_archive.FRIDAY)])}
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
    assert sorted(row[10] for row in rows.values()) == list(range(11))


def test_what_is_recent_is_told_three_times_over(site: Site) -> None:
    read = _read(site)
    words, index = _rows(read[urls.recent()]), read[urls.recent_index()]
    days = [row for day in recent_days(site) for row in _rows(read[urls.recent_day(day)])]
    assert [[*row[:3], row[3][:3], *row[4:]] for row in days] == words
    assert [column for column in index["columns"] if column != 0] == [
        column for n, column in enumerate(read[urls.recent()]["columns"]) if n not in {2, 3, 4}
    ]
    assert [index["columns"][n] for n in (2, 3, 4)] == [0, 0, 0]
    heads = [{key: value for key, value in data.items() if key != "columns"} for data in (index, read[urls.recent()])]
    assert heads[0] == heads[1]
    kinds = {row[0]: row[6] for row in words}
    assert kinds["arxiv-2606.00103"] == "retracted"
    assert kinds["arxiv-2402.00104"] == "update"


def test_recent_holds_thirty_days(tmp_path: Path) -> None:
    days = [small_archive.FRIDAY - timedelta(days=n) for n in (0, 29, 30)]
    site = _site(tmp_path, [small_archive.paper(n, day=day) for n, day in enumerate(days, 400)])
    recent = _read(site)[urls.recent()]
    assert {row[1] for row in _rows(recent)} >= {"2026-06-19", "2026-05-21"}
    assert "2026-05-20" not in recent["days"]


def test_without_papers_there_are_columns_without_rows(site: Site) -> None:
    read = _read(replace(site, days=()))
    assert read[urls.recent()]["columns"] == [[]] * 11
    assert set(read) == data_paths(replace(site, days=()))


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


@given(
    st.lists(st.tuples(st.lists(st.text(max_size=8), max_size=4), st.integers()), max_size=30),
    st.sampled_from([1, 2, 8]),
)
def test_sorting_into_files_loses_and_doubles_nothing(rows: list[tuple[list[str], int]], count: int) -> None:
    laid = author_index.Layout(shards=count, parts={})
    found, apart = author_index.shards([(authors, [number]) for authors, number in rows], laid)
    there = sorted((key, row[0]) for shard in found for key, entry in shard.items() for row in entry["papers"])
    assert there == sorted(
        (key, number) for authors, number in rows for key in {fold_name(a) for a in authors} - {""}
    )
    assert all(author_index.fnv1a(key) % count == n for n, shard in enumerate(found) for key in shard)
    assert apart == {}


def _crowded(folder: Path) -> Site:
    """Invent 400 papers: all by one author, most with thirty more, titles of every length, some of them TeX."""
    found = [
        small_archive.paper(
            n,
            title=("Invented \\alpha $x_{1}$ 路由 " * (1 + n % 9))[:900],
            authors=("Sample Author One", *(f"Sample Author {(n * 31 + k) % 977}" for k in range(n % 31))),
            day=small_archive.FRIDAY - timedelta(days=n % 50),
        )
        for n in range(1000, 1400)
    ]
    return _site(folder, found)


def test_no_file_of_authors_passes_its_bound_and_nobodys_papers_are_lost(tmp_path: Path) -> None:
    site = _crowded(tmp_path)
    files = {name: data for name, data in data_files(site) if "/authors/" in name}
    assert max(map(len, files.values())) <= author_index.BOUND
    assert set(files) == {name for name in data_paths(site) if "/authors/" in name}
    shards = json.loads(files[urls.author_list()])["shards"]
    assert shards > 1
    assert shards & (shards - 1) == 0
    key = fold_name("Sample Author One")
    entry = json.loads(files[urls.author_shard(author_index.fnv1a(key) % shards)])[key]
    assert entry["papers"] == []
    assert entry["parts"] > 1
    parts = [json.loads(files[urls.author_part(author_index.fnv1a(key), n)]) for n in range(entry["parts"])]
    rows = [row for part in parts for row in part["papers"]]
    assert len({row[0] for row in rows}) == len(rows) == 400
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)


def test_few_papers_need_one_file_and_names_of_one_hash_do_not_hang(site: Site) -> None:
    assert author_index.layout(site).shards == 1
    assert author_index.layout(replace(site, days=())).shards == 1
    assert author_index._count([(5, 30_000), (5, 30_000)]) == author_index._MOST  # noqa: SLF001 - no two names with one hash are at hand
