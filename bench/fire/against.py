"""Hold what kills have left against what a calm owner has: whole after each of them, and the same at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from ground import differing, hashes
from trial import Trial, report_of

TIMES: Final = ("started", "finished", "requests")
"""What a run report says of its own run, and another run of the same day says differently."""


def look(trial: Trial, name: str, day: date, since: float) -> list[str]:
    """Look at what a killed run has left: every file it touched must be whole."""
    if name == "update":
        return unreadable(trial.fire.archive, since) + doubled(trial.fire.archive)
    now = trial.calm_hashes(day)["site"]
    before = [each for each in trial.days if each < day and trial.is_built(each)]
    old = trial.calm_hashes(before[-1])["site"] if before else {}
    there = hashes(trial.fire.output) if trial.fire.output.exists() else {}
    return [
        f"{path}: neither old nor new"
        for path, digest in there.items()
        if digest not in (old.get(path), now.get(path)) and not Path(path).name.startswith(".")
    ]


def unreadable(archive: Path, since: float) -> list[str]:
    """Name records written lately that cannot be read."""
    found = []
    for path in archive.rglob("*.json*"):
        if path.stat().st_mtime < since or path.name.startswith("."):
            continue
        texts = path.read_text("utf-8").splitlines() if path.suffix == ".jsonl" else [path.read_text("utf-8")]
        try:
            for text in texts:
                json.loads(text)
        except ValueError as error:
            found.append(f"{path.relative_to(archive)}: {error}")
    return found


def doubled(archive: Path) -> list[str]:
    """Name papers that stand more than once in the ledger."""
    count = Counter(
        record["id"]
        for path in (archive / "papers").rglob("*.jsonl")
        if not path.name.startswith(".")
        for line in path.read_text("utf-8").splitlines()
        if (record := json.loads(line))["record"] == "paper"
    )
    return [f"{paper} stands {times} times" for paper, times in count.items() if times > 1]


def compare(trial: Trial, day: date, *, site: bool = True) -> list[str]:
    """Hold archive and site against those of the calm owner."""
    calm = trial.calm_hashes(day)
    here = hashes(trial.fire.archive)
    wrong = [path for path in differing(calm["archive"], here) if not path.startswith("runs/")]
    wrong += [f"runs: {each}" for each in reports_differing(trial, day)]
    wrong += [path for path in here if Path(path).name.startswith(".")]
    if site and trial.is_built(day):
        wrong += [f"site: {path}" for path in differing(calm["site"], hashes(trial.fire.output))]
    return wrong[:20]


def reports_differing(trial: Trial, day: date) -> list[str]:
    """Name what the two run reports of a day say differently, times and requests apart."""
    two = [json.loads(report_of(owner, day).read_text("utf-8")) for owner in (trial.calm, trial.fire)]
    return [f"{day} {path}" for path in unlike(*two) if path.split(".")[0] not in TIMES]


def unlike(one: object, other: object, path: str = "") -> Iterator[str]:
    """Name the places at which two JSON values differ, with what stands there."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            yield from unlike(one.get(key), other.get(key), f"{path}.{key}".strip("."))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, two in enumerate(zip(one, other, strict=True)):
            yield from unlike(*two, f"{path}.{number}")
    elif one != other:
        yield f"{path}: {one} / {other}"
