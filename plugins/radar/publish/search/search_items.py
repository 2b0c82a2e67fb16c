"""List what search finds, in the order in which the archive grew, cut into periods that stay.

    days, oldest first ──► Item (a paper or a briefing) ──► Period: some thousands of items

Search has one index for each period. All but the newest are sealed: a new day rebuilds
the newest alone, and whoever searches loads the older ones only when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from radar.models import Briefing
from radar.publish.data import author_index
from radar.publish.told import told
from radar.publish.view import Day, Entry, Site

PER_PERIOD: Final = 3000
"""Items in a period, unless a single day has more. Pagefind takes 100 kB of memory for each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """Hold one thing to find: a paper's entry, or a briefing in the languages it was written in."""

    day: date
    rank: int
    """Its place on its day, from 0; of a briefing 0."""
    entry: Entry | None = None
    name: str = ""
    """Of a briefing: the last part of its address."""
    briefings: Mapping[str, Briefing] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Hold the items of some days in a row, oldest day first, within a day the last of its list first.

    So a later item is a newer one, or stands higher on its day.
    """

    number: int
    """From 0, the oldest."""
    first: date
    last: date
    items: tuple[Item, ...]

    @property
    def papers(self) -> int:
        """Count those that are no briefings."""
        return sum(item.entry is not None for item in self.items)


def periods(site: Site) -> tuple[Period, ...]:
    """Cut the archive into periods, oldest first.

    A period ends with the last whole day that fits. Papers taken down are counted, so
    that hiding one moves no border.
    """
    briefings = _briefings(site)
    found: list[Period] = []
    days: list[date] = []
    items: list[Item] = []
    size = 0
    for day in reversed(site.days):
        own = (*briefings.get(day.day, ()), *_papers(day))
        weight = len(own) + len(day.taken_down)
        if days and size + weight > PER_PERIOD:
            found.append(_period(len(found), days, items))
            days, items, size = [], [], 0
        days.append(day.day)
        items.extend(reversed(own))
        size += weight
    return (*found, _period(len(found), days, items)) if days else ()


def _period(number: int, days: list[date], items: list[Item]) -> Period:
    return Period(number=number, first=days[0], last=days[-1], items=tuple(items))


def _papers(day: Day) -> Iterator[Item]:
    """Give a day's papers, then its notices and news, each once."""
    entries = (*author_index.indexed(day), *day.notices, *day.news)
    for rank, entry in enumerate({entry.slug: entry for entry in entries}.values()):
        yield Item(day=day.day, rank=rank, entry=entry)


def _briefings(site: Site) -> Mapping[date, list[Item]]:
    """Join the briefings of one name, by day."""
    by_name: dict[tuple[date, str], dict[str, Briefing]] = {}
    for lang in site.langs:
        for one in told(site, lang):
            by_name.setdefault((one.day.day, one.name), {})[lang] = one.briefing
    found: dict[date, list[Item]] = {}
    for (day, name), briefings in sorted(by_name.items()):
        found.setdefault(day, []).append(Item(day=day, rank=0, name=name, briefings=briefings))
    return found
