"""Dress a Jinja environment with what the theme's templates call: words, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from radar.models import Briefing, Paper
from radar.publish import cards, i18n, urls
from radar.publish.followed import followed
from radar.publish.formulas import tex
from radar.publish.machines import machine_urls
from radar.publish.references.citations import reference
from radar.publish.references.coins import coins
from radar.publish.render import sections_html, sources_html
from radar.publish.view import Day, Site
from radar.sift import fields
from radar.sift.keys import fold_name

_FORMULA: Final = re.compile(r'alttext="([^"]*)"')
_PHONE: Final = 30
"""Characters of TeX that a line of 320 px holds for certain."""

FEED_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}


def dress(env: Environment, site: Site) -> None:
    """Add the theme's globals and filters."""
    env.globals.update(
        site=site,
        urls=urls,
        machine_urls=machine_urls,
        tags=i18n.TAGS,
        full_cards=cards.FULL_CARDS,
        language_names=i18n.NAMES,
        feed_types=FEED_TYPES,
        follows=bool(followed(site)),
        author_addresses=_author_addresses(site),
        topic_ids=frozenset(view.topic.id for view in site.topics),
        thanks_arxiv=any(source.kind == "arxiv" for source in site.config.sources),
        banner_id=sha256(site.config.site.banner.encode()).hexdigest()[:8],
    )
    env.filters.update(_filters(site))


def _author_addresses(site: Site) -> dict[str, dict[str, str]]:
    """Give the pages of followed authors by every name as written on their papers, then by language."""
    return {
        name: {lang: urls.author(lang, one.slug) for lang in site.langs}
        for one in followed(site)
        for name in {one.name, *(name for entry in one.entries for name in entry.paper.authors)}
        if fold_name(name) == fold_name(one.name)
    }


def _filters(site: Site) -> dict[str, Callable[..., Any]]:
    def sections(briefing: Briefing, href: Callable[[str], str], level: int) -> Markup:
        return sections_html(briefing, papers=site.papers, href=href, level=level)

    def sources(briefing: Briefing, href: Callable[[str], str]) -> Markup:
        return sources_html(briefing, papers=site.papers, href=href)

    def later(briefing: Briefing, day: Day) -> int:
        return cards.later_papers(site, day, briefing)

    def counted(day: Day) -> tuple[tuple[Any, int], ...]:
        return cards.topic_counts(site, day)

    known: dict[str, str] = {}

    def coins_of(paper: Paper) -> str:
        if paper.id not in known:
            known[paper.id] = coins(reference(paper))
        return known[paper.id]

    return {
        "coins": coins_of,
        "day_words": i18n.day_words,
        "full_day_words": i18n.full_day_words,
        "month_words": i18n.month_words,
        "weekday_words": i18n.weekday_words,
        "instant_words": i18n.instant_words,
        "lang_attribute": language_attribute,
        "tex": tex.html,
        "scroll_attribute": scroll_attribute,
        "plain": tex.plain,
        "place_labels": cards.place_labels,
        "is_cross_list": cards.is_cross_list,
        "licence_name": cards.licence_name,
        "source_links": cards.source_links,
        "light_links": cards.light_links,
        "own_reasons": cards.own_reasons,
        "is_web": urls.is_web,
        "moment": datetime.fromisoformat,
        "number_words": i18n.number_words,
        "money_words": i18n.money_words,
        "field_name": field_name,
        "sections_html": sections,
        "sources_html": sources,
        "later_papers": later,
        "topic_counts": counted,
    }


def field_name(field: str, lang: str) -> str:
    """Name a discipline; one that is not known is its own name."""
    return fields.NAMES.get(field, {}).get(lang, field)


class Words:
    """Say a template's words in one language: `_("…", name=value)`, values escaped.

    Stands in for the i18n extension's own functions, which look the language up and
    format anew for each of a page's thousands of calls.
    """

    def __init__(self, lang: str) -> None:
        """Take a language's catalogue."""
        self._catalogue = i18n.translations(lang)
        self._patterns: dict[str, Markup] = {}
        self._plain: dict[str, Markup] = {}

    def gettext(self, message: str, **values: object) -> Markup:
        """Say a message; a `%` in it is written `%%`, with values or without."""
        if not values:
            if message not in self._plain:
                self._plain[message] = self._pattern(message) % {}
            return self._plain[message]
        return self._pattern(message) % values

    def ngettext(self, one: str, many: str, num: int, **values: object) -> Markup:
        """Say a message that counts; the count is `%(num)d` in it."""
        return Markup(self._catalogue.ngettext(one, many, num)) % {"num": num, **values}  # noqa: S704 - from our own catalogues

    def _pattern(self, message: str) -> Markup:
        if message not in self._patterns:
            self._patterns[message] = Markup(self._catalogue.gettext(message))  # noqa: S704 - from our own catalogues
        return self._patterns[message]


def language_attribute(text: str, page_tag: str) -> Markup:
    """Write the ` lang="…"` that a text needs on a page of another language; nothing on one of its own."""
    tag = i18n.text_language(text)
    return Markup("") if tag == page_tag else Markup(f' lang="{tag}"')  # noqa: S704 - one of four fixed tags


def scroll_attribute(text: str) -> str | Markup:
    """Write the ` tabindex="0"` of a paragraph that may scroll on a phone, for its long formula: by keys as well."""
    widest = max(map(len, _FORMULA.findall(tex.html(text))), default=0) if tex.has_tex(text) else 0
    return Markup(' tabindex="0"') if widest > _PHONE else ""


@lru_cache
def words(lang: str) -> Words:
    """Give a language's words; one object serves all pages."""
    return Words(lang)


def asset_link(site: Site, link: Callable[[str], str]) -> Callable[[str], str]:
    """Make the function that links a theme file, its hash behind it so that caches let go of old ones."""
    return partial(_asset, site, link)


def _asset(site: Site, link: Callable[[str], str], name: str) -> str:
    return f"{link(urls.asset(name))}?v={_digest(site.assets[name])}"


@lru_cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:8]
