"""Make the feed item of a finished week: its briefings, then the papers that match best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby, islice
from typing import Final

from markupsafe import Markup

from radar.models import Briefing
from radar.publish import urls
from radar.publish.formulas import tex
from radar.publish.i18n import TAGS, day_words, full_day_words, text_language
from radar.publish.periods import Period, monday
from radar.publish.render import sanitised
from radar.publish.syndication.feed_items import AI_LABEL, Ai, FeedItem, labelled, midnight, urn
from radar.publish.view import Entry, Site

LOADED: Final = 3_000
"""Papers of the newest days that feeds are made from, where days are long: a reader comes more than once a week."""
MOST_WEEKS: Final = 5
LEAST_WEEKS: Final = 2
MOST_PAPERS: Final = 12
"""Papers of a week in its item; the page of the week has more."""
_NAMED: Final = 3
_TITLE: Final = {"zh": "{}当周", "en": "Week of {}"}
_BRIEFINGS: Final = {"zh": "简报", "en": "Briefings"}
_MATCHED: Final = {"zh": "本周最相关", "en": "Best matches of the week"}
_COUNTS: Final = {"zh": "{}至{}：{}，{}。", "en": "{} to {}: {}, {}."}
_PAPERS: Final = {"zh": ("新论文{}篇", "新论文{}篇"), "en": ("{} new paper", "{} new papers")}
_TOLD: Final = {"zh": ("简报{}篇", "简报{}篇"), "en": ("{} briefing", "{} briefings")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """Name a week and its days before any is loaded."""

    first: date
    """Its Monday."""
    days: tuple[date, ...]
    """Those that are shown, newest first."""

    @property
    def last(self) -> date:
        """Give its Sunday."""
        return self.first + timedelta(days=6)


def finished_weeks(site: Site) -> tuple[Week, ...]:
    """Give the newest weeks after whose Sunday the archive knows a day or a run, newest first; fewer of long days."""
    dates = site.register.dates
    known = max((*dates[:1], *(run.day for run in site.runs[:1])), default=date.min)
    weeks = (Week(first=first, days=tuple(days)) for first, days in groupby(dates, key=monday))
    finished = list(islice((week for week in weeks if week.last < known), MOST_WEEKS))
    papers = accumulate(sum(site.register.count(day).papers for day in week.days) for week in finished)
    kept = sum(count <= LOADED for count in papers)
    return tuple(finished[: max(LEAST_WEEKS, kept)])


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekTold:
    """Hold what an item says of a week."""

    week: Week
    papers: int
    briefings: Mapping[str, tuple[Briefing, ...]]
    """By language: those across fields first, then newest day first."""
    matched: tuple[Entry, ...]
    """The papers that match best."""


def load(site: Site, week: Week) -> WeekTold:
    """Load a week's days one after the other, and keep what its item shows."""
    briefings: dict[str, list[Briefing]] = {lang: [] for lang in site.langs}
    matched: list[Entry] = []
    for day in filter(None, map(site.day, week.days)):
        period = Period(first=week.first, days=(day,))
        matched = sorted((*matched, *period.matched(MOST_PAPERS)), key=lambda entry: -entry.ranked.score)[
            :MOST_PAPERS
        ]
        for lang, told in briefings.items():
            told.extend(day.briefings.get(lang, ()))
    return WeekTold(
        week=week,
        papers=sum(site.register.count(day).papers for day in week.days),
        briefings={
            lang: tuple(sorted(told, key=lambda one: one.kind != "cross")) for lang, told in briefings.items()
        },
        matched=tuple(matched),
    )


def _is_topics(briefing: Briefing) -> bool:
    return briefing.kind != "cross"


def week_item(site: Site, told: WeekTold, lang: str, href: Callable[[str], str]) -> FeedItem:
    """Make the item; `href` gives the absolute address of a page of the site, or nothing where it is not known."""
    week, briefings, matched = told.week, told.briefings[lang], told.matched
    gists = [gist for entry in matched if (gist := entry.gist(lang)) and gist.by == "model"]
    models = [one.model for one in briefings if one.by == "model"] + [gist.model for gist in gists]
    counts = (_counted(_PAPERS[lang], told.papers), _counted(_TOLD[lang], len(briefings)))
    return FeedItem(
        urn=urn("week", _iso_week(week.first), lang),
        title=_TITLE[lang].format(full_day_words(week.first, lang)),
        url=href(urls.week(lang, week.first)),
        published=midnight(week.last + timedelta(days=1)),
        updated=midnight(week.last + timedelta(days=1)),
        authors=(site.config.site.title,),
        summary=_COUNTS[lang].format(day_words(week.first, lang), day_words(week.last, lang), *counts),
        summary_lang=TAGS[lang],
        content=str(sanitised(_briefings(briefings, lang, href) + _papers(matched, lang, href))),
        source=site.config.site.title,
        categories=("week",),
        lang=TAGS[lang],
        ai=Ai(model=models[0]) if models else None,
    )


def _counted(words: tuple[str, str], count: int) -> str:
    return words[count != 1].format(count)


def _iso_week(first: date) -> str:
    year, number, _ = first.isocalendar()
    return f"{year:04}-W{number:02}"


def _briefings(found: Iterable[Briefing], lang: str, href: Callable[[str], str]) -> Markup:
    rows = [
        Markup("<li>{}{}</li>").format(
            _link(href(urls.briefing(lang, f"{one.day.isoformat()}-{one.slug}")), tex.plain(one.title)),
            Markup(" <strong>{}</strong>").format(AI_LABEL[lang]) if one.by == "model" else "",
        )
        for one in found
    ]
    return _part(_BRIEFINGS[lang], "ul", rows)


def _papers(found: Iterable[Entry], lang: str, href: Callable[[str], str]) -> Markup:
    return _part(_MATCHED[lang], "ol", [_paper(entry, lang, href) for entry in found])


def _paper(entry: Entry, lang: str, href: Callable[[str], str]) -> Markup:
    paper, gist = entry.paper, entry.gist(lang)
    address = href(urls.paper(lang, paper.day, paper.id)) or (paper.url if urls.is_web(paper.url) else "")
    names = ", ".join(paper.authors[:_NAMED]) + (" …" if len(paper.authors) > _NAMED else "")
    said = labelled(gist.text, lang) if gist and gist.by == "model" else gist.text if gist else ""
    return Markup('<li lang="{}">{}{}{}</li>').format(
        text_language(paper.title),
        _link(address, tex.plain(paper.title)),
        Markup("<p>{}</p>").format(names) if names else "",
        Markup('<p lang="{}">{}</p>').format(text_language(said), tex.plain(said)) if said else "",
    )


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text) if address else Markup("{}").format(text)


def _part(heading: str, kind: str, rows: list[Markup]) -> Markup:
    listed = Markup("<h3>{0}</h3><{1}>{2}</{1}>")
    return listed.format(heading, kind, Markup("").join(rows)) if rows else Markup("")
