"""Group the listings of a run that are one paper, and find the paper already known.

Four steps, from certain to careful; a group that a later step would turn into a
contradiction stays as it was:

    the same first id            certain
    one known paper              certain: each id was recorded as that paper's own
    any id shared                unless the ids contradict each other
    title and first author       unless ids or dates contradict each other

Ids contradict where two of one kind differ: two arXiv ids, two DOIs of journals, two
DOIs of one preprint server. A preprint and its journal version have one of each kind
and agree. A correction and what it corrects contradict each other too.

Which groups come out does not depend on the order of the listings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from radar.models import Listing, Paper
from radar.sift.titles import TitleKey, is_notice, title_keys

_TWO_YEARS: Final = timedelta(days=731)

_PREPRINT_DOIS: Final = frozenset(
    {
        "10.1101",  # bioRxiv and medRxiv until November 2025; Cold Spring Harbor's journals too, see below
        "10.64898",  # bioRxiv and medRxiv since
        "10.2139",  # SSRN
        "10.20944",  # Preprints.org
        "10.21203",  # Research Square
        "10.26434",  # ChemRxiv
        "10.31219",  # OSF Preprints
        "10.31223",  # EarthArXiv
        "10.31234",  # PsyArXiv
        "10.31235",  # SocArXiv
        "10.36227",  # TechRxiv
        "10.48550",  # arXiv
        "10.22541",  # Authorea
    }
)
_COLD_SPRING_JOURNAL: Final = re.compile(r"10\.1101/(?:gr|gad|lm|rna|cshperspect|mcs|pdb|sqb)\.")
_PREPRINT_KINDS: Final = frozenset({"arxiv", "biorxiv"})


class Known(Protocol):
    """Answer what the archive already holds. Both questions must be cheap: they come once a listing."""

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        """Find the paper that has any of these as its id, alias or DOI, the first that is found."""

    def by_title(self, title_key: str, first_author_key: str) -> tuple[Paper, ...]:
        """Find the papers under a key of `title_keys`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Hold the listings that are one paper, and that paper where it is known."""

    listings: tuple[Listing, ...]
    known: Paper | None = None

    @property
    def ids(self) -> frozenset[str]:
        """Gather every id that a listing or the known paper gives."""
        found = {one for listing in self.listings for one in listing.ids}
        return frozenset(found | set(all_ids(self.known)) if self.known else found)


def group(listings: Sequence[Listing], known: Known, *, today: date) -> tuple[Group, ...]:
    """Group listings that are one paper.

    Every listing is in one group, no group is empty, no two groups have the same
    known paper or the same first id; in no particular order.
    """
    same_first: dict[str, list[Listing]] = {}
    for listing in listings:
        same_first.setdefault(listing.ids[0], []).append(listing)
    groups = [Group(listings=tuple(same), known=known.find((first,))) for first, same in same_first.items()]
    groups = _join(groups, _known_id, _always)
    groups = _join([*groups, *_hinted_by_ids(groups, known)], _all_keys, _ids_agree)
    groups = [one for one in groups if one.listings]
    hinted = _hinted_by_title(groups, known)
    groups = _join([*groups, *hinted], _title_keys, lambda members: _ids_and_dates_agree(members, today))
    return tuple(one for one in groups if one.listings)


def is_preprint_doi(doi: str) -> bool:
    """Tell a preprint server's DOI from a journal's, by its prefix."""
    return doi.partition("/")[0] in _PREPRINT_DOIS and not _COLD_SPRING_JOURNAL.match(doi)


def is_preprint(listing: Listing) -> bool:
    """Tell a preprint server's listing from a journal's."""
    if listing.place.kind in _PREPRINT_KINDS or listing.ids[0].startswith("arxiv:"):
        return True
    return any(one.startswith("doi:") and is_preprint_doi(one[4:]) for one in listing.ids[:1])


def is_published(paper: Paper) -> bool:
    """Tell whether a journal already showed a paper."""
    if all(place.kind in _PREPRINT_KINDS for place in paper.places):
        return False
    parts = (one.partition(":") for one in all_ids(paper))
    return any(scheme == "url" or (scheme == "doi" and not is_preprint_doi(rest)) for scheme, _, rest in parts)


def all_ids(paper: Paper) -> tuple[str, ...]:
    """List a paper's id, its aliases, and its DOI as an id."""
    doi = (f"doi:{paper.doi.lower()}",) if paper.doi else ()
    return tuple(dict.fromkeys((paper.id, *paper.aliases, *doi)))


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
    records: list[Listing | Paper] = [*one.listings, *([one.known] if one.known else [])]
    titles = dict.fromkeys(record.title for record in records)
    firsts = dict.fromkeys(record.authors[0] for record in records if record.authors)
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
        if _near(found, paper)
    )
    return [Group(listings=(), known=paper) for paper in _distinct(papers)]


def _distinct(papers: Iterable[Paper | None]) -> Iterable[Paper]:
    return {paper.id: paper for paper in papers if paper}.values()


# -- joining ---------------------------------------------------------------------------


def _always(members: Sequence[Group]) -> bool:
    return bool(members)


def _join(
    groups: Sequence[Group],
    keys: Callable[[Group], Iterable[Hashable]],
    agree: Callable[[Sequence[Group]], bool],
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
        joined.extend([_united(members)] if len(members) > 1 and agree(members) else members)
    return joined


def _united(members: Sequence[Group]) -> Group:
    return Group(
        listings=tuple(listing for one in members for listing in one.listings),
        known=next((one.known for one in members if one.known), None),
    )


def _ids_agree(members: Sequence[Group]) -> bool:
    seen: dict[str, str] = {}
    return all(seen.setdefault(kind, name) == name for one in members for kind, name in _claims(one))


def _claims(one: Group) -> Iterator[tuple[str, str]]:
    """List what a paper can only have one of."""
    for name in one.ids:
        scheme, _, rest = name.partition(":")
        if scheme == "arxiv":
            yield "arxiv", name
        elif scheme == "doi":
            yield (rest.partition("/")[0] if is_preprint_doi(rest) else "journal"), name
    if one.known:
        yield "known", one.known.id
        yield "notice", str(is_notice(one.known.title))
    for listing in one.listings:
        yield "notice", str(is_notice(listing.title))


def _ids_and_dates_agree(members: Sequence[Group], today: date) -> bool:
    dates = [_date_of(listing) or today for one in members for listing in one.listings]
    dates += [_day_of(one.known) for one in members if one.known]
    return max(dates) - min(dates) <= _TWO_YEARS and _ids_agree(members)


def _near(one: Group, paper: Paper) -> bool:
    dates = [found for listing in one.listings if (found := _date_of(listing))]
    return all(abs(found - _day_of(paper)) <= _TWO_YEARS for found in dates)


def _date_of(listing: Listing) -> date | None:
    return _iso_date(listing.published) or listing.announced


def _day_of(paper: Paper) -> date:
    return _iso_date(paper.published) or paper.day


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
