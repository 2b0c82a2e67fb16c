"""Dress a Jinja environment with what the theme's templates call: words, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from radar.models import Briefing, Paper
from radar.publish import cards, i18n, light_cards, urls
from radar.publish.followed import followed
from radar.publish.formulas import tex
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_twins import twin_paths
from radar.publish.references.citations import reference
from radar.publish.references.coins import coins
from radar.publish.render import sections_html, sources_html
from radar.publish.view import Day, Entry, Site
from radar.sift import fields
from radar.sift.keys import fold_name

_FORMULA: Final = re.compile(r'alttext="([^"]*)"')
_BARE: Final = 2_048
"""Papers whose bare cards are kept half written; a day's pages are made one after the other."""
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
        language_names=i18n.NAMES,
        feed_types=FEED_TYPES,
        is_recent=site.is_recent,
        twins=twin_paths(site),
        follows=bool(site.config.watch.authors),
        author_addresses=AuthorAddresses(site),
        topic_ids=frozenset(view.topic.id for view in site.topics),
        thanks_arxiv=any(source.kind == "arxiv" for source in site.config.sources),
        banner_id=sha256(site.config.site.banner.encode()).hexdigest()[:8],
    )
    env.filters.update(_filters(site))


class AuthorAddresses:
    """Know the pages of followed authors by their names as papers write them."""

    def __init__(self, site: Site) -> None:
        """Take the names that are followed."""
        self._slugs = {fold_name(one.name): one.slug for one in followed(site)}

    def of(self, entry: Entry, lang: str) -> Mapping[str, str]:
        """Give the addresses of an entry's authors who are followed, by name."""
        if not any(one.kind == "watch" and not one.where for one in entry.reasons):
            return {}
        found = {name: self._slugs.get(fold_name(name)) for name in entry.paper.authors}
        return {name: urls.author(lang, slug) for name, slug in found.items() if slug}


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
        **_light_cards(site),
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


def _light_cards(site: Site) -> dict[str, Callable[..., Any]]:
    """Make what writes light cards; what all languages say of a paper of an old day is written once."""
    addresses = AuthorAddresses(site)
    known: dict[str, light_cards.Bare] = {}

    def bare(entry: Entry, lang: str, link: Callable[[str], str]) -> light_cards.Bare:
        found = known.get(entry.slug)
        if found is None or found.entry is not entry or entry.reasons:  # authors who are followed lead elsewhere
            if len(known) >= _BARE:
                known.clear()
            authors = {name: link(path) for name, path in addresses.of(entry, lang).items()}
            found = known[entry.slug] = light_cards.bare(entry, authors)
        return found

    def look(lang: str, link: Callable[[str], str], said: Mapping[str, str]) -> light_cards.Look:
        topics = (view.topic for view in site.topics)
        return light_cards.Look(
            tag=i18n.TAGS[lang],
            topics={topic.id: (link(urls.topic(lang, topic.id)), topic.title(lang)) for topic in topics},
            words=said,
            comma=str(said["comma"]),
        )

    def old(entries: Iterable[Entry], look: light_cards.Look, lang: str, link: Callable[[str], str]) -> Markup:
        return light_cards.old_cards([bare(entry, lang, link) for entry in entries], look)

    return {
        "light_look": look,
        "is_plain": light_cards.is_plain,
        "old_cards": old,
        "plain_card": light_cards.plain_card,
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
