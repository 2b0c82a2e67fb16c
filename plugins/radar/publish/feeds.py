"""Write the site's feeds: everything, each topic, each followed author, in each language and format.

    Site ──► entries, newest first ──► FeedItem ──► Feed ──┬► atom.atom
                                                           └► rss.rss

A feed is a function of the site alone: its date is its newest item's, no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from radar.models import Reason
from radar.publish import urls
from radar.publish.atom import atom
from radar.publish.feed_items import Feed, FeedItem, briefing_item, midnight, paper_item, urn
from radar.publish.followed import followed
from radar.publish.i18n import TAGS
from radar.publish.rss import rss
from radar.publish.view import Entry, Site

__all__ = ["Feed", "FeedItem", "Selection", "atom", "briefing_item", "feeds_of", "paper_item", "rss", "selections"]

_WRITERS: Final[Mapping[str, Callable[[Feed], bytes]]] = {"atom": atom, "rss": rss}
_EMPTY_SINCE: Final = date(1970, 1, 1)
"""The date of a feed that has never had an item: Atom wants one, and no clock is read."""
_MEANING: Final = {"zh": "语义相近（{}）", "en": "close in meaning ({})"}
_SAMPLE: Final = {"zh": "示例数据", "en": "sample data"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Say what one feed holds."""

    name: str
    home: str
    """Address of the page it follows."""
    entries: tuple[Entry, ...]
    """Newest first, at most `feeds.max_items`."""
    title: str = ""


def selections(site: Site, lang: str) -> Iterator[Selection]:
    """Choose what stands in every feed of one language."""
    most = site.config.feeds.max_items
    touched = _touched(site)
    yield Selection(name="all", home=urls.home(lang), entries=tuple(islice(_all(site), most)))
    for view in site.topics:
        yield Selection(
            name=urls.topic_feed(view.topic.id),
            home=urls.topic(lang, view.topic.id),
            entries=tuple(_newest_first(view.entries, touched)[:most]),
            title=view.topic.title(lang),
        )
    for one in followed(site):
        yield Selection(
            name=urls.author_feed(one.slug),
            home=urls.author(lang, one.slug),
            entries=tuple(_newest_first(one.entries, touched)[:most]),
            title=one.name,
        )


def feeds_of(site: Site, lang: str) -> Iterator[tuple[str, bytes]]:
    """Give every feed of one language: its path below the output folder, and its bytes."""
    touched = _touched(site)
    for chosen in selections(site, lang):
        items = tuple(_item(site, entry, lang, touched) for entry in chosen.entries)
        for fmt in urls.feed_formats(site):
            path = urls.feed(lang, chosen.name, fmt)
            yield path, _WRITERS[fmt](_feed(site, lang, chosen=chosen, items=items, path=path))


def _feed(site: Site, lang: str, *, chosen: Selection, items: tuple[FeedItem, ...], path: str) -> Feed:
    return Feed(
        urn=urn("feed", site.config.site.title, chosen.name, lang),
        title=_title(site, lang, chosen.title),
        site=site.config.site.title,
        subtitle=_SAMPLE[lang] if site.sample else site.config.site.tagline,
        lang=TAGS[lang],
        updated=max((item.updated for item in items), default=midnight(_EMPTY_SINCE)),
        items=items,
        self_url=urls.absolute(site.url, path) if site.url else "",
        home_url=urls.absolute(site.url, chosen.home) if site.url else urls.relative(path, chosen.home),
        stylesheet=urls.relative(path, urls.asset("feed.css")),
    )


def _title(site: Site, lang: str, topic: str) -> str:
    parts = [site.config.site.title, topic, _SAMPLE[lang] if site.sample else ""]
    return " · ".join(part for part in parts if part)


def _item(site: Site, entry: Entry, lang: str, touched: Mapping[str, date]) -> FeedItem:
    paper = entry.paper
    return paper_item(
        entry,
        lang=lang,
        page_url=urls.absolute(site.url, urls.paper(lang, paper.day, paper.id)) if site.url else "",
        reasons=_reasons(site, entry, lang),
        touched=touched.get(paper.id),
    )


def _reasons(site: Site, entry: Entry, lang: str) -> str:
    """Say in one line which topics a paper matches, and by which words."""
    colon, comma, stop = ("：", "、", "；") if lang == "zh" else (": ", ", ", "; ")
    topics = (
        site.title(match.topic_id, lang) + colon + comma.join(dict.fromkeys(_reason(r, lang) for r in match.reasons))
        for match in entry.matches
    )
    return stop.join(topics)


def _reason(reason: Reason, lang: str) -> str:
    return _MEANING[lang].format(reason.text) if reason.kind == "meaning" else reason.text


def _touched(site: Site) -> dict[str, date]:
    """Give the day of the newest event of every paper that has one."""
    newest: dict[str, date] = {}
    for day in site.days:
        for event in day.events:
            newest.setdefault(event.paper.id, day.day)
    return newest


def _all(site: Site) -> Iterator[Entry]:
    """Give every paper once, by the newest day that had something of it; a day's new papers lead."""
    seen: set[str] = set()
    for day in site.days:
        for entry in (*day.papers, *(event.entry for event in day.events)):
            if entry.paper.id not in seen:
                seen.add(entry.paper.id)
                yield entry


def _newest_first(entries: Iterable[Entry], touched: Mapping[str, date]) -> list[Entry]:
    """Order papers as `_all` does; those of a topic or author come by first day, then rank."""

    def newest(entry: Entry) -> tuple[int, bool]:
        first = entry.paper.day
        last = max(first, touched.get(entry.paper.id, first))
        return -last.toordinal(), last != first

    return sorted(entries, key=newest)
