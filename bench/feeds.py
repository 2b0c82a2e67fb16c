"""Measure the feeds of a built site: how many, how large, and what they cost to make and to check.

    python bench/feeds.py --archive FOLDER   a folder that holds radar.toml and content/
    python bench/feeds.py --sources 30 --topics 20 --days 30 --papers 200
                                             an invented archive of that size instead

Prints a table of feeds with their items and bytes by format, then the totals. With
`--validate` every feed is read by feedparser, JSON Feed's schema or listparser too, and
its ids are held against those of the same site at another address.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import orjson

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from radar.archive.ledger import Ledger  # noqa: E402 - found once the path is set
from radar.config import Config, load, parse  # noqa: E402
from radar.models import Paper, Place  # noqa: E402
from radar.publish import urls  # noqa: E402
from radar.publish.i18n import TAGS  # noqa: E402
from radar.publish.site import load_site  # noqa: E402
from radar.publish.syndication.feed_selections import selections  # noqa: E402
from radar.publish.syndication.feeds import feed_units  # noqa: E402
from radar.publish.verification.verify_feed import read_feed  # noqa: E402
from radar.publish.view import Site  # noqa: E402

CATEGORIES = ("cs.AI", "cs.LG", "stat.ML", "math.PR", "physics.optics", "q-bio.QM", "econ.EM", "astro-ph.GA")
WORDS = tuple(f"word{n}" for n in range(40))
ABSTRACT = "We invent a sample and measure that nothing follows from it, at some length. "


def main() -> None:
    """Measure one archive."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        config, content = _given(options.archive) if options.archive else _invented(options, Path(folder))
        site = load_site(config, content, sample=False, url="https://radar.example/hub")
        _measure(site, options.rows)
        if options.validate:
            _validate(site, load_site(config, content, sample=False, url="https://moved.example"))


def _measure(site: Site, rows: int) -> None:
    print(f"{len(site.papers):,} papers, {len(site.days)} days, {len(site.langs)} languages")
    print(f"{'feed':<40}{'items':>7}" + "".join(f"{fmt:>12}" for fmt in urls.feed_formats(site)))
    totals: defaultdict[str, float] = defaultdict(float)
    for lang in site.langs:
        start = time.process_time()
        written = dict(feeds_of(site, lang))
        totals["made"] += time.process_time() - start
        chosen = {each.listed.name: each.items for each in selections(site, lang)}
        for name, items in list(chosen.items())[:rows]:
            sizes = [len(written[urls.feed(lang, name, fmt)]) for fmt in urls.feed_formats(site)]
            print(f"{urls.PREFIX[lang] + name:<40}{len(items):>7}" + "".join(f"{size:>12,}" for size in sizes))
        start = time.process_time()
        problems = [each for path, data in written.items() for each in _check(path, data, lang, chosen)]
        totals["checked"] += time.process_time() - start
        totals["files"] += len(written)
        totals["bytes"] += sum(map(len, written.values()))
        totals["problems"] += len(problems)
    _tell(totals)


def feeds_of(site: Site, lang: str) -> Iterator[tuple[str, bytes]]:
    """Write every feed of one language."""
    for unit in feed_units(site):
        yield from ((path, data) for path, data in unit.make() if path.startswith("en/") == (lang == "en"))


def _check(path: str, data: bytes, lang: str, chosen: dict[str, tuple[Any, ...]]) -> tuple[str, ...]:
    items = chosen.get(path.rpartition("/")[2].partition(".")[0], ())
    return read_feed(path, data, lang=TAGS[lang], authors={item.urn: len(item.authors) for item in items}).problems


def _tell(totals: defaultdict[str, float]) -> None:
    files = int(totals["files"])
    print(f"\n{files} files, {totals['bytes'] / 1e6:.1f} MB, {int(totals['problems'])} problems")
    print(f"made in {totals['made']:.2f} s of one processor ({1000 * totals['made'] / files:.1f} ms a file)")
    print(f"checked in {totals['checked']:.2f} s of one processor ({1000 * totals['checked'] / files:.1f} ms a file)")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _validate(site: Site, moved: Site) -> None:
    """Read every feed as others do: those who write readers, and those who wrote the formats down."""
    counts: defaultdict[str, int] = defaultdict(int)
    for lang in site.langs:
        expected = {each.listed.name: [item.authors for item in each.items] for each in selections(site, lang)}
        there = dict(feeds_of(moved, lang))
        for path, data in feeds_of(site, lang):
            kind, problems, ids, authors = _READERS[path.rpartition(".")[2]](data)
            counts[kind] += 1
            counts["items"] += len(ids)
            counts["not as the format has it"] += problems
            counts["ids twice in a feed"] += len(ids) - len(set(ids))
            counts["ids that moved with the site"] += ids != _READERS[path.rpartition(".")[2]](there[path])[2]
            if names := expected.get(path.rpartition("/")[2].partition(".")[0]):
                lost = [a for a, b in zip(authors, names, strict=True) if a != (len(b) or a)]
                counts["items without all authors"] += len(lost)
    print("".join(f"\n{count:>8,}  {what}" for what, count in counts.items()))


_Reading = tuple[str, int, list[str], list[int]]
"""The format, how much is wrong, the items' ids, and how many authors each has."""


def _read_xml(data: bytes) -> _Reading:
    found = feedparser.parse(data)
    ids = [entry.id for entry in found.entries]
    names = [len([1 for each in entry.get("authors", ()) if each.get("name")]) for entry in found.entries]
    return found.version, bool(found.bozo), ids, names


def _read_json(data: bytes) -> _Reading:
    found = orjson.loads(data)
    wrong = len(list(_schema().iter_errors(found)))
    items = found["items"]
    return "JSON Feed", wrong, [item["id"] for item in items], [len(item.get("authors", ())) for item in items]


def _read_opml(data: bytes) -> _Reading:
    import listparser  # noqa: PLC0415 - a dev extra, for --validate alone

    found = listparser.parse(data)
    return "OPML", bool(found.bozo), [urlsplit(feed.url).path.rpartition("/")[2] for feed in found.feeds], []


@lru_cache
def _schema() -> Any:  # noqa: ANN401 - a dev extra, for --validate alone
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - a dev extra, for --validate alone

    path = ROOT / "tests" / "data" / "json-feed-1.1.schema.json"
    return Draft202012Validator(orjson.loads(path.read_bytes()))


_READERS: Mapping[str, Callable[[bytes], _Reading]] = {"xml": _read_xml, "json": _read_json, "opml": _read_opml}


def _given(folder: Path) -> tuple[Config, Path]:
    return load(folder / "radar.toml"), folder / "content"


def _invented(options: argparse.Namespace, folder: Path) -> tuple[Config, Path]:
    """Invent an archive: papers spread evenly over sources, a few words of topics in each."""
    names = [f"Sample Journal {n}" for n in range(options.sources)]
    topics = [{"id": f"topic-{n}", "name": f"Topic {n}", "keywords": [WORDS[n % 40]]} for n in range(options.topics)]
    sources = [{"kind": "feed", "name": name, "url": f"https://{n}.example/feed"} for n, name in enumerate(names)]
    config = parse({"version": 1, "sources": sources, "topics": topics, "watch": {"authors": ["Sample Author 1"]}})
    ledger = Ledger(folder / "daily")
    for ago in range(options.days):
        day = date(2026, 6, 30) - timedelta(days=ago)
        ledger.add([_paper(day, n, names) for n in range(options.papers)])
    return config, folder


def _paper(day: date, number: int, names: list[str]) -> Paper:
    category = CATEGORIES[number % len(CATEGORIES)]
    word, other = WORDS[number % 40], WORDS[(number * 7) % 40]
    return Paper(
        id=f"doi:10.5555/{day.isoformat()}.{number}",
        day=day,
        title=f"Sample {number} on {word}",
        authors=tuple(f"Sample Author {n}" for n in range(1 + number % 9)),
        abstract=f"{other} and {word}. " + ABSTRACT * 16,
        url=f"https://journal.example/{day.isoformat()}/{number}",
        places=(Place(name=names[number % len(names)], kind="arxiv", category=category),),
        categories=(category,),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, help="folder with radar.toml and content/")
    parser.add_argument("--validate", action="store_true", help="read every feed by the libraries of others")
    parser.add_argument("--rows", type=int, default=1000, help="rows of the table for each language")
    for name, value in (("sources", 30), ("topics", 20), ("days", 30), ("papers", 200)):
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


if __name__ == "__main__":
    main()
