"""Know of all days what lists and fingerprints need, without loading a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from radar.publish.listing import Listing


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
    met: int = 0
    """Events that are a paper's first: papers first met in a later version."""
    names: int = 0
    """Names under which papers are found (`named`), each paper's counted apart."""
    ids: int = 0
    """Ids and aliases by which papers are found (`named`)."""


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
    paper_count: int = 0
    """Papers that it was drawn from."""
    cites: tuple[tuple[str, date], ...] = ()
    """Papers that it cites and that may be shown, each once, in the order of its citations, with their days."""

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

    def content(self, day: date) -> str:
        """Sum up what lists, feeds, search and twins show of a day; empty for a day not shown.

        As `digest`, but without related papers and the run report, so that no later day
        changes it but by news of its papers. Titles, days and addresses of the papers that
        briefings cite count.
        """

    def searched(self, day: date) -> str:
        """Sum up what a lean index of search holds of a day (`search_sealed.lines`); empty for a day not shown."""

    def count(self, day: date) -> DayCount:
        """Count what a day shows."""

    def taken_down_on(self, day: date) -> tuple[str, ...]:
        """Give the slugs of a day's papers that were taken down."""

    def latest(self, kind: Literal["topic", "author"], name: str) -> Listing:
        """Give the newest papers of a topic, by its id, or a followed author, by name, as `Gathered.entries` does.

        Each once, by the newest day that had something of it: at least `feeds.max_items`
        where there are as many.
        """

    def entries(self, kind: Literal["topic", "author"], name: str) -> Listing:
        """Give the papers of a topic (by id) or a followed author (by name), newest day first, in a day as ranked."""

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
    def named_dates(self) -> tuple[date, ...]:
        """Give every day that `named` holds something of, newest first; some of them may not be shown."""

    def named(self, day: date) -> bytes:
        """Give the names and ids by which papers are found that a day brings (`data.named`).

        It follows from the day's own lines and from what is hidden: no later event changes it.
        """

    def named_digest(self, day: date) -> str:
        """Sum up `named`; empty for a day not shown."""

    @property
    def place_names(self) -> tuple[str, ...]:
        """Name the places of all that is shown, in order of names."""

    def caught_on(self, day: date) -> Mapping[str, date]:
        """Tell which sources' lists of a day came whole, and with the run of which day first (`status.caught`)."""

    def day_of(self, paper_id: str) -> date | None:
        """Give the day on which a paper stands that may be shown, without loading it; None for any other id."""

    @property
    def runs_digest(self) -> str:
        """Sum up all run reports."""

    @property
    def papers(self) -> int:
        """Count every paper that may be shown."""
