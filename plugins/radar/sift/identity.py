"""Name papers: one normalised id for every way a source may write it.

arXiv identifiers: https://info.arxiv.org/help/arxiv_identifier.html. DOIs: the pattern
Crossref recommends, https://www.crossref.org/blog/dois-and-matching-regular-expressions/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from radar.models import Listing, Paper
from radar.sift.text import clean

PUBLISHED: Final = "published"
"""Key of `links` for the journal version of a preprint: its DOI or address, as the preprint's server names it."""

_ARCHIVES: Final = (
    *("acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph"),
    *("cmp-lg", "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph"),
    *("hep-th", "math", "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th", "patt-sol", "physics"),
    *("plasm-ph", "q-alg", "q-bio", "quant-ph", "solv-int", "supr-con"),
)
"""Archives that gave ids before April 2007, when the archive stood in the id."""

_ARXIV: Final = re.compile(
    rf"""
    (?: ^\s*                                        # the bare id
      | (?<![\w-]) arxiv (?:\.org)? [:.] \s*        # arXiv:X, oai:arXiv.org:X, 10.48550/arXiv.X
      | (?<![\w-]) arxiv\.org / [a-z]{{2,9}} /      # any page: abs, pdf, html, format
    )
    (?: (?P<new>\d{{4}}\.\d{{4,5}})
      | (?P<archive>{"|".join(sorted(_ARCHIVES, key=len, reverse=True))})(?:\.[a-z]{{2}})?/(?P<old>\d{{7}})
    )
    (?:v(?P<version>\d{{1,4}}))?
    (?!\w|/\w|\.\d)
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_DOI: Final = re.compile(
    r"(?<![\w.])10\.\d{4,9}(?:\.\d{1,9})*/[-._;()/:<>\[\]+A-Z0-9]{1,1000}", re.IGNORECASE | re.ASCII
)
_DOI_HOST: Final = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_PAGE_OF_DOI: Final = re.compile(
    r"/(?:abstract|epdf|epub|full|fulltext|html|meta|pdf|references|summary)$|\.(?:abstract|full|full-text|pdf|short)$"
)
"""What publishers' addresses hang behind a DOI."""
_OPENRXIV: Final = ("10.1101/", "10.64898/")
"""Prefixes of bioRxiv and medRxiv, whose addresses carry the version behind the DOI."""
_TRACKING: Final = re.compile(r"utm_.*|wt\..*|af|rss|dgcid|fbclid|gclid|mc_[ce]id|rft_dat|ssrnid", re.IGNORECASE)
"""Parameters of an address that say who sent the reader, not what is read."""


def arxiv_id(text: str) -> str | None:
    """Find the arXiv id in an id, address, OAI identifier or DOI, lower case, without its version.

    New ids `2402.14035`, old ones `hep-th/9901001`, from which a subject class is
    dropped as arXiv does (`math.GT/0309136` is `math/0309136`). In running text an id
    counts only behind the word arXiv.
    """
    found = _ARXIV.search(text)
    if not found:
        return None
    return found["new"] or f"{found['archive'].lower()}/{found['old']}"


def arxiv_version(text: str) -> int:
    """Tell the version that an arXiv id names; 0 where it names none."""
    found = _ARXIV.search(text)
    return int(found["version"] or 0) if found else 0


def doi(text: str) -> str | None:
    """Find the first DOI in a DOI, `doi:` name, address or line of text, in lower case.

    Punctuation and brackets that belong to the text around it go, and from
    publishers' addresses what names a page of it (`/full`, `.pdf`, bioRxiv's `v2`).
    """
    found = _DOI.search(unquote(text) if "%" in text else text)
    if not found:
        return None
    name = _without_surroundings(found[0].lower())
    if "://" in text and not _DOI_HOST.search(text):
        name = _PAGE_OF_DOI.sub("", name)
        name = re.sub(r"v\d{1,2}$", "", name) if name.startswith(_OPENRXIV) else name
    return name if name.partition("/")[2] else None


def _without_surroundings(name: str) -> str:
    """Take off the end what the text around a DOI put there."""
    name = name.partition("</")[0]
    while name and (name[-1] in ".,;:([<" or _closes_nothing(name)):
        name = name[:-1]
    return name


def _closes_nothing(name: str) -> bool:
    opening = {")": "(", "]": "[", ">": "<"}.get(name[-1])
    return opening is not None and name.count(name[-1]) > name.count(opening)


def paper_ids(*, arxiv: str = "", doi: str = "", url: str = "") -> tuple[str, ...]:
    """List the normalised ids of a paper, best first: `arxiv:…`, `doi:…`, else `url:<16 hex digits>`.

    A DOI of arXiv's own (`10.48550/arXiv.X`) becomes the arXiv id. An address counts
    for the id it holds; its hash only where there is nothing better, because feeds
    may give one address for all their items. Empty when nothing was given.
    """
    ids = []
    if name := arxiv_id(arxiv) or arxiv_id(doi) or arxiv_id(url):
        ids.append(f"arxiv:{name}")
    if (name := _first_doi(doi, url)) and not arxiv_id(name):
        ids.append(f"doi:{name}")
    if not ids and url.strip():
        ids.append(f"url:{sha256(_plain_address(url).encode()).hexdigest()[:16]}")
    return tuple(ids)


def listing_ids(listing: Listing) -> tuple[str, ...]:
    """List the ids of a listing, best first, the DOI of a journal version that a preprint's server names last."""
    return tuple(dict.fromkeys((*listing.ids, *named_ids(listing.links))))


def all_ids(paper: Paper) -> tuple[str, ...]:
    """List a paper's id, its aliases, and its DOI as an id."""
    own = (f"doi:{paper.doi.lower()}",) if paper.doi else ()
    return tuple(dict.fromkeys((paper.id, *paper.aliases, *own)))


def named_ids(links: Mapping[str, str]) -> tuple[str, ...]:
    """Give the DOI under which a preprint's server says that it was published, as an id; none for an address."""
    name = doi(links.get(PUBLISHED, ""))
    return (f"doi:{name}",) if name and not arxiv_id(name) else ()


def _first_doi(*texts: str) -> str | None:
    return next((name for text in texts if (name := doi(text))), None)


def _plain_address(url: str) -> str:
    """Normalise an address: two that differ only in who sent the reader are one."""
    text = clean(url)
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return text
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"


def slug(paper_id: str) -> str:
    """Name a paper in addresses and file names: `arxiv:2601.05106` -> `arxiv-2601.05106`.

    Lower case `[a-z0-9.-]`; where writing it so lost anything, six digits of the id's
    hash follow, so that two ids never share a slug. At most 100 characters.
    """
    plain = re.sub(r"[^a-z0-9.-]", "-", paper_id.lower().replace(":", "-", 1))
    if plain == paper_id.replace(":", "-", 1) and len(plain) <= _LONGEST_SLUG:
        return plain
    return f"{plain[: _LONGEST_SLUG - 7]}-{sha256(clean(paper_id).encode()).hexdigest()[:6]}"


_LONGEST_SLUG: Final = 100
