"""Check that a sentence does not give each of two things what the other has: winds are kept, rain is lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.order import apart, shared
from radar.brief.ground.poles import DENIES
from radar.brief.ground.reasons import Reason
from radar.brief.ground.text import CONTRASTS, Word, read

_EVEN: Final = 5
_NOT: Final = Word(key="not", raw="not", entries=frozenset(), clause=0)
_FEW: Final = 3
"""Clauses of a sentence that is about two things alone."""
_SHORT: Final = 9
"""Words of a clause short enough to be one half of a contrast."""


def crossing(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Find two clauses that have each other's halves: `winds are kept, rain is lost` for the contrary."""
    ours = _clauses(text)
    if any(len(clause) > _SHORT for clause in ours[:_FEW]):
        return None
    for sentence in evidence.quoted:
        is_alike = len(ours) <= _FEW and text[:1].isascii() == sentence[:1].isascii()
        if not is_alike and not any(word.raw in CONTRASTS for word in read(sentence)):
            continue
        theirs = _clauses(sentence)
        for one, other in pairwise(ours):
            for their_one, their_other in pairwise(theirs):
                if _is_crossed(*apart(one, other), *apart(their_one, their_other)):
                    return Reason.REVERSED, f"{one[0].raw} / {other[0].raw}"
    return None


def _clauses(text: str) -> list[list[Word]]:
    clauses: dict[int, list[Word]] = {}
    for word in read(text):
        if not word.is_idle:
            clauses.setdefault(word.clause, []).append(word)
        elif word.raw in DENIES:
            clauses.setdefault(word.clause, []).append(_NOT)
    return list(clauses.values())


def _is_crossed(
    one: Sequence[Word], other: Sequence[Word], their_one: Sequence[Word], their_other: Sequence[Word]
) -> bool:
    """Tell whether both clauses have about as much of the one as of the other."""
    counts = [shared(mine, theirs) for mine in (one, other) for theirs in (their_one, their_other)]
    return min(counts) > 0 and max(counts) <= _EVEN * min(counts)
