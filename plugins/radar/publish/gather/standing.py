"""Find papers of any day as the ledger has them, with every later update, through the rows of `base`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from radar.archive import lines
from radar.archive.ledger import Ledger, LedgerDay, scan
from radar.archive.pick import lines_of
from radar.errors import ArchiveError
from radar.models import Paper, Update
from radar.publish.allowed import Allowance
from radar.publish.gather.base import DAY, Base
from radar.sift.merge import apply

_KEPT: Final = 256
"""Single papers kept: a briefing asks for one several times."""
_OF_DAY: Final = """
    SELECT updates.id, updates.row / ?, raw FROM papers JOIN updates USING (id)
    WHERE papers.row BETWEEN ? AND ? AND first ORDER BY updates.row
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Hold a paper as its line has it, and what came later."""

    raw: Paper
    updates: tuple[Update, ...]
    """In order of days."""

    @property
    def current(self) -> Paper:
        """Give the paper with every update applied."""
        return apply(self.raw, self.updates) if self.updates else self.raw

    def shown(self, allowance: Allowance) -> Paper | None:
        """Give the paper as it may be shown; None where it was taken down."""
        current = self.current
        return None if allowance.hides(current) else allowance.paper(current)

    def versions(self, shown: Paper) -> tuple[Paper, ...]:
        """Give the paper as it was before and after each update; none where all there ever was is shown."""
        if shown is self.raw:
            return ()
        first, told = self.raw, self.updates
        return tuple(apply(first, told[:count]) if count else first for count in range(len(told) + 1))


class Standings:
    """Read papers from the ledger's files."""

    def __init__(self, ledger: Ledger, base: Base) -> None:
        """Read nothing yet."""
        self._ledger = ledger
        self._base = base
        self._kept: dict[str, Standing | None] = {}
        self._last: tuple[date | None, bytes] = (None, b"")

    def of_day(self, day: date) -> tuple[tuple[Standing, ...], tuple[Update, ...], tuple[str, ...]]:
        """Give the papers that stand on a day, by id; the day's update lines; the ids in order."""
        found = self._ledger.read(day)
        span = (day.toordinal() * DAY, day.toordinal() * DAY + DAY - 1)
        later = {i for (i,) in self._base.ask("SELECT id FROM papers WHERE row BETWEEN ? AND ? AND NOT first", *span)}
        updates = self._updates_of_day(day, found)
        own = tuple(paper for paper in found.papers if paper.id not in later)
        stand = tuple(Standing(raw=paper, updates=tuple(updates.get(paper.id, ()))) for paper in own)
        return stand, found.updates, tuple(paper.id for paper in own)

    def of(self, paper_id: str) -> Standing | None:
        """Give one paper; None for an id that no line has."""
        if paper_id not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[paper_id] = self._found(paper_id)
        return self._kept[paper_id]

    def _found(self, paper_id: str) -> Standing | None:
        for (row,) in self._base.ask("SELECT row FROM papers WHERE id = ? AND first", paper_id):
            day = date.fromordinal(row // DAY)
            data = self._raw(day)
            found = min((raw for raw in lines_of(data, paper_id) if _is_paper(raw)), default=None)
            paper = lines.load(found) if found else self._slowly(data, day, paper_id)
            if isinstance(paper, Paper):  # else the file is newer than its rows: it will be read again
                return Standing(raw=paper, updates=self.updates_of(paper_id))
        return None

    def _raw(self, day: date) -> bytes:
        """Read a day's file; the one read last is kept: papers are asked for day by day."""
        if self._last[0] != day:
            self._last = day, self._ledger.raw(day) or b""
        return self._last[1]

    def updates_of(self, paper_id: str) -> tuple[Update, ...]:
        """Give the updates of an id, in order of days."""
        rows = self._base.ask("SELECT row, raw FROM updates WHERE id = ? ORDER BY row", paper_id)
        found: list[Update] = []
        for day in dict.fromkeys(row // DAY for row, raw in rows if not raw):
            own = self._ledger.read(date.fromordinal(day)).updates
            found += [update for update in own if update.id == paper_id]
        found += [_update(raw) for _, raw in rows if raw]
        return tuple(sorted(found, key=lambda update: update.day))

    def _updates_of_day(self, day: date, found: LedgerDay) -> Mapping[str, Sequence[Update]]:
        span = (day.toordinal() * DAY, day.toordinal() * DAY + DAY - 1)
        told: defaultdict[str, list[Update]] = defaultdict(list)
        for update in found.updates:
            told[update.id].append(update)
        elsewhere = [row for row in self._base.ask(_OF_DAY, DAY, *span) if row[1] != day.toordinal()]
        for paper_id, _, raw in elsewhere:
            if raw:
                told[paper_id].append(_update(raw))
        for paper_id in {i for i, _, raw in elsewhere if not raw}:  # a paper with a line on two days
            told[paper_id] = list(self.updates_of(paper_id))
        return {i: sorted(each, key=lambda update: update.day) for i, each in told.items()} if elsewhere else told

    def _slowly(self, data: bytes, day: date, paper_id: str) -> Paper | None:
        """Read a file that another program wrote, where ids do not lie as ours do."""
        records: Iterable[Paper | Update] = (
            line.record for line in scan(data, day, self._ledger.path(day)).distinct()
        )
        return next((one for one in records if isinstance(one, Paper) and one.id == paper_id), None)


def _update(raw: bytes) -> Update:
    record = lines.load(raw)
    if not isinstance(record, Update):
        raise ArchiveError("a row of updates holds none")
    return record


def _is_paper(raw: bytes) -> bool:
    return isinstance(lines.load(raw), Paper)
