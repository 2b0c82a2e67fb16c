from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.models import Listing, Place
from radar.outcomes import Harvest, SourceState, Validators
from radar.sift.staleness import KnownDay, set_aside, stale_batch

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
SEEN = {"https://rss.example/cs.AI": Validators(etag='"1"')}


def listing(number: int, *, announced: date | None = TUESDAY, announce: str = "new", day_from: str = "") -> Listing:
    ident = f"2603.{number:05}"
    return Listing(
        ids=(f"arxiv:{ident}", f"doi:10.5555/{ident}"),
        title=f"Invented Result {number}",
        authors=("Sample Author 1",),
        abstract="",
        url=f"https://arxiv.org/abs/{ident}",
        place=Place(name="arXiv", kind="arxiv", category="cs.AI", announce=announce, version=1),
        announced=announced,
        day_from=day_from,
    )


def known(days: Mapping[int, date]) -> KnownDay:
    held = {f"doi:10.5555/2603.{number:05}": day for number, day in days.items()}
    return lambda ids: next((held[one] for one in ids if one in held), None)


def mondays(*numbers: int) -> KnownDay:
    return known(dict.fromkeys(numbers, MONDAY))


def listings(*numbers: int, **changes: Any) -> tuple[Listing, ...]:
    return tuple(listing(number, **changes) for number in numbers)


def harvest(found: Sequence[Listing], **changes: Any) -> Harvest:
    fields: dict[str, Any] = {
        "source": "arXiv",
        "kind": "arxiv",
        "state": SourceState.OK,
        "listings": tuple(found),
        "batch_day": TUESDAY,
        "validators": SEEN,
    }
    return Harvest(**{**fields, **changes})


# -- what is stale --------------------------------------------------------------------------


def test_a_list_of_papers_that_stand_on_an_earlier_day_is_stale() -> None:
    assert stale_batch(listings(*range(10)), TUESDAY, mondays(*range(10)))


@pytest.mark.parametrize(
    ("earlier", "unknown", "stale"),
    [(9, 1, True), (8, 1, False), (18, 2, True), (17, 3, False), (5, 0, True), (4, 0, False), (0, 5, False)],
)
def test_one_in_ten_may_be_unknown_and_five_must_be_known(earlier: int, *, unknown: int, stale: bool) -> None:
    found = listings(*range(earlier + unknown))
    assert stale_batch(found, TUESDAY, mondays(*range(earlier))) is stale


def test_cross_lists_count_and_later_versions_do_not() -> None:
    crossed = listings(*range(5), announce="cross")
    later = listings(*range(5, 60), announce="replace") + listings(*range(60, 90), announce="replace-cross")
    assert stale_batch(crossed + later, TUESDAY, mondays(*range(90)))
    assert not stale_batch(later, TUESDAY, mondays(*range(90)))
    assert not stale_batch(later + listings(*range(90, 99)), TUESDAY, mondays(*range(90)))


@pytest.mark.parametrize("day", [TUESDAY, WEDNESDAY])
def test_papers_that_stand_on_the_day_itself_or_later_are_no_sign(day: date) -> None:
    assert not stale_batch(listings(*range(9)), TUESDAY, known(dict.fromkeys(range(9), day)))


def test_what_the_same_answer_dates_earlier_is_a_sign_too() -> None:
    both = (*listings(*range(9)), *listings(*range(9), announced=MONDAY))
    assert stale_batch(both, TUESDAY, mondays())


@pytest.mark.parametrize("changes", [{"day_from": "inferred"}, {"announce": "replace"}, {"announced": None}])
def test_but_not_by_a_day_that_was_only_inferred_or_tells_of_a_version(changes: dict[str, Any]) -> None:
    both = (*listings(*range(9)), *listings(*range(9), **{"announced": MONDAY, **changes}))
    assert not stale_batch(both, TUESDAY, mondays())


def test_what_was_found_elsewhere_is_not_of_the_list() -> None:
    watched = listings(*range(20, 25), day_from="inferred")
    assert stale_batch((*listings(*range(10)), *watched), TUESDAY, mondays(*range(10)))


def test_a_list_of_nothing_is_not_stale() -> None:
    assert not stale_batch((), TUESDAY, mondays())


# -- what becomes of it ---------------------------------------------------------------------


def test_a_stale_list_is_set_aside_and_its_day_stays_owed() -> None:
    caught = listings(*range(50, 55), announced=MONDAY)
    told = harvest((*listings(*range(10)), *listings(11, announce="replace"), *caught), caught_up=(MONDAY,))
    left = set_aside(told, mondays(*range(9)))
    assert left.state is SourceState.STALE
    assert left.reason == "an earlier list again, dated 2026-03-03"
    assert left.batch_day is None
    assert dict(left.validators) == {}
    assert left.listings == caught
    assert left.caught_up == (MONDAY,)


def test_a_new_paper_inferred_to_be_of_the_day_waits_for_its_day_and_versions_found_elsewhere_stay() -> None:
    new = listings(20, day_from="inferred")
    version = listings(21, day_from="inferred", announce="replace")
    left = set_aside(harvest((*listings(*range(10)), *new, *version)), mondays(*range(10)))
    assert left.listings == version


def test_what_else_went_wrong_is_still_told() -> None:
    told = harvest(listings(*range(10)), state=SourceState.DEGRADED, reason="arXiv's OAI: HTTP 503")
    left = set_aside(told, mondays(*range(10)))
    assert left.reason == "an earlier list again, dated 2026-03-03; arXiv's OAI: HTTP 503"


def test_a_true_list_is_left_as_it_is() -> None:
    told = harvest(listings(*range(10)))
    assert set_aside(told, mondays(*range(8))) is told


def test_a_short_list_of_known_papers_alone_only_leaves_its_day_owed() -> None:
    told = harvest(listings(1, 2))
    assert set_aside(told, mondays(1, 2)) == replace(told, batch_day=None, validators={})
    assert set_aside(told, mondays(1)) is told


def test_a_quiet_day_without_list_stays_complete() -> None:
    told = harvest((), state=SourceState.EMPTY)
    assert set_aside(told, mondays()) is told
    versions = harvest(listings(1, 2, announce="replace"))
    assert set_aside(versions, mondays(1, 2)) is versions


def test_a_harvest_without_a_days_list_is_left_as_it_is() -> None:
    told = harvest(listings(*range(10)), batch_day=None)
    assert set_aside(told, mondays(*range(10))) is told


@given(st.dictionaries(st.integers(0, 30), st.sampled_from([MONDAY, TUESDAY]), max_size=30), st.integers(0, 30))
def test_setting_aside_twice_is_setting_aside_once_and_order_does_not_matter(
    days: dict[int, date], size: int
) -> None:
    told = harvest(listings(*range(size)))
    once = set_aside(told, known(days))
    assert set_aside(once, known(days)) == once
    backwards = set_aside(replace(told, listings=told.listings[::-1]), known(days))
    assert backwards.state is once.state
    assert backwards.listings[::-1] == once.listings
