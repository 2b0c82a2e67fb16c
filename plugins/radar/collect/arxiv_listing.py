"""Make the listing of an arXiv paper, the same whichever of arXiv's services told of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from radar.collect import policy
from radar.config_sources import ArxivSource
from radar.models import Announce, Listing, Place
from radar.sift.identity import doi as find_doi
from radar.sift.identity import paper_ids
from radar.sift.text import clean, clean_abstract, clean_authors, clean_title

ARCHIVES: Final = frozenset(
    {"astro-ph", "cond-mat", "cs", "econ", "eess", "math", "nlin", "physics", "q-bio", "q-fin", "stat"}
)
"""Archives that stand for all their categories (https://arxiv.org/category_taxonomy)."""
_CATEGORY: Final = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]{2,20})?")
"""What a category looks like. ACM and MSC classes (`I.2.8; F.2.2`, `68T05`), which the API and the feeds
put among the categories, do not; OAI-PMH keeps them apart."""
_LINE_LIMIT: Final = 300


def follows(source: ArxivSource, category: str) -> bool:
    """Tell whether a source's categories hold a category, by itself or by its archive."""
    return category in source.categories or category.partition(".")[0] in ARCHIVES.intersection(source.categories)


def first_announcement(source: ArxivSource, categories: tuple[str, ...]) -> str:
    """Say how arXiv's feed of a source announces a paper's first version.

    `new` where the primary category, the first, is followed, else `cross`; `new` too where no
    category is, for then no such feed holds it.
    """
    followed = [follows(source, category) for category in categories]
    return (Announce.CROSS if any(followed) and not followed[0] else Announce.NEW).value


def make(  # noqa: PLR0913 - one keyword for each thing arXiv says about a paper
    ident: str,
    source: ArxivSource,
    *,
    title: str,
    authors: Iterable[str],
    abstract: str,
    categories: Iterable[str],
    announced: date | None,
    announce: str = "",
    version: int = 1,
    day_from: str = "",
    rights: str = "",
    doi: str = "",
    journal_ref: str = "",
) -> Listing | None:
    """Clean what a service said of the paper `ident` (an id without version); None where it is not whole.

    arXiv has no paper without title, authors and abstract (none among 107,934 of two corpora): an
    answer that has is damaged, and another will tell.

    An empty `announce` is reckoned from the categories.
    """
    title, names, text = clean_title(title), clean_authors(authors), clean_abstract(abstract)
    if not (title and names and text):
        return None
    known = tuple(dict.fromkeys(c for c in map(clean, categories) if _CATEGORY.fullmatch(c)))
    name = find_doi(doi) or ""
    return Listing(
        ids=paper_ids(arxiv=f"arXiv:{ident}", doi=name),
        title=title,
        authors=names,
        abstract=policy.shown(text, source.abstract),
        url=f"https://arxiv.org/abs/{ident}",
        pdf=f"https://arxiv.org/pdf/{ident}",
        place=Place(
            name=source.label,
            kind="arxiv",
            category=known[0] if known else "",
            announce=announce or first_announcement(source, known),
            version=version,
        ),
        announced=announced,
        day_from=day_from,
        doi=name,
        journal_ref=clean(journal_ref, _LINE_LIMIT),
        categories=known,
        license=policy.licence(rights),
    )
