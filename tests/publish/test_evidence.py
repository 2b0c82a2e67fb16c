"""Quotations are held against what they are quoted from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import small_archive
from radar.publish.evidence import stands, texts

ABSTRACT = "We invent a router,  and it\nhalves nothing. It costs 5 % more. 本文虚构一种潮汐。"


@given(st.integers(0, len(ABSTRACT)), st.integers(0, len(ABSTRACT)))
def test_every_piece_of_a_text_stands_in_it(start: int, end: int) -> None:
    piece = ABSTRACT[min(start, end) : max(start, end)]
    assert stands(piece, (ABSTRACT,)) == bool(piece.strip())


def test_case_and_white_space_do_not_count_and_words_do() -> None:
    assert stands("we INVENT a router, and it halves", (ABSTRACT,))
    assert stands("  本文虚构\n一种潮汐", ("本文虚构 一种潮汐",))
    assert not stands("We invent the router", (ABSTRACT,))
    assert not stands("halves nothing. It costs 6 %", (ABSTRACT,))


def test_an_ellipsis_leaves_out_what_lies_between_in_order() -> None:
    assert stands("We invent … halves nothing", (ABSTRACT,))
    assert stands("We invent...it costs 5 %…", (ABSTRACT,))
    assert not stands("halves nothing … We invent", (ABSTRACT,))
    assert not stands("It costs … It costs", (ABSTRACT,))


def test_parts_of_two_texts_are_no_quotation() -> None:
    assert not stands("a tide … a router", ("a tide", "a router"))
    assert stands("a router", ("a tide", "a router"))


def test_nothing_stands_nowhere() -> None:
    for span in ("", "  ", "…", " ... "):
        assert not stands(span, (ABSTRACT,)), span
    assert not stands("x", ())


def test_title_and_abstract_of_every_version_may_be_quoted() -> None:
    first, second = small_archive.paper(1), small_archive.paper(1, title="Revised", abstract="")
    assert texts((first, second)) == (first.title, first.abstract, "Revised")
