# ruff: noqa: INP001 - a script beside its data, no package
"""Make what the sample's ledger implies: closeness, gists, briefings and run reports, as an update would.

    python sample/make.py            writes sample/daily anew
    python sample/make.py --check    names the files that differ; exit 1 if there are any

The ledger, `daily/papers/`, is the sample's data: two real papers, all others invented.
Everything else below `daily/` follows from it, from radar.toml and from the program.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from radar import brief_days
from radar.archive import runs
from radar.archive.ledger import Ledger, LedgerDay
from radar.config import Config, load
from radar.config_sources import ArxivSource, Source
from radar.outcomes import RunReport, SourceReport, SourceState
from radar.pipeline import Where

SAMPLE = Path(__file__).resolve().parent
BEGINS = time(6, 10, tzinfo=UTC)
TAKES = timedelta(seconds=41)
DOWN = {(date(2026, 6, 17), "Sample Letters"): "HTTP 503"}
"""The sample's one failure, so that its status page shows what a failure looks like."""


def make(target: Path) -> None:
    """Write the whole of `daily/` under `target`, from the ledger that stands in the repository."""
    config = load(SAMPLE / "radar.toml")
    source, where = Ledger(SAMPLE / "daily"), Where(content=target)
    for day in source.days():
        held = source.read(day)
        Ledger(where.archive).add(held.papers, held.updates)
        briefed = brief_days.brief(
            config, archive=where.archive, private=target / ".radar", opened=(), changed=(day,)
        ).counts
        runs.write(where.archive, report(config, day, held, briefed))


def report(config: Config, day: date, held: LedgerDay, briefed: Mapping[str, int]) -> RunReport:
    """Invent the run that could have brought a day's papers."""
    began = datetime.combine(day, BEGINS)
    new = Counter(name for paper in held.papers for name in {place.name for place in paper.places})
    updated = Counter(str(place["name"]) for update in held.updates for place in _added(update.changes))
    lines = tuple(_line(source, day, new[source.label], updated[source.label]) for source in config.sources)
    return RunReport(
        day=day,
        started=began,
        finished=began + TAKES,
        state=runs.verdict(lines, briefed, brought=True),
        sources=lines,
        briefings=dict(briefed),
        model={"calls": 0, "tokens_in": 0, "tokens_out": 0, "usd": 0.0},
        sample=True,
    )


def differences() -> tuple[str, ...]:
    """Name the files of `sample/daily` that are not what the program would write."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        make(made)
        both = sorted({*_files(made), *_files(SAMPLE)})
        return tuple(name for name in both if _bytes(made / name) != _bytes(SAMPLE / name))


def main(arguments: Iterable[str]) -> int:
    """Check, or write."""
    if "--check" in arguments:
        wrong = differences()
        sys.stderr.writelines(f"sample/{name}: differs; run python sample/make.py\n" for name in wrong)
        return 1 if wrong else 0
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        shutil.rmtree(SAMPLE / "daily")
        shutil.copytree(Path(folder) / "daily", SAMPLE / "daily")
    return 0


def _line(source: Source, day: date, new: int, updated: int) -> SourceReport:
    if reason := DOWN.get((day, source.label)):
        return SourceReport(name=source.label, state=SourceState.DOWN, reason=reason)
    fetched = new + updated
    return SourceReport(
        name=source.label,
        state=SourceState.OK if fetched else SourceState.EMPTY,
        fetched=fetched,
        new=new,
        updated=updated,
        batch_day=day if isinstance(source, ArxivSource) else None,
    )


def _added(changes: object) -> list[dict[str, object]]:
    return list(changes.get("sources", ())) if hasattr(changes, "get") else []


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "daily").rglob("*") if path.is_file()}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
