"""Measure the search of a large archive: what it takes to make, what it finds, what it moves.

    python bench/search.py [--papers 40000] [--lean] [--keep FOLDER]

Makes the sample site, and in it the search of real papers of the shared corpora (those with
a Chinese summary among them), then searches it in Chromium: twenty queries in English,
twenty in Chinese, some with filters, each in a browser that has nothing cached. `scan` counts
the papers that hold all words of a query as a plain search of the same texts finds them,
whole words in English, passages in Chinese; `missed` those of them that search does not find.
With `--lean` another day is added half a year later, so that all but it is old.
Bytes are those of bodies, gzipped where a static host would; the page itself and its theme
are not counted, as they come before anybody searches.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from radar import config
from radar.models import Gist, Paper, Place, Ranked
from radar.publish.build import build
from radar.publish.data.data_files import data_units
from radar.publish.data.open_data import open_data_units
from radar.publish.listing import listing
from radar.publish.search.search_files import search_problem, search_units
from radar.publish.search.search_items import items, periods
from radar.publish.view import Day, Entry, Site, TopicView
from radar.sift import identity, topics

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))

Query = tuple[str, Mapping[str, str]]

ENGLISH: Final[Sequence[Query]] = (
    *((words, {}) for words in ("graph neural network", "protein", "drug discovery", "reinforcement learning")),
    *((words, {}) for words in ("chain of thought", "Shannon entropy", "SLAM", "Mamba", "tokenizer", "LoRA")),
    *((words, {}) for words in ("federated learning privacy", "speech recognition", "3D Gaussian splatting")),
    *((words, {}) for words in ("retrieval augmented generation", "Bayesian", "FusionRoute")),
    ("diffusion", {"topic": "diffusion"}),
    ("reasoning", {"topic": "agents", "year": "2025"}),
    ("segmentation", {"source": "arXiv", "field": "cs"}),
    ("", {"topic": "drugs"}),
)
CHINESE: Final[Sequence[Query]] = (
    *(
        (words, {})
        for words in ("药物发现", "蛋白质", "图神经网络", "强化学习", "大语言模型", "扩散模型", "推荐系统")
    ),
    *((words, {}) for words in ("机器翻译", "量子", "注意力机制", "知识图谱", "自动驾驶", "医学影像", "隐私")),
    *((words, {}) for words in ("可解释性", "Transformer 模型", "贝叶斯推断")),
    ("语言模型", {"topic": "agents"}),
    ("生成", {"topic": "diffusion", "year": "2023"}),
    ("分子", {"field": "cs"}),
)
TOPICS: Final = (
    config.Topic(id="diffusion", name={"zh": "扩散模型", "en": "Diffusion models"}, keywords=("diffusion model",)),
    config.Topic(id="agents", name={"zh": "智能体", "en": "Agents"}, keywords=("agent", "agents", "tool use")),
    config.Topic(id="drugs", name={"zh": "药物", "en": "Drugs"}, keywords=("drug", "molecule", "protein")),
)
AUTHOR: Final = "Shuchao Bi"
LATER: Final = timedelta(days=180)


def read(count: int) -> tuple[list[Paper], dict[str, Gist]]:
    """Read that many papers, those with Chinese summaries first, and the summaries by id."""
    papers: dict[str, Paper] = {}
    gists: dict[str, Gist] = {}
    for line in _lines(SHARED / "data" / "gists.jsonl.gz"):
        paper = _paper(line | {"authors": [], "categories": ["cs.LG"]})
        papers[paper.id] = paper
        gists[paper.id] = Gist(
            id=paper.id, lang="zh", text=line["tldr_zh"], span="", by="model", model="m", prompt="p"
        )
    for path in sorted((SHARED / "data" / "corpus" / "arxiv-cs").glob("*.jsonl.gz"), reverse=True):
        for line in _lines(path):
            papers.setdefault((paper := _paper(line)).id, paper)
    return list(papers.values())[:count], gists


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _paper(line: Mapping[str, Any]) -> Paper:
    return Paper(
        id=f"arxiv:{line['id']}",
        day=date.fromisoformat(line["day"]),
        title=line["title"],
        authors=tuple(line["authors"]),
        abstract=line["abstract"],
        url=f"https://arxiv.org/abs/{line['id']}",
        places=(Place(name="arXiv", kind="arxiv", category=line["categories"][0], announce="new", version=1),),
        categories=tuple(line["categories"]),
    )


def site_of(papers: Sequence[Paper], gists: Mapping[str, Gist], settings: config.Config) -> Site:
    """Gather papers into a site of many days."""
    by_day: defaultdict[date, list[Entry]] = defaultdict(list)
    for paper in papers:
        matches = tuple(topics.match(paper, TOPICS))
        own = (gists[paper.id],) if paper.id in gists else ()
        ranked = Ranked(paper=paper, score=0, reasons=(), matches=matches)
        by_day[paper.day].append(Entry(ranked=ranked, slug=identity.slug(paper.id), gists=own))
    return Site(
        config=settings,
        sample=False,
        url="",
        langs=("zh", "en"),
        days=tuple(Day(day=day, papers=tuple(by_day[day])) for day in sorted(by_day, reverse=True)),
        topics=tuple(TopicView(topic=topic, entries=listing([]), per_page=50) for topic in TOPICS),
        papers={paper.id: paper for paper in papers},
    )


def make(site: Site, output: Path) -> None:
    """Write the site's search and author files into a built site; say what it took."""
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    for folder in ("search", "authors", "archive", "recent"):
        shutil.rmtree(output / "data" / folder, ignore_errors=True)
    own, inside = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    for unit in search_units(site, output):
        for name, data in unit.make():
            _write(output / name, data)
            sizes[_kind(name)].append(len(data))
    own, inside = time.process_time() - own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - inside
    print(f"made in {own:.1f} s of CPU, and {inside:.1f} s of Pagefind's {search_problem(site, output)}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    cut = periods(site)
    print(f"periods {len(cut)}, {sum(p.is_lean for p in cut)} of them lean; Pagefind's memory at most {peak:.0f} MB")
    for name, found in sorted(sizes.items()):
        each = sum(found) / len(site.papers)
        print(f"  {name}: {len(found)} files, {sum(found):,} bytes, {each:.0f} a paper, largest {max(found):,}")
    for unit in (*data_units(site), *open_data_units(site, output)):
        for name, data in unit.make():
            _write(output / name, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _kind(name: str) -> str:
    """Tell what a file of search is for: `cards`, `en`, `zh`, or what all need."""
    return name.split("/")[3] if name.count("/") > 3 else "common"  # noqa: PLR2004 - data/search/<period>/<kind>/


# -- what a plain search finds -----------------------------------------------------------------------


def scan(site: Site, query: Query) -> set[str]:
    """Find the keys of the papers that hold all words and pass all filters."""
    words, filters = query
    tests = [_test(word) for word in words.split()]
    found = set()
    for period in periods(site):
        for number, item in enumerate(items(site, period)):
            entry = item.entry
            if entry is None or not _passes(entry, filters):
                continue
            paper = entry.paper
            text = "\n".join((paper.title, *paper.authors, paper.abstract, *(gist.text for gist in entry.gists)))
            if all(test.search(text) for test in tests):
                found.add(f"{period.name}.{number}")
    return found


def _test(word: str) -> re.Pattern[str]:
    bare = re.escape(word)
    return re.compile(bare if not word.isascii() else rf"(?<![^\W_]){bare}(?![^\W_])", re.IGNORECASE)


def _passes(entry: Entry, filters: Mapping[str, str]) -> bool:
    paper = entry.paper
    held = {
        "topic": {match.topic_id for match in entry.matches},
        "year": {str(paper.day.year)},
        "source": {place.name for place in paper.places},
        "field": {"cs"} if any(name.startswith("cs.") for name in paper.categories) else set(),
    }
    return all(value in held[name] for name, value in filters.items())


# -- what search finds -------------------------------------------------------------------------------


class Host(ThreadingHTTPServer):
    """Serve a folder as a static host does, counting what it sends."""

    daemon_threads = True
    sent = 0
    asked = 0


RANGE: Final = re.compile(r"bytes=(\d+)-(\d+)")


class Handler(SimpleHTTPRequestHandler):
    """Answer, with a part where one is asked for, else gzipped where it helps."""

    server: Host
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data, kind = path.read_bytes(), self.guess_type(str(path))
        part = RANGE.fullmatch(self.headers.get("Range", ""))
        self.send_response(206 if part else 200)
        if part:
            start, end = int(part[1]), min(int(part[2]), len(data) - 1)
            self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
            data = data[start : end + 1]
        elif kind.startswith(("text/", "application/j", "image/svg")):
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)
        self.server.sent += len(data)
        self.server.asked += 1

    def log_message(self, *_: object) -> None:
        """Say nothing."""


FOUND: Final = """async ([q, filters]) => {
  const kit = { base: new URL(document.documentElement.dataset.base, location.href) };
  const search = await import(document.querySelector("script[data-search]").dataset.search);
  const overview = await (await fetch(new URL("data/search/index.json", kit.base))).json();
  const any = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, { any: [value] }]));
  const periods = overview.periods.map((_, number) => overview.periods.length - 1 - number);
  return (await new search.Archive(kit, overview).find(search.ask(q).terms, any, periods)).map(({ id }) => id);
}"""
FIRST: Final = "() => document.querySelector('.cards > li') || document.querySelector('[data-empty]:not([hidden])')"


def open_page(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """Open a page with nothing cached; what the console complains of is kept."""
    page = browser.new_context(service_workers="block").new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return page, complaints


def ask(browser: Browser, base: str, host: Host, lang: str, query: Query) -> dict[str, Any]:
    """Search as a reader does, then see all that there is."""
    words, filters = query
    page, complaints = open_page(browser, f"{base}{'en/' if lang == 'en' else ''}search/")
    host.sent = host.asked = 0
    started = time.perf_counter()
    address = urlencode({"q": words} | dict(filters))
    page.evaluate(
        "(address) => { history.pushState(null, '', '?' + address); dispatchEvent(new Event('popstate')); }", address
    )
    page.wait_for_function(FIRST, timeout=60_000)
    taken = time.perf_counter() - started
    page.wait_for_load_state("networkidle")
    moved, asked = host.sent, host.asked
    found = set(page.evaluate(FOUND, [words, dict(filters)]))
    whole = host.sent
    page.context.close()
    return {"s": taken, "bytes": moved, "requests": asked, "whole": whole, "found": found, "complaints": complaints}


def main() -> int:
    """Print the tables; 1 where something that a plain search finds is missed, or a filter moves 200 kB."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--papers", type=int, default=40_000)
    parser.add_argument("--lean", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="search-bench-") as folder:
        output = options.keep or Path(folder) / "output"
        settings = config.load(ROOT / "radar.example.toml")
        build(
            settings,
            config_path=ROOT / "radar.example.toml",
            content=ROOT / "sample",
            output=output,
            sample=True,
        )
        papers, gists = read(options.papers)
        if options.lean:
            papers.append(replace(papers[-1], id="arxiv:9999.99999", day=max(p.day for p in papers) + LATER))
        site = site_of(papers, gists, settings)
        print(f"papers {len(papers):,}, with a Chinese summary {sum(paper.id in gists for paper in papers):,}")
        make(site, output)
        return measure(site, output)


def measure(site: Site, output: Path) -> int:
    """Search in Chromium and print a row for each query."""
    host = Host(("127.0.0.1", 0), lambda *given: Handler(*given, directory=str(output)))
    Thread(target=host.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{host.server_address[1]}/"
    fails = 0
    with sync_playwright() as playwright:
        path = next((p for p in ("/usr/bin/chromium",) if Path(p).exists()), playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        print("\n| query | filters | scan | found | missed | first result, s | kB | requests | kB, whole archive |")
        print("|---|---|---|---|---|---|---|---|---|")
        for lang, queries in (("en", ENGLISH), ("zh", CHINESE)):
            for query in queries:
                fails += _row(site, query, ask(browser, base, host, lang, query))
        page, _ = open_page(browser, base)
        host.sent = 0
        page.evaluate("(address) => location.assign(address)", f"{base}?{urlencode({'author': AUTHOR})}")
        page.wait_for_selector("[data-result] .card")
        page.wait_for_load_state("networkidle")
        print(f"\nauthor filter on the home page, page and all: {host.sent / 1000:.0f} kB, ")
        print(page.inner_text("[data-count]"))
        browser.close()
    host.shutdown()
    return int(fails > 0)


def _row(site: Site, query: Query, got: Mapping[str, Any]) -> bool:
    words, filters = query
    expected = scan(site, query)
    missed = expected - got["found"]
    told = " ".join(f"{name}={value}" for name, value in filters.items())
    print(
        f"| {words} | {told} | {len(expected)} | {len(got['found'])} | {len(missed)} | {got['s']:.2f} "
        f"| {got['bytes'] / 1000:.0f} | {got['requests']} | {got['whole'] / 1000:.0f} |",
        *got["complaints"],
        flush=True,
    )
    return bool(missed) or bool(filters and got["bytes"] > 200_000)  # noqa: PLR2004 - the target


if __name__ == "__main__":
    sys.exit(main())
