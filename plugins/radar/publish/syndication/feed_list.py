"""List the feeds of a site: what each is called, and the page that it follows.

The page of all feeds, the list that readers import, the heads of pages and the feeds
themselves are made from this one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from radar.publish import urls
from radar.publish.followed import followed
from radar.publish.view import Site

Group = Literal["site", "topics", "authors", "sources", "fields"]

GROUPS: Final[Mapping[Group, Mapping[str, str]]] = {
    "site": {"zh": "全站", "en": "Whole site"},
    "topics": {"zh": "主题", "en": "Topics"},
    "authors": {"zh": "关注的作者", "en": "Followed authors"},
    "sources": {"zh": "来源", "en": "Sources"},
    "fields": {"zh": "学科", "en": "Fields"},
}
"""What feeds are sorted into, in this order."""

_TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "all": {"zh": "全部论文", "en": "All papers"},
    "briefings": {"zh": "全部简报", "en": "All briefings"},
    "cross": {"zh": "跨学科简报", "en": "Briefings across fields"},
    "week": {"zh": "每周一览", "en": "The week"},
}

_ABOUT: Final[Mapping[str, Mapping[str, str]]] = {
    "all": {
        "zh": "所关注期刊与预印本平台的新论文",
        "en": "New papers of the journals and servers followed here",
    },
    "briefings": {"zh": "各主题与跨学科的每日简报", "en": "Each day’s briefings, of topics and across fields"},
    "cross": {"zh": "只有连接不同学科的简报", "en": "Only briefings that join papers of different fields"},
    "week": {"zh": "每周一次：上周的简报与最相关的论文", "en": "Once a week: its briefings and best matches"},
}
_NEW_PAPERS: Final[Mapping[str, str]] = {"zh": "新论文：{}", "en": "New papers: {}"}

_SERVICES: Final[Mapping[str, str]] = {
    "Feedly": "https://feedly.com/i/subscription/feed/{}",
    "Inoreader": "https://www.inoreader.com/?add_feed={}",
}
"""Reading services that take a feed by a link, and where, the feed's address escaped."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Name one feed of one language."""

    name: str
    """As `urls.feed` takes it."""
    group: Group
    title: str
    home: str
    """Address of the page that it follows."""
    about: str
    """What it brings, in a few words."""


def feed_list(site: Site, lang: str) -> tuple[Listed, ...]:
    """List every feed of a language, group by group, each in the owner's order."""
    homes = {
        "all": urls.home(lang),
        "briefings": urls.briefings(lang),
        "cross": urls.briefings(lang),
        "week": urls.archive(lang),
    }
    topics = (view.topic for view in site.topics)
    found: dict[Group, Iterable[tuple[str, str, str]]] = {
        "site": [(name, _TITLES[name][lang], homes[name]) for name in urls.SITE_FEEDS],
        "topics": [(urls.topic_feed(one.id), one.title(lang), urls.topic(lang, one.id)) for one in topics],
        "authors": [(urls.author_feed(one.slug), one.name, urls.author(lang, one.slug)) for one in followed(site)],
        "sources": [(urls.source_feed(one.id), one.names[lang], urls.source(lang, one.id)) for one in site.sources],
        "fields": [(urls.field_feed(one.id), one.names[lang], urls.field(lang, one.id)) for one in site.fields],
    }
    return tuple(
        Listed(name=name, group=group, title=title, home=home, about=_about(name, title, lang))
        for group, rows in found.items()
        for name, title, home in rows
    )


def _about(name: str, title: str, lang: str) -> str:
    return _ABOUT[name][lang] if name in _ABOUT else _NEW_PAPERS[lang].format(title)


def reading_services(site: Site, lang: str) -> tuple[tuple[str, str], ...]:
    """Give the links that hand the feed of all papers to a reading service; none where nobody could find it."""
    formats = urls.feed_formats(site)
    if not (site.url and formats):
        return ()
    address = quote(urls.absolute(site.url, urls.feed(lang, "all", formats[0])), safe="")
    return tuple((name, where.format(address)) for name, where in _SERVICES.items())
