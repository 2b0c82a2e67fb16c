"""Take in what a changed file says, and name every day that may show something else by it.

    a day's ledger file    its day; of every paper, line or update that changed: the days that the paper
                           stood and stands on, that tell of it, whose briefings cite it; where it is called
                           otherwise, was taken down or retracted, also the days of what is related to it
    gists                  its day, and the days that tell of its papers
    closeness              its day, the days that show or showed it, and those that tell of their papers
    briefings, reports     its day

One file at a time, each within a transaction together with its stamp: whichever of two
files that concern each other comes second finds what the first one left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from radar.archive.ledger import Ledger
from radar.publish.allowed import Allowance
from radar.publish.gather.base import DAY, Base
from radar.publish.gather.files import LedgerFacts, Read
from radar.publish.gather.nearness import Nearness
from radar.publish.gather.standing import Standings

Light = tuple[int, str, bool, int]
"""What others show of a paper: its day, its title, whether it was taken down, the day that retracted it or 0."""

_FIRST: Final = "UPDATE papers SET first = (row = (SELECT MIN(row) FROM papers AS p WHERE p.id = papers.id))"
_TELLING: Final = """
    SELECT DISTINCT updates.row / ? FROM papers JOIN updates USING (id) WHERE papers.row BETWEEN ? AND ? AND shown
"""
_LIGHT: Final = """
    SELECT row / ?, title, hidden, IFNULL((SELECT MAX(row) / ? FROM updates WHERE id = papers.id AND retracts), 0)
    FROM papers WHERE id = ? AND first
"""


class Facts:
    """Write the facts of files, one after the other."""

    def __init__(self, base: Base, root: Path, allowance: Allowance, *, whole: bool) -> None:
        """With `whole` no day is named: all are to be loaded anyway."""
        self._base = base
        self._root = root
        self._allowance = allowance
        self._whole = whole

    def take(self, read: Read) -> None:
        """Take in a file that was read. Call it within a transaction."""
        kind, day = read.key
        self._base.connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (kind, day, read.stamp, read.hash)
        )
        if read.facts is not None:
            self._apply(kind, day, read)

    def forget(self, kind: str, day: int) -> None:
        """Take in that a file is no more. Call it within a transaction."""
        self._base.connection.execute("DELETE FROM files WHERE kind = ? AND day = ?", (kind, day))
        nothing: Mapping[str, LedgerFacts | tuple[()]] = {"papers": LedgerFacts(papers=(), updates=()), "runs": ()}
        facts: LedgerFacts | frozenset[tuple[str, str]] | tuple[()] = nothing.get(kind, frozenset())
        self._apply(kind, day, Read(key=(kind, day), stamp="", hash=b"", facts=facts))

    def settle(self, ids: Iterable[str] | None = None) -> None:
        """Note what papers are called, and whether they may be shown, after updates that bear on it.

        None takes all; of `ids` those without such updates get back what their line says.
        """
        query = "SELECT DISTINCT id FROM updates WHERE settles"
        known = {i for (i,) in self._base.ask(query)} if ids is None else set(ids)
        standings = Standings(Ledger(self._root), self._base)
        for paper_id in sorted(known):
            if found := standings.of(paper_id):
                paper = found.current
                self._base.connection.execute(
                    "UPDATE papers SET title = ?, hidden = ? WHERE id = ? AND first",
                    (paper.title, self._allowance.hides(paper), paper_id),
                )

    def number(self) -> None:
        """Find the papers that have lines on several days: the first is where they stand."""
        several = self._base.ask("SELECT id FROM papers GROUP BY id HAVING COUNT(*) > 1")
        self._base.connection.executemany(f"{_FIRST} WHERE id = ?", several)

    # -- one kind of file ---------------------------------------------------------------

    def _apply(self, kind: str, day: int, read: Read) -> None:
        if isinstance(read.facts, LedgerFacts):
            self._ledger(day, read.facts)
        elif kind == "closeness" and isinstance(read.facts, frozenset):
            self._closeness(day, read.facts)
        elif kind == "runs" and isinstance(read.facts, tuple):
            self._caught(day, read.facts)
        if kind not in ("papers", "closeness"):
            self._mark({day, *(self._telling_of(day) if kind == "gists" else ())})

    def _ledger(self, day: int, facts: LedgerFacts) -> None:
        if self._whole:
            self._write(day, facts)
            return
        span = (day * DAY, day * DAY + DAY - 1)
        papers = dict(self._base.ask("SELECT id, hash FROM papers WHERE row BETWEEN ? AND ?", *span))
        updates = set(self._base.ask("SELECT id, hash FROM updates WHERE row BETWEEN ? AND ?", *span))
        now = {paper_id: hash_ for paper_id, hash_, *_ in facts.papers}
        changed = {i for i in papers.keys() | now.keys() if papers.get(i) != now.get(i)}
        touched = changed | {i for i, _ in updates ^ {update[:2] for update in facts.updates}}
        before, dirty = self._light(touched), {day, *self._concerned(touched)}
        settling = self._settling(touched)
        self._write(day, facts)
        # Rows are written as the file has them: what others say of these papers is noted again, changed or not.
        written = changed | now.keys()
        self._base.connection.executemany(f"{_FIRST} WHERE id = ?", [(i,) for i in written])
        self.settle(sorted(settling | self._settling(touched | written)))
        after = self._light(touched)
        dirty.update(self._concerned(touched))
        for paper_id in touched:
            if before.get(paper_id) != after.get(paper_id):
                dirty.update(self._beside(paper_id, before.get(paper_id), after.get(paper_id)))
        self._mark(dirty)

    def _write(self, day: int, facts: LedgerFacts) -> None:
        base, span = self._base.connection, (day * DAY, day * DAY + DAY - 1)
        base.execute("DELETE FROM papers WHERE row BETWEEN ? AND ?", span)
        base.execute("DELETE FROM updates WHERE row BETWEEN ? AND ?", span)
        base.executemany(
            "INSERT INTO papers (row, id, hash, title, hidden) VALUES (?, ?, ?, ?, ?)",
            ((day * DAY + n, *row) for n, row in enumerate(facts.papers)),
        )
        base.executemany(
            "INSERT INTO updates (row, id, hash, retracts, shown, settles, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((day * DAY + n, *row) for n, row in enumerate(facts.updates)),
        )

    def _closeness(self, day: int, joined: frozenset[tuple[str, str]]) -> None:
        base = self._base.connection
        before = {each for (each,) in self._base.ask("SELECT day FROM pairs WHERE by_day = ? AND shows", day)}
        stand = days_of(self._base, {paper_id for pair in joined for paper_id in pair})
        spoken, shown = set[int](), set[int]()
        for here, there in joined:
            days = stand.get(here, 0), stand.get(there, 0)
            spoken.update(days)
            if all(days):
                shown.add(max(days))  # the earlier one's card is none the wiser
        base.execute("DELETE FROM pairs WHERE by_day = ?", (day,))
        base.executemany("INSERT INTO pairs VALUES (?, ?, ?)", ((each, day, each in shown) for each in spoken))
        if not self._whole:
            dirty = before | shown | {day}
            self._mark(dirty.union(*map(self._telling_of, dirty)))

    def _caught(self, day: int, lists: Iterable[tuple[str, int]]) -> None:
        base = self._base.connection
        base.execute("DELETE FROM caught WHERE day = ?", (day,))
        base.executemany("INSERT OR IGNORE INTO caught VALUES (?, ?, ?)", ((each, name, day) for name, each in lists))

    # -- what is concerned --------------------------------------------------------------

    def _light(self, ids: Iterable[str]) -> dict[str, Light]:
        return {i: row for i in ids for row in self._base.ask(_LIGHT, DAY, DAY, i)}

    def _settling(self, ids: Iterable[str]) -> set[str]:
        query = "SELECT 1 FROM updates WHERE id = ? AND settles LIMIT 1"
        return {i for i in ids if self._base.ask(query, i)}

    def _concerned(self, ids: Iterable[str]) -> Iterator[int]:
        """Give the days that papers stand on, that tell of them, whose briefings cite them."""
        for paper_id in ids:
            for query in (
                "SELECT row / ? FROM papers WHERE id = ?",
                "SELECT row / ? FROM updates WHERE id = ?",
            ):
                yield from (day for (day,) in self._base.ask(query, DAY, paper_id))
            yield from (day for (day,) in self._base.ask("SELECT day FROM cites WHERE id = ?", paper_id))

    def _beside(self, paper_id: str, before: Light | None, after: Light | None) -> Iterator[int]:
        """Give the days of what is related to a paper that others show otherwise now.

        Where it is new, gone or moved, the closeness files that speak of it are read again:
        on which days it is spoken of has changed.
        """
        near = Nearness(self._root, self._base)
        if before and after and before[0] == after[0]:
            yield from self._concerned(near.around(paper_id, date.fromordinal(after[0])))
            return
        query = "SELECT by_day FROM pairs WHERE day = ?"
        for light in (before, after):
            days = self._base.ask(query, light[0]) if light and before else ()
            for (by_day,) in (*days, *self._base.ask(query, 0)):
                self._base.connection.execute(
                    "UPDATE files SET stamp = '', hash = x'' WHERE kind = 'closeness' AND day = ?", (by_day,)
                )
        return

    def _telling_of(self, day: int) -> Iterator[int]:
        """Give the days that tell of papers of a day."""
        span = (day * DAY, day * DAY + DAY - 1)
        return (each for (each,) in self._base.ask(_TELLING, DAY, *span))

    def _mark(self, days: Iterable[int]) -> None:
        if not self._whole:
            mark(self._base, days)


def mark(base: Base, days: Iterable[int]) -> None:
    """Note days whose rows are behind, within a transaction; each note is newer than all before."""
    newest = int(base.known("mark") or 0) + 1
    base.note("mark", str(newest))
    base.connection.executemany("INSERT OR REPLACE INTO dirty VALUES (?, ?)", ((day, newest) for day in days))


def days_of(base: Base, ids: Iterable[str]) -> Mapping[str, int]:
    """Give the ordinals of the days that papers stand on, by id; ids that no line has are left out."""
    wanted, found = list(ids), dict[str, int]()
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        marks = ",".join("?" * len(some))
        query = f"SELECT id, row / {DAY} FROM papers WHERE id IN ({marks}) AND first"  # noqa: S608 - question marks
        found.update(base.ask(query, *some))
    return found


_BATCH: Final = 500
"""Ids in one question."""
