"""Show papers that are close to one another, on the cards of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Final

from radar.models import Closeness, Paper

MOST: Final = 5
"""Related papers on one card."""


def related(
    found: Iterable[Closeness], papers: Mapping[str, Paper], *, without: Container[str] = frozenset()
) -> dict[str, tuple[Paper, ...]]:
    """Give papers the papers they are related to, nearest first, by id.

    A paper that a later one names names it back. What is not in `papers` (taken down)
    and what is in `without` (retracted) is related to nothing. Of two as close, the one
    of the lesser id comes first.
    """
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in found:
        for other, closeness in one.related:
            if one.id != other and all(i in papers and i not in without for i in (one.id, other)):
                for here, there in ((one.id, other), (other, one.id)):
                    near[here][there] = max(closeness, near[here].get(there, closeness))
    return {here: _nearest(there, papers) for here, there in near.items()}


def _nearest(near: Mapping[str, float], papers: Mapping[str, Paper]) -> tuple[Paper, ...]:
    return tuple(papers[i] for i in sorted(near, key=lambda i: (-near[i], i))[:MOST])
