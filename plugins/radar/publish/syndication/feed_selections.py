"""Choose what stands in every feed.

feed_list ──► papers, briefings or weeks, newest first ──► FeedItem, each made once ──► within bounds
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from radar.models import Reason
from radar.publish import urls
from radar.publish.followed import followed
from radar.publish.gathered import every
from radar.publish.syndication import feed_list, feed_size
from radar.publish.syndication.feed_items import FeedItem, briefing_item, paper_item
from radar.publish.syndication.feed_list import Listed
from radar.publish.syndication.feed_weeks import finished_weeks, week_item
from radar.publish.told import Told, told
from radar.publish.view import Entry, Site

_MEANING = {"zh": "语义相近（{}）", "en": "close in meaning ({})"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Say what one feed holds."""

    listed: Listed
    items: tuple[FeedItem, ...]
    """Newest first, at most `feeds.max_items` of them and `feed_size.LARGEST` bytes."""


def selections(site: Site, lang: str) -> Iterator[Selection]:
    """Choose what stands in every feed of one language."""
    chosen = _Choice(site, lang)
    for listed in feed_list.feed_list(site, lang):
        items = chosen.of(listed)
        yield Selection(listed=listed, items=feed_size.within(items, most=site.config.feeds.max_items))


class _Choice:
    """Know the papers, briefings and weeks of one language by the feeds they stand in."""

    def __init__(self, site: Site, lang: str) -> None:
        self._site = site
        self._lang = lang
        self._touched = touched(site)
        self._made: dict[str, FeedItem] = {}
        self._papers: dict[str, Iterable[Entry]] = {
            **{urls.topic_feed(view.topic.id): self._newest_first(view.entries) for view in site.topics},
            **{urls.author_feed(one.slug): self._newest_first(one.entries) for one in followed(site)},
            **{urls.source_feed(one.id): one.entries for one in site.sources},
            **{urls.field_feed(one.id): one.entries for one in site.fields},
            "all": islice(every(site.days), site.config.feeds.max_items),
        }

    def of(self, listed: Listed) -> Iterator[FeedItem]:
        """Give a feed's items, newest first, each made when it is asked for."""
        if listed.name == "week":
            weeks = finished_weeks(self._site)
            return (week_item(self._site, week, self._lang, self._absolute) for week in weeks)
        if listed.name in ("briefings", "cross"):
            found = told(self._site, self._lang)
            return (self._briefing(one) for one in found if one.briefing.kind == "cross" or listed.name != "cross")
        return map(self._paper, self._papers[listed.name])

    def _paper(self, entry: Entry) -> FeedItem:
        paper = entry.paper
        if paper.id not in self._made:
            self._made[paper.id] = paper_item(
                entry,
                lang=self._lang,
                page_url=self._absolute(urls.paper(self._lang, paper.day, paper.id)),
                reasons=reasons(self._site, entry, self._lang),
                touched=self._touched.get(paper.id),
            )
        return self._made[paper.id]

    def _briefing(self, one: Told) -> FeedItem:
        key = f"briefing {one.name}"
        if key not in self._made:
            self._made[key] = briefing_item(
                one.briefing,
                papers=self._site.papers,
                href=self._address,
                site=self._site.config.site.title,
                page_url=self._absolute(urls.briefing(self._lang, one.name)),
            )
        return self._made[key]

    def _address(self, paper_id: str) -> str:
        """Give a paper's address: on the site where that is known, else at its source."""
        paper = self._site.papers[paper_id]
        here = self._absolute(urls.paper(self._lang, paper.day, paper_id))
        return here or (paper.url if urls.is_web(paper.url) else "")

    def _absolute(self, path: str) -> str:
        return urls.absolute(self._site.url, path) if self._site.url else ""

    def _newest_first(self, entries: Iterable[Entry]) -> list[Entry]:
        """Order papers as `every` does; those of a topic or author come by first day, then rank."""
        return sorted(entries, key=partial(_age, self._touched))


def touched(site: Site) -> Mapping[str, date]:
    """Give the day of the newest event of every paper that has one."""
    newest: dict[str, date] = {}
    for day in site.days:
        for event in day.events:
            newest.setdefault(event.paper.id, day.day)
    return newest


def reasons(site: Site, entry: Entry, lang: str) -> str:
    """Say in one line which topics a paper matches, and by which words."""
    colon, comma, stop = ("：", "、", "；") if lang == "zh" else (": ", ", ", "; ")
    topics = (
        site.title(match.topic_id, lang) + colon + comma.join(dict.fromkeys(_reason(r, lang) for r in match.reasons))
        for match in entry.matches
    )
    return stop.join(topics)


def _reason(reason: Reason, lang: str) -> str:
    return _MEANING[lang].format(reason.text) if reason.kind == "meaning" else reason.text


def _age(newest: Mapping[str, date], entry: Entry) -> tuple[int, bool]:
    first = entry.paper.day
    last = max(first, newest.get(entry.paper.id, first))
    return -last.toordinal(), last != first
