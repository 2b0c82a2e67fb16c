"""Say what a site shows: days, events, topics, in frozen values that pages, feeds and checks read.

`site.load_site` fills them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from radar.config import Config, Topic
from radar.models import Briefing, Event, Gist, Match, Paper, Ranked, Reason, Update
from radar.outcomes import RunReport
from radar.publish import paging
from radar.publish.listing import Listing, Place
from radar.publish.register import Register

RECENT: Final = timedelta(days=90)
"""How far back from the newest day shown days keep abstracts on their pages, citation files, pictures, twins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """Name a paper that another is close to in what they say."""

    id: str
    day: date
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Show one paper, with why it is here; `paper` has every later update applied."""

    ranked: Ranked
    slug: str
    """The paper's anchor: `identity.slug(paper.id)`."""
    gists: tuple[Gist, ...] = ()
    retracted: date | None = None
    """The day that told of its retraction or withdrawal."""
    related: tuple[Neighbour, ...] = ()
    """Papers close to it in what they say, nearest first, of its own day or earlier ones."""

    @property
    def paper(self) -> Paper:
        """Give the paper as it is known now."""
        return self.ranked.paper

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Say why it stands where it stands, apart from its topics."""
        return self.ranked.reasons

    @property
    def matches(self) -> tuple[Match, ...]:
        """Give the topics it matches, with their reasons."""
        return self.ranked.matches

    def gist(self, lang: str) -> Gist | None:
        """Give the sentence to show on a page of this language: one written in it, else the verbatim one."""
        by_lang = {gist.lang: gist for gist in self.gists}
        return by_lang.get(lang) or by_lang.get("")


@dataclass(frozen=True, kw_only=True, slots=True)
class EventEntry:
    """Show that something new is known about a paper: a version, a publication, a retraction."""

    day: date
    event: Event
    entry: Entry
    anchor: str
    """Its own id on the day's page. It is the paper's slug where this is also the paper's first day."""
    version: int = 0
    """The version that came, where the source counts them."""
    place: str = ""
    """The source that brought it."""

    @property
    def paper(self) -> Paper:
        """Give the paper as it is known now."""
        return self.entry.paper

    @property
    def is_first(self) -> bool:
        """Tell whether the paper was met only now, by this very event."""
        return self.anchor == self.entry.slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """Show one day; it has a page because it holds a paper, an event, or the mark of one taken down."""

    day: date
    papers: tuple[Entry, ...] = ()
    """New papers, best first."""
    notices: tuple[Entry, ...] = ()
    """Corrections and retractions that journals printed, each a record of its own."""
    news: tuple[Entry, ...] = ()
    """What else journals printed: news, comment, editorials."""
    events: tuple[EventEntry, ...] = ()
    taken_down: tuple[str, ...] = ()
    """Slugs whose address stays and says so."""
    briefings: Mapping[str, tuple[Briefing, ...]] = field(default_factory=dict)
    """By language."""
    run: RunReport | None = None
    """What happened in that day's runs."""
    updates: tuple[Update, ...] = ()
    """The lines that the day brought for papers which may be shown, those that mend in silence too."""


class Days(Sequence[Day]):
    """Give the days of an archive, newest first, each loaded when it is asked for."""

    register: Register

    @abstractmethod
    def on(self, day: date) -> Day | None:
        """Give a day that is shown."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what answers; nothing may be asked any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paged:
    """Show a list that may grow for years: the newest on its own page, all it holds on numbered ones."""

    entries: Listing
    """Newest day first, within a day as ranked."""
    per_page: int

    @property
    def full_pages(self) -> int:
        """Count the numbered pages: full ones, from the oldest paper, so that none is written twice.

        0 while everything stands on the list's own page. That page shows the newest
        `per_page`; what it does not show lies in the numbered ones.
        """
        return paging.full_pages(len(self.entries), self.per_page)

    def page(self, number: int) -> tuple[Entry, ...]:
        """Give a page's papers, newest first; `number` 0 is the list's own page."""
        return tuple(paging.page_of(self.entries, number, self.per_page))

    def days_of(self, number: int) -> tuple[date, ...]:
        """Give the days that a page's papers stand on."""
        return self.entries.days(*paging.stretch(number, len(self.entries), self.per_page))

    def first_of(self, number: int) -> Place:
        """Give the place of a page's newest paper: a late paper of an older day moves what follows it."""
        return self.entries.places[paging.stretch(number, len(self.entries), self.per_page)[0]]


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView(Paged):
    """Show one topic."""

    topic: Topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """Show what one source gave, or what belongs to one field."""

    id: str
    """Last part of its address: `[a-z0-9-]{1,67}`."""
    names: Mapping[str, str]
    """By language."""
    entries: Listing
    """The newest papers, a paper with news of it among them by the day of that news."""
    count: int
    """How many there are in the whole archive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandPage:
    """Point at a page written by hand: `content/pages/<slug>.<lang>.md`, or `docs/<lang>/<slug>.md`."""

    slug: str
    """Empty for the contents of the documentation."""
    files: Mapping[str, Path]
    """By language."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Hold everything that pages, feeds and checks are made from; days are loaded when they are asked for."""

    config: Config
    sample: bool
    """True when these are the bundled sample's papers: every page and feed says so."""
    url: str
    """The home page's absolute address without a trailing slash; empty when nobody knows it."""
    langs: tuple[str, ...]
    """The languages built, in the owner's order."""
    days: Sequence[Day]
    """Newest first. Days without anything to show are not here. Walking through all of them costs a whole build."""
    topics: tuple[TopicView, ...]
    """In the owner's order."""
    runs: Sequence[RunReport] = ()
    """Newest first, each read when it is asked for."""
    pages: tuple[HandPage, ...] = ()
    docs: tuple[HandPage, ...] = ()
    """The documentation, in the order in which it is read, its contents first; none where the owner wants none."""
    assets: Mapping[str, Path] = field(default_factory=dict)
    """Files of the theme and of overrides/static, by name below `theme/`."""
    papers: Mapping[str, Paper] = field(default_factory=dict)
    """Every paper that may be shown, by id, updates applied."""
    versions: Mapping[str, tuple[Paper, ...]] = field(default_factory=dict)
    """By id, oldest first, as the ledger has them: papers that were updated, or of which not all is shown."""
    sources: tuple[Gathered, ...] = ()
    """In the owner's order."""
    fields: tuple[Gathered, ...] = ()
    """Disciplines that have papers, in CONTRACT's order."""

    look: str = ""
    """Fingerprint of templates, translations and the theme's files, overrides too."""
    settings: str = ""
    """Fingerprint of radar.toml as read, of the site's address, of its languages, of what the program is."""

    @cached_property
    def register(self) -> Register:
        """Know of all days what lists and fingerprints need."""
        if isinstance(self.days, Days):
            return self.days.register
        from radar.publish.register_of_days import RegisterOfDays  # noqa: PLC0415 - it reads views itself

        return RegisterOfDays(self)

    def is_recent(self, day: date) -> bool:
        """Tell whether a day still has abstracts on its page, and files of its own beside it."""
        return bool(self.register.dates) and day > self.register.dates[0] - RECENT

    def day(self, wanted: date) -> Day | None:
        """Give a day that is shown."""
        return self.days.on(wanted) if isinstance(self.days, Days) else self._by_date.get(wanted)

    def close(self) -> None:
        """Let go of the file that answers for the archive; it closes by itself when nobody holds the site."""
        if isinstance(self.days, Days):
            self.days.close()

    @cached_property
    def _by_date(self) -> Mapping[date, Day]:
        return {day.day: day for day in self.days}

    @property
    def newest(self) -> Day | None:
        """Give the issue that home shows: the newest day that has papers, else any that has something."""
        return next((day for day in self.days if day.papers), self.days[0] if self.days else None)

    def recent(self, count: int) -> tuple[Entry, ...]:
        """Give the newest papers, newest day first, within a day as ranked."""
        found: list[Entry] = []
        for day in self.days:
            found.extend(day.papers[: count - len(found)])
            if len(found) >= count:
                break
        return tuple(found)

    def title(self, topic_id: str, lang: str) -> str:
        """Name a topic in a language."""
        return next((v.topic.title(lang) for v in self.topics if v.topic.id == topic_id), topic_id)
