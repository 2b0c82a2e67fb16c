"""Live a year through the workflow's own steps, and count what became of the papers and of the data branch.

    python bench/year.py --days 365 --out FOLDER [--site-every 30]

When interrupted, the same command goes on behind the last whole day of `year.jsonl` in the folder.

Every day runs `.github/workflows/radar.yml` as tests/workflows runs it: jobs in order, each in a fresh clone,
the data on the branch `radar-data` of a bare remote, fakenet as the network, no key. Tasks are called in this
process (`here`), so that a day costs no start of Python. The site is built, verified and deployed on the first
day, every `--site-every` days, and on the last: other days end with `record`. Prints a table of days, then what
was lost, what stands twice, and how large the branch is when git has packed it; at a day that fails, of the
days until then.

Real papers come from the shared corpora (RADAR_SHARED); arXiv's run for 305 days, so that beyond them the
papers of early 2016 follow, moved to the days after.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "fakenet"), str(ROOT / "tests" / "workflows"), str(ROOT / "bench")]

import fork  # noqa: E402 - found through the path above
from github_stand_in import GitHub  # noqa: E402 - found through the path above
from here import HereRunner  # noqa: E402 - found through the path above
from replay import CONFIG, SCENARIO, TOPICS  # noqa: E402 - found through the path above

FIRST: Final = date(2025, 3, 18)
"""The corpora's first day."""
_DATA_JOBS: Final = frozenset({"collect", "record"})


def main() -> int:
    """Live the days, then print the tables."""
    options = parse()
    from fakenetlib import arxiv_feed  # noqa: PLC0415 - same

    from fakenet import Scenario, start  # noqa: PLC0415 - found through the path set above

    days = [FIRST + timedelta(days=n) for n in range(options.days)]
    journal = options.out / "year.jsonl"
    rows = lived(journal)
    truth = {paper for row in rows for paper in row["listed"]}
    scenario = Scenario(**SCENARIO | {"shift": {"nature*": 749, "arxiv-all*": 3668}})
    services = GitHub(root=options.out / "github")
    with (
        start(options.data, day=str(days[0]), scenario=scenario, port=options.port) as net,
        services.serving() as github,
    ):
        remote = options.out / "repository" / "remote.git"
        if not rows:
            config = CONFIG.format(base=net.base_url, categories=json.dumps(TOPICS.split("+")))
            remote = fork.make(options.out / "repository", config)
        runner = HereRunner(remote=remote, github=github, work=options.out / "work")
        for number, day in enumerate(days[len(rows) :], len(rows) + 1):
            with net.net.lock:
                net.net.day = str(day)
            with_site = number in (1, len(days)) or number % options.site_every == 0
            row = live(runner, day, with_site=with_site)
            if row is None:
                break
            told = arxiv_feed.truth(net.net.world, str(day), TOPICS)
            row["listed"] = [f"arxiv:{ident.split('v')[0]}" for kind in ("new", "cross") for ident in told[kind]]
            truth.update(row["listed"])
            rows.append(row)
            with journal.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
            print(line(row), file=sys.stderr, flush=True)
    tables(remote, rows, truth)
    return 0


def live(runner: HereRunner, day: date, *, with_site: bool) -> dict[str, Any] | None:
    """Run one day; give its row, or None where it failed or was interrupted."""
    runner.only = None if with_site else _DATA_JOBS
    runner.surroundings = {"RADAR_NOW": f"{day}T08:00:00Z", "RADAR_ALLOW_HOST": "127.0.0.1", "RADAR_PACE": "0"}
    seconds: Counter[str] = Counter()
    began, running = cpu(), ""

    def clock(job: str, _step: str, _folder: Path) -> None:
        nonlocal began, running
        now = cpu()
        seconds[running] += now - began
        began, running = now, job

    try:
        done = runner.run(clock)
    except KeyboardInterrupt:
        return None
    clock("", "", Path())
    if not done.green:
        print(f"{day}: {done.why()}", file=sys.stderr)
        return None
    return {"day": str(day), "seconds": seconds, "bytes": size(runner.remote)}


def lived(journal: Path) -> list[dict[str, Any]]:
    """Read the days that were lived before an interruption."""
    return [json.loads(row) for row in journal.read_text("utf-8").splitlines()] if journal.exists() else []


def cpu() -> float:
    """Read the CPU seconds of this process and of its ended children."""
    return sum(os.times()[:4])


def size(remote: Path) -> int:
    """Measure the bare remote's objects, packed or not, in bytes."""
    return sum(path.stat().st_size for path in (remote / "objects").rglob("*") if path.is_file())


def line(row: dict[str, Any]) -> str:
    """Write a day's row."""
    parts = " ".join(f"{job} {spent:.1f}" for job, spent in row["seconds"].items() if job)
    return f"| {row['day']} | {sum(row['seconds'].values()):.1f} | {parts} | {row['bytes'] / 1e6:.1f} |"


def tables(remote: Path, rows: list[dict[str, Any]], truth: set[str]) -> None:
    """Print the days and the verdicts."""
    print("| day | CPU s | by job | remote, MB, loose |\n|---|--:|---|--:|")
    for row in rows:
        print(line(row))
    held = fork.papers(fork.data(remote))
    arxiv = {paper for paper in held if paper.startswith("arxiv:")}
    print(f"\ndays {len(rows)}, papers held {len(held)}, on two days 0 (a second one stops this program)")
    print(f"arXiv papers listed {len(truth)}, missing {len(truth - arxiv)} {sorted(truth - arxiv)[:5]}")
    subprocess.run(["git", "--git-dir", str(remote), "gc", "-q", "--prune=now"], check=True)  # noqa: S607 - as on any PATH
    for ref in ("main", "radar-data"):
        print(f"{ref}: {packed(remote, ref) / 1e6:.2f} MB packed, of all its commits")
    commits = fork.git("rev-list", "--count", "radar-data", folder=remote).strip()
    print(f"radar-data: {commits} commits; the whole remote after `git gc`: {size(remote) / 1e6:.2f} MB")
    per_paper = packed(remote, "radar-data") / max(1, len(held))
    print(
        f"a paper: {per_paper:.0f} bytes packed; 300 papers a day for 365 days: {per_paper * 300 * 365 / 1e6:.1f} MB"
    )


def packed(remote: Path, ref: str) -> int:
    """Measure what a clone of one branch moves: a pack of all its commits, in bytes."""
    words = ["git", "--git-dir", str(remote), "pack-objects", "--revs", "--stdout", "-q", "--delta-base-offset"]
    return len(subprocess.run(words, input=f"{ref}\n".encode(), capture_output=True, check=True).stdout)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    shared = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--site-every", type=int, default=30, metavar="N")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8733, help="the same when going on: addresses are in the archive")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
