"""Say what one page of the site is, before it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from radar.models import Briefing
from radar.publish.view import Day, Site


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
    picture: str = ""
    """Address of the picture to show with a link to this page (Open Graph); empty where there is none."""
    picture_words: str = ""
    """What that picture says."""

    @property
    def default(self) -> str:
        """Name the language for readers whose own is not here (hreflang x-default)."""
        return "zh" if "zh" in self.twins else next(iter(self.twins))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Name pages that are made together, and what they are made from besides the look of all pages.

    Pages of one sheet read the same days; nothing is loaded before `pages` is called.
    """

    name: str
    """Unique on the site."""
    inputs: Mapping[str, str]
    pages: Callable[[], Iterable[Page]]
    near: str = ""
    """Sheets of one `near` read days that lie close to each other."""


def near(day: date) -> str:
    """Name the neighbourhood of what is made from a day."""
    return f"{day:%Y-%m}"


def loaded(site: Site, day: date) -> Day:
    """Load a day that is known to be shown; raises LookupError for any other."""
    found = site.day(day)
    if found is None:
        raise LookupError(f"{day}: not a day of this site")
    return found


def briefings_of(day: Day, lang: str) -> tuple[Briefing, ...]:
    """Give a day's briefings of one language, those across fields first; of two with one name the first."""
    found = sorted(day.briefings.get(lang, ()), key=lambda each: each.kind != "cross")
    by_slug: dict[str, Briefing] = {}
    for each in found:
        by_slug.setdefault(each.slug, each)
    return tuple(by_slug.values())


def is_cited_lately(site: Site, names: Iterable[str]) -> bool:
    """Tell by the names of what cites a paper whether it has a page; afterwards its address leads to its day."""
    newest = max((name[:10] for name in names), default="")  # dates of ISO 8601 sort as they follow
    return bool(newest) and site.is_recent(date.fromisoformat(newest))


def cards_from(site: Site, dates: Iterable[date]) -> dict[str, str]:
    """Sum up what cards of some days show: those of old days are light, and name no related papers."""
    register = site.register
    return {
        f"cards {day.isoformat()}": f"recent {register.digest(day)}" if site.is_recent(day) else register.content(day)
        for day in dates
    }


def everywhere(
    site: Site,
    template: str,
    path: Callable[[str], str],
    values: Callable[[str], Mapping[str, object]] = lambda _: {},
    **more: Any,  # noqa: ANN401 - fields of Page, which checks them
) -> Iterator[Page]:
    """Make a page in every language, at the address that `path` gives for it, with its own values."""
    for lang in site.langs:
        yield in_every_language(site, lang, template, path, values=values(lang), **more)


def in_every_language(
    site: Site,
    lang: str,
    template: str,
    path: Callable[[str], str],
    **more: Any,  # noqa: ANN401 - fields of Page, which checks them
) -> Page:
    """Make a page that every language has, at the address that `path` gives for it."""
    return Page(
        template=template,
        lang=lang,
        path=path(lang),
        twins={twin: path(twin) for twin in site.langs},
        **more,
    )
