"""Find papers of all days at once: SQLite, made from the ledger and made again whenever in doubt."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from os import fstat
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from radar.archive import index_base, lines
from radar.archive.index_base import DAY, MovedError, digest, first_author, is_damage, stamp
from radar.archive.ledger import Ledger
from radar.errors import ArchiveError
from radar.models import Paper, Update
from radar.sift.revise import apply

T = TypeVar("T")

_OWN_LINE: Final = "SELECT line FROM lines WHERE id = ? AND is_paper ORDER BY line LIMIT 1"
_OWNERS: Final = "SELECT id FROM aliases JOIN lines USING (line) WHERE alias = ? ORDER BY line"
_UPDATES: Final = "SELECT line, offset, length FROM lines WHERE id = ? AND NOT is_paper ORDER BY line"
_TITLED: Final = "SELECT id, author FROM lines WHERE title = ? ORDER BY line"
_TORN: Final = "SELECT day FROM files WHERE torn ORDER BY day"
_OF_DAY: Final = "SELECT line FROM lines WHERE line BETWEEN ? AND ? AND is_paper ORDER BY line"


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
        self._base = index_base.open_base(path)

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
        return self._mended(lambda: tuple(date.fromordinal(day) for (day,) in self._ask(_TORN)))

    def paper(self, paper_id: str) -> Paper | None:
        """Give the paper that has this id or alias."""
        return self._mended(lambda: self._paper(paper_id))

    def find(self, ids: Iterable[str]) -> Paper | None:
        """Give the paper that has the first of these ids that any has."""
        return next((paper for paper_id in ids if (paper := self.paper(paper_id))), None)

    def by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        """Give the papers that bear or bore a title, oldest first.

        Keys are `sift.text.fold_title` of the title and `family_name` of the first
        author, `""` for a paper without authors, None for any author. An empty title finds
        nothing.
        """
        return self._mended(lambda: self._by_title(title_key, first_author_key))

    def day_of(self, paper_id: str) -> date | None:
        """Give the day on which the paper with this id or alias stands."""
        number = self._mended(lambda: self._first_line(paper_id))
        return date.fromordinal(number // DAY) if number else None

    def updates_of(self, paper_id: str) -> tuple[Update, ...]:
        """Give the updates written under exactly this id, in order of days."""
        return self._mended(lambda: self._updates(paper_id))

    def papers_of(self, day: date) -> tuple[Paper, ...]:
        """Give a day's own papers by id, with what later days brought for them."""
        first = day.toordinal() * DAY
        return self._mended(
            lambda: tuple(self._paper_at(number) for (number,) in self._ask(_OF_DAY, first, first + DAY - 1))
        )

    # -- reading ---------------------------------------------------------------------

    def _ask(self, query: str, *values: object) -> list[Any]:
        return self._base.execute(query, values).fetchall()

    def _paper(self, paper_id: str) -> Paper | None:
        number = self._first_line(paper_id)
        return None if number is None else self._paper_at(number)

    def _first_line(self, paper_id: str) -> int | None:
        """Find a paper's line by id, else by alias; the oldest where several claim it."""
        for (number,) in self._ask(_OWN_LINE, paper_id):
            return int(number)
        for (owner,) in self._ask(_OWNERS, paper_id):
            for (number,) in self._ask(_OWN_LINE, owner):
                return int(number)
        return None

    def _paper_at(self, number: int) -> Paper:
        ((offset, length),) = self._ask("SELECT offset, length FROM lines WHERE line = ?", number)
        record = self._record(number, offset, length)
        if not isinstance(record, Paper):
            raise MovedError
        updates = self._updates(record.id)
        return apply(record, updates) if updates else record

    def _updates(self, paper_id: str) -> tuple[Update, ...]:
        records = (self._record(*row) for row in self._ask(_UPDATES, paper_id))
        return tuple(record for record in records if isinstance(record, Update))

    def _by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        return tuple({paper.id: paper for paper in self._titled(title_key, first_author_key)}.values())

    def _titled(self, title_key: str, first_author_key: str | None) -> Iterator[Paper]:
        for paper_id, author in self._ask(_TITLED, digest(title_key)):
            if None not in (author, first_author_key) and author != first_author_key:
                continue
            paper = self._paper(paper_id)
            # A later title that came without authors is of the authors the paper has.
            asked = first_author_key is None or author is not None
            if paper and (asked or first_author(paper.authors) == first_author_key):
                yield paper

    def _record(self, number: int, offset: int, length: int) -> Paper | Update:
        """Read one line from where it lay when its file was indexed."""
        ordinal = number // DAY
        try:
            with self._known_ledger().path(date.fromordinal(ordinal)).open("rb") as file:
                if stamp(fstat(file.fileno())) != self._stamps.get(ordinal):
                    raise MovedError
                file.seek(offset)
                return lines.load(file.read(length))
        except (FileNotFoundError, ValueError) as error:
            raise MovedError from error

    # -- keeping up ------------------------------------------------------------------

    def _known_ledger(self) -> Ledger:
        if self._ledger is None:
            raise ArchiveError(f"{self._path}: asked before it caught up with a ledger")
        return self._ledger

    def _catch_up(self) -> int:
        read, self._stamps = index_base.catch_up(self._base, self._known_ledger())
        return read

    def _mended(self, ask: Callable[[], T]) -> T:
        """Ask; where the answer shows that the index is damaged or behind, put it right and ask once more."""
        try:
            return ask()
        except MovedError:
            pass
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise ArchiveError(f"{self._path}: {error}") from error
            self._start_over()
        try:
            self._catch_up()
            return ask()
        except MovedError as error:
            raise ArchiveError(f"{self._path}: the ledger changes while it is read") from error
        except sqlite3.DatabaseError as error:
            raise ArchiveError(f"{self._path}: {error}") from error

    def _start_over(self) -> None:
        self._base.close()
        index_base.discard(self._path)
        self._base = index_base.open_base(self._path)
