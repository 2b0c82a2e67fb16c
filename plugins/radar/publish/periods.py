"""Gather a site's days into weeks, Monday to Sunday (ISO 8601), and calendar months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from radar.models import Briefing
from radar.publish.view import Day, Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Hold the days of one week or month that have something to show."""

    first: date
    """Its Monday, or the first of the month, shown or not."""
    days: tuple[Day, ...]
    """Newest first; never empty."""

    @property
    def last(self) -> date:
        """Give a week's Sunday."""
        return self.first + timedelta(days=6)

    @property
    def papers(self) -> int:
        """Count its new papers."""
        return sum(len(day.papers) for day in self.days)

    @property
    def events(self) -> int:
        """Count what it brought for known papers."""
        return sum(len(day.events) for day in self.days)

    def briefings(self, lang: str) -> tuple[Briefing, ...]:
        """Give its briefings in one language: those across fields first, then newest day first."""
        found = [one for day in self.days for one in day.briefings.get(lang, ())]
        return tuple(sorted(found, key=lambda one: one.kind != "cross"))

    def matched(self, count: int) -> tuple[Entry, ...]:
        """Give the papers that match topics or follow what is watched, best score first, of equals the newest."""
        found = [e for day in self.days for e in day.papers if e.matches or e.reasons]
        return tuple(sorted(found, key=lambda entry: -entry.ranked.score)[:count])


def monday(day: date) -> date:
    """Find the first day of a day's week."""
    return day - timedelta(days=day.weekday())
