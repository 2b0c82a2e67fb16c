"""Find a site's briefings across its days: their pages, what they cite, which fields they join."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Final

from radar.models import Briefing
from radar.publish.view import Day, Entry, Site

PER_PAGE: Final = 60
"""Briefings on one page of the list."""
PICTURED: Final = timedelta(days=90)
"""How far back days and briefings have a picture of their own (SITE.md, Open Graph)."""
WINDOW: Final = timedelta(days=30)
"""How far back the matrix of fields looks from the newest issue (the window of bridges)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Hold one briefing with its day."""

    day: Day
    briefing: Briefing

    @property
    def name(self) -> str:
        """Give the last part of its address."""
        return f"{self.briefing.day.isoformat()}-{self.briefing.slug}"


def told(site: Site, lang: str) -> tuple[Told, ...]:
    """Give every briefing of one language, newest day first, in a day those across fields first.

    Of two with one name the first is given.
    """
    found: dict[str, Told] = {}
    for day in site.days:
        for briefing in sorted(day.briefings.get(lang, ()), key=lambda each: each.kind != "cross"):
            one = Told(day=day, briefing=briefing)
            found.setdefault(one.name, one)
    return tuple(found.values())


def cited(site: Site) -> Mapping[str, frozenset[str]]:
    """Give the papers that briefings of any built language cite, by id, with the briefings' names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for lang in site.langs:
        for one in told(site, lang):
            for citation in one.briefing.citations:
                if citation.paper_id in site.papers:
                    found[citation.paper_id].add(one.name)
    return {paper_id: frozenset(names) for paper_id, names in sorted(found.items())}


def entries(site: Site) -> Mapping[str, Entry]:
    """Give what cards show of every paper that stands on a day, by id."""
    found: dict[str, Entry] = {}
    for day in site.days:
        for entry in (*day.papers, *(event.entry for event in day.events), *day.notices, *day.news):
            found.setdefault(entry.paper.id, entry)
    return found


def taken_down(site: Site) -> tuple[str, ...]:
    """Give the slugs of hidden papers: their addresses stay and say why."""
    return tuple(sorted({slug for day in site.days for slug in day.taken_down}))


def pictured_days(site: Site) -> tuple[Day, ...]:
    """Give the days that have a picture; none where the site's address is not known, since nobody could find it."""
    if not site.url or not site.days:
        return ()
    since = site.days[0].day - PICTURED
    return tuple(day for day in site.days if day.day > since)


def pictured_briefings(site: Site, lang: str) -> tuple[Told, ...]:
    """Give the briefings that have a picture: those of such days."""
    days = {day.day for day in pictured_days(site)}
    return tuple(one for one in told(site, lang) if one.day.day in days)


def crossings(site: Site, lang: str) -> Mapping[tuple[str, str], int]:
    """Count the recent briefings that join two fields, by both fields in alphabetical order."""
    if not site.days:
        return {}
    since = site.days[0].day - WINDOW
    joined = (set(one.briefing.fields) for one in told(site, lang) if one.briefing.day > since)
    return dict(Counter(pair for fields in joined for pair in combinations(sorted(fields), 2)))
