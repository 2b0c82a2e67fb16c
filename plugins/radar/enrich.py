"""Give the papers of the open days the abstracts that their sources did not: lacking, asked for, written, remembered.

    ledger, state ──► sift.lacking ──► collect.abstracts ──► ledger ──► state

An abstract that is found becomes an `enriched` line in the file of the paper's own
day, so that the archive does not tell which run found it. Nothing is added to a day
that has closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from radar.archive import state
from radar.archive.ledger import Ledger, LedgerDay
from radar.archive.state import Asked
from radar.collect import catalogued, policy
from radar.collect.abstracts import Filled, fill
from radar.collect.apart import IN_PROCESS, Parser
from radar.collect.http import Door
from radar.config import Config
from radar.models import Event, Paper, Update
from radar.outcomes import Failed
from radar.sift.lacking import Wanted, lacking

_REMEMBERED: Final = timedelta(days=7)
"""How long after its day has closed a paper's answers are kept: a run may reach further back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Enriched:
    """Say what enriching did."""

    changed: tuple[date, ...] = ()
    """Days whose papers have abstracts that they did not have: gists and briefings are to be remade."""
    lacking: int = 0
    """Papers of open days that had none, and of which not every service had said so."""
    given: Mapping[str, int] = field(default_factory=dict)
    """By who gave them, as readers know it: how many abstracts were found."""
    asked: Mapping[str, int] = field(default_factory=dict)
    """By service, as in radar.toml: for how many papers it answered."""
    failed: Mapping[str, Failed] = field(default_factory=dict)
    """By service: why it gave no whole answer; it is asked again by the next run."""


def enrich(
    config: Config,
    *,
    archive: Path,
    today: date,
    door: Door,
    since: date | None = None,
    parser: Parser = IN_PROCESS,
    keys: Mapping[str, str] = MappingProxyType({}),
    add: Callable[[Sequence[Update], Enriched], tuple[date, ...]] | None = None,
) -> Enriched:
    """Ask for what the open days lack, write what was found, remember what was answered.

    `archive` is `content/daily`, locked by the caller; `since` opens days before the
    window's. `add`, if given, writes to the ledger in our place and gives the days that
    changed: it is told what was found before anything of it is written. Raises
    ArchiveError when a file cannot be read or written; a service that fails is told in `failed`.
    """
    if not config.abstracts.enabled:
        return Enriched()
    ledger = Ledger(archive)
    opened = today - timedelta(days=config.update.window_days)
    first = min(opened, since or opened)
    days = (ledger.read(day) for day in ledger.days() if first <= day <= today)
    wanted = lacking(
        [paper for day in days if not day.torn for paper in _bare(day)],
        policies={source.label: catalogued.policy_of(source) for source in config.sources},
        services=config.abstracts.ask,
        answered={doi: one.services for doi, one in state.read(archive).asked.items()},
        opened=opened,
    )
    filled = fill(wanted, config.abstracts, door, parser=parser, keys=keys)
    given = Counter(filled.found[one.doi].source for one in wanted if one.doi in filled.found)
    enriched = Enriched(lacking=len(wanted), given=dict(given), asked=filled.asked, failed=filled.failed)
    updates = _updates(wanted, filled)
    changed = add(updates, enriched) if add else ledger.add((), updates)
    state.remember_asked(archive, _asked(wanted, filled), done=filled.found, since=first - _REMEMBERED)
    return replace(enriched, changed=changed)


def _bare(day: LedgerDay) -> Iterator[Paper]:
    """Give a day's papers as they came, without those that a service has helped out already."""
    helped = {update.id for update in day.updates if update.event is Event.ENRICHED}
    return (paper for paper in day.papers if paper.id not in helped)


def _updates(wanted: Iterable[Wanted], filled: Filled) -> list[Update]:
    return [
        Update(
            id=one.paper_id,
            day=one.day,
            event=Event.ENRICHED,
            changes={"abstract": policy.shown(found.text, one.policy), "abstract_from": found.source},
        )
        for one in wanted
        if (found := filled.found.get(one.doi))
    ]


def _asked(wanted: Iterable[Wanted], filled: Filled) -> dict[str, Asked]:
    return {
        one.doi: Asked(day=one.day, services=filled.answered[one.doi]) for one in wanted if one.doi in filled.answered
    }
