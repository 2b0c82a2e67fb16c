"""Say what an update changes, in ledger keys, and apply it.

`sources`, `aliases` and `links` hold what is added; every other key holds the new
value. An abstract that comes without `abstract_from` is its source's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from radar.models import Event, Listing, Paper, Place, Update
from radar.sift.identity import PUBLISHED, paper_ids
from radar.sift.preprints import is_preprint, is_preprint_doi
from radar.sift.records import best_abstract
from radar.sift.titles import is_withdrawn

_T = TypeVar("_T")

RETRACTION: Final = "retraction"
"""Key of `links` for the notice that takes a paper back."""

_TEXTS: Final = (
    *("title", "abstract", "url", "pdf", "doi", "comment", "journal_ref"),
    *("published", "updated", "license", "abstract_from"),
)
_LISTS: Final = ("authors", "categories")
_OF_A_VERSION: Final = ("title", "comment", "journal_ref", "doi", "updated", "license")
"""What a new version may change; address, PDF and date of the first stay the paper's own."""
_IN_A_DAY: Final = {Event.ENRICHED: -1} | {
    event: place for place, event in enumerate(Event) if event is not Event.ENRICHED
}
_LACKING: Final = ("pdf", "comment", "journal_ref")
"""What a further place may give to a paper that has none."""


def place_record(place: Place) -> dict[str, object]:
    """Write a place as an element of a ledger line's `sources`; empty fields are left out."""
    record: dict[str, object] = {"name": place.name, "kind": place.kind}
    for key in ("category", "announce", "version"):
        if value := getattr(place, key):
            record[key] = value
    return record


def read_place(record: Mapping[str, Any]) -> Place:
    """Read an element of `sources`; unknown keys are for readers to come."""
    return Place(
        name=str(record["name"]),
        kind=str(record.get("kind", "")),
        category=str(record.get("category", "")),
        announce=str(record.get("announce", "")),
        version=int(record.get("version", 0)),
    )


def version_changes(paper: Paper, listing: Listing) -> dict[str, object]:
    """Say what a later version's record changes; what the listing leaves empty is no change."""
    changes = abstract_changes(paper, (listing,), is_newer=True)
    for key in _OF_A_VERSION:
        new = getattr(listing, key)
        if new and new != getattr(paper, key):
            changes[key] = new
    for key in _LISTS:
        new = getattr(listing, key)
        if new and new != getattr(paper, key):
            changes[key] = list(new)
    return changes


def retraction_changes(paper: Paper, listing: Listing) -> dict[str, object]:
    """Say where a listing says that a paper is withdrawn, leaving what else it may have changed."""
    texts = {key: str(getattr(listing, key)) for key in ("title", "abstract", "comment")}
    return {key: text for key, text in texts.items() if is_withdrawn(**{key: text}) and text != getattr(paper, key)}


def further_changes(paper: Paper, listings: Sequence[Listing]) -> dict[str, object]:
    """Say what further places of a paper add to it: what it lacks, and the journal's DOI or else address."""
    changes = abstract_changes(paper, listings)
    for key in _LACKING:
        if not getattr(paper, key) and (text := _first(getattr(one, key) for one in listings)):
            changes[key] = text
    if not paper.categories and (categories := _first(one.categories for one in listings)):
        changes["categories"] = list(categories)
    dois = [one.doi for one in listings if one.doi and not is_preprint_doi(one.doi)]
    if dois and (not paper.doi or is_preprint_doi(paper.doi)):
        changes["doi"] = dois[0]
    named = [one.links[PUBLISHED] for one in listings if one.links.get(PUBLISHED)]
    urls = [one.url for one in listings if one.url and not one.doi and not is_preprint(one)]
    if (named or urls) and PUBLISHED not in paper.links:
        changes["links"] = {PUBLISHED: (named or urls)[0]}
    return changes


def abstract_changes(paper: Paper, listings: Iterable[Listing], *, is_newer: bool = False) -> dict[str, object]:
    """Say what listings, best first, change of a paper's abstract, and of who gave it.

    One that its source gives takes the place of none and of one that others gave; one
    that others gave the place of none; a newer version's own the place of any.
    """
    text, giver = best_abstract(listings)
    may_replace = not paper.abstract or (not giver and (is_newer or bool(paper.abstract_from)))
    if not text or not may_replace:
        return {}
    if not is_newer:  # both in any case: the line must not tell whether another service had helped out meanwhile
        return {"abstract": text, "abstract_from": giver}
    changes = {"abstract": (text, paper.abstract), "abstract_from": (giver, paper.abstract_from)}
    return {key: new for key, (new, old) in changes.items() if new != old}


def _held(paper: Paper, kind: str) -> int:
    """Tell the highest version of a paper that a kind of source has shown; 0 for none."""
    return max((place.version for place in paper.places if place.kind == kind), default=0)


def is_current(paper: Paper, listing: Listing) -> bool:
    """Tell a listing of the highest version known, or of a higher one."""
    return listing.place.version >= _held(paper, listing.place.kind)


def is_later(paper: Paper, listing: Listing, changes: Mapping[str, object]) -> bool:
    """Tell a version not yet held.

    Where the source counts no versions, one that changes title, abstract or authors;
    but only a counted one takes a withdrawal back.
    """
    if listing.place.version > 1:
        return listing.place.version > _held(paper, listing.place.kind)
    if says_withdrawn(paper) and not says_withdrawn(listing):
        return False
    return not changes.keys().isdisjoint({"title", "abstract", "authors"})


def says_withdrawn(one: Paper | Listing) -> bool:
    """Tell whether a record says of itself, or a notice of it, that the paper is withdrawn or retracted."""
    return RETRACTION in one.links or is_withdrawn(title=one.title, abstract=one.abstract, comment=one.comment)


def apply(paper: Paper, updates: Sequence[Update]) -> Paper:
    """Give the paper as it stands after its updates, taken in order of days.

    Of one day an abstract from elsewhere comes first, then a new version: what else the
    day brought holds for it. A DOI that comes later becomes an alias too. A place or alias the paper already
    has is not added twice, so applying an update again changes nothing.
    """
    for update in sorted(updates, key=_order):
        paper = _applied(paper, update.changes)
    return paper


def together(held: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Make one update's changes of two, the later ones second."""
    both = {**held, **more}
    for key in ("sources", "aliases"):
        if isinstance(first := held.get(key), list) and isinstance(second := more.get(key), list):
            both[key] = [*first, *(one for one in second if one not in first)]
    if isinstance(first := held.get("links"), dict) and isinstance(second := more.get("links"), dict):
        both["links"] = first | second
    return both


def _order(update: Update) -> tuple[date, int, int, str]:
    """Order updates by what they say, so that it does not matter how they lie in a file."""
    sources = update.changes.get("sources", ())
    places = map(read_place, sources if isinstance(sources, list | tuple) else ())
    version = max((place.version for place in places), default=0)
    return update.day, _IN_A_DAY[update.event], version, repr(sorted(update.changes.items()))


def _applied(paper: Paper, changes: Mapping[str, Any]) -> Paper:
    fields: dict[str, Any] = {key: str(changes[key]) for key in _TEXTS if key in changes}
    fields |= {key: tuple(map(str, changes[key])) for key in _LISTS if key in changes}
    if "abstract" in changes:
        fields.setdefault("abstract_from", "")
    if "links" in changes:
        fields["links"] = {**paper.links, **changes["links"]}
    places = map(read_place, changes.get("sources", ()))
    aliases = [*map(str, changes.get("aliases", ()))]
    if doi := fields.get("doi"):
        aliases.extend(paper_ids(doi=doi))
    return replace(
        paper,
        **fields,
        places=_with(paper.places, places),
        aliases=tuple(one for one in _with(paper.aliases, aliases) if one != paper.id),
    )


def _first(values: Iterable[_T]) -> _T | None:
    return next((value for value in values if value), None)


def _with(held: tuple[_T, ...], more: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*held, *more)))
