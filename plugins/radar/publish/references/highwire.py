"""Write a reference as `citation_*` metas (HighWire Press), for the page of one paper and no other.

Zotero's translator for embedded metadata and Google Scholar read them
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing). What the type of an
item is follows from `citation_journal_title` or `citation_technical_report_institution`;
without either Zotero guesses an article. Lists have `coins` instead: it would win.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from radar.publish.references.citation_names import Name
from radar.publish.references.citations import Reference
from radar.publish.references.coins import coins_author
from radar.sift.text import clean


def highwire(
    reference: Reference, *, abstract: str = "", keywords: Sequence[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Give the names and contents of the metas, not yet escaped for HTML.

    `abstract` is what of it may be shown (`allowed`), `keywords` are the paper's
    categories or topics. The abstract's address is the source's, never this site's.
    """
    return tuple((name, text) for name, value in _metas(reference, abstract, keywords) if (text := clean(value)))


def _metas(reference: Reference, abstract: str, keywords: Sequence[str]) -> Iterator[tuple[str, str]]:
    day = f"{reference.issued:%Y/%m/%d}"
    yield "citation_title", reference.title
    for name in reference.authors:
        yield "citation_author", _author(name)
    yield "citation_publication_date", day
    yield "citation_online_date", day
    yield from _venue(reference)
    yield "citation_doi", reference.doi
    yield "citation_arxiv_id", reference.eprint
    yield "citation_pdf_url", reference.pdf
    yield "citation_abstract_html_url", reference.url
    yield "citation_language", reference.language
    yield "citation_keywords", "; ".join(keyword.replace(";", ",") for keyword in keywords)
    yield "citation_abstract", abstract


def _venue(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.is_preprint:
        yield "citation_technical_report_institution", reference.container
        yield "citation_technical_report_number", reference.eprint or reference.doi
    else:
        yield "citation_journal_title", reference.container


def _author(name: Name) -> str:
    """Write an author as one, whatever spaces the name holds.

    Zotero takes `van der Berg, Jan Piet` for two, because there are spaces on both sides of
    the comma, but not where the content is a list parted by semicolons: one ends it.
    """
    written = coins_author(name)
    before, _, behind = written.partition(", ")
    return f"{written};" if " " in before and " " in behind else written
