"""Write the Markdown twins of pages, `index.html.md` beside the page, for programs that read.

Home, days, topics and briefings have one (https://llmstxt.org/: a clean version of a
page at its own address with `.md` behind it). They say what the page says, but for
abstracts, which are in the day's data. Made from the archive, never from HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from radar.archive.dialect import escape
from radar.models import Briefing
from radar.publish import i18n, urls
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_papers import briefing_blocks, event_lines, paper_lines, plain
from radar.publish.machines.markdown_words import WORDS
from radar.publish.told import Told, told
from radar.publish.view import Day, Entry, Site, TopicView

_RECENT_DAYS: Final = 7

Link = Callable[[str], str]


def markdown_twins(site: Site, lang: str) -> Iterator[tuple[str, bytes]]:
    """Give every twin of a language with its bytes."""
    yield _file(site, lang, urls.home(lang), _home)
    for day in site.days:
        yield _file(site, lang, urls.day(lang, day.day), partial(_day, day))
    for view in site.topics:
        for number in range(view.full_pages + 1):
            path = urls.topic(lang, view.topic.id, number)
            yield _file(site, lang, path, partial(_topic, view, number))
    for one in told(site, lang):
        yield _file(site, lang, urls.briefing(lang, one.name), partial(_briefing, one))


def twin_paths(site: Site, lang: str) -> frozenset[str]:
    """Name these files."""
    pages = {urls.home(lang), *(urls.day(lang, day.day) for day in site.days)}
    pages |= {urls.briefing(lang, one.name) for one in told(site, lang)}
    for view in site.topics:
        pages |= {urls.topic(lang, view.topic.id, number) for number in range(view.full_pages + 1)}
    return frozenset(machine_urls.markdown(page) for page in pages)


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
    yield f"## [{words}]({link(machine_urls.markdown(urls.day(lang, newest.day)))})"
    most = site.config.show.home
    if len(newest.papers) > most:
        yield say["shown"].format(shown=most)
    yield from _sections(site, lang, newest, most, 3)
    yield f"## {say['topics']}"
    yield "\n".join(_topic_line(view, lang, link) for view in site.topics)
    yield f"## {say['days']}"
    yield "\n".join(_day_line(day, lang, link) for day in site.days[:_RECENT_DAYS])


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


def _topic(view: TopicView, number: int, site: Site, lang: str, link: Link) -> Iterator[str]:
    say, topic = WORDS[lang], view.topic
    yield f"# {escape(topic.title(lang))}" + (f" ({number})" if number else "")
    yield _sample(site, lang)
    yield _ways(site, lang, link, lambda each: urls.topic(each, topic.id, number))
    if topic.describe:
        yield say["described"] + escape(topic.describe)
    if topic.keywords:
        yield say["keywords"] + say["comma"].join(escape(word) for word in topic.keywords)
    entries = view.page(number)
    yield f"## {say['papers']} ({say['newest']})"
    yield "\n".join(paper_lines(site, lang, entries)) if entries else say["none"]


def _briefing(one: Told, site: Site, lang: str, link: Link) -> Iterator[str]:
    yield f"# {plain(one.briefing.title)}"
    yield _sample(site, lang)
    yield f"{i18n.full_day_words(one.day.day, lang)} · [{WORDS[lang]['page']}]({link(urls.briefing(lang, one.name))})"
    yield from briefing_blocks(site, one.briefing, 2)


def _sample(site: Site, lang: str) -> str:
    return f"**{WORDS[lang]['sample']}**" if site.sample else ""


def _ways(site: Site, lang: str, link: Link, page: Callable[[str], str], day: Day | None = None) -> str:
    """Lead to the page itself, its data, and its twin in the other language."""
    say = WORDS[lang]
    ways = [f"[{say['page']}]({link(page(lang))})"]
    if day:
        ways.append(f"[{say['json']}]({link(machine_urls.day(day.day))})")
    others = (other for other in site.langs if other != lang)
    ways += [f"[{say['other']}]({link(machine_urls.markdown(page(other)))})" for other in others]
    return " · ".join(ways)


def _topic_line(view: TopicView, lang: str, link: Link) -> str:
    address = link(machine_urls.markdown(urls.topic(lang, view.topic.id)))
    return f"- [{escape(view.topic.title(lang))}]({address}) ({len(view.entries)})"


def _day_line(day: Day, lang: str, link: Link) -> str:
    words = WORDS[lang]["day"].format(day=i18n.full_day_words(day.day, lang), papers=len(day.papers))
    return f"- [{words}]({link(machine_urls.markdown(urls.day(lang, day.day)))})"
