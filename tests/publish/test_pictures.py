"""Charts and the matrix of fields: what they count, and how it is set."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from radar.publish import pictures

FRIDAY = date(2026, 6, 19)
COUNTS = st.lists(st.integers(0, 500), max_size=30)


@given(COUNTS)
def test_bars_stay_in_their_box_and_nothing_has_no_bar(counts: list[int]) -> None:
    chart = pictures.chart([(FRIDAY + timedelta(days=n), count) for n, count in enumerate(counts)])
    assert (chart.total, chart.most) == (sum(counts), max(counts, default=0))
    for bar in chart.bars:
        assert 0 <= bar.x < bar.x + bar.width <= chart.width
        assert bar.y + bar.height == chart.height
        assert (bar.height > 0) == (bar.count > 0)
        assert (bar.height == chart.height) == (0 < bar.count == chart.most) or bar.count > 0.99 * chart.most


def test_a_matrix_is_symmetric_and_the_most_joined_field_leads() -> None:
    found = pictures.matrix({("bio", "cs"): 3, ("cs", "earth"): 1})
    assert found is not None
    assert found.fields == ("cs", "bio", "earth")
    assert found.rows == ((0, 3, 1), (3, 0, 0), (1, 0, 0))
    assert [found.level(count) for count in (0, 1, 2, 3)] == [0, 2, 3, 4]


def test_where_nothing_was_joined_there_is_no_matrix() -> None:
    assert pictures.matrix({}) is None
