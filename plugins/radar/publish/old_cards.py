"""Write the cards of old days.

    Entry ──► Bare, once for all languages ──► old_cards   bare items of a list of old papers

A million papers stand on pages of old days, in each language; every byte there is a megabyte.
So such a card is a bare item of a list whose class says how all of them look, names are
text with a line break behind each comma (by which theme.js tells them apart, to link
them), and what a card of a recent day says besides is fetched when it is opened. Of many
authors the first and the last are named, and how many there are.

Texts are escaped as the template engine escapes them; it would take five times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from radar.publish import urls
from radar.publish.cards import light_links, place_labels
from radar.publish.formulas import tex
from radar.publish.i18n import text_language
from radar.publish.view import Entry

NAMED: Final = 6
"""Authors that are all named; of more, the first ones and the last."""
FIRST: Final = 3
_SEPARATOR: Final = ",\n"
"""Stands between names: a cleaned name may hold a comma, but no line break."""
_KEPT: Final = 2_048
"""Papers whose bare cards are kept half written; a day's pages are made one after the other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bare:
    """Hold what a paper's bare card says in every language, escaped; the title's `lang` stands between both parts."""

    entry: Entry
    language: str
    """The title's own."""
    before: str
    after: str
    ways: tuple[tuple[str, str], ...]
    """Kind and address of the ways out, as they are."""
    is_more: bool
    """It says something that each language has its own words for, or that links to a page of the site."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """Hold what the cards of one page share."""

    tag: str
    """The page's language."""
    topics: Mapping[str, tuple[str, str]]
    """Address and title by id."""
    words: Mapping[str, str]
    """For ways out, by kind; `retracted`."""


class Bares:
    """Keep the bare cards of the papers that were shown last."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._known: dict[str, Bare] = {}

    def of(self, entry: Entry, authors: Mapping[str, str]) -> Bare:
        """Give a paper's bare card; one that links authors is made anew: their pages differ by language."""
        found = self._known.get(entry.slug)
        if found is None or found.entry is not entry or entry.reasons:
            if len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            found = self._known[entry.slug] = bare(entry, authors)
        return found


def bare(entry: Entry, authors: Mapping[str, str]) -> Bare:
    """Take from a paper what its bare card says in every language; `authors` who have a page, with its address."""
    paper, words = entry.paper, tex.html(entry.paper.title)
    is_led = urls.is_web(paper.url)
    title = f'<a href="{escape(paper.url)}">{words}</a>' if is_led else words
    places = escape("; ".join(place_labels(paper)))
    ways = light_links(paper) if paper.links or not is_led else ()  # its title is the way out of most
    return Bare(
        entry=entry,
        language=text_language(paper.title),
        before=f'<li id="{entry.slug}"><h3',
        after=f">{title}</h3>{_names(paper.authors, authors)}<p>{places}",
        ways=ways,
        is_more=bool(entry.matches or entry.retracted or ways),
    )


def old_cards(found: Iterable[Bare], look: Look, *, is_dated: bool = False) -> Markup:
    """Write the items of a list of papers of an old day, or of papers of old days, each with its own."""
    rows = "\n".join([_old(one, look, is_dated=is_dated) for one in found])
    return Markup(rows)  # noqa: S704 - every text in it is escaped


def _old(one: Bare, look: Look, *, is_dated: bool) -> str:
    spoken = "" if one.language == look.tag else f' lang="{one.language}"'
    day = f" <time>{one.entry.paper.day}</time>" if is_dated else ""
    return f"{one.before}{spoken}{one.after}{day}{_more(one, look) if one.is_more else ''}</p></li>"


def _more(one: Bare, look: Look) -> str:
    entry, more = one.entry, ""
    if entry.retracted:
        more += f' <strong class="kind warn">{look.words["retracted"]}</strong>'
    for match in entry.matches:
        more += _link(*look.topics[match.topic_id])
    for kind, url in one.ways:
        more += _link(url, look.words.get(kind.partition("-")[0], kind))
    return more


def _names(names: tuple[str, ...], linked: Mapping[str, str]) -> str:
    if not names:
        return ""
    shown = names if len(names) <= NAMED else names[:FIRST]
    text = _SEPARATOR.join(_name(name, linked) for name in shown) if linked else escape(_SEPARATOR.join(shown))
    rest = f" … {escape(names[-1])} ({len(names)})" if len(names) > NAMED else ""
    return f"<p>{text}{rest}</p>"


def _name(name: str, linked: Mapping[str, str]) -> str:
    return f'<a href="{escape(linked[name])}">{escape(name)}</a>' if name in linked else f"{escape(name)}"


def _link(address: str, title: str) -> str:
    return f' <a href="{escape(address)}">{escape(title)}</a>'
