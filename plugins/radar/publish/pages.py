"""List the pages of a site and render each from its template.

    Site ──► Page (template, language, address, twins, what it shows) ──► HTML bytes

Every page names its twins, the same page in the other languages, and links with
addresses relative to itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from radar.publish import i18n, status, theme, urls
from radar.publish.view import Day, Site, TopicView
from radar.sift import identity

_RECENT_DAYS: Final = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class HandText:
    """Hold a page written by hand in one language, as Pelican read it."""

    title: str
    html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Say what one page is, before it is rendered."""

    template: str
    lang: str
    path: str
    twins: Mapping[str, str]
    """Address of the same page by language, its own among them."""
    nav: str = ""
    """The menu's item that leads here."""
    feed: str = ""
    """Name of the feed that belongs to this page before `all`."""
    indexed: bool = True
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def default(self) -> str:
        """Name the language for readers whose own is not here (hreflang x-default)."""
        return "zh" if "zh" in self.twins else next(iter(self.twins))


class Renderer:
    """Render pages of one site."""

    def __init__(self, env: Environment, site: Site) -> None:
        """Dress the environment; its templates are compiled when first used."""
        self.env = env
        self.site = site
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
            menu=self._menu(page.lang),
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
        """Lead to the paper's card on this page where it lists it, else on the page of its day."""
        listed = page.values.get("listed", frozenset())
        if isinstance(listed, frozenset) and paper_id in listed:
            return f"#{identity.slug(paper_id)}"
        return urls.relative(page.path, urls.paper(page.lang, self.site.papers[paper_id].day, paper_id))

    def _menu(self, lang: str) -> list[tuple[str, str, str]]:
        say = i18n.translations(lang).gettext
        items = [
            ("home", urls.home(lang), say("Today")),
            ("topics", urls.topics(lang), say("Topics")),
            ("archive", urls.archive(lang), say("Archive")),
        ]
        has_about = any(hand.slug == "about" and lang in hand.files for hand in self.site.pages)
        return [*items, ("about", urls.about(lang), say("About"))] if has_about else items

    def _feeds(self, page: Page) -> list[tuple[str, str]]:
        """Name the feeds a browser may offer on this page, its own first, with their titles."""
        title = self.site.config.site.title
        everything = ("all", title)
        if not page.feed:
            return [everything]
        topic = self.site.title(page.feed.removeprefix("topic-"), page.lang)
        return [(page.feed, f"{title} · {topic}"), everything]


def pages(site: Site, hand: Mapping[tuple[str, str], HandText]) -> Iterator[Page]:
    """List every page in every language; `hand` holds the pages written by hand, by slug and language."""
    for lang in site.langs:
        yield _home(site, lang)
        yield from _days(site, lang)
        yield _page(site, lang, "topics.html", urls.topics, nav="topics")
        yield from _topics(site, lang)
        yield _archive(site, lang)
        yield _status(site, lang)
        yield from _by_hand(site, lang, hand)
        yield _page(site, lang, "404.html", urls.not_found, indexed=False)
    if "zh" not in site.langs:
        yield Page(template="redirect.html", lang=site.langs[0], path="", twins={site.langs[0]: ""}, indexed=False)


def _page(
    site: Site,
    lang: str,
    template: str,
    path: Callable[[str], str],
    **more: Any,  # noqa: ANN401 - fields of Page, which checks them
) -> Page:
    return Page(
        template=template,
        lang=lang,
        path=path(lang),
        twins={twin: path(twin) for twin in site.langs},
        **more,
    )


def _home(site: Site, lang: str) -> Page:
    day = site.newest
    listed = frozenset(e.paper.id for e in day.papers[: site.config.show.home]) if day else frozenset()
    newest = next(iter(site.runs), None)
    notes = status.notes(site, newest.day, newest, status.caught(site.runs)) if newest else ()
    values = {"day": day, "listed": listed, "recent_days": site.days[:_RECENT_DAYS], "notes": notes}
    return _page(site, lang, "home.html", urls.home, nav="home", values=values)


def _days(site: Site, lang: str) -> Iterator[Page]:
    lists = status.caught(site.runs)
    for n, day in enumerate(site.days):
        values = {
            "day": day,
            "notes": status.notes(site, day.day, day.run, lists),
            "newer": site.days[n - 1] if n else None,
            "older": site.days[n + 1] if n + 1 < len(site.days) else None,
            "recent_days": site.days[max(0, n - _RECENT_DAYS // 2) :][:_RECENT_DAYS],
        }
        yield _page(site, lang, "day.html", partial(_day_path, day), nav="archive", values=values)


def _day_path(day: Day, lang: str) -> str:
    return urls.day(lang, day.day)


def _topics(site: Site, lang: str) -> Iterator[Page]:
    for view in site.topics:
        definition = _definition(view, lang)
        for number in range(view.full_pages + 1):
            values = {
                "view": view,
                "number": number,
                "entries": view.page(number),
                "newer": _newer(view, number),
                "older": _older(view, number),
                "definition": definition,
            }
            yield _page(
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


def _newer(view: TopicView, number: int) -> int | None:
    """Name the page of newer papers, 0 for the topic's own, None where there are none."""
    if number == 0:
        return None
    return number + 1 if number < _first_older(view) else 0


def _older(view: TopicView, number: int) -> int:
    """Name the page of older papers, 0 where there are none."""
    return number - 1 if number else _first_older(view)


def _first_older(view: TopicView) -> int:
    """Name the newest numbered page that holds a paper which the topic's own page does not show."""
    return -(-(len(view.entries) - view.per_page) // view.per_page) if view.full_pages else 0


def _definition(view: TopicView, lang: str) -> list[tuple[str, tuple[str, ...]]]:
    say = i18n.translations(lang).gettext
    rows = [
        (say("Keywords"), view.topic.keywords),
        (say("Not with"), view.topic.exclude),
        (say("Categories"), view.topic.categories),
        (say("Authors"), view.topic.authors),
    ]
    return [(words, values) for words, values in rows if values]


def _archive(site: Site, lang: str) -> Page:
    months = [(month, tuple(days)) for month, days in groupby(site.days, key=_month)]
    values = {"months": months, "papers": sum(len(day.papers) for day in site.days)}
    return _page(site, lang, "archive.html", urls.archive, nav="archive", values=values)


def _month(day: Day) -> date:
    return day.day.replace(day=1)


def _status(site: Site, lang: str) -> Page:
    values = {"status": status.status(site), "day_pages": frozenset(day.day for day in site.days)}
    return _page(site, lang, "status.html", urls.status, nav="status", values=values)


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
