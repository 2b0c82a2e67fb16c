"""List the pages of topics: the list of them, each topic's newest papers, and full pages of its older ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from radar.publish import i18n, inputs, paging, pictures, urls
from radar.publish.incremental import fingerprint
from radar.publish.page import Page, Sheet, cards_from, everywhere, near
from radar.publish.register import Telling
from radar.publish.view import Site, TopicView

_BRIEFINGS: Final = 7
"""Briefings named beside a topic's papers."""


def topic_sheets(site: Site) -> Iterator[Sheet]:
    """Name the list of topics, then every topic's pages; numbered ones count from the oldest and stay."""
    newest = [view.entries.days(0, 1) for view in site.topics]
    made_from = {
        "counts": fingerprint([len(view.entries) for view in site.topics]),
        **inputs.contents(site, (day for days in newest for day in days)),
    }
    listed = partial(everywhere, site, "topics.html", urls.topics, nav="topics")
    yield Sheet(name="topics", inputs=made_from, pages=listed)
    briefed = _briefed(site)
    for view in site.topics:
        yield _own(site, view, briefed)
        for number in range(1, view.full_pages + 1):
            yield _numbered(site, view, number)


def _briefed(site: Site) -> Mapping[tuple[str, str], Sequence[Telling]]:
    """Give the newest briefings of each topic, by language and topic."""
    found: dict[tuple[str, str], list[Telling]] = {}
    for lang in site.langs:
        for one in site.register.tellings(lang):
            kept = found.setdefault((lang, one.slug), [])
            if len(kept) < _BRIEFINGS:
                kept.append(one)
    return found


def _own(site: Site, view: TopicView, briefed: Mapping[tuple[str, str], Sequence[Telling]]) -> Sheet:
    told = {lang: briefed.get((lang, view.topic.id), ()) for lang in site.langs}
    drawn = _drawn(site, view)
    made_from = {
        **cards_from(site, view.days_of(0)),
        "count": str(len(view.entries)),
        "drawn": fingerprint(drawn),
        "briefings": fingerprint(told),
    }

    def pages() -> Iterator[Page]:
        return _pages(site, view, 0, {lang: {"told": told[lang], **drawn} for lang in site.langs})

    return Sheet(name=f"topic/{view.topic.id}", inputs=made_from, pages=pages)


def _numbered(site: Site, view: TopicView, number: int) -> Sheet:
    days = view.days_of(number)
    made_from = {
        **cards_from(site, days),
        "first": str(view.first_of(number)),
        "newer": str(paging.newer(number, len(view.entries), view.per_page)),
    }
    values = {lang: {"told": (), "spark": None, "activity": None} for lang in site.langs}
    return Sheet(
        name=f"topic/{view.topic.id}/{number}",
        inputs=made_from,
        pages=partial(_pages, site, view, number, values),
        near=near(days[0]),
    )


def _pages(site: Site, view: TopicView, number: int, values: Mapping[str, Mapping[str, object]]) -> Iterator[Page]:
    shared = {
        "view": view,
        "number": number,
        "entries": view.page(number),
        "newer": paging.newer(number, len(view.entries), view.per_page),
        "older": paging.older(number, len(view.entries), view.per_page),
    }
    return everywhere(
        site,
        "topic.html",
        partial(_path, view, number),
        lambda lang: {**shared, "definition": _definition(view, lang), **values[lang]},
        nav="topics",
        feed=urls.topic_feed(view.topic.id),
    )


def _path(view: TopicView, number: int, lang: str) -> str:
    return urls.topic(lang, view.topic.id, number)


def _drawn(site: Site, view: TopicView) -> dict[str, object]:
    """Reckon a topic's pictures, for its own page: numbered pages do not change."""
    if not len(view.entries):
        return {"spark": None, "activity": None}
    dates, counts = site.register.dates, site.register.topic_counts(view.topic.id)
    return {
        "spark": pictures.spark(counts, dates[0]),
        "activity": pictures.activity(counts, dates[-1], dates[0]),
    }


def _definition(view: TopicView, lang: str) -> list[tuple[str, tuple[str, ...]]]:
    say = i18n.translations(lang).gettext
    rows = [
        (say("Keywords"), view.topic.keywords),
        (say("Not with"), view.topic.exclude),
        (say("Categories"), view.topic.categories),
        (say("Authors"), view.topic.authors),
    ]
    return [(words, values) for words, values in rows if values]
