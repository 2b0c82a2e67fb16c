"""Tell the versions of a preprint by their DOIs, where each version has one of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_VERSION: Final = re.compile(r"(?P<stem>.+[a-z0-9])(?P<mark>[./_-]v)(?P<number>[1-9]\d?)")
_BARE_FIRST: Final = ("10.26434/",)
"""Prefixes whose first version has no mark: ChemRxiv's `…-abc12`, then `…-abc12-v2`."""
_MARKED_FIRST: Final = (
    *("10.21203/", "10.20944/", "10.22541/"),  # Research Square `/v1`, Preprints.org `.v1`, Authorea `/v1`
    *("10.31219/", "10.31234/", "10.31235/", "10.35542/", "10.31223/", "10.32942/"),  # OSF and its kin: `_v1`
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Say which version of which preprint a DOI names."""

    first: str
    """The DOI of the first version: the paper's id, whichever version is listed."""
    number: int
    """0 where the DOI tells none."""


def read(doi: str) -> Version:
    """Read a DOI, in lower case, of a server known to number its versions; any other stands for itself."""
    found = _VERSION.fullmatch(doi) if doi.startswith((*_BARE_FIRST, *_MARKED_FIRST)) else None
    if not found:
        return Version(first=doi, number=1 if doi.startswith(_BARE_FIRST) else 0)
    bare = doi.startswith(_BARE_FIRST)
    return Version(
        first=found["stem"] if bare else f"{found['stem']}{found['mark']}1",
        number=int(found["number"]),
    )
