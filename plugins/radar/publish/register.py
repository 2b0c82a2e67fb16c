"""Know of all days what lists and fingerprints need, without loading a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class DayCount:
    """Count what a day shows."""

    papers: int = 0
    events: int = 0
    notices: int = 0
    news: int = 0
    taken_down: int = 0
    matched: int = 0
    """Papers that match a topic or follow what is watched."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """Name one briefing, without its text."""

    day: date
    lang: str
    slug: str
    kind: str
    """`topic` or `cross`."""
    title: str
    fields: tuple[str, ...] = ()
    by: str = "abstract"
    topic: str = field(default="")
    """The topic's id where it tells of one (its slug)."""

    @property
    def name(self) -> str:
        """Give the last part of its address."""
        return f"{self.day.isoformat()}-{self.slug}"


class Register(Protocol):
    """What is known of a whole archive at the cost of a look-up. Days are those that have something to show."""

    @property
    def dates(self) -> tuple[date, ...]:
        """Give every day that is shown, newest first."""

    def digest(self, day: date) -> str:
        """Sum up everything that a day shows; empty for a day not shown.

        Papers with gists, topics, reasons, related papers, retractions; events; what was taken
        down; briefings in every built language; the day's run report.
        """

    def count(self, day: date) -> DayCount:
        """Count what a day shows."""

    def tellings(self, lang: str) -> Sequence[Telling]:
        """Give every briefing of a language as `told` orders them: newest day first, in a day those across fields."""

    def cited_on(self, day: date) -> Mapping[str, tuple[str, ...]]:
        """Give the papers that stand on a day and are cited, by id in order, with the names of what cites them.

        Briefings of any day and built language count.
        """

    def touched_on(self, day: date) -> Mapping[str, date]:
        """Give the papers that stand on a day and have an event, by id, with the day of its newest."""

    def topic_counts(self, topic_id: str) -> Sequence[tuple[date, int]]:
        """Count a topic's papers by day, newest first; days without any are left out."""

    @property
    def papers(self) -> int:
        """Count every paper that may be shown."""
