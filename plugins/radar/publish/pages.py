"""List the pages of a site and render each from its template.

    Site ──► Page (template, language, address, twins, what it shows) ──► HTML bytes

Every page names its twins, the same page in the other languages, and links with
addresses relative to itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from radar.publish import i18n, paging, pictures, status, theme, urls
from radar.publish.author_pages import author_pages
from radar.publish.briefing_pages import briefing_pages
from radar.publish.data.data_page import data_page
from radar.publish.gathered_pages import gathered_pages, subscribe_page
from radar.publish.og_images import day_scene
from radar.publish.page import HandText, Page, in_every_language
from radar.publish.paper_pages import paper_pages
from radar.publish.period_pages import archive_page, period_pages
from radar.publish.references.citing import Offers
from radar.publish.references.structured_data import structured_data
from radar.publish.spending import spending
from radar.publish.syndication import feeds
from radar.publish.syndication.feed_list import feed_list
from radar.publish.told import Told, cited, pictured_days, told
from radar.publish.view import Day, Site, TopicView
from radar.sift import identity

__all__ = ["HandText", "Page", "Renderer", "pages"]

AI_PAGE: Final = "ai"
"""Slug of the page written by hand that says how text of a model is made and checked."""
_RECENT_DAYS: Final = 7
_RECENT_BRIEFINGS: Final = 7
_FEEDS: Final[Mapping[str, str]] = {"briefings.html": "briefings", "briefing.html": "briefings", "week.html": "week"}
"""The feeds of pages that are of no topic, author, source or field, by template."""


class Renderer:
    """Render pages of one site."""

    def __init__(self, env: Environment, site: Site) -> None:
        """Dress the environment; its templates are compiled when first used."""
        self.env = env
        self.site = site
        self._cited = cited(site)
        self._offers = Offers(site)
        self._feed_titles = {
            lang: {one.name: feeds.title(site, lang, one) for one in feed_list(site, lang)} for lang in site.langs
        }
        theme.dress(env, site)

    def html(self, page: Page) -> bytes:
        """Render a page."""
        link = self._link(page)
        say = theme.words(page.lang)
        rendered = self.env.get_template(page.template).render(
            page=page,
            lang=page.lang,
            tag=i18n.TAGS[page.lang],
            _=say.gettext,
            gettext=say.gettext,
            ngettext=say.ngettext,
            link=link,
            asset=theme.asset_link(self.site, link),
            cite=partial(self._cite, page),
            offer=self._offers.of(page),
            json_ld=structured_data(self.site, page),
            menu=self._menu(page.lang),
            ai_page=urls.page(page.lang, AI_PAGE) if self._has(AI_PAGE, page.lang) else "",
            feeds=self._feeds(page),
            feed_links=[(fmt, urls.feed(page.lang, "all", fmt)) for fmt in urls.feed_formats(self.site)],
            report=next(iter(self.site.runs), None),
            **page.values,
        )
        return f"{rendered.strip()}\n".encode()

    def _link(self, page: Page) -> Callable[[str], str]:
        """Make links relative to the page; a page shown in place of any other cannot know where it stands."""
        if page.template == "404.html" and self.site.url:
            return partial(urls.rooted, self.site.url)
        return partial(urls.relative, page.path)

    def _cite(self, page: Page, paper_id: str) -> str:
        """Lead to the paper's card on this page where it lists it, else to its own page or that of its day."""
        listed = page.values.get("listed", frozenset())
        if isinstance(listed, frozenset) and paper_id in listed:
            return f"#{identity.slug(paper_id)}"
        if page.nav == "briefings" and paper_id in self._cited:
            return urls.relative(page.path, urls.paper_page(page.lang, identity.slug(paper_id)))
        return urls.relative(page.path, urls.paper(page.lang, self.site.papers[paper_id].day, paper_id))

    def _menu(self, lang: str) -> list[tuple[str, str, str]]:
        say = i18n.translations(lang).gettext
        items = [
            ("home", urls.home(lang), say("Today")),
            ("briefings", urls.briefings(lang), say("Briefings")),
            ("topics", urls.topics(lang), say("Topics")),
            ("archive", urls.archive(lang), say("Archive")),
            ("search", urls.search(lang), say("Search")),
            ("starred", urls.starred(lang), say("Starred")),
            ("subscribe", urls.subscribe(lang), say("Subscribe")),
        ]
        return [*items, ("about", urls.about(lang), say("About"))] if self._has("about", lang) else items

    def _has(self, slug: str, lang: str) -> bool:
        """Tell whether there is a page written by hand."""
        return any(hand.slug == slug and lang in hand.files for hand in self.site.pages)

    def _feeds(self, page: Page) -> list[tuple[str, str]]:
        """Name the feeds a browser may offer on this page, its own first, with their titles."""
        own = page.feed or _FEEDS.get(page.template, "")
        titles = self._feed_titles[page.lang]
        return [(name, titles[name]) for name in dict.fromkeys((own, "all")) if name in titles]


def pages(site: Site, hand: Mapping[tuple[str, str], HandText]) -> Iterator[Page]:
    """List every page in every language; `hand` holds the pages written by hand, by slug and language."""
    for lang in site.langs:
        yield _home(site, lang)
        yield from _days(site, lang)
        yield in_every_language(site, lang, "topics.html", urls.topics, nav="topics")
        yield from _topics(site, lang)
        yield archive_page(site, lang)
        yield from period_pages(site, lang)
        yield from briefing_pages(site, lang)
        yield from paper_pages(site, lang)
        yield from author_pages(site, lang)
        yield subscribe_page(site, lang)
        yield from gathered_pages(site, lang)
        yield in_every_language(site, lang, "search.html", urls.search, nav="search")
        yield data_page(site, lang)
        yield in_every_language(site, lang, "starred.html", urls.starred, nav="starred", indexed=False)
        yield in_every_language(site, lang, "my_radar.html", urls.my_radar, nav="my-radar", indexed=False)
        yield _status(site, lang)
        yield from _by_hand(site, lang, hand)
        yield in_every_language(site, lang, "404.html", urls.not_found, indexed=False)
    if "zh" not in site.langs:
        yield Page(template="redirect.html", lang=site.langs[0], path="", twins={site.langs[0]: ""}, indexed=False)


def _home(site: Site, lang: str) -> Page:
    day = site.newest
    listed = frozenset(e.paper.id for e in day.papers[: site.config.show.home]) if day else frozenset()
    newest = next(iter(site.runs), None)
    notes = status.notes(site, newest.day, newest, status.caught(site.runs)) if newest else ()
    values = {"day": day, "listed": listed, "recent_days": site.days[:_RECENT_DAYS], "notes": notes}
    return in_every_language(site, lang, "home.html", urls.home, nav="home", values=values)


def _days(site: Site, lang: str) -> Iterator[Page]:
    lists, pictured = status.caught(site.runs), {day.day for day in pictured_days(site)}
    for n, day in enumerate(site.days):
        values = {
            "day": day,
            "notes": status.notes(site, day.day, day.run, lists),
            "newer": site.days[n - 1] if n else None,
            "older": site.days[n + 1] if n + 1 < len(site.days) else None,
            "recent_days": site.days[max(0, n - _RECENT_DAYS // 2) :][:_RECENT_DAYS],
        }
        yield in_every_language(
            site,
            lang,
            "day.html",
            partial(_day_path, day),
            nav="archive",
            values=values,
            picture=urls.picture(lang, day.day.isoformat()) if day.day in pictured else "",
            picture_words=day_scene(site, day, lang).words,
        )


def _day_path(day: Day, lang: str) -> str:
    return urls.day(lang, day.day)


def _topics(site: Site, lang: str) -> Iterator[Page]:
    briefed: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told(site, lang):
        briefed[one.briefing.slug].append(one)
    for view in site.topics:
        definition = _definition(view, lang)
        for number in range(view.full_pages + 1):
            values = {
                "view": view,
                "number": number,
                "entries": view.page(number),
                "newer": paging.newer(number, len(view.entries), view.per_page),
                "older": paging.older(number, len(view.entries), view.per_page),
                "definition": definition,
                "told": () if number else briefed[view.topic.id][:_RECENT_BRIEFINGS],
                **_drawn(site, view, number),
            }
            yield in_every_language(
                site,
                lang,
                "topic.html",
                partial(_topic_path, view, number),
                nav="topics",
                feed=urls.topic_feed(view.topic.id),
                values=values,
            )


def _topic_path(view: TopicView, number: int, lang: str) -> str:
    return urls.topic(lang, view.topic.id, number)


def _drawn(site: Site, view: TopicView, number: int) -> dict[str, object]:
    """Reckon a topic's pictures, for its own page: numbered pages do not change."""
    if number or not view.entries:
        return {"spark": None, "activity": None}
    oldest, newest = site.days[-1].day, site.days[0].day
    return {
        "spark": pictures.spark(view.entries, newest),
        "activity": pictures.activity(view.entries, oldest, newest),
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


def _status(site: Site, lang: str) -> Page:
    newest = next(iter(site.runs), None)
    values = {
        "status": status.status(site),
        "spending": spending(newest, site.config.briefings.budget) if newest else None,
        "day_pages": frozenset(day.day for day in site.days),
    }
    return in_every_language(site, lang, "status.html", urls.status, nav="status", values=values)


def _by_hand(site: Site, lang: str, hand: Mapping[tuple[str, str], HandText]) -> Iterator[Page]:
    for each in site.pages:
        if lang in each.files:
            text = hand[each.slug, lang]
            yield Page(
                template="page.html",
                lang=lang,
                path=urls.page(lang, each.slug),
                twins={twin: urls.page(twin, each.slug) for twin in site.langs if twin in each.files},
                nav=each.slug,
                values={
                    "heading": text.title,
                    "body": Markup(text.html),  # noqa: S704 - the owner's own hand, from content/pages
                },
            )
