"""FAULTS F11 and F12: one paper told many times is one paper, and a later version is not new again."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from faults.matrix import Seen

sys.path.insert(0, str(Path(__file__).parents[1] / "sift"))

from invented_listings import RULES, TITLE, arxiv, journal, known_of, news, only, run
from memory import Memory

from radar.models import Event, Listing

CATEGORIES = ("cs.AI", "cs.CL", "cs.CV", "cs.LG", "stat.ML")


def in_five_categories() -> list[Listing]:
    first, *others = CATEGORIES
    return [arxiv(category=first), *(arxiv(category=one, announce="cross") for one in others)]


@pytest.mark.fault("F11")
def test_f11_the_same_id_twice_in_one_answer_is_one_paper() -> None:
    found = run(arxiv(), arxiv(), journal(), journal())
    assert [paper.id for paper in found.papers] == ["doi:10.5555/j.1", "arxiv:2603.00001"]
    assert found.new == found.duplicates == {"arXiv": 1, "Sample Journal": 1}
    assert found.updates == ()


@pytest.mark.fault("F11")
def test_f11_one_paper_in_five_categories_lists_them_all(seen: Seen) -> None:
    papers = {repr(only(run(*order))) for order in permutations(in_five_categories())}
    assert len(papers) == 1
    paper = only(run(*in_five_categories()))
    assert [place.category for place in paper.places] == list(CATEGORIES)
    assert paper.categories == CATEGORIES
    seen(f"{len(paper.places)} places of one paper")


@pytest.mark.fault("F11")
@pytest.mark.parametrize("tie", ["doi", "title"])
def test_f11_one_paper_in_five_categories_and_two_sources_is_one(tie: str, seen: Seen) -> None:
    told = in_five_categories()
    if tie == "doi":
        told = [replace(one, ids=(*one.ids, "doi:10.5555/j.1"), doi="10.5555/j.1") for one in told]
    article = journal(title=told[0].title if tie == "title" else TITLE)
    paper = only(run(article, *told))
    assert {place.name for place in paper.places} == {"arXiv", "Sample Journal"}
    assert len(paper.places) == 6
    memory = known_of(*told)
    memory.add(run(article, known=memory))
    assert {place.name for place in memory.papers[0].places} == {"arXiv", "Sample Journal"}
    assert run(article, *told, known=memory).updates == ()
    seen(f"{len(paper.places)} places of one paper")


@pytest.mark.fault("F11")
def test_f11_one_article_in_two_feeds_lists_both_whether_together_or_apart() -> None:
    first, second = journal(), journal(name="Sample Index")
    together = Memory(run(first, second).papers)
    apart = known_of(first)
    apart.add(run(second, known=apart))
    for memory in (together, apart):
        (paper,) = memory.papers
        assert {place.name for place in paper.places} == {"Sample Journal", "Sample Index"}


@pytest.mark.fault("F12")
@pytest.mark.parametrize("announce", ["replace", "replace-cross"])
def test_f12_a_second_version_is_not_new_again(announce: str, seen: Seen) -> None:
    memory = known_of(arxiv())
    found = run(arxiv(announce=announce, version=2, abstract="Changed."), known=memory)
    assert (found.papers, found.updates, found.skipped) == ((), (), {"arXiv": 1})
    seen(f"{len(found.papers)} new, {len(found.updates)} events")


@pytest.mark.fault("F12")
@pytest.mark.parametrize("announce", ["replace", "replace-cross"])
def test_f12_a_followed_authors_second_version_is_an_event_of_the_first(announce: str, seen: Seen) -> None:
    authors = ("Watched Author",)
    memory = known_of(arxiv(authors=authors))
    second = arxiv(announce=announce, version=2, authors=authors, abstract="Changed.")
    found = run(second, known=memory)
    assert news(found)[0] is Event.VERSION
    memory.add(found)
    again = run(second, arxiv(authors=authors), known=memory)
    assert (again.papers, again.updates) == ((), ())
    assert len(memory.papers) == 1
    seen(f"{len(memory.papers)} paper with an event: {Event.VERSION.value}")


@pytest.mark.fault("F12")
def test_f12_a_cross_list_of_a_known_paper_is_no_second_paper() -> None:
    found = run(arxiv(category="cs.CL", announce="cross"), known=known_of(arxiv()))
    assert (found.papers, found.updates, found.duplicates) == ((), (), {"arXiv": 1})


@pytest.mark.fault("F12")
def test_f12_each_word_of_arxiv_has_its_policy_for_an_unknown_paper() -> None:
    words = ("new", "cross", "replace", "replace-cross")
    told = [arxiv(n, announce=word, version=1 + n // 3) for n, word in enumerate(words, 1)]
    everything = replace(RULES, events=frozenset({"version"}))
    assert len(run(*told).papers) == 2
    found = run(*told, rules=everything).papers
    assert [paper.is_event for paper in found] == [False, False, True, True]
