"""Hold the file of what is known of all days: its tables, and one connection to it in every process.

    archive's files ──stat, then their hash──► files     what was read, to tell what is to be read again
                                               papers    every paper line: its id, title, whether it may be shown
                                               updates   every update line
                                               pairs     which days a day's closeness speaks of, and which show it
                                               caught    which lists a day's runs brought whole
    days as they show ───────────────────────► days      their digests and counts
                                               named     by which names and ids their papers are found
                                               tellings, cites, lists

The upper tables follow from the files one by one, the lower ones from days as they are
loaded. `dirty` names the days whose rows below are behind what stands above. All of it
may be deleted at any time. A paper's or update's row is its day's ordinal and its place
in the day, so that rows sort as they came and a day's are one range.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from weakref import finalize

_FORM: Final = "3"
"""Raise it with every change of the tables; what else they follow from is the caller's affair."""
_TABLES: Final = """
CREATE TABLE known (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    kind TEXT NOT NULL, day INTEGER NOT NULL, stamp TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (kind, day)
) WITHOUT ROWID;
CREATE TABLE papers (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, hash BLOB NOT NULL, title TEXT NOT NULL,
    hidden INTEGER NOT NULL, first INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX papers_by_id ON papers (id, row);
CREATE TABLE updates (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, hash BLOB NOT NULL, retracts INTEGER NOT NULL,
    shown INTEGER NOT NULL, settles INTEGER NOT NULL, raw BLOB NOT NULL
);
CREATE INDEX updates_by_id ON updates (id, row);
CREATE INDEX updates_that_retract ON updates (id) WHERE retracts;
CREATE TABLE pairs (
    day INTEGER NOT NULL, by_day INTEGER NOT NULL, shows INTEGER NOT NULL, PRIMARY KEY (day, by_day)
) WITHOUT ROWID;
CREATE INDEX pairs_by_day ON pairs (by_day, day);
CREATE TABLE caught (
    list_day INTEGER NOT NULL, source TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (list_day, source, day)
) WITHOUT ROWID;
CREATE INDEX caught_by_day ON caught (day);
CREATE TABLE dirty (day INTEGER PRIMARY KEY, mark INTEGER NOT NULL);
CREATE TABLE days (
    day INTEGER PRIMARY KEY, shown INTEGER NOT NULL,
    digest TEXT NOT NULL, content TEXT NOT NULL, searched TEXT NOT NULL,
    visible INTEGER NOT NULL, counts TEXT NOT NULL, touched TEXT NOT NULL, taken_down TEXT NOT NULL
);
CREATE TABLE named (day INTEGER PRIMARY KEY, digest TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE tellings (
    day INTEGER NOT NULL, lang TEXT NOT NULL, rows TEXT NOT NULL, PRIMARY KEY (lang, day)
) WITHOUT ROWID;
CREATE TABLE cites (
    paper_day INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (paper_day, id, name, day)
) WITHOUT ROWID;
CREATE INDEX cites_by_id ON cites (id);
CREATE INDEX cites_by_day ON cites (day);
CREATE TABLE lists (
    kind TEXT NOT NULL, key TEXT NOT NULL, day INTEGER NOT NULL, count INTEGER NOT NULL, numbers TEXT NOT NULL,
    PRIMARY KEY (kind, key, day)
) WITHOUT ROWID;
CREATE INDEX lists_by_day ON lists (day);
"""
OF_A_DAY: Final = ("days", "named", "tellings", "cites", "lists")
"""The tables of what days show."""
DAY: Final = 1 << 20
"""Numbers kept free for the rows of one day."""
_PATIENCE: Final = 30.0
"""Seconds to wait for another process that writes."""
_PAGES: Final = -24_000
"""SQLite's cache, in KiB."""


class Base:
    """Open the file at `path`, made anew where it is none of ours, damaged, or of another `form`.

    Where it cannot be written, a temporary file takes its place until `close`.
    """

    def __init__(self, path: Path | None, form: str) -> None:
        """Open or make the file."""
        self._form = f"{_FORM} {form}"
        self._connections: dict[int, sqlite3.Connection] = {}
        self._temporary: TemporaryDirectory[str] | None = None
        self.path = self._usable(path)
        self._finalizer = finalize(self, _close, self._connections, self._temporary, os.getpid())

    def close(self) -> None:
        """Let the file go."""
        self._finalizer()

    def ask(self, query: str, *values: object) -> list[Any]:
        """Give all rows of a query."""
        return self.connection.execute(query, values).fetchall()

    @property
    def connection(self) -> sqlite3.Connection:
        """Give this process its own connection: one must not cross a fork."""
        found = self._connections.get(os.getpid())
        if found is None:
            found = self._connections[os.getpid()] = _connect(self.path)
        return found

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Make the block's changes together or not at all."""
        base = self.connection
        base.execute("BEGIN IMMEDIATE")
        try:
            yield base
        except BaseException:
            base.execute("ROLLBACK")
            raise
        base.execute("COMMIT")

    def known(self, name: str) -> str:
        """Give what was noted under a name; empty where nothing was."""
        return "".join(value for (value,) in self.ask("SELECT value FROM known WHERE name = ?", name))

    def note(self, name: str, value: str) -> None:
        """Note something under a name, within a transaction."""
        self.connection.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", (name, value))

    def _usable(self, path: Path | None) -> Path:
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._prepare(path)
            except (OSError, sqlite3.OperationalError):
                self._connections.clear()
            else:
                return path
        self._temporary = TemporaryDirectory(prefix="radar-", ignore_cleanup_errors=True)
        place = Path(self._temporary.name) / "site.sqlite"
        self._prepare(place)
        return place

    def _prepare(self, path: Path) -> None:
        """Open a file and see that its tables are ours; what is no sound database is thrown away."""
        try:
            base = self._opened(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            _discard(path)
            base = self._opened(path)
        self._connections[os.getpid()] = base

    def _opened(self, path: Path) -> sqlite3.Connection:
        base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _set_up(base)
            # The journal lets workers read while rows are written. What a power cut takes is made again.
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("BEGIN IMMEDIATE")
            if _form(base) != self._form:
                for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    base.execute(f'DROP TABLE "{name}"')
                for statement in filter(str.strip, _TABLES.split(";")):
                    base.execute(statement)
                base.execute("INSERT INTO known VALUES ('form', ?)", (self._form,))
            base.execute("COMMIT")
        except BaseException:
            base.close()
            raise
        return base


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    _set_up(base)
    return base


def _set_up(base: sqlite3.Connection) -> None:
    base.execute("PRAGMA synchronous = OFF")
    base.execute(f"PRAGMA cache_size = {_PAGES}")


def _form(base: sqlite3.Connection) -> str:
    """Tell the form of the tables in a file; empty for a new one, and for one that is none of ours."""
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'known'").fetchone():
        return ""
    row = base.execute("SELECT value FROM known WHERE name = 'form'").fetchone()
    return str(row[0]) if row else ""


def _discard(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _close(connections: dict[int, sqlite3.Connection], temporary: TemporaryDirectory[str] | None, owner: int) -> None:
    """Close what this process opened; what it inherited is its parent's."""
    if found := connections.pop(os.getpid(), None):
        found.close()
    if temporary and os.getpid() == owner:
        temporary.cleanup()
