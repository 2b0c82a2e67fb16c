"""The open data: each file against its schema, nothing that a source or owner forbids, the same bytes each time."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import briefed
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import small_archive
from radar.archive.ledger import Ledger
from radar.models import Event, Genre, Update
from radar.publish.data import (
    open_data_addresses,
    open_data_archive,
    open_data_lists,
    open_data_records,
    open_data_schema,
)
from radar.publish.data.open_data import open_data_units, paths
from radar.publish.machines import machine_urls
from radar.publish.site import load_site
from radar.publish.view import Site
from small_archive import FRIDAY

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    content = briefed.write(tmp_path_factory.mktemp("data") / "content")
    return load_site(briefed.settings(), content, sample=False)


@pytest.fixture(scope="module")
def files(site: Site) -> Mapping[str, bytes]:
    return dict(open_data(site))


def open_data(site: Site, before: Path | None = None) -> Iterator[tuple[str, bytes]]:
    return (file for unit in open_data_units(site, before) for file in unit.make())


def records(data: bytes) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in gzip.decompress(data).splitlines()]


def closed(schema: Any) -> Any:
    """Refuse every field that a schema does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if isinstance(schema.get("properties"), Mapping) else inner


def check(name: str, value: object) -> None:
    schema = open_data_schema.schema(name)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(closed(schema), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def described(files: Mapping[str, bytes]) -> Iterator[tuple[str, object]]:
    """Give every record with the name of its schema."""
    for name, data in files.items():
        if name.endswith(".gz"):
            yield from (("briefing" if "briefings" in name else "paper", each) for each in records(data))
        elif name.startswith("data/archive/"):
            yield "month", orjson.loads(data)
        elif name == machine_urls.INDEX:
            yield "index", orjson.loads(data)
        elif name.startswith("data/papers/"):
            yield "addresses", orjson.loads(data)
        elif name.startswith("data/"):
            yield "day", orjson.loads(data)


def test_every_file_is_planned_and_every_planned_file_is_there(site: Site, files: Mapping[str, bytes]) -> None:
    assert set(files) == paths(site)


def test_every_record_is_as_its_schema_says_and_holds_nothing_else(files: Mapping[str, bytes]) -> None:
    found = list(described(files))
    for name, record in found:
        check(name, record)
    assert {name for name, _ in found} == {"paper", "briefing", "index", "month", "addresses", "day"}
    assert sum(name == "paper" for name, _ in found) == 15


def test_a_schema_refuses_what_is_not_as_it_says(files: Mapping[str, bytes]) -> None:
    record = records(files["data/archive/2026-06.jsonl.gz"])[0]
    for changes in ({"genre": "poem"}, {"day": 3}, {"title": None}, {"schema_version": 2}, {"authors": "A"}):
        assert not Draft202012Validator(open_data_schema.schema("paper")).is_valid({**record, **changes})


@pytest.mark.parametrize("url", ["", "https://radar.example/hub"])
def test_schemas_are_schemas_and_name_their_address_where_it_is_known(site: Site, url: str) -> None:
    found = dict(open_data_schema.files(replace(site, url=url)))
    assert set(found) == {machine_urls.schema(name) for name in machine_urls.SCHEMAS}
    for path, data in found.items():
        schema = orjson.loads(data)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema.get("$id", "") == (f"{url}/{path}" if url else "")


def test_fields_of_records_are_explained(site: Site) -> None:
    schema = open_data_schema.schema("paper")
    assert schema["properties"]["address"]["description"].startswith("Where it stands on this site")
    assert "title" in schema["properties"]
    assert "title" not in schema["properties"]["id"]


def test_fields_stand_in_the_order_of_their_classes(files: Mapping[str, bytes]) -> None:
    def same_order(value: Any, kind: type) -> None:
        assert list(value) == [field.name for field in fields(kind)]

    day = orjson.loads(files[machine_urls.LATEST])
    same_order(day, open_data_records.DayFile)
    same_order(day["papers"][0], open_data_records.PaperRecord)
    same_order(day["briefings"][0], open_data_records.BriefingRecord)
    same_order(orjson.loads(files[machine_urls.INDEX]), open_data_lists.IndexFile)
    assert all(is_dataclass(kind) for kind in (open_data_records.DayFile, open_data_records.PaperRecord))


def test_the_run_report_is_as_its_schema_says(site: Site) -> None:
    from radar.archive import runs  # noqa: PLC0415 - one test asks for it

    for report in site.runs:
        Draft202012Validator(open_data_schema.schema("status")).validate(orjson.loads(runs.dump(report)))
    broken = {**orjson.loads(runs.dump(site.runs[0])), "state": "splendid"}
    assert not Draft202012Validator(open_data_schema.schema("status")).is_valid(broken)


@pytest.mark.parametrize("name", ["radar.example.toml", "sample/radar.toml"])
def test_the_schema_of_radar_toml_takes_our_own_files(name: str) -> None:
    schema = open_data_schema.schema("radar")
    Draft202012Validator(schema).validate(tomllib.loads((ROOT / name).read_text(encoding="utf-8")))


def test_editors_find_that_schema_beside_the_documents() -> None:
    """Make it anew with `python -m radar.publish.data.open_data_schema > docs/radar.v1.json`."""
    assert (ROOT / "docs" / "radar.v1.json").read_bytes() == open_data_schema.written(
        open_data_schema.schema("radar")
    )
    first = (ROOT / "radar.example.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema ./docs/radar.v1.json"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"version": 2},
        {"version": 1, "sites": {}},
        {"version": 1, "show": {"home": 0}},
        {"version": 1, "sources": [{"kind": "carrier pigeon"}]},
    ],
)
def test_the_schema_of_radar_toml_refuses_what_the_program_refuses(wrong: dict[str, object]) -> None:
    assert not Draft202012Validator(open_data_schema.schema("radar")).is_valid(wrong)


def test_a_topic_may_be_named_once_for_all_languages() -> None:
    topic = {"id": "tides", "name": "Tides"}
    assert Draft202012Validator(open_data_schema.schema("radar")).is_valid({"version": 1, "topics": [topic]})
    assert not Draft202012Validator(open_data_schema.schema("radar")).is_valid(
        {"version": 1, "topics": [{**topic, "name": 3}]}
    )


def test_the_latest_file_is_the_newest_issue(files: Mapping[str, bytes]) -> None:
    assert files[machine_urls.LATEST] == files[machine_urls.day(FRIDAY)]


def test_a_day_holds_papers_as_ranked_news_of_older_ones_and_briefings(files: Mapping[str, bytes]) -> None:
    day = orjson.loads(files[machine_urls.day(FRIDAY)])
    assert day["papers"][0]["id"] == "arxiv:2606.00007"  # its author is followed
    assert {event["event"] for event in day["events"]} == {"version", "published", "retracted"}
    assert {(one["lang"], one["kind"]) for one in day["briefings"]} == {
        (lang, kind) for lang in ("zh", "en") for kind in ("topic", "cross")
    }


def test_text_of_a_model_carries_its_label(files: Mapping[str, bytes]) -> None:
    day = orjson.loads(files[machine_urls.day(FRIDAY)])
    labels = {(one["lang"], one["written_by"]): one["label"] for one in day["briefings"]}
    assert labels["zh", "model"] == "AI 生成 · 未经人工核对"
    assert labels["en", "model"] == "AI-generated · not checked by a person"
    assert labels["en", "abstract"] == ""
    gists = [gist for paper in day["papers"] for gist in paper["gists"]]
    assert {gist["written_by"] for gist in gists} == {"model", "abstract"}


def test_records_carry_licence_updates_and_addresses(files: Mapping[str, bytes]) -> None:
    found = {each["id"]: each for each in records(files["data/archive/2026-06.jsonl.gz"])}
    assert found["arxiv:2606.00010"]["license"] == "http://creativecommons.org/licenses/by-nc-sa/4.0/"
    assert found["arxiv:2606.00101"]["title"] == "Invented Router 101, Revised"
    assert found["arxiv:2606.00103"]["retracted"] == "2026-06-19"
    assert found["arxiv:2606.00103"]["kind"] == "retracted"
    assert found["arxiv:2606.00009"]["address"] == "2026/06/19/#arxiv-2606.00009"
    assert found["arxiv:2606.00009"]["kind"] == "cross"
    assert {"kind": "keyword", "text": "router", "found_in": "title", "topic": "routing"} in found[
        "arxiv:2606.00009"
    ]["reasons"]


def test_archives_stand_in_an_order_that_ranking_does_not_change(files: Mapping[str, bytes]) -> None:
    found = [(each["day"], each["slug"]) for each in records(files["data/archive/2026-06.jsonl.gz"])]
    assert found == sorted(found)
    told = [
        (each["day"], each["name"], each["lang"])
        for each in records(files["data/archive/2026-06.briefings.jsonl.gz"])
    ]
    assert told == sorted(told)


def test_the_index_tells_of_every_file(site: Site, files: Mapping[str, bytes]) -> None:
    index = orjson.loads(files[machine_urls.INDEX])
    named = [line["file"] for line in (*index["days"], *index["archive"])] + [
        *(line["parts"] for line in index["archive"]),
        *index["schemas"].values(),
        index["latest"],
    ]
    addresses = {name for name in files if name.startswith("data/papers/")}
    assert set(files) == {*named, *addresses, machine_urls.INDEX}
    (tier,) = index["addresses"]
    assert (tier["first"], tier["last"], tier["digits"]) == ("2026-06-18", "2026-06-19", 1)
    assert addresses == {tier["pattern"].format(prefix=f"{n:x}") for n in range(16)}
    for line in index["archive"]:
        assert line["count"] == len(records(files[line["file"]]))
        parts = orjson.loads(files[line["parts"]])
        told = parts["papers" if line["records"] == "paper" else "briefings"]
        data = files[line["file"]]
        assert told == {"file": line["file"], "bytes": len(data), "sha256": sha256(data).hexdigest()}
    assert [(line["day"], line["papers"], line["events"]) for line in index["days"]] == [
        ("2026-06-19", 11, 3),
        ("2026-06-18", 4, 0),
    ]


def test_what_is_hidden_or_not_allowed_is_in_no_file(tmp_path: Path) -> None:
    content = briefed.write(tmp_path / "content")
    sources = [
        {"kind": "arxiv", "categories": ["cs.AI", "cs.CL"]},
        {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed", "abstract": "none"},
    ]
    config = briefed.settings(hide={"ids": ["arxiv:2606.00101"], "reason": "asked for"}, sources=sources)
    files = dict(open_data(load_site(config, content, sample=False)))
    told = b"".join(gzip.decompress(data) if name.endswith(".gz") else data for name, data in files.items()).decode()
    assert "2606.00101" not in told
    assert "Router 101" not in told
    assert "It rises." not in told
    assert "An invented tide" in told


def test_any_id_leads_to_the_day_and_the_paper(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    late = date(2026, 7, 2)
    merged = Update(
        id="arxiv:2606.00001", day=FRIDAY, event=Event.MERGED, changes={"aliases": ["doi:10.5555/sample.1"]}
    )
    published = Update(
        id="arxiv:2606.00002", day=late, event=Event.PUBLISHED, changes={"doi": "10.5555/SAMPLE.2", "sources": []}
    )
    Ledger(content / "daily").add([small_archive.paper(900, day=late)], [merged, published])
    site = load_site(small_archive.settings(), content, sample=False)
    files = {name: orjson.loads(data)["papers"] for name, data in open_data(site) if "/papers/" in name}
    found = {known: (name, told) for name, papers in files.items() for known, told in papers.items()}
    for paper in site.papers.values():
        name, told = found[paper.id]
        assert (name, told) == (machine_urls.addresses(_tier(paper.day), _digit(paper.id)), paper.day.isoformat())
        for alias in paper.aliases:
            assert found[alias][1] == f"{paper.day.isoformat()} {paper.id}"
    assert found["doi:10.5555/sample.1"] == (
        machine_urls.addresses("2026", _digit("doi:10.5555/sample.1")),
        "2026-06-19 arxiv:2606.00001",
    )
    assert found["doi:10.5555/sample.2"] == (
        machine_urls.addresses("2026-07", _digit("doi:10.5555/sample.2")),
        "2026-06-19 arxiv:2606.00002",
    )


def _tier(day: date) -> str:
    return "2026-07" if day.month == 7 else "2026"


def _digit(paper_id: str) -> str:
    return sha256(paper_id.encode()).hexdigest()[0]


@pytest.mark.parametrize(("count", "digits"), [(0, 1), (16_000, 1), (16_001, 2), (256_000, 2), (256_001, 3)])
def test_files_of_addresses_hold_a_thousand_ids_at_most_on_average(count: int, digits: int) -> None:
    assert open_data_addresses.digits(count) == digits


def test_a_site_in_english_alone_leads_to_english_pages(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    config = small_archive.settings(site={"title": "Sample", "locales": ["en"]}, briefings={"languages": ["en"]})
    day = orjson.loads(dict(open_data(load_site(config, content, sample=False)))[machine_urls.LATEST])
    assert {paper["address"][:14] for paper in day["papers"]} == {"en/2026/06/19/"}
    assert {one["lang"] for one in day["briefings"]} == {"en"}


def test_a_site_without_a_paper_has_an_index_and_schemas(tmp_path: Path) -> None:
    (tmp_path / "daily").mkdir()
    site = load_site(small_archive.settings(), tmp_path, sample=False)
    files = dict(open_data(site))
    assert set(files) == paths(site)
    index = orjson.loads(files[machine_urls.INDEX])
    check("index", index)
    assert (index["latest"], index["days"], index["archive"]) == ("", [], [])


def test_the_same_archive_gives_the_same_bytes(site: Site, files: Mapping[str, bytes]) -> None:
    assert dict(open_data(site)) == files


@given(st.binary(max_size=300))
def test_packing_knows_no_name_and_no_time(data: bytes) -> None:
    packed = open_data_archive.packed(data)
    assert packed[:8] == b"\x1f\x8b\x08\0\0\0\0\0"
    assert gzip.decompress(packed) == data
    assert open_data_archive.packed(data) == packed


def _months(site: Site, before: Path | None = None) -> dict[str, bytes]:
    """Make the months alone, their days' own files not being made."""
    return {name: data for unit in open_data_archive.month_units(site, before, {}) for name, data in unit.make()}


def _many(folder: Path) -> Site:
    """Invent two days in a month, one of them of three members, and one in another."""
    content = small_archive.write(folder / "content")
    found = [small_archive.paper(n, day=date(2026, 6, 3)) for n in range(400, 440)]
    Ledger(content / "daily").add([*found, small_archive.paper(900, day=date(2026, 5, 1))], [])
    return load_site(small_archive.settings(), content, sample=False)


def test_a_month_is_the_same_where_its_days_were_packed_with_their_own_files(tmp_path: Path) -> None:
    site = _many(tmp_path)
    assert {name: data for name, data in open_data(site) if "/archive/" in name} == _months(site)


def test_a_member_alone_holds_the_papers_that_its_place_says(tmp_path: Path) -> None:
    files = _months(_many(tmp_path))
    whole = files["data/archive/2026-06.jsonl.gz"]
    parts = orjson.loads(files["data/archive/2026-06.json"])
    assert [len(day["lengths"]) for day in parts["days"]] == [3, 1, 1]
    read: list[dict[str, Any]] = []
    for day in parts["days"]:
        at = day["start"]
        for length, first in zip(day["lengths"], day["firsts"], strict=True):
            found = records(whole[at : at + length])
            assert found[0]["slug"] == first
            assert {one["day"] for one in found} == {day["day"]}
            assert len(found) <= parts["per_member"]
            read += found
            at += length
    assert read == records(whole)
    assert at == len(whole)


def test_other_programs_read_a_month_as_one_file(tmp_path: Path) -> None:
    whole = _months(_many(tmp_path))["data/archive/2026-06.jsonl.gz"]
    (tmp_path / "month.jsonl.gz").write_bytes(whole)
    duckdb = pytest.importorskip("duckdb", reason="skipped: duckdb is not installed")
    ((count, days),) = (
        duckdb.connect()
        .execute("SELECT count(*), count(DISTINCT day) FROM read_json(?)", [str(tmp_path / "month.jsonl.gz")])
        .fetchall()
    )
    assert (count, days) == (len(records(whole)), 3)
    with gzip.open(tmp_path / "month.jsonl.gz") as file:
        assert sum(1 for _ in file) == count


def test_a_day_that_is_the_same_is_kept_and_one_that_differs_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _many(tmp_path)
    first = _months(site)
    for name, data in first.items():
        (tmp_path / "output" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "output" / name).write_bytes(data)
    made: list[date] = []
    real = open_data_archive.paper_records
    monkeypatch.setattr(
        open_data_archive, "paper_records", lambda site, day, *more: made.append(day.day) or real(site, day, *more)
    )
    assert _months(site, tmp_path / "output") == first
    assert made == []
    Ledger(tmp_path / "content" / "daily").add([small_archive.paper(950, day=FRIDAY)], [])
    later = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    kept = _months(later, tmp_path / "output")
    assert made == [FRIDAY]
    assert kept == _months(later) != first


@pytest.mark.parametrize("name", ["2026-06.jsonl.gz", "2026-06.json"])
def test_a_spoilt_month_is_made_anew(tmp_path: Path, name: str) -> None:
    site = _many(tmp_path)
    first = _months(site)
    for spoilt in (
        b"",
        b"{}",
        b"[1]",
        first[f"data/archive/{name}"][:-200],
        first[f"data/archive/{name}"].swapcase(),
    ):
        for path, data in first.items():
            (tmp_path / "output" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "output" / path).write_bytes(spoilt if path.endswith(name) else data)
        assert _months(site, tmp_path / "output") == first


def test_days_past_ninety_are_in_the_archive_alone(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    later = date(2026, 12, 1)
    Ledger(content / "daily").add([small_archive.paper(900, day=later)], [])
    site = load_site(small_archive.settings(), content, sample=False)
    files = dict(open_data(site))
    assert set(files) == paths(site)
    assert [name for name in files if name.startswith("data/20")] == [machine_urls.day(later)]
    index = orjson.loads(files[machine_urls.INDEX])
    assert [line["day"] for line in index["days"]] == ["2026-12-01"]
    assert len(records(files["data/archive/2026-06.jsonl.gz"])) == 15


def test_an_event_of_an_old_paper_makes_its_own_month_anew_and_no_other(tmp_path: Path) -> None:
    site = _many(tmp_path)
    before = {unit.name: unit.inputs for unit in open_data_units(site)}
    later = date(2026, 7, 1)
    update = Update(id="arxiv:2606.00900", day=later, event=Event.PUBLISHED, changes={"doi": "10.5555/x"})
    Ledger(tmp_path / "content" / "daily").add([small_archive.paper(901, day=later)], [update])
    site = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    after = {unit.name: unit.inputs for unit in open_data_units(site)}
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name for name in changed if name.startswith("archive/")} == {"archive/2026-05", "archive/2026-07"}


def test_what_a_journal_prints_besides_papers_is_there_and_says_what_it_is(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    others = [small_archive.paper(n, genre=genre) for n, genre in enumerate(Genre, 700) if genre is not Genre.PAPER]
    Ledger(content / "daily").add(others, [])
    files = dict(open_data(load_site(small_archive.settings(), content, sample=False)))
    for found in (
        orjson.loads(files[machine_urls.LATEST])["papers"],
        records(files["data/archive/2026-06.jsonl.gz"]),
    ):
        assert {paper["genre"] for paper in found} == {"paper", "news", "correction", "retraction"}


def test_months_are_apart(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    Ledger(content / "daily").add([small_archive.paper(900, day=date(2026, 7, 1))], [])
    files = dict(open_data(load_site(small_archive.settings(), content, sample=False)))
    assert len(records(files["data/archive/2026-07.jsonl.gz"])) == 1
    assert len(records(files["data/archive/2026-06.jsonl.gz"])) == 15
    assert "data/archive/2026-07.briefings.jsonl.gz" not in files
