"""Keep the papers: one JSONL file a day, one line a paper or an update.

A line once written is never edited, and its bytes are kept when others join it, so
that what a later version of the program wrote outlives this one. Lines stand in one
canonical order: a day's file is a function of the set of its lines, whatever the
order in which runs found them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from radar.archive import atomic, lines
from radar.archive.json_values import NotJsonError
from radar.errors import ArchiveError
from radar.models import Paper, Update
from radar.sift.revise import apply

_NAME: Final = re.compile(r"\d{4}-\d\d-\d\d\.jsonl")

Key = tuple[int, str, bytes]
"""Order of lines: papers by id, then updates by id, event and changes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Hold one line of a day's file, and where its bytes lie there."""

    record: Paper | Update
    raw: bytes
    offset: int

    @property
    def key(self) -> Key:
        """Tell lines that say the same from lines that differ."""
        if isinstance(self.record, Paper):
            return (0, self.record.id, b"")
        return (1, self.record.id, lines.dump(self.record))


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """Hold a day's file as it stands: every line in order of the file."""

    lines: tuple[Line, ...] = ()
    torn: bytes | None = None
    """What is left of a last line that was cut off; `b""` for a file cut to nothing."""

    def distinct(self) -> tuple[Line, ...]:
        """Give one line a key, in canonical order.

        Two lines of one paper, which only a merge of two archives leaves, count as
        one: the first by bytes, so that it does not matter which came first.
        """
        found: dict[Key, Line] = {}
        for line in sorted(self.lines, key=lambda line: (line.key, line.raw)):
            found.setdefault(line.key, line)
        return tuple(found.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerDay:
    """Hold what one day brought: papers by id, then updates of papers already known."""

    papers: tuple[Paper, ...] = ()
    updates: tuple[Update, ...] = ()
    torn: bool = False
    """True where the file ends in half a line: something outside cut it, and papers are missing."""

    @property
    def current(self) -> tuple[Paper, ...]:
        """Give the papers with the day's own updates applied: an abstract that another service gave."""
        by_paper: dict[str, list[Update]] = {}
        for update in self.updates:
            by_paper.setdefault(update.id, []).append(update)
        return tuple(apply(paper, by_paper[paper.id]) if paper.id in by_paper else paper for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Read and extend the ledger under an archive's root (`content/daily`)."""

    root: Path

    def path(self, day: date) -> Path:
        """Name a day's file, whether or not there is one."""
        return self.root / "papers" / f"{day:%Y}" / f"{day:%m}" / f"{day.isoformat()}.jsonl"

    def days(self) -> tuple[date, ...]:
        """List the days that have a file, oldest first."""
        return tuple(self.files())

    def files(self) -> Mapping[date, os.stat_result]:
        """Look at every day's file without opening it, oldest first.

        Raises ArchiveError for a file named after a day that no calendar has.
        """
        found: dict[date, os.stat_result] = {}
        for entry in _month_files(self.root / "papers"):
            try:
                found[date.fromisoformat(entry.name.removesuffix(".jsonl"))] = entry.stat()
            except ValueError as error:
                raise ArchiveError(f"{entry.path}: no such day") from error
        return dict(sorted(found.items()))

    def read(self, day: date) -> LedgerDay:
        """Read a day; one without a file is empty.

        Raises ArchiveError naming file and line where a whole line cannot be read.
        """
        scan = self.scan(day)
        records = [line.record for line in scan.distinct()]
        return LedgerDay(
            papers=tuple(record for record in records if isinstance(record, Paper)),
            updates=tuple(record for record in records if isinstance(record, Update)),
            torn=scan.torn is not None,
        )

    def scan(self, day: date) -> Scan:
        """Read a day's file line by line, bytes and all."""
        data = self.raw(day)
        return Scan() if data is None else scan(data, day, self.path(day))

    def raw(self, day: date) -> bytes | None:
        """Read a day's file; None where there is none."""
        try:
            return self.path(day).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ArchiveError(f"{self.path(day)}: cannot be read: {error.strerror or error}") from error

    def hashes(self) -> Mapping[date, str]:
        """Give the SHA-256 of every day's file."""
        return {day: sha256(self.raw(day) or b"").hexdigest() for day in self.days()}

    def add(self, papers: Iterable[Paper], updates: Iterable[Update] = ()) -> tuple[date, ...]:
        """Add records to the files of their days; give the days whose file changed, oldest first.

        A paper that already stands on its day is left as it stands, so that adding
        the same again changes nothing. Raises ArchiveError where a file ends in half
        a line that no added record completes: what it held would be lost without a word.
        """
        by_day: dict[date, list[Paper | Update]] = {}
        records: tuple[Paper | Update, ...] = (*papers, *updates)
        for record in records:
            by_day.setdefault(record.day, []).append(record)
        return tuple(day for day in sorted(by_day) if self._extend(day, by_day[day]))

    def _extend(self, day: date, records: Iterable[Paper | Update]) -> bool:
        standing = self.scan(day)
        known = {line.key for line in standing.lines}
        fresh = Scan(lines=tuple(_new_line(record) for record in records)).distinct()
        new = [line for line in fresh if line.key not in known]
        if not new:
            return False
        if standing.torn and not any(line.raw.startswith(standing.torn) for line in new):
            raise ArchiveError(
                f"{self.path(day)}:{len(standing.lines) + 1}: the last line is cut off: "
                "restore the file from git, or delete that line to let its paper go"
            )
        return atomic.write(self.path(day), canonical((*standing.lines, *new)))


def scan(data: bytes, day: date, path: Path) -> Scan:
    """Take the bytes of a day's file apart; `path` names it in errors."""
    found: list[Line] = []
    offset, torn = 0, None if data else b""
    for number, raw in enumerate(data.split(b"\n"), 1):
        is_last = offset + len(raw) == len(data)
        try:
            if raw.strip():
                start = offset + len(raw) - len(raw.lstrip())
                found.append(Line(record=_record(raw, day), raw=raw.strip(), offset=start))
        except ValueError as error:
            if not (is_last and isinstance(error, NotJsonError)):
                raise ArchiveError(f"{path}:{number}: {error}") from error
            torn = raw
        offset += len(raw) + 1
    return Scan(lines=tuple(found), torn=torn)


def _record(raw: bytes, day: date) -> Paper | Update:
    record = lines.load(raw)
    if record.day != day:
        raise ValueError(f"its day is {record.day}, the file's {day}")
    return record


def _new_line(record: Paper | Update) -> Line:
    try:
        return Line(record=record, raw=lines.dump(record), offset=0)
    except ValueError as error:
        raise ArchiveError(f"{record.id}: cannot be written: {error}") from error


def canonical(of: Iterable[Line]) -> bytes:
    """Write lines in canonical order; bytes that stood are kept, the same bytes twice once."""
    ordered = sorted(of, key=lambda line: (line.key, line.raw))
    return b"".join(raw + b"\n" for raw in dict.fromkeys(line.raw for line in ordered))


def _month_files(papers: Path) -> Iterator[os.DirEntry[str]]:
    """Walk `YYYY/MM/` for files named as a day, each in the folder of its month."""
    for year in _entries(papers):
        for month in _entries(year.path):
            start = f"{year.name}-{month.name}-"
            for entry in _entries(month.path):
                if entry.name.startswith(start) and _NAME.fullmatch(entry.name):
                    yield entry


def _entries(folder: Path | str) -> tuple[os.DirEntry[str], ...]:
    try:
        with os.scandir(folder) as found:
            return tuple(found)
    except (FileNotFoundError, NotADirectoryError):
        return ()
