"""Partners of a paper in other disciplines."""

from __future__ import annotations

import pytest
from invented_disciplines import FIELDS, MEETING, WINDOW

from radar.sift.closeness import Footing, footing
from radar.sift.crossings import partners, pulls

LEAD, OTHER = (p.id for p in MEETING)


@pytest.fixture(scope="module")
def base() -> Footing:
    return footing(WINDOW)


def test_the_paper_that_shares_words_is_the_first_partner(base: Footing) -> None:
    (first, *_) = partners(base, FIELDS, {LEAD: ("cs",)}, count=5)[LEAD]
    assert (first.id, first.field) == (OTHER, "bio")
    assert first.closeness == base.closeness(LEAD, OTHER)
    assert 0 < first.pull <= 1


def test_partners_share_no_discipline_with_the_home(base: Footing) -> None:
    found = partners(base, FIELDS, {p: FIELDS[p] for p in FIELDS}, count=9)
    assert set(found) == set(FIELDS)
    for paper_id, others in found.items():
        assert not any(set(FIELDS[other.id]) & set(FIELDS[paper_id]) for other in others)
        assert len({other.id for other in others}) == len(others)


def test_those_below_the_floor_are_left_out(base: Footing) -> None:
    near = partners(base, FIELDS, {LEAD: ("cs",)}, count=5, floor=base.closeness(LEAD, OTHER))
    assert [each.id for each in near[LEAD]] == [OTHER]
    assert partners(base, FIELDS, {LEAD: ("cs",)}, count=5, floor=1.0)[LEAD] == ()


def test_a_paper_that_is_not_in_the_footing_has_none(base: Footing) -> None:
    assert partners(base, FIELDS, {"arxiv:none": ("cs",)}, count=5) == {}


def test_order_of_input_does_not_matter(base: Footing) -> None:
    mixed = list(FIELDS)
    mixed.reverse()
    homes = {LEAD: ("cs",), OTHER: ("bio",)}
    assert partners(base, {i: FIELDS[i] for i in mixed}, homes, count=5) == partners(base, FIELDS, homes, count=5)


def test_votes_are_shared_among_the_disciplines_of_a_voter() -> None:
    fields = {"a": ("bio", "chem"), "b": ("bio",), "c": ("cs",)}
    votes = pulls([("a", 1.0), ("b", 0.5), ("c", 1.0)], fields, ("cs",))
    assert votes == pytest.approx({"bio": (0.5 + 0.125) / 1.125, "chem": 0.5 / 1.125})
    assert pulls([("c", 1.0)], fields, ("cs",)) == {}


class Table(Footing):
    """A footing whose closeness is written down."""

    def __init__(self, near: dict[str, float]) -> None:
        self._near = near

    def nearest_of(self, ids, *, among=None, count=10, floor=0.001):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        fit = sorted((-c, i) for i, c in self._near.items() if i in among and c >= floor)
        return {paper_id: tuple((i, -c) for c, i in fit[:count]) for paper_id in ids}


def test_a_discipline_that_many_near_papers_stand_in_wins_over_one_nearer_paper() -> None:
    near = Table({"law": 0.31, "b1": 0.3, "b2": 0.3, "b3": 0.3})
    fields = {"law": ("law",), "b1": ("bio",), "b2": ("bio",), "b3": ("bio",)}
    found = partners(near, fields, {"x": ("cs",)}, count=4)["x"]
    assert [each.id for each in found[:2]] == ["b1", "law"]
    assert found[0].pull > 0.7
