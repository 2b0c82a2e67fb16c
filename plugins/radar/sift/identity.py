"""Name papers: one normalised id for every way a source may write it.

arXiv identifiers: https://info.arxiv.org/help/arxiv_identifier.html. DOIs: the pattern
Crossref recommends, https://www.crossref.org/blog/dois-and-matching-regular-expressions/.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final
from urllib.parse import unquote

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
      | arxiv(?:\.org)?[:.]\s*                      # arXiv:X, oai:arXiv.org:X, 10.48550/arXiv.X
      | arxiv\.org/(?:[a-z]{{2,9}})/                # any page: abs, pdf, html, format
    )
    (?: (?P<new>\d{{4}}\.\d{{4,5}})
      | (?P<archive>{"|".join(sorted(_ARCHIVES, key=len, reverse=True))})(?:\.[a-z]{{2}})?/(?P<old>\d{{7}})
    )
    (?:v(?P<version>\d{{1,4}}))?
    (?![\w/]|\.\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOI: Final = re.compile(r"(?<![\w.])10\.\d{4,9}(?:\.\d+)*/[^\s\"\\{}|^`?#]+", re.IGNORECASE)


def arxiv_id(text: str) -> str | None:
    """Find the arXiv id in an id, URL, OAI identifier or DOI, lower case, without its version."""
    found = _ARXIV.search(text)
    if not found:
        return None
    return found["new"] or f"{found['archive'].lower()}/{found['old']}"


def arxiv_version(text: str) -> int:
    """Tell the version an arXiv id names; 0 where it names none."""
    found = _ARXIV.search(text)
    return int(found["version"] or 0) if found else 0


def doi(text: str) -> str | None:
    """Find the DOI in a DOI, `doi:` name, URL or line of text, in lower case."""
    found = _DOI.search(unquote(text))
    return found[0].rstrip(".,;:").lower() if found else None


def paper_ids(*, arxiv: str = "", doi: str = "", url: str = "") -> tuple[str, ...]:
    """List the normalised ids of a paper, best first."""
    ids = []
    if found := arxiv_id(arxiv) or arxiv_id(doi) or arxiv_id(url):
        ids.append(f"arxiv:{found}")
    if (name := _find_doi(doi) or _find_doi(url)) and not arxiv_id(name):
        ids.append(f"doi:{name}")
    if not ids and url:
        ids.append(f"url:{sha256(url.encode()).hexdigest()[:16]}")
    return tuple(ids)


_find_doi = doi


def slug(paper_id: str) -> str:
    """Name a paper in addresses: `[a-z0-9.-]`, `arxiv:2601.05106` -> `arxiv-2601.05106`."""
    scheme, _, rest = paper_id.partition(":")
    plain = re.sub(r"[^a-z0-9.-]", "-", rest.lower())
    if plain != rest:
        plain += "-" + sha256(paper_id.encode()).hexdigest()[:6]
    return f"{scheme}-{plain}"
