"""Turn each group of listings into a new paper, updates of a known one, or counts.

The rules are those of `merge`, where their table stands; this module carries them out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from radar.models import Event, Genre, Listing, Paper, Update
from radar.sift.grouping import Group, Known
from radar.sift.identity import all_ids, listing_ids, named_ids, paper_ids
from radar.sift.notices import Notice, read_notice, subjects
from radar.sift.now import Now
from radar.sift.preprints import is_preprint, is_published
from radar.sift.records import best_first, id_rank, paper_of, places_of, standing_day
from radar.sift.revise import (
    abstract_changes,
    apply,
    further_changes,
    is_current,
    is_later,
    place_record,
    retraction_changes,
    says_withdrawn,
    together,
    version_changes,
)
from radar.sift.schedule import assign_day
from radar.sift.text import fold_name


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeRules:
    """Hold the owner's policy and the day of the run."""

    today: date
    window_days: int = 7
    since: date | None = None
    include: frozenset[str] = frozenset({"new", "cross"})
    """`new`, `cross`; a feed's item counts as new."""
    events: frozenset[str] = frozenset({"published", "retracted", "version:watched"})
    """`published`, `retracted`, `corrected`, `version:watched`, `version` (of every author)."""
    watched: frozenset[str] = frozenset()
    """Names followed, as `fold_name` keys."""


class Decisions:
    """Gather what the groups of one run become."""

    def __init__(self, groups: Sequence[Group], known: Known, rules: MergeRules) -> None:
        """Begin with the groups in the order in which they will be decided."""
        self.known = known
        self.rules = rules
        self.owners = _owners(groups)
        self.papers: list[Paper] = []
        self.now = Now(known)
        self.notices: list[tuple[int, Notice, date]] = []
        self._updates: dict[tuple[str, Event, date], Update] = {}
        self.new: Counter[str] = Counter()
        self.updated: Counter[str] = Counter()
        self.duplicates: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    @property
    def updates(self) -> tuple[Update, ...]:
        """Give the updates, in no order."""
        return tuple(self._updates.values())

    def decide(self, number: int, one: Group) -> None:
        """Turn a group into papers, updates and counts; notices wait for `tell`."""
        notice = read_notice(one.listings)
        paper = self.decided(number, one)
        if notice:
            day = paper.day if paper else self.day(one.listings)[0]
            self.notices.append((number, notice, day))

    def tell(self) -> None:
        """Tell of the notices' papers what the notices say; all groups must have been decided."""
        for _, notice, day in sorted(self.notices, key=lambda waiting: (waiting[2], waiting[0])):
            for paper in subjects(notice, self.now):
                if changes := notice.changes(paper):
                    is_told = notice.event in self.rules.events
                    is_news = notice.event is not Event.RETRACTED or not says_withdrawn(paper)
                    event = notice.event if is_told and is_news else Event.MERGED
                    open_day, _ = assign_day(
                        announced=day,
                        day_from="",
                        today=self.rules.today,
                        window_days=self.rules.window_days,
                        since=self.rules.since,
                    )
                    self.record(paper, event, changes, open_day)

    def decided(self, number: int, one: Group) -> Paper | None:
        """Turn a group into papers, updates and counts; give the paper, None where policy keeps it out."""
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
            return None
        again = [] if shown else first
        if later:
            paper, left = self.revised(number, paper, later)
            again = [*again, *left]
        paper, marked = self.marked(number, paper, first)
        if not shown:
            self.count(self.updated, marked)
        return self.seen(number, paper, [listing for listing in again if listing not in marked])

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
        self.now.add(paper)
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
        left = [one for one in listings if self.adds(number, paper, one)]
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

    def seen(self, number: int, paper: Paper, listings: Iterable[Listing]) -> Paper:
        """Take listings that show a known paper as if for the first time. Give the paper after it."""
        rest = best_first(listings)
        tells = "published" in self.rules.events
        if tells and (fresh := _journals(paper, rest)):
            paper = self.update(number, paper, Event.PUBLISHED, fresh, further_changes(paper, fresh))
            self.count(self.updated, fresh)
            rest = [one for one in rest if one not in fresh]
        silent = [one for one in rest if one in _journals(paper, rest) or self.adds(number, paper, one)]
        if silent:
            paper = self.update(number, paper, Event.MERGED, silent, further_changes(paper, silent))
            self.count(self.updated, silent)
        self.duplicates.update(_names(one for one in rest if one not in silent))
        return paper

    def adds(self, number: int, paper: Paper, listing: Listing) -> bool:
        """Tell a listing from which the paper learns something: an id or DOI, a source, its own abstract."""
        if listing.place.name not in {place.name for place in paper.places}:
            return True
        held = all_ids(paper)
        fresh = (one for one in (listing.ids[0], *named_ids(listing.links)) if one not in held)
        if any(self.may_take(number, paper, one) for one in fresh):
            return True
        return not _is_replacement(listing) and bool(abstract_changes(paper, (listing,)))

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
        ids = {one for listing in listings for one in listing_ids(listing)} - set(all_ids(paper))
        if aliases := [one for one in sorted(ids, key=id_rank) if self.may_take(number, paper, one)]:
            changes["aliases"] = aliases
        return self.record(paper, event, changes, day or self.day(listings)[0])

    def record(self, paper: Paper, event: Event, changes: Mapping[str, object], day: date) -> Paper:
        """Write an update down, with what the run already has of its event and day. Give the paper after it."""
        day = max(paper.day, day)
        held = self._updates.get((paper.id, event, day))
        found = Update(
            id=paper.id, day=day, event=event, changes=together(held.changes, changes) if held else changes
        )
        self._updates[paper.id, event, day] = found
        paper = apply(paper, (found,))
        self.now.add(paper)
        return paper

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
        owners |= dict.fromkeys((*first_ids(one), *(all_ids(one.known) if one.known else ())), number)
    for number, one in enumerate(groups):
        for other in one.ids:
            owners.setdefault(other, number)
    return owners


def first_ids(one: Group) -> set[str]:
    """Gather the best id of each listing of a group."""
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
    """Pick the journal's listings of a paper that so far was a preprint; its news tell of it, and publish nothing."""
    if is_published(paper):
        return []
    return [one for one in listings if one.genre is Genre.PAPER and not is_preprint(one)]
