"""Print the eleven targets of speed with our figures, each with the command that gave it.

    python bench/speed [--sizes 1k,10k] [--targets 1,2,5] [--contenders]

Sizes are archives of 274 papers a day: 1k, 10k, 100k, 1M (ten years: minutes to make,
2.6 GB). Where a target speaks of a million papers, the largest size that is asked for
stands in, and the table says which. Archives are kept below `.bench/`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import archives  # noqa: E402 - found through the path set above
import contenders  # noqa: E402 - same
from building import HEAD, Place, Step, row  # noqa: E402 - same

SMALL = "10k"
WHAT = {
    1: ("a day more, against the same at 10k", "≤ 1.5x, ≤ 100 MB"),
    2: ("a day more at 10k, against Pelican / Hugo / Eleventy", "≥ 100x / ≥ 5x / ≥ 5x less CPU"),
    3: ("full build of 1 M", "≤ 40 s of wall time, ≤ 500 MB"),
    4: ("day pages, against bare Jinja", "≥ 80 %"),
    5: ("nothing changed", "0 files, ≤ 2 s"),
    6: ("all sources, against the slowest host's pacing", "≤ 1.25x"),
    7: ("merging 1,000 into 1 M", "≤ 0.5 s, ≥ 98 % found, 0 wrong"),
    8: ("semantic work on a day of 1,000", "≤ 20 s of CPU"),
    9: ("any author in 1 M", "≤ 3 fetches of ≤ 50 kB, ≤ 0.5 MB rewritten a day"),
    10: ("git, a year of days", "≤ 0.40x raw, commits as quick"),
    11: ("daily run of 400 papers", "≤ 30 s of CPU, build ≤ 5 s"),
}


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Hold what was asked for, and what was measured by the way."""

    keep: Path
    sizes: Sequence[str]
    contending: bool
    _steps: dict[str, Mapping[str, Step]] = field(default_factory=dict)

    @property
    def largest(self) -> str:
        """Name the largest size."""
        return max(self.sizes, key=lambda size: archives.SIZES[size])

    def steps(self, size: str) -> Mapping[str, Step]:
        """Build everything, then nothing, then a day more; once a size."""
        if size not in self._steps:
            place = Place(self.keep / size, archives.SIZES[size])
            place.clear()
            whole, again = place.build("--full"), place.build()
            place.add_day()
            self._steps[size] = {"all": whole, "nothing changed": again, "a day more": place.build()}
            for what, step in self._steps[size].items():
                print(row(size, what, step), flush=True)
        return self._steps[size]

    def asked(self, script: str, *more: str) -> dict[str, Any]:
        """Run a script of this folder for its figures."""
        command = [sys.executable, str(HERE / script), "--json", *more]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if not ran.stdout.strip():
            raise SystemExit(f"{script}: {ran.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return found

    def content(self, size: str) -> Path:
        """Give an archive, made where it is not there."""
        return Place(self.keep / size, archives.SIZES[size]).content


def a_day_more(bench: Bench) -> str:
    """Target 1."""
    large, small = (bench.steps(size)["a day more"].cost for size in (bench.largest, SMALL))
    return f"{large.cpu / small.cpu:.2f}x ({large.cpu:.1f} s at {bench.largest}), {large.memory:.0f} MB"


def against_others(bench: Bench) -> str:
    """Target 2."""
    ours = bench.steps(SMALL)["a day more"].cost.cpu
    if not bench.contending:
        return f"{ours:.1f} s; others: not asked for (--contenders)"
    said = []
    for one in contenders.contenders():
        built = contenders.measure(one, bench.content(SMALL))
        said.append(f"{built.name} {built.day.cpu / ours:.1f}x ({built.day.cpu:.1f} s)")
    return f"{ours:.1f} s: {', '.join(said)}"


def full_build(bench: Bench) -> str:
    """Target 3."""
    cost = bench.steps(bench.largest)["all"].cost
    return f"{cost.wall:.0f} s, {cost.cpu:.0f} s of CPU, {cost.memory:.0f} MB at {bench.largest}"


def day_pages(bench: Bench) -> str:
    """Target 4."""
    command = [sys.executable, str(HERE / "pages_render.py"), "--archive", str(bench.content(SMALL))]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return ", ".join(f"{row.split()[0]} {row.split()[-1]}" for row in ran.stdout.splitlines()[1:])


def unchanged(bench: Bench) -> str:
    """Target 5."""
    step = bench.steps(bench.largest)["nothing changed"]
    return f"{step.touched} files, {step.cost.cpu:.1f} s at {bench.largest}"


def pacing(bench: Bench) -> str:
    """Target 6."""
    del bench
    ran = subprocess.run(
        [sys.executable, str(HERE.parent / "concurrency.py")], capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()[-1]


def merging(bench: Bench) -> str:
    """Target 7."""
    found = bench.asked("million.py", "--content", str(bench.content(bench.largest)))
    share = found["found"] / found["altered"]
    return f"{found['cpu']:.2f} s, {share:.1%}, {found['wrong']} wrong of {found['tried']:,} at {bench.largest}"


def semantic(bench: Bench) -> str:
    """Target 8."""
    return f"{bench.asked('semantic.py')['seconds']:.1f} s"


def authors(bench: Bench) -> str:
    """Target 9."""
    step = bench.steps(bench.largest)["a day more"]
    most = f"largest file {step.author_largest / 1000:.0f} kB"
    return f"{most}, {step.author_bytes / 1e6:.2f} MB rewritten at {bench.largest}"


def git_year(bench: Bench) -> str:
    """Target 10."""
    found = bench.asked("git_year.py")
    return f"{found['packed'] / found['raw']:.2f}x, {found['last'] / found['first']:.1f}x"


def daily(bench: Bench) -> str:
    """Target 11."""
    found = bench.asked("daily.py")
    whole = found["update"] + found["build"]
    return f"{whole:.1f} s for {found['papers']} papers, build {found['build']:.1f} s"


TARGETS: Mapping[int, tuple[Callable[[Bench], str], str]] = {
    1: (a_day_more, "building.py --size"),
    2: (against_others, "contenders.py"),
    3: (full_build, "building.py --size"),
    4: (day_pages, "pages_render.py --archive"),
    5: (unchanged, "building.py --size"),
    6: (pacing, "../concurrency.py"),
    7: (merging, "million.py --content"),
    8: (semantic, "semantic.py"),
    9: (authors, "building.py --size"),
    10: (git_year, "git_year.py"),
    11: (daily, "daily.py"),
}


def main() -> None:
    """Print what builds cost as they end, then the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", default=f"1k,{SMALL}", help="of 1k, 10k, 100k, 1M")
    parser.add_argument("--targets", default=",".join(map(str, TARGETS)))
    parser.add_argument("--contenders", action="store_true", help="build with Pelican, Hugo, Eleventy too")
    parser.add_argument("--keep", type=Path, default=ROOT / ".bench")
    given = parser.parse_args()
    bench = Bench(keep=given.keep, sizes=given.sizes.split(","), contending=given.contenders)
    print(HEAD)
    for size in bench.sizes:
        if {"1", "2", "3", "5", "9"} & set(given.targets.split(",")):
            bench.steps(size)
    print("\n| # | what | target | ours | command |\n|--:|---|---|---|---|")
    for number in map(int, given.targets.split(",")):
        work, command = TARGETS[number]
        what, target = WHAT[number]
        print(f"| {number} | {what} | {target} | {work(bench)} | `python bench/speed/{command}` |", flush=True)


if __name__ == "__main__":
    main()
