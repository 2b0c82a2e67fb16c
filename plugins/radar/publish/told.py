"""Find a site's briefings across its days, by loading all: right for small sites and tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from radar.models import Briefing
from radar.publish.view import Day, Site

PER_PAGE: Final = 60
"""Briefings on one page of the list."""


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
