"""Turn plain text into HTML that can hold nothing but that text.

Text is escaped here, never trusted; composed HTML then passes `nh3`, the second lock
(FAULTS, "What text becomes"). Formulas stay TeX for now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import nh3
from markupsafe import Markup, escape

from radar.models import Briefing, Citation, Paper, Section
from radar.publish.i18n import TAGS, text_language

_TAGS: Final = frozenset(
    {"a", "blockquote", "br", "em", "h3", "li", "ol", "p", "q", "section", "strong", "sup", "ul"}
)
_ATTRIBUTES: Final = {
    "*": {"class", "lang"},
    "a": {"href", "title"},
    "li": {"id"},
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
    """Set a briefing's sections, each sentence with its source markers, then its list of sources.

    `href` gives a paper's address by its id. A marker leads to its entry of the list,
    `#cite-<slug>-<number>`: unique on a page that shows one language's briefings of one
    day. A citation of a paper that is not in `papers` (taken down) keeps its number and
    says no more.
    """
    body = Markup("").join(_section(briefing, section) for section in briefing.sections)
    entries = Markup("").join(
        _source(briefing, citation, papers.get(citation.paper_id), href) for citation in briefing.citations
    )
    sources = Markup('<ol class="sources">{}</ol>').format(entries) if entries else Markup("")
    return sanitised(body + sources)


def _section(briefing: Briefing, section: Section) -> Markup:
    heading = Markup("<h3>{}</h3>").format(text_html(section.heading)) if section.heading else Markup("")
    sentences = Markup("").join(
        Markup('<li lang="{}">{}{}</li>').format(
            _sentence_language(briefing, sentence.text),
            text_html(sentence.text),
            Markup("").join(_marker(briefing, number) for number in sentence.cites),
        )
        for sentence in section.sentences
    )
    return Markup('<section>{}<ul class="sentences">{}</ul></section>').format(heading, sentences)


def _sentence_language(briefing: Briefing, text: str) -> str:
    """Tell a sentence's language: an extractive one is a paper's, a model's the briefing's."""
    return text_language(text) if briefing.by == "abstract" else TAGS[briefing.lang]


def _marker(briefing: Briefing, number: int) -> Markup:
    span = next((citation.span for citation in briefing.citations if citation.number == number), "")
    return Markup('<sup class="cite"><a href="#{}" title="{}">[{}]</a></sup>').format(
        _anchor(briefing, number), text_html(span), number
    )


def _source(briefing: Briefing, citation: Citation, paper: Paper | None, href: Callable[[str], str]) -> Markup:
    shown = Markup("")
    if paper:
        shown = Markup('<a href="{}" lang="{}">{}</a>').format(
            href(paper.id), text_language(paper.title), text_html(paper.title)
        )
        if citation.span and briefing.by != "abstract":
            quoted = Markup(' <q lang="{}">{}</q>')
            shown += quoted.format(text_language(citation.span), text_html(citation.span))
    anchor = _anchor(briefing, citation.number)
    return Markup('<li id="{}">[{}] {}</li>').format(anchor, citation.number, shown)


def _anchor(briefing: Briefing, number: int) -> str:
    return f"cite-{briefing.slug}-{number}"
