from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.brief.ground.spans import Searchable, find_all, is_long_enough

TEXT = "The rate rose by 13.5 points to 1,204 per day; naïve “models” of $\\alpha$-decay (n = 12) failed — often."


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("rose by 13.5 points", "rose by 13.5 points"),
        ("ROSE  BY 13.5\npoints", "rose by 13.5 points"),
        ('naïve "models" of', "naïve “models” of"),
        ("nai\u0308ve 'models' of", "naïve “models” of"),
        ("of alpha-decay", "of $\\alpha$-decay"),
        ("failed - often", "failed — often"),
        ("5 points to 1", ""),
        ("3.5 points", ""),
        ("points to 1,20", ""),
        ("points to 1", ""),
        ("ose by 13.5", ""),
        ("rose by 13.5 poin", ""),
        ("13.5 points; to 1,204", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_quotation_is_found_in_whole_words_and_figures(quoted: str, found: str) -> None:
    assert Searchable(TEXT).find(quoted) == found


def test_words_of_chinese_have_no_edges() -> None:
    assert Searchable("该模型将准确率提高了5%。").find("准确率提高") == "准确率提高"
    assert Searchable("该模型将准确率提高了15%。").find("提高了5%") == ""
    assert Searchable("该模型将准确率提高了15%。").find("5%") == ""


@pytest.mark.parametrize(
    ("piece", "long"),
    [
        ("in six of ten", True),
        ("fourteen chars", False),
        ("fifteen letters", True),
        ("准确率提高了五个", True),
        ("准确率提高", False),
    ],
)
def test_a_span_is_fifteen_characters_or_four_words_long_chinese_counting_double(piece: str, long: bool) -> None:  # noqa: FBT001 (a parameter)
    assert is_long_enough(piece) is long


def test_pieces_between_ellipses_are_found_each_for_itself() -> None:
    texts = (Searchable("One two three four five."), Searchable("Six seven eight nine ten."))
    assert find_all("two three four five ... six seven eight nine", texts) == (
        "two three four five",
        "Six seven eight nine",
    )
    assert find_all("two three four five [...] never stood here at all", texts) == ("two three four five",)


@given(st.text(min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_found_stands_in_the_text_and_is_found_again(text: str, start: int, end: int) -> None:
    searched = Searchable(text)
    found = searched.find(text[start:end])
    assert found in text
    if found:
        assert searched.find(found) == found
