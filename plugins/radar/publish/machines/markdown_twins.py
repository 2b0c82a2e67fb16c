"""Write the Markdown twins of pages, `index.html.md` beside the page, for programs that read.

Home, topics, and what is recent of days and briefings have one (https://llmstxt.org/: a
clean version of a page at its own address with `.md` behind it). They say what the page
says, but for abstracts, which are in the day's data. Made from the archive, never from HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import takewhile
from typing import Final

from radar.archive.dialect import escape
from radar.models import Briefing
from radar.publish import i18n, inputs, urls
from radar.publish.incremental import Unit, fingerprint
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_papers import briefing_blocks, event_lines, paper_lines, plain
from radar.publish.machines.markdown_words import WORDS
from radar.publish.register import Telling
from radar.publish.syndication.feed_selections import told
from radar.publish.view import Day, Entry, Site, TopicView

_RECENT_DAYS: Final = 7
_NEAR: Final = "twins"

Link = Callable[[str], str]


def twin_units(site: Site) -> Iterator[Unit]:
    """List the twins: of home, of topics' own pages, and of each recent day with its briefings."""
    newest = newest_issue(site)
    lists = [*map(site.register.count, site.register.dates[:_RECENT_DAYS]), *map(_length, site.topics)]
    dates = site.register.dates[:_RECENT_DAYS]
    shown = (newest,) if newest else ()
    of = {**_inputs(site, shown), **inputs.ages(site, (*dates, *shown)), "lists": fingerprint(*lists)}
    yield Unit(name="twin/home", inputs=of, make=partial(_everywhere, site, urls.home, _home), near=_NEAR)
    for view in site.topics:
        make = partial(_everywhere, site, partial(_topic_path, view), partial(_topic, view))
        yield Unit(name=f"twin/topic/{view.topic.id}", inputs=_inputs(site, view.days_of(0)), make=make, near=_NEAR)
    tellings = _recent_tellings(site)
    for day in _recent(site):
        make = partial(_of_day, site, day, tellings.get(day, ()))
        yield Unit(name=f"twin/{day.isoformat()}", inputs=_inputs(site, (day,)), make=make, near=_NEAR)


def twin_paths(site: Site) -> frozenset[str]:
    """Name these files."""
    tellings, recent = _recent_tellings(site), _recent(site)
    pages = {urls.briefing(one.lang, one.name) for day in recent for one in tellings.get(day, ())}
    for lang in site.langs:
        pages |= {urls.home(lang), *(urls.day(lang, day) for day in recent)}
        pages |= {urls.topic(lang, view.topic.id) for view in site.topics}
    return frozenset(machine_urls.markdown(page) for page in pages)


def twin_of(site: Site, page: str, day: date) -> str:
    """Find the twin of a page that belongs to a day, or the page itself where it is too old to have one."""
    return machine_urls.markdown(page) if site.is_recent(day) else page


def newest_issue(site: Site) -> date | None:
    """Give the day that home shows (`Site.newest`), without loading it."""
    dates = site.register.dates
    return next((day for day in dates if site.register.count(day).papers), next(iter(dates), None))


def _inputs(site: Site, days: Iterable[date]) -> dict[str, str]:
    return {**inputs.settings(site), **inputs.contents(site, days)}


def _recent(site: Site) -> tuple[date, ...]:
    return tuple(takewhile(site.is_recent, site.register.dates))


def _recent_tellings(site: Site) -> Mapping[date, list[Telling]]:
    found: dict[date, list[Telling]] = {}
    for lang in site.langs:
        for one in takewhile(lambda each: site.is_recent(each.day), site.register.tellings(lang)):
            found.setdefault(one.day, []).append(one)
    return found


def _length(view: TopicView) -> int:
    return len(view.entries)


def _everywhere(
    site: Site, page: Callable[[str], str], blocks: Callable[[Site, str, Link], Iterator[str]]
) -> Iterator[tuple[str, bytes]]:
    return (_file(site, lang, page(lang), blocks) for lang in site.langs)


def _of_day(site: Site, when: date, tellings: Iterable[Telling]) -> Iterator[tuple[str, bytes]]:
    day = site.day(when)
    if day is None:
        return
    yield from _everywhere(site, partial(_day_path, when), partial(_day, day))
    for one in tellings:
        yield _file(site, one.lang, urls.briefing(one.lang, one.name), partial(_briefing, one))


def _topic_path(view: TopicView, lang: str) -> str:
    return urls.topic(lang, view.topic.id)


def _day_path(when: date, lang: str) -> str:
    return urls.day(lang, when)


def _file(site: Site, lang: str, page: str, blocks: Callable[[Site, str, Link], Iterator[str]]) -> tuple[str, bytes]:
    path = machine_urls.markdown(page)
    found = blocks(site, lang, partial(urls.relative, path))
    return path, ("\n\n".join(filter(None, found)) + "\n").encode()


def _home(site: Site, lang: str, link: Link) -> Iterator[str]:
    say, newest = WORDS[lang], site.newest
    yield f"# {escape(site.config.site.title)}"
    yield f"> {escape(site.config.site.tagline) if site.config.site.tagline else say['lead']}"
    yield _sample(site, lang)
    yield _ways(site, lang, link, urls.home, newest)
    if newest is None:
        yield say["none"]
        return
    words = say["day"].format(day=i18n.full_day_words(newest.day, lang), papers=len(newest.papers))
    yield f"## [{words}]({link(twin_of(site, urls.day(lang, newest.day), newest.day))})"
    most = site.config.show.home
    if len(newest.papers) > most:
        yield say["shown"].format(shown=most)
    yield from _sections(site, lang, newest, most, 3)
    yield f"## {say['topics']}"
    yield "\n".join(_topic_line(view, lang, link) for view in site.topics)
    yield f"## {say['days']}"
    yield "\n".join(_day_line(site, day, lang, link) for day in site.register.dates[:_RECENT_DAYS])


def _day(day: Day, site: Site, lang: str, link: Link) -> Iterator[str]:
    words = WORDS[lang]["day"].format(day=i18n.full_day_words(day.day, lang), papers=len(day.papers))
    yield f"# {words}"
    yield _sample(site, lang)
    yield _ways(site, lang, link, lambda each: urls.day(each, day.day), day)
    yield from _sections(site, lang, day, len(day.papers), 2)


def _sections(site: Site, lang: str, day: Day, most: int, level: int) -> Iterator[str]:
    """Write a day below its heading; `most` bounds its papers, `level` is of its own headings."""
    say, marks = WORDS[lang], "#" * level
    for kind, heading in (("cross", say["cross"]), ("topic", say["briefings"])):
        found = [one for one in day.briefings.get(lang, ()) if one.kind == kind]
        yield f"{marks} {heading}" if found else ""
        yield from (block for one in found for block in _told(site, one, level + 1))
    parts: Sequence[tuple[str, Sequence[Entry]]] = (
        (say["papers"], day.papers[:most]),
        (say["notices"], day.notices),
        (say["news"], day.news),
    )
    for heading, entries in parts:
        if entries:
            yield f"{marks} {heading}"
            yield "\n".join(paper_lines(site, lang, entries))
    if day.events:
        yield f"{marks} {say['events']}"
        yield "\n".join(event_lines(lang, day.events))


def _told(site: Site, briefing: Briefing, level: int) -> Iterator[str]:
    yield f"{'#' * level} {plain(briefing.title)}"
    yield from briefing_blocks(site, briefing, level + 1)


def _topic(view: TopicView, site: Site, lang: str, link: Link) -> Iterator[str]:
    say, topic = WORDS[lang], view.topic
    yield f"# {escape(topic.title(lang))}"
    yield _sample(site, lang)
    yield _ways(site, lang, link, partial(_topic_path, view))
    if topic.describe:
        yield say["described"] + escape(topic.describe)
    if topic.keywords:
        yield say["keywords"] + say["comma"].join(escape(word) for word in topic.keywords)
    entries = view.page(0)
    yield f"## {say['papers']} ({say['newest']})"
    yield "\n".join(paper_lines(site, lang, entries)) if entries else say["none"]


def _briefing(one: Telling, site: Site, lang: str, link: Link) -> Iterator[str]:
    briefing = told(site, one)
    yield f"# {plain(briefing.title)}"
    yield _sample(site, lang)
    yield f"{i18n.full_day_words(one.day, lang)} · [{WORDS[lang]['page']}]({link(urls.briefing(lang, one.name))})"
    yield from briefing_blocks(site, briefing, 2)


def _sample(site: Site, lang: str) -> str:
    return f"**{WORDS[lang]['sample']}**" if site.sample else ""


def _ways(site: Site, lang: str, link: Link, page: Callable[[str], str], day: Day | None = None) -> str:
    """Lead to the page itself, its data, and its twin in the other language."""
    say = WORDS[lang]
    ways = [f"[{say['page']}]({link(page(lang))})"]
    if day:
        ways.append(f"[{say['json']}]({link(_data(site, day.day))})")
    others = (other for other in site.langs if other != lang)
    ways += [f"[{say['other']}]({link(machine_urls.markdown(page(other)))})" for other in others]
    return " · ".join(ways)


def _data(site: Site, day: date) -> str:
    """Find a day's papers in full: in its own file while it is recent, then in that of its month."""
    return machine_urls.day(day) if site.is_recent(day) else machine_urls.month_papers(day)


def _topic_line(view: TopicView, lang: str, link: Link) -> str:
    address = link(machine_urls.markdown(urls.topic(lang, view.topic.id)))
    return f"- [{escape(view.topic.title(lang))}]({address}) ({len(view.entries)})"


def _day_line(site: Site, day: date, lang: str, link: Link) -> str:
    count = site.register.count(day).papers
    words = WORDS[lang]["day"].format(day=i18n.full_day_words(day, lang), papers=count)
    return f"- [{words}]({link(twin_of(site, urls.day(lang, day), day))})"
