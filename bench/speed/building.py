"""Measure `radar build` on archives of any size: all, nothing changed, one day more.

    python bench/speed/building.py --size 10k [--keep .bench] [--day-only]

Each step is the program's own command line in a process of its own. CPU is that of the
process and all its children; memory is what they held at once. The archive is kept below
`--keep` and made where it is not there; each run adds a further day to it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(os.environ.get("RADAR_TREE", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent)]

import archives  # noqa: E402 - found through the path set above
from measured import Cost, changed, files, run  # noqa: E402 - same

from radar.archive.ledger import Ledger  # noqa: E402 - same

AUTHORS = f"{os.sep}data{os.sep}authors{os.sep}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Hold what one build cost and left."""

    cost: Cost
    files: int
    bytes: int
    touched: int
    """Files new, other or gone."""
    touched_bytes: int
    author_bytes: int
    """Of these, of the index of authors."""
    author_largest: int
    """Bytes of its largest file."""


class Place:
    """Hold an archive and its site below a folder."""

    def __init__(self, folder: Path, days: int, *, a_day: int = archives.A_DAY) -> None:
        """Make the archive where it is not there."""
        self.folder, self.content, self.output = folder, folder / "content", folder / "output"
        shared = archives.corpora()
        if not self.content.exists():
            archives.make(self.content, days, shared, a_day=a_day)
        self.maker = archives.maker(self.content, days, shared, a_day=a_day)

    def clear(self) -> None:
        """Throw away what was built, and what is remembered of it."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.folder / ".radar", ignore_errors=True)

    def add_day(self) -> None:
        """Write the day after the newest one."""
        newest = Ledger(self.content / "daily").days()[-1]
        self.maker.write((newest - archives.LAST).days + 1)

    def build(self, *more: str) -> Step:
        """Build, and compare what stands afterwards with what stood before."""
        before = files(self.output)
        command = [sys.executable, "-m", "radar", "build", "--config", str(archives.CONFIG)]
        where = ["--content", str(self.content), "--output", str(self.output)]
        cost = run([*command, *where, *more], cwd=ROOT, more={"PYTHONPATH": str(ROOT / "plugins")})
        after = files(self.output)
        touched, touched_bytes = changed(before, after)
        authors = {name: stat for name, stat in after.items() if AUTHORS in name}
        _, author_bytes = changed({name: stat for name, stat in before.items() if AUTHORS in name}, authors)
        return Step(
            cost=cost,
            files=len(after),
            bytes=sum(size for size, _ in after.values()),
            touched=touched,
            touched_bytes=touched_bytes,
            author_bytes=author_bytes,
            author_largest=max((size for size, _ in authors.values()), default=0),
        )


def row(size: str, what: str, step: Step) -> str:
    """Write a step as a row of a table."""
    cost = step.cost
    memory = f"{cost.memory:.0f} MB"
    wrote = f"{step.touched:,} | {step.touched_bytes / 1e6:.1f} MB"
    return f"| {size} | {what} | {cost.cpu:.1f} s | {cost.wall:.1f} s | {memory} | {step.files:,} | {wrote} |"


HEAD = "| papers | build | CPU | clock | memory | files | written | bytes |\n|--:|---|--:|--:|--:|--:|--:|--:|"


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--size", choices=archives.SIZES, required=True)
    parser.add_argument("--keep", type=Path, default=Path(".bench"))
    parser.add_argument("--day-only", action="store_true", help="the site stands: only add a day to it")
    given = parser.parse_args()
    place = Place(given.keep / given.size, archives.SIZES[given.size])
    print(HEAD)
    if not given.day_only:
        place.clear()
        print(row(given.size, "all", place.build()), flush=True)
    print(row(given.size, "nothing changed", place.build()), flush=True)
    place.add_day()
    step = place.build()
    print(row(given.size, "a day more", step), flush=True)
    print(
        f"\nauthors: largest file {step.author_largest:,} bytes, rewritten with the day {step.author_bytes:,} bytes"
    )


if __name__ == "__main__":
    main()
