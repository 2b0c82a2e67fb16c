"""Write the cards of one page: papers in full, light ones far down a long day, bare ones of old days.

    Entry ──► Face     what it says in every language, once (`card_faces`) ──┐
    Page ───► Cards    its language's words, links as seen from it ──────────┴──► card, light, olds

Templates call these as they would call macros. Cards are most of a site's pages: written
here they take a sixth of what they take as macros, and every text in them is escaped as
the template engine escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Protocol

from markupsafe import Markup, escape

from radar.models import Gist, Paper
from radar.publish import cards, i18n, old_cards, urls
from radar.publish.card_faces import Face, Faces, Text, text
from radar.publish.card_words import card_words
from radar.publish.page import Page
from radar.publish.view import Entry, EventEntry, Site

_REASONS = 3
"""Reasons of a topic that a card names."""
_RELATED, _RELATED_AT_HOME = 5, 2
"""Home shows fewer: thirty cards of it must stay light."""


class Cite(Protocol):
    """Lead to a paper from the page."""

    def __call__(self, paper_id: str, day: date | None = None) -> str:
        """Give its address; `day` is that on which it stands, where the caller knows it."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Hold what the cards of all pages of a site share."""

    site: Site
    addresses: cards.AuthorAddresses
    faces: Faces = field(default_factory=Faces)
    bares: old_cards.Bares = field(default_factory=old_cards.Bares)


class Cards:
    """Write the cards of one page."""

    def __init__(self, shared: Shared, page: Page, link: Callable[[str], str], cite: Cite) -> None:
        """Write nothing yet."""
        self._shared = shared
        self._lang = page.lang
        self._tag = i18n.TAGS[page.lang]
        self._is_home = page.nav == "home"
        self._link = link
        self._topics: dict[str, str] = {}
        self._cite = cite
        self._words = card_words(page.lang)

    def card(self, entry: Entry, number: int, day: date, event: EventEntry | None = None) -> Markup:
        """Write a paper in full; with `event`, what is new about it."""
        face, paper, anchor = self._shared.faces.of(entry), entry.paper, event.anchor if event else entry.slug
        small = " small" if paper.genre == "news" else ""
        return Markup(  # noqa: S704 - every text in it is escaped
            f'<li class="card{small}" id="{anchor}"><article aria-labelledby="{anchor}-title">\n'
            f'<span class="numeral Z3988" title="{face.coins}" aria-hidden="true">{number:02}.</span>\n'
            f'<div class="body">\n<p class="meta">\n{face.places}{_time(day.isoformat())}\n'
            f"{self.kind(entry, event)}\n{face.licence}</p>\n{self._title(face, anchor)}\n{self._authors(face)}\n"
            f"{_line(self.remarks(paper))}{self._gist(entry.gist(self._lang))}{_line(self.reasons(entry))}"
            f'<div class="foot-row">\n{self._abstract(face)}{_line(self._related(face))}'
            f"{self._ways(face.ways)}\n</div>\n</div>\n</article></li>\n"
        )

    def light(self, entry: Entry, number: int, event: EventEntry | None = None) -> Markup:
        """Write a paper far down a long day: what stands in an abstract, theme.js fetches when it is opened.

        `data-day` names the day whose data holds it.
        """
        face, paper, anchor = self._shared.faces.of(entry), entry.paper, event.anchor if event else entry.slug
        is_recent = self._shared.site.is_recent(event.day if event else paper.day)
        gist = entry.gist(self._lang) if is_recent and entry.gists else None
        return Markup(  # noqa: S704 - every text in it is escaped
            f'<li class="card light" id="{anchor}" data-day="{paper.day.isoformat()}">'
            f'<article aria-labelledby="{anchor}-title">\n<p class="numeral" aria-hidden="true">{number}.</p>\n'
            f'<div class="body">\n{self._title(face, anchor)}\n{self._authors(face)}'
            f'<p class="meta">{face.places}{self.kind(entry, event)}</p>\n'
            f"{self._written(gist) if gist and gist.by == 'model' else ''}{self.reasons(entry)}"
            f"{self._ways(face.light_ways)}</div>\n</article></li>\n"
        )

    def olds(self, entries: Iterable[Entry], day: date) -> Markup:
        """Write the papers of an old day."""
        opening = f'<ol class="cards old" role="list" data-day="{day.isoformat()}">'
        return Markup(f"{opening}\n{self._bares(entries)}\n</ol>\n")  # noqa: S704 - every text in it is escaped

    def listed(self, entries: Sequence[Entry]) -> Markup:
        """Write papers of many days: in full up to the first of an old day, from there on bare, with their days."""
        written = ""
        fresh = list(takewhile(lambda entry: self._shared.site.is_recent(entry.paper.day), entries))
        if fresh:
            full = [self.card(entry, number, entry.paper.day) for number, entry in enumerate(fresh, 1)]
            written = f'<ol class="cards" role="list">\n{"".join(full)}</ol>\n'
        if old := self._bares(entries[len(fresh) :], is_dated=True):
            written += f'<ol class="cards old" role="list">\n{old}\n</ol>\n'
        return Markup(written)  # noqa: S704 - every text in it is escaped

    def _bares(self, entries: Iterable[Entry], *, is_dated: bool = False) -> str:
        bares = [self._shared.bares.of(entry, self._addresses(entry)) for entry in entries]
        return old_cards.old_cards(bares, self._look, is_dated=is_dated)

    def kind(self, entry: Entry, event: EventEntry | None = None) -> Markup:
        """Say what sort of paper it is, what is new about it, and where its day comes from."""
        paper, retracted = entry.paper, ""
        if entry.retracted:
            retracted = f'<strong class="kind warn">{self._words.retracted}</strong>'
        more = self._event(event) if event else self._arrival(paper)
        return Markup(self._genre(paper) + retracted + more)  # noqa: S704 - every text in it is escaped

    def _genre(self, paper: Paper) -> str:
        match paper.genre:
            case "news":
                return f'<strong class="kind">{self._words.news}</strong>\n'
            case "correction":
                return f'<strong class="kind">{self._words.correction}</strong>\n'
            case "retraction":
                return f'<strong class="kind warn">{self._words.retraction}</strong>'
        return ""

    def _arrival(self, paper: Paper) -> str:
        words = self._words
        told = f'<span class="kind">{words.crossed}</span>' if cards.is_cross_list(paper) else ""
        if paper.day_from == "inferred":
            told += f"<span>{words.inferred}</span>"
        if paper.day_from == "first_seen" and paper.published:
            told += f"<span>{words.dated} {_time(paper.published[:10])}</span>"
        return told

    def _event(self, event: EventEntry) -> str:
        words, paper = self._words, event.paper
        told = words.event(event)
        shown = f'<strong class="kind">{told}</strong>\n' if told else ""
        if not event.is_first:
            there = escape(self._link(urls.paper(self._lang, paper.day, paper.id)))
            return f'{shown}<span>{words.first_seen} <a href="{there}">{_time(paper.day.isoformat())}</a></span>\n'
        if paper.published:
            return f"{shown}<span>{words.submitted} {_time(paper.published[:10])}</span>"
        return shown

    def _title(self, face: Face, anchor: str) -> str:
        return f'<h3 id="{anchor}-title"{self._in_language(face.title)}>{face.title.html}</h3>'

    def _authors(self, face: Face) -> str:
        """Name the authors; a name without an address is made a link to its papers by theme.js."""
        names = face.names
        if not names:
            return ""
        words, addresses = self._words, self._addresses(face.entry)
        if addresses:
            named = zip(face.entry.paper.authors, names, strict=True)
            all_names = words.comma.join([_linked(shown, addresses.get(name)) for name, shown in named])
        else:
            all_names = f"<a>{f'</a>{words.comma}<a>'.join(names)}</a>"
        if len(names) <= old_cards.NAMED:
            return f'<p class="authors">{all_names}</p>\n'
        first = words.comma.join(names[: old_cards.FIRST])
        summary = f'{first} … {names[-1]} <span class="count">{words.authors(len(names))}</span>'
        return f'<details class="authors"><summary>{summary}</summary><p>{all_names}</p></details>\n'

    def _addresses(self, entry: Entry) -> dict[str, str]:
        if not entry.reasons:
            return {}
        found = self._shared.addresses.of(entry, self._lang)
        return {name: escape(self._link(path)) for name, path in found.items()}

    def remarks(self, paper: Paper) -> Markup:
        """Give what authors and journals add in a line: arXiv's comment, where it was published."""
        words, told = self._words, []
        if paper.journal_ref:
            told.append(f"{words.journal_ref}{words.colon}{self._span(paper.journal_ref)}")
        if paper.comment:
            told.append(f"{words.comment}{words.colon}{self._span(paper.comment)}")
        line = f'<p class="remarks">{"<br>".join(told)}</p>\n' if told else ""
        return Markup(line)  # noqa: S704 - every text in it is escaped

    def _span(self, words: str) -> str:
        shown = text(words)
        return f"<span{self._in_language(shown)}>{shown.html}</span>"

    def _gist(self, gist: Gist | None) -> str:
        if gist is None:
            return ""
        if gist.by == "model":
            return f"{self._written(gist)}\n"
        shown = text(gist.text)
        return f'<p class="gist"{self._in_language(shown)}{shown.scrolls}>{shown.html}</p>\n'

    def _written(self, gist: Gist) -> str:
        """Write what a model wrote of a paper, labelled, with the passage it rests on."""
        shown, checked = text(gist.text), ""
        if gist.span:
            said = text(gist.span)
            quoted = f"<q{self._in_language(said)}>{said.html}</q>"
            checked = f'<details><summary class="checked">{self._words.checked}</summary>{quoted}</details>'
        label = f'<span class="label">{self._words.by_model}</span>'
        return f'<div class="gist ai"><p{shown.scrolls}>{label} {shown.html}</p>{checked}</div>'

    def reasons(self, entry: Entry) -> Markup:
        """Say why a paper is here: its topics with their reasons, then those that no topic states."""
        if not (entry.matches or entry.reasons):
            return Markup("")
        words, told = self._words, []
        for match in entry.matches:
            named = words.comma.join([words.reason(each) for each in match.reasons[:_REASONS]])
            told.append(f"{self._topic(match.topic_id)}{words.opening}{named}{words.closing}")
        told += [words.reason(each) for each in cards.own_reasons(entry)]
        why = f"{words.why}{words.colon}{words.stop.join(told)}"
        return Markup(f'<p class="reasons">{why}</p>\n')  # noqa: S704 - every text in it is escaped

    def _topic(self, topic_id: str) -> str:
        if topic_id not in self._topics:
            there = escape(self._link(urls.topic(self._lang, topic_id)))
            title = escape(self._shared.site.title(topic_id, self._lang))
            self._topics[topic_id] = f'<a href="{there}">{title}</a>'
        return self._topics[topic_id]

    def _abstract(self, face: Face) -> str:
        if not face.entry.paper.abstract:
            return ""
        shown, summary = face.abstract, self._words.abstract(face.entry.paper)
        opened = f"<p{self._in_language(shown)}{shown.scrolls}>{shown.html}</p>"
        return f'<details class="abstract"><summary>{summary}</summary>{opened}</details>\n'

    def _related(self, face: Face) -> str:
        """Name the papers closest to it, nearest first."""
        if not face.entry.related:
            return ""
        own, items = face.entry.paper.day, ""
        for other, shown in face.related[: _RELATED_AT_HOME if self._is_home else _RELATED]:
            day = f" {_time(other.day.isoformat())}" if other.day != own and not self._is_home else ""
            there = escape(self._cite(other.id, other.day))
            items += f'<li><a href="{there}"{self._in_language(shown)}>{shown.html}</a>{day}</li>'
        return f'<details class="related"><summary>{self._words.related}</summary><ol>{items}</ol></details>\n'

    def links(self, paper: Paper) -> Markup:
        """Give all ways out to a paper and its notices."""
        found = [(kind, escape(url)) for kind, url in cards.source_links(paper)]
        return Markup(self._ways(found))  # noqa: S704 - every text in it is escaped

    def _ways(self, found: Sequence[tuple[str, str]]) -> str:
        if not found:
            return ""
        words = self._words.ways
        ways = [
            f'<a href="{url}" rel="noopener">{words.get(kind.partition("-")[0], kind)}</a>' for kind, url in found
        ]
        return f'<p class="actions">{"".join(ways)}</p>\n'

    @cached_property
    def _look(self) -> old_cards.Look:
        lang = self._lang
        topics = (view.topic for view in self._shared.site.topics)
        return old_cards.Look(
            tag=self._tag,
            topics={one.id: (self._link(urls.topic(lang, one.id)), one.title(lang)) for one in topics},
            words=self._words.ways,
        )

    def _in_language(self, shown: Text) -> str:
        return "" if shown.tag == self._tag else f' lang="{shown.tag}"'


def _time(day: str) -> str:
    written = escape(day)
    return f'<time datetime="{written}">{written}</time>'


def _linked(name: str, there: str | None) -> str:
    return f'<a href="{there}">{name}</a>' if there else f"<a>{name}</a>"


def _line(written: str) -> str:
    """End what is there with a line break."""
    return f"{written}\n" if written else ""
