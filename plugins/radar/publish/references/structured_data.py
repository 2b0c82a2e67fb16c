"""Describe pages to search engines in JSON-LD: the site, its lists, its briefings, its papers.

    home      WebSite, with how it is searched      (where its address is known)
    day       CollectionPage of ScholarlyArticle
    topic     CollectionPage of ScholarlyArticle
    briefing  Article, based on what it cites; a model's says so
    paper     ScholarlyArticle

Whether a page may be indexed is told elsewhere; a numbered page of older papers is
described as its topic's own page is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup

from radar.models import Briefing, Paper
from radar.publish import urls
from radar.publish.formulas import tex
from radar.publish.i18n import TAGS
from radar.publish.page import Page
from radar.publish.references import cite_sets
from radar.publish.references.citation_json_ld import CONTEXT, collection_page, json_ld, scholarly_article
from radar.publish.references.citations import Reference, reference
from radar.publish.told import Told
from radar.publish.view import Day, Entry, Site, TopicView

LISTED: Final = 30
"""Items of a list that are described, none of an old day. All of them are in the data; pages are heavy enough."""
_BY_MODEL: Final = f"{CONTEXT}/TrainedAlgorithmicMediaDigitalSource"
"""Made by a model alone (schema.org, IPTCDigitalSourceEnumeration)."""
_PROGRAM: Final = {"@type": "SoftwareApplication", "name": "AcademicHub"}


def structured_data(site: Site, page: Page) -> Markup:
    """Write a page's block of data; empty for pages that are not described."""
    found = _described(site, page)
    return json_ld(found) if found else Markup("")


def _described(site: Site, page: Page) -> Mapping[str, Any] | None:
    match page.template, page.values:
        case "home.html", _:
            return _web_site(site, page) if site.url else None
        case "day.html", {"day": Day() as day}:
            return _collection(site, page, cite_sets.of_day(day), name=day.day.isoformat())
        case "topic.html", {"view": TopicView() as view, "entries": entries}:
            papers = tuple(entry.paper for entry in entries)  # type: ignore[attr-defined] # a topic's
            return _collection(site, page, papers, name=view.topic.title(page.lang))
        case "briefing.html", {"telling": Told() as one}:
            return _briefing(site, page, one.briefing)
        case "paper.html", {"entry": Entry() as entry, "reference": Reference() as cited}:
            return scholarly_article(cited, url=_address(site, page.path), abstract=entry.paper.abstract)
    return None


def _address(site: Site, path: str) -> str:
    return urls.absolute(site.url, path) if site.url else ""


def _web_site(site: Site, page: Page) -> dict[str, Any]:
    search = f"{_address(site, urls.search(page.lang))}?q={{search_term_string}}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": site.config.site.title,
        "url": _address(site, page.path),
        "inLanguage": TAGS[page.lang],
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def _collection(site: Site, page: Page, papers: tuple[Paper, ...], *, name: str) -> dict[str, Any]:
    listed = [
        (reference(paper), _address(site, urls.paper(page.lang, paper.day, paper.id)))
        for paper in papers[: 0 if page.values.get("is_old") else LISTED]
    ]
    title = f"{name} · {site.config.site.title}"
    return collection_page(
        listed, name=title, url=_address(site, page.path), language=TAGS[page.lang], count=len(papers)
    )


def _briefing(site: Site, page: Page, briefing: Briefing) -> dict[str, Any]:
    """Describe a briefing; what is quoted from abstracts was put together by this program, and by no model."""
    is_ai = briefing.by == "model"
    model = {"@type": "SoftwareApplication", "name": briefing.model} if briefing.model else _PROGRAM
    described = {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": tex.plain(briefing.title),
        "url": _address(site, page.path),
        "inLanguage": TAGS[page.lang],
        "datePublished": briefing.day.isoformat(),
        "dateModified": briefing.made if is_ai else "",
        "creator": model if is_ai else _PROGRAM,
        "digitalSourceType": _BY_MODEL if is_ai else "",
        "isPartOf": {"@type": "WebSite", "name": site.config.site.title, "url": _address(site, "")},
        "isBasedOn": [] if page.values.get("is_old") else _based_on(cite_sets.of_briefing(site, briefing)),
    }
    return {key: value for key, value in described.items() if value not in ("", [])}


def _based_on(papers: Iterable[Paper]) -> list[dict[str, str]]:
    found = (reference(paper) for paper in papers)
    return [
        {"@type": "ScholarlyArticle", "name": tex.plain(one.title), **({"url": one.url} if one.url else {})}
        for one in found
    ]
