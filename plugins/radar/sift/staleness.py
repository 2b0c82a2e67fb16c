"""Recognise a day's list that is an earlier day's, served under a new date.

A stale list is no announcement of its day: what it holds was announced before, and what
the day brings is still to come. So its listings are set aside and the day stays owed.
Nothing is lost by it. Papers of the list that are already known would bring nothing.
One that is not known belongs to a day that is owed as well: the day itself, or an
earlier one whose list did not come whole. Both are asked for again where every paper
carries its own day. A paper's day is for ever, so none is given one by a doubtful list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from radar.models import Listing
from radar.outcomes import Harvest, SourceState

KnownDay = Callable[[tuple[str, ...]], date | None]
"""Gives the day on which the paper with any of these ids stands; None where it is not known,
or its day was only inferred."""

FEWEST: Final = 5
"""Papers of an earlier day from which on a list can be called stale."""
_SHARE: Final = 0.9


def stale_batch(listings: Sequence[Listing], batch_day: date, known_day: KnownDay) -> bool:
    """Tell whether a list dated `batch_day` is one of an earlier day.

    It is when at least 5 and 90 % of what it announces for the first time are papers that
    stand on an earlier day, or that the same answer's other listings date earlier. Later
    versions say nothing about it: of a known paper every version is.
    """
    first = _announced(listings, batch_day)
    earlier = _known_earlier(listings, batch_day, known_day)
    return earlier >= FEWEST and earlier >= _SHARE * len(first)


def set_aside(harvest: Harvest, known_day: KnownDay) -> Harvest:
    """Take a stale list out of a harvest, and leave its day owed.

    All listings of the list go, later versions too, and any new paper inferred to be of
    its day: asked for again, it comes with its day known. What was asked for besides,
    missed days and versions of watched authors, stays. A list too short to be called stale, of nothing but
    papers of earlier days, stays as it is and only leaves its day owed. In either case
    nothing is remembered that would keep the true list away.
    """
    day = harvest.batch_day
    if day is None:
        return harvest
    if stale_batch(harvest.listings, day, known_day):
        kept = tuple(
            one
            for one in harvest.listings
            if one.announced != day or (one.day_from and one.place.announce.startswith("replace"))
        )
        said = f"an earlier list again, dated {day}"
        return replace(
            harvest,
            state=SourceState.STALE,
            listings=kept,
            batch_day=None,
            validators={},
            reason="; ".join(filter(None, (said, harvest.reason))),
        )
    first = _announced(harvest.listings, day)
    if first and _known_earlier(harvest.listings, day, known_day) == len(first):
        return replace(harvest, batch_day=None, validators={})
    return harvest


def _is_of(listing: Listing, day: date) -> bool:
    """Tell whether a listing was in the list of a day: what was found elsewhere has its day inferred."""
    return listing.announced == day and not listing.day_from


def _announced(listings: Iterable[Listing], day: date) -> tuple[Listing, ...]:
    """Pick what a list announces for the first time: new papers and cross-lists."""
    return tuple(one for one in listings if _is_of(one, day) and not one.place.announce.startswith("replace"))


def _known_earlier(listings: Sequence[Listing], day: date, known_day: KnownDay) -> int:
    """Count the list's papers that stand on an earlier day."""
    dated = {
        ident
        for one in listings
        if one.announced and one.announced < day and not one.day_from and not one.place.announce.startswith("replace")
        for ident in one.ids
    }
    return sum(
        not dated.isdisjoint(one.ids) or ((stands := known_day(one.ids)) is not None and stands < day)
        for one in _announced(listings, day)
    )
