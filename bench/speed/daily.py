"""Measure a whole daily run of about 400 papers without a model: `radar update`, then `radar build`.

    python bench/speed/daily.py [--days 37] [--against TREE] [--profile FILE]

An archive of so many days stands and is built; then 30 December 2025 comes, from the fake
internet (`tests/fakenet`): the 296 papers that arXiv's cs.AI, cs.CL, cs.CV and cs.LG really
announced, and 104 of 2016. `--late` adds Nature and bioRxiv, whose items stand on earlier
days too, so that a week of days is reckoned anew. `--against` runs another tree's program
on a copy of the same archive in the same run, and says whether both left the same archive.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent), str(ROOT / "tests" / "fakenet")]

import archives  # noqa: E402 - found through the path set above
from measured import Cost, run  # noqa: E402 - same

DAY = "2025-12-30"
_FURTHER = 104
_LATE = {"shift": {"nature*": 749}, "biorxiv": {"per_day": 20, "twins": 0}}
_SOURCES = """version = 1
[site]
title = "Sample Radar"
[abstracts]
enabled = false
[[sources]]
kind = "arxiv"
categories = ["cs.AI", "cs.CL", "cs.CV", "cs.LG"]
base_url = "{base}"
api_url = "{base}/api/query"
oai_url = "{base}/oai"
"""
_LATE_SOURCES = """[[sources]]
kind = "feed"
name = "Nature"
url = "{base}/nature.rss"
hosts = ["www.nature.com"]
[[sources]]
kind = "biorxiv"
base_url = "{base}"
"""


@dataclass(frozen=True, kw_only=True)
class Daily:
    """Hold what a run cost."""

    papers: int
    """Papers new on the day, and on others that the run found late."""
    update: Cost
    build: Cost


def settings(base: str, *, late: bool = False) -> str:
    """Give a radar.toml: sources of the fake internet, topics and all else as shipped."""
    shipped = archives.CONFIG.read_text(encoding="utf-8")
    sources = _SOURCES + (_LATE_SOURCES if late else "")
    return sources.format(base=base) + shipped[shipped.index("[[topics]]") :]


def further(shared: Path) -> list[dict[str, object]]:
    """Give papers of 2016 as of today, in a category that is followed."""
    rows = archives.stock(shared)[:_FURTHER]
    return [
        {
            "day": DAY,
            "id": f"2512.{90_000 + n}",
            "title": row.title,
            "authors": list(row.authors),
            "abstract": row.abstract,
            "categories": ["cs.LG", *(c for c in row.categories if c != "cs.LG")],
            "published": DAY,
            "source": "arxiv",
        }
        for n, row in enumerate(rows)
    ]


def daily(folder: Path, tree: Path, *, built: bool = True, more: tuple[str, ...] = ()) -> Daily:
    """Run the day on the archive below a folder, by the radar.toml there, with a tree's program."""
    environment = {
        "PYTHONPATH": str(tree / "plugins"),
        "RADAR_NOW": f"{DAY}T08:00:00Z",
        "RADAR_ALLOW_HOST": "127.0.0.1",
        "RADAR_PACE": "0",
        "OMP_NUM_THREADS": "1",
    }
    where = ["--config", str(folder / "radar.toml"), "--content", str(folder / "content")]
    out = ["--output", str(folder / "output")]
    radar = [sys.executable, *more, "-m", "radar"]
    if built:
        run([*radar, "build", *where, *out], cwd=tree, more=environment)
    before = count(folder / "content")
    update = run([*radar, "update", *where], cwd=tree, more=environment, accept=(0, 3))
    papers = count(folder / "content") - before
    build = run([*radar, "build", *where, *out], cwd=tree, more=environment) if built else update
    return Daily(papers=papers, update=update, build=build)


def count(content: Path) -> int:
    """Count the papers of an archive's last month."""
    found = sorted((content / "daily" / "papers").rglob("*.jsonl"))[-40:]
    return sum(line.count(b'"record":"paper"') for file in found for line in file.read_bytes().splitlines())


def archived(content: Path) -> str:
    """Sum up what an archive holds but for the run reports, which name times."""
    whole = sha256()
    for part in ("papers", "gists", "closeness", "days"):
        for file in sorted((content / "daily" / part).rglob("*.*")):
            whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def measure(
    days: int, trees: list[Path], *, late: bool, built: bool, more: tuple[str, ...]
) -> Iterator[tuple[Daily, str]]:
    """Run the day with the program of each tree on the same archive; give what it cost, and what it left."""
    from fakenet import Scenario, start  # noqa: PLC0415 - found through the path set above

    shared = archives.corpora()
    if shared is None:
        raise SystemExit("the shared corpora are not here: set RADAR_SHARED")
    scenario = Scenario(papers=further(shared), **(_LATE if late else {}))
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "radar.toml").write_text(settings("http://127.0.0.1", late=late), encoding="utf-8")
        archives.make(Path(made) / "content", days, shared, config=Path(made) / "radar.toml")
        for tree in trees:
            with tempfile.TemporaryDirectory() as name, start(shared / "data", day=DAY, scenario=scenario) as net:
                folder = Path(name)
                shutil.copytree(Path(made) / "content", folder / "content")
                (folder / "radar.toml").write_text(settings(net.base_url, late=late), encoding="utf-8")
                yield daily(folder, tree, built=built, more=more), archived(folder / "content")


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--days", type=int, default=archives.SIZES["10k"])
    parser.add_argument("--against", type=Path, help="another tree of the program")
    parser.add_argument("--late", action="store_true", help="journals and bioRxiv too, whose items come late")
    parser.add_argument("--update-only", action="store_true")
    parser.add_argument("--profile", type=Path, help="where cProfile leaves the last command's figures")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    given = parser.parse_args()
    trees = [*([given.against] if given.against else []), ROOT]
    more = ("-m", "cProfile", "-o", os.fspath(given.profile)) if given.profile else ()
    if given.json:
        (found, _), *_ = measure(given.days, [ROOT], late=given.late, built=True, more=())
        print(json.dumps({"papers": found.papers, "update": found.update.cpu, "build": found.build.cpu}))
        return
    print("| program | papers | update | build | peak memory | archive |\n|---|--:|--:|--:|--:|---|")
    measured = measure(given.days, trees, late=given.late, built=not given.update_only, more=more)
    for tree, (found, digest) in zip(trees, measured, strict=True):
        name = "this tree" if tree == ROOT else tree.name
        build = "" if given.update_only else f"{found.build.cpu:.1f} s"
        memory = f"{found.update.memory:.0f} / {found.build.memory:.0f} MB"
        print(f"| {name} | {found.papers} | {found.update.cpu:.1f} s | {build} | {memory} | {digest} |", flush=True)


if __name__ == "__main__":
    main()
