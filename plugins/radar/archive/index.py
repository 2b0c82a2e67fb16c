"""Find papers of all days at once: SQLite, made from the ledger and made again whenever in doubt.

    ledger files ──stat, then SHA-256──► files    what was read, to tell what is to be read again
                                         lines    every line: its id, where it lies, its title's key
                                         aliases  every other id of a paper, and its DOI

A row keeps where a line lies in its file, not the line: a paper is read from the
ledger when it is asked for. A line's number is its day's ordinal and its place in the
day, so that lines sort as they came and a day's rows are one range.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b, sha256
from os import fstat, stat_result
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from radar import __version__
from radar.archive import lines
from radar.archive.ledger import Ledger, Line, scan
from radar.errors import ArchiveError
from radar.models import Paper, Update
from radar.sift.identity import paper_ids
from radar.sift.merge import apply
from radar.sift.text import family_name, fold_title

T = TypeVar("T")

_FORM: Final = f"1 {__version__}"
"""Raise the figure with every change of the tables; a new version may fold titles otherwise."""
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
_DAY: Final = 1 << 20
"""Numbers kept free for the lines of one day."""
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY_CODE: Final = 0xFF
_PATIENCE: Final = 30.0
"""Seconds to wait for another process that writes."""


class _Moved(Exception):  # noqa: N818 - never leaves this module, and is no error of anyone's
    """Say that a ledger file is not what was indexed."""


class Index:
    """Look papers up by id, alias, DOI or title; what `sift.merge` calls Known.

    Answers are as of the last `catch_up`, of papers with their updates applied. A
    file that is missing, damaged or of another version is made anew. Raises
    ArchiveError where it can be neither read nor made.
    """

    def __init__(self, path: Path) -> None:
        """Open the index at `path`, or make an empty one."""
        self._path = path
        self._ledger: Ledger | None = None
        self._stamps: dict[int, str] = {}
        self._base = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._base.close()

    def catch_up(self, ledger: Ledger) -> int:
        """Take in what changed in the ledger since last time; give the number of files read.

        Files whose size, times and inode stand are not opened. Raises ArchiveError
        naming file and line where one cannot be read; the index then stays as it was.
        """
        self._ledger = ledger
        return self._mended(self._catch_up)

    def torn(self) -> tuple[date, ...]:
        """List the days whose file ends in half a line, oldest first."""
        rows = self._mended(lambda: self._base.execute("SELECT day FROM files WHERE torn ORDER BY day").fetchall())
        return tuple(date.fromordinal(day) for (day,) in rows)

    def paper(self, paper_id: str) -> Paper | None:
        """Give the paper that has this id or alias."""
        return self._mended(lambda: self._paper(paper_id))

    def find(self, ids: Iterable[str]) -> Paper | None:
        """Give the paper that has the first of these ids that any has."""
        return next((paper for paper_id in ids if (paper := self.paper(paper_id))), None)

    def by_title(self, title_key: str, first_author_key: str) -> tuple[Paper, ...]:
        """Give the papers that bear or bore a title, oldest first.

        Keys are `sift.text.fold_title` of the title and `family_name` of the first
        author, `""` for a paper without authors. An empty title finds nothing.
        """
        return self._mended(lambda: tuple(self._by_title(title_key, first_author_key)))

    def day_of(self, paper_id: str) -> date | None:
        """Give the day on which the paper with this id or alias stands."""
        row = self._mended(lambda: self._first_line(paper_id))
        return date.fromordinal(row // _DAY) if row else None

    def updates_of(self, paper_id: str) -> tuple[Update, ...]:
        """Give the updates written under exactly this id, in order of days."""
        return self._mended(lambda: self._updates(paper_id))

    def papers_of(self, day: date) -> tuple[Paper, ...]:
        """Give a day's own papers by id, with what later days brought for them."""
        return self._mended(lambda: tuple(self._papers_of(day)))

    # -- reading ---------------------------------------------------------------------

    def _paper(self, paper_id: str) -> Paper | None:
        number = self._first_line(paper_id)
        return None if number is None else self._paper_at(number)

    def _first_line(self, paper_id: str) -> int | None:
        """Find a paper's line by id, else by alias; the oldest where several claim it."""
        own = "SELECT line FROM lines WHERE id = ? AND is_paper ORDER BY line LIMIT 1"
        if row := self._base.execute(own, (paper_id,)).fetchone():
            return int(row[0])
        other = "SELECT id FROM aliases JOIN lines USING (line) WHERE alias = ? ORDER BY line"
        for (owner,) in self._base.execute(other, (paper_id,)).fetchall():
            if row := self._base.execute(own, (owner,)).fetchone():
                return int(row[0])
        return None

    def _paper_at(self, number: int) -> Paper:
        row = self._base.execute("SELECT offset, length FROM lines WHERE line = ?", (number,)).fetchone()
        record = self._record(number, *row)
        if not isinstance(record, Paper):
            raise _Moved
        updates = self._updates(record.id)
        return apply(record, updates) if updates else record

    def _updates(self, paper_id: str) -> tuple[Update, ...]:
        rows = self._base.execute(
            "SELECT line, offset, length FROM lines WHERE id = ? AND NOT is_paper ORDER BY line", (paper_id,)
        ).fetchall()
        records = [self._record(*row) for row in rows]
        return tuple(record for record in records if isinstance(record, Update))

    def _by_title(self, title_key: str, first_author_key: str) -> Iterator[Paper]:
        rows = self._base.execute(
            "SELECT DISTINCT id FROM lines WHERE title = ? AND (author = ? OR author IS NULL) ORDER BY line",
            (_digest(title_key), first_author_key),
        ).fetchall()
        for (paper_id,) in rows:
            paper = self._paper(paper_id)
            if paper and _first_author(paper.authors) == first_author_key:
                yield paper

    def _papers_of(self, day: date) -> Iterator[Paper]:
        first = day.toordinal() * _DAY
        rows = self._base.execute(
            "SELECT line FROM lines WHERE line BETWEEN ? AND ? AND is_paper ORDER BY line", (first, first + _DAY - 1)
        ).fetchall()
        for (number,) in rows:
            yield self._paper_at(number)

    def _record(self, number: int, offset: int, length: int) -> Paper | Update:
        """Read one line from where it lay when its file was indexed."""
        if self._ledger is None:
            raise ArchiveError(f"{self._path}: asked before it caught up with a ledger")
        ordinal = number // _DAY
        try:
            with self._ledger.path(date.fromordinal(ordinal)).open("rb") as file:
                if _stamp(fstat(file.fileno())) != self._stamps.get(ordinal):
                    raise _Moved
                file.seek(offset)
                return lines.load(file.read(length))
        except (FileNotFoundError, ValueError) as error:
            raise _Moved from error

    # -- keeping up ------------------------------------------------------------------

    def _catch_up(self) -> int:
        assert self._ledger is not None  # noqa: S101 - both callers have set it
        files = {day.toordinal(): _stamp(stat) for day, stat in self._ledger.files().items()}
        self._stamps = files
        known = dict(self._base.execute("SELECT day, stamp FROM files"))
        if known == files:
            return 0
        changed = [day for day, stamp in files.items() if known.get(day) != stamp]
        with self._transaction():
            for day in known.keys() - files.keys():
                self._forget(day)
            return sum(self._take_in(day, files[day]) for day in changed)

    def _take_in(self, ordinal: int, stamp: str) -> int:
        """Index one file; give 1 if it was read to the end, 0 if only its times had changed."""
        ledger, day = self._ledger, date.fromordinal(ordinal)
        data = ledger.raw(day) if ledger else None
        if ledger is None or data is None:
            raise _Moved
        digest = sha256(data).digest()
        row = self._base.execute("SELECT sha256 FROM files WHERE day = ?", (ordinal,)).fetchone()
        if row and row[0] == digest:
            self._base.execute("UPDATE files SET stamp = ? WHERE day = ?", (stamp, ordinal))
            return 0
        self._forget(ordinal)
        found = scan(data, day, ledger.path(day))
        self._base.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (ordinal, stamp, digest, found.torn is not None))
        numbered = [(ordinal * _DAY + n, line) for n, line in enumerate(found.distinct())]
        self._base.executemany(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)", (_row(number, line) for number, line in numbered)
        )
        self._base.executemany(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?)",
            ((alias, number) for number, line in numbered for alias in _aliases(line.record)),
        )
        return 1

    def _forget(self, ordinal: int) -> None:
        first = ordinal * _DAY
        span = (first, first + _DAY - 1)
        self._base.execute("DELETE FROM aliases WHERE line BETWEEN ? AND ?", span)
        self._base.execute("DELETE FROM lines WHERE line BETWEEN ? AND ?", span)
        self._base.execute("DELETE FROM files WHERE day = ?", (ordinal,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _mended(self, ask: Callable[[], T]) -> T:
        """Ask; where the answer shows that the index is damaged or behind, put it right and ask once more."""
        try:
            return ask()
        except _Moved:
            self._catch_up_again()
        except sqlite3.DatabaseError as error:
            if (getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE) not in _DAMAGE:
                raise ArchiveError(f"{self._path}: {error}") from error
            self._start_over()
        try:
            return ask()
        except (_Moved, sqlite3.DatabaseError) as error:
            raise ArchiveError(
                f"{self._path}: the ledger changes while it is read, or the index cannot be kept"
            ) from (error)

    def _catch_up_again(self) -> None:
        if self._ledger is None:
            raise ArchiveError(f"{self._path}: asked before it caught up with a ledger")
        try:
            self._catch_up()
        except _Moved as error:
            raise ArchiveError(f"{self._path}: the ledger changes while it is read") from error

    def _start_over(self) -> None:
        self._base.close()
        self._path.unlink(missing_ok=True)
        self._base = self._open()
        if self._ledger is not None:
            self._catch_up_again()

    def _open(self) -> sqlite3.Connection:
        """Open the file, made anew where it is none of ours."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            base = self._connect()
            try:
                row = base.execute("SELECT form FROM form").fetchone()
            except sqlite3.DatabaseError:
                row = None
            if row == (_FORM,):
                return base
            base.close()
            self._path.unlink(missing_ok=True)
            base = self._connect()
            base.executescript(f"BEGIN;{_TABLES}COMMIT;")
            base.execute("INSERT INTO form VALUES (?)", (_FORM,))
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(f"{self._path}: {error}") from error
        return base

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        # What is lost in a power cut is made again from the ledger: no need to wait for the disk.
        base.execute("PRAGMA synchronous = OFF")
        return base


def _row(number: int, line: Line) -> tuple[int, str, bool, int, int, bytes | None, str | None]:
    """Make a line's row; an update has a title's key only if it brings a title or authors."""
    record = line.record
    if isinstance(record, Paper):
        title, author = record.title, _first_author(record.authors)
        return number, record.id, True, line.offset, len(line.raw), _digest(fold_title(title)), author
    new_title, authors = record.changes.get("title"), record.changes.get("authors")
    key = _digest(fold_title(new_title)) if isinstance(new_title, str) else None
    author_key = _first_author(tuple(map(str, authors))) if isinstance(authors, (list, tuple)) else None
    return number, record.id, False, line.offset, len(line.raw), key, author_key


def _aliases(record: Paper | Update) -> tuple[str, ...]:
    if isinstance(record, Paper):
        named = [*record.aliases, *(paper_ids(doi=record.doi) if record.doi else ())]
    else:
        given = record.changes.get("aliases", ())
        named = [str(one) for one in given] if isinstance(given, (list, tuple)) else []
        named += paper_ids(doi=str(record.changes.get("doi", "")))
    return tuple(one for one in dict.fromkeys(named) if one != record.id)


def _first_author(authors: tuple[str, ...]) -> str:
    return family_name(authors[0]) if authors else ""


def _digest(title_key: str) -> bytes | None:
    """Shorten a title's key; an empty one is none."""
    return blake2b(title_key.encode(), digest_size=16).digest() if title_key else None


def _stamp(stat: stat_result) -> str:
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ino}"
