"""Load one day, or one paper, as a site shows it.

ledger ──────┐  updates applied,     ┌► Day    papers ranked, events, briefings, run
closeness ───┤  what may not be      │
gists ───────┼► shown, or does not ──┼► Entry  a paper with what its card shows
days/*.md ───┤  hold, left out       │
runs ────────┘                       └► Paper, its versions
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from radar.archive import closeness, days, gists, runs
from radar.archive.ledger import Ledger
from radar.config import Config
from radar.config_sources import ArxivSource
from radar.models import Briefing, Event, Genre, Gist, Paper, Ranked, Update
from radar.publish.allowed import Allowance
from radar.publish.gather.base import Base
from radar.publish.gather.files import SHOWN_EVENTS
from radar.publish.gather.nearness import Nearness
from radar.publish.gather.standing import Standings
from radar.publish.view import Day, Entry, EventEntry, Neighbour
from radar.sift import identity, rank, topics

T = TypeVar("T")

_EMPTY: Final[tuple[Gist, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """Hold a day as it is shown, and what its briefings rest on."""

    day: Day
    cited: Mapping[str, Paper | None]
    """Every paper that the day's files cite, by id, as it may be shown; None for one that may not, or is unknown."""
    versions: Mapping[str, tuple[Paper, ...]]
    """What papers said before their updates, as `Site.versions`."""


class Loader:
    """Load days of one archive under one radar.toml."""

    def __init__(self, config: Config, root: Path, base: Base) -> None:
        """Read nothing yet."""
        self._config = config
        self._root = root
        self._allowance = Allowance(config)
        self._followed = frozenset(c for s in config.sources if isinstance(s, ArxivSource) for c in s.categories)
        self._standings = Standings(Ledger(root), base)
        self._near = Nearness(root, base)

    def day(self, day: date) -> Loaded:
        """Load a day; one that the ledger does not have is empty."""
        standings, updates, ids = self._standings.of_day(day)
        papers: dict[str, Paper] = {}
        versions: dict[str, tuple[Paper, ...]] = {}
        for standing in standings:
            if shown := standing.shown(self._allowance):
                papers[shown.id] = shown
                if told := standing.versions(shown):
                    versions[shown.id] = told
        entries = self._entries(day, papers, versions)
        own = tuple(entries.values())
        known = frozenset(ids)
        own_papers, own_versions = _Known(papers, known, self.paper), _Known(versions, known, self.versions)
        written = {lang: self._written(day, lang) for lang in self._config.site.locales}
        cited = dict.fromkeys(c.paper_id for each in written.values() for one in each for c in one.citations)
        shown_day = Day(
            day=day,
            papers=tuple(e for e in own if not e.paper.is_event and e.paper.genre is Genre.PAPER),
            notices=tuple(e for e in own if e.paper.genre.is_notice),
            news=tuple(e for e in own if e.paper.genre is Genre.NEWS),
            events=self._events(day, entries, updates),
            taken_down=tuple(identity.slug(i) for i in ids if i not in entries),
            briefings={
                lang: tuple(filter(None, (self._allowance.briefing(one, own_papers, own_versions) for one in each)))
                for lang, each in written.items()
            },
            run=runs.read(self._root, day),
            updates=tuple(update for update in updates if update.id in own_papers),
        )
        return Loaded(day=shown_day, cited={i: own_papers.get(i) for i in cited}, versions=own_versions)

    def paper(self, paper_id: str) -> Paper | None:
        """Give a paper as it may be shown."""
        found = self._standings.of(paper_id)
        return found.shown(self._allowance) if found else None

    def versions(self, paper_id: str) -> tuple[Paper, ...]:
        """Give a paper as the ledger has it, oldest first; none where all there ever was is shown."""
        found = self._standings.of(paper_id)
        shown = found.shown(self._allowance) if found else None
        return found.versions(shown) if found and shown else ()

    def entry(self, paper_id: str) -> Entry | None:
        """Give what a card shows of a paper that stands on any day."""
        return self.entries([paper_id]).get(paper_id)

    def entries(self, ids: Collection[str]) -> Mapping[str, Entry]:
        """Give what cards show of some papers, by id; their days are not loaded. What may not be shown is none."""
        found = {i: standing for i in ids if (standing := self._standings.of(i))}
        papers = {i: shown for i, standing in found.items() if (shown := standing.shown(self._allowance))}
        by_day: defaultdict[date, list[Paper]] = defaultdict(list)
        for paper in papers.values():
            by_day[paper.day].append(paper)
        entries: dict[str, Entry] = {}
        for day, own in by_day.items():
            own_ids = tuple(paper.id for paper in own)
            near = self._near.of(own_ids, day)
            said = _by_id(gists.read_some(self._root, day, own_ids))
            for ranked in self._ranked(own, closeness.read_some(self._root, day, own_ids, self._config.topics)):
                i = ranked.paper.id
                entries[i] = self._entry(
                    ranked, said.get(i, _EMPTY), found[i].versions(ranked.paper), near.get(i, ())
                )
        return entries

    def _entries(
        self, day: date, papers: Mapping[str, Paper], versions: Mapping[str, tuple[Paper, ...]]
    ) -> dict[str, Entry]:
        """Rank a day's papers against each other, events and all; the dict keeps that order."""
        close = closeness.read(self._root, day, self._config.topics)
        near = self._near.of_day(day, papers, close)
        said = _by_id(gists.read(self._root, day))
        return {
            (i := ranked.paper.id): self._entry(ranked, said.get(i, _EMPTY), versions.get(i, ()), near.get(i, ()))
            for ranked in self._ranked(list(papers.values()), close)
        }

    def _ranked(self, papers: list[Paper], close: closeness.CloseDay) -> tuple[Ranked, ...]:
        matches = {p.id: topics.match(p, self._config.topics, close.meaning(p.id)) for p in papers}
        return rank.rank(papers, matches, self._config.watch, self._followed)

    def _entry(
        self, ranked: Ranked, said: Iterable[Gist], versions: tuple[Paper, ...], near: tuple[Neighbour, ...]
    ) -> Entry:
        paper = ranked.paper
        return Entry(
            ranked=ranked,
            slug=identity.slug(paper.id),
            gists=self._allowance.gists(paper, said, versions),
            retracted=self._near.retracted.get(paper.id),
            related=near,
        )

    def _events(self, day: date, entries: Mapping[str, Entry], updates: Iterable[Update]) -> tuple[EventEntry, ...]:
        """Gather what is new about known papers: those first met as a later version, then the day's updates."""
        told: dict[tuple[Event, str], EventEntry] = {}
        for update in sorted(updates, key=lambda u: (u.event, u.id)):
            if update.event in SHOWN_EVENTS:
                entry = entries.get(update.id) or self.entry(update.id)
                if entry:
                    told[update.event, update.id] = _told(day, update, entry)  # of two runs that told alike, one card
        return (*_met(day, entries.values()), *told.values())

    def _written(self, day: date, lang: str) -> tuple[Briefing, ...]:
        path = days.path(self._root, day, lang)
        return days.read_day(path).briefings if path.exists() else ()


class _Known(Mapping[str, T]):
    """Answer for a day's own papers at once; load what is asked of others."""

    def __init__(self, own: Mapping[str, T], ids: Container[str], load: Callable[[str], T | None]) -> None:
        self._own = own
        self._ids = ids
        self._load = load

    def __getitem__(self, paper_id: str) -> T:
        if paper_id in self._ids:
            return self._own[paper_id]
        found = self._load(paper_id)
        if not found:
            raise KeyError(paper_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def _by_id(said: Iterable[Gist]) -> Mapping[str, list[Gist]]:
    found: defaultdict[str, list[Gist]] = defaultdict(list)
    for gist in said:
        found[gist.id].append(gist)
    return found


def _met(day: date, own: Iterable[Entry]) -> Iterator[EventEntry]:
    for entry in own:
        if entry.paper.is_event and entry.paper.genre is Genre.PAPER:
            yield EventEntry(
                day=day,
                event=Event.VERSION,
                entry=entry,
                anchor=entry.slug,
                version=max((place.version for place in entry.paper.places), default=0),
                place=entry.paper.places[0].name,
            )


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
