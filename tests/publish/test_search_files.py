"""A site's search as files: the same for the same archive, kept where it holds, whole or not there."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import cbor2
import invented
import orjson
import pytest
from invented import FRIDAY, HOSTILE, THURSDAY

from radar.models import Gist, Paper, Place
from radar.publish.search import search_bundle, search_files, search_items, search_pagefind, search_paths
from radar.publish.search.search_files import Search
from radar.publish.verification.search_verify import SearchInspection
from radar.publish.view import Day, Site

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


def _write(site: Site, output: Path) -> Search:
    """Write a site's search as the build does."""
    search = Search(site, output)
    found = dict(search.files())
    for name, data in found.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path in (output / search_paths.FOLDER).rglob("*"):
        if path.is_file() and path.relative_to(output).as_posix() not in found:
            path.unlink()
    return search


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each run of Pagefind by the first key it was given, with its language."""
    noted: list[str] = []
    real = search_pagefind.run

    def run(program: Path, records: Any, *, lang: str) -> object:
        records = list(records)
        noted.append(f"{records[0].key} {lang}")
        return real(program, records, lang=lang)

    monkeypatch.setattr(search_pagefind, "run", run)
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
    first, second = (dict(Search(_site(), tmp_path / "nowhere").files()) for _ in range(2))
    assert first == second
    assert all(search_paths.is_of_search(name) for name in first)


def test_a_built_search_passes_its_own_inspection(tmp_path: Path) -> None:
    assert _write(_site(), tmp_path).problem == ""
    assert _problems(tmp_path, _site()) == []


def test_nothing_is_indexed_again_while_nothing_changes(tmp_path: Path, runs: list[str]) -> None:
    _write(_site(), tmp_path)
    assert runs == ["0.0 en", "0.3 zh"]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    runs.clear()
    _write(_site(), tmp_path)
    assert runs == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_new_day_rebuilds_the_newest_period_alone(
    tmp_path: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_items, "PER_PERIOD", 4)
    days = _site(5).days
    older = invented.site(days[1:])
    _write(older, tmp_path)
    assert [run for run in runs if run.endswith("en")] == ["0.0 en", "1.0 en"]
    runs.clear()
    _write(invented.site(days), tmp_path)
    assert [run for run in runs if run.endswith("en")] == ["2.0 en"]
    assert dict(Search(invented.site(days), tmp_path).files()) == dict(
        Search(invented.site(days), tmp_path / "nowhere").files()
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda output: next(output.rglob("*.pf_index")).write_bytes(b"spoilt"),
        lambda output: next(output.rglob("*.pf_meta")).unlink(),
        lambda output: (output / "data/search/pagefind.js").write_bytes(b"spoilt"),
        lambda output: (output / "data/search/wasm.en.pagefind").unlink(),
        lambda output: (output / search_paths.FILES).write_bytes(b"[]"),
        lambda output: (output / search_paths.FILES).write_bytes(b"{"),
        lambda output: (output / search_paths.FILES).unlink(),
        lambda output: _edit(output, lambda told: told["indexes"]["data/search/0/en/"].update(files=["../../x"])),
        lambda output: _edit(output, lambda told: told.update(version=99)),
        lambda output: _edit(output, lambda told: told.update(pagefind="1.5.1")),
    ],
)
def test_what_is_spoilt_is_seen_and_made_again(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    site = _site()
    _write(site, tmp_path)
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    spoil(tmp_path)
    assert dict(Search(site, tmp_path).files()) == {
        path.relative_to(tmp_path).as_posix(): data for path, data in whole.items()
    }


def _edit(output: Path, change: Callable[[Any], object]) -> None:
    path = output / search_paths.FILES
    told = orjson.loads(path.read_bytes())
    change(told)
    path.write_bytes(orjson.dumps(told))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda output: next(output.rglob("*.pf_index")).write_bytes(b"spoilt"),
        lambda output: next(output.rglob("*.pf_filter")).unlink(),
        lambda output: (output / "data/search/pagefind.js").write_bytes(b"spoilt"),
        lambda output: (output / "data/search/0/cards/0.json").write_bytes(b"[]"),
        lambda output: (output / "data/search/0/cards/1.json").write_bytes(b"[]"),
        lambda output: (output / search_paths.INDEX).write_bytes(b"{}"),
        lambda output: (output / "data/search/0/en/more.js").write_bytes(b""),
    ],
)
def test_inspection_finds_what_is_spoilt_or_foreign(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    _write(_site(), tmp_path)
    spoil(tmp_path)
    assert _problems(tmp_path, _site())


def test_inspection_finds_an_index_of_other_papers(tmp_path: Path) -> None:
    _write(_site(), tmp_path)
    other = _site(abstract="Something else is invented.")
    assert (search_paths.FILES, "the index data/search/0/en/ is of other papers") in _problems(tmp_path, other)


def test_without_the_program_the_rest_is_made_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pagefind, "executable", lambda: None)
    search = _write(_site(), tmp_path)
    assert search.problem == "Pagefind is not installed"
    (period,) = _overview(tmp_path)["periods"]
    assert (period["langs"], period["whole"], period["items"]) == ({}, False, 4)
    assert (tmp_path / "data/search/0/cards/0.json").is_file()
    assert not list(tmp_path.rglob("pagefind*"))
    assert _problems(tmp_path, _site()) == []


def test_without_the_program_what_was_indexed_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(_site(), tmp_path)
    monkeypatch.setattr(search_pagefind, "executable", lambda: None)
    search = _write(_site(), tmp_path)
    assert search.problem == ""
    assert _overview(tmp_path)["periods"][0]["whole"]
    assert _problems(tmp_path, _site()) == []


def test_an_unknown_version_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pagefind, "executable", lambda: (Path("/none"), "2.0.0"))
    assert "2.0.0" in _write(_site(), tmp_path).problem


def test_a_program_that_fails_leaves_a_site_without_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pagefind, "run", lambda *_, **__: "Pagefind did not run: invented")
    assert _write(_site(), tmp_path).problem == "Pagefind did not run: invented"
    assert _problems(tmp_path, _site()) == []


def test_what_is_not_as_known_leaves_a_site_without_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_bundle, "_SIGN", b"something_else")
    assert _write(_site(), tmp_path).problem.startswith("Pagefind wrote what is not known here")
    assert _problems(tmp_path, _site()) == []


def test_an_empty_archive_has_an_empty_search(tmp_path: Path) -> None:
    site = invented.site([])
    assert _write(site, tmp_path).problem == ""
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
    assert "gist" not in orjson.loads((tmp_path / "data/search/0/cards/0.json").read_bytes())[0]


def test_pieces_hold_every_word_once_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = _site(4, abstract=" ".join(f"w{n}x" for n in range(500)))
    monkeypatch.setattr(search_bundle, "_PIECE", 700)
    _write(site, tmp_path)
    meta = next((tmp_path / "data/search/0/en").glob("*.pf_meta"))
    _, pages, pieces, *_ = cbor2.loads(gzip.decompress(meta.read_bytes())[12:])
    assert [key for key, _ in pages] == [f"0.{n}" for n in range(8)]
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
    assert _write(site, tmp_path).problem == ""
    assert _problems(tmp_path, site) == []
    items = [
        item
        for path in sorted((tmp_path / "data/search/0/cards").iterdir())
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
    text = orjson.loads((tmp_path / "data/search/0/cards/0.json").read_bytes())[0]["text"]
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


def test_an_archive_without_han_has_no_index_of_it(tmp_path: Path) -> None:
    site = invented.site([Day(day=FRIDAY, papers=(invented.entry(invented.paper(1)),))])
    assert _write(site, tmp_path).problem == ""
    (period,) = _overview(tmp_path)["periods"]
    assert list(period["langs"]) == ["en"]
    assert period["whole"]
    assert _problems(tmp_path, site) == []


def test_the_module_says_what_versions_it_knows() -> None:
    found = search_pagefind.executable()
    assert found is not None
    assert found[1].startswith(search_files._KNOWN)  # noqa: SLF001 - the pin in pyproject.toml and this agree
