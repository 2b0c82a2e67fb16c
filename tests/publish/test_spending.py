from __future__ import annotations

from dataclasses import replace

import pytest

import small_archive
from radar.config import Budget
from radar.publish import i18n
from radar.publish.spending import spending

REPORT = replace(
    small_archive.report(small_archive.FRIDAY, "complete"),
    model={"calls": 9, "tokens_in": 1000, "tokens_out": 200, "usd": 0.75, "seconds": 30.0},
)


def test_what_is_left_is_told_for_each_bound_and_never_below_nothing() -> None:
    budget = Budget(max_usd_per_day=0.5, max_tokens_per_day=2000, max_calls_per_day=10, max_seconds_per_day=60)
    found = spending(REPORT, budget)
    assert found
    assert (found.calls, found.tokens_in, found.tokens_out, found.usd) == (9, 1000, 200, 0.75)
    assert found.left == {"usd": 0.0, "tokens": 800, "calls": 1, "seconds": 30}


def test_without_bounds_nothing_is_left_to_tell() -> None:
    found = spending(REPORT, Budget())
    assert found
    assert found.left == {}


@pytest.mark.parametrize("figures", [{}, {"calls": 0, "tokens_in": 0, "tokens_out": 0, "usd": 0.0}])
def test_where_no_model_was_asked_there_is_no_spending(figures: dict[str, float]) -> None:
    assert spending(replace(REPORT, model=figures), Budget(max_usd_per_day=1)) is None


def test_a_report_of_old_knows_no_seconds() -> None:
    found = spending(replace(REPORT, model={"calls": 1}), Budget(max_seconds_per_day=5, max_usd_per_day=2))
    assert found
    assert found.left == {"usd": 2.0, "seconds": 5.0}


@pytest.mark.parametrize(
    ("usd", "words"), [(0.0031, "0.0031"), (0.0999, "0.0999"), (0.1, "0.10"), (1.2, "1.20"), (1234.5, "1,234.50")]
)
def test_small_amounts_have_four_places(usd: float, words: str) -> None:
    assert i18n.money_words(usd) == words


def test_thousands_stand_apart() -> None:
    assert i18n.number_words(1234567.0) == "1,234,567"
