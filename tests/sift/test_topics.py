"""Which papers belong to a topic, and why."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.config import Topic
from radar.models import Match, Paper, Place, Reason
from radar.sift import topics


def paper(title: str = "", abstract: str = "", **more: Any) -> Paper:
    given: dict[str, Any] = {
        "id": "arxiv:2603.00001",
        "day": date(2026, 3, 2),
        "title": title,
        "authors": ("Sample Author 1",),
        "abstract": abstract,
        "url": "",
        "places": (Place(name="arXiv", kind="arxiv", announce="new", version=1),),
    }
    return Paper(**(given | more))


def topic(**more: Any) -> Topic:
    return Topic(**({"id": "sand", "name": "Sand"} | more))


def found(one: Paper, **criteria: Any) -> Match | None:
    (*matches,) = topics.match(one, [topic(**criteria)])
    return matches[0] if matches else None


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("router", "A Router"),
        ("router", "Many routers."),
        ("mass", "Masses of sand"),
        ("ROUTERS", "routers"),
        ("language model", "Large Language Models"),
        ("language model", "a language-model of sand"),
        ("language-model", "language\u2011model and language  model"),
        ("C++", "Sand in C++ and more"),
        ("GPT-4", "gpt 4 is used"),
        ("RAG", "RAG"),
        ("LLM", "Many LLMs,"),
        ("llm", "An LLM"),
        ("Retrieval", "retrieval"),
        ("β-sheet", "the Β-Sheets"),
        ("强化学习", "深度强化学习方法"),
        ("RNA 测序", "单细胞RNA测序, RNA 测序"),
        ("p53", "(p53)"),
    ],
)
def test_a_keyword_is_found(word: str, text: str) -> None:
    assert topics.mentions(text, (word,)) == (word,)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("rout", "router"),
        ("outer", "router"),
        ("model language", "language model"),
        ("language model", "language of a model"),
        ("language model", "languagemodel"),
        ("RAG", "a rag, rags and drag"),
        ("LLM", "llms"),
        ("AI", "ai aid AIM"),
        ("强化学习", "强化 学校"),
        ("-", "a - b"),
        ("", "anything"),
        ("…", "… and so on"),
        ("a.b", "axb"),
    ],
)
def test_a_keyword_is_not_found(word: str, text: str) -> None:
    assert topics.mentions(text, (word,)) == ()


def test_a_keyword_counts_once_in_the_title_before_the_abstract() -> None:
    match = found(paper("Sand and Water", "Sand, water and wind."), keywords=("sand", "wind", "fire", "water"))
    assert match is not None
    assert match.reasons == (
        Reason(kind="keyword", text="sand", where="title"),
        Reason(kind="keyword", text="water", where="title"),
        Reason(kind="keyword", text="wind", where="abstract"),
    )
    assert match.score == 7.0


def test_many_keywords_score_no_more_than_a_few() -> None:
    words = tuple(f"word{letter}" for letter in "abcdef")
    assert found(paper(" ".join(words)), keywords=words).score == 6.0  # type: ignore[union-attr] # it matches
    assert found(paper("", " ".join(words)), keywords=words).score == 3.0  # type: ignore[union-attr] # it matches


def test_the_highest_score_is_the_one_said() -> None:
    words = tuple(f"word{letter}" for letter in "abcdef")
    whole = paper(" ".join(words[:3]), " ".join(words[3:]), categories=("cs.AI",))
    every = topic(keywords=words, categories=("cs.AI",), authors=("Sample Author 1",))
    (match,) = topics.match(whole, [every], {"sand": 1.0})
    assert match.score == topics.MOST


def meant(closeness: float, one: Paper | None = None, **criteria: Any) -> Match | None:
    (*matches,) = topics.match(one or paper("Dunes"), [topic(describe="Sand.", **criteria)], {"sand": closeness})
    return matches[0] if matches else None


@pytest.mark.parametrize(
    ("criteria", "least"),
    [
        ({}, topics.MIN_SCORE),
        ({"keywords": ("glass",)}, topics.MIN_SCORE),
        ({"min_score": 0.6}, 0.6),
        ({"min_score": 0.6, "keywords": ("glass",)}, 0.6),
        ({"min_score": 0.0}, 0.0),
    ],
)
def test_meaning_matches_from_the_topics_own_threshold_on_or_the_one_measured(
    criteria: dict[str, Any], least: float
) -> None:
    match = meant(least, **criteria)
    assert match is not None
    assert match.reasons == (Reason(kind="meaning", text=f"{least:.2f}"),)
    assert meant(round(least - 0.001, 3), **criteria) is None


def test_the_closer_in_meaning_the_higher_from_a_word_of_the_abstract_to_more_than_one_of_the_title() -> None:
    scores = [match.score for n in range(101) if (match := meant(n / 100, min_score=0.0))]
    assert len(scores) == 101
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (1.0, 4.0)
    assert meant(topics.MIN_SCORE).score == 1.0  # type: ignore[union-attr] # it matches
    assert 1.0 < meant(0.4).score < meant(0.6).score < 4.0  # type: ignore[union-attr] # they match


def test_meaning_adds_to_words_and_stands_between_them_and_the_category() -> None:
    one = paper("Sand", categories=("cs.AI",))
    match = meant(0.9, one, keywords=("sand",), categories=("cs.AI",), authors=("Sample Author 1",))
    assert match is not None
    assert [reason.kind for reason in match.reasons] == ["keyword", "meaning", "category", "author"]
    assert match.score == 3.0 + 4.0 + 1.0 + 5.0


def test_exclude_is_stronger_than_meaning_and_not_than_the_category() -> None:
    one = paper("Dunes", "A survey.", categories=("cs.AI",))
    assert meant(0.9, one, exclude=("survey",)) is None
    match = meant(0.9, one, exclude=("survey",), categories=("cs.AI",))
    assert match is not None
    assert [reason.kind for reason in match.reasons] == ["category"]
    assert match.score == 1.0


def test_a_keyword_counts_whatever_the_meaning_says() -> None:
    aside = paper("Dunes", "Heads in the sand.")
    (match,) = topics.match(aside, [topic(keywords=("sand",), describe="Sand.")])
    assert (match.score, match.reasons) == (1.0, (Reason(kind="keyword", text="sand", where="abstract"),))
    assert meant(-1.0, aside, keywords=("sand",)) == match


def test_meaning_for_other_topics_is_no_meaning_for_this_one() -> None:
    assert topics.match(paper("Dunes"), [topic(describe="Sand.", min_score=0.0)], {"water": 1.0}) == ()
    assert topics.match(paper("Dunes"), [topic(describe="Sand.", min_score=0.0)]) == ()


@pytest.mark.parametrize(
    ("wanted", "categories", "is_found"),
    [
        ("cs.AI", ("cs.CL", "cs.AI"), True),
        ("cs.AI", ("cs.A",), False),
        ("cs", ("cs.CL",), True),
        ("cs.*", ("math.CO", "cs.CL"), True),
        ("cs", ("csx.CL",), False),
        ("math", ("math-ph",), False),
        ("math-ph", ("math-ph",), True),
        ("astro-ph", ("astro-ph.GA",), True),
        ("cs.AI", (), False),
    ],
)
def test_categories_match_exactly_or_by_archive(wanted: str, categories: tuple[str, ...], *, is_found: bool) -> None:
    match = found(paper("Sand", categories=categories), categories=(wanted,))
    assert (match is not None) is is_found
    if match:
        assert (match.score, match.reasons) == (1.0, (Reason(kind="category", text=wanted),))


def test_several_categories_score_as_one() -> None:
    match = found(paper(categories=("cs.AI", "cs.CL")), categories=("cs.AI", "cs.CL"))
    assert match is not None
    assert match.score == 1.0
    assert len(match.reasons) == 2


def test_authors_match_whichever_way_they_are_written() -> None:
    match = found(paper(authors=("Ada  INVENTED",)), authors=("Invented, Ada", "Nobody Here"))
    assert match is not None
    assert (match.score, match.reasons) == (5.0, (Reason(kind="author", text="Invented, Ada"),))


def test_names_that_fold_to_nothing_match_nobody() -> None:
    assert found(paper(authors=("---",)), authors=("***",)) is None


def test_exclude_takes_keywords_away_and_leaves_the_rest() -> None:
    one = paper("Sand Survey", "of sand", categories=("cs.AI",))
    assert found(one, keywords=("sand",), exclude=("survey",)) is None
    match = found(one, keywords=("sand",), exclude=("survey",), categories=("cs.AI",), authors=("Sample Author 1",))
    assert match is not None
    assert [reason.kind for reason in match.reasons] == ["category", "author"]
    assert found(one, keywords=("sand",), exclude=("survey of",)) is not None


def test_exclude_is_heard_in_the_abstract_too() -> None:
    assert found(paper("Sand", "A survey."), keywords=("sand",), exclude=("survey",)) is None


def test_a_phrase_does_not_reach_from_title_to_abstract() -> None:
    assert found(paper("On Language", "Model of sand"), keywords=("language model",)) is None


def test_topics_without_criteria_match_nothing_and_order_is_kept() -> None:
    several = [topic(id=name, keywords=(word,)) for name, word in (("b", "sand"), ("a", "water"), ("c", "fire"))]
    matches = topics.match(paper("Water and Sand"), [topic(id="none"), *several])
    assert [match.topic_id for match in matches] == ["b", "a"]
    assert {match.paper_id for match in matches} == {"arxiv:2603.00001"}


_WORDS = st.text(st.sampled_from("aAbs1 -+.中é"), max_size=6)


@given(_WORDS, st.text(st.sampled_from("aAbs1 -+.中é\n"), max_size=30))
def test_the_fast_search_finds_what_the_plain_one_does(word: str, text: str) -> None:
    parts = [re.escape(part) for part in re.split(r"[\s\-]+", word) if part]
    body = r"[\s\-]+".join(parts)
    is_acronym = re.fullmatch("[A-Z][A-Z0-9]{1,4}", word)
    plain = body if "中" in word else rf"(?<!\w){body}(?:e?s)?(?!\w)"
    expected = any(c.isalnum() for c in word) and re.search(plain, text, 0 if is_acronym else re.IGNORECASE)
    assert bool(topics.mentions(text, (word,))) is bool(expected)


@given(st.text(max_size=20), st.text(max_size=60))
def test_no_keyword_and_no_text_is_too_strange(word: str, text: str) -> None:
    assert topics.mentions(text, (word,)) in ((), (word,))
    spaced = f"({word.strip()})"
    if word.strip() and re.fullmatch(r"[a-z]{2,}", word.strip()):
        assert topics.mentions(spaced, (word,)) == (word,)


WORDS = st.sampled_from(
    ["agent", "agents", "RAG", "rag", "multi-agent", "c++", "large", "model", "潮汐模型", "es", "-", "\u00a0", "\n"]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join) | st.lists(WORDS, max_size=8).map("".join)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=5, unique=True))
def test_no_keyword_slips_through_the_sieve(title: str, abstract: str, words: list[str]) -> None:
    one = topic(keywords=tuple(words))
    matches = topics.match(paper(title=title, abstract=abstract), [one])
    told = {reason.text for match in matches for reason in match.reasons}
    assert told == {*topics.mentions(title, one.keywords), *topics.mentions(abstract, one.keywords)}
