"""Lay out what the trials by fire stand on: some papers a day of the real corpora, fakenet, an owner's folder.

Real papers come from the shared corpora (RADAR_SHARED); where there are none, days are composed (tests/tiny_world).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests"), str(ROOT / "tests" / "fakenet"), str(ROOT / "bench")]

import replay  # noqa: E402 - found through the path above

import tiny_world  # noqa: E402 - same

SHARED: Final = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
SHIFT: Final = {"nature*": 749, "arxiv-all*": 3668}
"""Days by which corpora are moved: Nature's to arXiv's, and 2016 behind the last day of the newer one."""
_WANTED: Final = frozenset(replay.TOPICS.split("+"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Net:
    """Know a fakenet in a process of its own."""

    base_url: str

    def ask(self, path: str, order: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - fakenet's own JSON
        """Get what one of its own addresses tells, or give it an order."""
        data = json.dumps(order).encode() if order is not None else None
        with urllib.request.urlopen(self.base_url + path, data) as answer:  # noqa: S310 - our own server on loopback
            return json.load(answer)

    def go_to(self, day: date) -> None:
        """Let it be a day there."""
        self.ask("/_control", {"day": str(day)})


def lay_corpora(data: Path, days: Iterable[date], papers: int) -> bool:
    """Write the first so many papers of each day and corpus below `data`; False where days had to be composed."""
    wanted = {str(day) for day in days}
    if not (SHARED / "data" / "corpus").is_dir():
        tiny_world.write_corpus(data, tuple(sorted(wanted)), each=papers)
        return False
    for source in sorted((SHARED / "data" / "corpus").glob("*/*.jsonl.gz")):
        corpus = source.parent.name
        moved = timedelta(days=next((n for name, n in SHIFT.items() if corpus.startswith(name[:-1])), 0))
        count: Counter[str] = Counter()
        for line in _lines(source):
            row = json.loads(line)
            day = row["day"]
            shown = str(date.fromisoformat(day) + moved)
            if shown not in wanted or (row["source"] == "arxiv" and not _WANTED.intersection(row["categories"])):
                continue
            count[day] += 1
            if count[day] <= papers:
                target = data / "corpus" / corpus / f"{day}.jsonl"
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("a", encoding="utf-8") as file:
                    file.write(line)
    feeds = data / "feeds"
    if not feeds.exists():
        feeds.symlink_to(SHARED / "data" / "feeds")
    return True


def _lines(source: Path) -> Iterator[str]:
    with gzip.open(source, "rt", encoding="utf-8") as file:
        yield from file


@contextmanager
def serving(data: Path, port: int, scenario: Mapping[str, Any], day: date, out: Path) -> Iterator[Net]:
    """Run fakenet in a process of its own while the block runs."""
    described = out / "scenario.json"
    described.write_text(json.dumps(scenario), encoding="utf-8")
    program = (sys.executable, str(ROOT / "tests" / "fakenet" / "fakenet.py"))
    words = ("--data", str(data), "--port", str(port), "--day", str(day), "--scenario", str(described))
    with subprocess.Popen((*program, *words), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout  # noqa: S101 - asked for above
            yield Net(base_url=json.loads(process.stdout.readline())["base_url"])
        finally:
            process.terminate()


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """Know an owner's folder, and how commands are run on it."""

    folder: Path

    def settle(self, config: str) -> None:
        """Make the folder, with its radar.toml."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "radar.toml").write_text(config, encoding="utf-8")

    @property
    def archive(self) -> Path:
        """Name what is true."""
        return self.folder / "content" / "daily"

    @property
    def output(self) -> Path:
        """Name the site."""
        return self.folder / "output"

    @staticmethod
    def words(name: str) -> tuple[str, ...]:
        """Give a command line; it is to be run in the folder."""
        return (name, "--json", *(() if name == "update" else ("--output", "output")))

    def surroundings(self, day: date, **more: str) -> dict[str, str]:
        """Give the environment of a run at eight on a day."""
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("RADAR_", "GITHUB_", "OPENAI_"))
        }
        fire = {"RADAR_NOW": f"{day}T08:00:00Z", "RADAR_ALLOW_HOST": "127.0.0.1", "RADAR_PACE": "0"}
        return kept | fire | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"} | more


def hashes(folder: Path) -> dict[str, str]:
    """Hash every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Name the files that two tables of hashes do not agree on."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def config(base_url: str, *, real: bool) -> str:
    """Write the radar.toml of a trial."""
    if not real:
        return tiny_world.CONFIG.format(base=base_url)
    return replay.CONFIG.format(base=base_url, categories=json.dumps(replay.TOPICS.split("+")))
