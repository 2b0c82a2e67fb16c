"""Decide what a run's listings are: new papers, news about known ones, or nothing new.

    listings -> group (grouping.py) -> decide -> Merged
                which are one paper    new paper | update | duplicate | skipped

Pure and order-free: the same listings in any order give the same result, and merged
again into an archive that holds that result they give nothing.

    listed as                 an unknown paper              a known paper
    new, cross, by a feed     a paper, if `include` has it  see below
    replace, replace-cross    a paper that is an event,     `version`, if it is a higher one and the
                              if the versions policy        versions policy admits it
                              admits it
    withdrawn or retracted    as above                      `retracted`, if `events` has it

    a known ... seen at ...           gives
    preprint    a journal             `published`, if `events` has it, else `merged`
    anything    another server, feed  `merged`, if its id there was not known
    anything    a known place         nothing: duplicate

`merged` tells a reader nothing and costs one line: without it the id would be met
again, and one day not recognised. Papers and versions that policy keeps out are
counted as skipped; nothing is written for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from radar.models import Event, Listing, Paper, Update
from radar.sift.grouping import Group, Known, all_ids, group, is_preprint, is_published
from radar.sift.identity import paper_ids
from radar.sift.records import best_first, id_rank, paper_of, places_of, standing_day
from radar.sift.revise import (
    apply,
    further_changes,
    is_current,
    is_later,
    place_record,
    retraction_changes,
    says_withdrawn,
    version_changes,
)
from radar.sift.text import fold_name
from radar.sift.titles import title_keys

__all__ = ["Known", "MergeRules", "Merged", "apply", "merge", "title_keys"]


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

    `known` gives papers with their updates applied (`apply`) and finds them by any id
    or alias; else what was merged before would be found new again.
    """
    groups = sorted(group(listings, known, today=rules.today), key=lambda one: min(map(id_rank, _first_ids(one))))
    run = _Run(groups, known, rules)
    for number, one in enumerate(groups):
        run.decide(number, one)
    return Merged(
        papers=tuple(sorted(run.papers, key=lambda paper: (paper.day, id_rank(paper.id)))),
        updates=tuple(sorted(run.updates, key=lambda update: (update.day, id_rank(update.id), update.event))),
        new=dict(run.new),
        updated=dict(run.updated),
        duplicates=dict(run.duplicates),
        skipped=dict(run.skipped),
    )


class _Run:
    """Gather the decisions of one call of `merge`."""

    def __init__(self, groups: Sequence[Group], known: Known, rules: MergeRules) -> None:
        self.known = known
        self.rules = rules
        self.owners = _owners(groups)
        self.papers: list[Paper] = []
        self.updates: list[Update] = []
        self.new: Counter[str] = Counter()
        self.updated: Counter[str] = Counter()
        self.duplicates: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    def decide(self, number: int, one: Group) -> None:
        """Turn a group into papers, updates and counts."""
        first = [listing for listing in one.listings if not _is_replacement(listing)]
        later = [listing for listing in one.listings if _is_replacement(listing)]
        paper, shown = one.known, False
        if paper is None and self.includes(first):
            paper, shown = self.found(number, first), True
        elif paper is None and later and self.wants_version(later):
            latest, older = _latest(later)
            paper, later = self.found(number, latest), []
            self.duplicates.update(_names(older))
        if paper is None:
            self.skipped.update(_names(one.listings))
            return
        again = [] if shown else first
        if later:
            paper, left = self.revised(number, paper, later)
            again = [*again, *left]
        paper, marked = self.marked(number, paper, first)
        if not shown:
            self.count(self.updated, marked)
        self.seen(number, paper, [listing for listing in again if listing not in marked])

    def includes(self, listings: Iterable[Listing]) -> bool:
        """Tell whether the owner wants a paper listed like this."""
        return any((listing.place.announce or "new") in self.rules.include for listing in listings)

    def wants_version(self, listings: Iterable[Listing], paper: Paper | None = None) -> bool:
        """Tell whether the owner wants later versions of a paper."""
        if "version" in self.rules.events:
            return True
        if "version:watched" not in self.rules.events or not self.rules.watched:
            return False
        names = {name for listing in listings for name in listing.authors} | set(paper.authors if paper else ())
        return not self.rules.watched.isdisjoint(filter(None, map(fold_name, names)))

    def found(self, number: int, listings: Sequence[Listing]) -> Paper:
        """Add the paper that unknown listings show."""
        day, how = self.day(listings)
        paper = paper_of(listings, day=day, day_from=how, may_take=lambda one: self.may_take(number, None, one))
        self.papers.append(paper)
        self.count(self.new, listings)
        return paper

    def revised(self, number: int, paper: Paper, listings: Sequence[Listing]) -> tuple[Paper, Sequence[Listing]]:
        """Take later versions of a paper; only the highest one counts.

        Gives the paper after it, and listings that brought no version but an id not yet known.
        """
        latest, _ = _latest(listings)
        changes = version_changes(paper, latest[0])
        retracted = self.is_retraction(paper, latest[0])
        is_news = is_later(paper, latest[0], changes)
        if is_news and (retracted or self.wants_version(listings, paper)):
            event = Event.RETRACTED if retracted else Event.VERSION
            paper = self.update(number, paper, event, latest, changes)
            self.count(self.updated, listings)
            return paper, ()
        left = [one for one in listings if _is_unrecorded(paper, one)]
        kept_out = self.skipped if is_news else self.duplicates
        kept_out.update(_names(one for one in listings if one not in left))
        return paper, left

    def marked(self, number: int, paper: Paper, listings: Iterable[Listing]) -> tuple[Paper, list[Listing]]:
        """Take listings that mark a paper as retracted, unless a later version is known.

        It stands on the day of the run: an item's date says when it was published, not
        when it was marked.
        """
        marked = [one for one in best_first(listings) if self.is_retraction(paper, one) and is_current(paper, one)]
        if marked:
            changes, today = retraction_changes(paper, marked[0]), self.rules.today
            paper = self.update(number, paper, Event.RETRACTED, marked, changes, day=today)
        return paper, marked

    def seen(self, number: int, paper: Paper, listings: Iterable[Listing]) -> None:
        """Take listings that show a known paper as if for the first time."""
        rest = best_first(listings)
        tells = "published" in self.rules.events
        if tells and (fresh := _journals(paper, rest)):
            paper = self.update(number, paper, Event.PUBLISHED, fresh, further_changes(paper, fresh))
            self.count(self.updated, fresh)
            rest = [one for one in rest if one not in fresh]
        silent = [one for one in rest if one in _journals(paper, rest) or _is_unrecorded(paper, one)]
        if silent:
            self.update(number, paper, Event.MERGED, silent, further_changes(paper, silent))
            self.count(self.updated, silent)
        self.duplicates.update(_names(one for one in rest if one not in silent))

    def is_retraction(self, paper: Paper, listing: Listing) -> bool:
        """Tell whether a listing says of a paper, as the first to do so, that it is withdrawn."""
        return "retracted" in self.rules.events and says_withdrawn(listing) and not says_withdrawn(paper)

    def update(
        self,
        number: int,
        paper: Paper,
        event: Event,
        listings: Sequence[Listing],
        changes: dict[str, object],
        day: date | None = None,
    ) -> Paper:
        """Add an update with what its listings bring besides: places and ids. Give the paper after it."""
        doi = str(changes.get("doi", ""))
        if not all(self.may_take(number, paper, one) for one in paper_ids(doi=doi)):
            del changes["doi"]
        if places := [place_record(one) for one in places_of(listings) if one not in paper.places]:
            changes["sources"] = places
        ids = sorted({one for listing in listings for one in listing.ids} - set(all_ids(paper)), key=id_rank)
        if aliases := [one for one in ids if self.may_take(number, paper, one)]:
            changes["aliases"] = aliases
        day = day or self.day(listings)[0]
        found = Update(id=paper.id, day=max(paper.day, day), event=event, changes=changes)
        self.updates.append(found)
        return apply(paper, (found,))

    def day(self, listings: Iterable[Listing]) -> tuple[date, str]:
        """Give the day on which listings stand, and how it is known."""
        rules = self.rules
        return standing_day(listings, today=rules.today, window_days=rules.window_days, since=rules.since)

    def may_take(self, number: int, paper: Paper | None, one: str) -> bool:
        """Tell whether an id is free for a group's paper: no other group's, no other known paper's."""
        if self.owners.get(one, number) != number:
            return False
        held = self.known.find((one,))
        return held is None or (paper is not None and held.id == paper.id)

    def count(self, outcome: Counter[str], listings: Iterable[Listing]) -> None:
        """Count a paper once for each source that showed it, its further listings as duplicates."""
        for name, number in Counter(_names(listings)).items():
            outcome[name] += 1
            if number > 1:
                self.duplicates[name] += number - 1


def _owners(groups: Sequence[Group]) -> dict[str, int]:
    """Give every id one owner among the groups: who has it as first id, else the first in order."""
    owners: dict[str, int] = {}
    for number, one in enumerate(groups):
        owners |= dict.fromkeys((*_first_ids(one), *(all_ids(one.known) if one.known else ())), number)
    for number, one in enumerate(groups):
        for other in one.ids:
            owners.setdefault(other, number)
    return owners


def _first_ids(one: Group) -> set[str]:
    return {listing.ids[0] for listing in one.listings}


def _names(listings: Iterable[Listing]) -> list[str]:
    return [listing.place.name for listing in listings]


def _is_replacement(listing: Listing) -> bool:
    return listing.place.announce.startswith("replace")


def _latest(listings: Iterable[Listing]) -> tuple[list[Listing], list[Listing]]:
    """Part the listings of the highest version, best first, from the others."""
    ordered = best_first(listings)
    newest = max(one.place.version for one in ordered)
    return [one for one in ordered if one.place.version == newest], [
        one for one in ordered if one.place.version != newest
    ]


def _journals(paper: Paper, listings: Iterable[Listing]) -> list[Listing]:
    """Pick the journal's listings of a paper that so far was a preprint."""
    return [] if is_published(paper) else [listing for listing in listings if not is_preprint(listing)]


def _is_unrecorded(paper: Paper, listing: Listing) -> bool:
    """Tell a listing that met the paper by title: its id is to lead to the paper from now on."""
    return listing.ids[0] not in all_ids(paper)
