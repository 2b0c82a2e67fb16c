"""Hold a source's abstract policy: what of an abstract may be kept and shown (CONTRACT, `abstract`).

And its word on who may use a paper: the address of a licence, or nothing.
"""

from __future__ import annotations

import re
from typing import Final

from radar.config_sources import AbstractPolicy
from radar.sift.text import clean

SNIPPET: Final = 300
"""Characters that `snippet` lets through."""
_LICENCE: Final = re.compile(r"https?://(?:(?:www\.)?creativecommons\.org|arxiv\.org)/[A-Za-z0-9/._-]{1,100}")
_STRICTEST_FIRST: Final[tuple[AbstractPolicy, ...]] = ("none", "snippet", "full")


def shown(abstract: str, policy: AbstractPolicy) -> str:
    """Cut a clean abstract to what its source's policy allows."""
    if policy == "none":
        return ""
    return clean(abstract, SNIPPET) if policy == "snippet" else abstract


def stricter(one: AbstractPolicy, other: AbstractPolicy) -> AbstractPolicy:
    """Choose the policy that allows less."""
    return min(one, other, key=_STRICTEST_FIRST.index)


def licence(said: str) -> str:
    """Keep what names a licence by its address, Creative Commons' or arXiv's own; a copyright line is none."""
    found = _LICENCE.fullmatch(clean(said))
    return found[0] if found and ".." not in found[0] else ""
