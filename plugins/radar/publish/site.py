"""Gather what a site shows into one frozen value: `Site`.

    radar.toml ─┐
    ledger ─────┤    updates applied,       ┌► Day        papers ranked, events, briefings, run
    closeness ──┤    what may not be shown  ├► TopicView  papers, newest first
    gists ──────┼──► or does not hold       ├► runs       newest first
    days/*.md ──┤    left out               └► HandPage, assets
    runs ───────┘

A pure function of the files on disk: no clock, no network, no environment. Pages, feeds
and `radar verify` all read this and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from radar.archive import closeness, days, gists, runs
from radar.archive.ledger import Ledger
from radar.config import Config
from radar.config_sources import ArxivSource
from radar.errors import BuildError
from radar.models import Briefing, Event, Genre, Gist, Update
from radar.publish.allowed import Allowance
from radar.publish.gathered import by_field, by_source
from radar.publish.listing import listing
from radar.publish.related import related
from radar.publish.stock import Stock, read_stock
from radar.publish.view import Day, Entry, EventEntry, HandPage, Site, TopicView
from radar.sift import identity, rank, topics

__all__ = ["Day", "Entry", "EventEntry", "HandPage", "Site", "TopicView", "load_site"]

ROOT: Final = Path(__file__).resolve().parents[3]
"""The checkout this package runs from: theme and hand-written pages lie in it."""

SHOWN_EVENTS: Final = frozenset({Event.VERSION, Event.PUBLISHED, Event.RETRACTED, Event.CORRECTED})
"""What a reader is told of. The others mend the paper in silence."""

_HAND_PAGE: Final = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.(zh|en)\.md")
RESERVED: Final = frozenset(
    (
        "archive",
        "authors",
        "briefings",
        "data",
        "en",
        "feeds",
        "fields",
        "my-radar",
        "og",
        "p",
        "schema",
        "search",
        "sources",
        "starred",
        "status",
        "subscribe",
        "theme",
        "topics",
        "weeks",
    )
)
"""What addresses of the site's own begin with, besides years."""


def load_site(config: Config, content: Path, sample: bool, *, url: str = "") -> Site:  # noqa: FBT001 - callers name it
    """Read everything below `content`, and the theme's files beside it.

    `url` is the address to use where radar.toml says `auto`. Raises ArchiveError when a
    file of the archive cannot be read, BuildError when two pages want one address.
    """
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
        sample=sample,
        url=(url if config.site.url == "auto" else config.site.url).rstrip("/"),
        langs=tuple(dict.fromkeys(config.site.locales)),
        days=shown,
        topics=_topics(config, shown),
        runs=reports,
        pages=_hand_pages(content),
        assets=_assets(content.parent / "overrides" / "static"),
        papers=stock.papers,
        versions=stock.versions,
        sources=by_source(config, shown),
        fields=by_field(config, shown),
    )


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


def hand_pages_folder(content: Path) -> Path:
    """Find the pages written by hand: the owner's, else the project's own."""
    own = content / "pages"
    return own if own.is_dir() else ROOT / "content" / "pages"


def _hand_pages(content: Path) -> tuple[HandPage, ...]:
    found: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    folder = hand_pages_folder(content)
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        name = _HAND_PAGE.fullmatch(path.name)
        if name is None:
            raise BuildError(f"{path}: a page is named `<slug>.zh.md` or `<slug>.en.md`")
        if name[1] in RESERVED or re.fullmatch(r"\d{4}", name[1]):
            raise BuildError(f"{path}: the address /{name[1]}/ is the site's own; name the page otherwise")
        found[name[1]][name[2]] = path
    return tuple(HandPage(slug=slug, files=files) for slug, files in sorted(found.items()))


def _assets(overrides: Path) -> dict[str, Path]:
    """Name the theme's files, the owner's last so that they win; links and dotfiles are none."""
    found: dict[str, Path] = {}
    for folder in (ROOT / "theme" / "static", overrides):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not path.is_symlink() and not any(p.startswith(".") for p in name.parts):
                found[name.as_posix()] = path
    return dict(sorted(found.items()))
