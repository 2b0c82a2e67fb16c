"""Gather what is known of a day before it is briefed: its papers, ranked; what they are close to; its bridges.

    ledger: the day, and the 29 days before it ──► footing, encoder ──► archive.closeness
                                                                             │
                 topics, watch list ──► topics.match, rank ◄─────────────────┤
                 bridges told on days before ──► bridges ◄───────────────────┘

All of it follows from the ledger up to the day, from radar.toml and from the days'
Markdown before it; not from when, or how often, a run looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from radar.archive import closeness, days
from radar.archive.ledger import Ledger
from radar.archive.vectors import Vectors
from radar.brief import encoder
from radar.config import Config, Topic
from radar.config_sources import ArxivSource
from radar.models import Bridge, Closeness, Genre, Paper, Ranked
from radar.sift import fields, rank, topics
from radar.sift.bridges import Told, bridges
from radar.sift.closeness import Footing, footing, related

WINDOW: Final = timedelta(days=29)
"""How far before a day lies what its papers are related to, and what its bridges may join."""


class Dossier:
    """Hold what is known of a day; what costs time is reckoned when it is first asked for."""

    def __init__(self, config: Config, *, archive: Path, private: Path, day: date) -> None:
        """Open a day of `archive`; `private` may keep vectors between runs, whose loss costs seconds."""
        self.day = day
        self._config, self._archive, self._private = config, archive, private
        self._ledger = Ledger(archive)

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """Give every record of the day, by id, its own updates applied."""
        return {paper.id: paper for paper in self._ledger.read(self.day).current}

    @cached_property
    def window(self) -> Mapping[str, Paper]:
        """Give the papers of the day and of the window before it, by id: what a briefing of the day may cite."""
        earlier = (day for day in self._ledger.days() if self.day - WINDOW <= day < self.day)
        found = {paper.id: paper for day in earlier for paper in self._ledger.read(day).current}
        return {**found, **self.papers}

    @cached_property
    def ranked(self) -> tuple[Ranked, ...]:
        """Give the day's papers, best first; no news, no notices."""
        research = _research(self.papers.values())
        close = closeness.read(self._archive, self.day, self._config.topics)
        matches = {p.id: topics.match(p, self._config.topics, close.meaning(p.id)) for p in research}
        return rank.rank(research, matches, self._config.watch, followed(self._config))

    def of_topic(self, topic: Topic) -> tuple[Ranked, ...]:
        """Give the day's papers that match a topic, best first."""
        return tuple(r for r in self.ranked if any(match.topic_id == topic.id for match in r.matches))

    @cached_property
    def bridges(self) -> tuple[Bridge, ...]:
        """Give what joins the day's papers with others across fields, best first: as many as the owner asks for."""
        count = self._config.briefings.cross_field_per_day
        if not count or not self.papers:
            return ()
        papers = _research(self.window.values())
        of = {source.label: source.fields for source in self._config.sources if source.fields}
        belong = {paper.id: fields.fields_of(paper, source_fields=of) for paper in papers}
        return bridges(papers, belong, self._footing, day=self.day, told=tuple(self._told()), count=count)

    def reckon(self) -> None:
        """Write what the day's papers are close to: described topics, and papers of the window."""
        research = _research(self.papers.values())
        near = related(self._footing, [paper.id for paper in research])
        names, scores = self._meaning(research)
        closeness.write(
            self._archive,
            self.day,
            [Closeness(id=p.id, topics=scores.get(p.id, {}), related=near.get(p.id, ())) for p in research],
            encoder=names,
            topics=self._config.topics,
        )

    def describe(self) -> None:
        """Reckon the closeness to topics described since the day's file was written; leave the rest as it stands."""
        close = closeness.read(self._archive, self.day, self._config.topics)
        scored = {topic for line in close.values() for topic in line.topics}
        if not close or all(topic.id in scored for topic in self._config.topics if topic.describe):
            return
        names, scores = self._meaning(_research(self.papers.values()))
        if names:
            lines = (Closeness(id=i, topics=scores.get(i, {}), related=line.related) for i, line in close.items())
            closeness.write(self._archive, self.day, lines, encoder=names, topics=self._config.topics)

    @cached_property
    def _footing(self) -> Footing:
        return footing(_research(self.window.values()))

    def _meaning(self, papers: Sequence[Paper]) -> tuple[str, Mapping[str, Mapping[str, float]]]:
        """Reckon how close papers are to the described topics; nothing where none is, or nothing reckons."""
        described = [topic for topic in self._config.topics if topic.describe]
        found = encoder.load() if described and papers else None
        if found is None:
            return "", {}
        remembering = Vectors(self._private, found)
        scores = encoder.meanings(remembering, papers, described)
        remembering.keep()
        return found.name, scores

    def _told(self) -> Iterator[Told]:
        """Give the bridges that the days of the window before this one have told."""
        for n in range(1, WINDOW.days + 1):
            for file in days.files(self._archive, self.day - timedelta(days=n))[:1]:
                for briefing in days.read_day(file).briefings:
                    if briefing.kind == "cross":
                        cited = tuple(dict.fromkeys(citation.paper_id for citation in briefing.citations))
                        yield Told(slug=briefing.slug, papers=cited, fields=briefing.fields)


def followed(config: Config) -> frozenset[str]:
    """Gather the arXiv categories that the owner follows."""
    return frozenset(c for s in config.sources if isinstance(s, ArxivSource) for c in s.categories)


def _research(papers: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in papers if paper.genre is Genre.PAPER]
