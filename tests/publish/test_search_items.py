"""What search finds, and how the archive is cut into periods that stay."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRIDAY, THURSDAY

from radar.models import Genre
from radar.publish.search import search_items
from radar.publish.search.search_items import Period, periods
from radar.publish.view import Day, Site


def _site(sizes: list[int], hidden: int = 0) -> Site:
    """Invent days of so many papers, the oldest first; as many as `hidden` of the first are taken down."""
    days = []
    for n, size in enumerate(sizes):
        day = FRIDAY + timedelta(days=n)
        entries = [invented.entry(invented.paper(100 * n + i, day=day)) for i in range(size)]
        gone = hidden if n == 0 else 0
        slugs = tuple(each.slug for each in entries[:gone])
        days.append(Day(day=day, papers=tuple(entries[gone:]), taken_down=slugs))
    return invented.site(reversed(days))


def _slugs(found: tuple[Period, ...]) -> list[list[str]]:
    return [[item.entry.slug for item in period.items if item.entry] for period in found]


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_items, "PER_PERIOD", 10)


@pytest.mark.usefixtures("_small")
@given(st.lists(st.integers(1, 25), max_size=12))
def test_every_paper_is_in_one_period_and_periods_hold_whole_days(sizes: list[int]) -> None:
    found = periods(_site(sizes))
    slugs = [slug for period in _slugs(found) for slug in period]
    assert len(slugs) == len(set(slugs)) == sum(sizes)
    assert [period.number for period in found] == list(range(len(found)))
    for before, after in pairwise(found):
        assert before.last < after.first
        assert len(before.items) + sum(item.day == after.first for item in after.items) > 10
    assert all(len(period.items) <= 10 or period.first == period.last for period in found)


@pytest.mark.usefixtures("_small")
@given(st.lists(st.integers(1, 12), min_size=1, max_size=10), st.integers(1, 12))
def test_a_new_day_changes_no_period_but_the_newest(sizes: list[int], more: int) -> None:
    before, after = _slugs(periods(_site(sizes))), _slugs(periods(_site([*sizes, more])))
    assert after[: len(before) - 1] == before[:-1]
    assert after[len(before) - 1][: len(before[-1])] == before[-1]


@pytest.mark.usefixtures("_small")
def test_a_paper_taken_down_moves_no_border() -> None:
    whole, hidden = periods(_site([8, 3, 8])), periods(_site([8, 3, 8], hidden=5))
    assert [(p.first, p.last) for p in whole] == [(p.first, p.last) for p in hidden]
    assert len(hidden[0].items) == 3


def test_within_a_day_the_best_comes_last_and_briefings_behind_it() -> None:
    shown = [invented.paper(n) for n in (1, 2)]
    day = Day(
        day=FRIDAY,
        papers=tuple(map(invented.entry, shown)),
        briefings={lang: (invented.briefing(shown, lang=lang),) for lang in ("zh", "en")},
    )
    (period,) = periods(invented.site([day]))
    assert [item.entry.slug if item.entry else item.name for item in period.items] == [
        "arxiv-2606.00002",
        "arxiv-2606.00001",
        "2026-06-19-samples",
    ]
    assert sorted(period.items[-1].briefings) == ["en", "zh"]
    assert period.papers == 2


def test_notices_news_and_papers_met_late_are_found_too_and_events_of_known_papers_are_not_found_twice() -> None:
    known, late = invented.paper(1, day=THURSDAY), invented.paper(2)
    notice = invented.entry(invented.paper(3, genre=Genre.CORRECTION))
    news = invented.entry(invented.paper(4, genre=Genre.NEWS))
    days = [
        Day(
            day=FRIDAY,
            events=(invented.event(known, FRIDAY), invented.event(late, FRIDAY)),
            notices=(notice,),
            news=(news,),
        ),
        Day(day=THURSDAY, papers=(invented.entry(known),)),
    ]
    (period,) = periods(invented.site(days))
    found = [item.entry.paper.id[-1] for item in period.items if item.entry]
    assert found == ["1", "4", "3", "2"]


def test_an_empty_archive_has_no_period() -> None:
    assert periods(invented.site([])) == ()


def test_a_day_of_nothing_but_papers_taken_down_is_in_a_period() -> None:
    (period,) = periods(invented.site([Day(day=date(2026, 1, 1), taken_down=("arxiv-1",))]))
    assert period.items == ()
