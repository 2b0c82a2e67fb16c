"""What `clean` lets through, and that nothing hostile gets past it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift.text import (
    ABSTRACT_LIMIT,
    TITLE_LIMIT,
    clean,
    clean_abstract,
    clean_author,
    clean_authors,
    clean_title,
    shorten,
)

HOSTILE = (
    "\x00\x07\x1b\x1f\x7f\x85\t\n\r\v\f \xa0\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a"
    "\u202e\u2060\u2066\u2069\u206f\u3000\ufe0f\ufeff\ufffb\ufffd\ufffe\uffff\ufdd0\ud800\udfff\U0001fffe\U0010ffff\U000e0001"
    "\U000e0041\U000e0100e\u0301\u0316\u0344\u0f73ae\u0300\u212b\uac00\u1100\u1161\u0915\u094d\u0937\u0628\u0645\u4e2d<&…"
)
ANY_TEXT = st.text() | st.text(alphabet=HOSTILE) | st.text(alphabet=st.characters(codec=None, categories=None))


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT, st.integers(min_value=0, max_value=40))
def test_a_limit_holds_and_is_idempotent(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned


@given(ANY_TEXT)
def test_nothing_hostile_remains(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    cleaned.encode("utf-8")
    for character in cleaned:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert ord(character) & 0xFFFE != 0xFFFE
        assert not 0xFDD0 <= ord(character) <= 0xFDEF
        assert not 0xE0000 <= ord(character) <= 0xE007F
        assert character not in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


@given(st.text(alphabet=st.characters(codec="ascii", min_codepoint=33, max_codepoint=126)))
def test_visible_text_loses_no_character(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("one\r\n two\tthree\u00a0four\u2028five", "one two three four five"),
        ("p < 0.05 and q > 3 & r", "p < 0.05 and q > 3 & r"),
        ("Status: draft\rSave_as: CNAME", "Status: draft Save_as: CNAME"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("hid\U000e0068\U000e0069den\u200b", "hidden"),
        ("cafe\u0301", "café"),
        ("lone \ud800 surrogate \ufffe\uffff", "lone surrogate"),
        ("e\u200dn\u200cd", "end"),
        ("a\ufe0f\ufe0fb \ufe0fc", "a\ufe0fb c"),
        ("大模型\u3000智能体", "大模型 智能体"),
    ],
)
def test_examples(dirty: str, expected: str) -> None:
    assert clean(dirty) == clean(expected) == expected


@pytest.mark.parametrize("word", ["\u0915\u094d\u200d\u0937", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"])
def test_a_word_keeps_the_joiner_it_is_spelled_with(word: str) -> None:
    assert clean(word) == word


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdef", 5) == "abcd…"
    assert shorten("abc def", 5) == "abc…"
    assert [shorten("abc", n) for n in (2, 1, 0)] == ["a…", "…", ""]


def test_titles_abstracts_and_names_have_their_limits() -> None:
    assert len(clean_title("t" * 9999)) == TITLE_LIMIT
    assert len(clean_abstract("a" * 99_999)) == ABSTRACT_LIMIT
    assert clean_author(" Sample\n Author 1 ") == "Sample Author 1"


def test_every_author_is_kept_and_empty_names_are_not() -> None:
    names = [f"Sample  Author {n}" for n in range(3632)]
    assert clean_authors([*names, " \u200b", ""]) == tuple(f"Sample Author {n}" for n in range(3632))


def test_long_runs_of_combining_marks_are_bounded() -> None:
    cleaned = clean("e" + "\u0301\u0316" * 500_000 + " end")
    assert cleaned.endswith(" end")
    assert len(cleaned) < 40


def test_a_million_hostile_characters_are_cleaned_to_the_limit() -> None:
    for unit in ("\u202e", "é\u0301\u0316", "\ud800a", " \n"):
        assert len(clean_abstract(unit * (1_000_000 // len(unit)))) <= ABSTRACT_LIMIT


def test_real_titles_and_names_come_out_complete(shared: Path) -> None:
    folder = shared / "data/feeds/tricky-real"
    rows = [json.loads(line) for line in (folder / "tricky_titles.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) > 500
    for row in rows:
        cleaned = clean(row["title"])
        assert clean(cleaned) == cleaned
        kept = {c for c in unicodedata.normalize("NFC", row["title"]) if unicodedata.category(c)[0] in "LNSP"}
        assert kept == {c for c in cleaned if unicodedata.category(c)[0] in "LNSP"}


def test_what_holds_no_letter_is_no_author() -> None:
    assert clean_authors(["Sample Lab", ":", "·", "Sample Author 1", "李示例"]) == (
        "Sample Lab",
        "Sample Author 1",
        "李示例",
    )
