"""Related papers stand on the cards of both, where both are of one day; else on the later one's."""

from __future__ import annotations

from eager_site import related
from hypothesis import given
from hypothesis import strategies as st

import small_archive
from radar.models import Closeness
from radar.publish.related import MOST

PAPERS = {paper.id: paper for paper in map(small_archive.paper, range(1, 10))}
IDS = sorted(PAPERS)
NEIGHBOURS = st.lists(st.tuples(st.sampled_from([*IDS, "arxiv:gone"]), st.sampled_from([0.1, 0.2, 0.3])), max_size=6)
FOUND = st.dictionaries(st.sampled_from([*IDS, "arxiv:gone"]), NEIGHBOURS, max_size=9).map(
    lambda lines: [Closeness(id=paper_id, related=tuple(near)) for paper_id, near in lines.items()]
)


def names(found: list[Closeness], *without: str) -> dict[str, list[str]]:
    shown = related(found, PAPERS, without=without)
    return {paper_id: [paper.id for paper in near] for paper_id, near in shown.items()}


def test_of_one_day_a_paper_that_another_names_names_it_back() -> None:
    found = [Closeness(id=IDS[3], related=((IDS[1], 0.4), (IDS[2], 0.8)))]
    assert names(found) == {IDS[3]: [IDS[2], IDS[1]], IDS[1]: [IDS[3]], IDS[2]: [IDS[3]]}


def test_no_later_paper_stands_on_a_card() -> None:
    papers = {**PAPERS, "arxiv:early": small_archive.paper(90, id="arxiv:early", day=small_archive.THURSDAY)}
    found = [Closeness(id=IDS[0], related=(("arxiv:early", 0.9), (IDS[1], 0.4)))]
    shown = {here: [one.id for one in near] for here, near in related(found, papers).items()}
    assert shown == {IDS[0]: ["arxiv:early", IDS[1]], IDS[1]: [IDS[0]]}


def test_of_two_as_close_the_lesser_id_comes_first_and_the_higher_of_two_closenesses_counts() -> None:
    found = [
        Closeness(id=IDS[0], related=((IDS[3], 0.3), (IDS[2], 0.3), (IDS[1], 0.2))),
        Closeness(id=IDS[1], related=((IDS[0], 0.5),)),
    ]
    assert names(found)[IDS[0]] == [IDS[1], IDS[2], IDS[3]]


def test_what_is_taken_down_or_retracted_is_related_to_nothing() -> None:
    found = [Closeness(id=IDS[0], related=(("arxiv:gone", 0.9), (IDS[1], 0.8), (IDS[2], 0.7)))]
    assert names(found, IDS[1]) == {IDS[0]: [IDS[2]], IDS[2]: [IDS[0]]}
    assert names([Closeness(id="arxiv:gone", related=((IDS[1], 0.9),))]) == {}


@given(FOUND, st.randoms(use_true_random=False))
def test_no_order_of_lines_changes_anything_and_no_list_is_too_long(found: list[Closeness], random: object) -> None:
    shown = names(found)
    shuffled = [*found]
    random.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis gives a random.Random
    assert names(shuffled) == shown
    assert all(0 < len(near) <= MOST and paper_id not in near for paper_id, near in shown.items())
    assert all(len(set(near)) == len(near) for near in shown.values())
