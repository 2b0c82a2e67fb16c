"""Remember what a build made of what: an SQLite file of units and of their files (`incremental`)."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_FORM: Final = 1
"""Raise it with every change of the tables."""
_TABLES: Final = """
CREATE TABLE units (name TEXT PRIMARY KEY, inputs TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    unit TEXT NOT NULL, number INTEGER NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, time INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (unit, number)
) WITHOUT ROWID;
"""
_PATIENCE: Final = 60.0
"""Seconds to wait for another build of the same output."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLine:
    """Say how one file stood when it was made."""

    path: str
    """Relative to the output folder."""
    size: int
    time: int
    """Of its last change, in nanoseconds."""
    digest: bytes
    is_new: bool = False
    """True where this build changed its bytes; not remembered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Say what a unit was made from, and what it wrote."""

    inputs: str
    lines: tuple[FileLine, ...]


class Receipts:
    """Keep the receipts of one output folder; one build at a time holds them.

    What is put is on record at once, so that a build that is killed loses nothing that
    it had put. A file that is damaged or of another form is made anew.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the file, or make one; None keeps nothing. Raises BlockingIOError where another build has it."""
        try:
            self._base, self.known = _open(path)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise BlockingIOError(f"{path}: another build is at work") from error
            _discard(path)
            self._base, self.known = _open(path)

    known: Mapping[str, Receipt]
    """Receipts of the build before, by the name of their unit."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def put(self, receipts: Mapping[str, Receipt]) -> None:
        """Write the receipts of some units, all at once."""
        with self._base:
            self._base.execute("BEGIN")
            self._forget(receipts)
            self._base.executemany(
                "INSERT INTO units VALUES (?, ?)", ((name, receipt.inputs) for name, receipt in receipts.items())
            )
            self._base.executemany(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (name, number, line.path, line.size, line.time, line.digest)
                    for name, receipt in receipts.items()
                    for number, line in enumerate(receipt.lines)
                ),
            )

    def drop(self, names: Iterable[str]) -> None:
        """Forget some units."""
        with self._base:
            self._base.execute("BEGIN")
            self._forget(list(names))

    def _forget(self, names: Iterable[str]) -> None:
        for table, column in (("units", "name"), ("files", "unit")):
            self._base.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((name,) for name in names))  # noqa: S608 - both are ours


def _open(path: Path | None) -> tuple[sqlite3.Connection, Mapping[str, Receipt]]:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=_PATIENCE)
    try:
        _prepare(base)
        return base, _read(base)
    except BaseException:
        base.close()
        raise


def _read(base: sqlite3.Connection) -> Mapping[str, Receipt]:
    lines: defaultdict[str, list[FileLine]] = defaultdict(list)
    rows = base.execute("SELECT unit, path, size, time, digest FROM files ORDER BY unit, number")
    for name, path, size, time, digest in rows:
        lines[name].append(FileLine(path=path, size=size, time=time, digest=digest))
    units = base.execute("SELECT name, inputs FROM units")
    return {name: Receipt(inputs=inputs, lines=tuple(lines[name])) for name, inputs in units}


def _prepare(base: sqlite3.Connection) -> None:
    """Hold the file for this build alone, and see that its tables are ours."""
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("PRAGMA journal_mode = WAL")
    # What a power cut loses is made again: no need to wait for the disk.
    base.execute("PRAGMA synchronous = OFF")
    base.execute("BEGIN IMMEDIATE")
    (form,) = base.execute("PRAGMA user_version").fetchone()
    if form != _FORM:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            base.execute(f'DROP TABLE "{name}"')
        for statement in filter(str.strip, _TABLES.split(";")):
            base.execute(statement)
        base.execute(f"PRAGMA user_version = {_FORM}")
    base.execute("COMMIT")


def _discard(path: Path | None) -> None:
    if path is not None:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)
