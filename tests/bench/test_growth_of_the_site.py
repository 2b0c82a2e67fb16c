"""Hold what a growing archive may cost, in files and bytes, never in seconds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from growing_sites import SIZES, Story

_EACH_DAY = 60
"""Files that a day adds to the site, in both languages, at most: its pages, feeds of its briefings, its data."""
_GROWN_OLD = 100
"""Files of the one day that turns ninety days old: its citations and pictures go, its pages let go of abstracts."""


def test_where_nothing_changed_nothing_is_written(few: Story, many: Story) -> None:
    assert few.again.touched == set()
    assert many.again.touched == set()


def test_files_grow_with_days(few: Story, many: Story) -> None:
    days, papers = (SIZES[1][0] - SIZES[0][0]), SIZES[1][0] * SIZES[1][1]
    own_pages = sum(name.startswith(("p/", "en/p/")) for name in many.all.after)
    assert own_pages <= 2 * papers
    assert len(many.all.after) - len(few.all.after) <= _EACH_DAY * days + own_pages


def test_a_day_more_touches_as_many_files_where_the_archive_is_many_times_as_long(few: Story, many: Story) -> None:
    more = kinds(many.day.touched) - kinds(few.day.touched)
    assert len(many.day.touched) <= len(few.day.touched) + _GROWN_OLD, more


def test_what_a_day_more_writes_grows_slower_than_the_archive(few: Story, many: Story) -> None:
    """Lists and the newest period of search are not yet full here: they grow until they are."""
    assert SIZES[1][0] >= 3 * SIZES[0][0]
    assert many.day.written <= 2 * few.day.written


def test_pages_of_days_long_past_are_not_touched(many: Story) -> None:
    whole = {name for name in many.all.after if name.endswith("index.html") and name.split("/")[0].isdigit()}
    assert len(whole & many.day.touched) <= len(whole) / 4


def kinds(names: set[str]) -> Counter[str]:
    """Count files by the folder they lie in, languages apart."""
    return Counter("/".join(Path(name).parts[:2]) for name in names)
