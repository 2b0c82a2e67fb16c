"""A site's search as files: the same for the same archive, kept where it holds, whole or not there."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import cbor2
import invented
import orjson
import pytest
from invented import FRIDAY, HOSTILE, THURSDAY

from radar.models import Gist, Paper, Place
from radar.publish.search import (
    search_bundle,
    search_files,
    search_items,
    search_pagefind,
    search_paths,
    search_vocabulary,
)
from radar.publish.search.search_files import search_problem, search_units
from radar.publish.verification.search_verify import SearchInspection
from radar.publish.view import Day, Site

MADE = search_paths.made("0-0")
GIST = Gist(id="arxiv:2606.00001", lang="zh", text="本文虚构了药物发现。", span="", by="model", model="m", prompt="p")


@pytest.fixture(autouse=True)
def _needs_pagefind() -> None:
    if search_pagefind.executable() is None:
        pytest.skip("skipped: pagefind-bin is not installed (no wheel for this platform)")


def _site(days: int = 2, **changes: object) -> Site:
    return invented.site(
        [
            Day(
                day=FRIDAY - timedelta(days=n),
                papers=tuple(
                    invented.entry(
                        invented.paper(10 * n + i, day=FRIDAY - timedelta(days=n), **changes),
                        "samples",
                        gists=[GIST] if (n, i) == (0, 1) else [],
                    )
                    for i in (1, 2)
                ),
            )
            for n in range(days)
        ]
    )


def _made(site: Site, output: Path) -> dict[str, bytes]:
    return {name: data for unit in search_units(site, output) for name, data in unit.make()}


def _write(site: Site, output: Path) -> str:
    """Write a site's search as a build does that knows nothing of the one before; give the problem."""
    found = _made(site, output)
    for name, data in found.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path in (output / search_paths.FOLDER).rglob("*"):
        if path.is_file() and path.relative_to(output).as_posix() not in found:
            path.unlink()
    return search_problem(site, output)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each index that is made, by the first key it holds, with its language."""
    noted: list[str] = []
    real = search_bundle.bundle

    def bundle(learnt: Any, records: Any, *, lang: str, lean: bool) -> object:
        noted.append(f"{records[0].key} {lang}")
        return real(learnt, records, lang=lang, lean=lean)

    monkeypatch.setattr(search_bundle, "bundle", bundle)
    return noted


def _overview(output: Path) -> Any:
    return orjson.loads((output / search_paths.INDEX).read_bytes())


def _problems(output: Path, site: Site) -> list[tuple[str, str]]:
    inspection = SearchInspection(output, site)
    found = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    return [*((name, "differs") for name in found ^ inspection.names()), *inspection.problems()]


def _words(output: Path) -> set[str]:
    """Read every word of every index."""
    found = set()
    for path in output.rglob("*.pf_index"):
        (words,) = cbor2.loads(gzip.decompress(path.read_bytes())[12:])
        found |= {word[0] for word in words}
    return found


def test_the_same_archive_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (_made(_site(), tmp_path / "nowhere") for _ in range(2))
    assert first == second
    assert all(search_paths.is_of_search(name) for name in first)


def test_a_built_search_passes_its_own_inspection(tmp_path: Path) -> None:
    assert _write(_site(), tmp_path) == ""
    assert _problems(tmp_path, _site()) == []


def test_nothing_is_indexed_again_while_nothing_changes(tmp_path: Path, runs: list[str]) -> None:
    _write(_site(), tmp_path)
    assert runs == ["0-0.0 en", "0-0.3 zh"]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    runs.clear()
    _write(_site(), tmp_path)
    assert runs == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_items, "PER_BLOCK", 8)
    monkeypatch.setattr(search_items, "PER_PART", 4)


@pytest.mark.usefixtures("_small")
def test_a_new_day_rebuilds_the_newest_period_alone(tmp_path: Path, runs: list[str]) -> None:
    days = _site(6).days
    older, newer = invented.site(days[1:]), invented.site(days)
    _write(older, tmp_path)
    assert [run for run in runs if run.endswith("en")] == ["0-0.0 en", "0-1.0 en", "1-0.0 en"]
    before = {unit.name: unit.inputs for unit in search_units(older, tmp_path)}
    after = {unit.name: unit.inputs for unit in search_units(newer, tmp_path)}
    assert {name for name in after if after[name] != before.get(name)} == {"search", "search/1-0"}
    runs.clear()
    _write(newer, tmp_path)
    assert [run for run in runs if run.endswith("en")] == ["1-0.0 en"]
    assert _made(newer, tmp_path) == _made(newer, tmp_path / "nowhere")


def _long_ago(days: int = 6) -> Site:
    """Invent a full block of old days, and one of today."""
    return invented.site([Day(day=FRIDAY + timedelta(days=200), papers=_site().days[0].papers), *_site(days).days])


@pytest.mark.usefixtures("_small")
def test_a_full_block_of_old_days_becomes_one_lean_period(tmp_path: Path) -> None:
    assert _write(_site(6), tmp_path) == ""
    names = [period["name"] for period in _overview(tmp_path)["periods"]]
    assert names == ["0-0", "0-1", "1-0"]
    site = _long_ago()
    assert _write(site, tmp_path) == ""
    assert [(each["name"], each.get("lean")) for each in _overview(tmp_path)["periods"]] == [
        ("0", True),
        ("1-0", None),
        ("1-1", None),
    ]
    assert _problems(tmp_path, site) == []
    assert orjson.loads((tmp_path / "data/search/0/cards/0.json").read_bytes())[0] == [
        "arxiv-2606.00052",
        "2026-06-14",
    ]
    (piece,) = (tmp_path / "data/search/0/en/index").iterdir()
    (words,) = cbor2.loads(gzip.decompress(piece.read_bytes())[12:])
    places = {
        word: [[sum(1 for _ in text), sum(1 for _ in title)] for _, text, title in own] for word, own, _ in words
    }
    assert len(places["qqeveri"]) == 8
    assert all(counts <= 2 for word in places.values() for place in word for counts in place)


@pytest.mark.usefixtures("_small")
def test_a_paper_that_a_journal_publishes_later_leaves_its_lean_period_alone(tmp_path: Path) -> None:
    before = _long_ago()
    first = before.days[-1].papers[0]
    places = (*first.paper.places, Place(name="Sample Journal", kind="feed"))
    entry = replace(first, ranked=replace(first.ranked, paper=replace(first.paper, places=places)))
    days = [*before.days[:-1], replace(before.days[-1], papers=(entry, *before.days[-1].papers[1:]))]
    after = invented.site(days, versions={first.paper.id: (first.paper,)})
    assert before.register.content(days[-1].day) != after.register.content(days[-1].day)
    lean = [
        next(unit for unit in search_units(site, tmp_path) if unit.name == "search/0") for site in (before, after)
    ]
    assert lean[0].inputs == lean[1].inputs
    assert dict(lean[0].make()) == dict(lean[1].make())


@pytest.mark.usefixtures("_small")
def test_what_is_known_of_words_already_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together = _made(_long_ago(), tmp_path / "nowhere")
    monkeypatch.setattr(search_vocabulary, "_MOST", 0)
    assert _made(_long_ago(), tmp_path / "nowhere") == together
    each: dict[str, bytes] = {}
    for unit in search_units(_long_ago(), tmp_path / "nowhere"):
        other = next(one for one in search_units(_long_ago(), tmp_path / "nowhere") if one.name == unit.name)
        each.update(other.make())
    assert each == together


@pytest.mark.parametrize(
    "spoil",
    [
        lambda output: next(output.rglob("*.pf_index")).write_bytes(b"spoilt"),
        lambda output: next(output.rglob("*.pf_meta")).unlink(),
        lambda output: (output / "data/search/pagefind.js").write_bytes(b"spoilt"),
        lambda output: (output / "data/search/wasm.en.pagefind").unlink(),
        lambda output: (output / search_paths.PROGRAM).write_bytes(b"[]"),
        lambda output: (output / MADE).write_bytes(b"[]"),
        lambda output: (output / MADE).write_bytes(b"{"),
        lambda output: (output / MADE).unlink(),
        lambda output: _edit(output, lambda told: told["indexes"]["0-0/en/"].update(files=["../../x"])),
        lambda output: _edit(output, lambda told: told.update(version=99)),
        lambda output: _edit(output, lambda told: told.update(pagefind="1.5.1")),
    ],
)
def test_what_is_spoilt_is_seen_and_made_again(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    site = _site()
    _write(site, tmp_path)
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    spoil(tmp_path)
    assert _made(site, tmp_path) == {path.relative_to(tmp_path).as_posix(): data for path, data in whole.items()}


def _edit(output: Path, change: Callable[[Any], object]) -> None:
    path = output / MADE
    told = orjson.loads(path.read_bytes())
    change(told)
    path.write_bytes(orjson.dumps(told))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda output: next(output.rglob("*.pf_index")).write_bytes(b"spoilt"),
        lambda output: next(output.rglob("*.pf_filter")).unlink(),
        lambda output: (output / "data/search/pagefind.js").write_bytes(b"spoilt"),
        lambda output: (output / "data/search/0-0/cards/0.json").write_bytes(b"[]"),
        lambda output: (output / "data/search/0-0/made.json").write_bytes(b"[]"),
        lambda output: (output / search_paths.INDEX).write_bytes(b"{}"),
        lambda output: (output / "data/search/0-0/en/more.js").write_bytes(b""),
    ],
)
def test_inspection_finds_what_is_spoilt_or_foreign(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    _write(_site(), tmp_path)
    spoil(tmp_path)
    assert _problems(tmp_path, _site())


def test_inspection_finds_an_index_of_other_papers(tmp_path: Path) -> None:
    _write(_site(), tmp_path)
    other = _site(abstract="Something else is invented.")
    assert (MADE, "indexes of other papers") in _problems(tmp_path, other)


def test_without_the_program_the_rest_is_made_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pagefind, "executable", lambda: None)
    assert _write(_site(), tmp_path) == "Pagefind is not installed"
    (period,) = _overview(tmp_path)["periods"]
    assert ("tag" in period, period["items"]) == (False, 4)
    assert (tmp_path / "data/search/0-0/cards/0.json").is_file()
    assert not list(tmp_path.rglob("pagefind*"))
    assert _problems(tmp_path, _site()) == []


def test_without_the_program_what_was_indexed_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(_site(), tmp_path)
    monkeypatch.setattr(search_pagefind, "executable", lambda: None)
    before = _overview(tmp_path)
    assert _write(_site(), tmp_path) == ""
    assert _overview(tmp_path) == before
    assert before["periods"][0]["tag"]
    assert _problems(tmp_path, _site()) == []


def test_an_unknown_version_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pagefind, "executable", lambda: (Path("/none"), "2.0.0"))
    assert "2.0.0" in _write(_site(), tmp_path)


def test_a_program_that_fails_leaves_a_site_without_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(search_pagefind, "run", lambda *_, **__: "Pagefind did not run: invented")
        tried = {unit.name: unit.inputs for unit in search_units(_site(), tmp_path)}
        assert _write(_site(), tmp_path) == "Pagefind did not run: invented"
        assert _problems(tmp_path, _site()) == []
        again = {unit.name: unit.inputs for unit in search_units(_site(), tmp_path)}
        assert all(again[name] != tried[name] for name in ("search/0-0", "search/program"))
        assert again["search"] == tried["search"]
    assert _write(_site(), tmp_path) == ""
    assert {unit.name: unit.inputs for unit in search_units(_site(), tmp_path)} == tried


def test_what_is_not_as_known_leaves_a_site_without_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_vocabulary, "SIGN", b"something_else")
    assert _write(_site(), tmp_path).startswith("Pagefind wrote what is not known here")
    assert _problems(tmp_path, _site()) == []


def test_an_empty_archive_has_an_empty_search(tmp_path: Path) -> None:
    site = invented.site([])
    assert _write(site, tmp_path) == ""
    assert _overview(tmp_path)["periods"] == []
    assert _problems(tmp_path, site) == []


def test_title_authors_abstract_and_a_models_gist_are_indexed_and_no_more(tmp_path: Path) -> None:
    shown = invented.paper(
        1, title="Invented lemmings", authors=("Sample Zweig",), abstract="It walks. 虚构。", comment="unsaid"
    )
    day = Day(day=FRIDAY, papers=(invented.entry(shown, gists=[GIST]),))
    _write(invented.site([day]), tmp_path)
    words = _words(tmp_path)
    assert {"lem", "zweig", "walk", "药", "虚"} <= words
    assert not words & {"unsaid", "arxiv"}


def test_a_sentence_of_the_abstract_is_not_taken_for_a_models(tmp_path: Path) -> None:
    verbatim = Gist(id="arxiv:2606.00001", lang="", text="Verbatim it stands.", span="Verbatim it stands.")
    day = Day(day=FRIDAY, papers=(invented.entry(invented.paper(1), gists=[verbatim]),))
    _write(invented.site([day]), tmp_path)
    assert "gist" not in orjson.loads((tmp_path / "data/search/0-0/cards/0.json").read_bytes())[0]


def test_pieces_hold_every_word_once_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = _site(4, abstract=" ".join(f"w{n}x" for n in range(500)))
    monkeypatch.setattr(search_bundle, "_PIECE", 700)
    _write(site, tmp_path)
    meta = next((tmp_path / "data/search/0-0/en").glob("*.pf_meta"))
    _, pages, pieces, *_ = cbor2.loads(gzip.decompress(meta.read_bytes())[12:])
    assert [key for key, _ in pages] == [f"0-0.{n}" for n in range(8)]
    assert len(pieces) > 20
    words = []
    for first, last, name in pieces:
        (own,) = cbor2.loads(gzip.decompress((meta.parent / f"index/{name}.pf_index").read_bytes())[12:])
        assert (own[0][0], own[-1][0]) == (first, last)
        words += [word[0] for word in own]
    assert words == sorted(set(words), key=str.encode)
    assert {f"w{n}x" for n in range(500)} <= set(words)


def test_hostile_text_comes_out_as_the_text_it_is(tmp_path: Path) -> None:
    papers = [
        invented.paper(n, title=text, authors=(text,), abstract=text) for n, text in enumerate(HOSTILE, 1) if text
    ]
    day = Day(day=THURSDAY, papers=tuple(invented.entry(each) for each in papers))
    site = invented.site([day])
    assert _write(site, tmp_path) == ""
    assert _problems(tmp_path, site) == []
    items = [
        item
        for path in sorted((tmp_path / "data/search/0-0/cards").iterdir())
        for item in orjson.loads(path.read_bytes())
    ]
    by_slug = {item["row"][0]: item for item in items}
    plain = invented.paper(9)
    assert by_slug["arxiv-2606.00009"]["row"][3] == [HOSTILE[8]]
    assert "<" in by_slug["arxiv-2606.00009"]["text"]
    assert isinstance(plain, Paper)


def test_a_cards_text_is_cut_between_words(tmp_path: Path) -> None:
    shown = invented.paper(1, abstract="word " * 300)
    site = invented.site([Day(day=FRIDAY, papers=(invented.entry(shown),))])
    _write(site, tmp_path)
    text = orjson.loads((tmp_path / "data/search/0-0/cards/0.json").read_bytes())[0]["text"]
    assert len(text) < 340
    assert text.endswith("word…")


def test_filters_are_sorted_and_name_every_item(tmp_path: Path) -> None:
    places = [Place(name=f"Sample {n % 7}", kind="feed") for n in range(30)]
    entries = [invented.entry(invented.paper(n, places=(place,)), "samples") for n, place in enumerate(places)]
    _write(invented.site([Day(day=FRIDAY, papers=tuple(entries))]), tmp_path)
    held = {}
    for path in tmp_path.rglob("en/filter/*.pf_filter"):
        name, values = cbor2.loads(gzip.decompress(path.read_bytes())[12:])
        assert [value for value, _ in values] == sorted({value for value, _ in values})
        held[name] = sorted(number for _, numbers in values for number in numbers)
    assert held.keys() == {"topic", "source", "field", "year", "kind"}
    assert all(numbers == list(range(30)) for numbers in held.values())


def test_a_paper_that_changed_is_indexed_anew(tmp_path: Path, runs: list[str]) -> None:
    _write(_site(), tmp_path)
    runs.clear()
    _write(_site(abstract="Wombats."), tmp_path)
    assert runs
    assert "wombat" in _words(tmp_path)
    assert _problems(tmp_path, _site(abstract="Wombats.")) == []


def test_another_version_of_the_program_indexes_anew(tmp_path: Path, runs: list[str]) -> None:
    _write(_site(), tmp_path)
    runs.clear()
    _edit(tmp_path, lambda told: told.update(pagefind="1.5.1"))
    _write(_site(), tmp_path)
    assert len(runs) == 2


def test_an_archive_without_han_has_an_index_of_it_that_finds_nothing(tmp_path: Path) -> None:
    site = invented.site([Day(day=FRIDAY, papers=(invented.entry(invented.paper(1)),))])
    assert _write(site, tmp_path) == ""
    (piece,) = (tmp_path / "data/search/0-0/zh/index").iterdir()
    assert [word for word, *_ in cbor2.loads(gzip.decompress(piece.read_bytes())[12:])[0]] == ["x"]
    assert _problems(tmp_path, site) == []


def test_the_module_says_what_versions_it_knows() -> None:
    found = search_pagefind.executable()
    assert found is not None
    assert found[1].startswith(search_files.KNOWN)  # the pin in pyproject.toml and this agree
