"""Choose what stands in every feed.

feed_list ──► papers, briefings or weeks, newest first ──► FeedItem, each made once ──► within bounds
        └───► the days that these stand on, before any is loaded
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Final

from radar.models import Briefing, Reason
from radar.publish import urls
from radar.publish.followed import followed
from radar.publish.gathered import every_on
from radar.publish.listing import Listing
from radar.publish.register import Telling
from radar.publish.syndication import feed_list, feed_size
from radar.publish.syndication.feed_items import FeedItem, briefing_item, paper_item
from radar.publish.syndication.feed_list import Listed
from radar.publish.syndication.feed_weeks import LOADED, WeekTold, finished_weeks, load, week_item
from radar.publish.view import Entry, Site

_MEANING = {"zh": "语义相近（{}）", "en": "close in meaning ({})"}
ALWAYS: Final = 10
"""Papers that stand in a feed however old they are."""
_KEPT: Final = 2_000
"""Items of papers kept for the next feeds that have them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Say what one feed holds."""

    listed: Listed
    items: tuple[FeedItem, ...]
    """Newest first, at most `feeds.max_items` of them and `feed_size.LARGEST` bytes."""


def selections(site: Site, lang: str) -> Iterator[Selection]:
    """Choose what stands in every feed of one language."""
    chosen = Choice(site)
    return (chosen.selection(listed, lang) for listed in feed_list.feed_list(site, lang))


class Choice:
    """Know the papers, briefings and weeks of a site by the feeds they stand in."""

    def __init__(self, site: Site) -> None:
        """Ask for nothing yet."""
        self._site = site
        self._most = site.config.feeds.max_items
        self._made: dict[tuple[str, str, date], FeedItem] = {}
        self._briefings_of: dict[date, Mapping[str, Sequence[Briefing]]] = {}
        self._entries_of: dict[tuple[str, date], tuple[Entry, ...]] = {}

    def selection(self, listed: Listed, lang: str) -> Selection:
        """Choose what stands in one feed."""
        return Selection(listed=listed, items=feed_size.within(self._items(listed, lang), most=self._most))

    def days(self, name: str) -> tuple[date, ...]:
        """Give the days that a feed's items stand on, whatever the language; none is loaded."""
        if name == "week":
            weeks = finished_weeks(self._site)
            return tuple(day for week in weeks for day in week.days)
        if name in ("briefings", "cross"):
            return tuple(dict.fromkeys(one.day for lang in self._site.langs for one in self._tellings(name, lang)))
        if name == "all":
            return self._newest
        return tuple(self._stretches[name])

    def _items(self, listed: Listed, lang: str) -> Iterator[FeedItem]:
        """Give a feed's items, newest first, each made when it is asked for."""
        if listed.name == "week":
            return (week_item(self._site, week, lang, self._absolute) for week in self._weeks)
        if listed.name in ("briefings", "cross"):
            return (self._briefing(one, lang) for one in self._tellings(listed.name, lang))
        return (self._paper(entry, day, lang) for day, entry in self._entries(listed.name))

    def _entries(self, name: str) -> Iterable[tuple[date, Entry]]:
        """Give papers with the newest day that had something of them."""
        if name == "all":
            days = (day for each in self._newest if (day := self._site.day(each)))
            return islice(every_on(days), self._most)
        return ((day, entry) for day in self._stretches[name] for entry in self._loaded(name, day))

    def _loaded(self, name: str, day: date) -> tuple[Entry, ...]:
        """Load what a feed holds of a day, and with it what all others do: so each day is loaded once."""
        if (name, day) not in self._entries_of:
            for other, stretches in self._stretches.items():
                if day in stretches:
                    self._entries_of[other, day] = self._papers[other][slice(*stretches[day])]
        return self._entries_of[name, day]

    @cached_property
    def _weeks(self) -> tuple[WeekTold, ...]:
        return tuple(load(self._site, week) for week in finished_weeks(self._site))

    @cached_property
    def _papers(self) -> dict[str, Listing]:
        latest = self._site.register.latest
        return {
            **{urls.topic_feed(view.topic.id): latest("topic", view.topic.id) for view in self._site.topics},
            **{urls.author_feed(one.slug): latest("author", one.name) for one in followed(self._site)},
            **{urls.source_feed(one.id): one.entries for one in self._site.sources},
            **{urls.field_feed(one.id): one.entries for one in self._site.fields},
        }

    @cached_property
    def _stretches(self) -> Mapping[str, Mapping[date, tuple[int, int]]]:
        """Give the days that each feed's papers stand on, newest first, with their first place and that behind."""
        return {name: self._of_days(found) for name, found in self._papers.items()}

    def _of_days(self, found: Listing) -> Mapping[date, tuple[int, int]]:
        stretches: dict[date, tuple[int, int]] = {}
        for number, (day, _) in enumerate(found.places[: self._most]):
            if day >= self._since or number < ALWAYS:
                stretches[day] = (stretches.get(day, (number, 0))[0], number + 1)
        return stretches

    @cached_property
    def _since(self) -> date:
        """Give the day that feeds reach back to: to load it costs as much for one paper as for all."""
        left = LOADED
        for day in self._site.register.dates:
            left -= self._site.register.count(day).papers
            if left < 0:
                return day
        return date.min

    @cached_property
    def _newest(self) -> tuple[date, ...]:
        """Give as many of the newest days as surely have enough papers, each its own."""
        found: list[date] = []
        left = self._most
        for day in self._site.register.dates:
            if left <= 0:
                break
            found.append(day)
            count = self._site.register.count(day)
            left -= count.papers + count.met
        return tuple(found)

    def _tellings(self, name: str, lang: str) -> Sequence[Telling]:
        found = self._site.register.tellings(lang)
        if name == "briefings":
            return found[: self._most]
        return tuple(islice((one for one in found if one.kind == "cross"), self._most))

    def _paper(self, entry: Entry, day: date, lang: str) -> FeedItem:
        paper = entry.paper
        key = (lang, paper.id, day)
        if key not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[key] = paper_item(
                entry,
                lang=lang,
                page_url=self._absolute(urls.paper(lang, paper.day, paper.id)),
                reasons=reasons(self._site, entry, lang),
                touched=day,
            )
        return self._made[key]

    def _briefing(self, one: Telling, lang: str) -> FeedItem:
        return briefing_item(
            self._told(one),
            papers=self._site.papers,
            href=lambda paper_id: self._address(paper_id, lang),
            site=self._site.config.site.title,
            page_url=self._absolute(urls.briefing(lang, one.name)),
        )

    def _told(self, one: Telling) -> Briefing:
        """Load a briefing, and with it all of its day's."""
        if one.day not in self._briefings_of:
            day = self._site.day(one.day)
            self._briefings_of[one.day] = day.briefings if day else {}
        return named(self._briefings_of[one.day], one)

    def _address(self, paper_id: str, lang: str) -> str:
        """Give a paper's address: on the site where that is known, else at its source."""
        paper = self._site.papers[paper_id]
        here = self._absolute(urls.paper(lang, paper.day, paper_id))
        return here or (paper.url if urls.is_web(paper.url) else "")

    def _absolute(self, path: str) -> str:
        return urls.absolute(self._site.url, path) if self._site.url else ""


def told(site: Site, one: Telling) -> Briefing:
    """Load the briefing that the register names."""
    day = site.day(one.day)
    return named(day.briefings if day else {}, one)


def named(briefings: Mapping[str, Sequence[Briefing]], one: Telling) -> Briefing:
    """Find a briefing among its day's; of two with one name the first, those across fields leading."""
    found = sorted(briefings.get(one.lang, ()), key=lambda each: each.kind != "cross")
    return next(each for each in found if each.slug == one.slug)


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
