"""Say what one page of the site is, before it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from radar.publish.view import Site


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
