"""Briefings across fields, taken from abstracts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from radar.brief.extract_bridge import bridge_briefing, title
from radar.models import Bridge, Briefing, Paper, Shared

DAY = date(2026, 3, 4)


def paper(number: int, heading: str, abstract: str) -> Paper:
    return Paper(
        id=f"arxiv:2603.0000{number}", day=DAY, title=heading, authors=(), abstract=abstract, url="", places=()
    )


FIRST = paper(
    1,
    "Branch growth in call graphs",
    "Programs grow. We present a model of branch growth in call graphs that predicts their shape. Branches also die.",
)
SECOND = paper(
    2,
    "How lichen spreads",
    "Lichen covers walls. Its branch growth follows the wind. We show that how lichen spreads depends on wind alone.",
)
THIRD = paper(3, "Branch growth of moss", "")
PAPERS = {p.id: p for p in (FIRST, SECOND, THIRD)}
CARRIES = {
    FIRST.id: "We present a model of branch growth in call graphs that predicts their shape.",
    SECOND.id: "Its branch growth follows the wind.",
    THIRD.id: THIRD.title,
}
BRIDGE = Bridge(
    slug="bio-cs-branch-growth",
    day=DAY,
    papers=(FIRST.id, SECOND.id, THIRD.id),
    fields={FIRST.id: "cs", SECOND.id: "bio", THIRD.id: "bio"},
    shared=(
        Shared(phrase="branch growth", sentences=CARRIES),
        Shared(phrase="wind", sentences={SECOND.id: CARRIES[SECOND.id]}),
    ),
    score=0.5,
    closeness=0.5,
    distance=0.5,
    rarity=0.5,
    novelty=1.0,
)


def briefing(lang: str = "en", bridge: Bridge = BRIDGE) -> Briefing:
    return bridge_briefing(bridge, PAPERS, lang=lang)


def test_it_is_a_cross_field_briefing_that_no_model_wrote() -> None:
    made = briefing()
    assert (made.slug, made.kind, made.day, made.by, made.model) == (BRIDGE.slug, "cross", DAY, "abstract", "")
    assert made.fields == ("cs", "bio")
    assert made.paper_count == 3


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "Computer science and biology: branch growth"), ("zh", "计算机科学和生物学：branch growth")],
)
def test_the_title_names_the_fields_and_the_leading_phrase(lang: str, expected: str) -> None:
    assert briefing(lang).title == title(BRIDGE, lang) == expected


def test_three_fields_are_listed() -> None:
    bridge = replace(BRIDGE, fields={**BRIDGE.fields, THIRD.id: "earth"})
    assert title(bridge, "en").startswith("Computer science, biology and earth science:")
    assert title(bridge, "zh").startswith("计算机科学、生物学和地球科学：")


@pytest.mark.parametrize(
    ("lang", "heading", "text"),
    [
        (
            "en",
            "Why they stand together",
            "All three papers (computer science 1, biology 2) speak of “branch growth”.",
        ),
        ("zh", "为何放在一起", "这三篇论文（计算机科学1篇、生物学2篇）都提到“branch growth”。"),
    ],
)
def test_the_first_section_says_why_they_stand_together(lang: str, heading: str, text: str) -> None:
    first = briefing(lang).sections[0]
    assert first.heading == heading
    assert [sentence.text for sentence in first.sentences] == [text]
    assert first.sentences[0].cites == (1, 2, 3)


def test_a_phrase_that_only_one_of_the_papers_carries_is_not_said_to_join_them() -> None:
    assert not any("wind”" in sentence.text for sentence in briefing().sections[0].sentences)


def test_every_citation_is_a_passage_of_its_paper_and_every_sentence_cites() -> None:
    for lang in ("zh", "en"):
        made = briefing(lang)
        assert [c.number for c in made.citations] == list(range(1, len(made.citations) + 1))
        for citation in made.citations:
            one = PAPERS[citation.paper_id]
            assert citation.span in one.abstract or citation.span == one.title
        for section in made.sections:
            for sentence in section.sentences:
                assert sentence.cites
                assert set(sentence.cites) <= {c.number for c in made.citations}


def test_what_each_paper_says_is_verbatim_under_the_name_of_its_field() -> None:
    made = briefing()
    spans = {c.number: c.span for c in made.citations}
    assert [section.heading for section in made.sections[1:]] == ["Computer science", "Biology"]
    for section in made.sections[1:]:
        for sentence in section.sentences:
            assert [spans[n] for n in sentence.cites] == [sentence.text]


def test_a_paper_is_quoted_with_the_sentence_that_carries_the_phrase_and_the_one_that_tells_most_in_its_order() -> (
    None
):
    biology = briefing().sections[2]
    assert [sentence.text for sentence in biology.sentences] == [
        "Its branch growth follows the wind.",
        "We show that how lichen spreads depends on wind alone.",
        "Branch growth of moss",
    ]


def test_a_title_is_quoted_only_where_there_is_no_abstract() -> None:
    told = replace(THIRD, abstract="We show how moss grows.")
    made = bridge_briefing(BRIDGE, {**PAPERS, THIRD.id: told}, lang="en")
    assert [sentence.text for sentence in made.sections[2].sentences][2:] == ["We show how moss grows."]


def test_what_is_quoted_of_a_paper_keeps_its_order() -> None:
    shared = (Shared(phrase="die", sentences={**CARRIES, FIRST.id: "Branches also die."}),)
    made = briefing("en", replace(BRIDGE, shared=shared))
    assert [s.text for s in made.sections[1].sentences] == [CARRIES[FIRST.id], "Branches also die."]


def test_one_sentence_that_does_both_is_quoted_once() -> None:
    assert [s.text for s in briefing().sections[1].sentences] == [CARRIES[FIRST.id]]


def test_a_sentence_too_long_to_quote_is_cut_and_its_span_still_stands() -> None:
    rambling = f"Here branch growth is seen, {' and so on'.join('abcdefghijklmnopqrstuvwxyz')}."
    long = replace(SECOND, abstract=rambling)
    bridge = replace(BRIDGE, shared=(Shared(phrase="branch growth", sentences={**CARRIES, SECOND.id: rambling}),))
    made = bridge_briefing(bridge, {**PAPERS, SECOND.id: long}, lang="en")
    spans = [c.span for c in made.citations if c.paper_id == SECOND.id]
    assert len(spans) == 1
    assert rambling.startswith(spans[0])
    assert len(spans[0]) < len(rambling)


def test_papers_that_are_not_at_hand_are_left_out() -> None:
    made = bridge_briefing(BRIDGE, {FIRST.id: FIRST, SECOND.id: SECOND}, lang="en")
    assert {c.paper_id for c in made.citations} == {FIRST.id, SECOND.id}
    assert made.sections[0].sentences[0].text.startswith("Two of the three papers (computer science 1, biology 1)")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Two of the three papers (computer science 1, biology 1) speak of “wind” and “rain”."),
        ("zh", "三篇论文中的两篇（计算机科学1篇、生物学1篇）都提到“wind”和“rain”。"),
    ],
)
def test_phrases_of_the_same_papers_are_named_in_one_sentence(lang: str, text: str) -> None:
    both = {FIRST.id: "Programs grow.", SECOND.id: "Lichen covers walls."}
    bridge = replace(BRIDGE, shared=tuple(Shared(phrase=phrase, sentences=both) for phrase in ("wind", "rain")))
    (sentence,) = briefing(lang, bridge).sections[0].sentences
    assert sentence.text == text
    assert sentence.cites == (1, 2)


def test_two_papers_are_both() -> None:
    bridge = replace(BRIDGE, papers=BRIDGE.papers[:2])
    assert briefing("en", bridge).sections[0].sentences[0].text.startswith("Both papers (")
    assert briefing("zh", bridge).sections[0].sentences[0].text.startswith("这两篇论文（")


def test_accents_of_tex_are_letters_in_our_own_words() -> None:
    bridge = replace(BRIDGE, shared=(Shared(phrase="Schr\\\"odinger and H\\'{e}non", sentences=CARRIES),))
    assert title(bridge, "en").endswith(": Schrödinger and Hénon")
    assert "“Schrödinger and Hénon”" in briefing("zh", bridge).sections[0].sentences[0].text
