"""Find, for a paper, the nearest papers of other disciplines.

Nearness alone lists one discipline's papers five times over and is easily misled by the
first. So the disciplines of its twenty nearest strangers vote on where a paper reaches,
each by the square of its closeness, and the vote is added:

    reach = closeness + 0.25 x vote of the stranger's discipline

Once a discipline stands in the list, its vote counts 0.3 of what it did: the further
places go to others (as xQuAD does, https://doi.org/10.1145/1772690.1772780).
`bench/bridges.py` measures it on cross-listed papers; the figures were chosen there on
two months and held on two others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Between = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]
"""Scores each of the first ids (rows) with each of the second (columns): 1 for the same text, about 0 for strangers."""

VOTERS: Final = 20
VOTE_WEIGHT: Final = 0.25
DECAY: Final = 0.3
_POOL: Final = 400
"""Nearest strangers among which the list is drawn up."""
_BLOCK: Final = 200
"""Papers compared with all others at a time."""
_DECIMALS: Final = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossing:
    """Name a paper of another discipline, and how near it is."""

    paper_id: str
    closeness: float
    reach: float
    """Closeness with the vote; lists are ordered by it, discipline by discipline discounted."""


def crossings(
    ids: Sequence[str],
    among: Sequence[str],
    *,
    fields: Mapping[str, Sequence[str]],
    between: Between,
    most: int,
) -> dict[str, tuple[Crossing, ...]]:
    """List for each of `ids` the nearest of `among` of another discipline, best first, at most `most`.

    `fields` gives each paper's disciplines, the one it belongs to first in front. Another
    discipline is it only where neither paper's first is among the other's. Papers
    without disciplines take no part; nor does what shares nothing (closeness 0).
    """
    field_ids = sorted({field for own in fields.values() for field in own})
    those = sorted({one for one in among if fields.get(one)})
    columns = _Disciplines.of(those, fields, field_ids)
    these = sorted({one for one in ids if fields.get(one)})
    found: dict[str, tuple[Crossing, ...]] = {}
    for start in range(0, len(these) if those else 0, _BLOCK):
        block = these[start : start + _BLOCK]
        scores = np.round(np.asarray(between(block, those), dtype=np.float64), _DECIMALS)
        rows = _Disciplines.of(block, fields, field_ids)
        for n, one in enumerate(block):
            strangers = ((columns.all & rows.first[n]) == 0) & ((columns.first & rows.all[n]) == 0)
            found[one] = _nearest(np.where(strangers, scores[n], 0.0), columns.primary, those, most)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Disciplines:
    """Hold papers' disciplines as bits, so that two sets are compared at once."""

    primary: NDArray[np.int64]
    """Number of each paper's first discipline."""
    first: NDArray[np.int64]
    all: NDArray[np.int64]

    @classmethod
    def of(cls, ids: Sequence[str], fields: Mapping[str, Sequence[str]], field_ids: Sequence[str]) -> _Disciplines:
        number = {field: n for n, field in enumerate(field_ids)}
        primary = np.array([number[fields[one][0]] for one in ids], dtype=np.int64)
        sets = np.array([sum(1 << number[field] for field in set(fields[one])) for one in ids], dtype=np.int64)
        return cls(primary=primary, first=np.int64(1) << primary, all=sets)


def _nearest(
    scores: NDArray[np.float64], primary: NDArray[np.int64], ids: Sequence[str], most: int
) -> tuple[Crossing, ...]:
    """Draw up one paper's list; ids are sorted, so that a stable sort breaks ties by id."""
    near = np.flatnonzero(scores > 0)
    near = near[np.argsort(-scores[near], kind="stable")][:_POOL]
    votes = _votes(scores[near[:VOTERS]], primary[near[:VOTERS]])
    worth = dict(votes)
    left = [int(n) for n in near]
    chosen: list[Crossing] = []
    while left and len(chosen) < most:
        reaches = [round(scores[n] + VOTE_WEIGHT * worth.get(int(primary[n]), 0.0), _DECIMALS) for n in left]
        best = left.pop(reaches.index(max(reaches)))
        field = int(primary[best])
        reach = round(float(scores[best]) + VOTE_WEIGHT * votes.get(field, 0.0), _DECIMALS)
        chosen.append(Crossing(paper_id=ids[best], closeness=float(scores[best]), reach=reach))
        worth[field] = worth.get(field, 0.0) * DECAY
    return tuple(chosen)


def _votes(scores: NDArray[np.float64], primary: NDArray[np.int64]) -> dict[int, float]:
    total = float(np.sum(scores**2))
    votes: dict[int, float] = {}
    for score, field in zip(scores, primary, strict=True):
        votes[int(field)] = votes.get(int(field), 0.0) + float(score) ** 2 / total
    return votes
