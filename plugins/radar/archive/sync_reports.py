"""Merge two run reports of one day that came from one.

What was spent is added up. Papers are not: two runs at once find much the same ones, so that of two
counts the larger stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from radar.archive import runs
from radar.outcomes import RunReport, SourceReport


def merge(base: bytes | None, ours: bytes, theirs: bytes, _path: str) -> bytes:
    """Give the report of both sides' runs; raises ValueError where one cannot be read.

    What our runs did since `base` is put behind what the others did, as a later run's report is.
    """
    mine, other = runs.load(ours), runs.load(theirs)
    joined = runs.merge(other, _since(runs.load(base), mine) if base else mine)
    lines = tuple(_larger(line, _named(mine, line.name), _named(other, line.name)) for line in joined.sources)
    return runs.dump(replace(joined, sources=lines))


def _since(base: RunReport, later: RunReport) -> RunReport:
    """Take out of a day's report what its earlier runs, up to `base`, had counted already."""
    before = {line.name: line for line in base.sources}
    return replace(
        later,
        sources=tuple(_added(before.get(line.name), line) for line in later.sources),
        model=_less(later.model, base.model),
        quarantined=tuple(item for item in later.quarantined if item not in base.quarantined),
        requests=dict(Counter(later.requests) - Counter(base.requests)),
        abstracts=dict(Counter(later.abstracts) - Counter(base.abstracts)),
    )


def _added(before: SourceReport | None, line: SourceReport) -> SourceReport:
    if before is None:
        return line
    return replace(
        line,
        fetched=max(0, line.fetched - before.fetched),
        new=max(0, line.new - before.new),
        updated=max(0, line.updated - before.updated),
    )


def _named(report: RunReport, name: str) -> SourceReport | None:
    return next((line for line in report.sources if line.name == name), None)


def _larger(joined: SourceReport, mine: SourceReport | None, other: SourceReport | None) -> SourceReport:
    if mine is None or other is None:
        return joined
    fetched, new, updated = (max(getattr(mine, key), getattr(other, key)) for key in ("fetched", "new", "updated"))
    return replace(joined, fetched=fetched, new=new, updated=updated)


def _less(later: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    """Subtract what was spent before; to the millionth, as the reports are written."""
    return {key: max(0, round(value - before.get(key, 0), 6)) for key, value in later.items()}
