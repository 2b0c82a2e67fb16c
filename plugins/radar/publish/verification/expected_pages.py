"""Say what the pages of a site should show, having gone through its days once, one after the other.

    days, newest first ──┬► cards of every page, by their ids
                         ├► text of a model, quotations       (verify_ai)
                         ├► titles and counts                 (verify_shown)
                         └► addresses that papers lead to     (verify_links)

Only names and passages are kept of a day, so that an archive of any length is gone
through. Nothing is asked of the register: what it says decides what is built.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from radar.models import Paper
from radar.publish import paging, urls
from radar.publish.data.first_met import indexed
from radar.publish.followed import followed
from radar.publish.page import is_cited_lately
from radar.publish.periods import monday
from radar.publish.told import PER_PAGE
from radar.publish.verification.verify_ai import AiExpected, Quotable, together
from radar.publish.verification.verify_links import Links
from radar.publish.verification.verify_shown import DATA, HEADLINE, SUMMARY, ShownExpected, hashed
from radar.publish.view import Day, Entry, EventEntry, Site

PREFIX: Final = "Announce Type"
"""Begins the description that arXiv's RSS puts before an abstract; no reader should see it."""


class ExpectedPages:
    """Know by file what every page that shows papers or briefings should show."""

    def __init__(self, site: Site, links: Links) -> None:
        """Go through all days; `links` learns where their papers lead."""
        self.cards: dict[str, tuple[str, ...]] = {}
        """Ids of a page's cards, in order."""
        self.ai: dict[str, AiExpected] = {}
        self.shown: dict[str, ShownExpected] = {}
        self.quotes_prefix = False
        """A paper says the words of arXiv's announcement line itself: an author must not be able to stop the site."""
        self._site = site
        self._links = links
        self._lists = _Lists(site)
        self._best: defaultdict[date, list[tuple[float, str]]] = defaultdict(list)
        """By week, the scores below zero of papers that match, and their slugs, newest first."""
        self._told: dict[str, dict[str, tuple[date, AiExpected]]] = {lang: {} for lang in site.langs}
        """Briefings by language and name, newest first, those across fields before others."""
        self._cited: defaultdict[str, set[str]] = defaultdict(set)
        """Names of the briefings met so far that cite a paper, by its id."""
        self._said: dict[tuple[str, str], AiExpected] = {}
        """What cards of papers show of a model, by language and slug."""
        self._days: dict[date, int] = {}
        """How many papers each has, newest first."""
        self._issue: Day | None = None
        """What home shows."""
        for day in site.days:
            self._meet(day)
        self._put_home()
        self._put_lists()
        self._put_periods()
        self._put_briefings()

    def _meet(self, day: Day) -> None:
        self._days[day.day] = len(day.papers)
        own = [*day.papers, *day.notices, *day.news, *(event.entry for event in day.events if event.is_first)]
        quotable = Quotable(self._site, (entry.paper for entry in own))
        titles = tuple(hashed(one.paper.title) if one else 0 for one in _cards_of(day))
        for lang in self._site.langs:
            for briefing in sorted(day.briefings.get(lang, ()), key=lambda one: one.kind != "cross"):
                name = f"{briefing.day.isoformat()}-{briefing.slug}"
                self._told[lang].setdefault(name, (day.day, quotable.briefing(briefing, f"briefing-{name}")))
                heading = ShownExpected(heading=hashed(briefing.title))
                self.shown.setdefault(urls.file(urls.briefing(lang, name)), heading)
                for citation in briefing.citations:
                    self._cited[citation.paper_id].add(name)
            self._put_day(day, lang, quotable, titles)
        for entry in own:
            self._meet_entry(entry, quotable)
        for entry in (entry for entry in day.papers if entry.matches or entry.reasons):
            self._best[monday(day.day)].append((-entry.ranked.score, entry.slug))
        self._lists.meet(day)
        if self._issue is None or (day.papers and not self._issue.papers):
            self._issue = day

    def _meet_entry(self, entry: Entry, quotable: Quotable) -> None:
        self._links.meet(entry.paper)
        self.quotes_prefix |= _quotes_prefix(entry.paper)
        names = self._cited.pop(entry.paper.id, None)
        for lang in self._site.langs:
            if self._site.is_recent(entry.paper.day):
                self._said[lang, entry.slug] = quotable.card(entry, entry.slug, lang)
            if names:
                is_whole = is_cited_lately(self._site, names)
                citing = (self._told[lang][name][1] for name in names if name in self._told[lang])
                page = together((quotable.card(entry, entry.slug, lang), *citing)) if is_whole else AiExpected()
                heading = hashed(entry.paper.title) if is_whole else 0
                shown = ShownExpected(heading=heading, paper=entry.slug)
                self._put(urls.paper_page(lang, entry.slug), (), page, shown)

    def _put(self, path: str, cards: tuple[str, ...], ai: AiExpected, shown: ShownExpected | None = None) -> None:
        self.cards[urls.file(path)], self.ai[urls.file(path)] = cards, ai
        if shown is not None:
            self.shown[urls.file(path)] = shown

    def _put_day(self, day: Day, lang: str, quotable: Quotable, titles: tuple[int, ...]) -> None:
        shown: tuple[Entry | EventEntry, ...] = (*day.papers, *day.events, *day.notices, *day.news)
        cards = (*slugs(day.papers), *day.taken_down, *anchors(day.events), *slugs((*day.notices, *day.news)))
        briefings = (quotable.briefing(one, f"briefing-{one.slug}") for one in day.briefings.get(lang, ()))
        ai = together((*self._of_cards(day, shown, lang, quotable), *briefings))
        self._put(urls.day(lang, day.day), cards, ai, ShownExpected(titles=titles, counts=_counts(day, lang)))

    def _of_cards(
        self, day: Day, shown: Iterable[Entry | EventEntry], lang: str, quotable: Quotable
    ) -> Iterator[AiExpected]:
        """Say what a day's cards show of a model: those of an old day nothing."""
        for one in shown if self._site.is_recent(day.day) else ():
            yield quotable.card(*((one.entry, one.anchor) if isinstance(one, EventEntry) else (one, one.slug)), lang)

    def _put_home(self) -> None:
        day, most = self._issue, self._site.config.show.home
        if day is None:
            return
        for lang in self._site.langs:
            quotable = Quotable(self._site, ())
            shown: tuple[Entry | EventEntry, ...] = (*day.papers[:most], *day.events[:most])
            briefings = (quotable.briefing(one, f"briefing-{one.slug}") for one in day.briefings.get(lang, ()))
            cards = (*slugs(day.papers[:most]), *anchors(day.events[:most]))
            ai = together((*self._of_cards(day, shown, lang, quotable), *briefings))
            counts = {**_counted_briefings(day, lang), HEADLINE: len(day.papers)}
            self._put(urls.home(lang), cards, ai, ShownExpected(counts=counts))

    def _put_lists(self) -> None:
        for lang in self._site.langs:
            for path, cards, count in self._lists.pages(lang):
                counts = {SUMMARY: count, DATA: len(cards)} if count else {DATA: len(cards)}
                self._put(path, cards, self._of_papers(lang, cards), ShownExpected(counts=counts))
            for address, gathered in ((urls.source, self._site.sources), (urls.field, self._site.fields)):
                for one in gathered:
                    self.shown[urls.file(address(lang, one.id))] = ShownExpected(counts={SUMMARY: one.count})

    def _of_papers(self, lang: str, cards: Iterable[str]) -> AiExpected:
        return together(self._said[lang, slug] for slug in cards if (lang, slug) in self._said)

    def _put_periods(self) -> None:
        most = self._site.config.show.home
        sorted_ = {week: sorted(found, key=_score)[:most] for week, found in self._best.items()}
        papers = Counter[date]()
        for day, count in self._days.items():
            papers[day.replace(day=1)] += count
        for lang in self._site.langs:
            weeks: defaultdict[date, list[AiExpected]] = defaultdict(list)
            months: defaultdict[date, list[AiExpected]] = defaultdict(list)
            for day, said in self._told[lang].values():
                weeks[monday(day)].append(said)
                months[day.replace(day=1)].append(said)
            for day in self._days:
                weeks.setdefault(monday(day), [])
                months.setdefault(day.replace(day=1), [])
            for first, briefings in weeks.items():
                cards = tuple(slug for _, slug in sorted_.get(first, ()))
                self._put(urls.week(lang, first), cards, together((self._of_papers(lang, cards), *briefings)))
            for first, briefings in months.items():
                counted = ShownExpected(counts={SUMMARY: papers[first]})
                self._put(urls.month(lang, first), (), together(briefings), counted)
            counts = {f"m{first:%Y-%m}": count for first, count in papers.items()}
            whole = ShownExpected(counts={SUMMARY: sum(papers.values()), **counts})
            self.shown[urls.file(urls.archive(lang))] = whole

    def _put_briefings(self) -> None:
        for lang, told in self._told.items():
            said = [one for _, one in told.values()]
            for number in range(paging.full_pages(len(said), PER_PAGE) + 1):
                self._put(urls.briefings(lang, number), (), together(paging.page_of(said, number, PER_PAGE)))
            for name, (_, one) in told.items():
                self._put(urls.briefing(lang, name), (), one)


class _Lists:
    """Keep the papers of topics and followed authors, by their slugs, newest first."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def meet(self, day: Day) -> None:
        for entry in (*day.papers, *(event.entry for event in day.events if event.is_first)):
            for match in entry.matches:
                self._found["topic", match.topic_id].append(entry.slug)
            for name in {one.text for one in entry.reasons if one.kind == "watch" and not one.where}:
                self._found["author", name].append(entry.slug)

    def pages(self, lang: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
        """Give every page of one language with its cards, the first with the number of all papers."""
        per_page = self._site.config.show.per_topic
        for view in self._site.topics:
            found = self._found["topic", view.topic.id]
            for number in range(paging.full_pages(len(found), per_page) + 1):
                cards = tuple(paging.page_of(found, number, per_page))
                yield urls.topic(lang, view.topic.id, number), cards, 0 if number else len(found)
        for one in followed(self._site):
            found = self._found["author", one.name]
            for number in range(paging.full_pages(len(found), per_page) + 1):
                cards = tuple(paging.page_of(found, number, per_page))
                yield urls.author(lang, one.slug, number), cards, 0 if number else len(found)


def _cards_of(day: Day) -> tuple[Entry | EventEntry | None, ...]:
    """Give what each card of a day's page shows, in order; None for what was taken down."""
    return (*day.papers, *(None for _ in day.taken_down), *day.events, *day.notices, *day.news)


def _counts(day: Day, lang: str) -> dict[str, int]:
    """Say what a day's page counts, by the ids of its headings."""
    parts = {"papers": day.papers, "events": day.events, "notices": day.notices, "news": day.news}
    counts = {name: len(found) for name, found in parts.items()}
    return {**counts, **_counted_briefings(day, lang), SUMMARY: len(day.papers), DATA: len(list(indexed(day)))}


def _counted_briefings(day: Day, lang: str) -> dict[str, int]:
    found = day.briefings.get(lang, ())
    crossing = sum(one.kind == "cross" for one in found)
    return {"cross": crossing, "briefings": len(found) - crossing}


def slugs(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Give the ids of the cards of papers."""
    return tuple(entry.slug for entry in entries)


def anchors(events: Sequence[EventEntry]) -> tuple[str, ...]:
    """Give the ids of the cards of events."""
    return tuple(event.anchor for event in events)


def _score(best: tuple[float, str]) -> float:
    return best[0]


def _quotes_prefix(paper: Paper) -> bool:
    texts = (paper.title, paper.abstract, paper.comment)
    return any(PREFIX in text and not text.lstrip().startswith("arXiv:") for text in texts)
