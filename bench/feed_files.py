"""Parse every captured and every collected feed file apart, and count what became of them.

    python bench/feed_files.py [--data ../shared/data/feeds]

Each file goes through the parse function that the program would use for its source, in a
child process with the program's own limits, folder by folder; what no adapter of ours
asks for goes through the feed parser, as a page in place of a feed would. Prints, as
Markdown, a table of folders and one of parse functions. Exit code 1 if anything was not
caught, or over a limit. The data is found by `--data`, else below `RADAR_SHARED`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from radar.collect import (  # noqa: E402 - found through the path set above
    abstracts_services,
    arxiv_page,
    arxiv_rss,
    biorxiv_details,
    crossref_works,
    feeds,
)
from radar.collect.apart import Apart  # noqa: E402 - same
from radar.collect.paging import Reading  # noqa: E402 - same
from radar.config_sources import ArxivSource, BiorxivSource  # noqa: E402 - same
from radar.outcomes import Failed  # noqa: E402 - same

EVER = Reading(label="Sample", first=date.min, last=date.max)
JOBS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "arxiv-rss2": (arxiv_rss.parse, {"source": ArxivSource(kind="arxiv", categories=("cs",))}),
    "arxiv-api": (arxiv_page.parse, {}),
    "biorxiv-api": (biorxiv_details.parse, {"source": BiorxivSource(kind="biorxiv")}),
    "crossref": (crossref_works.parse, {"reading": EVER}),
    "semanticscholar": (abstracts_services.parse_semanticscholar, {}),
}
"""By folder: what parses it, and with which arguments."""
JOBS |= dict.fromkeys(("arxiv-atom", "arxiv-rdf-old", "arxiv-regenerated"), JOBS["arxiv-rss2"])
ANY_FEED = (feeds.parse, {"feed": feeds.Feed(label="Sample")})
UNCAUGHT = ("parsing failed", "parsing broke", "parsing gave", "no process")
OVER_TIME = ("parsing took",)
OVER_MEMORY = ("parsing needed",)


@dataclass(kw_only=True, slots=True)
class Tally:
    """Count what became of some files."""

    name: str
    files: int = 0
    records: Counter[str] = field(default_factory=Counter)
    """By genre; entries and abstracts where those are what the parse function gives."""
    states: Counter[str] = field(default_factory=Counter)
    uncaught: list[str] = field(default_factory=list)
    over_time: int = 0
    over_memory: int = 0
    slowest: tuple[float, str] = (0.0, "")
    """Seconds and file."""
    peak: int = 0
    """Bytes of the greediest child."""

    def note(self, file: Path, outcome: object, seconds: float) -> None:
        """Count one file."""
        self.files += 1
        self.slowest = max(self.slowest, (seconds, file.name))
        self.states[str(getattr(outcome, "state", "ok"))] += 1
        self.records.update(records(outcome))
        reason = getattr(outcome, "reason", "")
        if isinstance(outcome, Failed) and reason.startswith(UNCAUGHT):
            self.uncaught.append(f"{file.parent.name}/{file.name}: {reason}")
        self.over_time += isinstance(outcome, Failed) and reason.startswith(OVER_TIME)
        self.over_memory += isinstance(outcome, Failed) and reason.startswith(OVER_MEMORY)

    def add(self, other: Tally) -> None:
        """Count what another counted."""
        self.files += other.files
        self.records += other.records
        self.states += other.states
        self.uncaught += other.uncaught
        self.over_time += other.over_time
        self.over_memory += other.over_memory
        self.slowest = max(self.slowest, other.slowest)
        self.peak = max(self.peak, other.peak)

    def line(self) -> str:
        """Write a row of the table."""
        states = ", ".join(f"{state} {count}" for state, count in sorted(self.states.items()))
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.records.items())) or "-"
        seconds, file = self.slowest
        cells = (
            *(self.name, self.files, self.records.total(), kinds, states, len(self.uncaught)),
            *(self.over_time, self.over_memory, f"{seconds:.2f} s {file[:40]}", f"{self.peak >> 20} MB"),
        )
        return f"| {' | '.join(map(str, cells))} |"


def records(outcome: object) -> Iterator[str]:
    """Name the kind of each record that a parse function gave."""
    yield from (str(listing.genre) for listing in getattr(outcome, "listings", ()))
    yield from ["entry"] * getattr(outcome, "entries", 0)
    yield from ["abstract" if text else "no abstract" for text in getattr(outcome, "texts", {}).values()]


def folder_tally(folder: Path) -> Tally:
    """Run all files of a folder through one child, replaced where it must be."""
    tally = Tally(name=folder.name)
    parse, arguments = JOBS.get(folder.name, ANY_FEED)
    with Apart(children=1) as parser:
        parser.run(parse, b"", **arguments)  # so that no file's time holds the start of the child
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = file.read_bytes()
            began = time.perf_counter()
            outcome = parser.run(parse, content, **arguments)
            tally.note(file, outcome, time.perf_counter() - began)
        tally.peak = parser.peak
    return tally


def tallies(data: Path) -> list[Tally]:
    """Run all folders, two at a time."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(folder_tally, sorted(path for path in data.iterdir() if path.is_dir())))


def total(parts: Iterable[Tally], name: str = "all") -> Tally:
    """Add tallies up."""
    whole = Tally(name=name)
    for part in parts:
        whole.add(part)
    return whole


def by_function(parts: Iterable[Tally]) -> list[Tally]:
    """Add the folders up by what parsed them."""
    found: dict[str, list[Tally]] = {}
    for part in parts:
        parse, _ = JOBS.get(part.name, ANY_FEED)
        found.setdefault(f"{parse.__module__.rpartition('.')[2]}.{parse.__name__}", []).append(part)
    return [total(group, name) for name, group in sorted(found.items())]


def main() -> int:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    options.add_argument("--data", type=Path, default=shared / "data" / "feeds")
    data = options.parse_args().data
    began = time.perf_counter()
    parts = tallies(data)
    whole = total(parts)
    columns = ("files", "records", "by kind", "states", "uncaught", "over time", "over memory", "slowest", "peak")
    for first, rows in (("folder", parts), ("parse function", by_function(parts))):
        print(f"| {' | '.join((first, *columns))} |\n|{'---|' * (len(columns) + 1)}")
        print("\n".join(row.line() for row in (*rows, whole)), end="\n\n")
    print(f"{whole.files} files in {time.perf_counter() - began:.0f} s.")
    print("\n".join(whole.uncaught))
    return 1 if whole.uncaught or whole.over_time or whole.over_memory else 0


if __name__ == "__main__":
    sys.exit(main())
