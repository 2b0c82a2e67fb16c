"""What browsers ask for: rows of recent days, authors by name; complete, small, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_archive
from radar.archive.ledger import Ledger
from radar.models import Event, Paper, Update
from radar.publish import urls
from radar.publish.data import author_index, named, recent_rows
from radar.publish.data.data_files import data_paths, data_units
from radar.publish.data.first_met import in_order, indexed
from radar.publish.data.recent_rows import recent_days
from radar.publish.data.tiers import SEALED, Tier, sorted_into, tiers
from radar.publish.site import load_site
from radar.publish.view import Day, Site
from radar.sift.keys import fold_name


def _site(folder: Path, papers: list[Paper] | None = None, **more: object) -> Site:
    small_archive.write(folder / "content", papers)
    return load_site(small_archive.settings(**more), folder / "content", sample=False)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return _site(tmp_path)


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    return (file for unit in data_units(site) for file in unit.make())


def _read(site: Site) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in _files(site)}


def _rows(data: dict[str, Any]) -> list[list[Any]]:
    return [list(row) for row in zip(*data["columns"], strict=True)]


def _found(read: dict[str, Any], name: str) -> list[str]:
    """Give the places under which the files have a name, as a browser asks for them."""
    key, places = fold_name(name), []
    for tier in read[urls.author_list()]["tiers"]:
        file = read[urls.author_file(tier["name"], crc32(key.encode()) % tier["files"])]
        places += file.get(key, "").split()
    return places


def _slugs(site: Site, places: Iterable[str]) -> list[str]:
    """Give the slugs of papers by their places."""
    found = []
    for place in places:
        stands = site.day(named.day_of(place))
        assert stands
        at = place[4:] if named.is_update(place) else in_order(stands)[int(place[3:], 36)].slug
        found.append(at)
    return found


def test_every_author_of_every_paper_is_found_under_the_folded_name(site: Site) -> None:
    read = _read(site)
    entries = [entry for day in site.days for entry in indexed(day)]
    assert len(entries) == 15
    for entry in entries:
        for name in entry.paper.authors:
            assert _slugs(site, _found(read, name)).count(entry.slug) == 1


def test_files_are_those_expected_and_the_same_each_time(site: Site) -> None:
    files = list(_files(site))
    assert files == list(_files(site))
    assert {name for name, _ in files} == data_paths(site)
    assert len(files) == len(data_paths(site))


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


def test_a_row_is_told_by_the_number_that_authors_have(site: Site) -> None:
    read = _read(site)
    for data in (read[urls.recent()], read[urls.recent_index()]):
        for row, at in zip(_rows({"columns": [c or [0] * 15 for c in data["columns"]]}), data["at"], strict=True):
            assert _slugs(site, [named.place(date.fromisoformat(row[1]), at)]) == [row[0]]


def test_without_papers_there_are_columns_without_rows(site: Site) -> None:
    bare = replace(_of_days(()), config=site.config)
    read = _read(bare)
    assert read[urls.recent()]["columns"] == [[]] * 11
    assert read[urls.author_list()]["tiers"] == []
    assert set(read) == data_paths(bare)


def test_what_is_hidden_or_not_allowed_is_in_no_file(tmp_path: Path) -> None:
    sources = [
        {"kind": "arxiv", "categories": ["cs.AI", "cs.CL"]},
        {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed", "abstract": "none"},
    ]
    site = _site(tmp_path, hide={"ids": ["arxiv:2606.00005"]}, sources=sources)
    told = b"".join(data for _, data in _files(site)).decode()
    assert "2606.00005" not in told
    assert "sample author 5" not in told
    assert "It rises." not in told
    assert "An invented tide" in told


def test_recent_days_that_are_the_same_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = _site(tmp_path)
    first = {name: data for name, data in _files(site) if "recent" in name}
    output = tmp_path / "output"
    made: list[date] = []
    real = recent_rows._made  # noqa: SLF001 - whether a day is made is what is tested
    monkeypatch.setattr(recent_rows, "_made", lambda site, day, *more: made.append(day) or real(site, day, *more))

    def again() -> dict[str, bytes]:
        made.clear()
        (unit,) = recent_rows.recent_units(site, output)
        return dict(unit.make())

    assert again() == first
    assert len(made) == 2
    for name, data in first.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes(data)
    assert again() == first
    assert made == []
    name = urls.recent_day(small_archive.FRIDAY)
    for spoilt in (b"", b"[]", first[name][:-9], first[name].replace(b"Router", b"Boater")):
        (output / name).write_bytes(spoilt)
        assert again() == first
        assert made == [small_archive.FRIDAY]


# -- what a day brings, and tiers -----------------------------------------------------------


@given(st.dates(min_value=date(1975, 1, 1), max_value=date(2097, 1, 1)), st.integers(min_value=0, max_value=50_000))
def test_a_place_tells_its_day(day: date, number: int) -> None:
    written = named.place(day, number)
    assert named.day_of(written) == day
    assert int(written[3:], 36) == number
    assert named.day_of(named.place(day, "a-slug")) == day
    assert (named.is_update(written), named.is_update(named.place(day, "a-slug"))) == (False, True)


@given(
    st.lists(st.tuples(st.text("abé ", min_size=1, max_size=6), st.integers()), max_size=60),
    st.sampled_from([1, 2, 64, 256]),
)
def test_sorting_into_files_loses_and_doubles_nothing(pairs: list[tuple[str, int]], count: int) -> None:
    files = list(sorted_into([(key, str(n)) for key, n in pairs], count, partial(author_index.number, count=count)))
    assert [number for number, _ in files] == list(range(count))
    there = {(key, value) for _, file in files for key, values in file.items() for value in values.split(" ")}
    assert there == {(key, str(n)) for key, n in pairs}
    assert all(author_index.number(key, count) == number for number, file in files for key in file)
    assert all(list(file) == sorted(file) for _, file in files)


def _of_days(days: Iterable[Day]) -> Site:
    import invented  # noqa: PLC0415 - beside this test

    return invented.site(list(days))


DAYS = [
    date(2026, 6, 19),
    date(2026, 6, 1),
    date(2026, 5, 31),
    date(2026, 1, 1),
    date(2025, 12, 31),
    date(2024, 2, 1),
]


def test_the_running_month_the_year_and_what_is_sealed_are_apart(tmp_path: Path) -> None:
    site = _site(tmp_path, [small_archive.paper(500 + n, day=day) for n, day in enumerate(DAYS)])
    found = {tier.name: tier.days for tier in tiers(site.register)}
    assert list(found) == ["2026-06", "2026", SEALED]
    assert found["2026"] == (date(2026, 5, 31), date(2026, 1, 1))
    assert found[SEALED] == (date(2025, 12, 31), date(2024, 2, 1))
    read = _read(site)
    assert _slugs(site, _found(read, "Sample Author 505")) == ["arxiv-2606.00505"]
    everywhere = _slugs(site, _found(read, "Sample Author 98"))
    assert {f"arxiv-2606.{500 + n:05}" for n in range(len(DAYS))} <= set(everywhere)
    assert len(everywhere) == len(set(everywhere))
    days = [named.day_of(place) for place in _found(read, "Sample Author 98")]
    assert days == sorted(days, reverse=True)


def _units(site: Site) -> dict[str, Any]:
    return {unit.name: unit.inputs for unit in data_units(site)}


def test_a_day_added_and_news_of_old_papers_leave_closed_tiers_as_they_are(tmp_path: Path) -> None:
    site = _site(tmp_path, [small_archive.paper(500 + n, day=day) for n, day in enumerate(DAYS)])
    before, files = _units(site), dict(_files(site))
    later = date(2026, 6, 22)
    old = Update(
        id="arxiv:2606.00505",
        day=later,
        event=Event.VERSION,
        changes={"authors": ["Sample Author 505", "Sample Author Late"], "doi": "10.5555/late"},
    )
    Ledger(tmp_path / "content" / "daily").add([small_archive.paper(600, day=later)], [old])
    site = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    after = _units(site)
    assert {name for name in after if after[name] != before[name]} == {"recent", "authors/2026-06"}
    now = dict(_files(site))
    assert {name for name in now if "/authors/" in name and now[name] != files.get(name)} == {
        urls.author_file("2026-06", 0)
    }
    read = _read(site)
    assert _slugs(site, _found(read, "Sample Author Late")) == ["arxiv-2606.00505"]
    assert _slugs(site, _found(read, "Sample Author 505")) == ["arxiv-2606.00505"]


def test_an_author_whom_a_version_took_off_is_found_where_the_first_had_them(tmp_path: Path) -> None:
    site = _site(tmp_path, [small_archive.paper(500, day=date(2025, 1, 2))])
    before = site.register.named(date(2025, 1, 2))
    update = Update(
        id="arxiv:2606.00500", day=small_archive.FRIDAY, event=Event.MERGED, changes={"authors": ["Someone Else"]}
    )
    Ledger(tmp_path / "content" / "daily").add([], [update])
    site = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    assert site.register.named(date(2025, 1, 2)) == before
    read = _read(site)
    assert "arxiv-2606.00500" in _slugs(site, _found(read, "Someone Else"))
    assert "arxiv-2606.00500" in _slugs(site, _found(read, "Sample Author 500"))


def test_a_day_that_shows_nothing_may_bring_a_name(tmp_path: Path) -> None:
    quiet = small_archive.FRIDAY + timedelta(days=2)
    _site(tmp_path, None)
    update = Update(id="arxiv:2606.00001", day=quiet, event=Event.MERGED, changes={"authors": ["Quiet Author"]})
    Ledger(tmp_path / "content" / "daily").add([], [update])
    site = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    assert quiet not in site.register.dates
    assert _slugs(site, _found(_read(site), "Quiet Author")) == ["arxiv-2606.00001"]


def _crowded(folder: Path) -> Site:
    """Invent 400 papers: all by one author, most with thirty more."""
    found = [
        small_archive.paper(
            n,
            authors=("Sample Author One", *(f"Sample Author {(n * 31 + k) % 977}" for k in range(n % 31))),
            day=small_archive.FRIDAY - timedelta(days=n % 50),
        )
        for n in range(1000, 1400)
    ]
    return _site(folder, found)


def test_files_stay_small_and_nobodys_papers_are_lost(tmp_path: Path) -> None:
    site = _crowded(tmp_path)
    files = {name: data for name, data in _files(site) if "/authors/" in name}
    assert max(map(len, files.values())) <= 40_000
    found = {tier.name: author_index.files_of(tier) for tier in tiers(site.register)}
    assert found["2026-06"] > 1
    slugs = _slugs(site, _found(_read(site), "Sample Author One"))
    assert len(set(slugs)) == len(slugs) == 400


@pytest.mark.parametrize(("names", "count"), [(0, 1), (1, 1), (1200, 1), (1201, 2), (4_600_000, 4096)])
def test_as_many_files_as_keep_them_small(names: int, count: int) -> None:
    assert author_index.files_of(Tier(name="x", days=(small_archive.FRIDAY,), names=names, ids=0)) == count
