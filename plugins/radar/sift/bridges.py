"""Find small groups of papers of two or more disciplines that share a method, an object or a problem.

    paper of the day ──► crossings: near papers of other disciplines ──► phrases that both use ──► others that use one
                                                                              │
    score = closeness x distance of the disciplines x rarity of the phrases x novelty ──► the best that differ

Each part is between 0 and 1, and so is the score. Where nothing reaches the floor there
is no bridge: a dull day has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from radar.models import Bridge, Paper, Shared
from radar.sift.bridges_phrases import MOST, Lexicon, Telling
from radar.sift.bridges_told import Told, novelty, slug
from radar.sift.closeness import Footing
from radar.sift.crossings import Partner, partners, pulls
from radar.sift.fields import MULTI, distance
from radar.sift.phrases import sentence_with

__all__ = ["FLOOR", "WINDOW", "Told", "bridges"]

WINDOW: Final = timedelta(days=30)
"""How far before the day the other papers of a bridge may lie."""
FLOOR: Final = 0.2
"""Score below which a bridge is none; by reading those of two weeks of all arXiv."""

_PARTNERS: Final = 5
"""Papers of other disciplines that are looked at for each paper of the day."""
_NEAR: Final = 0.18
"""Closeness from which two papers may stand in one bridge."""
_DRAWN: Final = 0.04
"""Share of the near papers' votes below which a discipline is met by a homonym only: compact groups of galaxies."""
_FULL: Final = 0.45
"""Closeness that counts in full: nearer papers are often two of the same hand."""
_NEXT_DOOR: Final = 0.3
"""What the distance of two disciplines that are one brings: a part of the score, not the whole of it."""
_ENOUGH: Final = 1.6
"""Sum of the weights of a bridge's phrases that counts in full."""
_FEWEST: Final = 2
"""Phrases that two papers must share: a single one may be a homonym."""
_LARGEST: Final = 4
"""Papers of a bridge."""
_SURE: Final = 0.5
"""Share of the near papers' votes by which a paper of a multidisciplinary source is given a field."""
_VOTERS: Final = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    one: str
    other: str
    fields: tuple[str, str]
    closeness: float
    shared: tuple[Telling, ...]

    @property
    def rarity(self) -> float:
        return min(1.0, sum(each.weight for each in self.shared[:MOST]) / _ENOUGH)

    @property
    def strength(self) -> float:
        return _score(self.closeness, distance(*self.fields), self.rarity, 1.0)


def bridges(
    papers: Sequence[Paper],
    fields: Mapping[str, tuple[str, ...]],
    footing: Footing,
    *,
    day: date,
    told: Sequence[Told],
    count: int,
) -> tuple[Bridge, ...]:
    """Give up to `count` bridges of a day, best first, which share neither a paper nor a phrase.

    `papers` are those of the day and of the recent window, in any order; each bridge is
    led by one of the day. `fields` are their disciplines by id, strongest first. Ties go
    by id, so that the same papers always give the same bridges.
    """
    window = {p.id: p for p in papers if day - WINDOW <= p.day <= day and p.id in footing}
    window = {paper_id: window[paper_id] for paper_id in sorted(window)}
    known = _known({paper_id: fields.get(paper_id, ()) for paper_id in window}, footing)
    homes = {paper_id: own for paper_id, own in known.items() if window[paper_id].day == day}
    if count < 1 or not homes:
        return ()
    lexicon = Lexicon(window.values(), known, of=homes)
    found = partners(footing, known, homes, count=_PARTNERS, floor=_NEAR)
    pairs = [pair for one in homes for pair in _pairs(one, known[one][0], found.get(one, ()), lexicon)]
    pairs.sort(key=lambda pair: (-pair.strength, pair.one, pair.other))
    made = (_bridge(pair, window, known, footing, lexicon, told, day) for pair in pairs if pair.strength >= FLOOR)
    return tuple(_different(sorted(made, key=lambda bridge: (-bridge.score, bridge.papers)), count))


def _known(fields: Mapping[str, tuple[str, ...]], footing: Footing) -> Mapping[str, tuple[str, ...]]:
    """Keep papers whose discipline is known; of a multidisciplinary source, those whose near papers tell it."""
    told = {i: own for i, all_ in fields.items() if (own := tuple(f for f in all_ if f != MULTI))}
    untold = [paper_id for paper_id, own in fields.items() if own and paper_id not in told]
    for paper_id, voters in footing.nearest_of(untold, among=set(told), count=_VOTERS).items():
        pull = pulls(voters, fields)
        best = min(pull, key=lambda field: (-pull[field], field), default="")
        if best and pull[best] >= _SURE:
            told[paper_id] = (best,)
    return {paper_id: told[paper_id] for paper_id in sorted(told)}


def _pairs(one: str, field: str, found: Iterable[Partner], lexicon: Lexicon) -> Iterator[_Pair]:
    for partner in found:
        if partner.pull < _DRAWN:
            continue
        shared = lexicon.shared(one, partner.id, (field, partner.field))
        if len(shared) >= _FEWEST:
            yield _Pair(
                one=one,
                other=partner.id,
                fields=(field, partner.field),
                closeness=partner.closeness,
                shared=shared[:MOST],
            )


def _score(closeness: float, apart: float, rarity: float, new: float) -> float:
    return min(1.0, closeness / _FULL) * (_NEXT_DOOR + (1 - _NEXT_DOOR) * apart) * rarity * new


def _bridge(  # noqa: PLR0917 - what a bridge is made of
    pair: _Pair,
    window: Mapping[str, Paper],
    known: Mapping[str, tuple[str, ...]],
    footing: Footing,
    lexicon: Lexicon,
    told: Sequence[Told],
    day: date,
) -> Bridge:
    fields = {pair.one: pair.fields[0], pair.other: pair.fields[1]}
    fields |= _joining(pair, known, footing, lexicon)
    phrase = pair.shared[0].phrase
    name = slug(fields.values(), phrase)
    new = novelty(name, phrase, fields, told)
    near = [footing.closeness(a, b) for a, b in combinations(fields, 2)]
    apart = max(distance(a, b) for a, b in combinations(fields.values(), 2))
    closeness = sum(near) / len(near)
    return Bridge(
        slug=name,
        day=day,
        papers=tuple(fields),
        fields=fields,
        shared=tuple(_told_where(each.phrase, fields, window, lexicon) for each in pair.shared),
        score=round(_score(closeness, apart, pair.rarity, new), 3),
        closeness=round(closeness, 3),
        distance=apart,
        rarity=round(pair.rarity, 3),
        novelty=round(new, 3),
    )


def _joining(
    pair: _Pair, known: Mapping[str, tuple[str, ...]], footing: Footing, lexicon: Lexicon
) -> Mapping[str, str]:
    """Find up to two more papers that use the first phrase and are near both, those of a third discipline first."""
    users = [user for user in lexicon.users(pair.shared[0].phrase) if user in known]
    near = {u: min(footing.closeness(u, pair.one), footing.closeness(u, pair.other)) for u in users}
    close = {u: closeness for u, closeness in near.items() if closeness >= _NEAR and u not in (pair.one, pair.other)}
    ordered = sorted(close, key=lambda user: (known[user][0] in pair.fields, -close[user], user))
    return {user: known[user][0] for user in ordered[: _LARGEST - 2]}


def _told_where(phrase: str, fields: Mapping[str, str], window: Mapping[str, Paper], lexicon: Lexicon) -> Shared:
    said = {paper_id: sentence_with(window[paper_id], phrase) for paper_id in fields}
    lead = next(iter(fields))
    return Shared(phrase=lexicon.written(lead, phrase), sentences={i: text for i, text in said.items() if text})


def _different(made: Iterable[Bridge], count: int) -> Iterator[Bridge]:
    """Keep the best bridges that share no paper and no phrase with a better one."""
    papers: set[str] = set()
    said: set[str] = set()
    for bridge in made:
        own = {shared.phrase.casefold() for shared in bridge.shared}
        if bridge.score >= FLOOR and papers.isdisjoint(bridge.papers) and said.isdisjoint(own) and count:
            papers.update(bridge.papers)
            said.update(own)
            count -= 1
            yield bridge
