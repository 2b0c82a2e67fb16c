"""Tell which papers of the open days lack an abstract, and who may still be asked for it.

A paper is judged as its own day's file has it, whatever later days brought: so the
answer is the same whether it is asked for today or, after a failure, tomorrow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from radar.config_sources import AbstractPolicy
from radar.models import Genre, Paper
from radar.sift.identity import doi

_LONGEST_DOI: Final = 200
"""Longer ones would crowd others out of a request's address; real ones are half as long."""
_STRICTEST_FIRST: Final[tuple[AbstractPolicy, ...]] = ("none", "snippet", "full")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Name a paper whose abstract is asked for."""

    paper_id: str
    day: date
    doi: str
    title: str
    policy: AbstractPolicy = "full"
    """What of an abstract may be kept: `snippet` or `full`."""
    answered: frozenset[str] = frozenset()
    """Services that said in an earlier run that they have none."""
    closes: bool = False
    """True on the last run in which its day is open: there is no waiting for a service that fails."""


def lacking(
    papers: Iterable[Paper],
    *,
    policies: Mapping[str, AbstractPolicy],
    services: Collection[str],
    answered: Mapping[str, frozenset[str]],
    opened: date,
) -> tuple[Wanted, ...]:
    """List what is to be asked for, newest day first, within a day by id.

    `papers` are those of days from `opened`, the first open one, to today; days before
    it, which a run that reaches further back opens once more, close with that run.
    `policies` are by source label. A paper whose sources all forbid abstracts, or are
    all unknown by now, is left alone. `answered` says by DOI who had none already.
    """
    found = (_wanted(paper, policies, answered, opened) for paper in papers)
    due = [one for one in found if one and not one.answered.issuperset(services)]
    return tuple(sorted(due, key=lambda one: (-one.day.toordinal(), one.paper_id)))


def _wanted(
    paper: Paper, policies: Mapping[str, AbstractPolicy], answered: Mapping[str, frozenset[str]], opened: date
) -> Wanted | None:
    policy = _policy(paper, policies)
    if paper.abstract or paper.genre is not Genre.PAPER or policy == "none":
        return None
    if not paper.doi or len(paper.doi) > _LONGEST_DOI or doi(paper.doi) != paper.doi:
        return None
    return Wanted(
        paper_id=paper.id,
        day=paper.day,
        doi=paper.doi,
        title=paper.title,
        policy=policy,
        answered=answered.get(paper.doi, frozenset()),
        closes=paper.day <= opened,
    )


def _policy(paper: Paper, policies: Mapping[str, AbstractPolicy]) -> AbstractPolicy:
    """Give the most open policy of the sources that showed a paper; `none` where none is known."""
    found = [policies[place.name] for place in paper.places if place.name in policies]
    return max(found, key=_STRICTEST_FIRST.index, default="none")
