"""Texts taken apart into what search finds: words, and Han and kana one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from radar.publish.search import search_words

HAN = st.text("药物发现图神经网络のモデル", min_size=1, max_size=8)
WORD = st.text("abcdefgXYZ0123456789éß", min_size=1, max_size=12)


def test_words_are_parted_at_every_sign() -> None:
    assert search_words.spaced("Graph-based GPT-4: don't_ask (R&D)") == "Graph based GPT 4 don t ask R D"


def test_words_leave_out_han_and_kana_and_keep_hangul() -> None:
    assert search_words.spaced("用LLM做 推理", "모델 3.5 のモデル") == "LLM 모델 3 5"


def test_width_and_styles_of_letters_do_not_matter() -> None:
    assert search_words.spaced("ＡＢＣ ﬁne 𝑥") == "ABC fine x"


def test_a_word_without_end_is_cut() -> None:
    assert search_words.spaced("a" * 5000 + " b") == "a" * 40 + " b"


def test_what_has_no_han_is_not_in_the_other_index() -> None:
    assert search_words.unspaced("Only words", "", "모델") == ""


def test_han_parts_at_words_at_signs_and_between_texts() -> None:
    assert search_words.unspaced("药物。发现LLM图", "plain", "网络") == "药 物 x 发 现 x 图 x 网 络"


def test_han_does_not_part_at_spaces() -> None:
    assert search_words.unspaced("药物\n 发现") == "药 物 发 现"


@given(st.lists(HAN | WORD | st.sampled_from(["，", " ", "-", "$x^2$", "<b>"]), max_size=12))
def test_each_run_of_han_stands_in_the_index_as_it_stands_in_the_text(parts: list[str]) -> None:
    indexed = f" {search_words.unspaced(''.join(parts))} "
    for run in "".join(part if search_words._IS_UNSPACED.match(part) else " | " for part in parts).split(" | "):  # noqa: SLF001 - what Han is
        assert not run or f" {' '.join(run)} " in indexed


@given(st.lists(WORD, min_size=1, max_size=8))
def test_words_are_taken_apart_once_and_for_all(words: list[str]) -> None:
    once = search_words.spaced(" ".join(words))
    assert search_words.spaced(once) == once
    assert len(once.split()) >= len(words)


@given(st.text(max_size=200))
def test_nothing_but_words_and_spaces_comes_out(text: str) -> None:
    for out in (search_words.spaced(text), search_words.unspaced(text)):
        assert all(part.isalnum() or search_words._IS_UNSPACED.match(part) for part in out.split())  # noqa: SLF001
        assert out == out.strip()
        assert "  " not in out
