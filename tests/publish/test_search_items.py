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
from radar.publish.search.search_items import Period, items, periods
from radar.publish.view import Day, Site


def _site(sizes: list[int], hidden: int = 0, step: int = 1) -> Site:
    """Invent days of so many papers, the oldest first; as many as `hidden` of the first are taken down."""
    days = []
    for n, size in enumerate(sizes):
        day = FRIDAY + timedelta(days=step * n)
        entries = [invented.entry(invented.paper(100 * n + i, day=day)) for i in range(size)]
        gone = hidden if n == 0 else 0
        slugs = tuple(each.slug for each in entries[:gone])
        days.append(Day(day=day, papers=tuple(entries[gone:]), taken_down=slugs))
    return invented.site(reversed(days))


def _slugs(site: Site) -> list[list[str]]:
    return [[item.entry.slug for item in items(site, period) if item.entry] for period in periods(site)]


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_items, "PER_BLOCK", 30)
    monkeypatch.setattr(search_items, "PER_PART", 10)


@pytest.mark.usefixtures("_small")
@given(st.lists(st.integers(1, 25), max_size=12), st.sampled_from([1, 20]))
def test_every_paper_is_in_one_period_and_periods_hold_whole_days(sizes: list[int], step: int) -> None:
    site = _site(sizes, step=step)
    found, slugs = periods(site), [slug for period in _slugs(site) for slug in period]
    assert len(slugs) == len(set(slugs)) == sum(sizes)
    assert len({period.name for period in found}) == len(found)
    assert [period.items for period in found] == [len(list(items(site, period))) for period in found]
    assert all(before.last < after.first for before, after in pairwise(found))
    for period in found:
        assert period.items <= (30 if period.is_lean else 10) or period.first == period.last
        assert not (period.is_lean and site.is_recent(period.last))


@pytest.mark.usefixtures("_small")
@given(st.lists(st.integers(1, 12), min_size=1, max_size=10), st.integers(1, 12))
def test_a_new_day_changes_no_period_but_the_newest(sizes: list[int], more: int) -> None:
    before, after = periods(_site(sizes)), periods(_site([*sizes, more]))
    assert after[: len(before) - 1] == before[:-1]
    assert after[len(before) - 1].days[: len(before[-1].days)] == before[-1].days
    assert after[len(before) - 1].name == before[-1].name
    assert len(after) <= len(before) + 1


@pytest.mark.usefixtures("_small")
@given(st.lists(st.integers(1, 25), min_size=1, max_size=12))
def test_a_lean_period_is_never_cut_again(sizes: list[int]) -> None:
    lean: dict[str, Period] = {}
    for count in range(1, len(sizes) + 1):
        found = {period.name: period for period in periods(_site(sizes[:count], step=40)) if period.is_lean}
        assert lean.items() <= found.items()
        lean = found


@pytest.mark.usefixtures("_small")
def test_a_paper_taken_down_moves_no_border() -> None:
    whole, hidden = periods(_site([8, 3, 8])), periods(_site([8, 3, 8], hidden=5))
    assert [(p.first, p.last) for p in whole] == [(p.first, p.last) for p in hidden]
    assert hidden[0].items == 3


def test_within_a_day_the_best_comes_last_and_briefings_behind_it() -> None:
    shown = [invented.paper(n) for n in (1, 2)]
    day = Day(
        day=FRIDAY,
        papers=tuple(map(invented.entry, shown)),
        briefings={lang: (invented.briefing(shown, lang=lang),) for lang in ("zh", "en")},
    )
    site = invented.site([day])
    (period,) = periods(site)
    found = list(items(site, period))
    assert [item.entry.slug if item.entry else item.name for item in found] == [
        "arxiv-2606.00002",
        "arxiv-2606.00001",
        "2026-06-19-samples",
    ]
    assert sorted(found[-1].briefings) == ["en", "zh"]
    assert (period.papers, period.items) == (2, 3)


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
    site = invented.site(days)
    (period,) = periods(site)
    found = [item.entry.paper.id[-1] for item in items(site, period) if item.entry]
    assert period.items == 4
    assert found == ["1", "4", "3", "2"]


def test_an_empty_archive_has_no_period() -> None:
    assert periods(invented.site([])) == ()


def test_a_day_of_nothing_but_papers_taken_down_is_in_a_period() -> None:
    site = invented.site([Day(day=date(2026, 1, 1), taken_down=("arxiv-1",))])
    (period,) = periods(site)
    assert (period.items, list(items(site, period))) == (0, [])
