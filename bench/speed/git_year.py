"""Commit an archive day by day for a year, as the daily workflow does, and weigh the repository.

python bench/speed/git_year.py [--days 365]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent)]

import archives  # noqa: E402 - found through the path set above
from measured import run  # noqa: E402 - same

from radar.archive.ledger import Ledger  # noqa: E402 - same

_EDGE = 20
"""Commits at either end whose median counts: one alone may meet git's own housekeeping."""
_ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_HOW = ["-c", "user.name=Bench", "-c", "user.email=bench@radar.example", "-c", "gc.autoDetach=false"]


def size(folder: Path) -> int:
    """Add up the bytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main() -> None:
    """Print the figures in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--days", type=int, default=archives.SIZES["100k"])
    parser.add_argument("--content", type=Path, help="an archive that stands already")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        content = given.content or Path(name) / "made" / "content"
        if not given.content:
            archives.make(content, given.days, archives.corpora())
        days = Ledger(content / "daily").days()[: given.days]
        by_day: dict[str, list[Path]] = {}
        for file in sorted(path for path in content.rglob("*") if path.is_file()):
            by_day.setdefault(file.name[:10], []).append(file)
        tree = Path(name) / "tree"
        tree.mkdir()
        subprocess.run(["git", "init", "-q"], cwd=tree, check=True, env={**os.environ, **_ALONE})  # noqa: S607 - git
        spent = []
        for day in days:
            for file in by_day[day.isoformat()]:
                target = tree / file.relative_to(content.parent)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
            add = run(["git", "add", "-A"], cwd=tree, more=_ALONE)
            commit = run(["git", *_HOW, "commit", "-q", "-m", day.isoformat()], cwd=tree, more=_ALONE)
            spent.append(add.cpu + commit.cpu)
        loose = size(tree / ".git")
        tidy = run(["git", "gc", "-q"], cwd=tree, more=_ALONE)
        packed, raw = size(tree / ".git"), size(tree) - size(tree / ".git")
    first, last = statistics.median(spent[:_EDGE]), statistics.median(spent[-_EDGE:])
    if given.json:
        print(json.dumps({"raw": raw, "packed": packed, "first": first, "last": last}))
        return
    print("| days | raw | .git | after gc | gc, CPU | of raw | commit at first | at last | ratio |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    print(
        f"| {len(days)} | {raw / 1e6:.0f} MB | {loose / 1e6:.0f} MB | {packed / 1e6:.0f} MB | {tidy.cpu:.0f} s "
        f"| {packed / raw:.2f} | {first:.3f} s | {last:.3f} s | {last / first:.2f} |"
    )


if __name__ == "__main__":
    main()
