"""Walk the first four rooms once: collect, sift, brief, archive.

    radar.toml ──► plan ──► collect ──► staleness, health ──► merge ──► archive.ledger
                    ▲                       ▲                   ▲              │
        runs, state ┘                  runs ┘             index ┘              ▼
                                                                        enrich: abstracts
                                                                               │ days that changed
                                                                               ▼
                                                     brief_days ──► archive.gists, archive.days
                                                                               │
                                                                               ▼
                                                     run_report ──► archive.runs, archive.state

Holds no decision of its own: what is owed is `sift.coverage`'s, what may be believed
`sift.staleness`'s and `sift.health`'s, what is new `sift.merge`'s. Every step may be cut short: files are
written whole, what is about to be added is noted (`archive.unfinished`), and a later run takes it up and ends
in the same archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from radar import brief_days, day_model, run_report
from radar.archive import atomic, runs, state, unfinished
from radar.archive.index import Index
from radar.archive.ledger import Ledger
from radar.brief.estimate import Estimate
from radar.collect import catalogued
from radar.collect.apart import Apart, Parser
from radar.collect.collect import Order, collect
from radar.collect.http import Door
from radar.config import Config
from radar.config_sources import Source
from radar.day_model import Access, Writer
from radar.enrich import enrich
from radar.errors import ClockError
from radar.outcomes import Harvest, RunReport
from radar.sift import coverage, health
from radar.sift.merge import MergeRules, merge
from radar.sift.staleness import set_aside
from radar.sift.text import fold_name

_LOOK_BACK = timedelta(days=31)
"""How far beyond the window a run looks for announcements that never came, to say so."""
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
    began: date
    """The day of the archive's first run: what was announced before is not owed."""
    lost: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    """By source: announcement days that left the window before they came; only `--since` asks for them."""
    estimate: Estimate | None = None
    """What the model would cost; None where no model is set up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Updated:
    """Say what an update did."""

    report: RunReport
    changed: tuple[date, ...] = field(default=())
    """Days whose papers or events changed."""
    torn: tuple[date, ...] = ()
    """Days whose ledger file something outside has cut off."""
    lost: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    """As in the plan."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Recorded:
    """Say what a run's listings became."""

    account: run_report.Account
    changed: tuple[date, ...]
    torn: tuple[date, ...]


def plan(config: Config, *, where: Where, now: datetime, options: Options) -> Plan:
    """Decide which sources to ask, and for which missed days; touch nothing."""
    today = now.date()
    began = runs.first_day(where.archive) or today
    first = coverage.owed_since(began, today=today, window_days=config.update.window_days, since=_since(options))
    reports = tuple(runs.recent(where.archive, today - timedelta(days=config.update.window_days) - _LOOK_BACK, today))
    recent = [report for report in reports if report.day >= first]
    sources = tuple(s for s in config.sources if s.enabled and options.only in ("", s.label))
    calendars = {s.label: calendar for s in sources if (calendar := catalogued.calendar(s))}
    owed = {
        label: coverage.missed(recent, label, first=first, today=today, calendar=calendar)
        for label, calendar in calendars.items()
    }
    lost = {
        label: coverage.lost(reports, label, today=today, window_days=config.update.window_days, calendar=calendar)
        for label, calendar in calendars.items()
    }
    if options.day:
        owed = {name: (options.day,) for name in owed if options.day < today}
    return Plan(
        today=today,
        sources=sources,
        missed={label: days for label, days in owed.items() if days},
        began=began,
        lost={label: days for label, days in lost.items() if days},
    )


def estimate(config: Config, *, where: Where, today: date) -> Estimate:
    """Reckon what a model would cost today; ask and write nothing."""
    opened = _days(today - timedelta(days=config.update.window_days), today)
    return brief_days.estimate(config, archive=where.archive, private=where.private, opened=opened, today=today)


def update(
    config: Config,
    *,
    where: Where,
    clock: Callable[[], datetime],
    door: Door,
    options: Options,
    keys: Mapping[str, str] | None = None,
    access: Access | None = None,
) -> Updated:
    """Bring the archive up to date, under one lock, all under the day the run began on.

    `keys` are the owner's to the sources' APIs, by service; `access` is the way to the
    model, without which briefings are extracts. Raises Locked when another
    run is at work, ClockError when no source agrees with this machine about the date,
    ArchiveError when a file cannot be read or written.
    """
    started = clock()
    with atomic.lock(where.private / "lock"), Apart() as parser:
        atomic.sweep(where.archive)
        owed = unfinished.take_up(where.private, where.archive)
        todo = plan(config, where=where, now=started, options=options)
        order = _order(config, todo, where=where, now=started, options=options, parser=parser, keys=keys or {})
        harvests = collect(todo.sources, order, door)
        _refuse_wrong_clock(harvests, started)
        recorded = _record(config, harvests, where=where, order=order, started=started, owed=owed)
        account = recorded.account
        enriched = enrich(
            config,
            archive=where.archive,
            today=todo.today,
            door=door,
            since=order.since,
            parser=parser,
            keys=order.keys,
            add=lambda updates, known: account.add((), updates, enriched=known),
        )
        opened = _days(todo.today - timedelta(days=config.update.window_days), todo.today)
        changed = tuple(sorted({*owed, *recorded.changed, *enriched.changed}))
        briefed = brief_days.brief(
            config,
            archive=where.archive,
            private=where.private,
            opened=opened,
            changed=changed,
            writer=_writer(config, where, access, clock) if options.use_model else None,
        )
        report = account.close(
            finished=clock(), briefed=briefed, enriched=enriched, torn=recorded.torn, requests=door.requests
        )
        state.remember(where.archive, account.run.harvests)
        unfinished.forget(where.private)
        return Updated(report=report, changed=changed, torn=recorded.torn, lost=todo.lost)


def _writer(config: Config, where: Where, access: Access | None, clock: Callable[[], datetime]) -> Writer | None:
    """Let a model write, within what the runs of this day before have left of the budget."""
    if access is None or not config.briefings.enabled:
        return None
    earlier = runs.read(where.archive, clock().date())
    return day_model.open_writer(
        config, access, spent=run_report.spent(earlier), kept=where.private / "replies", clock=clock
    )


def _since(options: Options) -> date | None:
    return options.since or options.day


def _order(
    config: Config,
    todo: Plan,
    *,
    where: Where,
    now: datetime,
    options: Options,
    parser: Parser,
    keys: Mapping[str, str],
) -> Order:
    known = state.read(where.archive)
    return Order(
        now=now,
        today=todo.today,
        window_days=config.update.window_days,
        since=_since(options),
        missed=todo.missed,
        validators=known.validators,
        watch=config.watch.authors,
        began=min(todo.began, _since(options) or todo.began),
        limits=known.limits,
        parser=parser,
        keys=keys,
    )


def _refuse_wrong_clock(harvests: Iterable[Harvest], now: datetime) -> None:
    """Stop before anything is written under a day that cannot be right (FAULTS T5)."""
    gaps = [abs(h.server_time - now) for h in harvests if h.server_time]
    if gaps and min(gaps) > CLOCK_TOLERANCE:
        hours = int(min(gaps).total_seconds() // 3600)
        raise ClockError(f"this clock says {now:%Y-%m-%d %H:%M} UTC, the sources' own are {hours} h away")


def _record(
    config: Config,
    harvests: Iterable[Harvest],
    *,
    where: Where,
    order: Order,
    started: datetime,
    owed: tuple[date, ...],
) -> _Recorded:
    """Judge what came by what is known, merge it, and add what is new to the ledger."""
    history = runs.before(where.archive, order.today, health.HISTORY)
    rules = MergeRules(
        today=order.today,
        window_days=order.window_days,
        since=order.since,
        include=frozenset(config.update.include),
        events=frozenset(config.update.events),
        watched=frozenset(fold_name(name) for name in config.watch.authors),
    )
    ledger = Ledger(where.archive)
    with Index(where.private / "index.sqlite") as index:
        index.catch_up(ledger)

        def known_day(ids: tuple[str, ...]) -> date | None:
            paper = index.find(ids)
            return paper.day if paper and paper.day_from != "inferred" else None

        judged = health.judge((set_aside(h, known_day) for h in harvests), history, today=order.today)
        merged = merge([listing for h in judged for listing in h.listings], index, rules)
        run = run_report.Run(day=order.today, started=started, finished=order.now, harvests=judged, merged=merged)
        account = run_report.Account(
            archive=where.archive, private=where.private, run=run, history=history, owed=owed
        )
        changed = account.add(merged.papers, merged.updates)
        index.catch_up(ledger)
        return _Recorded(account=account, changed=changed, torn=index.torn())


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
