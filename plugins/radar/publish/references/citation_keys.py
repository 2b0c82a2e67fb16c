"""Name papers in bibliographies: `bi2026sample-2601.05106`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from radar.publish.references.citation_names import Name
from radar.sift.notation import plain_notation
from radar.sift.text import fold_letters

_LONGEST: Final = 24
"""Characters of the name and of the word."""
_ARXIV: Final = re.compile(r"arxiv:([0-9.]{9,10}|[a-z-]{2,9}/[0-9]{7})")
_PLAIN: Final = re.compile(r"[ -#%&(-\[\]`-z|~]*")
"""ASCII without what notation or an apostrophe would change in a word."""
_WORD: Final = re.compile(r"[a-z0-9]+")
_EMPTY: Final = frozenset(
    """
    a an and are as at be between by can do does for from how if in into is it its new not of on or our over that the
    their this to toward towards under using via we what when why with without
    der die das ein eine la le les un une el los las
    """.split()  # noqa: SIM905 - fifty words read better so
)
"""Words that tell nothing about a paper."""


def citation_key(paper_id: str, *, title: str, authors: Sequence[Name], year: int) -> str:
    """Make a paper's key: first author's family name, year, the title's first telling word, and what makes it unique.

    The last part is the arXiv id, or ten digits of the hash of any other id. So two papers
    never share a key, whatever set they are exported in, and a paper has the same key in
    every set. `[a-z0-9.-]` only: safe in BibTeX, LaTeX, file names and addresses.
    """
    first = authors[0] if authors else None
    name = _plain(first.family or first.literal) if first else ""
    return f"{name or 'paper'}{year}{_telling_word(title)}-{_unique(paper_id)}"


def _telling_word(title: str) -> str:
    plain = title.lower() if _PLAIN.fullmatch(title) else fold_letters(plain_notation(title)).replace("'", "")
    words = _WORD.findall(plain)
    telling = (word for word in words if word not in _EMPTY and len(word) > 1 and not word.isdigit())
    return next(telling, "")[:_LONGEST]


def _unique(paper_id: str) -> str:
    """Name an id; `hep-th/9901001` keeps its archive, without which two of its ids are one."""
    found = _ARXIV.fullmatch(paper_id)
    return found[1].replace("/", ".") if found else sha256(paper_id.encode("utf-8", "replace")).hexdigest()[:10]


def _plain(text: str) -> str:
    return "".join(_WORD.findall(fold_letters(text)))[:_LONGEST]
