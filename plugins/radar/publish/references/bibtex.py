"""Write references as BibTeX, UTF-8, for BibTeX and biblatex alike.

A preprint is `@misc` with `eprint`, `archivePrefix`, `primaryClass`
(https://info.arxiv.org/help/hypertex/bibstyles/) and biblatex's `eprinttype`;
a journal's paper is `@article`. Written here and not by a library, because
their writers leave what is hard to the caller: `bibtexparser` writes values as they are
given or, encoding them, escapes the TeX of titles a second time; `pybtex` does so always
and refuses unbalanced braces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from radar.publish.references.citation_capitals import tex_title
from radar.publish.references.citation_names import Name
from radar.publish.references.citation_tex import tex_text
from radar.publish.references.citations import Reference

TYPE = "application/x-bibtex"


def bibtex(references: Iterable[Reference]) -> str:
    """Write a whole file, one entry a reference, in their order."""
    return "\n".join(map(_entry, references))


def _entry(reference: Reference) -> str:
    kind = "misc" if reference.is_preprint else "article"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields(reference) if value)
    month = _MONTHS[reference.issued.month - 1]
    return f"@{kind}{{{reference.key},\n{lines}  month = {month},\n}}\n"


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros of every style, which writes months its own way."""


@lru_cache(maxsize=1024)
def fields(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Give fields and values, escaped, none with a line break or an unbalanced brace."""
    return tuple(_fields(reference))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "title", tex_title(reference.title, is_tex=reference.is_tex)
    yield "author", author_field(reference)
    yield "year", f"{reference.issued:%Y}"
    yield "date", reference.issued.isoformat()
    if not reference.is_preprint:
        yield "journal", tex_text(reference.container)
    elif not reference.eprint:
        yield "howpublished", tex_text(reference.container)
    if reference.eprint:
        yield "eprint", reference.eprint
        yield "archivePrefix", "arXiv"
        yield "eprinttype", "arxiv"
        yield "primaryClass", reference.primary_class
    yield "doi", _verbatim(reference.doi)
    yield "url", _verbatim(reference.url)


def author_field(reference: Reference) -> str:
    """Write all authors as one field has them."""
    return " and ".join(map(_author, reference.authors))


def _author(name: Name) -> str:
    """Write `Family, Given` or `Family, Suffix, Given`; in braces what BibTeX must not take apart."""
    if not name.is_split or name.is_native:
        return f"{{{tex_text(name.literal, is_tex=True)}}}"
    parts = (name.family, name.suffix, name.given) if name.suffix else (name.family, name.given)
    return ", ".join(_part(part) for part in parts)


def _part(text: str) -> str:
    """Write a part of a name; in braces where a word of it is BibTeX's own, or begins with a command."""
    words = tex_text(text, is_tex=True)
    is_own = "," in words or "and" in words.casefold().split()
    return f"{{{words}}}" if is_own or words.startswith("\\") or " \\" in words else words


def _verbatim(text: str) -> str:
    """Write what LaTeX takes as it stands: nothing is escaped, what would end it is written by its code."""
    return text.translate(_CODES)


_CODES: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
