"""Where sentences of scientific prose end, on invented text and on real abstracts."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift.text import clean_abstract, sentences

PROSE = st.lists(
    st.sampled_from(
        (
            *(
                "We",
                "show",
                "it.",
                "e.g.",
                "et al.",
                "(Fig.",
                "3).",
                "$x.",
                "y$",
                "$5",
                "J.",
                "Z.",
                "vs.",
                "...",
                "1.",
                "i)",
            ),
            *(
                "Really?",
                '"Yes."',
                "。",
                "结果！",
                "https://example.org/a.b.",
                "(",
                ")",
                "[",
                "]",
                "No.",
                "0.5.",
                "The",
                "\n",
                "  ",
            ),
        )
    )
).map(" ".join)


@given(PROSE | st.text())
def test_nothing_is_lost_but_white_space(text: str) -> None:
    parts = sentences(text)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(PROSE | st.text())
def test_every_sentence_is_a_slice_of_the_text_in_order(text: str) -> None:
    place = 0
    for part in sentences(text):
        place = text.index(part, place) + len(part)
        assert part == part.strip() != ""


@pytest.mark.parametrize(
    "text",
    [
        "We use metrics, e.g. Recall and i.e. Precision, cf. Table 2.",
        "As Doe et al. (2020) and Roe et al. [3] have it, A vs. B matters.",
        "See Fig. 3, Figs. 4 and Eq. 5 of Sec. 2, resp. No. 7.",
        "It runs 3.5x faster at p < 0.05 with 99.9% of accuracy v1.2 gave.",
        "We bound $f(x) = 1. Y$ and $$z. W$$ from below.",
        "By A. B. Sample, J.-C. Sample and X. Y. Z. Sample.",
        "We give bounds (they are tight. See below) and a proof.",
        "We follow a theorem [A. Sample, J. Math. Phys. 12, 34 (2000)] and extend it.",
        "We find isolates of E. coli, Sampleia exempli sp. nov. and others.",
        "The code is at https://example.org/a.b?c=d. html for all.",
        "We release version 2.0. and more.",
        "It has parts: 1. Reading, and 2. Writing.",
        "It costs $5. per run.",
        "with i.i.d. Gaussian noise in the U.S. Army data",
        "A title without an end",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == (text,)


@pytest.mark.parametrize(
    "parts",
    [
        ("We propose X.", "It works!", "Does it?", "Yes."),
        ("This was reported by Doe et al.", "Here we differ."),
        ("We use A, B, etc.", "Results improve."),
        ("It costs $5.", "We pay $10."),
        ("We show that $x$ is $y$.", "$Z$ is not."),
        ("We follow plan B.", "The rest is easy."),
        ("The noise is i.i.d.", "We prove it."),
        ('They call it "done."', "We do not."),
        ("We do three things.", "(i) We read.", "(ii) We write."),
        ("1. We read.", "2. We write."),
        ("It holds (see Sec. 3).", "Then it fails."),
        ("Intervals like [0,1) are open.", "We close them."),
        ("The code is at https://example.org/a.b.", "Enjoy."),
        ("We name it sampleNet.", "iSample follows."),
        ("本文提出一种方法。", "结果表明有效！", "为什么？", "“因为。”", "见图 3.2。"),
        ("We wait…", "Then we act."),
    ],
)
def test_sentences_are_told_apart(parts: tuple[str, ...]) -> None:
    joiner = "" if "。" in parts[0] else " "
    assert sentences(joiner.join(parts)) == parts


def test_there_are_none_in_nothing() -> None:
    assert sentences("") == sentences(" \n") == ()


def test_long_hostile_text_is_split() -> None:
    for unit in (". A", "$", "$x", "(", "). A", "\\", "https://a", "。", "a.", "Fig. 3 ", "! ", ".", ".)", "(. "):
        assert sentences(unit * (200_000 // len(unit)))


def test_real_abstracts_split_into_whole_sentences(shared: Path) -> None:
    total = torn = 0
    for file in ("arxiv-all/2016-02", "arxiv-cs/2025-10"):
        with gzip.open(shared / f"data/corpus/{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, 2500):
                abstract = clean_abstract(json.loads(line)["abstract"])
                parts = sentences(abstract)
                assert "".join("".join(parts).split()) == "".join(abstract.split())
                total += len(parts)
                torn += sum(len(part.split()) < 4 and not part.endswith((":", "!", "?")) for part in parts)
    assert 5 * 5000 < total < 9 * 5000
    assert torn < total * 0.005
