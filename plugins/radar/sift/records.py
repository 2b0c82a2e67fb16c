"""Make one record of several listings: which is believed first, what the paper then is, where and when it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from radar.models import Genre, Listing, Paper, Place
from radar.sift.agreement import is_about_another
from radar.sift.identity import PUBLISHED, listing_ids, paper_ids
from radar.sift.preprints import is_preprint, is_preprint_doi
from radar.sift.schedule import assign_day

_SCHEMES: Final = {"arxiv": 0, "doi": 1, "url": 2}
_KINDS: Final = {"arxiv": 0, "biorxiv": 1}
_ANNOUNCE: Final = {"new": 0, "": 1, "cross": 2, "replace": 3, "replace-cross": 4}
_HOW: Final = {"": 0, "inferred": 1, "first_seen": 2}
_LAST: Final = 9
_FILLED: Final = ("pdf", "comment", "journal_ref")
"""Facts that another listing gives where the best one has none."""
_ITS_OWN: Final = ("published", "updated", "license")
"""Facts of one place: a journal's date is not the preprint's. Only listings under the same id give them."""


def id_rank(paper_id: str) -> tuple[int, str]:
    """Order ids by how well they name a paper: arXiv, DOI, URL."""
    return _SCHEMES.get(paper_id.partition(":")[0], _LAST), paper_id


def best_first(listings: Iterable[Listing]) -> list[Listing]:
    """Order listings of one paper by how much they are to be believed.

    A preprint server's before a journal's (its record is open and carries the id), the
    source's own date before an inferred one, `new` before `cross`. The order is total:
    no order of discovery shows through.
    """
    found = list(listings)
    return found if len(found) < 2 else sorted(found, key=_preference)  # noqa: PLR2004 - one needs no order


def _preference(one: Listing) -> tuple[int | str, ...]:
    how = _LAST if one.announced is None else _HOW.get(one.day_from, _LAST)
    return (
        is_about_another(one),
        not is_preprint(one),
        _KINDS.get(one.place.kind, _LAST),
        how,
        _ANNOUNCE.get(one.place.announce, _LAST),
        -one.place.version,
        one.place.name,
        one.place.category,
        repr(one),
    )


def paper_of(listings: Iterable[Listing], *, day: date, day_from: str, may_take: Callable[[str], bool]) -> Paper:
    """Make the paper that listings show: the best one's facts, gaps filled from the others.

    `may_take` says of an id whether it is free for this paper; a DOI that is not is
    left out, for it would name another paper.
    """
    ordered = best_first(listings)
    base = ordered[0]
    own = min((one.ids[0] for one in ordered), key=id_rank)
    others = {other for one in ordered for other in listing_ids(one)} - {own}
    aliases = tuple(other for other in sorted(others, key=id_rank) if may_take(other))
    abstract, abstract_from = best_abstract(ordered)
    own_ids = [one for one in ordered if one.ids[0] == base.ids[0]]
    filled = {key: _first_text(ordered, key) for key in _FILLED} | {
        key: _first_text(own_ids, key) for key in _ITS_OWN
    }
    return Paper(
        id=own,
        day=day,
        day_from=day_from,
        title=base.title,
        abstract=abstract,
        abstract_from=abstract_from,
        authors=next((one.authors for one in ordered if one.authors), ()),
        url=base.url,
        places=places_of(ordered),
        aliases=aliases,
        doi=_doi(ordered, {own, *aliases}),
        categories=tuple(dict.fromkeys(category for one in ordered for category in one.categories)),
        links=_links(ordered),
        genre=_genre(ordered),
        **filled,
    )


def _first_text(ordered: Iterable[Listing], key: str) -> str:
    return next((text for one in ordered if (text := str(getattr(one, key)))), "")


def best_abstract(ordered: Iterable[Listing]) -> tuple[str, str]:
    """Pick the first abstract that a source gave of its own, else the first; with who gave it."""
    given = [(one.abstract, one.abstract_from) for one in ordered if one.abstract]
    return min(given, key=lambda found: bool(found[1]), default=("", ""))


def places_of(listings: Iterable[Listing]) -> tuple[Place, ...]:
    """List where a paper was shown: each source and category once, in an order of their own."""
    best: dict[tuple[str, str], Place] = {}
    for one in best_first(listings):
        best.setdefault((one.place.name, one.place.category), one.place)
    return tuple(sorted(best.values(), key=place_order))


def place_order(place: Place) -> tuple[int | str, ...]:
    """Order places as a paper lists them: preprint servers, then others by name."""
    kind, announce = _KINDS.get(place.kind, _LAST), _ANNOUNCE.get(place.announce, _LAST)
    return kind, place.name, announce, place.category, place.kind, place.version


def standing_day(
    listings: Iterable[Listing], *, today: date, window_days: int, since: date | None
) -> tuple[date, str]:
    """Give the day on which listings of one paper stand, and how it is known.

    A source's own date wins over an inferred one, that over the day of the run; of
    equals the earliest.
    """
    days = (
        assign_day(announced=one.announced, day_from=one.day_from, today=today, window_days=window_days, since=since)
        for one in listings
    )
    return min(days, key=lambda found: (_HOW.get(found[1], _LAST), found[0]))


def _doi(ordered: Sequence[Listing], own: set[str]) -> str:
    """Pick the DOI to show: a journal's before a preprint server's, never another paper's."""
    found = [one.doi for one in ordered if one.doi and own.issuperset(paper_ids(doi=one.doi))]
    return min(found, key=is_preprint_doi, default="")


def _genre(ordered: Sequence[Listing]) -> Genre:
    """Believe the source that tells news from papers: others say `paper` of whatever they list."""
    base = ordered[0]
    same = (one.genre for one in ordered if one.ids[0] == base.ids[0] and not is_about_another(one))
    return (
        base.genre
        if base.genre is not Genre.PAPER
        else next((one for one in same if one is not base.genre), base.genre)
    )


def _links(ordered: Sequence[Listing]) -> dict[str, str]:
    links: dict[str, str] = {}
    for one in reversed(ordered):
        links |= one.links
    base = ordered[0]
    journal = next((one for one in ordered[1:] if not is_preprint(one)), None)
    if journal and is_preprint(base) and not journal.doi and journal.url and PUBLISHED not in links:
        links[PUBLISHED] = journal.url
    return links
