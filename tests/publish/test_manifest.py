"""The manifest, the icons and the worker's file, as the build writes them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import invented
import orjson
import pytest
from PIL import Image

import built_site
import small_archive
from radar.publish import urls
from radar.publish.machines import machine_urls, manifest, offline
from radar.publish.site import RESERVED, load_site
from radar.publish.view import Day, Site

BASE = "https://radar.example/hub/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manifest")
    small_archive.write(folder / "content")
    built_site.make(folder, small_archive.settings())
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return load_site(small_archive.settings(), folder / "content", sample=False)


@pytest.mark.parametrize(("lang", "tag", "start"), [("zh", "zh-CN", "./"), ("en", "en", "./")])
def test_a_manifest_says_what_the_site_is_and_every_address_is_there(
    folder: Path, lang: str, tag: str, start: str
) -> None:
    name = machine_urls.manifest(lang)
    found = orjson.loads((folder / "output" / name).read_bytes())
    assert (found["name"], found["lang"], found["start_url"]) == ("Sample Radar", tag, start)
    assert found["display"] == "minimal-ui"
    links = [found["start_url"], *(each["src"] for each in found["icons"]), *(s["url"] for s in found["shortcuts"])]
    assert all((folder / "output" / built_site.target(name, link)[0]).is_file() for link in links)
    assert {"any", "maskable"} == {icon["purpose"] for icon in found["icons"]}
    assert built_site.target(name, found["scope"])[0] == "index.html"


def test_icons_are_of_the_size_that_is_said(site: Site) -> None:
    for name, size, purpose in manifest.ICONS:
        with Image.open(site.assets[name]) as image:
            assert f"{image.width}x{image.height}" == size
            corner = image.convert("RGBA").getpixel((0, 0))
            assert isinstance(corner, tuple)
            assert (corner[3] == 255) == (purpose == "maskable")
    with Image.open(site.assets["apple-touch-icon.png"]) as image:
        assert image.size == (180, 180)
        assert image.convert("RGBA").getextrema()[3] == (255, 255)
    with Image.open(site.assets["favicon.ico"]) as image:
        assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_pages_name_icons_manifest_and_worker(folder: Path) -> None:
    for name, page in built_site.pages(folder / "output").items():
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        assert len(page.xpath("//link[@rel='icon']")) == 2
        assert len(page.xpath("//link[@rel='apple-touch-icon']")) == 1
        assert len(page.xpath("//meta[@name='theme-color'][@media]")) == 2
        linked = page.xpath("//link[@rel='manifest']/@href")
        worker = page.xpath("//script/@data-worker")
        if name.endswith("404.html"):
            assert not linked
            assert not worker
        else:
            lang = "en" if name.startswith("en/") else "zh"
            assert built_site.target(name, linked[0])[0] == machine_urls.manifest(lang)
            assert built_site.target(name, worker[0])[0] == "sw.js"


def test_switched_off_no_page_names_manifest_or_worker(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, small_archive.settings())
    assert (tmp_path / "output" / "manifest.webmanifest").exists()
    built_site.make(tmp_path, small_archive.settings(site={"pwa": False}))
    assert not list((tmp_path / "output").rglob("*.webmanifest"))
    pages = built_site.pages(tmp_path / "output").values()
    assert not [page for page in pages if page.xpath("//link[@rel='manifest'] | //script[@data-worker]")]
    code = (tmp_path / "output" / "sw.js").read_text(encoding="utf-8")
    assert "unregister" in code
    assert "fetch" not in code


def test_the_worker_keeps_home_and_the_newest_seven_days_of_each_language(site: Site) -> None:
    told = offline.told(site)
    assert told["kept"] == {
        "zh": ["", "2026/06/19/", "2026/06/18/"],
        "en": ["en/", "en/2026/06/19/", "en/2026/06/18/"],
    }
    assert list(told["kept"]) == ["zh", "en"]
    many = [Day(day=small_archive.FRIDAY - timedelta(days=n)) for n in range(20)]
    assert len(offline.kept(invented.site(many), "zh")) == 8


def test_the_worker_knows_every_first_part_of_an_address(site: Site, folder: Path) -> None:
    own = set(offline.told(site)["own"])
    pages = {name.removesuffix("index.html") for name in built_site.pages(folder / "output")}
    assert {name.split("/")[0] for name in pages if not name.endswith("404.html")} <= own
    assert "theme" in own
    assert own >= RESERVED


def test_the_workers_version_changes_with_the_theme_and_not_with_the_day(site: Site, tmp_path: Path) -> None:
    version = offline.told(site)["version"]
    assert offline.told(replace(invented.site([]), assets=site.assets))["version"] == version
    style = tmp_path / "theme.css"
    style.write_bytes(b"body{}")
    changed = replace(site, assets={**site.assets, "theme.css": style})
    assert offline.told(changed)["version"] != version
    digest = hashlib.sha256(b"body{}").hexdigest()[:8]
    assert f"{urls.asset('theme.css')}?v={digest}" in offline.told(changed)["shell"]


def test_the_worker_is_code_with_what_the_build_knows_in_it(site: Site) -> None:
    code = offline.worker(site).decode()
    line = next(line for line in code.splitlines() if line.startswith("const SITE = "))
    assert orjson.loads(line.removeprefix("const SITE = ").partition("; //")[0]) == offline.told(site)
