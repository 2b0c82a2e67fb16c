"""What a site has for machines, spoilt in one way each."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import briefed
import orjson
import pytest

import built_site
from radar.publish.data.open_data_archive import packed
from radar.publish.site import load_site
from radar.publish.verification.verify import verify
from radar.publish.view import Site

SETTINGS = briefed.settings(
    site={"title": "Sample Radar", "url": "https://radar.example/hub"}, feeds={"max_items": 1}
)

pytestmark = pytest.mark.usefixtures("read_once")
MONTH = "data/archive/2026-06.jsonl.gz"
PARTS = "data/archive/2026-06.json"
TOLD = "data/archive/2026-06.briefings.jsonl.gz"
DAY = "data/2026-06-19.json"
CHANGING = "sitemap-pages.xml.gz"
TWIN = "briefings/2026-06-19-routing/index.html.md"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    briefed.write(folder / "content")
    built_site.make(folder, SETTINGS)
    return folder


@pytest.fixture(scope="module")
def site(sound: Path) -> Site:
    return load_site(SETTINGS, sound / "content", sample=False)


@pytest.fixture
def output(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound / "output", tmp_path / "output"))


def change_json(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        value = orjson.loads(data)
        change(value)
        return orjson.dumps(value)

    return changed


def change_lines(change: Callable[[list[Any]], object]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        records = [orjson.loads(line) for line in gzip.decompress(data).splitlines()]
        change(records)
        return packed(b"".join(orjson.dumps(record) + b"\n" for record in records))

    return changed


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return changed


def swap_packed(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: gzip.compress(swap(old, new)(gzip.decompress(data)), mtime=0)


def test_a_sound_site_has_no_problem(sound: Path, site: Site) -> None:
    assert verify(sound / "output", site=site) == ()


SPOILT = {
    "a paper is missing from its day": (DAY, change_json(lambda day: day["papers"].pop()), "papers are not those"),
    "a paper stands twice": (DAY, change_json(lambda day: day["papers"].append(day["papers"][0])), "papers are"),
    "an abstract was changed": (
        DAY,
        change_json(lambda day: day["papers"][0].update(abstract="x")),
        "an abstract is",
    ),
    "a day calls itself another": (DAY, change_json(lambda day: day.update(day="2026-06-18")), "of another day"),
    "a day is no JSON": (DAY, lambda _: b"{", "not what it should be"),
    "a day is a list": (DAY, lambda _: b"[]", "not what it should be"),
    "a paper leads nowhere": (
        DAY,
        change_json(lambda day: day["papers"][0].update(address="2026/06/19/#nobody")),
        "a link to 2026/06/19/index.html#nobody",
    ),
    "the latest issue is an older one": (
        "data/latest.json",
        change_json(lambda day: day.update(day="2026-06-18")),
        "not the newest day",
    ),
    "a month lacks a paper": (MONTH, change_lines(lambda records: records.pop()), "papers are not those"),
    "a month says more than may be said": (
        MONTH,
        change_lines(lambda records: records[0].update(abstract="all of it")),
        "an abstract is",
    ),
    "a month is no gzip": (MONTH, gzip.decompress, "not what it should be"),
    "a month ends too early": (MONTH, lambda data: data[:-9], "not what it should be"),
    "a month is packed otherwise": (MONTH, change_lines(lambda _: None), "the archive it tells of"),
    "the parts of a month lead astray": (
        PARTS,
        change_json(lambda parts: parts["days"][1].update(start=7)),
        "does not begin where",
    ),
    "the parts of a month name another first paper": (
        PARTS,
        change_json(lambda parts: parts["days"][1]["firsts"].__setitem__(0, "x")),
        "the archive it tells of",
    ),
    "the parts of a month give another sum": (
        PARTS,
        change_json(lambda parts: parts["papers"].update(sha256="0" * 64)),
        "the archive it tells of",
    ),
    "the parts of a month are a list": (PARTS, lambda _: b"[]", "not what it should be"),
    "a model's text lost its label": (TOLD, change_lines(lambda told: told[0].update(label="")), "its label"),
    "the index lists another month": (
        "data/index.json",
        change_json(lambda index: index["archive"][0].update(file="data/archive/2026-07.jsonl.gz")),
        "the archive it lists",
    ),
    "the index lists a day that is not there": (
        "data/index.json",
        change_json(lambda index: index["days"][0].update(file="data/2026-06-21.json")),
        "data/2026-06-21.json, which is not there",
    ),
    "a schema is broken": ("schema/paper.v1.json", lambda data: data[:-5], "not JSON"),
    "a twin holds HTML": (TWIN, lambda data: data + b"<script>x</script>\n", "HTML in Markdown"),
    "a twin lost its label": (TWIN, swap("AI 生成 · 未经人工核对", "quoted"), "a briefing's label"),
    "a twin that no model wrote has a label": (
        "briefings/2026-06-19-tides/index.html.md",
        lambda data: data + "AI 生成 · 未经人工核对".encode(),
        "a briefing's label",
    ),
    "a twin leads nowhere": (TWIN, swap("](./)", "](x/)"), "x/index.html, which is not there"),
    "a twin leads to a stranger": (
        TWIN,
        swap("](./)", "](https://elsewhere.example/)"),
        "a link to elsewhere.example",
    ),
    "llms.txt has no heading": ("llms.txt", lambda data: data[2:], "no heading first"),
    "robots.txt shuts everyone out": ("robots.txt", swap("Allow: /", "Disallow: /"), "not as it should be"),
    "the worker was changed": ("sw.js", lambda data: data + b"//", "not as in the theme"),
    "a manifest's icon is not there": (
        "manifest.webmanifest",
        swap("icon-192", "icon-193"),
        "icon-193.png, which is",
    ),
    "a manifest is no JSON": ("en/manifest.webmanifest", lambda data: data[1:], "not what it should be"),
    "the sitemap is no XML": ("sitemap.xml", lambda data: data[:-9], "not well-formed XML"),
    "a part of the sitemap is no gzip": (CHANGING, lambda data: data[:-9], "not well-formed XML"),
    "a part of the sitemap is not in its index": (
        "sitemap.xml",
        swap("sitemap-pages.xml.gz", "sitemap-2026-06.xml.gz"),
        "an address twice",
    ),
    "the sitemap lists a page twice": (
        CHANGING,
        swap_packed("<loc>https://radar.example/hub/en/</loc>", "<loc>https://radar.example/hub/</loc>"),
        "an address twice",
    ),
    "the sitemap lists a page that may not be kept": (
        CHANGING,
        swap_packed("<loc>https://radar.example/hub/en/</loc>", "<loc>https://radar.example/hub/starred/</loc>"),
        "1 missing, 1 foreign",
    ),
    "the sitemap leads elsewhere": (
        CHANGING,
        swap_packed("<loc>https://radar.example/hub/en/</loc>", "<loc>https://elsewhere.example/hub/en/</loc>"),
        "a link to elsewhere.example",
    ),
    "a page takes itself out of search engines": (
        "about/index.html",
        swap("</head>", '<meta name="robots" content="noindex">\n</head>'),
        "0 missing, 1 foreign",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_it_is_noticed_that(name: str, output: Path, site: Site) -> None:
    file, spoil, what = SPOILT[name]
    (output / file).write_bytes(spoil((output / file).read_bytes()))
    assert any(what in problem.what for problem in verify(output, site=site)), name


def _addresses(output: Path) -> list[Path]:
    """Give the files of ids, the fullest first."""
    found = (output / "data" / "papers" / "2026-06").iterdir()
    return sorted(found, key=lambda path: (-len(orjson.loads(path.read_bytes())["papers"]), path))


@pytest.mark.parametrize("told", [None, "2026-06-20", "2026-06-18 arxiv:2606.00001"])
def test_an_id_that_is_lost_and_one_told_wrong_are_noticed(output: Path, site: Site, told: str | None) -> None:
    name = _addresses(output)[0]
    found = orjson.loads(name.read_bytes())
    first, *_ = found["papers"]
    others = {key: value for key, value in found["papers"].items() if key != first}
    name.write_bytes(orjson.dumps({**found, "papers": {**others, **({first: told} if told else {})}}))
    assert any(problem.what.startswith("ids of data/papers/") for problem in verify(output, site=site))


def test_an_id_of_nobodys_is_noticed(output: Path, site: Site) -> None:
    stranger = next(f"arxiv:2606.{n:05}" for n in range(90_000, 99_999) if _digit(f"arxiv:2606.{n:05}") == "0")
    name = output / "data" / "papers" / "2026-06" / "0.json"
    found = orjson.loads(name.read_bytes())
    found["papers"][stranger] = "2026-06-19"
    name.write_bytes(orjson.dumps(found))
    assert any(problem.what.startswith("ids of data/papers/") for problem in verify(output, site=site))


def _digit(paper_id: str) -> str:
    return sha256(paper_id.encode()).hexdigest()[0]


def test_an_id_in_the_wrong_file_is_noticed(output: Path, site: Site) -> None:
    full, *_, other = _addresses(output)
    one, two = full.read_bytes(), other.read_bytes()
    full.write_bytes(two)
    other.write_bytes(one)
    assert any(problem.what == "an id in the wrong file" for problem in verify(output, site=site))


def test_a_secret_is_found_in_a_packed_month(output: Path, site: Site) -> None:
    secrets = ["canary-4711-of-mine"]
    assert verify(output, site=site, secrets=secrets) == ()
    spoil = change_lines(lambda records: records[0].update(comment=secrets[0]))
    (output / MONTH).write_bytes(spoil((output / MONTH).read_bytes()))
    assert any(
        problem.path == MONTH and problem.what == "holds a secret"
        for problem in verify(output, site=site, secrets=secrets)
    )


def test_data_that_is_not_of_the_site_is_noticed(output: Path, site: Site) -> None:
    (output / "data" / "2026-06-21.json").write_bytes(b"{}")
    (output / "topics" / "index.html.md").write_bytes(b"# x\n")
    found = {problem.path for problem in verify(output, site=site) if problem.what == "not a file of this site"}
    assert found == {"data/2026-06-21.json", "topics/index.html.md"}
