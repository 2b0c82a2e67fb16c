"""Judge what sources did in a run by what they did before.

    harvests ──► judge ──► merge … ──► lines ──► carried ──► run report
                   ▲                               ▲
                   └───── reports of earlier days ─┘

One report of an earlier day that names a source is enough to carry its facts on: every
line holds what was carried to it. Only what a source usually gives is read off several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Final

from radar.outcomes import Harvest, RunReport, SourceReport, SourceState
from radar.sift import schedule

HISTORY: Final = 14
"""How many reports of earlier days tell what a source usually gives."""
GONE_AFTER: Final = 3
"""On how many days in a row an address must be missing before it counts as gone (FAULTS N14)."""
_USUAL: Final = 5
"""How much a source must usually give for nothing to be suspicious (FAULTS F21)."""
_SUSPICIOUS: Final = "suspicious: nothing, where it usually gives about"
_MISSING: Final = re.compile(rf", day (\d) of {GONE_AFTER}$")
_WHOLE: Final = frozenset({SourceState.OK, SourceState.EMPTY, SourceState.DEGRADED})
"""States whose `fetched` tells how much a source gives; NOT_MODIFIED only says that it is the same."""


def judge(harvests: Iterable[Harvest], history: Sequence[RunReport], *, today: date) -> tuple[Harvest, ...]:
    """Doubt what is too bad, or too quiet, to be believed at once.

    `history` holds reports of earlier days, in any order. An address that is `gone` is an
    `error` until it was so on `GONE_AFTER` days in a row; days without a run neither count
    nor break the row. A source that is `empty` on a day that is not quiet, where the
    median of what it gave is 5 or more, is `degraded`: its answer is not remembered, so
    that the next run asks anew, and no day counts as complete by it. The doubt ends by
    itself when nothing has come for about half of `HISTORY`.
    """
    earlier = _newest_first(history, today)
    return tuple(_judged(harvest, earlier, today) for harvest in harvests)


def carried(lines: Iterable[SourceReport], history: Sequence[RunReport], *, today: date) -> tuple[SourceReport, ...]:
    """Say of each source when it last gave a record, and since when it fails.

    `history` holds reports of earlier days, in any order; the newest that names a source
    must be among them. Earlier runs of today are `archive.runs.merge`'s business.
    """
    earlier = _newest_first(history, today)
    return tuple(_carried(line, earlier, today) for line in lines)


def is_suspicious(line: SourceReport) -> bool:
    """Tell a source that gave nothing where it usually gives much."""
    return line.state is SourceState.DEGRADED and line.reason.startswith(_SUSPICIOUS)


def days_missing(line: SourceReport) -> int:
    """Tell on how many days in a row an address was missing; 0 where it is there, at most `GONE_AFTER`."""
    if line.state is SourceState.GONE:
        return GONE_AFTER
    said = _MISSING.search(line.reason) if line.state is SourceState.ERROR else None
    return int(said[1]) if said else 0


def _newest_first(history: Iterable[RunReport], today: date) -> tuple[RunReport, ...]:
    return tuple(sorted((one for one in history if one.day < today), key=lambda one: one.day, reverse=True))


def _lines(earlier: Iterable[RunReport], name: str) -> Iterator[tuple[date, SourceReport]]:
    """List what earlier reports say of a source, newest first."""
    return ((report.day, line) for report in earlier for line in report.sources if line.name == name)


def _judged(harvest: Harvest, earlier: Sequence[RunReport], today: date) -> Harvest:
    if harvest.state is SourceState.GONE:
        days = next((days_missing(line) for _, line in _lines(earlier, harvest.source)), 0) + 1
        if days < GONE_AFTER:
            reason = f"{harvest.reason}, day {days} of {GONE_AFTER}"
            return replace(harvest, state=SourceState.ERROR, reason=reason)
    if harvest.state is SourceState.EMPTY and not schedule.is_quiet(today):
        given = [line.fetched for _, line in _lines(earlier[:HISTORY], harvest.source) if line.state in _WHOLE]
        usual = int(median(given)) if given else 0
        if usual >= _USUAL:
            reason = f"{_SUSPICIOUS} {usual}"
            return replace(
                harvest, state=SourceState.DEGRADED, reason=reason, batch_day=None, caught_up=(), validators={}
            )
    return harvest


def _carried(line: SourceReport, earlier: Sequence[RunReport], today: date) -> SourceReport:
    before = tuple(_lines(earlier, line.name))
    gave = today if line.fetched else next(filter(None, (_gave(day, one) for day, one in before)), None)
    since = None
    if line.state.is_failure:
        last = next(iter(before), None)
        since = (last[1].failing_since or last[0]) if last and last[1].state.is_failure else today
    return replace(line, last_gave=gave, failing_since=since)


def _gave(day: date, line: SourceReport) -> date | None:
    """Tell when a source last gave a record, by one line; older reports do not carry it."""
    return line.last_gave or (day if line.fetched else None)
