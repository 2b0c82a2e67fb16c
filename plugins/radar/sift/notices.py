"""Find the papers that a notice is about, and say what it changes of them.

    retraction note         `retracted`, a link `retraction`
    expression of concern   `corrected`, a link `concern`: it doubts a paper and does not take it back
    correction, erratum …   `corrected`, a link `correction`; a partial retraction too

A notice is a paper of its own, with its own id and day. What it is about is known by
the ids its source names; else by the title behind `Author Correction: `, under which
one known paper stands, of the same first author where the notice names one, in the same
journal or under the same prefix of DOIs. A preprint that no journal showed is never
taken for the subject of a journal's notice by its title alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from radar.models import Event, Genre, Listing, Paper
from radar.sift.agreement import has_title_of_its_own
from radar.sift.grouping import Known
from radar.sift.identity import all_ids
from radar.sift.keys import family_name, may_be_one_author
from radar.sift.preprints import PREPRINT_KINDS, is_preprint_doi
from radar.sift.records import best_first
from radar.sift.revise import RETRACTION
from radar.sift.titles import is_concern, is_partial, subject_of, telling_title

_CORRECTION: Final = "correction"
_CONCERN: Final = "concern"
"""Keys of `links`; a second notice of a kind is `correction-2`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Hold what a notice says: what it does, and about which paper."""

    link: str
    """`retraction`, `concern` or `correction`."""
    url: str
    ids: frozenset[str]
    about: tuple[str, ...]
    subject: str
    """The title of the paper it is about, where its own title gives it."""
    authors: tuple[str, ...]
    journals: frozenset[str]
    prefixes: frozenset[str]
    """Of its DOIs."""

    @property
    def event(self) -> Event:
        """Say what a notice is to its paper."""
        return Event.RETRACTED if self.link == RETRACTION else Event.CORRECTED

    def changes(self, paper: Paper) -> dict[str, object]:
        """Say what a notice changes of a paper; nothing where the paper already has it."""
        if not self.url or self.url in paper.links.values():
            return {}
        taken = sum(key.partition("-")[0] == self.link for key in paper.links)
        return {"links": {f"{self.link}-{taken + 1}" if taken else self.link: self.url}}


def read_notice(listings: Iterable[Listing]) -> Notice | None:
    """Read the notice that a group's listings are; None where they are a paper or news."""
    ordered = best_first(listings)
    best = ordered[0]
    if not best.genre.is_notice:
        return None
    ids = [one for listing in ordered for one in listing.ids]
    return Notice(
        link=_link(best),
        url=next((one.url for one in ordered if one.url), ""),
        ids=frozenset(ids),
        about=tuple(dict.fromkeys(one for listing in ordered for one in listing.about)),
        subject=subject_of(best.title),
        authors=next((one.authors for one in ordered if one.authors), ()),
        journals=frozenset(one.place.name for one in ordered),
        prefixes=_prefixes(ids),
    )


def subjects(notice: Notice, known: Known) -> tuple[Paper, ...]:
    """Find the papers a notice is about: all that its ids name, else the one that its title does."""
    named = (known.find((one,)) for one in notice.about)
    found = {paper.id: paper for paper in named if paper and _may_be_subject(notice, paper)}
    if notice.about:
        return tuple(found.values())
    by_title = _by_title(notice, known)
    return tuple(by_title) if len(by_title) == 1 else ()


def _link(listing: Listing) -> str:
    if listing.genre is Genre.CORRECTION or is_partial(listing.title):
        return _CORRECTION
    return _CONCERN if is_concern(listing.title) else RETRACTION


def _by_title(notice: Notice, known: Known) -> Sequence[Paper]:
    folded = telling_title(notice.subject)
    if not folded:
        return ()
    first = notice.authors[0] if notice.authors else ""
    return [
        paper
        for paper in known.by_title(folded, family_name(first) if first else None)
        if _may_be_subject(notice, paper)
        and has_title_of_its_own(paper)
        and _is_of_its_journal(notice, paper)
        and (not first or not paper.authors or may_be_one_author(first, paper.authors[0]))
    ]


def _may_be_subject(notice: Notice, paper: Paper) -> bool:
    return not paper.genre.is_notice and notice.ids.isdisjoint(all_ids(paper))


def _is_of_its_journal(notice: Notice, paper: Paper) -> bool:
    names = {place.name for place in paper.places if place.kind not in PREPRINT_KINDS}
    return not names.isdisjoint(notice.journals) or not _prefixes(all_ids(paper)).isdisjoint(notice.prefixes)


def _prefixes(ids: Iterable[str]) -> frozenset[str]:
    dois = (one[4:] for one in ids if one.startswith("doi:"))
    return frozenset(doi.partition("/")[0] for doi in dois if not is_preprint_doi(doi))
