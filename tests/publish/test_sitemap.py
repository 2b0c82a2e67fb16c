"""The sitemap and robots.txt: the pages that may be kept, with true days, by the protocol."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import briefed
import pytest
from lxml import etree

import built_site
import small_archive
from radar.archive.ledger import Ledger
from radar.config import Config
from radar.publish.machines import sitemap
from radar.publish.plan import Plan
from radar.publish.site import load_site
from radar.publish.view import Site

NAMES = {"s": sitemap.NAMESPACE, "x": sitemap.XHTML}
BASE = "https://radar.example/hub/"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemap.xsd")))


def placed(**changes: Any) -> Config:
    return briefed.settings(**{"site": {"title": "Sample Radar", "url": BASE}, **changes})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sitemap")
    briefed.write(folder / "content")
    built_site.make(folder, placed(hide={"ids": ["arxiv:2606.00003"]}))
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return load_site(placed(), folder / "content", sample=False)


@pytest.fixture(scope="module")
def roots(folder: Path) -> Mapping[str, etree._Element]:
    """Give every part by its name."""
    return read({path.name: path.read_bytes() for path in (folder / "output").glob("sitemap-*.xml.gz")})


def read(files: Mapping[str, bytes]) -> dict[str, etree._Element]:
    return {name: etree.fromstring(gzip.decompress(data)) for name, data in files.items()}


@pytest.fixture(scope="module")
def root(roots: Mapping[str, etree._Element]) -> etree._Element:
    """Put all parts together."""
    whole = etree.Element(f"{{{sitemap.NAMESPACE}}}urlset")
    whole.extend(deepcopy(url) for part in roots.values() for url in part)
    return whole


def days(root: etree._Element) -> Mapping[str, str]:
    """Give `lastmod` by address below the base."""
    return {
        url.findtext("s:loc", "", NAMES).removeprefix(BASE): url.findtext("s:lastmod", "", NAMES)
        for url in root.iterfind("s:url", NAMES)
    }


def test_it_is_as_the_protocol_says(roots: Mapping[str, etree._Element], folder: Path) -> None:
    for part in roots.values():
        SCHEMA.assertValid(part)
    SCHEMA.assertValid(etree.fromstring((folder / "output" / "sitemap.xml").read_bytes()))


def test_a_month_has_a_part_and_what_changes_has_one(roots: Mapping[str, etree._Element], folder: Path) -> None:
    assert set(roots) == {"sitemap-2026-06.xml.gz", "sitemap-pages.xml.gz"}
    index = etree.fromstring((folder / "output" / "sitemap.xml").read_bytes())
    assert [loc.text for loc in index.iterfind("s:sitemap/s:loc", NAMES)] == [
        f"{BASE}{name}" for name in sorted(roots)
    ]
    assert {mod.text for mod in index.iterfind("s:sitemap/s:lastmod", NAMES)} == {"2026-06-19"}
    assert "2026/06/19/" in days(roots["sitemap-2026-06.xml.gz"])
    assert "en/topics/routing/" in days(roots["sitemap-pages.xml.gz"])


def test_it_names_the_pages_that_may_be_kept_and_no_others(root: etree._Element, folder: Path) -> None:
    kept = {
        name.removesuffix("index.html")
        for name, page in built_site.pages(folder / "output").items()
        if not page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
    }
    assert set(days(root)) == kept
    assert {"", "en/", "2026/06/19/", "data/", "en/topics/routing/page/1/"} <= kept
    assert not {name for name in kept if "404" in name or "starred" in name or "p/arxiv-2606.00003" in name}


def test_its_addresses_are_the_canonical_ones(root: etree._Element, folder: Path) -> None:
    pages = built_site.pages(folder / "output")
    canonical = {link for page in pages.values() for link in page.xpath("//link[@rel='canonical']/@href")}
    assert {f"{BASE}{path}" for path in days(root)} == canonical


def test_languages_point_at_each_other_as_the_pages_do(root: etree._Element, folder: Path) -> None:
    for url in root.iterfind("s:url", NAMES):
        name = url.findtext("s:loc", "", NAMES).removeprefix(BASE)
        page = built_site.page(folder / "output", name)
        said = {(link.get("hreflang"), link.get("href")) for link in url.iterfind("x:link", NAMES)}
        assert said == {(each.get("hreflang"), each.get("href")) for each in page.xpath("//link[@hreflang][@rel]")}


def test_days_are_those_of_the_newest_content(root: etree._Element) -> None:
    found = days(root)
    assert found["2026/06/19/"] == found["en/"] == found["topics/"] == "2026-06-19"
    assert found["2026/06/18/"] == "2026-06-19"  # one of its papers was retracted the day after
    assert found["briefings/2026-06-19-routing/"] == "2026-06-19"
    assert found["p/arxiv-2606.00102/"] == "2026-06-19"  # published that day
    assert found["topics/routing/"] == "2026-06-19"
    assert found["topics/routing/page/1/"] == ""
    assert found["status/"] == "2026-06-19"
    assert found["about/"] == found["search/"] == found["subscribe/"] == found["data/"] == ""


def test_a_day_that_nothing_happened_to_keeps_its_own(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    config = small_archive.settings(site={"title": "Sample", "url": BASE}, update={"events": []})
    Ledger(tmp_path / "content" / "daily").add([small_archive.paper(1, id="arxiv:2601.1", day=date(2026, 1, 5))], [])
    built_site.make(tmp_path, config)
    parts = read({path.name: path.read_bytes() for path in (tmp_path / "output").glob("sitemap-*.xml.gz")})
    found = {path: day for part in parts.values() for path, day in days(part).items()}
    assert set(parts) == {"sitemap-2026-01.xml.gz", "sitemap-2026-06.xml.gz", "sitemap-pages.xml.gz"}
    assert found["2026/01/05/"] == found["weeks/2026-w02/"] == found["2026/01/"] == "2026-01-05"
    assert found["status/"] == "2026-06-20"  # the quiet Saturday's run
    assert found[""] == "2026-06-19"


def test_without_an_address_there_is_no_sitemap_and_robots_names_none(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, small_archive.settings())
    assert not (tmp_path / "output" / "sitemap.xml").exists()
    assert (tmp_path / "output" / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"


def test_robots_allows_all_and_names_the_sitemap_whole(folder: Path) -> None:
    text = (folder / "output" / "robots.txt").read_text(encoding="utf-8")
    assert text == "User-agent: *\nAllow: /\n\nSitemap: https://radar.example/hub/sitemap.xml\n"


@pytest.mark.parametrize(("pages", "parts"), [(0, 1), (10_000, 1), (10_001, 2), (20_000, 2), (20_001, 3)])
def test_a_long_sitemap_is_cut(pages: int, parts: int) -> None:
    assert sitemap.parts_for(pages) == parts


@pytest.mark.parametrize("most", [2, 3, 7])
def test_parts_hold_every_page_once_and_the_index_holds_the_parts(
    site: Site, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", most)
    files = {name: data for unit in sitemap.sitemap_units(site) for name, data in unit.make()}
    assert set(files) == sitemap.sitemap_paths(site)
    index = etree.fromstring(files.pop("sitemap.xml"))
    assert {loc.text for loc in index.iterfind("s:sitemap/s:loc", NAMES)} == {f"{BASE}{name}" for name in files}
    parts = read(files)
    found = [path for root in parts.values() for path in days(root)]
    assert sorted(found) == sorted(page.path for page in Plan(site).pages() if page.indexed)
    assert all(1 <= len(days(root)) <= most for root in parts.values())


def test_a_new_day_leaves_months_that_are_over_as_they_are(tmp_path: Path) -> None:
    content = tmp_path / "content"
    briefed.write(content)
    before = {unit.name: unit.inputs for unit in sitemap.sitemap_units(load_site(placed(), content, sample=False))}
    Ledger(content / "daily").add([small_archive.paper(1, id="arxiv:2607.1", day=date(2026, 7, 1))], [])
    after = {unit.name: unit.inputs for unit in sitemap.sitemap_units(load_site(placed(), content, sample=False))}
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"sitemap", "sitemap/2026-07", "sitemap/pages"}


def test_a_plan_counts_what_it_lists(site: Site) -> None:
    plan = Plan(site)
    for first, dates in plan.months.items():
        pages = [*plan.of_month(first), *(page for day in dates for page in plan.of_day(day))]
        assert plan.count(first) == sum(page.indexed for page in pages)
        assert plan.modified(first) == max(page.modified for page in pages if page.modified)
