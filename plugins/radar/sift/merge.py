"""Decide what a run's listings are: new papers, news about known ones, or nothing new.

    listings -> group (grouping.py) -> decide (decisions.py) -> Merged
                which are one paper    new paper | update | duplicate | skipped

Pure and order-free: the same listings in any order give the same result, and merged
again into an archive that holds that result they give nothing.

    listed as                 an unknown paper              a known paper
    new, cross, by a feed     a paper, if `include` has it  see below
    replace, replace-cross    a paper that is an event,     `version`, if it is a higher one and the
                              if the versions policy        versions policy admits it
                              admits it
    withdrawn or retracted    as above                      `retracted`, if `events` has it
    a notice                  a paper, as above             see below; and of the paper it is about
                                                            (notices.py) `retracted` or `corrected`, if
                                                            `events` has it, else `merged`

    a known ... seen at ...           gives
    preprint    a journal             `published`, if `events` has it, else `merged`
    anything    another server, feed  `merged`, with the place, and the id there if it is a new one
    anything    a known place         nothing: duplicate; but `merged` if it now gives the abstract
                                      that was lacking or came from elsewhere

`merged` tells a reader nothing and costs one line: without it the id would be met
again, and one day not recognised. Papers and versions that policy keeps out are
counted as skipped; nothing is written for them.

What runs of one day or of several make of the same listings. As long as their days are
open, the same papers stand on the same days under the same updates, whichever run found
them, with these differences that no rule could take away:

- a paper's line holds what was known of it when it was found; what other sources add in
  a later run is an update, and the paper with its updates applied is the same. Its id is
  that of the place that showed it first: an article known before its preprint keeps its DOI;
- what has no date, and a mark of retraction on an item already known, stands on the day of the run;
- a notice found before its paper links to it when it is listed again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from radar.models import Listing, Paper, Update
from radar.sift.decisions import Decisions, MergeRules, first_ids
from radar.sift.grouping import Known, group
from radar.sift.records import id_rank
from radar.sift.revise import apply
from radar.sift.titles import title_keys

__all__ = ["Known", "MergeRules", "Merged", "apply", "merge", "title_keys"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """Hold what a run brought.

    The counts are by source name; for each source new + updated + duplicates +
    skipped is the number of its listings.
    """

    papers: tuple[Paper, ...]
    """By day, then id."""
    updates: tuple[Update, ...]
    """By day, id, event; at most one of an event for a paper and day."""
    new: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    duplicates: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)


def merge(listings: Sequence[Listing], known: Known, rules: MergeRules) -> Merged:
    """Merge a run's listings into what is known.

    `known` gives papers with their updates applied (`apply`) and finds them by any id
    or alias; else what was merged before would be found new again.
    """
    groups = sorted(group(listings, known, today=rules.today), key=lambda one: min(map(id_rank, first_ids(one))))
    run = Decisions(groups, known, rules)
    for number, one in enumerate(groups):
        run.decide(number, one)
    run.tell()
    return Merged(
        papers=tuple(sorted(run.papers, key=lambda paper: (paper.day, id_rank(paper.id)))),
        updates=tuple(sorted(run.updates, key=lambda update: (update.day, id_rank(update.id), update.event))),
        new=dict(run.new),
        updated=dict(run.updated),
        duplicates=dict(run.duplicates),
        skipped=dict(run.skipped),
    )
