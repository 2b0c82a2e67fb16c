"""Hold the index's file: its tables, how a ledger file gets into them, and how it is made anew.

    ledger files ──stat, then SHA-256──► files    what was read, to tell what is to be read again
                                         lines    every line: its id, where it lies, its title's key
                                         aliases  every other id of a paper, and its DOI

A row keeps where a line lies in its file, not the line: a paper is read from the
ledger when it is asked for. A line's number is its day's ordinal and its place in the
day, so that lines sort as they came and a day's rows are one range.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b, sha256
from os import stat_result
from pathlib import Path
from typing import Final

from radar import __version__
from radar.archive.ledger import Ledger, Line, scan
from radar.errors import ArchiveError
from radar.models import Paper, Update
from radar.sift.identity import paper_ids
from radar.sift.text import family_name, fold_title

_FORM: Final = f"3 {__version__}"
"""Raise the figure with every change of the tables or of the keys; a new version may fold titles otherwise."""
_TABLES: Final = """
CREATE TABLE form (form TEXT NOT NULL);
CREATE TABLE files (
    day INTEGER PRIMARY KEY, stamp TEXT NOT NULL, sha256 BLOB NOT NULL, torn INTEGER NOT NULL
);
CREATE TABLE lines (
    line INTEGER PRIMARY KEY, id TEXT NOT NULL, is_paper INTEGER NOT NULL,
    offset INTEGER NOT NULL, length INTEGER NOT NULL, title BLOB, author TEXT
);
CREATE INDEX lines_by_id ON lines (id, is_paper);
CREATE INDEX lines_by_title ON lines (title) WHERE title IS NOT NULL;
CREATE TABLE aliases (alias TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (alias, line)) WITHOUT ROWID;
CREATE INDEX aliases_by_line ON aliases (line);
"""
DAY: Final = 1 << 20
"""Numbers kept free for the lines of one day."""
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PATIENCE: Final = 30.0
"""Seconds to wait for another process that writes."""

Row = tuple[int, str, bool, int, int, bytes | None, str | None]


class MovedError(Exception):
    """Say that a ledger file is not what was indexed."""


def is_damage(error: sqlite3.Error) -> bool:
    """Tell a file that is no sound database from one that cannot be used just now."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGE  # the low byte is the primary code


def digest(title_key: str) -> bytes | None:
    """Shorten a title's key; an empty one is none."""
    return blake2b(title_key.encode(), digest_size=16).digest() if title_key else None


def first_author(authors: tuple[str, ...]) -> str:
    """Give the key of the first author's family name; empty without authors."""
    return family_name(authors[0]) if authors else ""


def stamp(stat: stat_result) -> str:
    """Sum up what changes with every way to write a file."""
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_ino}"


def open_base(path: Path) -> sqlite3.Connection:
    """Open the file, made anew where it is none of ours; raises ArchiveError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        base = _connect(path)
        if _form(base) != _FORM:
            base.close()
            discard(path)
            base = _connect(path)
            base.executescript(f"BEGIN; {_TABLES} COMMIT;")
            base.execute("INSERT INTO form VALUES (?)", (_FORM,))
        # What is lost in a power cut is made again from the ledger: no need to wait for the disk.
        # Not before the form was read: this opens the file, and fails where it is no database.
        base.execute("PRAGMA synchronous = OFF")
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{path}: {error}") from error
    return base


def discard(path: Path) -> None:
    """Throw the file away, with the journal of a run that was killed: it would be played into the next one."""
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be made anew: {error.strerror or error}") from error


@contextmanager
def transaction(base: sqlite3.Connection) -> Iterator[None]:
    """Make the block's changes together or not at all."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def catch_up(base: sqlite3.Connection, ledger: Ledger) -> tuple[int, dict[int, str]]:
    """Take in what changed in the ledger; give the number of files read, and the stamp of every file.

    Raises MovedError where a file goes while it is looked at.
    """
    files = {day.toordinal(): stamp(stat) for day, stat in ledger.files().items()}
    known = dict(base.execute("SELECT day, stamp FROM files"))
    if known == files:
        return 0, files
    with transaction(base):
        for day in known.keys() - files.keys():
            _forget(base, day)
        changed = [day for day, new in files.items() if known.get(day) != new]
        return sum(_take_in(base, ledger, day, files[day]) for day in changed), files


def _take_in(base: sqlite3.Connection, ledger: Ledger, ordinal: int, new_stamp: str) -> bool:
    """Index one file; False where only its times had changed."""
    day = date.fromordinal(ordinal)
    data = ledger.raw(day)
    if data is None:
        raise MovedError
    found_hash = sha256(data).digest()
    row = base.execute("SELECT sha256 FROM files WHERE day = ?", (ordinal,)).fetchone()
    if row and row[0] == found_hash:
        base.execute("UPDATE files SET stamp = ? WHERE day = ?", (new_stamp, ordinal))
        return False
    _forget(base, ordinal)
    found = scan(data, day, ledger.path(day))
    base.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (ordinal, new_stamp, found_hash, found.torn is not None))
    numbered = [(ordinal * DAY + n, line) for n, line in enumerate(found.distinct())]
    base.executemany(
        "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)", (_row(number, line) for number, line in numbered)
    )
    base.executemany(
        "INSERT OR IGNORE INTO aliases VALUES (?, ?)",
        ((alias, number) for number, line in numbered for alias in _aliases(line.record)),
    )
    return True


def _forget(base: sqlite3.Connection, ordinal: int) -> None:
    span = (ordinal * DAY, ordinal * DAY + DAY - 1)
    base.execute("DELETE FROM aliases WHERE line BETWEEN ? AND ?", span)
    base.execute("DELETE FROM lines WHERE line BETWEEN ? AND ?", span)
    base.execute("DELETE FROM files WHERE day = ?", (ordinal,))


def _row(number: int, line: Line) -> Row:
    """Make a line's row; an update has a title's key only if it brings a title, an author's only if authors."""
    record = line.record
    title: object
    authors: object
    if isinstance(record, Paper):
        title, authors = record.title, record.authors
    else:
        title, authors = record.changes.get("title"), record.changes.get("authors")
    return (
        number,
        record.id,
        isinstance(record, Paper),
        line.offset,
        len(line.raw),
        digest(fold_title(title)) if isinstance(title, str) else None,
        first_author(tuple(map(str, authors))) if isinstance(authors, (list, tuple)) else None,
    )


def _aliases(record: Paper | Update) -> tuple[str, ...]:
    """List the other ids that a line gives its paper, its DOI among them."""
    if isinstance(record, Paper):
        given: object = record.aliases
        doi = record.doi
    else:
        given = record.changes.get("aliases")
        doi = str(record.changes.get("doi", ""))
    named = [*map(str, given)] if isinstance(given, (list, tuple)) else []
    named += paper_ids(doi=doi)
    return tuple(one for one in dict.fromkeys(named) if one != record.id)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)


def _form(base: sqlite3.Connection) -> str:
    """Tell the form of the tables in a file; empty for a file that is none of ours."""
    try:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'form'").fetchone():
            return ""
        row = base.execute("SELECT form FROM form").fetchone()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            base.close()
            raise
        return ""
    return str(row[0]) if row else ""
