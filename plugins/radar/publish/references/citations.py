"""Say what a citation of a paper holds, apart from any format.

This module is the front of what is written from it:

    bibtex.py             bibtex           .bib, for LaTeX
    ris.py                ris              .ris, for reference managers
    csl.py                csl_json         CSL-JSON, for citeproc, Zotero, pandoc
    coins.py              coins            the title of a `Z3988` span, on lists
    highwire.py           highwire         `citation_*` metas, on the page of one paper
    citation_json_ld.py   scholarly_article, collection_page, json_ld

Nothing here was written by a model, and no abstract is in it: what of one may be shown
depends on where (`allowed`), so the writers that can carry one are handed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from radar.models import Paper, Place
from radar.publish import urls
from radar.publish.i18n import text_language
from radar.publish.references.citation_keys import citation_key
from radar.publish.references.citation_names import Name, author_names
from radar.sift.identity import all_ids
from radar.sift.preprints import PREPRINT_KINDS, is_preprint_doi, is_published
from radar.sift.text import clean

__all__ = ["Name", "Reference", "author_names", "citation_key", "reference"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Hold what is cited of a paper. All text is on one line; what is not known is empty."""

    id: str
    """The paper's own."""
    key: str
    """`citation_key`: `[a-z0-9.-]`, unique among all papers."""
    is_preprint: bool
    title: str
    """As the source wrote it: from arXiv it may hold TeX."""
    authors: tuple[Name, ...]
    issued: date
    """First published or submitted; else the day of announcement."""
    container: str
    """The journal, or the preprint server."""
    doi: str
    eprint: str
    """arXiv's id, without version."""
    primary_class: str
    """arXiv's primary category."""
    url: str
    """Where the source shows it: http or https, or empty."""
    pdf: str
    license: str
    language: str
    """Tag of the title's language."""

    @property
    def is_tex(self) -> bool:
        """Tell a title that is TeX where it looks like it: arXiv takes titles as TeX, journals' feeds do not."""
        return bool(self.eprint)


_DAY: Final = re.compile(r"([12]\d{3})-(\d{2})-(\d{2})(?:[T ].{0,40})?")
_PRIMARY: Final = re.compile(r"[a-z]{2,9}(?:-[a-z]{2,4})?(?:\.[A-Za-z-]{2,16})?")
_NO_VENUE: Final = re.compile(r"OpenAlex|Crossref|Europe PMC|\d{4}-\d{3}[\dXx]|10\.\d{4,9}")
"""Names that a source has where its owner gave none: a service, an ISSN, a DOI's prefix."""
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]")
"""What an address does not hold (RFC 3986), and the apostrophe."""


_KEPT: Final = 1_024
"""Papers whose references are kept: a paper is cited by its day's page in each language, by files, by lists."""
_known: Final[dict[str, tuple[Paper, Reference]]] = {}


def reference(paper: Paper) -> Reference:
    """Gather what is cited of a paper; those asked for last are kept.

    It is an article where a journal showed it, else a preprint. A preprint of arXiv that
    names no other DOI has arXiv's own (https://info.arxiv.org/help/doi.html).
    """
    found = _known.get(paper.id)
    if found is None or found[0] != paper:
        if len(_known) >= _KEPT:
            _known.pop(next(iter(_known)))
        found = _known[paper.id] = paper, _gathered(paper)
    return found[1]


def _gathered(paper: Paper) -> Reference:
    eprint = next((one.removeprefix("arxiv:") for one in all_ids(paper) if one.startswith("arxiv:")), "")
    issued = _issued(paper)
    title, authors = clean(paper.title), author_names(paper.authors)
    is_preprint = _is_preprint(paper, eprint)
    return Reference(
        id=paper.id,
        key=citation_key(paper.id, title=title, authors=authors, year=issued.year),
        is_preprint=is_preprint,
        title=title,
        authors=authors,
        issued=issued,
        container=_container(paper, is_preprint=is_preprint),
        doi=clean(paper.doi).replace(" ", "") or (f"10.48550/arXiv.{eprint}" if eprint else ""),
        eprint=eprint,
        primary_class=_primary_class(paper) if eprint else "",
        url=_address(paper.url) or (urls.doi(paper.doi) if paper.doi else ""),
        pdf=_address(paper.pdf),
        license=_address(paper.license),
        language=text_language(title),
    )


def _issued(paper: Paper) -> date:
    found = _DAY.fullmatch(paper.published.strip())
    try:
        return date(*map(int, found.groups())) if found else paper.day
    except ValueError:
        return paper.day


def _is_preprint(paper: Paper, eprint: str) -> bool:
    """Tell a preprint: no journal showed it. Without any place its ids decide."""
    if not paper.places:
        return bool(eprint) or is_preprint_doi(paper.doi)
    return not is_published(paper)


def _container(paper: Paper, *, is_preprint: bool) -> str:
    """Name the journal, or for a preprint its server: of the first place that tells one of that sort."""
    fitting = [place for place in paper.places if (place.kind in PREPRINT_KINDS) == is_preprint]
    return next(filter(None, map(_venue, (*fitting, *paper.places))), "")


def _venue(place: Place) -> str:
    """Name what a place is; what collects from many journals tells it apart, or not at all."""
    name = clean(place.category if place.kind == "europepmc" else place.name)
    return "" if _NO_VENUE.fullmatch(name) else name


def _primary_class(paper: Paper) -> str:
    """Give arXiv's primary category; it stands first."""
    first = next(iter(paper.categories), "")
    return first if _PRIMARY.fullmatch(first) else ""


def _address(url: str) -> str:
    """Give an address with nothing in it that could end it in any format; empty where it leads nowhere."""
    url = clean(url)
    return _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="replace"), url) if urls.is_web(url) else ""
