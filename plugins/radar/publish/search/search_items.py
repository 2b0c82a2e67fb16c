"""List what search finds, in the order in which the archive grew, cut into periods that stay.

    days, oldest first ──► blocks of some 3,000 items ──┬► old, and full:  one lean period
                                                        └► else:           periods of some 600 items

Search has one index for each period. A new day rebuilds the newest period alone; a block
whose days are all old becomes one lean period, which is never written again. Whoever
searches loads older ones only when they are asked for. Where periods begin and end is
reckoned from counts: no day is loaded for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from radar.models import Briefing
from radar.publish.data.first_met import first_met, in_order
from radar.publish.plan import Plan
from radar.publish.view import Day, Entry, Site

PER_BLOCK: Final = 3000
"""Items in a block, unless a single day has more."""
PER_PART: Final = 600
"""Items in a period that is not lean, unless a single day has more: what a new day costs is bounded by it."""


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
    """Name the days in a row that one index holds, before any is loaded."""

    name: str
    """Its folder: `12` of a lean period, `12-3` of the fourth part of a block; the same for ever."""
    days: tuple[date, ...]
    """Oldest first."""
    items: int
    papers: int
    """Items that are no briefings."""
    is_lean: bool = False
    """It keeps neither where words stand in a text, nor texts of its own."""

    @property
    def first(self) -> date:
        """Give its oldest day."""
        return self.days[0]

    @property
    def last(self) -> date:
        """Give its newest day."""
        return self.days[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Weighed:
    """Count what a day brings."""

    day: date
    papers: int
    briefings: int
    weight: int
    """Papers taken down are counted, so that hiding one moves no border."""


def periods(site: Site) -> tuple[Period, ...]:
    """Cut the archive into periods, oldest first; each ends with the last whole day that fits."""
    blocks = list(_cut(_weighed(site), PER_BLOCK))
    found: list[Period] = []
    for number, block in enumerate(blocks):
        is_full = number < len(blocks) - 1
        if is_full and not site.is_recent(block[-1].day):
            found.append(_period(f"{number}", block, is_lean=True))
        else:
            parts = enumerate(_cut(block, PER_PART))
            found.extend(_period(f"{number}-{part}", days, is_lean=False) for part, days in parts)
    return tuple(found)


def items(site: Site, period: Period) -> Iterator[Item]:
    """Give a period's items, oldest day first, within a day the last of its list first, of a lean one by slug.

    So a later item is a newer one, or stands higher on its day. Days are loaded one by one.
    """
    for each in period.days:
        day = site.day(each)
        if day:
            entries = in_order(day) if period.is_lean else first_met(day)
            papers = [Item(day=each, rank=rank, entry=entry) for rank, entry in enumerate(entries)]
            yield from reversed((*_briefings(site, day), *papers))


def _period(name: str, days: list[_Weighed], *, is_lean: bool) -> Period:
    return Period(
        name=name,
        days=tuple(each.day for each in days),
        items=sum(each.papers + each.briefings for each in days),
        papers=sum(each.papers for each in days),
        is_lean=is_lean,
    )


def _weighed(site: Site) -> Iterator[_Weighed]:
    briefings = Plan(site).briefings
    for day in reversed(site.register.dates):
        count, told = site.register.count(day), len(briefings.get(day, ()))
        papers = count.papers + count.met + count.notices + count.news
        yield _Weighed(day=day, papers=papers, briefings=told, weight=papers + told + count.taken_down)


def _cut(days: Iterable[_Weighed], most: int) -> Iterator[list[_Weighed]]:
    found: list[_Weighed] = []
    size = 0
    for each in days:
        if found and size + each.weight > most:
            yield found
            found, size = [], 0
        found.append(each)
        size += each.weight
    if found:
        yield found


def _briefings(site: Site, day: Day) -> Iterator[Item]:
    """Join a day's briefings of one name, in order of names and languages; of two in one the first counts."""
    found: dict[str, dict[str, Briefing]] = {}
    for lang in sorted(site.langs):
        for one in sorted(day.briefings.get(lang, ()), key=lambda each: each.kind != "cross"):
            found.setdefault(f"{one.day.isoformat()}-{one.slug}", {}).setdefault(lang, one)
    for name, briefings in sorted(found.items()):
        yield Item(day=day.day, rank=0, name=name, briefings=briefings)
