"""Write down what a run is about to add, so that the next one takes up what a killed one left in the middle.

    a run:       note ──► ledger ──► gists, days, report, state ──► forget
                   │ killed
    the next:      └──► take_up: ledger, report; the days are briefed with its own

The ledger alone does not tell that a paper of an open day came after the day was briefed, nor
what the run that found it would have reported. The file lies beside the lock, outside the
archive: a checkout that comes without it has no killed run to take up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from radar.archive import atomic, json_values, lines, runs
from radar.archive.index import Index
from radar.archive.json_values import days, text, texts
from radar.archive.ledger import Ledger
from radar.models import Paper, Update
from radar.outcomes import RunReport
from radar.sift.identity import all_ids

_SCHEMA: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfinished:
    """Hold what would be left undone if the run were killed now."""

    report: RunReport
    """The report of its day, earlier runs included, as far as it is known."""
    records: tuple[Paper | Update, ...] = ()
    """What the ledger is to hold."""
    days: tuple[date, ...] = ()
    """Days to be briefed anew, oldest first."""


def path(private: Path) -> Path:
    """Name the file, whether or not there is one."""
    return private / "unfinished.json"


def note(private: Path, what: Unfinished) -> None:
    """Write down what is to be done, in place of what was noted before. Raises ArchiveError."""
    data = {
        "schema": _SCHEMA,
        "report": runs.dump(what.report).decode(),
        "records": [lines.dump(record).decode() for record in what.records],
        "days": [day.isoformat() for day in what.days],
    }
    atomic.write(path(private), json_values.dump(data))


def read(private: Path) -> Unfinished | None:
    """Read what a killed run left undone; None where none did, or the file is not one of ours."""
    try:
        data = json_values.load_object(path(private).read_bytes())
        if data.get("schema") != _SCHEMA:
            return None
        return Unfinished(
            report=runs.load(text(data, "report", needed=True).encode()),
            records=tuple(lines.load(line.encode()) for line in texts(data, "records")),
            days=tuple(days(data, "days")),
        )
    except (OSError, ValueError):
        return None


def forget(private: Path) -> None:
    """Say that all is done. Raises ArchiveError."""
    atomic.remove(path(private))


def take_up(private: Path, archive: Path) -> tuple[date, ...]:
    """Write into ledger and run reports what a killed run was about to; give the days to be briefed anew.

    Doing it twice does it once. Call it under the lock; the note stays until `forget`. Raises ArchiveError.
    """
    left = read(private)
    if left is None:
        return ()
    ledger = Ledger(archive)
    with Index(private / "index.sqlite") as index:
        index.catch_up(ledger)
        ledger.add(_papers(left.records, index), (one for one in left.records if isinstance(one, Update)))
    runs.write(archive, left.report)
    return left.days


def _papers(records: Iterable[Paper | Update], index: Index) -> tuple[Paper, ...]:
    """Give the papers that nothing else, such as another machine's archive, has brought on another day since."""
    return tuple(one for one in records if isinstance(one, Paper) and not index.find(all_ids(one)))
