"""Find for papers the nearest papers of other disciplines, where a discipline near the paper counts more.

    the 40 nearest papers, whatever they are ──► votes for disciplines ──► pull of each discipline, 0 to 1
                                                                               │
    the nearest papers outside the home disciplines, by closeness ─────────────┴──► closeness x (pull + a little)

The nearest single paper of another discipline is often there by chance of wording; that
many of the nearest papers stand in one discipline seldom is. What has been taken of a
discipline lowers its pull, so that the next partner is rather of another one.

`bench/bridges.py` measures this: with one of a paper's two disciplines hidden, how often
its partners lie there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from radar.sift.closeness import Footing

_VOTERS: Final = 40
_VOTE_POWER: Final = 3
"""Votes weigh closeness to this power: the very near count for most."""
_POOL: Final = 100
"""Papers of other disciplines among which partners are chosen."""
_UNVOTED: Final = 0.05
"""Pull of a discipline that no near paper stands in."""
_SATED: Final = 0.1
"""Share of its pull that a discipline keeps when one of its papers was taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Partner:
    """Hold a paper of another discipline than the one it was found for."""

    id: str
    field: str
    """Of its disciplines the one that pulls most, outside the home disciplines."""
    closeness: float
    pull: float
    """Share of the votes that its field had, before anything was taken."""


def partners(
    base: Footing,
    fields: Mapping[str, Sequence[str]],
    homes: Mapping[str, Collection[str]],
    *,
    count: int,
    floor: float = 0.001,
) -> Mapping[str, tuple[Partner, ...]]:
    """Give up to `count` partners for each paper of `homes`, best first; papers not in the footing are no keys.

    `homes` says by id which disciplines are a paper's own: its partners share none of
    them. Candidates and voters belong to what `fields` says, their own entry in `homes`
    notwithstanding. Partners have a closeness of `floor` or more.
    """
    voters = base.nearest_of(homes, among=fields, count=_VOTERS)
    found: dict[str, tuple[Partner, ...]] = {}
    for home, ids in _by_home(homes).items():
        strangers = [paper_id for paper_id, own in fields.items() if own and home.isdisjoint(own)]
        pools = base.nearest_of(ids, among=strangers, count=_POOL, floor=floor)
        for paper_id, pool in pools.items():
            found[paper_id] = _choose(pool, pulls(voters[paper_id], fields, home), fields, count=count)
    return {paper_id: found[paper_id] for paper_id in homes if paper_id in found}


def pulls(
    voters: Iterable[tuple[str, float]], fields: Mapping[str, Sequence[str]], home: Collection[str] = ()
) -> Mapping[str, float]:
    """Share votes out to disciplines outside `home`, each voter's among its own; they add up to 1, or are none."""
    votes: defaultdict[str, float] = defaultdict(float)
    for voter, closeness in voters:
        for field in fields[voter]:
            votes[field] += closeness**_VOTE_POWER / len(fields[voter])
    outside = {field: vote for field, vote in votes.items() if field not in home}
    total = sum(outside.values())
    return {field: vote / total for field, vote in outside.items()}


def _by_home(homes: Mapping[str, Collection[str]]) -> Mapping[frozenset[str], list[str]]:
    grouped: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for paper_id, home in homes.items():
        grouped[frozenset(home)].append(paper_id)
    return grouped


def _choose(
    pool: Iterable[tuple[str, float]], pull: Mapping[str, float], fields: Mapping[str, Sequence[str]], *, count: int
) -> tuple[Partner, ...]:
    """Take the best of the pool one by one, each time lowering the pull of what it stands in; ties go by id."""
    left, leaning = dict(pool), dict(pull)
    chosen: list[Partner] = []
    while left and len(chosen) < count:
        best = min(left, key=lambda i: (-left[i] * (_UNVOTED + _strongest(fields[i], leaning)), i))
        field = max(fields[best], key=lambda f: pull.get(f, 0.0))
        chosen.append(Partner(id=best, field=field, closeness=left.pop(best), pull=round(pull.get(field, 0.0), 3)))
        for each in fields[best]:
            leaning[each] = leaning.get(each, 0.0) * _SATED
    return tuple(chosen)


def _strongest(fields: Sequence[str], pull: Mapping[str, float]) -> float:
    return max(pull.get(field, 0.0) for field in fields)
