"""Load a site by reading everything at once: what the lazy one is held against.

This is how the site was loaded before it was asked of rows; it knows no SQLite, no files
changed or not, and one way through the archive.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from radar.archive import closeness, days, gists, runs
from radar.archive.ledger import Ledger
from radar.config import Config
from radar.config_sources import ArxivSource
from radar.models import Briefing, Closeness, Event, Genre, Gist, Paper, Update
from radar.publish.allowed import Allowance
from radar.publish.gather.files import SHOWN_EVENTS
from radar.publish.gathered import Belonging, Find, by_field, by_source, every_on, most
from radar.publish.listing import Listing, listing
from radar.publish.related import nearest
from radar.publish.view import Day, Entry, EventEntry, Neighbour, Site, TopicView
from radar.sift import identity, rank, topics
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


def load_site(config: Config, content: Path, **more: Any) -> Site:
    root = content / "daily"
    allowance = Allowance(config)
    stock = read_stock(Ledger(root), allowance)
    reports = tuple(sorted(runs.all_reports(root), key=lambda r: r.day, reverse=True))
    entries = _entries(config, root, stock, allowance)
    shown = tuple(
        replace(day, run=next((r for r in reports if r.day == day.day), None))
        for day in _days(config, root, stock, entries, allowance)
    )
    return Site(
        config=config,
        sample=False,
        url="",
        langs=tuple(dict.fromkeys(config.site.locales)),
        days=shown,
        topics=_topics(config, shown),
        runs=reports,
        papers=stock.papers,
        versions=stock.versions,
        sources=by_source(config, in_days(config, shown)),
        fields=by_field(in_days(config, shown)),
        **more,
    )


def in_days(config: Config, shown: Iterable[Day]) -> Find:
    """Find lists by walking through days."""
    piles = {kind: _Piles(most(config)) for kind in ("source", "field")}
    belonging = Belonging(config)
    for day, entry in every_on(shown):
        piles["source"].add(day, entry, dict.fromkeys(place.name for place in entry.paper.places))
        piles["field"].add(day, entry, belonging.fields(entry))
    return lambda kind, key: piles[kind].found(key)


def _entries(config: Config, root: Path, stock: Stock, allowance: Allowance) -> dict[str, Entry]:
    """Rank every day's papers against each other, events and all; the dict keeps that order within a day."""
    followed = frozenset(c for s in config.sources if isinstance(s, ArxivSource) for c in s.categories)
    close = {day: closeness.read(root, day, config.topics) for day in stock.by_day}
    near = related((one for day in close.values() for one in day.values()), stock.papers, without=stock.retracted)
    entries: dict[str, Entry] = {}
    for day, ids in stock.by_day.items():
        papers = [stock.papers[i] for i in ids if i in stock.papers]
        said = _gists(root, day)
        matches = {p.id: topics.match(p, config.topics, close[day].meaning(p.id)) for p in papers}
        for ranked in rank.rank(papers, matches, config.watch, followed):
            paper = ranked.paper
            entries[paper.id] = Entry(
                ranked=ranked,
                slug=identity.slug(paper.id),
                gists=allowance.gists(paper, said.get(paper.id, ()), stock.versions.get(paper.id, ())),
                retracted=stock.retracted.get(paper.id),
                related=near.get(paper.id, ()),
            )
    return entries


def related(
    found: Iterable[Closeness], papers: Mapping[str, Paper], *, without: Container[str] = frozenset()
) -> dict[str, tuple[Neighbour, ...]]:
    """Give every paper what it is related to, by id: each edge both ways."""
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in found:
        for other, close in one.related:
            if one.id != other and all(i in papers and i not in without for i in (one.id, other)):
                for here, there in ((one.id, other), (other, one.id)):
                    near[here][there] = max(close, near[here].get(there, close))
    known = {i: Neighbour(id=i, day=paper.day, title=paper.title) for i, paper in papers.items()}
    shown = {here: nearest(papers[here].day, there, known) for here, there in near.items()}
    return {here: there for here, there in shown.items() if there}


def _gists(root: Path, day: date) -> dict[str, list[Gist]]:
    found: defaultdict[str, list[Gist]] = defaultdict(list)
    for gist in gists.read(root, day):
        found[gist.id].append(gist)
    return found


def _days(
    config: Config, root: Path, stock: Stock, entries: Mapping[str, Entry], allowance: Allowance
) -> Iterable[Day]:
    """Give the days that have something to show, newest first."""
    order = {paper_id: n for n, paper_id in enumerate(entries)}
    for day in sorted(stock.by_day, reverse=True):
        known = [i for i in stock.by_day[day] if i in entries]
        own = [entries[i] for i in sorted(known, key=order.__getitem__)]
        shown = Day(
            day=day,
            papers=tuple(entry for entry in own if not entry.paper.is_event and entry.paper.genre is Genre.PAPER),
            notices=tuple(entry for entry in own if entry.paper.genre.is_notice),
            news=tuple(entry for entry in own if entry.paper.genre is Genre.NEWS),
            events=_events(day, own, stock.updates[day], entries),
            taken_down=tuple(identity.slug(i) for i in stock.by_day[day] if i not in entries),
            briefings={lang: _briefings(root, day, lang, stock, allowance) for lang in config.site.locales},
            updates=tuple(update for update in stock.updates[day] if update.id in entries),
        )
        if shown.papers or shown.notices or shown.news or shown.events or shown.taken_down:
            yield shown


def _events(
    day: date, own: Iterable[Entry], updates: Iterable[Update], entries: Mapping[str, Entry]
) -> tuple[EventEntry, ...]:
    """Gather what is new about known papers: those first met as a later version, then the day's updates."""
    met = [
        EventEntry(
            day=day,
            event=Event.VERSION,
            entry=entry,
            anchor=entry.slug,
            version=max((place.version for place in entry.paper.places), default=0),
            place=entry.paper.places[0].name,
        )
        for entry in own
        if entry.paper.is_event and entry.paper.genre is Genre.PAPER
    ]
    told = {
        (update.event, update.id): _told(day, update, entries[update.id])  # of two runs that told alike, one card
        for update in sorted(updates, key=lambda u: (u.event, u.id))
        if update.event in SHOWN_EVENTS and update.id in entries
    }
    return (*met, *told.values())


def _told(day: date, update: Update, entry: Entry) -> EventEntry:
    sources = update.changes.get("sources")
    newest = sources[-1] if isinstance(sources, list | tuple) and sources else {}
    version = newest.get("version", 0) if isinstance(newest, Mapping) else 0
    place = newest.get("name", "") if isinstance(newest, Mapping) else ""
    return EventEntry(
        day=day,
        event=update.event,
        entry=entry,
        anchor=f"{entry.slug}.{update.event}",
        version=int(version),
        place=str(place),
    )


def _briefings(root: Path, day: date, lang: str, stock: Stock, allowance: Allowance) -> tuple[Briefing, ...]:
    path = days.path(root, day, lang)
    if not path.exists():
        return ()
    judged = (allowance.briefing(one, stock.papers, stock.versions) for one in days.read_day(path).briefings)
    return tuple(briefing for briefing in judged if briefing)


def _topics(config: Config, shown: Iterable[Day]) -> tuple[TopicView, ...]:
    listed: dict[str, list[tuple[date, Entry]]] = {topic.id: [] for topic in config.topics}
    for day in shown:
        for entry in (*day.papers, *(event.entry for event in day.events if event.is_first)):
            for match in entry.matches:
                listed[match.topic_id].append((day.day, entry))
    return tuple(
        TopicView(topic=topic, entries=listing(listed[topic.id]), per_page=config.show.per_topic)
        for topic in config.topics
    )


class _Piles:
    """Count papers by name, and keep the first `most` of each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._piles: defaultdict[str, list[tuple[date, Entry]]] = defaultdict(list)
        self.counts: Counter[str] = Counter()

    def add(self, day: date, entry: Entry, names: Iterable[str]) -> None:
        for name in names:
            self.counts[name] += 1
            if len(self._piles[name]) < self._most:
                self._piles[name].append((day, entry))

    def found(self, name: str) -> tuple[Listing, int]:
        return listing(self._piles.get(name, ())), self.counts[name]
