"""Write llms.txt (https://llmstxt.org/): what there is here, for programs that read; in the site's main language.

An H1, a quotation that sums up, then lists of links below H2 headings; what stands below
`Optional` may be left out. Links are whole where the site's address is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from radar.archive.dialect import escape
from radar.publish import i18n, urls
from radar.publish.data.open_data_days import main_language
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_papers import plain
from radar.publish.machines.markdown_words import WORDS
from radar.publish.periods import months
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.told import told
from radar.publish.view import Site

_BRIEFINGS: Final = 30
_DAYS: Final = 7

Link = Callable[[str], str]


def llms_txt(site: Site) -> bytes:
    """Write the file."""
    lang = main_language(site)
    link: Link = partial(urls.absolute, site.url) if site.url else partial(urls.relative, machine_urls.LLMS)
    return ("\n\n".join(filter(None, _blocks(site, lang, link))) + "\n").encode()


def _blocks(site: Site, lang: str, link: Link) -> Iterator[str]:
    say = WORDS[lang]
    yield f"# {escape(site.config.site.title)}"
    yield f"> {escape(site.config.site.tagline) if site.config.site.tagline else say['lead']}"
    yield say["sample"] if site.sample else ""
    for heading, lines in (
        (say["today"], _today(site, lang, link)),
        (say["briefings"], _briefings(site, lang, link)),
        (say["topics"], _topics(site, lang, link)),
        (say["data"], _data(site, lang, link)),
        (say["feeds"], _feeds(site, lang, link)),
        ("Optional", _optional(site, lang, link)),
    ):
        found = list(lines)
        yield f"## {heading}" if found else ""
        yield "\n".join(found)


def _line(words: str, address: str, note: str = "") -> str:
    return f"- [{words}]({address})" + (f": {note}" if note else "")


def _today(site: Site, lang: str, link: Link) -> Iterator[str]:
    say = WORDS[lang]
    yield _line(say["latest"], link(machine_urls.markdown(urls.home(lang))))
    for day in site.days[:_DAYS]:
        address = link(machine_urls.markdown(urls.day(lang, day.day)))
        yield _line(say["day"].format(day=i18n.full_day_words(day.day, lang), papers=len(day.papers)), address)


def _briefings(site: Site, lang: str, link: Link) -> Iterator[str]:
    for one in told(site, lang)[:_BRIEFINGS]:
        address = link(machine_urls.markdown(urls.briefing(lang, one.name)))
        label = f" · {AI_LABEL[lang]}" if one.briefing.by == "model" else ""
        yield _line(plain(one.briefing.title), address, f"{one.day.day.isoformat()}{label}")


def _topics(site: Site, lang: str, link: Link) -> Iterator[str]:
    for view in site.topics:
        address = link(machine_urls.markdown(urls.topic(lang, view.topic.id)))
        keywords = WORDS[lang]["comma"].join(escape(word) for word in view.topic.keywords)
        yield _line(escape(view.topic.title(lang)), address, keywords)


def _data(site: Site, lang: str, link: Link) -> Iterator[str]:
    say = WORDS[lang]
    yield _line(say["about-data"], link(machine_urls.data(lang)))
    yield _line(say["index"], link(machine_urls.INDEX))
    if site.days:
        yield _line(say["latest"], link(machine_urls.LATEST))
    yield from (_line(f"{say['schemas']} ({name})", link(machine_urls.schema(name))) for name in machine_urls.SCHEMAS)


def _feeds(site: Site, lang: str, link: Link) -> Iterator[str]:
    say = WORDS[lang]
    yield _line(say["feeds"], link(urls.subscribe(lang)))
    for fmt in urls.feed_formats(site):
        yield _line(f"{say['all']} ({fmt})", link(urls.feed(lang, "all", fmt)))
    if site.url and urls.feed_formats(site):
        yield _line("OPML", link(urls.subscriptions(lang)))


def _optional(site: Site, lang: str, link: Link) -> Iterator[str]:
    say = WORDS[lang]
    yield _line(say["archive"], link(urls.archive(lang)))
    yield _line(say["status"], link(urls.status(lang)))
    for month in months(site):
        address = link(machine_urls.month_papers(month.first))
        yield _line(i18n.month_words(month.first, lang), address, say["months"])
    for other in site.langs:
        if other != lang:
            yield _line(i18n.NAMES[other], link(machine_urls.markdown(urls.home(other))))
