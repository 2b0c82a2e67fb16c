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
from radar.publish.data.open_data import open_data, paths
from radar.publish.machines import machine_urls
from radar.publish.site import load_site
from radar.publish.view import Site
from radar.sift import identity
from small_archive import FRIDAY

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    content = briefed.write(tmp_path_factory.mktemp("data") / "content")
    return load_site(briefed.settings(), content, sample=False)


@pytest.fixture(scope="module")
def files(site: Site) -> Mapping[str, bytes]:
    return dict(open_data(site))


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
    assert {name for name, _ in found} == {"paper", "briefing", "index", "addresses", "day"}
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
    found = [(each["day"], each["id"]) for each in records(files["data/archive/2026-06.jsonl.gz"])]
    assert found == sorted(found)
    told = [
        (each["day"], each["name"], each["lang"])
        for each in records(files["data/archive/2026-06.briefings.jsonl.gz"])
    ]
    assert told == sorted(told)


def test_the_index_tells_of_every_file(site: Site, files: Mapping[str, bytes]) -> None:
    index = orjson.loads(files[machine_urls.INDEX])
    named = [line["file"] for line in (*index["days"], *index["archive"])] + [
        *index["schemas"].values(),
        index["latest"],
    ]
    addresses = {name for name in files if name.startswith("data/papers/")}
    assert set(files) == {*named, *addresses, machine_urls.INDEX}
    assert addresses == {index["addresses"]["pattern"].format(prefix=f"{n:x}") for n in range(16)}
    for line in index["archive"]:
        data = files[line["file"]]
        assert (line["bytes"], line["sha256"]) == (len(data), sha256(data).hexdigest())
        assert line["count"] == len(records(data))
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


def test_any_id_leads_to_the_address(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    merged = Update(
        id="arxiv:2606.00001", day=FRIDAY, event=Event.MERGED, changes={"aliases": ["doi:10.5555/sample.1"]}
    )
    Ledger(content / "daily").add([], [merged])
    site = load_site(small_archive.settings(), content, sample=False)
    files = {name: orjson.loads(data)["papers"] for name, data in open_data(site) if "/papers/" in name}
    found = {known: (paper, address) for paper, addresses in files.items() for known, address in addresses.items()}
    for paper in site.papers.values():
        for known in (paper.id, *paper.aliases):
            file, address = found[known]
            assert file == f"data/papers/{sha256(known.encode()).hexdigest()[0]}.json"
            assert address == f"{paper.day:%Y/%m/%d}/#{identity.slug(paper.id)}"
    assert found["doi:10.5555/sample.1"][1] == "2026/06/19/#arxiv-2606.00001"


@pytest.mark.parametrize(("count", "digits"), [(0, 1), (16_000, 1), (16_001, 2), (256_000, 2), (256_001, 3)])
def test_files_of_addresses_hold_a_thousand_papers_at_most_on_average(site: Site, count: int, digits: int) -> None:
    papers = dict.fromkeys(range(count), None)
    assert open_data_addresses.digits(replace(site, papers=papers)) == digits  # type: ignore[arg-type] # counted alone


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
    assert open_data_archive.holds(packed, data)
    assert not open_data_archive.holds(packed, data + b"x")


def test_a_month_that_is_the_same_is_kept_and_one_that_differs_is_not(site: Site, tmp_path: Path) -> None:
    name = machine_urls.month_papers(FRIDAY)
    first = dict(open_data(site, tmp_path))
    (tmp_path / name).parent.mkdir(parents=True)
    same = gzip.compress(gzip.decompress(first[name]), 1, mtime=0)
    kept = b"\x1f\x8b\x08\0\0\0\0\0" + same[8:]
    assert kept != first[name]
    (tmp_path / name).write_bytes(kept)
    assert dict(open_data(site, tmp_path))[name] == kept
    (tmp_path / name).write_bytes(first[name][:-1] + bytes([first[name][-1] ^ 1]))
    assert dict(open_data(site, tmp_path))[name] == first[name]
    (tmp_path / name).write_bytes(gzip.compress(gzip.decompress(first[name]), mtime=4711))
    assert dict(open_data(site, tmp_path))[name] == first[name]
    (tmp_path / name).write_bytes(b"")
    assert dict(open_data(site, tmp_path))[name] == first[name]


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
