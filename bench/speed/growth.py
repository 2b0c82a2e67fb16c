"""Let an archive grow to ten years, measure a day more at points on the way, and draw it.

    python bench/speed/growth.py --keep .bench/growth --to docs/speed.svg [--until 3650] [--a-day 274]

At each point the site stands as built from so many days; then one day comes, and what is
measured is what a run does because of it, in processes of their own: the index takes the
day's papers in and merges them, `radar build` adds them to the site. What else a run
does (vectors, topics, bridges) depends on the last thirty days, not on the archive.
Figures are kept as they come (`growth.jsonl`), so that a stopped run goes on; `--draw`
draws what is there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

ROOT = Path(os.environ.get("RADAR_TREE", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent)]

import archives  # noqa: E402 - found through the path set above
from building import Place  # noqa: E402 - same
from chart import Line, chart  # noqa: E402 - same
from measured import run  # noqa: E402 - same

from radar.archive.index import Index  # noqa: E402 - same
from radar.archive.ledger import Ledger  # noqa: E402 - same
from radar.models import Listing  # noqa: E402 - same
from radar.sift.merge import MergeRules, merge  # noqa: E402 - same

POINTS = (1, 2, 5, 10, 20, 50, 100, 200, 365, 730, 1095, 1460, 1825, 2190, 2555, 2920, 3285, 3649)


def grow(folder: Path, until: int, a_day: int) -> list[dict[str, float]]:
    """Measure at every point not measured yet; give all figures."""
    kept = folder / "growth.jsonl"
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "content").mkdir(exist_ok=True)
    place = Place(folder, archives.YEARS, a_day=a_day)
    written = len(Ledger(place.content / "daily").days())
    for point in POINTS:
        if point < until and point > max((row["days"] for row in rows), default=0):
            for n in range(written, point):
                place.maker.write(n + 1 - archives.YEARS)
            place.build()
            take_in(place.content)
            place.maker.write(point + 1 - archives.YEARS)
            written = point + 1
            merged = run([sys.executable, __file__, "--merge", str(place.content)], cwd=ROOT)
            step = place.build()
            row = {
                "days": point,
                "build": step.cost.cpu,
                "memory": step.cost.memory,
                "files": step.touched,
                "bytes": step.touched_bytes,
                "merge": float(merged.said.split()[-1]),
                "merge_memory": merged.memory,
            }
            rows.append(row)
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
            print(row, flush=True)
    return rows


def take_in(content: Path) -> None:
    """Bring the index up to the ledger, unmeasured."""
    with Index(content.parent / ".radar" / "index.sqlite") as index:
        index.catch_up(Ledger(content / "daily"))


def merge_last(content: Path) -> None:
    """Take the newest day into the index, merge its papers once more as listings, and print the seconds of CPU."""
    ledger = Ledger(content / "daily")
    day = ledger.days()[-1]
    papers = ledger.read(day).papers
    began = time.process_time()
    with Index(content.parent / ".radar" / "index.sqlite") as index:
        index.catch_up(ledger)
        listings = [
            Listing(
                ids=(f"arxiv:{n}.{paper.id[-5:]}",),
                title=paper.title[::-1],
                authors=paper.authors,
                abstract=paper.abstract,
                url=paper.url,
                place=paper.places[0],
                announced=day,
                categories=paper.categories,
                published=paper.published,
            )
            for n, paper in enumerate(papers)
        ]
        merged = merge(listings, index, MergeRules(today=day + timedelta(days=1)))
    print(len(merged.papers), time.process_time() - began)


def draw(rows: Sequence[dict[str, float]], to: Path, a_day: int) -> None:
    """Draw CPU and memory by days."""
    days = [row["days"] for row in rows]
    lines = [
        Line(name="building: CPU, seconds", points=list(zip(days, (row["build"] for row in rows), strict=True))),
        Line(
            name="index and merging: CPU, seconds",
            points=list(zip(days, (row["merge"] for row in rows), strict=True)),
        ),
    ]
    memory = [
        Line(name="building: memory, MB", points=list(zip(days, (row["memory"] for row in rows), strict=True))),
        Line(name="merging: memory, MB", points=list(zip(days, (row["merge_memory"] for row in rows), strict=True))),
    ]
    to.write_text(
        chart(f"What one day more costs, by days of the archive ({a_day} papers each)", lines, memory),
        encoding="utf-8",
    )


def main() -> None:
    """Grow, then draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--keep", type=Path, default=Path(".bench/growth"))
    parser.add_argument("--to", type=Path)
    parser.add_argument("--until", type=int, default=archives.YEARS)
    parser.add_argument("--a-day", type=int, default=archives.A_DAY, help="papers a day")
    parser.add_argument("--draw", action="store_true", help="measure nothing")
    parser.add_argument("--merge", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.merge:
        merge_last(given.merge)
        return
    rows = grow(given.keep, 0 if given.draw else given.until, given.a_day)
    if given.to:
        draw(rows, given.to, given.a_day)


if __name__ == "__main__":
    main()
