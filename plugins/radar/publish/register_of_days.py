"""Know all days by having loaded them all: right for small sites and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from radar.publish.data import named
from radar.publish.incremental import fingerprint
from radar.publish.listing import Listing, listing
from radar.publish.register import DayCount, Telling
from radar.publish.search import search_sealed

if TYPE_CHECKING:
    from radar.models import Briefing
    from radar.publish.view import Day, Entry, Site


class RegisterOfDays:
    """Answer from a site's days."""

    def __init__(self, site: Site) -> None:
        """Read nothing yet."""
        self._site = site

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Give every day that is shown, newest first."""
        return tuple(day.day for day in self._site.days)

    @cached_property
    def runs_digest(self) -> str:
        """Sum up all run reports."""
        return fingerprint(repr(tuple(self._site.runs)))

    @property
    def papers(self) -> int:
        """Count every paper that may be shown."""
        return len(self._site.papers)

    def digest(self, day: date) -> str:
        """Sum up everything that a day shows."""
        return self._digests.get(day, "")

    def content(self, day: date) -> str:
        """Sum up what lists, feeds, search and twins show of a day."""
        return self._contents.get(day, "")

    def searched(self, day: date) -> str:
        """Sum up what a lean index of search holds of a day."""
        return self._searched.get(day, "")

    def taken_down_on(self, day: date) -> tuple[str, ...]:
        """Give the slugs of a day's papers that were taken down."""
        return self._taken_down.get(day, ())

    def latest(self, kind: Literal["topic", "author"], name: str) -> Listing:
        """Give the newest papers of a topic or a followed author, each by the newest day that had something of it."""
        return listing(self._latest.get((kind, name), ()))

    def entries(self, kind: Literal["topic", "author"], name: str) -> Listing:
        """Give the papers of a topic or a followed author, newest day first, in a day as ranked."""
        if kind == "topic":
            return next((view.entries for view in self._site.topics if view.topic.id == name), listing(()))
        return listing(
            [
                (day.day, entry)
                for day in self._site.days
                for entry in (*day.papers, *(event.entry for event in day.events if event.is_first))
                for reason in entry.reasons
                if reason.kind == "watch" and not reason.where and reason.text == name
            ]
        )

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """Name the places of all that is shown, in order of names."""
        entries = (entry for day in self._site.days for entry in own(day))
        return tuple(sorted({place.name for entry in entries for place in entry.paper.places if place.name}))

    def count(self, day: date) -> DayCount:
        """Count what a day shows."""
        return self._counts.get(day, DayCount())

    def tellings(self, lang: str) -> Sequence[Telling]:
        """Give every briefing of a language, newest day first, in a day those across fields."""
        return self._tellings[lang]

    def cited_on(self, day: date) -> Mapping[str, tuple[str, ...]]:
        """Give the papers of a day that briefings cite, with the briefings' names."""
        return self._cited.get(day, {})

    def touched_on(self, day: date) -> Mapping[str, date]:
        """Give the papers of a day that have an event, with the day of its newest."""
        return self._touched.get(day, {})

    def topic_counts(self, topic_id: str) -> Sequence[tuple[date, int]]:
        """Count a topic's papers by day, newest first."""
        return self._topic_counts.get(topic_id, ())

    @property
    def named_dates(self) -> tuple[date, ...]:
        """Give every day that `named` holds something of, newest first."""
        return tuple(day for day in self.dates if named.read(self._named[day]))

    def named(self, day: date) -> bytes:
        """Give the names and ids by which papers are found that a day brings."""
        return self._named.get(day, b"")

    def named_digest(self, day: date) -> str:
        """Sum up `named`."""
        return fingerprint(self._named[day]) if day in self._named else ""

    @cached_property
    def _named(self) -> Mapping[date, bytes]:
        return {day.day: named.lines(day, self._site.versions) for day in self._site.days}

    def caught_on(self, day: date) -> Mapping[str, date]:
        """Tell which sources' lists of a day came whole, and with the run of which day first."""
        return self._caught_on.get(day, {})

    def day_of(self, paper_id: str) -> date | None:
        """Give the day on which a paper stands that may be shown."""
        paper = self._site.papers.get(paper_id)
        return paper.day if paper else None

    @cached_property
    def _caught_on(self) -> Mapping[date, dict[str, date]]:
        from radar.publish.status import caught  # noqa: PLC0415 - it reads views, which know this

        found: dict[date, dict[str, date]] = {}
        for (name, day), run in caught(self._site.runs).items():
            found.setdefault(day, {})[name] = run
        return found

    @cached_property
    def _digests(self) -> Mapping[date, str]:
        return {day.day: fingerprint(repr(day)) for day in self._site.days}

    @cached_property
    def _contents(self) -> Mapping[date, str]:
        return {day.day: fingerprint(repr(_bare(day)), repr(self._cited_in(day))) for day in self._site.days}

    def _cited_in(self, day: Day) -> list[tuple[str, ...]]:
        """Give what is shown of the papers that a day's briefings cite."""
        cited = (c.paper_id for told in day.briefings.values() for one in told for c in one.citations)
        papers = (self._site.papers[i] for i in dict.fromkeys(cited) if i in self._site.papers)
        return [(paper.id, paper.title, paper.day.isoformat(), paper.url) for paper in papers]

    @cached_property
    def _searched(self) -> Mapping[date, str]:
        return {day.day: fingerprint(search_sealed.lines(day, self._site.versions)) for day in self._site.days}

    @cached_property
    def _taken_down(self) -> Mapping[date, tuple[str, ...]]:
        return {day.day: day.taken_down for day in self._site.days}

    @cached_property
    def _latest(self) -> Mapping[tuple[str, str], list[tuple[date, Entry]]]:
        from radar.publish.gathered import every_on  # noqa: PLC0415 - it reads views, which know this

        found: dict[tuple[str, str], list[tuple[date, Entry]]] = {}
        for day, entry in every_on(self._site.days):
            names = [("topic", match.topic_id) for match in entry.matches]
            names += [("author", one.text) for one in entry.reasons if one.kind == "watch" and not one.where]
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append((day, entry))
        return found

    @cached_property
    def _counts(self) -> Mapping[date, DayCount]:
        return {day.day: count(day, self._named[day.day]) for day in self._site.days}

    @cached_property
    def _tellings(self) -> Mapping[str, tuple[Telling, ...]]:
        from radar.publish.told import told  # noqa: PLC0415 - it reads views, which know this

        return {
            lang: tuple(
                Telling(
                    day=one.day.day,
                    lang=lang,
                    slug=one.briefing.slug,
                    kind=one.briefing.kind,
                    title=one.briefing.title,
                    fields=one.briefing.fields,
                    by=one.briefing.by,
                    paper_count=one.briefing.paper_count,
                    cites=tuple(self._days_of(_cites(one.briefing))),
                )
                for one in told(self._site, lang)
            )
            for lang in self._site.langs
        }

    def _days_of(self, ids: Iterable[str]) -> Iterator[tuple[str, date]]:
        papers = self._site.papers
        return ((paper_id, papers[paper_id].day) for paper_id in ids if paper_id in papers)

    @cached_property
    def _cited(self) -> Mapping[date, dict[str, tuple[str, ...]]]:
        from radar.publish.told import cited  # noqa: PLC0415 - it reads views, which know this

        found: dict[date, dict[str, tuple[str, ...]]] = {}
        for paper_id, names in cited(self._site).items():
            found.setdefault(self._site.papers[paper_id].day, {})[paper_id] = tuple(sorted(names))
        return found

    @cached_property
    def _touched(self) -> Mapping[date, dict[str, date]]:
        found: dict[date, dict[str, date]] = {}
        for day in self._site.days:
            for event in day.events:
                found.setdefault(event.paper.day, {}).setdefault(event.paper.id, day.day)
        return found

    @cached_property
    def _topic_counts(self) -> Mapping[str, list[tuple[date, int]]]:
        found: dict[str, list[tuple[date, int]]] = {}
        for view in self._site.topics:
            counts: dict[date, int] = {}
            for day, _ in view.entries.places:
                counts[day] = counts.get(day, 0) + 1
            found[view.topic.id] = list(counts.items())
        return found


def count(day: Day, found_by: bytes) -> DayCount:
    """Count what a loaded day shows; `found_by` is its `named`."""
    names, ids = named.count(found_by)
    return DayCount(
        papers=len(day.papers),
        events=len(day.events),
        notices=len(day.notices),
        news=len(day.news),
        taken_down=len(day.taken_down),
        matched=sum(map(_is_matched, day.papers)),
        met=sum(event.is_first for event in day.events),
        names=names,
        ids=ids,
    )


def _bare(day: Day) -> Day:
    """Leave out what later days and runs change."""
    return replace(
        day,
        papers=tuple(replace(entry, related=()) for entry in day.papers),
        notices=tuple(replace(entry, related=()) for entry in day.notices),
        news=tuple(replace(entry, related=()) for entry in day.news),
        events=tuple(replace(event, entry=replace(event.entry, related=())) for event in day.events),
        run=None,
    )


def own(day: Day) -> Iterator[Entry]:
    """Give what a day shows as its own."""
    yield from (*day.papers, *day.notices, *day.news)
    yield from (event.entry for event in day.events if event.is_first)


def _is_matched(entry: Entry) -> bool:
    return bool(entry.matches or entry.reasons)


def _cites(briefing: Briefing) -> Mapping[str, None]:
    return dict.fromkeys(citation.paper_id for citation in briefing.citations)
