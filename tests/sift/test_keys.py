"""Spellings that are one name or title, and those that are not."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift import keys
from radar.sift.keys import may_be_one_author
from radar.sift.text import family_name, fold_letters, fold_name, fold_title

WORDS = st.lists(st.text(alphabet="abcdeé xyzÅøΩ中 文-'", min_size=1), min_size=1).map(" ".join)


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("Bi, Shuchao", "Shuchao  Bi", "SHUCHAO BI", "Shuchao Bi†", "Shuchao Bi1,2"), "shuchao bi"),
        (("J. R. Sample, Jr.", "Sample, J. R., Jr.", "Sample Jr., J. R.", "J.R. Sample Jr"), "j r sample jr"),
        (("Ana Sámple-Möller", "Sample‐Moller, Ana", "ANA SAMPLE MOLLER"), "ana sample moller"),
        (("O’Sample, Eve", "Eve O'Sample"), "eve osample"),
        (('S\\"ample, Å.', "Å. Sämple"), "a sample"),
        (("Sample, Jo, PhD", "Dr. Jo Sample", "Jo Sample (University of Nowhere)"), "jo sample"),
        (("样 本", "样本"), "样本"),
        (("Ｓample Øne", "Sample One"), "sample one"),
        (("Jr.",), "jr"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...], key: str) -> None:
    assert {fold_name(name) for name in spellings} == {key}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shuchao Bi", "Shuchao Pang"),
        ("Shuchao Bi", "Shuchang Bi"),
        ("J. Sample", "Jo Sample"),
        ("Jo Sample Jr.", "Jo Sample III"),
        ("Sample Author 1", "Sample Author 2"),
        ("かき", "がき"),
    ],
)
def test_two_people_have_two_keys(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@given(WORDS)
def test_a_folded_name_folds_to_itself_whatever_its_case(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(folded) == folded == fold_name(f"  {name.upper()} ")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Bi, Shuchao", "bi"),
        ("Shuchao Bi", "bi"),
        ("Jan van der Sample", "sample"),
        ("van der Sample, Jan", "sample"),
        ("J. R. Sample, Jr.", "sample"),
        ("Sample JR", "sample"),
        ("Sample J", "sample"),
        ("Sample JA", "sample"),
        ("Mara WU", "wu"),
        ("Ana Mar Sámple-Möller", "moller"),
        ("Sample-Moller, A. M.", "moller"),
        ("Quo V. Le", "le"),
        ("Wei LI", "li"),
        ("Single", "single"),
        ("The SAMPLE Collaboration", "sample collaboration"),
        ("SAMPLE Collaboration", "sample collaboration"),
        ("Sample et al.", "sample"),
        ("样本", "样本"),
        ("", ""),
        ("§", ""),
    ],
)
def test_the_family_name_is_what_all_sources_give(name: str, family: str) -> None:
    assert family_name(name) == family


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wei Sample", "Sample, W."),
        ("J. Robert Sample", "Robert Sample"),
        ("Xiaoming Sample", "Xiao-Ming Sample"),
        ("Jean Sample", "Sample, Jean-Luc"),
        ("Ana Sample", "Sample AM"),
        ("Ána Sample", "ANA SAMPLE"),
        ("Sample", "Wei Sample"),
        ("SAMPLE Collaboration", "The Sample Collaboration"),
    ],
)
def test_names_that_may_be_one_author(one: str, other: str) -> None:
    assert may_be_one_author(one, other)
    assert may_be_one_author(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wei Sample", "Li Sample"),
        ("Wei Sample", "Wen Sample"),
        ("W. Sample", "Sample, L."),
        ("Wei Sample", "Sample LM"),
    ],
)
def test_names_that_cannot_be_one_author(one: str, other: str) -> None:
    assert not may_be_one_author(one, other)
    assert not may_be_one_author(other, one)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Top-K Sampling: a study", "Top K sampling — A Study.", "TOP-$K$  {S}ampling: A Study"),
        ("$\\alpha$-Sample in Schr\\\"odinger's {\\'E}tude", "α-sample in Schrödinger’s Étude"),
        ("Ho\\v{r}e and {\\O}re & $\\mathbb{R}^2$", "Hoře and Øre and ℝ²"),
        ("SO$_2$ and $\\Delta\\varepsilon$", "SO₂ and Δε", "SO2 and \\Delta\\epsilon"),
        ("Samples $e^+e^-$ with $\\text{R}\\times \\textit{S}$", "Samples e⁺e⁻ with R × S"),
        ("大模型：样本的研究", "大模型:样本的研究"),
        ("$B^0_s\\to\\mu^+\\mu^-$ of $\\Lambda$Samples", "B⁰_s→μ⁺μ⁻ of ΛSamples", "B_s⁰ -> μ⁺μ⁻ of Λ samples"),
        ("$\\bar{D}^*$ and $\\overline{\\mathrm{MS}}$", "D̄* and MS¯", "D¯∗ and MS‾"),
        ("Samples in e+e- collisions", "samples in $e^+e^-$ collisions", "Samples in e⁺e⁻ collisions"),
        ("La$_{1-x}$Sr$_x$MnO$_3$ samples", "La1−xSrxMnO₃ samples", "La1-xSrxMnO3 samples"),
        ("$Z'$ and $f^\\prime$ for $p\\leq 2$", "Z′ and f′ for p ≤ 2", "Z' and f' for p <= 2"),
        ("On L$^\\infty$ and C$^*$-samples*", "On L^∞ and C*-samples", "On L∞ and C∗‐samples"),
        ("On $\\R^n$ and $\\partial_x$ \\textit{samples}", "On ℝⁿ and ∂ₓ samples", "On Rⁿ and ∂_x samples"),
        ("The authors' sample; Plan B's tide", "The authors’ sample; plan B’s tide"),
    ],
)
def test_spellings_of_one_title_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({fold_title(title) for title in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On samples. Part I", "On samples. Part II"),
        ("On samples 1", "On samples 2"),
        ("Search for $B^+$ samples", "Search for $B^0$ samples"),
        ("The $D$ meson", "The $D^*$ meson"),
        ("Tides to D*", "Tides to D"),
        ("Search for $B^+$ samples", "Search for $B^-$ samples"),
        ("Search for B- samples", "Search for B samples"),
        ("Search for $\\bar{B}$ samples", "Search for $B$ samples"),
        ("A Z′ sample", "A Z sample"),
        ("Samples for $p<2$", "Samples for $p>2$"),
        ("Samples for $p\\le2$", "Samples for $p\\neq2$"),
        ("Samples in $H^{-1}$", "Samples in $H^1$"),
        ("Sample 2.0", "Sample 20"),
        ("A C# sample", "A C sample"),
        ("Samples in $L^\\infty$", "Samples in $L$"),
        ("Samples of $B^\\pm$", "Samples of $B^+$"),
        ("Sgr A*", "Sgr A"),
        ("A C sample", "A C++ sample"),
        ("$\\alpha$ decay", "$\\beta$ decay"),
        ("样本研究", "样本分析"),
        ("कि", "का"),
    ],
)
def test_two_titles_have_two_keys(one: str, other: str) -> None:
    assert fold_title(one) != fold_title(other)


@given(st.text())
def test_a_title_key_folds_to_itself(title: str) -> None:
    assert fold_title(fold_title(title)) == fold_title(title)


def test_marks_that_make_another_letter_stay() -> None:
    assert fold_letters("Ärger, Ångström, がくせい, Ｗide") == "arger, angstrom, がくせい, wide"


def test_distinct_real_papers_hardly_ever_share_title_and_family_name(shared: Path) -> None:
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in sorted((shared / "data/corpus/arxiv-all").glob("2016-0[12].jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["authors"]:
                    papers[fold_title(row["title"]), family_name(row["authors"][0])].add(row["id"])
    assert len(papers) > 15_000
    assert sum(len(ids) > 1 for ids in papers.values()) < len(papers) / 1000


PLAIN = st.lists(
    st.sampled_from(["Sample", "Author", "J", "van", "der", "Jr", "et", "al", "PhD", "III", ".", "-", " "])
)


@given(PLAIN.map(" ".join) | PLAIN.map("".join) | st.text(st.characters(max_codepoint=0x17F), max_size=30))
def test_a_plain_name_folds_as_any_name_does(name: str) -> None:
    given_names, family, suffix = keys._parts(name)  # noqa: SLF001 - the long way, which takes every name apart
    assert fold_name(name) == " ".join((*given_names, *family, *suffix))
