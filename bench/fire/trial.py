"""Hold what a trial by kills needs: its days, two owners who live them, and a log from which it can go on."""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from forks import Forks
from ground import Net, Owner

GOOD: Final = frozenset({0, 3})
"""Exit codes of a run that has done what could be done."""


@dataclass(kw_only=True, slots=True)
class Log:
    """Keep a line for everything that was done, and find in it what need not be done again."""

    path: Path
    lines: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read what an earlier call of the command has done."""
        if self.path.exists():
            whole = self.path.read_text("utf-8").splitlines()
            self.lines = [json.loads(line) for line in whole if line.endswith("}")]

    def add(self, **what: object) -> None:
        """Write one line."""
        self.lines.append(what)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    def of(self, what: str, day: date | None = None) -> list[dict[str, Any]]:
        """Give the lines of one kind, of one day or of all."""
        return [line for line in self.lines if line["what"] == what and (not day or line["day"] == str(day))]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """Hold what a trial needs."""

    options: argparse.Namespace
    net: Net
    forks: Forks
    calm: Owner
    fire: Owner
    log: Log
    days: tuple[date, ...]

    def is_built(self, day: date) -> bool:
        """Tell whether the site is built on a day."""
        return bool((self.days.index(day) + 1) % self.options.build_every == 0)

    def path(self, name: str) -> Path:
        """Name a file or folder of the trial's own."""
        return Path(self.options.out) / name

    def calm_hashes(self, day: date) -> dict[str, dict[str, str]]:
        """Give what the calm owner had at the end of a day: `archive`, and `site` where it was built."""
        found: dict[str, dict[str, str]] = json.loads(self.path(f"calm-{day}.json").read_text("utf-8"))
        return found


def open_days(first: date, count: int) -> tuple[date, ...]:
    """Count weekdays: on others arXiv has nothing, and there is little to kill."""
    all_days = (first + timedelta(days=n) for n in range(2 * count + 2))
    return tuple(day for day in all_days if day.isoweekday() < 6)[:count]  # noqa: PLR2004 - Saturday


def keep(owner: Owner, where: Path, day: date, name: str = "update") -> None:
    """Keep a copy of the owner's folder, as it is before a command; one that was kept is not touched."""
    told = where / "of"
    if told.exists() and told.read_text("utf-8") == f"{day} {name}":
        return
    shutil.rmtree(where, ignore_errors=True)
    shutil.copytree(owner.folder, where / "folder", symlinks=True)
    told.write_text(f"{day} {name}", encoding="utf-8")


def give_back(owner: Owner, where: Path) -> None:
    """Make the owner's folder what it was when it was kept, times of files included."""
    shutil.rmtree(owner.folder)
    shutil.copytree(where / "folder", owner.folder, symlinks=True)


def report_of(owner: Owner, day: date) -> Path:
    """Name a day's run report."""
    return owner.archive / "runs" / f"{day.year}" / f"{day}.json"
