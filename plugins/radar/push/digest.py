"""Put together what is told of a day, in one language: its briefings, and its best papers by topic.

    Site, Day ──► Digest ──┬► email_message   text and HTML
                           └► chat_lines ──► slack, telegram, discord, feishu, wecom, dingtalk

Texts in a digest are plain, on one line and bounded; links are whole addresses or empty.
They are still texts of strangers: whoever writes them out escapes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from radar.models import Briefing, Paper
from radar.publish import urls
from radar.publish.view import Day, Entry, Site
from radar.push import words

_TITLE: Final = 300
_SENTENCE: Final = 600
_MOST_BRIEFINGS: Final = 20
_MOST_TOPICS: Final = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldPaper:
    """Hold what is told of one paper."""

    id: str
    title: str
    authors: str
    """The first three, and how many there are."""
    source: str
    url: str
    """Its card on the site, or the source's page of it while the site's address is not known."""
    gist: str = ""
    ai: bool = False
    """Whether a model wrote the gist."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldTopic:
    """Hold a topic with its best papers of the day."""

    title: str
    url: str
    papers: tuple[ToldPaper, ...]
    more: int = 0
    """How many papers of the day it has besides."""

    def shortened(self, most: int) -> ToldTopic:
        """Keep the best papers, and count the others."""
        return replace(self, papers=self.papers[:most], more=self.more + len(self.papers[most:]))


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldSentence:
    """Hold a sentence of a briefing with the numbers of its sources."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldSection:
    """Hold a run of sentences; the heading may be empty."""

    heading: str
    sentences: tuple[ToldSentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldSource:
    """Hold one source of a briefing."""

    number: int
    title: str
    url: str
    span: str
    """The passage that carries the sentence; empty where the sentence is that passage."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldBriefing:
    """Hold one briefing."""

    title: str
    url: str
    kind: str
    ai: bool
    model: str
    sections: tuple[ToldSection, ...]
    sources: tuple[ToldSource, ...]

    @property
    def first(self) -> str:
        """Give its first sentence."""
        return next((sentence.text for section in self.sections for sentence in section.sentences), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """Hold what is told of one day in one language."""

    site: str
    day: date
    lang: str
    url: str
    """The day's page; empty while the site's address is not known."""
    about: str
    """The page that says how texts are made and checked; empty as above."""
    subscribe: str
    """The page that lists the feeds; empty as above."""
    papers: int
    events: int
    briefings: tuple[ToldBriefing, ...] = ()
    topics: tuple[ToldTopic, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Tell a day on which nothing came."""
        return not (self.papers or self.events or self.briefings)


def digest(site: Site, day: Day, lang: str) -> Digest:
    """Gather what is told of a day; a topic shows `push.papers_per_topic`, a paper stands under its first topic.

    Papers that were retracted since are counted, and not recommended.
    """
    return Digest(
        site=words.plain(site.config.site.title, 100),
        day=day.day,
        lang=lang,
        url=_on_site(site, urls.day(lang, day.day)) if _has_page(day) else _on_site(site, urls.home(lang)),
        about=_on_site(site, urls.about(lang)) if any(page.slug == "about" for page in site.pages) else "",
        subscribe=_on_site(site, urls.subscribe(lang)),
        papers=len(day.papers),
        events=len(day.events) + len(day.notices),
        briefings=tuple(_briefing(site, each, lang) for each in _ordered(day, lang)[:_MOST_BRIEFINGS]),
        topics=tuple(_topics(site, day, lang))[:_MOST_TOPICS],
    )


def _has_page(day: Day) -> bool:
    return bool(day.papers or day.notices or day.news or day.events or day.taken_down)


def _on_site(site: Site, path: str) -> str:
    return words.web(urls.absolute(site.url, path)) if site.url else ""


def _ordered(day: Day, lang: str) -> list[Briefing]:
    """Put briefings across fields first, as the site does."""
    return sorted(day.briefings.get(lang, ()), key=lambda each: each.kind != "cross")


def _topics(site: Site, day: Day, lang: str) -> Iterator[ToldTopic]:
    most, told = site.config.push.papers_per_topic, set[str]()
    standing = [entry for entry in day.papers if not entry.retracted]
    for view in site.topics:
        own = [e for e in standing if any(match.topic_id == view.topic.id for match in e.matches)]
        shown = [entry for entry in own if entry.paper.id not in told][:most]
        told |= {entry.paper.id for entry in shown}
        if shown:
            yield ToldTopic(
                title=words.plain(view.topic.title(lang), 100),
                url=_on_site(site, urls.topic(lang, view.topic.id)),
                papers=tuple(_paper(site, entry, lang) for entry in shown),
                more=sum(entry.paper.id not in told for entry in own),
            )
    rest = [entry for entry in standing if not entry.matches]
    if shown := rest[:most]:
        others = words.word(lang, "others")
        papers = tuple(_paper(site, entry, lang) for entry in shown)
        yield ToldTopic(title=others, url="", papers=papers, more=len(rest) - len(shown))


def _paper(site: Site, entry: Entry, lang: str) -> ToldPaper:
    paper, gist = entry.paper, entry.gist(lang)
    return ToldPaper(
        id=paper.id,
        title=words.plain(paper.title, _TITLE) or paper.id,
        authors=words.names(paper.authors, lang),
        source=words.plain(paper.places[0].name, 80) if paper.places else "",
        url=_paper_url(site, paper, lang),
        gist=words.plain(gist.text, _SENTENCE) if gist else "",
        ai=gist is not None and gist.by == "model",
    )


def _paper_url(site: Site, paper: Paper, lang: str) -> str:
    return _on_site(site, urls.paper(lang, paper.day, paper.id)) or words.web(paper.url)


def _briefing(site: Site, briefing: Briefing, lang: str) -> ToldBriefing:
    said = {sentence.text for section in briefing.sections for sentence in section.sentences}
    return ToldBriefing(
        title=words.plain(briefing.title, _TITLE),
        url=_on_site(site, urls.briefing(lang, f"{briefing.day.isoformat()}-{briefing.slug}")),
        kind=briefing.kind,
        ai=briefing.by == "model",
        model=words.plain(briefing.model, 80),
        sections=tuple(
            ToldSection(
                heading=words.plain(section.heading, 100),
                sentences=tuple(
                    ToldSentence(text=words.plain(each.text, _SENTENCE), cites=each.cites)
                    for each in section.sentences
                ),
            )
            for section in briefing.sections
        ),
        sources=tuple(
            ToldSource(
                number=citation.number,
                title=words.plain(site.papers[citation.paper_id].title, _TITLE),
                url=_paper_url(site, site.papers[citation.paper_id], lang),
                span="" if citation.span in said else words.plain(citation.span, _SENTENCE),
            )
            for citation in briefing.citations
            if citation.paper_id in site.papers
        ),
    )
