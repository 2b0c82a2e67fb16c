"""Gists and briefings taken from abstracts, word for word."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from datetime import date
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.brief.extract import ENOUGH, MOST, gist, topic_briefing
from radar.config import Topic
from radar.models import Briefing, Paper, Ranked
from radar.sift.text import clean_abstract, clean_title, sentences

DAY = date(2026, 3, 4)
TOPIC = Topic(id="sample-topic", name={"zh": "样本", "en": "Samples"})

TEXT = st.text() | st.lists(
    st.sampled_from(
        ("We propose it.", "However, no.", "Why?", "本文提出。", "The sample", "is", "good.", "$x.$", "…")
    )
).map(" ".join)


def paper(abstract: str, *, title: str = "On reading samples", name: str = "2603.00001") -> Paper:
    return Paper(id=f"arxiv:{name}", day=DAY, title=title, authors=(), abstract=abstract, url="", places=())


def ranked(*abstracts: str) -> tuple[Ranked, ...]:
    return tuple(
        Ranked(paper=paper(text, name=f"2603.{n:05}"), score=1.0, reasons=()) for n, text in enumerate(abstracts, 1)
    )


def briefing(*abstracts: str, lang: str = "en") -> Briefing:
    made = topic_briefing(TOPIC, ranked(*abstracts), day=DAY, lang=lang)
    assert made
    return made


def picked(abstract: str, title: str = "On reading samples") -> str:
    found = gist(paper(abstract, title=title))
    assert found
    return found.text


@given(TEXT, TEXT)
def test_a_gist_is_a_sentence_of_the_abstract_word_for_word(abstract: str, title: str) -> None:
    found = gist(paper(abstract, title=title))
    if found is None:
        assert not abstract.strip()
    else:
        assert found.text in (found.span, f"{found.span}…")
        assert any(part.startswith(found.span) for part in sentences(abstract))
        assert (found.id, found.lang, found.by) == ("arxiv:2603.00001", "", "abstract")


def test_without_an_abstract_there_is_no_gist() -> None:
    assert gist(paper("")) is None
    assert gist(paper(" ")) is None


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (
            (
                "Samples are everywhere. In this paper, we propose a reader of samples that learns from few of them. "
                "However, it is slow on large samples of this kind. Code is available online."
            ),
            "In this paper, we propose a reader of samples that learns from few of them.",
        ),
        (
            (
                "Can samples be read by machines that have never seen any of them before? "
                "We show that samples can be read by machines with a few rules. They were tested on ten machines."
            ),
            "We show that samples can be read by machines with a few rules.",
        ),
        (
            "样本很多，阅读样本很难，而且很慢。本文提出一种阅读样本的新方法，能够自动阅读大量样本。然而它很慢。代码已公开。",
            "本文提出一种阅读样本的新方法，能够自动阅读大量样本。",
        ),
        ("Only one sentence, and it asks: why?", "Only one sentence, and it asks: why?"),
    ],
)
def test_the_most_telling_sentence_is_taken(abstract: str, expected: str) -> None:
    assert picked(abstract) == expected


def test_a_sentence_that_was_cut_off_is_not_taken() -> None:
    whole = "Reading samples is done by rules that the machine has been given in advance."
    assert picked(f"{whole} In this paper, we propose the reading of samples by …") == whole


def test_a_sentence_that_is_only_a_formula_is_not_taken() -> None:
    assert picked("Reading samples is hard. $E = mc^2$ and $we + propose = samples$.") == "Reading samples is hard."


def test_a_sentence_that_does_not_say_what_it_means_is_not_taken_where_another_will_do() -> None:
    plain = "Machines read samples by a few rules of their own, and they are quick at that as all of us are."
    for word in ("These", "They", "This is why machines", "It is how they"):
        assert picked(f"{plain} {word} read samples by a few rules of their own, and are quick at that.") == plain
    assert picked("This paper reads samples by rules. Done.").startswith("This paper")


def test_a_sentence_too_long_to_quote_gives_way_to_a_shorter_one_or_is_cut() -> None:
    endless = "We propose to read samples, " + ", ".join(f"then sample {n} of them" for n in range(30)) + "."
    short = "We propose to read samples by rules that machines can learn from few examples alone, as people do."
    assert picked(f"{endless} {short}", title="Reading by rules") == short
    alone = picked(endless)
    assert alone.endswith("…")
    assert endless.startswith(alone[:-1])
    assert len(alone.split()) <= 60


def test_the_title_decides_between_equals() -> None:
    abstract = "We propose a lamp for long dark evenings alone. We propose a boat for short bright mornings alone."
    assert picked(abstract, title="A lamp for evenings").startswith("We propose a lamp")
    assert picked(abstract, title="A boat for mornings").startswith("We propose a boat")


DIFFERENT = tuple(
    f"We propose a {what} that {does} in the {place}."
    for what, does, place in (
        *(("lamp", "shines", "harbour"), ("boat", "sails", "morning"), ("clock", "strikes", "tower")),
        *(("violin", "sings", "attic"), ("kettle", "boils", "kitchen"), ("ladder", "leans", "orchard")),
        *(("compass", "turns", "desert"), ("mirror", "blinds", "hallway")),
    )
)


def test_a_briefing_cites_every_sentence_once_and_in_order() -> None:
    made = briefing(*DIFFERENT)
    (section,) = made.sections
    assert section.heading == ""
    assert [s.text for s in section.sentences] == list(DIFFERENT[:MOST])
    assert [s.cites for s in section.sentences] == [(n,) for n in range(1, MOST + 1)]
    assert [(c.number, c.paper_id, c.span) for c in made.citations] == [
        (n, f"arxiv:2603.{n:05}", text) for n, text in enumerate(DIFFERENT[:MOST], 1)
    ]
    assert (made.slug, made.kind, made.by, made.day, made.paper_count) == (
        "sample-topic",
        "topic",
        "abstract",
        DAY,
        8,
    )


def test_a_sentence_that_says_the_same_again_is_passed_over() -> None:
    made = briefing(*DIFFERENT[:1], DIFFERENT[0].replace("harbour", "port"), *DIFFERENT[1:4])
    assert [c.paper_id[-1] for c in made.citations] == ["1", "3", "4", "5"]


def test_where_few_would_be_left_likes_are_taken_in_their_place() -> None:
    made = briefing(DIFFERENT[0], DIFFERENT[0], DIFFERENT[1], DIFFERENT[0])
    assert [c.paper_id[-1] for c in made.citations] == ["1", "2", "3"]
    assert len(made.citations) == ENOUGH


def test_papers_without_an_abstract_are_counted_and_not_cited() -> None:
    made = briefing("", DIFFERENT[0], " ", DIFFERENT[1])
    assert [c.paper_id[-1] for c in made.citations] == ["2", "4"]
    assert made.title == "Samples: 4 new papers"


def test_without_any_abstract_there_is_no_briefing() -> None:
    assert topic_briefing(TOPIC, ranked("", " "), day=DAY, lang="en") is None
    assert topic_briefing(TOPIC, (), day=DAY, lang="zh") is None


@pytest.mark.parametrize(
    ("count", "lang", "title"),
    [(1, "en", "Samples: 1 new paper"), (2, "en", "Samples: 2 new papers"), (2, "zh", "样本：2篇新论文")],
)
def test_the_title_counts_the_papers(count: int, lang: str, title: str) -> None:
    assert briefing(*DIFFERENT[:count], lang=lang).title == title


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    file = Path(__file__).resolve().parents[2] / "bench/gists.py"
    spec = importlib.util.spec_from_file_location("bench_gists", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_rouge_l_is_reckoned_by_the_book(bench: ModuleType) -> None:
    assert bench.rouge_l("the cat sat on the mat", "the cat sat on the mat") == 1
    assert bench.rouge_l("police killed the gunman", "police kill the gunman") == pytest.approx(0.75)
    assert bench.rouge_l("police killed the gunman", "the gunman kill police") == pytest.approx(0.5)
    assert bench.rouge_l("a", "b") == bench.rouge_l("", "b") == 0


def test_gists_carry_more_than_the_first_the_last_or_any_sentence(shared: Path, bench: ModuleType) -> None:
    with gzip.open(shared / "data/gists.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = list(islice(lines, 1, None, 8))
    score = dict.fromkeys(("gist", "first", "last", "any"), 0.0)
    for row in map(json.loads, rows):
        abstract = clean_abstract(row["abstract"])
        each = [bench.rouge_l(row["tldr_en"], part) for part in sentences(abstract)]
        score["gist"] += bench.rouge_l(row["tldr_en"], picked(abstract, clean_title(row["title"])))
        score["first"] += each[0]
        score["last"] += each[-1]
        score["any"] += sum(each) / len(each)
    assert score["gist"] > 1.3 * max(score["first"], score["last"], score["any"])
