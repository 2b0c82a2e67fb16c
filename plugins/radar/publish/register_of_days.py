"""Know all days by having loaded them all: right for small sites and tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from radar.publish.incremental import fingerprint
from radar.publish.register import DayCount, Telling

if TYPE_CHECKING:
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

    @property
    def papers(self) -> int:
        """Count every paper that may be shown."""
        return len(self._site.papers)

    def digest(self, day: date) -> str:
        """Sum up everything that a day shows."""
        return self._digests.get(day, "")

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

    @cached_property
    def _digests(self) -> Mapping[date, str]:
        return {day.day: fingerprint(repr(day)) for day in self._site.days}

    @cached_property
    def _counts(self) -> Mapping[date, DayCount]:
        return {day.day: _count(day) for day in self._site.days}

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
                )
                for one in told(self._site, lang)
            )
            for lang in self._site.langs
        }

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


def _count(day: Day) -> DayCount:
    return DayCount(
        papers=len(day.papers),
        events=len(day.events),
        notices=len(day.notices),
        news=len(day.news),
        taken_down=len(day.taken_down),
        matched=sum(map(_is_matched, day.papers)),
    )


def _is_matched(entry: Entry) -> bool:
    return bool(entry.matches or entry.reasons)
