"""Write llms.txt (https://llmstxt.org/): what there is here, for programs that read; in the site's main language.

An H1, a quotation that sums up, then lists of links below H2 headings; what stands below
`Optional` may be left out. Links are whole where the site's address is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from radar.archive.dialect import escape
from radar.publish import i18n, inputs, urls
from radar.publish.data.open_data_days import main_language
from radar.publish.incremental import Unit, fingerprint
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_papers import plain
from radar.publish.machines.markdown_twins import twin_of
from radar.publish.machines.markdown_words import WORDS
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.view import Site

_BRIEFINGS: Final = 30
_DAYS: Final = 7

Link = Callable[[str], str]


def llms_unit(site: Site) -> Unit:
    """List the file: written anew where what it names changed."""
    register, lang = site.register, main_language(site)
    named = (
        [(day, register.count(day).papers, site.is_recent(day)) for day in register.dates[:_DAYS]],
        [(one, site.is_recent(one.day)) for one in register.tellings(lang)[:_BRIEFINGS]],
        _months(site),
    )
    of = {**inputs.settings(site), "named": fingerprint(*named)}
    return Unit(name=machine_urls.LLMS, inputs=of, make=lambda: [(machine_urls.LLMS, llms_txt(site))])


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
    for day in site.register.dates[:_DAYS]:
        papers = site.register.count(day).papers
        address = link(twin_of(site, urls.day(lang, day), day))
        yield _line(say["day"].format(day=i18n.full_day_words(day, lang), papers=papers), address)


def _briefings(site: Site, lang: str, link: Link) -> Iterator[str]:
    for one in site.register.tellings(lang)[:_BRIEFINGS]:
        address = link(twin_of(site, urls.briefing(lang, one.name), one.day))
        label = f" · {AI_LABEL[lang]}" if one.by == "model" else ""
        yield _line(plain(one.title), address, f"{one.day.isoformat()}{label}")


def _topics(site: Site, lang: str, link: Link) -> Iterator[str]:
    for view in site.topics:
        address = link(machine_urls.markdown(urls.topic(lang, view.topic.id)))
        keywords = WORDS[lang]["comma"].join(escape(word) for word in view.topic.keywords)
        yield _line(escape(view.topic.title(lang)), address, keywords)


def _data(site: Site, lang: str, link: Link) -> Iterator[str]:
    say = WORDS[lang]
    yield _line(say["about-data"], link(machine_urls.data(lang)))
    yield _line(say["index"], link(machine_urls.INDEX))
    if site.register.dates:
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
    for first in _months(site):
        yield _line(i18n.month_words(first, lang), link(machine_urls.month_papers(first)), say["months"])
    for other in site.langs:
        if other != lang:
            yield _line(i18n.NAMES[other], link(machine_urls.markdown(urls.home(other))))


def _months(site: Site) -> tuple[date, ...]:
    """Give the first of every month that has a day, newest first."""
    return tuple(dict.fromkeys(day.replace(day=1) for day in site.register.dates))
