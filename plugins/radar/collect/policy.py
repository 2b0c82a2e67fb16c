"""Hold a source's abstract policy: what of an abstract may be kept and shown (CONTRACT, `abstract`)."""

from __future__ import annotations

from typing import Final

from radar.config_sources import AbstractPolicy
from radar.sift.text import clean

SNIPPET: Final = 300
"""Characters that `snippet` lets through."""
_STRICTEST_FIRST: Final[tuple[AbstractPolicy, ...]] = ("none", "snippet", "full")


def shown(abstract: str, policy: AbstractPolicy) -> str:
    """Cut a clean abstract to what its source's policy allows."""
    if policy == "none":
        return ""
    return clean(abstract, SNIPPET) if policy == "snippet" else abstract


def stricter(one: AbstractPolicy, other: AbstractPolicy) -> AbstractPolicy:
    """Choose the policy that allows less."""
    return min(one, other, key=_STRICTEST_FIRST.index)
