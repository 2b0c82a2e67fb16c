"""Read the whole ledger once: what may be shown of every paper, and what it said before its updates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from radar.archive.ledger import Ledger
from radar.models import Event, Paper, Update
from radar.publish.allowed import Allowance
from radar.sift.merge import apply


@dataclass(frozen=True, kw_only=True, slots=True)
class Stock:
    """Hold the ledger, read once."""

    papers: Mapping[str, Paper]
    """By id: what may be shown, every update applied."""
    versions: Mapping[str, tuple[Paper, ...]]
    """By id, oldest first, as the ledger has them: papers that were updated, or of which not all is shown."""
    by_day: Mapping[date, tuple[str, ...]]
    """Ids of each day's paper lines, taken-down ones too."""
    updates: Mapping[date, tuple[Update, ...]]
    retracted: Mapping[str, date]


def read_stock(ledger: Ledger, allowance: Allowance) -> Stock:
    """Read all days, oldest first: updates apply in order of days, an id's first line is its paper."""
    raw: dict[str, Paper] = {}
    by_day: dict[date, tuple[str, ...]] = {}
    updates: dict[date, tuple[Update, ...]] = {}
    of_paper: defaultdict[str, list[Update]] = defaultdict(list)
    for day in sorted(ledger.days()):
        lines = ledger.read(day)
        fresh = [paper for paper in lines.papers if paper.id not in raw]
        raw.update((paper.id, paper) for paper in fresh)
        by_day[day] = tuple(paper.id for paper in fresh)
        updates[day] = lines.updates
        for update in lines.updates:
            of_paper[update.id].append(update)
    told = [update for day in updates.values() for update in day]
    current = {p.id: apply(p, of_paper[p.id]) if p.id in of_paper else p for p in raw.values()}
    papers = {p.id: allowance.paper(p) for p in current.values() if not allowance.hides(p)}
    return Stock(
        papers=papers,
        versions={i: _versions(raw[i], of_paper.get(i, [])) for i, p in papers.items() if p is not raw[i]},
        by_day=by_day,
        updates=updates,
        retracted={update.id: update.day for update in told if update.event is Event.RETRACTED},
    )


def _versions(first: Paper, updates: list[Update]) -> tuple[Paper, ...]:
    return tuple(apply(first, updates[:count]) if count else first for count in range(len(updates) + 1))
