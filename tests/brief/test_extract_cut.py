"""Long sentences, quoted in part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.brief.extract_cut import MOST_CHARACTERS, MOST_WORDS, quoted
from radar.sift.text import ELLIPSIS

LONG = " ".join(f"w{n}" for n in range(100))


@given(st.text(max_size=1500) | st.text(alphabet="ab $(),;。，", max_size=1500))
def test_what_is_quoted_stands_in_the_sentence_and_has_room(sentence: str) -> None:
    found = quoted(sentence)
    assert sentence.startswith(found.span)
    assert len(found.span) <= MOST_CHARACTERS
    assert len(found.span.split()) <= MOST_WORDS
    if len(sentence) <= MOST_CHARACTERS and len(sentence.split()) <= MOST_WORDS:
        assert found.text == found.span == sentence
    else:
        assert found.text in (found.span, found.span + ELLIPSIS)


def test_sixty_words_are_quoted_whole_and_one_more_is_not() -> None:
    words = LONG.split()
    assert quoted(" ".join(words[:60])).text == " ".join(words[:60])
    assert quoted(" ".join(words[:61])).text == f"{' '.join(words[:60])}{ELLIPSIS}"


def test_four_hundred_characters_are_quoted_whole_and_one_more_is_not() -> None:
    assert quoted("字" * 400).text == "字" * 400
    assert quoted("字" * 401).span == "字" * 400


@pytest.mark.parametrize("mark", [", ", "; ", ": ", " - ", " — "])
def test_a_long_sentence_ends_with_its_last_clause_that_fits(mark: str) -> None:
    first = " ".join(LONG.split()[:40])
    assert quoted(f"{first}{mark}{LONG}").text == f"{first}{ELLIPSIS}"


def test_a_clause_in_chinese_ends_at_its_comma() -> None:
    assert quoted(f"{'字' * 300}，{'文' * 300}。").text == f"{'字' * 300}{ELLIPSIS}"


def test_a_clause_that_says_too_little_is_not_enough() -> None:
    assert quoted(f"However, {LONG}").span == f"However, {' '.join(LONG.split()[:59])}"


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("$", "$"), ("[", "]"), ("“", "”")])
def test_no_cut_falls_into_brackets_or_formulas(opening: str, closing: str) -> None:
    words = LONG.split()
    sentence = f"{' '.join(words[:50])} {opening}x, {' '.join(words[50:70])}{closing} {' '.join(words[70:])}"
    assert quoted(sentence).text == f"{' '.join(words[:50])}{ELLIPSIS}"


def test_a_sentence_that_was_cut_before_gets_no_second_ellipsis() -> None:
    assert not quoted(f"{' '.join(LONG.split()[:59])} end{ELLIPSIS} {LONG}").text.endswith(ELLIPSIS * 2)
