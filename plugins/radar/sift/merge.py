"""Decide what a run's listings are: new papers, news about known ones, or nothing new.

    listings -> group (grouping.py) -> decide -> Merged
                  which are one paper     new paper | update | duplicate | skipped

Pure and order-free: the same listings in any order give the same result, and merged
again into an archive that holds that result they give nothing.

    the listing is            of an unknown paper            of a known paper
    new, cross, or a feed's   a paper, if `include` has it   see below
    replace, replace-cross    a paper (an event), if the     `version`, if its version is higher and
                              versions policy admits it      the versions policy admits it
    withdrawn                 as above                       `retracted`, if `events` has it

    a known ... listed by ...      gives
    preprint    a journal          `published`, if `events` has it
    journal     a preprint server  `merged`
    preprint    another server     `merged`
    anything    a place like one   nothing: duplicate
                it already has

What policy keeps out is counted as skipped; nothing is written for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from radar.models import Event, Listing, Paper, Place, Update
from radar.sift.grouping import Group, Known, all_ids, group, is_preprint, is_published
from radar.sift.revise import apply, place_record, version_changes
from radar.sift.schedule import assign_day
from radar.sift.text import fold_name
from radar.sift.titles import is_withdrawn, title_keys

__all__ = ["Known", "MergeRules", "Merged", "apply", "merge", "title_keys"]

_ANNOUNCE: Final = {"new": 0, "": 1, "cross": 2, "replace": 3, "replace-cross": 4}
_HOW: Final = {"": 0, "inferred": 1, "first_seen": 2}
_KINDS: Final = {"arxiv": 0, "biorxiv": 1}
_SCHEMES: Final = {"arxiv": 0, "doi": 1, "url": 2}
_FILLED: Final = (
    *("abstract", "pdf", "doi", "comment", "journal_ref"),
    *("published", "updated", "license"),
)
"""Facts that another listing may give where the best one has none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeRules:
    """Hold the owner's policy and the day of the run."""

    today: date
    window_days: int = 7
    since: date | None = None
    include: frozenset[str] = frozenset({"new", "cross"})
    """`new`, `cross`; a feed's item counts as new."""
    events: frozenset[str] = frozenset({"published", "retracted", "version:watched"})
    """`published`, `retracted`, `version:watched`, `version` (of every author)."""
    watched: frozenset[str] = frozenset()
    """Names followed, as `fold_name` keys."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """Hold what a run brought.

    The counts are by source name; for each source new + updated + duplicates +
    skipped is the number of its listings.
    """

    papers: tuple[Paper, ...]
    """By day, then id."""
    updates: tuple[Update, ...]
    """By day, id, event; at most one of an event for a paper."""
    new: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    duplicates: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)


def merge(listings: Sequence[Listing], known: Known, rules: MergeRules) -> Merged:
    """Merge a run's listings into what is known.

    `known` must apply updates to the papers it gives (`apply`), and find a paper by
    any id or alias; else what was merged before would be found new again.
    """
    run = _Run(known, rules)
    groups = sorted(group(listings, known, today=rules.today), key=lambda one: min(map(_rank, one.ids)))
    run.claim(groups)
    for one in groups:
        run.decide(one)
    return Merged(
        papers=tuple(sorted(run.papers, key=lambda paper: (paper.day, paper.id))),
        updates=tuple(sorted(run.updates, key=lambda update: (update.day, update.id, update.event))),
        new=dict(run.new),
        updated=dict(run.updated),
        duplicates=dict(run.duplicates),
        skipped=dict(run.skipped),
    )


class _Run:
    """Gather the decisions of one call of `merge`."""

    def __init__(self, known: Known, rules: MergeRules) -> None:
        self.known = known
        self.rules = rules
        self.papers: list[Paper] = []
        self.updates: list[Update] = []
        self.new: Counter[str] = Counter()
        self.updated: Counter[str] = Counter()
        self.duplicates: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.owners: dict[str, str] = {}

    def claim(self, groups: Sequence[Group]) -> None:
        """Give every id one owner, so that no id ends in two papers."""
        names = [(one.known.id if one.known else _first_id(one.listings), one) for one in groups]
        for name, one in names:
            own = all_ids(one.known) if one.known else (name,)
            self.owners |= dict.fromkeys(own, name)
            self.owners |= {listing.ids[0]: name for listing in one.listings}
        for name, one in names:
            for other in one.ids:
                self.owners.setdefault(other, name)

    def owned(self, paper_id: str, ids: Iterable[str]) -> list[str]:
        """List the ids that a paper may take: neither another group's nor another known paper's."""
        free = [one for one in ids if self.owners.get(one, paper_id) == paper_id]
        return [one for one in free if (held := self.known.find((one,))) is None or held.id == paper_id]

    def decide(self, one: Group) -> None:
        """Turn a group into papers, updates and counts."""
        first = [listing for listing in one.listings if not _is_replacement(listing)]
        later = [listing for listing in one.listings if _is_replacement(listing)]
        paper = one.known
        if paper is None:
            admitted = any((listing.place.announce or "new") in self.rules.include for listing in first)
            if admitted:
                paper, first = self.found(first), []
            elif later and self.wants_version(later):
                self.found(later)
                later = []
        if paper is None:
            self.skipped.update(listing.place.name for listing in (*first, *later))
            return
        if later:
            self.revised(paper, later)
        if first:
            self.seen(paper, first)

    def found(self, listings: Sequence[Listing]) -> Paper:
        """Make the paper that unknown listings show."""
        paper = _paper(listings, self)
        ids = {one for listing in listings for one in listing.ids} - {paper.id}
        aliases = self.owned(paper.id, sorted(ids, key=_rank))
        paper = _with_ids(paper, tuple(aliases))
        self.papers.append(paper)
        self.count(self.new, listings)
        return paper

    def revised(self, paper: Paper, listings: Sequence[Listing]) -> None:
        """Take later versions of a paper: an update, or nothing."""
        newest = max(listing.place.version for listing in listings)
        latest = [listing for listing in listings if listing.place.version == newest]
        base = min(latest, key=_preference)
        changes = version_changes(paper, base)
        event = Event.RETRACTED if self.is_retraction(paper, base) else Event.VERSION
        if not _is_later(paper, base, changes):
            self.count(self.duplicates, listings)
        elif event is Event.RETRACTED or self.wants_version(listings, paper):
            self.update(paper, event, latest, changes)
            self.duplicates.update(one.place.name for one in listings if one.place.version != newest)
        else:
            self.skipped.update(listing.place.name for listing in listings)

    def seen(self, paper: Paper, listings: Sequence[Listing]) -> None:
        """Take listings that show a known paper as if for the first time."""
        base = min(listings, key=_preference)
        fresh = _fresh(paper, listings)
        if self.is_retraction(paper, base):
            self.update(paper, Event.RETRACTED, listings, version_changes(paper, base))
        elif not fresh:
            self.count(self.duplicates, listings)
        else:
            event = (
                Event.MERGED if is_published(paper) or is_preprint(min(fresh, key=_preference)) else Event.PUBLISHED
            )
            rest = [listing for listing in listings if listing not in fresh]
            if event is Event.PUBLISHED and "published" not in self.rules.events:
                self.skipped.update(listing.place.name for listing in fresh)
            else:
                self.update(paper, event, fresh, _further(paper, fresh))
            self.duplicates.update(listing.place.name for listing in rest)

    def update(self, paper: Paper, event: Event, listings: Sequence[Listing], changes: Mapping[str, object]) -> None:
        """Note what listings brought for a known paper, on the day that brought it."""
        added = [one for one in _places(listings) if one not in paper.places]
        whole = dict(changes)
        if added and "sources" not in whole:
            whole["sources"] = [place_record(one) for one in added]
        ids = {one for listing in listings for one in listing.ids} - set(all_ids(paper))
        if aliases := self.owned(paper.id, sorted(ids, key=_rank)):
            whole["aliases"] = aliases
        day, _ = self.day(min(listings, key=_preference))
        self.updates.append(Update(id=paper.id, day=max(day, paper.day), event=event, changes=whole))
        self.count(self.updated, listings)

    def day(self, listing: Listing) -> tuple[date, str]:
        """Give the day on which a listing stands."""
        rules = self.rules
        return assign_day(
            announced=listing.announced,
            day_from=listing.day_from,
            today=rules.today,
            window_days=rules.window_days,
            since=rules.since,
        )

    def wants_version(self, listings: Sequence[Listing], paper: Paper | None = None) -> bool:
        """Tell whether policy admits a later version of this paper."""
        if "version" in self.rules.events:
            return True
        if "version:watched" not in self.rules.events or not self.rules.watched:
            return False
        names = {name for listing in listings for name in listing.authors} | set(paper.authors if paper else ())
        return any(fold_name(name) in self.rules.watched for name in names)

    def is_retraction(self, paper: Paper, listing: Listing) -> bool:
        """Tell news of a withdrawal from a paper long known as withdrawn."""
        return (
            "retracted" in self.rules.events
            and is_withdrawn(title=listing.title, abstract=listing.abstract, comment=listing.comment)
            and not is_withdrawn(title=paper.title, abstract=paper.abstract, comment=paper.comment)
        )

    @staticmethod
    def count(counter: Counter[str], listings: Iterable[Listing]) -> None:
        """Count listings by source."""
        counter.update(listing.place.name for listing in listings)


def _paper(listings: Sequence[Listing], run: _Run) -> Paper:
    """Make one paper of the listings that show it: the best one's facts, gaps filled from the others."""
    ordered = sorted(listings, key=_preference)
    base = ordered[0]
    day, day_from = run.day(base)
    filled = {key: next(filter(None, (getattr(one, key) for one in ordered)), "") for key in _FILLED}
    return Paper(
        id=_first_id(listings),
        day=day,
        day_from=day_from,
        title=base.title,
        authors=next(filter(None, (one.authors for one in ordered)), ()),
        categories=next(filter(None, (one.categories for one in ordered)), ()),
        url=base.url,
        places=_places(listings),
        links=next(filter(None, (one.links for one in ordered)), {}),
        **filled,
    )


def _places(listings: Iterable[Listing]) -> tuple[Place, ...]:
    """List where a paper was shown, each place once, in an order that discovery has no part in."""
    best: dict[tuple[str, str, int], Place] = {}
    for listing in sorted(listings, key=_preference):
        place = listing.place
        best.setdefault((place.kind, place.name, place.version), place)
    return tuple(sorted(best.values(), key=lambda p: (_KINDS.get(p.kind, 9), p.name, p.category, p.version)))


def _fresh(paper: Paper, listings: Iterable[Listing]) -> list[Listing]:
    """Keep the listings whose place the paper does not have yet; all of arXiv is one place."""
    held = {_place_key(place) for place in paper.places}
    return [listing for listing in listings if _place_key(listing.place) not in held]


def _place_key(place: Place) -> str:
    return "arxiv" if place.kind == "arxiv" else f"{place.kind}:{place.name}"


def _further(paper: Paper, fresh: Sequence[Listing]) -> dict[str, object]:
    """Say what a further place adds: itself, and what the paper lacks."""
    base = min(fresh, key=_preference)
    changes: dict[str, object] = {"sources": [place_record(one) for one in _places(fresh)]}
    for key in ("doi", "abstract", "journal_ref"):
        if getattr(base, key) and not getattr(paper, key):
            changes[key] = getattr(base, key)
    if base.url and base.url != paper.url and not base.doi and "published" not in paper.links:
        changes["links"] = {**paper.links, "published": base.url}
    return changes


def _is_later(paper: Paper, listing: Listing, changes: Mapping[str, object]) -> bool:
    """Tell a version the paper does not have yet; where there are no numbers, one that changes something."""
    held = max((p.version for p in paper.places if p.kind == listing.place.kind), default=0)
    return listing.place.version > held if listing.place.version else bool(changes)


def _is_replacement(listing: Listing) -> bool:
    return listing.place.announce.startswith("replace")


def _first_id(listings: Iterable[Listing]) -> str:
    return min((listing.ids[0] for listing in listings), key=_rank)


def _rank(paper_id: str) -> tuple[int, str]:
    return _SCHEMES.get(paper_id.partition(":")[0], len(_SCHEMES)), paper_id


def _with_ids(paper: Paper, aliases: tuple[str, ...]) -> Paper:
    return replace(paper, aliases=aliases)


def _preference(listing: Listing) -> tuple[int, int, int, date, str, str, str, str]:
    """Order listings of one paper by how much they are to be believed; total, so that no order of discovery shows."""
    return (
        _ANNOUNCE.get(listing.place.announce, 9),
        _HOW.get(listing.day_from, 9),
        _KINDS.get(listing.place.kind, 9),
        listing.announced or date.max,
        listing.place.name,
        listing.place.category,
        listing.title,
        listing.abstract,
    )
