"""List the pages of a site as units of a build, and render each from its template.

    Site ──► Sheet (pages made together, what they are made from)
                └► Page (template, language, address, twins, what it shows) ──► HTML bytes

Every page names its twins, the same page in the other languages, and links with
addresses relative to itself. What says how new the site is stands on home and the status
page alone: nothing on any other page changes because a day has passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from radar.publish import cards, i18n, inputs, status, theme, urls
from radar.publish.author_pages import author_sheets
from radar.publish.briefing_pages import briefing_sheets
from radar.publish.data.data_page import data_page
from radar.publish.day_pages import day_sheets, home_sheet
from radar.publish.documentation import docs_sheets
from radar.publish.full_cards import Cards, Shared
from radar.publish.gathered_pages import gathered_sheets, subscribe_sheet
from radar.publish.incremental import Unit, fingerprint
from radar.publish.page import HandText, Page, Sheet, everywhere
from radar.publish.paper_pages import paper_sheets
from radar.publish.period_pages import Spans, archive_sheet, period_sheets
from radar.publish.references.citing import offer
from radar.publish.references.structured_data import structured_data
from radar.publish.spending import spending
from radar.publish.syndication import feeds
from radar.publish.syndication.feed_list import feed_list
from radar.publish.topic_pages import topic_sheets
from radar.publish.view import Site
from radar.sift import identity

__all__ = ["HandText", "Page", "Renderer", "page_units"]

AI_PAGE: Final = "ai"
"""Slug of the page written by hand that says how text of a model is made and checked."""
_FEEDS: Final[Mapping[str, str]] = {"briefings.html": "briefings", "briefing.html": "briefings", "week.html": "week"}
"""The feeds of pages that are of no topic, author, source or field, by template."""


class Renderer:
    """Render pages of one site."""

    def __init__(self, env: Environment, site: Site) -> None:
        """Dress the environment; its templates are compiled when first used."""
        self.env = env
        self.site = site
        self._feed_titles = {
            lang: {one.name: feeds.title(site, lang, one) for one in feed_list(site, lang)} for lang in site.langs
        }
        self._shared = Shared(site=site, addresses=cards.AuthorAddresses(site))
        theme.dress(env, site)
        self._menus = {lang: self._menu(lang) for lang in site.langs}
        self._reader_words: dict[str, Markup] = {}

    def html(self, page: Page) -> bytes:
        """Render a page."""
        link = self._link(page)
        say, cite = i18n.words(page.lang), partial(self._cite, page)
        known = {
            "page": page,
            "lang": page.lang,
            "tag": i18n.TAGS[page.lang],
            "_": say.gettext,
            "gettext": say.gettext,
            "ngettext": say.ngettext,
            "link": link,
            "asset": theme.asset_link(self.site, link),
            "cite": cite,
            "cards": Cards(self._shared, page, link, cite),
            "offer": offer(self.site, page),
            "reader_words": self._words_of_reader(page.lang),
            "json_ld": structured_data(self.site, page),
            "menu": self._menus[page.lang],
            "ai_page": urls.page(page.lang, AI_PAGE),
            "feeds": self._feeds(page),
            "feed_links": [(fmt, urls.feed(page.lang, "all", fmt)) for fmt in urls.feed_formats(self.site)],
            "report": None,
            "newest": None,
            "is_old": False,
        }
        rendered = self.env.get_template(page.template).render({**known, **page.values})
        return f"{rendered.strip()}\n".encode()

    def _words_of_reader(self, lang: str) -> Markup:
        if lang not in self._reader_words:
            self._reader_words[lang] = theme.reader_words(self.env, lang)
        return self._reader_words[lang]

    def _link(self, page: Page) -> Callable[[str], str]:
        """Make links relative to the page; a page shown in place of any other cannot know where it stands."""
        if page.template == "404.html" and self.site.url:
            return partial(urls.rooted, self.site.url)
        return partial(urls.relative, page.path)

    def _cite(self, page: Page, paper_id: str, day: date | None = None) -> str:
        """Lead to the paper's card on this page where it lists it, else to its own page or that of its day.

        Every paper that a recent briefing's own page cites has a page of its own.
        """
        listed = page.values.get("listed", frozenset())
        if isinstance(listed, frozenset) and paper_id in listed:
            return f"#{identity.slug(paper_id)}"
        if page.nav == "briefings" and not page.values.get("is_old"):
            return urls.relative(page.path, urls.paper_page(page.lang, identity.slug(paper_id)))
        stands_on = day or self.site.papers[paper_id].day
        return urls.relative(page.path, urls.paper(page.lang, stands_on, paper_id))

    def _menu(self, lang: str) -> list[tuple[str, str, str]]:
        say = i18n.translations(lang).gettext
        return [
            ("home", urls.home(lang), say("Today")),
            ("briefings", urls.briefings(lang), say("Briefings")),
            ("topics", urls.topics(lang), say("Topics")),
            ("archive", urls.archive(lang), say("Archive")),
            ("search", urls.search(lang), say("Search")),
            ("starred", urls.starred(lang), say("Starred")),
            ("subscribe", urls.subscribe(lang), say("Subscribe")),
            ("about", urls.about(lang), say("About")),
        ]

    def _feeds(self, page: Page) -> list[tuple[str, str]]:
        """Name the feeds a browser may offer on this page, its own first, with their titles."""
        own = page.feed or _FEEDS.get(page.template, "")
        titles = self._feed_titles[page.lang]
        return [(name, titles[name]) for name in dict.fromkeys((own, "all")) if name in titles]


def page_units(site: Site, env: Environment, hand: Mapping[tuple[str, str], HandText]) -> Iterator[Unit]:
    """List every page in every language; `hand` holds the pages written by hand, by slug and language."""
    renderer = Renderer(env, site)
    shared = inputs.look(site)
    for sheet in sheets(site, hand):
        yield Unit(
            name=f"page/{sheet.name}",
            inputs={**shared, **sheet.inputs},
            make=partial(_rendered, renderer, sheet.pages),
            near=f"pages {sheet.near}" if sheet.near else "",
        )


def _rendered(renderer: Renderer, pages: Callable[[], Iterable[Page]]) -> Iterator[tuple[str, bytes]]:
    return ((urls.file(page.path), renderer.html(page)) for page in pages())


def sheets(site: Site, hand: Mapping[tuple[str, str], HandText]) -> Iterator[Sheet]:
    """List all sheets of pages; nothing but the register is asked."""
    spans = Spans(site)
    yield home_sheet(site)
    yield from day_sheets(site)
    yield from topic_sheets(site)
    yield archive_sheet(site, spans)
    yield from period_sheets(site, spans)
    yield from briefing_sheets(site)
    yield from paper_sheets(site)
    yield from author_sheets(site)
    yield subscribe_sheet(site)
    yield from gathered_sheets(site)
    yield _data(site, spans)
    yield _status(site)
    yield _fixed(site, "search", urls.search, nav="search")
    yield _fixed(site, "starred", urls.starred, nav="starred", indexed=False)
    yield _fixed(site, "my_radar", urls.my_radar, nav="my-radar", indexed=False)
    yield _fixed(site, "404", urls.not_found, indexed=False)
    yield from _by_hand(site, hand)
    yield from docs_sheets(site)
    if "zh" not in site.langs:
        first = site.langs[0]
        page = Page(template="redirect.html", lang=first, path="", twins={first: ""}, indexed=False)
        yield Sheet(name="redirect", inputs={}, pages=lambda: (page,))


def _fixed(site: Site, name: str, address: Callable[[str], str], *, nav: str = "", indexed: bool = True) -> Sheet:
    """Name a page that no paper changes."""
    pages = partial(everywhere, site, f"{name}.html", address, nav=nav, indexed=indexed)
    return Sheet(name=name, inputs={}, pages=pages)


def _data(site: Site, spans: Spans) -> Sheet:
    """Name the page about the open data: it lists the months, and which of them have briefings."""
    newest = site.register.dates[:1]
    listed = [(month.first, any(spans.told(month).values())) for month in spans.months]
    return Sheet(
        name="data",
        inputs={"months": fingerprint(listed, newest, bool(site.runs))},
        pages=lambda: (data_page(site, lang) for lang in site.langs),
    )


def _status(site: Site) -> Sheet:
    """Name the page of the last runs; of days it needs to know which have a page."""
    register = site.register
    near = register.dates[: status.DAYS + 1]
    made_from = {"runs": register.runs_digest, "days": fingerprint(near)}

    def pages() -> Iterator[Page]:
        newest = next(iter(site.runs), None)
        values = {
            "status": status.status(site),
            "spending": spending(newest, site.config.briefings.budget) if newest else None,
            "day_pages": frozenset(near),
            "report": newest,
        }
        return everywhere(site, "status.html", urls.status, lambda _: values, nav="status")

    return Sheet(name="status", inputs=made_from, pages=pages)


def _by_hand(site: Site, hand: Mapping[tuple[str, str], HandText]) -> Iterator[Sheet]:
    for each in site.pages:
        texts = {lang: hand[each.slug, lang] for lang in site.langs if lang in each.files}
        pages = [
            Page(
                template="page.html",
                lang=lang,
                path=urls.page(lang, each.slug),
                twins={twin: urls.page(twin, each.slug) for twin in texts},
                nav=each.slug,
                values={
                    "heading": text.title,
                    "body": Markup(text.html),  # noqa: S704 - the owner's own hand, or the project's
                },
            )
            for lang, text in texts.items()
        ]
        yield Sheet(name=f"hand/{each.slug}", inputs={"texts": fingerprint(texts)}, pages=partial(iter, pages))
