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


class Offers:
    """Know which pages of a site have files of citations."""

    def __init__(self, site: Site) -> None:
        """Gather their addresses once for all pages."""
        self._paths = frozenset(path for path, _ in cite_sets.sets(site))
        self._lang = cite_sets.home_of(site)
        self._site = site

    def of(self, page: Page) -> Offer:
        """Offer what a page cites; a page of several days' cards is left to the browser."""
        match page.template, page.values:
            case "day.html", {"day": Day() as day}:
                files = self._files(urls.day(self._lang, day.day))
                return files or (_made({"day": day.day.isoformat()}) if cite_sets.of_day(day) else Offer())
            case "topic.html", {"view": TopicView() as view, "number": 0}:
                return self._files(urls.topic(self._lang, view.topic.id)) or Offer()
            case "paper.html", {"entry": Entry() as entry}:
                path = urls.paper_page(self._lang, entry.slug)
                return self._files(path) or _made(_pairs([entry.paper]))
            case "briefing.html", {"telling": Told() as one}:
                papers = cite_sets.of_briefing(self._site, one.briefing)
                return self._files(page.path) or (_made(_pairs(papers)) if papers else Offer())
            case "topic.html" | "followed_author.html", {"entries": listed} if listed:
                return _made({"cards": True})
            case "week.html", {"matched": listed} if listed:
                return _made({"cards": True})
        return Offer()

    def _files(self, path: str) -> Offer | None:
        if path not in self._paths:
            return None
        return Offer(files=tuple((name, urls.cite(path, fmt)) for fmt, (name, _) in urls.CITE_FORMATS.items()))


def _made(of: object) -> Offer:
    return Offer(of=orjson.dumps(of).decode())


def _pairs(papers: Iterable[Paper]) -> list[tuple[str, str]]:
    return [(identity.slug(paper.id), paper.day.isoformat()) for paper in papers]
