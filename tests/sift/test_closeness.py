"""Which papers are close by their words."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.models import Paper
from radar.sift import closeness
from radar.sift.closeness import footing, related
from radar.sift.closeness_terms import terms

_WORLDS = {
    "tide": "tide moon harbour estuary sediment current shoreline gauge surge basin",
    "neuron": "neuron synapse cortex spike membrane axon plasticity dendrite inhibition circuit",
    "proof": "lemma theorem manifold curvature bundle cohomology sheaf torsion lattice operad",
    "潮汐": "潮汐 月球 海港 河口 泥沙 海流 岸线 验潮 风暴潮 盆地",
}


def paper(number: int, title: str = "", abstract: str = "") -> Paper:
    return Paper(
        id=f"arxiv:2603.{number:05}",
        day=date(2026, 3, 2),
        title=title,
        authors=("Sample Author 1",),
        abstract=abstract,
        url="",
        places=(),
    )


def corpus(size: int, seed: int = 1) -> list[Paper]:
    """Make papers of four worlds in turn, each of words of its own world and one word of all."""
    draw = random.Random(seed)  # noqa: S311 - invented papers
    papers = []
    for number in range(size):
        words = list(_WORLDS.values())[number % 4].split()
        picked = draw.choices(words, k=12)
        papers.append(paper(number, " ".join(picked[:4]), "shared " + " ".join(picked[4:])))
    return papers


def test_a_paper_is_nearest_to_the_papers_of_its_own_world_in_any_script() -> None:
    base = footing(corpus(40))
    for number in range(40):
        nearest = base.nearest(f"arxiv:2603.{number:05}", count=5)
        assert len(nearest) == 5
        assert {int(other[-5:]) % 4 for other, _ in nearest} == {number % 4}
        scores = [score for _, score in nearest]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("size", [3, 30, 150])
def test_the_order_of_papers_does_not_show(size: int) -> None:
    papers = corpus(size)
    mixed = papers.copy()
    random.Random(7).shuffle(mixed)  # noqa: S311 - same
    one, other = footing(papers), footing(mixed)
    assert one.ids == other.ids == tuple(sorted(p.id for p in papers))
    assert related(one, one.ids, floor=0.0) == related(other, other.ids, floor=0.0)


def test_scores_are_symmetric_and_between_none_and_one_with_three_decimals() -> None:
    papers = corpus(130)
    base = footing(papers)
    for a, b in combinations([p.id for p in papers[:20]], 2):
        score = base.closeness(a, b)
        assert score == base.closeness(b, a) == round(score, 3)
        assert 0 <= score <= 1


def test_a_copy_is_as_close_as_can_be_and_papers_without_a_common_word_are_not_close() -> None:
    papers = [
        paper(1, "Tides of a moon"),
        paper(2, "Tides of a moon"),
        paper(3, "Cortex and axon"),
        paper(4, "cortex"),
    ]
    base = footing(papers)
    assert base.closeness(papers[0].id, papers[1].id) == 1.0
    assert base.closeness(papers[0].id, papers[2].id) == 0.0
    assert base.nearest(papers[0].id) == ((papers[1].id, 1.0),)


def test_a_term_of_one_paper_alone_makes_it_less_close_to_all_others() -> None:
    plain, same, longer = paper(1, "Tides"), paper(2, "Tides"), paper(3, "Tides, harbours, gauges")
    base = footing([plain, same, longer])
    assert base.closeness(plain.id, longer.id) < base.closeness(plain.id, same.id)


def test_ties_go_by_id_and_a_paper_is_never_its_own_neighbour() -> None:
    papers = [paper(number, "Tides of a moon") for number in (4, 2, 9, 1)]
    base = footing(papers)
    assert [other[-1] for other, _ in base.nearest("arxiv:2603.00002")] == ["1", "4", "9"]
    assert [other[-1] for other, _ in base.nearest("arxiv:2603.00002", count=2)] == ["1", "4"]


def test_many_ties_go_by_id_too() -> None:
    base = footing([paper(number, "Tides of a moon" if number % 2 else "Cortex") for number in range(120)])
    assert [int(other[-5:]) for other, _ in base.nearest("arxiv:2603.00001", count=99)] == list(range(3, 120, 2))


def test_a_word_said_often_does_not_drown_the_others() -> None:
    papers = [paper(1, "tide, moon"), paper(2, "", "tide " + "moon. " * 30), paper(3, "tide"), paper(4, "moon")]
    base = footing(papers)
    assert base.closeness(papers[1].id, papers[2].id) > 0.15


def test_only_those_asked_for_are_found_known_or_not() -> None:
    papers = [paper(number, "Tides of a moon") for number in range(6)]
    base = footing(papers)
    among = ["arxiv:2603.00005", "arxiv:2603.00003", "arxiv:2603.00000", "arxiv:none"]
    assert base.nearest("arxiv:2603.00000", among=among) == (("arxiv:2603.00003", 1.0), ("arxiv:2603.00005", 1.0))
    assert base.nearest("arxiv:2603.00000", among=[]) == ()


def test_unknown_papers_are_close_to_nothing() -> None:
    base = footing([paper(1, "Tides"), paper(2, "Tides")])
    assert base.nearest("arxiv:none") == ()
    assert base.closeness("arxiv:none", "arxiv:2603.00001") == base.closeness("arxiv:2603.00001", "arxiv:none") == 0.0
    assert dict(related(base, ["arxiv:none"])) == {}
    assert "arxiv:none" not in base
    assert "arxiv:2603.00001" in base


def test_related_papers_of_many_are_those_of_each_from_the_floor_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closeness, "_BLOCK", 7)
    papers = corpus(60)
    base = footing(papers)
    floor = 0.4
    found = related(base, base.ids, count=3, floor=floor)
    assert list(found) == list(base.ids)
    expected = {i: tuple(p for p in base.nearest(i, count=3) if p[1] >= floor) for i in base.ids}
    assert found == expected
    assert any(expected.values())
    assert any(len(pairs) < 3 for pairs in expected.values())


@pytest.mark.parametrize(
    "papers",
    [[], [paper(1)], [paper(1, "Tides")], [paper(1), paper(2)], [paper(1, "$x$", r"\alpha 1 2"), paper(2, "...")]],
)
def test_few_papers_or_none_or_papers_without_words_are_no_trouble(papers: list[Paper]) -> None:
    base = footing(papers)
    assert all(base.nearest(p.id) == () for p in papers)


def test_of_two_papers_with_one_id_the_last_counts() -> None:
    base = footing([paper(1, "Tides"), paper(2, "Cortex"), paper(1, "Cortex")])
    assert base.nearest("arxiv:2603.00001") == (("arxiv:2603.00002", 1.0),)


def test_the_same_thing_in_other_words_is_close_where_the_corpus_is_large_enough_to_tell() -> None:
    fields = [f"field{letter}" for letter in "abcdefghijklmnopqrstuvwxy"]
    names = ("car", "auto", "car", "auto", "car")
    titles = [f"{field}, wheel{field}, {name}{field}" for field in fields for name in names]
    alone = [f"{word}, only{word}, rare{word}, lone{word}" for word in ("carfieldb", "autofieldb", "autofieldc")]
    tested = [paper(900 + number, title) for number, title in enumerate(alone)]
    base = footing([*map(paper, range(len(titles)), titles), *tested])
    assert base.closeness(tested[0].id, tested[1].id) > 0.1
    assert base.closeness(tested[0].id, tested[2].id) < 0.05


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Deep Networks", ["deep", "network", "deep network"]),
        ("The networks of bodies", ["network", "body", "network body"]),
        ("Physics, analysis: classes of a class", ["physics", "analysis", "classe", "class", "classe class"]),
        ("Tides, moons", ["tide", "moon"]),
        ("On $\\mathcal{O}(n)$ tides", ["tide"]),
        ("$$\nE = mc^2$$ tides", ["tide"]),
        ("Tides cost $5 and $10", ["tide", "cost", "tide cost"]),
        ("Tides \\emph{rise}", ["tide", "rise"]),
        ("See https://example.org/a.b?c tides", ["see", "tide"]),
        ("state-of-the-art X-ray", ["state-of-the-art", "x-ray", "state-of-the-art x-ray"]),
        ("H2O and CO2", ["h2o", "co2", "h2o co2"]),
        ("3D 42 x", []),
        ("Étude über Ångström", ["étude", "über", "ångström", "étude über", "über ångström"]),
        ("潮汐的模型", ["潮汐", "模型"]),
        ("用RNA测序", ["测序", "rna"]),
        ("暗物质", ["暗物", "物质"]),
    ],
)
def test_terms(title: str, expected: list[str]) -> None:
    assert sorted(terms(paper(1, title))) == sorted(expected)


def test_terms_are_of_title_and_abstract_and_no_pair_reaches_across() -> None:
    assert list(terms(paper(1, "Tides", "Moons rise"))) == ["tide", "moon", "rise", "moon rise"]


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    found = list(terms(paper(1, text, text)))
    assert all(term == term.lower() and term.strip() == term for term in found if term.isascii())


def test_hostile_lengths_end_in_time_and_count_no_more_than_their_beginning() -> None:
    for unit in ("$", "$x", "\\", "-a", "a-", "中", "http://", "a ", "'"):
        assert len(list(terms(paper(1, unit * 200_000)))) <= 40_000
