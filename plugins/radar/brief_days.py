"""Brief whole days: their gists, and a briefing for each topic that their papers touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from radar.archive import days, gists
from radar.archive.ledger import Ledger
from radar.brief import extract
from radar.config import Config
from radar.config_sources import ArxivSource
from radar.models import Briefing, Genre, Paper, Ranked
from radar.sift import rank, topics


def brief(config: Config, *, archive: Path, opened: Iterable[date], changed: Iterable[date]) -> Counter[str]:
    """Remake gists and extractive briefings of the days that changed, and of open ones that an earlier run left bare.

    Counts the briefings by who wrote them.
    """
    counts: Counter[str] = Counter()
    ledger = Ledger(archive)
    open_days = set(opened)
    bare = {day for day in ledger.days() if day in open_days and not gists.path(archive, day).exists()}
    for day in sorted({*changed, *bare}):
        papers = ledger.read(day).current
        gists.write(archive, day, [gist for paper in papers if (gist := extract.gist(paper))])
        by_id = {paper.id: paper for paper in papers}
        research = tuple(paper for paper in papers if paper.genre is Genre.PAPER)
        for lang in config.briefings.languages if config.briefings.enabled else ():
            briefings = _topic_briefings(config, research, day=day, lang=lang)
            days.write_day(archive, day, lang, briefings, by_id)
            counts.update(briefing.by for briefing in briefings)
    return counts


def _topic_briefings(config: Config, papers: tuple[Paper, ...], *, day: date, lang: str) -> tuple[Briefing, ...]:
    """Write one briefing for each topic that the day's papers touch, in the owner's order of topics."""
    ranked = rank.rank(papers, {p.id: topics.match(p, config.topics) for p in papers}, config.watch, followed(config))
    found = (
        extract.topic_briefing(topic, _of_topic(ranked, topic.id), day=day, lang=lang) for topic in config.topics
    )
    return tuple(briefing for briefing in found if briefing)[: config.briefings.topics_per_day]


def _of_topic(ranked: Iterable[Ranked], topic_id: str) -> tuple[Ranked, ...]:
    return tuple(r for r in ranked if any(match.topic_id == topic_id for match in r.matches))


def followed(config: Config) -> frozenset[str]:
    """Gather the arXiv categories that the owner follows."""
    return frozenset(c for s in config.sources if isinstance(s, ArxivSource) for c in s.categories)
