"""Phrases by which papers are told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.models import Paper
from radar.sift.phrases import as_written, phrases, rarity, says_more, sentence_with, singular


def paper(abstract: str, title: str = "") -> Paper:
    return Paper(
        id="arxiv:2603.00001",
        day=date(2026, 3, 4),
        title=title,
        authors=(),
        abstract=abstract,
        url="",
        places=(),
    )


def keys(abstract: str, title: str = "") -> set[str]:
    return set(phrases(paper(abstract, title)))


def test_a_phrase_stands_between_function_words_and_punctuation() -> None:
    assert keys("We saw lattice gauge walks, and with them coral reefs.") == {
        "lattice gauge walk",
        "lattice gauge",
        "gauge walk",
        "coral reef",
    }


def test_case_plural_and_hyphen_do_not_matter() -> None:
    assert keys("Reaction-diffusion matrices") & keys("reaction diffusion matrix") >= {"reaction diffusion matrix"}


@pytest.mark.parametrize(
    "empty",
    ["a novel method", "state-of-the-art results", "extensive experiments", "neural networks", "our new approach"],
)
def test_what_every_paper_says_is_no_phrase(empty: str) -> None:
    assert keys(f"We present {empty}.") == set()


def test_four_words_are_a_phrase_and_five_are_none() -> None:
    found = keys("Coral moss lichen algae kelp.")
    assert {"coral moss lichen algae", "moss lichen algae kelp"} <= found
    assert "coral moss lichen algae kelp" not in found


def test_adverbs_stand_at_no_edge_and_participles_do_not_end_a_phrase() -> None:
    assert keys("Coral randomly, randomly coral, coral weighted.") == {"coral"}
    assert {"coral anomaly", "coral seed", "excited coral"} <= keys("Coral anomaly, coral seeds; excited coral.")


@pytest.mark.parametrize("phrase", ["random walk", "graph neural network", "Ising model", "coral growth rate"])
def test_a_plain_word_is_kept_beside_one_that_tells(phrase: str) -> None:
    assert phrase.lower() in keys(f"This is about {phrase}.")


def test_a_single_word_must_be_said_twice() -> None:
    assert keys("Here is percolation.") == set()
    assert keys("Here is percolation.", title="Percolation") == {"percolation"}
    assert keys("Of percolation, of percolation.") == {"percolation"}


def test_what_stands_in_formulas_and_addresses_is_no_phrase() -> None:
    assert keys("For $random walk length$ see https://random.example/walk and \\emph nothing.") == set()


def test_an_accent_of_tex_does_not_break_a_word() -> None:
    assert 'nonlinear schr\\"odinger equation' in keys('The nonlinear Schr\\"odinger equation.')


def test_a_phrase_is_given_as_it_first_stands() -> None:
    assert as_written(paper("Of Coral Reefs and coral reefs."), "coral reef") == "Coral Reefs"
    assert as_written(paper("Of Coral Reefs and coral reefs."), "kelp forest") == ""


def test_chinese_runs_of_characters_are_phrases() -> None:
    assert "随机游走" in keys("我们研究了随机游走的性质。") & keys("本文用随机游走来解释。")
    assert not any("的" in key for key in keys("随机游走的性质"))


@given(st.text(max_size=300))
def test_every_phrase_stands_in_the_paper_and_leads_to_it(text: str) -> None:
    one = paper(text, title=text)
    for key in phrases(one):
        written = as_written(one, key)
        assert written in text
        assert key == key.lower()
        assert sentence_with(one, key)


def test_the_sentence_that_has_a_phrase_is_found_or_else_the_title() -> None:
    one = paper("First a lamp. Then coral reefs came. Coral reefs again.", title="Moss beds and coral reefs")
    assert sentence_with(one, "coral reef") == "Then coral reefs came."
    assert sentence_with(one, "moss bed") == "Moss beds and coral reefs"
    assert sentence_with(one, "snow") == ""


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_more_use_a_phrase_the_less_rare_it_is(few: int, more: int) -> None:
    few, more = sorted((few, more))
    assert 1 >= rarity(few, 1000) >= rarity(more, 1000) > 0


def test_a_phrase_says_more_than_one_that_it_holds() -> None:
    assert says_more("random walk", "walk")
    assert not says_more("walk", "walk")
    assert not says_more("sidewalk", "walk")
    assert says_more("随机游走", "随机")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("bodies", "body"), ("networks", "network"), ("matrices", "matrix"), ("classes", "class")),
        *(("physics", "physics"), ("analysis", "analysis"), ("class", "class"), ("processes", "process")),
        *(("gas", "gas"), ("boxes", "box"), ("series", "series")),
    ],
)
def test_plurals_lose_their_ending(word: str, expected: str) -> None:
    assert singular(word) == expected
