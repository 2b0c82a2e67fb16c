"""Turn plain text into HTML that can hold nothing but that text.

Text is escaped here, never trusted; composed HTML then passes `nh3`, the second lock
(FAULTS, "What text becomes"). Formulas become MathML on pages; places without styles, as
feeds, have them in plain Unicode.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import nh3
from markupsafe import Markup, escape

from radar.models import Briefing, Citation, Paper, Section, Sentence
from radar.publish.formulas import tex
from radar.publish.i18n import TAGS, text_language

_TAGS: Final = (
    frozenset(
        {
            "a",
            "blockquote",
            "br",
            "em",
            "h2",
            "h3",
            "h4",
            "h5",
            "li",
            "ol",
            "p",
            "q",
            "section",
            "strong",
            "sup",
            "ul",
        }
    )
    | tex.TAGS
)
_ATTRIBUTES: Final = {
    "*": {"class", "lang"},
    "a": {"aria-describedby", "href", "title"},
    "li": {"id"},
    **tex.ATTRIBUTES,
}
_SCHEMES: Final = frozenset({"https", "http"})
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    url_schemes=set(_SCHEMES),
    link_rel=None,
    clean_content_tags={"script", "style"},
)


def text_html(text: str) -> Markup:
    """Escape text for an element or a quoted attribute."""
    return escape(text)


def plain(text: str) -> str:
    """Give text on one line, for places that hold no markup; their writer escapes it."""
    return " ".join(text.split())


def sanitised(html: str) -> Markup:
    """Let only the tags and attributes of our own making through; links are relative, http or https."""
    writable = html.encode("utf-8", "ignore").decode()  # nh3 refuses lone surrogates; cleaned text holds none
    return Markup(_CLEANER.clean(writable))  # noqa: S704 - nh3 has just taken out what is not ours


def paragraph_html(text: str, lang: str) -> Markup:
    """Set a text as a paragraph in its language; nothing where there is none."""
    return Markup('<p lang="{}">{}</p>').format(lang, text_html(text)) if text else Markup("")


def briefing_html(briefing: Briefing, *, papers: Mapping[str, Paper], href: Callable[[str], str]) -> Markup:
    """Set a whole briefing for a place without styles: its sections, then its sources with their spans.

    Formulas are in plain Unicode: readers of feeds know no MathML.
    """
    setting = _Setting(briefing, papers, href, typeset=_flat)
    return _sections(setting, level=3) + _sources(setting)


def sections_html(
    briefing: Briefing,
    *,
    papers: Mapping[str, Paper],
    href: Callable[[str], str],
    level: int = 3,
) -> Markup:
    """Set a briefing's sections, each sentence with a marker for every source, which leads to the paper.

    `href` gives a paper's address by its id, `level` is that of the headings. Behind a
    marker stands the passage it rests on, for styles to hide until it is asked for. A
    paper that is not in `papers` (taken down) is not led to.
    """
    return _sections(_Setting(briefing, papers, href, with_quotes=True), level)


def sources_html(briefing: Briefing, *, papers: Mapping[str, Paper], href: Callable[[str], str]) -> Markup:
    """Set a briefing's list of sources: number, paper, and the passage where the text is not that passage itself.

    Each has the id `cite-<slug>-<number>`: unique on a page that shows one language's
    briefings of one day. A paper that is not in `papers` keeps its number and says no more.
    """
    return _sources(_Setting(briefing, papers, href))


def _sections(setting: _Setting, level: int) -> Markup:
    return sanitised("".join([setting.section(each, level) for each in setting.briefing.sections]))


def _sources(setting: _Setting) -> Markup:
    entries = "".join([setting.source(citation) for citation in setting.briefing.citations])
    return sanitised(f'<ol class="sources">{entries}</ol>') if entries else Markup("")


def _flat(text: str) -> Markup:
    return escape(tex.plain(text))


class _Setting:
    """Set the parts of one briefing as HTML in which every text is escaped."""

    def __init__(
        self,
        briefing: Briefing,
        papers: Mapping[str, Paper],
        href: Callable[[str], str],
        *,
        typeset: Callable[[str], Markup] = tex.html,
        with_quotes: bool = False,
    ) -> None:
        self._with_quotes = with_quotes
        self._typeset = typeset
        self.briefing = briefing
        self._papers = papers
        self._href = href
        self._cited = {citation.number: citation for citation in briefing.citations}
        self._shown = {one.paper_id: paper for one in briefing.citations if (paper := papers.get(one.paper_id))}
        self._said = frozenset(s.text for section in briefing.sections for s in section.sentences)

    def section(self, section: Section, level: int) -> str:
        heading = ""
        if section.heading:
            language = self._language(section.heading)
            heading = f'<h{level} lang="{language}">{self._typeset(section.heading)}</h{level}>'
        sentences = "".join([self._sentence(each) for each in section.sentences])
        return f'<section>{heading}<ul class="sentences">{sentences}</ul></section>'

    def source(self, citation: Citation) -> str:
        paper, shown = self._shown.get(citation.paper_id), ""
        if paper:
            there, language = escape(self._href(paper.id)), text_language(paper.title)
            shown = f'<a href="{there}" lang="{language}">{self._typeset(paper.title)}</a>'
            if self._is_telling(citation):
                shown += f" {self._quote(citation)}"
        return f'<li id="{self._anchor(citation.number)}">[{citation.number}] {shown}</li>'

    def _sentence(self, sentence: Sentence) -> str:
        markers = "".join([self._marker(number) for number in sentence.cites])
        said = self._typeset(sentence.text)
        return f'<li lang="{self._language(sentence.text)}">{said}{markers}</li>'

    def _marker(self, number: int) -> str:
        citation, anchor = self._cited.get(number), self._anchor(number)
        is_known = citation is not None and citation.paper_id in self._shown
        there = self._href(citation.paper_id) if citation and is_known else f"#{anchor}"
        if self._with_quotes:
            told = f'aria-describedby="{anchor}"'
        else:
            told = f'title="{escape(tex.plain(citation.span)) if citation and is_known else ""}"'
        is_quoted = citation and self._with_quotes and self._is_telling(citation)
        quote = self._quote(citation) if citation and is_quoted else ""
        return f'<sup class="cite"><a href="{escape(there)}" {told}>[{number}]</a></sup>{quote}'

    def _quote(self, citation: Citation) -> str:
        return f'<q lang="{text_language(citation.span)}">{self._typeset(citation.span)}</q>'

    def _is_telling(self, citation: Citation) -> bool:
        """Tell whether a span is to be shown: an extract is its own evidence, what a model wrote is not."""
        is_said = self.briefing.by == "abstract" and citation.span in self._said
        return bool(citation.span) and citation.paper_id in self._shown and not is_said

    def _language(self, text: str) -> str:
        """Tell a text's language: an extractive one is a paper's, a model's the briefing's."""
        return text_language(text) if self.briefing.by == "abstract" else TAGS[self.briefing.lang]

    def _anchor(self, number: int) -> str:
        return escape(f"cite-{self.briefing.slug}-{number}")
