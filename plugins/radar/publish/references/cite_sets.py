"""Choose the papers that are cited together: of a day, a topic, a briefing, and one alone.

What is recent has files of citations (`cite_files`); of anything older the browser makes
them, from the records of the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from radar.models import Briefing, Paper
from radar.publish import urls
from radar.publish.data.first_met import indexed
from radar.publish.register import Telling
from radar.publish.view import Day, Site, TopicView
from radar.sift import identity


def home_of(site: Site) -> str:
    """Give the language beside whose pages lies what serves every language: the one without a prefix, if built."""
    return "zh" if "zh" in site.langs else site.langs[0]


def recent_days(site: Site) -> tuple[date, ...]:
    """Give the days whose papers have files, newest first."""
    return tuple(day for day in site.register.dates if site.is_recent(day))


def has_papers(site: Site, day: date) -> bool:
    """Tell whether a day has papers to cite together."""
    count = site.register.count(day)
    return bool(count.papers or count.met)


def recent_tellings(site: Site, lang: str) -> Iterator[Telling]:
    """Give the recent briefings of a language that cite a paper which is shown."""
    return (one for one in site.register.tellings(lang) if one.cites and site.is_recent(one.day))


def alone(site: Site) -> Mapping[date, tuple[str, ...]]:
    """Give the papers with files of their own, by day: those that a recent briefing of any language cites."""
    found: dict[date, set[str]] = {}
    shown = frozenset(site.register.dates)
    for lang in site.langs:
        for one in recent_tellings(site, lang):
            for paper_id, day in one.cites:
                if day in shown:
                    found.setdefault(day, set()).add(paper_id)
    return {day: tuple(sorted(ids)) for day, ids in found.items()}


def paths(site: Site) -> Iterator[str]:
    """Give the addresses of the pages whose citations are files."""
    lang = home_of(site)
    yield from (urls.day(lang, day) for day in recent_days(site) if has_papers(site, day))
    yield from (urls.topic(lang, view.topic.id) for view in site.topics if len(view.entries))
    yield from (urls.paper_page(lang, identity.slug(i)) for ids in alone(site).values() for i in ids)
    for each in site.langs:
        yield from (urls.briefing(each, one.name) for one in recent_tellings(site, each))


def of_day(day: Day) -> tuple[Paper, ...]:
    """Give a day's new papers, then those first met in a later version; news and notices are cited one by one."""
    return tuple(entry.paper for entry in indexed(day))


def of_topic(view: TopicView) -> tuple[Paper, ...]:
    """Give the papers on the topic's own page."""
    return tuple(entry.paper for entry in view.page(0))


def of_briefing(site: Site, briefing: Briefing) -> tuple[Paper, ...]:
    """Give what a briefing cites, in its order, each once; not what was taken down."""
    cited = dict.fromkeys(citation.paper_id for citation in briefing.citations)
    return tuple(site.papers[paper_id] for paper_id in cited if paper_id in site.papers)
