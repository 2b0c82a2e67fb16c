"""Choose the papers that are cited together: of a day, a topic, a briefing, and one alone.

What is recent has files of citations (`cite_files`); of anything older the browser makes
them, from the rows of its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from radar.models import Briefing, Paper
from radar.publish import urls
from radar.publish.data import author_index
from radar.publish.told import entries, told
from radar.publish.view import Day, Entry, Site, TopicView
from radar.sift import identity

RECENT: Final = timedelta(days=90)
"""How far back from the newest day there are files of citations (SITE.md, BibTeX)."""


def sets(site: Site) -> Iterator[tuple[str, tuple[Paper, ...]]]:
    """Give the addresses of pages whose citations are files, and the papers in them; none is without papers."""
    lang = home_of(site)
    for day in site.days:
        if is_recent(site, day) and (papers := of_day(day)):
            yield urls.day(lang, day.day), papers
    for view in site.topics:
        if view.entries:
            yield urls.topic(lang, view.topic.id), of_topic(view)
    for paper in recent_papers(site).values():
        yield urls.paper_page(lang, identity.slug(paper.id)), (paper,)
    for each in site.langs:
        for name, papers in _briefings(site, each).items():
            yield urls.briefing(each, name), papers


def home_of(site: Site) -> str:
    """Give the language beside whose pages lies what serves every language: the one without a prefix, if built."""
    return "zh" if "zh" in site.langs else site.langs[0]


def is_recent(site: Site, day: Day) -> bool:
    """Tell a day that is counted from the archive's newest, and by no clock."""
    return day.day > site.days[0].day - RECENT


def recent_papers(site: Site) -> dict[str, Paper]:
    """Give the papers with files of their own, by id: those that a recent briefing of any language cites."""
    known = entries(site)
    found = (paper for lang in site.langs for papers in _briefings(site, lang).values() for paper in papers)
    return {paper.id: paper for paper in found if paper.id in known}


def _briefings(site: Site, lang: str) -> dict[str, tuple[Paper, ...]]:
    recent = (one for one in told(site, lang) if is_recent(site, one.day))
    found = {one.name: of_briefing(site, one.briefing) for one in recent}
    return {name: papers for name, papers in found.items() if papers}


def of_day(day: Day) -> tuple[Paper, ...]:
    """Give a day's new papers, then those first met in a later version; news and notices are cited one by one."""
    return tuple(entry.paper for entry in author_index.indexed(day))


def of_topic(view: TopicView) -> tuple[Paper, ...]:
    """Give the papers on the topic's own page."""
    return tuple(entry.paper for entry in view.page(0))


def of_briefing(site: Site, briefing: Briefing) -> tuple[Paper, ...]:
    """Give what a briefing cites, in its order, each once; not what was taken down."""
    cited = dict.fromkeys(citation.paper_id for citation in briefing.citations)
    return tuple(site.papers[paper_id] for paper_id in cited if paper_id in site.papers)


def citable(day: Day) -> Iterator[Entry]:
    """Give everything that is first met on a day and can be cited: papers, notices, news."""
    yield from author_index.indexed(day)
    yield from day.notices
    yield from day.news
