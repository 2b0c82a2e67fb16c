"""Walk the first four rooms once: collect, sift, brief, archive.

    radar.toml ──► plan ──► collect ──► sift.merge ──► archive.ledger
                    ▲                       ▲                │ days that changed
        runs, state ┘                 index ┘                ▼
                                          brief.extract ──► archive.gists, archive.days
                                                             │
                                                             ▼
                                                       archive.runs, archive.state

Holds no decision of its own: what is owed is `sift.coverage`'s, what is new is
`sift.merge`'s, what leads is `sift.rank`'s. Every step may be cut short: files are
written whole, a later run finds what is missing and ends in the same archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from radar.archive import atomic, days, gists, runs, state
from radar.archive.index import Index
from radar.archive.ledger import Ledger
from radar.brief import extract
from radar.collect.collect import Order, collect
from radar.collect.http import Door
from radar.config import Config
from radar.config_sources import ArxivSource, Source
from radar.errors import ClockError
from radar.models import Briefing, Paper, Ranked
from radar.outcomes import Harvest, RunReport, SourceReport, SourceState
from radar.sift import coverage, rank, topics
from radar.sift.merge import Merged, MergeRules, merge
from radar.sift.text import fold_name

CLOCK_TOLERANCE = timedelta(hours=36)
"""FAULTS T5: how far this machine's clock may be from the sources' own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """Name the folders of a radar."""

    content: Path

    @property
    def archive(self) -> Path:
        """Find what is true: `content/daily`."""
        return self.content / "daily"

    @property
    def private(self) -> Path:
        """Find what can be thrown away: lock, index, caches."""
        return self.content.parent / ".radar"


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """Hold what the command line asks of one update."""

    day: date | None = None
    since: date | None = None
    only: str = ""
    use_model: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Say what an update would do, before it does it."""

    today: date
    sources: tuple[Source, ...]
    missed: Mapping[str, tuple[date, ...]]
    """By source: announcement days to be asked for again."""
    estimated_usd: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Updated:
    """Say what an update did."""

    report: RunReport
    changed: tuple[date, ...] = field(default=())
    """Days whose papers or events changed."""


def plan(config: Config, *, where: Where, now: datetime, options: Options) -> Plan:
    """Decide which sources to ask, and for which missed days; touch nothing."""
    today = now.date()
    first = coverage.owed_since(
        runs.first_day(where.archive), today=today, window_days=config.update.window_days, since=_since(options)
    )
    reports = tuple(runs.recent(where.archive, first, today))
    sources = tuple(s for s in config.sources if s.enabled and options.only in ("", s.label))
    owed = {
        s.label: coverage.missed(reports, s.label, first=first, today=today)
        for s in sources
        if isinstance(s, ArxivSource)
    }
    if options.day:
        owed = {name: (options.day,) for name in owed if options.day < today}
    return Plan(today=today, sources=sources, missed={k: v for k, v in owed.items() if v})


def update(config: Config, *, where: Where, clock: Callable[[], datetime], door: Door, options: Options) -> Updated:
    """Bring the archive up to date, under one lock, all under the day the run began on.

    Raises Locked when another run is at work, ClockError when no source agrees with
    this machine about the date, ArchiveError when a file cannot be read or written.
    """
    started = clock()
    with atomic.lock(where.private / "lock"):
        atomic.sweep(where.archive)
        todo = plan(config, where=where, now=started, options=options)
        harvests = _collect(config, todo, where=where, now=started, door=door, options=options)
        _refuse_wrong_clock(harvests, started)
        merged, changed = _record(config, harvests, where=where, today=todo.today, since=_since(options))
        briefed = brief(config, where=where, today=todo.today, changed=changed)
        report = _report(todo.today, started, clock(), harvests=harvests, merged=merged, briefed=briefed)
        report = runs.merge(runs.read(where.archive, todo.today), report)
        runs.write(where.archive, report)
        state.remember(where.archive, harvests)
        return Updated(report=report, changed=changed)


def _since(options: Options) -> date | None:
    return options.since or options.day


def _collect(
    config: Config, todo: Plan, *, where: Where, now: datetime, door: Door, options: Options
) -> tuple[Harvest, ...]:
    order = Order(
        now=now,
        today=todo.today,
        window_days=config.update.window_days,
        since=_since(options),
        missed=todo.missed,
        validators=state.read(where.archive).validators,
        watch=config.watch.authors,
    )
    return collect(todo.sources, order, door)


def _refuse_wrong_clock(harvests: Iterable[Harvest], now: datetime) -> None:
    """Stop before anything is written under a day that cannot be right (FAULTS T5)."""
    gaps = [abs(h.server_time - now) for h in harvests if h.server_time]
    if gaps and min(gaps) > CLOCK_TOLERANCE:
        hours = int(min(gaps).total_seconds() // 3600)
        raise ClockError(f"this clock says {now:%Y-%m-%d %H:%M} UTC, the sources' own are {hours} h away")


def _record(
    config: Config, harvests: Iterable[Harvest], *, where: Where, today: date, since: date | None
) -> tuple[Merged, tuple[date, ...]]:
    """Merge what came with what is known; add what is new to the ledger."""
    rules = MergeRules(
        today=today,
        window_days=config.update.window_days,
        since=since,
        include=frozenset(config.update.include),
        events=frozenset(config.update.events),
        watched=frozenset(fold_name(name) for name in config.watch.authors),
    )
    ledger = Ledger(where.archive)
    with Index(where.private / "index.sqlite") as index:
        index.catch_up(ledger)
        merged = merge([listing for h in harvests for listing in h.listings], index, rules)
    return merged, ledger.add(merged.papers, merged.updates)


def brief(config: Config, *, where: Where, today: date, changed: Iterable[date]) -> Counter[str]:
    """Remake gists and extractive briefings of the days that changed, or that an earlier run left bare."""
    counts: Counter[str] = Counter()
    ledger = Ledger(where.archive)
    first = today - timedelta(days=config.update.window_days)
    bare = {day for day in ledger.days() if first <= day <= today and not gists.path(where.archive, day).exists()}
    for day in sorted({*changed, *bare}):
        papers = ledger.read(day).papers
        gists.write(where.archive, day, [g for p in papers if (g := extract.gist(p))])
        by_id = {paper.id: paper for paper in papers}
        for lang in config.briefings.languages if config.briefings.enabled else ():
            briefings = _topic_briefings(config, papers, day=day, lang=lang)
            days.write_day(where.archive, day, lang, briefings, by_id)
            counts.update(briefing.by for briefing in briefings)
    return counts


def _topic_briefings(config: Config, papers: tuple[Paper, ...], *, day: date, lang: str) -> tuple[Briefing, ...]:
    """Write one briefing for each topic that the day's papers touch, in the owner's order of topics."""
    ranked = rank.rank(papers, {p.id: topics.match(p, config.topics) for p in papers}, config.watch, followed(config))
    found = (
        extract.topic_briefing(topic, _of_topic(ranked, topic.id), day=day, lang=lang) for topic in config.topics
    )
    return tuple(briefing for briefing in found if briefing)[: config.briefings.topics_per_day]


def _of_topic(ranked: Iterable[Ranked], topic_id: str) -> tuple[Ranked, ...]:
    return tuple(r for r in ranked if any(match.topic_id == topic_id for match in r.matches))


def followed(config: Config) -> frozenset[str]:
    """Gather the arXiv categories that the owner follows."""
    return frozenset(c for s in config.sources if isinstance(s, ArxivSource) for c in s.categories)


def _report(
    day: date,
    started: datetime,
    finished: datetime,
    *,
    harvests: tuple[Harvest, ...],
    merged: Merged,
    briefed: Counter[str],
) -> RunReport:
    lines = tuple(_line(h, merged) for h in harvests)
    return RunReport(
        day=day,
        started=started,
        finished=finished,
        state=runs.verdict(lines, briefed, brought=bool(merged.papers or merged.updates)),
        sources=lines,
        briefings=dict(briefed),
        model={"calls": 0, "tokens_in": 0, "tokens_out": 0, "usd": 0.0},
    )


def _line(harvest: Harvest, merged: Merged) -> SourceReport:
    return SourceReport(
        name=harvest.source,
        state=harvest.state,
        fetched=len(harvest.listings),
        new=merged.new.get(harvest.source, 0),
        updated=merged.updated.get(harvest.source, 0),
        duplicate=merged.duplicates.get(harvest.source, 0),
        reason=harvest.reason,
        batch_day=harvest.batch_day if harvest.state is not SourceState.NOT_MODIFIED else None,
        caught_up=harvest.caught_up,
    )
