"""Cut a long list, newest first, into pages that stay: full ones, numbered from the oldest.

The list's own page shows the newest; what it does not show lies in the numbered pages. A
numbered page is written once and never again, however the list grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def full_pages(count: int, per_page: int) -> int:
    """Count the numbered pages; 0 while everything stands on the list's own."""
    return count // per_page if count > per_page else 0


def page_of(found: Sequence[_T], number: int, per_page: int) -> Sequence[_T]:
    """Give what a page shows, newest first; `number` 0 is the list's own page."""
    start, end = stretch(number, len(found), per_page)
    return found[start:end]


def stretch(number: int, count: int, per_page: int) -> tuple[int, int]:
    """Give the first place and the place after the last of what a page shows, counted from the newest."""
    if number == 0:
        return 0, per_page
    end = count - (number - 1) * per_page
    return end - per_page, end


def newer(number: int, count: int, per_page: int) -> int | None:
    """Name the page of what is newer, 0 for the list's own, None where there is none."""
    if number == 0:
        return None
    return number + 1 if number < _first_older(count, per_page) else 0


def older(number: int, count: int, per_page: int) -> int:
    """Name the page of what is older, 0 where there is none."""
    return number - 1 if number else _first_older(count, per_page)


def _first_older(count: int, per_page: int) -> int:
    """Name the newest numbered page that holds something which the list's own does not show."""
    return -(-(count - per_page) // per_page) if full_pages(count, per_page) else 0
