"""Pages of a long list: complete, each item once among the numbered, and numbered ones that stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from radar.publish import paging

COUNTS = st.integers(0, 200)
SIZES = st.integers(1, 20)


@given(COUNTS, SIZES)
def test_following_older_from_the_lists_own_page_meets_everything(count: int, size: int) -> None:
    found = list(range(count))
    seen, number = set(paging.page_of(found, 0, size)), 0
    while number := paging.older(number, count, size):
        seen |= set(paging.page_of(found, number, size))
    assert seen == set(found)


@given(COUNTS, SIZES, st.integers(0, 50))
def test_a_numbered_page_does_not_change_when_the_list_grows(count: int, size: int, more: int) -> None:
    before = list(range(count, 0, -1))  # newest first
    after = list(range(count + more, 0, -1))
    for number in range(1, paging.full_pages(count, size) + 1):
        assert paging.page_of(before, number, size) == paging.page_of(after, number, size)


@given(COUNTS, SIZES)
def test_numbered_pages_are_full_and_share_nothing(count: int, size: int) -> None:
    pages = [paging.page_of(range(count), n, size) for n in range(1, paging.full_pages(count, size) + 1)]
    assert {len(page) for page in pages} <= {size}
    assert len({item for page in pages for item in page}) == len(pages) * size


@given(COUNTS, SIZES)
def test_newer_leads_back_to_the_lists_own_page(count: int, size: int) -> None:
    number, steps = paging.older(0, count, size), 0
    assert paging.newer(0, count, size) is None
    while number and (number := paging.newer(number, count, size) or 0):
        steps += 1
        assert steps <= count
    assert number == 0


def test_a_list_that_fits_has_no_numbered_pages() -> None:
    assert paging.full_pages(5, 5) == 0
    assert paging.older(0, 5, 5) == 0
    assert paging.full_pages(6, 5) == 1
    assert paging.older(0, 6, 5) == 1
