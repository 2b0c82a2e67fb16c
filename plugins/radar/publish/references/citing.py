"""Offer a page's papers as citations: files where there are some, else what the browser makes them from.

files   (name of the format, address) of each file
of      JSON: {"day": …} all of a day, {"cards": true} the cards of the page,
or a list of [slug, day]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from radar.models import Paper
from radar.publish import urls
from radar.publish.page import Page
from radar.publish.references import cite_sets
from radar.publish.told import Told
from radar.publish.view import Day, Entry, Site, TopicView
from radar.sift import identity


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """Say how the citations of a page's papers are had; both are empty where there is nothing to cite."""

    files: tuple[tuple[str, str], ...] = ()
    of: str = ""


def offer(site: Site, page: Page) -> Offer:
    """Offer what a page cites; a page of several days' cards is left to the browser."""
    match page.template, page.values:
        case "day.html", {"day": Day() as day}:
            if not cite_sets.has_papers(site, day.day):
                return Offer()
            files = _files(urls.day(cite_sets.home_of(site), day.day))
            return files if site.is_recent(day.day) else _made({"day": day.day.isoformat()})
        case "topic.html", {"view": TopicView() as view, "number": 0, "entries": listed} if listed:
            return _files(urls.topic(cite_sets.home_of(site), view.topic.id))
        case "paper.html", {"entry": Entry() as entry}:
            return _files(urls.paper_page(cite_sets.home_of(site), entry.slug))
        case "briefing.html", {"telling": Told() as one}:
            papers = cite_sets.of_briefing(site, one.briefing)
            files = _files(page.path) if site.is_recent(one.briefing.day) else _made(_pairs(papers))
            return files if papers else Offer()
        case "topic.html" | "followed_author.html", {"number": int(), "entries": listed} if listed:
            return _made({"cards": True})
        case "week.html", {"matched": listed} if listed:
            return _made({"cards": True})
    return Offer()


def _files(path: str) -> Offer:
    return Offer(files=tuple((name, urls.cite(path, fmt)) for fmt, (name, _) in urls.CITE_FORMATS.items()))


def _made(of: object) -> Offer:
    return Offer(of=orjson.dumps(of).decode())


def _pairs(papers: Iterable[Paper]) -> list[tuple[str, str]]:
    return [(identity.slug(paper.id), paper.day.isoformat()) for paper in papers]
