"""Write references as COinS: the title of `<span class="Z3988">`, for lists of papers.

The format is OpenURL's key/encoded-value (ANSI/NISO Z39.88-2004). Zotero reads it before
it reads `citation_*`, and offers a choice where a page has more than one: on lists COinS
alone, on the page of one paper `highwire` alone. With a title and authors in it, Zotero
looks nothing up. A preprint goes as Dublin Core, whose `rft.type` may name Zotero's own
type, for the format of journals would make an article of it.

Zotero takes `%2B` for a space: it shows `C++` as `C`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from radar.publish.references.citation_names import Name
from radar.publish.references.citations import Reference

_JOURNAL = "info:ofi/fmt:kev:mtx:journal"
_DUBLIN_CORE = "info:ofi/fmt:kev:mtx:dc"


def coins(reference: Reference) -> str:
    """Write the value of the attribute, not yet escaped for HTML: `&` stands between its pairs."""
    return "&".join(f"{key}={quote(value, safe='', errors='replace')}" for key, value in _pairs(reference) if value)


def _pairs(reference: Reference) -> Iterator[tuple[str, str]]:
    """Give keys and values: all authors, each by its own key, in order."""
    yield "ctx_ver", "Z39.88-2004"
    yield from _preprint(reference) if reference.is_preprint else _article(reference)
    yield "rft.date", reference.issued.isoformat()
    for name in reference.authors:
        yield "rft.au", coins_author(name)
    yield "rft.language", reference.language
    yield "rft_id", f"info:doi/{reference.doi}" if reference.doi else ""
    yield "rft_id", reference.url


def _article(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "rft_val_fmt", _JOURNAL
    yield "rft.genre", "article"
    yield "rft.atitle", reference.title
    yield "rft.jtitle", reference.container


def _preprint(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "rft_val_fmt", _DUBLIN_CORE
    yield "rft.type", "preprint"
    yield "rft.title", reference.title
    yield "rft.publisher", reference.container


def coins_author(name: Name) -> str:
    """Write an author so that Zotero takes the name apart as it is.

    It cuts at a comma, else before the last word. A body of several words ends in a comma,
    which keeps it whole and in its place; OpenURL's own `aucorp` would move it.
    """
    if name.is_split:
        return name.inverted
    return f"{name.literal}," if " " in name.literal and "," not in name.literal else name.literal
