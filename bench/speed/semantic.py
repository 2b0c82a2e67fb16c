"""Measure what a day of 1,000 papers costs to compare: vectors, topics, bridges against the thirty days before.

    python bench/speed/semantic.py [--papers 1000] [--profile]

The window holds 29 days of 274 papers. The day's papers are all new to it: no vector is
remembered. Prints CPU seconds by step, then a digest of all that was reckoned, by which
two versions of the program are held to the same results.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import json
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(os.environ.get("RADAR_TREE", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent)]

import archives  # noqa: E402 - found through the path set above

from radar.archive import closeness  # noqa: E402 - same
from radar.day_dossier import Dossier  # noqa: E402 - same

_WINDOW = 29
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """Hold CPU seconds by step, and a digest of the results."""

    steps: dict[str, float]
    digest: str

    @property
    def seconds(self) -> float:
        """Add the steps up."""
        return sum(self.steps.values())


def reckon(folder: Path, papers: int) -> Reckoned:
    """Make the archive below a folder, then reckon its last day step by step."""
    content = folder / "content"
    shared = archives.corpora()
    archives.make(content, _WINDOW, shared)
    day = archives.maker(content, _WINDOW, shared, a_day=papers).write(1)
    config = archives.load(archives.CONFIG)
    dossier = Dossier(config, archive=content / "daily", private=folder / ".radar", day=day)
    steps: dict[str, float] = {}

    def timed(step: str, work: Callable[[], _T]) -> _T:
        began = time.process_time()
        done = work()
        steps[step] = time.process_time() - began
        return done

    timed("read the window", lambda: dossier.window)
    timed("vectors of words", lambda: dossier._footing)  # noqa: SLF001 - a step that has no name outside
    timed("related papers, encoder, described topics", dossier.reckon)
    ranked = timed("topics, ranks", lambda: dossier.ranked)
    bridges = timed("bridges", lambda: dossier.bridges)
    whole = hashlib.sha256(closeness.path(content / "daily", day).read_bytes())
    whole.update(repr([(one.paper.id, one.score) for one in ranked]).encode())
    whole.update(repr(bridges).encode())
    return Reckoned(steps=steps, digest=whole.hexdigest()[:16])


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        profile = cProfile.Profile()
        if given.profile:
            profile.enable()
        found = reckon(Path(folder), given.papers)
        profile.disable()
    if given.json:
        print(json.dumps({**found.steps, "seconds": found.seconds, "digest": found.digest}))
        return
    print("| step | CPU |\n|---|--:|")
    for step, seconds in (*found.steps.items(), ("all", found.seconds)):
        print(f"| {step} | {seconds:.2f} s |")
    print(f"\ndigest {found.digest}")
    if given.profile:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(70)


if __name__ == "__main__":
    main()
