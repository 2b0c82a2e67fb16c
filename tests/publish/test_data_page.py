"""The page about the open data, and its examples asked of a real DuckDB over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import briefed
import pytest

import built_site
import small_archive
from radar.publish.data import data_page, open_data_lists, open_data_records
from radar.publish.serve import server
from radar.publish.site import load_site

BASE = "https://radar.example/hub"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings(site={"title": "Sample Radar", "url": BASE}))
    return folder


@pytest.fixture(scope="module")
def loopback(folder: Path) -> Iterator[str]:
    found = server(folder / "output", 0, "/hub/")
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{found.server_address[1]}/hub"
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture(scope="module")
def connection() -> Any:
    """Give a DuckDB that reads over HTTP; its extension comes from a package, since nothing is downloaded here."""
    duckdb = pytest.importorskip("duckdb", reason="skipped: duckdb is not installed")
    package = pytest.importorskip("duckdb_extension_httpfs", reason="skipped: no httpfs for duckdb")
    extension = next(Path(package.__file__).parent.rglob("httpfs.duckdb_extension"))
    connection = duckdb.connect()
    connection.execute(f"LOAD '{extension}'")
    return connection


def shown(folder: Path, lang: str = "") -> list[str]:
    return [code.text_content() for code in built_site.page(folder / "output", f"{lang}data/").xpath("//pre/code")]


def test_the_examples_on_the_page_give_what_the_archive_holds(folder: Path, loopback: str, connection: Any) -> None:
    by_day, on_topic = (text.replace(BASE, loopback) for text in shown(folder))
    rows = [(day.isoformat(), papers, licensed) for day, papers, licensed in connection.execute(by_day).fetchall()]
    assert rows == [("2026-06-18", 4, 1), ("2026-06-19", 11, 1)]
    found = connection.execute(on_topic).fetchall()
    assert len(found) == 13
    assert ("Invented Router 7", "Sample Author Seven", "https://arxiv.org/abs/2606.00007") in [
        row[1:] for row in found
    ]


def test_every_column_of_a_month_has_a_type_of_its_own(loopback: str, connection: Any) -> None:
    archive = f"{loopback}/data/archive/2026-06"
    described = connection.execute(f"DESCRIBE FROM read_json('{archive}.jsonl.gz')").fetchall()
    types = {name: kind for name, kind, *_ in described}
    assert (types["day"], types["authors"], types["retracted"]) == ("DATE", "VARCHAR[]", "DATE")
    assert types["sources"].startswith("STRUCT(")
    told = connection.execute(f"FROM read_json('{archive}.briefings.jsonl.gz') WHERE written_by = 'model'").fetchall()
    assert len(told) == 4


def test_no_column_is_named_by_a_word_of_sql(connection: Any) -> None:
    reserved = {
        word
        for (word,) in connection.execute(
            "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        ).fetchall()
    }
    kinds = (each for module in (open_data_records, open_data_lists) for each in vars(module).values())
    assert not {field.name for kind in kinds if is_dataclass(kind) for field in fields(kind)} & reserved


def test_both_languages_show_the_same_examples(folder: Path) -> None:
    assert shown(folder) == shown(folder, "en/")
    assert len(shown(folder)) == 2


def test_every_page_leads_to_the_data(folder: Path) -> None:
    for name, page in built_site.pages(folder / "output").items():
        footer = [built_site.target(name, href)[0] for href in page.xpath("//footer//a/@href")]
        if footer and not name.endswith("404.html"):
            lang = "en/" if name.startswith("en/") else ""
            assert f"{lang}data/index.html" in footer


def test_links_of_the_page_lead_to_files(folder: Path) -> None:
    for lang in ("", "en/"):
        name = f"{lang}data/index.html"
        page = built_site.page(folder / "output", f"{lang}data/")
        hrefs = page.xpath("//main//a/@href")
        assert len(hrefs) > 12
        assert all((folder / "output" / built_site.target(name, href)[0]).is_file() for href in hrefs)


def test_without_an_address_the_examples_say_what_to_put_in(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, small_archive.settings())
    assert all(data_page.ELSEWHERE in text for text in shown(tmp_path))
    assert "请用它代替radar.example" in built_site.text(built_site.page(tmp_path / "output", "data/"))
    site = load_site(small_archive.settings(site={"url": "https://o'neill.example/x"}), content, sample=False)
    assert all("o%27neill" in text for text in data_page.examples(site))


def test_a_site_without_a_paper_has_the_page(tmp_path: Path) -> None:
    (tmp_path / "content" / "daily").mkdir(parents=True)
    built_site.make(tmp_path, small_archive.settings())
    assert shown(tmp_path) == []
    assert "还没有论文" in built_site.text(built_site.page(tmp_path / "output", "data/"))
