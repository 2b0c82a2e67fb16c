"""Group the listings of a run that are one paper, and find the paper already known.

Four steps, from certain to careful; a group that a later step would turn into a
contradiction (`agreement`) stays as it was:

    the same first id            certain
    one known paper              certain: each id was recorded as that paper's own
    any id shared                unless ids or sorts contradict each other; the DOI under which a
                                 preprint's server says it was published is one of its ids
    title and first author       unless ids, sorts, names or dates contradict each other

Which groups come out does not depend on the order of the listings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from radar.models import Listing, Paper
from radar.sift.agreement import Record, has_title_of_its_own, ids_agree, is_near, titles_agree
from radar.sift.identity import all_ids, listing_ids
from radar.sift.preprints import is_preprint, is_preprint_doi, is_published
from radar.sift.titles import TitleKey, title_keys

__all__ = ["Group", "Known", "all_ids", "group", "is_preprint", "is_preprint_doi", "is_published"]


class Known(Protocol):
    """Answer what the archive already holds. Both questions must be cheap: they come once a listing."""

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        """Find the paper that has any of these as its id, alias or DOI, the first that is found."""

    def by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        """Find the papers under a key of `title_keys`; of any author where that is None."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Hold the listings that are one paper, and that paper where it is known."""

    listings: tuple[Listing, ...]
    known: Paper | None = None

    @property
    def ids(self) -> frozenset[str]:
        """Gather every id that a listing or the known paper gives."""
        found = {one for listing in self.listings for one in listing_ids(listing)}
        return frozenset(found | set(all_ids(self.known)) if self.known else found)

    @property
    def records(self) -> tuple[Record, ...]:
        """List the listings, then the paper."""
        return (*self.listings, self.known) if self.known else self.listings


def group(listings: Sequence[Listing], known: Known, *, today: date) -> tuple[Group, ...]:
    """Group listings that are one paper.

    Every listing is in one group, no group is empty, no two groups have the same
    known paper or the same first id; in no particular order.
    """
    same_first: dict[str, list[Listing]] = {}
    for listing in listings:
        same_first.setdefault(listing.ids[0], []).append(listing)
    groups = [Group(listings=tuple(same), known=known.find((first,))) for first, same in same_first.items()]
    groups = _join(groups, _known_id, bool)
    groups = _join([*groups, *_hinted_by_ids(groups, known)], _all_keys, ids_agree)
    groups = [one for one in groups if one.listings]
    hinted = _hinted_by_title(groups, known)
    groups = _join([*groups, *hinted], _title_keys, lambda records: titles_agree(records, today))
    return tuple(one for one in groups if one.listings)


# -- keys under which groups meet ------------------------------------------------------


def _known_id(one: Group) -> Iterator[Hashable]:
    if one.known:
        yield one.known.id


def _all_keys(one: Group) -> Iterator[Hashable]:
    yield from one.ids
    yield from _known_id(one)


def _title_keys(one: Group) -> Iterator[Hashable]:
    yield from _known_id(one)
    yield from _titles(one)


def _titles(one: Group) -> Iterator[TitleKey]:
    if not all(map(has_title_of_its_own, one.records)):
        return
    titles = dict.fromkeys(record.title for record in one.records)
    firsts = dict.fromkeys(record.authors[0] for record in one.records if record.authors)
    for title in titles:
        for author in firsts:
            if key := title_keys(title, (author,)):
                yield key


def _hinted_by_ids(groups: Iterable[Group], known: Known) -> list[Group]:
    """Find papers that an unknown group's further ids name; they join only where nothing contradicts."""
    others = {one for found in groups if not found.known for one in found.ids}
    firsts = {listing.ids[0] for found in groups for listing in found.listings}
    papers = (known.find((one,)) for one in sorted(others - firsts))
    return [Group(listings=(), known=paper) for paper in _distinct(papers)]


def _hinted_by_title(groups: Iterable[Group], known: Known) -> list[Group]:
    """Find papers under an unknown group's title that could be its other version."""
    papers = (
        paper
        for found in groups
        if not found.known
        for key in set(_titles(found))
        for paper in known.by_title(*key)
        if all(is_near(listing, paper) for listing in found.listings)
    )
    return [Group(listings=(), known=paper) for paper in _distinct(papers)]


def _distinct(papers: Iterable[Paper | None]) -> Iterable[Paper]:
    return {paper.id: paper for paper in papers if paper}.values()


# -- joining ---------------------------------------------------------------------------


def _join(
    groups: Sequence[Group],
    keys: Callable[[Group], Iterable[Hashable]],
    agree: Callable[[Sequence[Record]], bool],
) -> list[Group]:
    """Unite all groups connected by shared keys, where all of them agree; else leave them as they are."""
    parent = list(range(len(groups)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    first: dict[Hashable, int] = {}
    for n, one in enumerate(groups):
        for key in keys(one):
            parent[root(n)] = root(first.setdefault(key, n))
    components: dict[int, list[Group]] = {}
    for n, one in enumerate(groups):
        components.setdefault(root(n), []).append(one)
    joined: list[Group] = []
    for members in components.values():
        agreed = len(members) > 1 and agree([record for one in members for record in one.records])
        joined.extend([_united(members)] if agreed else members)
    return joined


def _united(members: Sequence[Group]) -> Group:
    return Group(
        listings=tuple(listing for one in members for listing in one.listings),
        known=next((one.known for one in members if one.known), None),
    )
