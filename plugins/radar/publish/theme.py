"""Dress a Jinja environment with what the theme's templates call: words, dates, addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from radar.models import Briefing
from radar.publish import cards, i18n, urls
from radar.publish.formulas import tex
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_twins import twin_paths
from radar.publish.render import sections_html, sources_html
from radar.publish.view import Day, Site
from radar.sift import fields

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
        topic_ids=frozenset(view.topic.id for view in site.topics),
        thanks_arxiv=any(source.kind == "arxiv" for source in site.config.sources),
        banner_id=sha256(site.config.site.banner.encode()).hexdigest()[:8],
    )
    env.filters.update(_filters(site))
    env.auto_reload = False  # templates do not change while a site is built
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}  # words of every page


def _filters(site: Site) -> dict[str, Callable[..., Any]]:
    def sections(briefing: Briefing, href: Callable[[str], str], level: int) -> Markup:
        return sections_html(briefing, papers=site.papers, href=href, level=level)

    def sources(briefing: Briefing, href: Callable[[str], str]) -> Markup:
        return sources_html(briefing, papers=site.papers, href=href)

    def later(briefing: Briefing, day: Day) -> int:
        return cards.later_papers(site, day, briefing)

    def counted(day: Day) -> tuple[tuple[Any, int], ...]:
        return cards.topic_counts(site, day)

    return {
        "day_words": i18n.day_words,
        "full_day_words": i18n.full_day_words,
        "month_words": i18n.month_words,
        "weekday_words": i18n.weekday_words,
        "instant_words": i18n.instant_words,
        "lang_attribute": language_attribute,
        "tex": tex.html,
        "plain": tex.plain,
        "place_labels": cards.place_labels,
        "licence_name": cards.licence_name,
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


def language_attribute(text: str, page_tag: str) -> Markup:
    """Write the ` lang="…"` that a text needs on a page of another language; nothing on one of its own."""
    tag = i18n.text_language(text)
    return Markup("") if tag == page_tag else Markup(f' lang="{tag}"')  # noqa: S704 - one of four fixed tags


def reader_words(env: Environment, lang: str) -> Markup:
    """Write what theme.js takes its words from: the same on every page of a language."""
    module = env.get_template("_reader.html").make_module({"_": i18n.words(lang).gettext})
    return Markup(module.words())  # type: ignore[attr-defined] # noqa: S704 - a macro of a template, which escapes


def asset_link(site: Site, link: Callable[[str], str]) -> Callable[[str], str]:
    """Make the function that links a theme file, its hash behind it so that caches let go of old ones."""
    return partial(_asset, site.assets, link(urls.asset("")))


def _asset(assets: Mapping[str, Path], folder: str, name: str) -> str:
    return f"{folder}{name}?v={_digest(assets[name])}"


@lru_cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:8]
