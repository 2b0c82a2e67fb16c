"""Write what a paper's card says in every language; each part once, for all pages that list the paper.

Every text is escaped here, as the template engine escapes it; cards are put together of
ready parts (`full_cards`), which is several times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from markupsafe import escape

from radar.publish import cards, urls
from radar.publish.formulas import tex
from radar.publish.i18n import text_language
from radar.publish.references.citations import reference
from radar.publish.references.coins import coins
from radar.publish.view import Entry, Neighbour

_KEPT: Final = 1_024
"""Papers whose parts are kept: the pages of a day, or of a list, are made one after the other."""
_FORMULA: Final = re.compile(r'alttext="([^"]*)"')
_PHONE: Final = 30
"""Characters of TeX that a line of 320 px holds for certain."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Hold a text for a page: its HTML, and the tag of its language."""

    html: str
    tag: str
    scrolls: str = ""
    """Attribute of a paragraph that may scroll on a phone, for its long formula: by keys as well."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """Write a paper's parts when they are first asked for."""

    entry: Entry

    @cached_property
    def title(self) -> Text:
        """Write the title, which leads to the source where that has an address."""
        paper = self.entry.paper
        shown = tex.html(paper.title)
        led = f'<a href="{escape(paper.url)}" rel="noopener">{shown}</a>' if urls.is_web(paper.url) else shown
        return Text(html=led, tag=text_language(paper.title))

    @cached_property
    def names(self) -> Sequence[str]:
        """Write the authors' names."""
        return [escape(name) for name in self.entry.paper.authors]

    @cached_property
    def places(self) -> str:
        """Name the sources."""
        return "".join([f'<span class="place">{escape(one)}</span>' for one in cards.place_labels(self.entry.paper)])

    @cached_property
    def licence(self) -> str:
        """Name the licence; empty for one that says little."""
        name = cards.licence_name(self.entry.paper.license)
        return f"<span>{name}</span>" if name else ""

    @cached_property
    def coins(self) -> str:
        """Write the paper as a citation, for reference managers."""
        return escape(coins(reference(self.entry.paper)))

    @cached_property
    def abstract(self) -> Text:
        """Write the abstract."""
        return text(self.entry.paper.abstract)

    @cached_property
    def ways(self) -> Sequence[tuple[str, str]]:
        """Give the ways out by kind, their addresses escaped."""
        return [(kind, escape(url)) for kind, url in cards.source_links(self.entry.paper)]

    @cached_property
    def light_ways(self) -> Sequence[tuple[str, str]]:
        """Give the ways out that the title does not lead to."""
        return [(kind, escape(url)) for kind, url in cards.light_links(self.entry.paper)]

    @cached_property
    def related(self) -> Sequence[tuple[Neighbour, Text]]:
        """Write the titles of related papers, nearest first."""
        return [
            (other, Text(html=tex.html(other.title), tag=text_language(other.title))) for other in self.entry.related
        ]


class Faces:
    """Keep the faces of the papers that were shown last."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._known: dict[str, Face] = {}

    def of(self, entry: Entry) -> Face:
        """Give the face of an entry; a paper may have several entries, each as good."""
        found = self._known.get(entry.slug)
        if found is None or found.entry is not entry:
            if len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            found = self._known[entry.slug] = Face(entry=entry)
        return found


def text(words: str) -> Text:
    """Write a text for a paragraph of its own."""
    html = tex.html(words)
    widest = max(map(len, _FORMULA.findall(html)), default=0) if tex.has_tex(words) else 0
    return Text(html=html, tag=text_language(words), scrolls=' tabindex="0"' if widest > _PHONE else "")
