"""Bridges between disciplines."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_disciplines import DAY, FIELDS, MEETING, WINDOW, paper

from radar.models import Bridge, Paper, Shared
from radar.sift.bridges import FLOOR, Told, _different, _pairs, bridges
from radar.sift.bridges_phrases import Lexicon
from radar.sift.bridges_told import novelty, slug
from radar.sift.closeness import Footing, footing
from radar.sift.crossings import Partner

LEAD, OTHER = (p.id for p in MEETING)
THIRD = paper(
    "09003", "A tariff bends an auction. Its reaction-diffusion waves show branch growth. It was odd.", days_ago=8
)


@pytest.fixture(scope="module")
def base() -> Footing:
    return footing(WINDOW)


def made(
    base: Footing,
    *,
    papers: tuple[Paper, ...] = WINDOW,
    fields: dict[str, tuple[str, ...]] = FIELDS,
    told: tuple[Told, ...] = (),
    count: int = 3,
) -> tuple[Bridge, ...]:
    return bridges(papers, fields, base, day=DAY, told=told, count=count)


def test_two_papers_that_share_phrases_across_disciplines_are_joined(base: Footing) -> None:
    (bridge,) = made(base)
    assert bridge.papers == (LEAD, OTHER)
    assert bridge.fields == {LEAD: "cs", OTHER: "bio"}
    assert bridge.day == DAY
    assert {shared.phrase for shared in bridge.shared} == {"branch growth", "reaction diffusion waves"}


def test_a_bridge_says_where_each_paper_carries_the_phrase(base: Footing) -> None:
    (bridge,) = made(base)
    for shared in bridge.shared:
        assert shared.sentences == {
            LEAD: "We model branch growth of call graphs by reaction diffusion waves.",
            OTHER: "We saw branch growth, and reaction-diffusion waves explain it.",
        }


def test_the_parts_of_the_score_lie_between_0_and_1_and_make_it(base: Footing) -> None:
    (bridge,) = made(base)
    assert all(0 < part <= 1 for part in (bridge.closeness, bridge.distance, bridge.rarity, bridge.score))
    assert bridge.closeness == base.closeness(LEAD, OTHER)
    assert bridge.distance == pytest.approx(0.65)
    assert bridge.novelty == 1
    assert bridge.score >= FLOOR


def test_one_of_the_day_leads_and_without_one_there_is_none(base: Footing) -> None:
    late = tuple(replace(p, day=DAY - timedelta(days=1)) for p in WINDOW)
    assert made(base, papers=late) == ()


def test_papers_before_the_window_and_after_the_day_are_not_joined(base: Footing) -> None:
    for day in (DAY - timedelta(days=31), DAY + timedelta(days=1)):
        assert made(base, papers=(*WINDOW[:-1], replace(MEETING[1], day=day))) == ()
    assert made(base, papers=(*WINDOW[:-1], replace(MEETING[1], day=DAY - timedelta(days=30))))


def test_papers_of_one_discipline_are_no_bridge(base: Footing) -> None:
    assert made(base, fields={**FIELDS, OTHER: ("bio", "cs")}) == ()


def test_papers_of_no_known_discipline_are_left_out(base: Footing) -> None:
    assert made(base, fields={**FIELDS, OTHER: ()}) == ()


def test_a_paper_of_a_multidisciplinary_source_stands_where_its_near_papers_do(base: Footing) -> None:
    crowd = [p for p in WINDOW if FIELDS[p.id] == ("bio",) and p.id != OTHER]
    twin = replace(
        crowd[0], id="doi:10.5555/1", abstract=f"{MEETING[1].abstract} {' '.join(p.abstract for p in crowd[:1])}"
    )
    papers = (*WINDOW[:-1], twin)
    (bridge,) = made(footing(papers), papers=papers, fields={**FIELDS, twin.id: ("multi",)})
    assert bridge.fields[twin.id] == "bio"


def test_one_shared_phrase_alone_is_no_bridge_however_near_the_papers_are() -> None:
    twins = tuple(replace(p, title="Branch growth", abstract="Branch growth of branch growth.") for p in MEETING)
    papers = (*WINDOW[:-2], *twins)
    near = footing(papers)
    assert near.closeness(LEAD, OTHER) == 1
    assert made(near, papers=papers, fields={**FIELDS, OTHER: ("law",)}) == ()


def test_a_discipline_that_no_near_paper_stands_in_is_no_partner(base: Footing) -> None:
    lexicon = Lexicon(WINDOW, FIELDS)
    drawn = Partner(id=OTHER, field="bio", closeness=0.9, pull=0.5)
    assert list(_pairs(LEAD, "cs", [drawn], lexicon))
    assert not list(_pairs(LEAD, "cs", [replace(drawn, pull=0.01)], lexicon))


def test_what_all_papers_say_joins_none() -> None:
    papers = tuple(
        replace(p, abstract=f"{p.abstract} Branch growth. Reaction diffusion waves.") if p not in MEETING else p
        for p in WINDOW
    )
    assert made(footing(papers), papers=papers) == ()


def test_a_paper_of_a_third_discipline_that_says_the_same_joins_them() -> None:
    papers = (*WINDOW, THIRD)
    (bridge,) = made(footing(papers), papers=papers, fields={**FIELDS, THIRD.id: ("econ",)})
    assert bridge.papers[0] == LEAD
    assert set(bridge.papers) == {LEAD, OTHER, THIRD.id}
    assert bridge.slug.startswith("bio-cs-econ-")
    assert all(set(shared.sentences) == {LEAD, OTHER, THIRD.id} for shared in bridge.shared)


def test_a_bridge_has_four_papers_at_most_those_of_third_disciplines_first() -> None:
    more = tuple(replace(MEETING[1], id=f"arxiv:2603.0900{n}", title=f"Spore {n}") for n in (4, 5))
    crowd = [replace(p, id=f"{p.id}{n}") for p in WINDOW[:-2] for n in range(9)]
    third = replace(THIRD, abstract=f"{THIRD.abstract} A wage, a pension and a subsidy fell.")
    papers = (*WINDOW, *crowd, *more, third)
    fields = {**FIELDS, **{p.id: FIELDS[p.id[:-1]] for p in crowd}, **{p.id: ("bio",) for p in more}}
    fields[THIRD.id] = ("econ",)
    (bridge,) = made(footing(papers), papers=papers, fields=fields)
    assert len(bridge.papers) == 4
    assert bridge.papers[0] == LEAD
    assert bridge.papers[2] == THIRD.id


def told_of(*papers: str, phrase: str, score: float = 0.5) -> Bridge:
    return Bridge(
        slug="sample",
        day=DAY,
        papers=papers,
        fields=dict.fromkeys(papers, "cs"),
        shared=(Shared(phrase=phrase, sentences={}),),
        score=score,
        **dict.fromkeys(("closeness", "distance", "rarity", "novelty"), 0.5),
    )


def test_no_paper_and_no_phrase_stands_in_two_bridges_of_a_day() -> None:
    first = told_of("a", "b", phrase="Coral reef")
    same_paper, same_phrase = told_of("c", "b", phrase="moss bed"), told_of("c", "d", phrase="coral reef")
    other = told_of("c", "d", phrase="moss bed")
    assert list(_different([first, same_paper, same_phrase, other], 3)) == [first, other]
    assert list(_different([first, other], 1)) == [first]
    assert list(_different([told_of("a", "b", phrase="c", score=FLOOR - 0.01)], 3)) == []


def test_the_count_is_kept_and_none_asked_for_is_none_given(base: Footing) -> None:
    assert made(base, count=0) == ()
    assert len(made(base, count=1)) == 1
    assert bridges((), {}, footing(()), day=DAY, told=(), count=3) == ()


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_papers_gives_the_same_bridges(base: Footing, seed: int) -> None:
    mixed = list(WINDOW)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - a shuffle, no secret
    fields = {p.id: FIELDS[p.id] for p in mixed}
    assert made(base, papers=tuple(mixed), fields=fields) == made(base)


def test_a_bridge_that_was_told_is_not_told_again(base: Footing) -> None:
    (bridge,) = made(base)
    assert made(base, told=(Told(slug=bridge.slug, papers=(), fields=("bio", "cs")),)) == ()
    assert made(base, told=(Told(slug="any", papers=(OTHER, LEAD), fields=("bio", "cs")),)) == ()


def test_a_bridge_near_to_one_told_is_less_new(base: Footing) -> None:
    (bridge,) = made(base)
    fields = bridge.fields
    name, phrase = slug(fields.values(), "branch growth"), "branch growth"
    for told in (
        Told(slug="math-physics-branch-growth", papers=(), fields=("math", "physics")),
        Told(slug="any", papers=(LEAD, "arxiv:x"), fields=("math", "physics")),
        Told(slug="any", papers=(), fields=("cs", "bio")),
    ):
        assert 0 < novelty(name, phrase, fields, (told,)) < 1
    assert novelty(name, phrase, fields, (Told(slug="any", papers=("x",), fields=("math",)),)) == 1
    assert novelty(name, phrase, fields, (Told(slug=name, papers=(), fields=("math",)),)) == 0
    assert novelty(name, phrase, fields, (Told(slug="any", papers=(LEAD, OTHER), fields=("math",)),)) == 0


@given(st.lists(st.sampled_from(("cs", "bio", "econ")), min_size=2), st.text(max_size=200))
def test_a_slug_is_an_address_whatever_the_phrase(fields: list[str], phrase: str) -> None:
    name = slug(fields, phrase)
    assert 1 <= len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(reversed(fields), phrase) == name


def lexicon(*uses: tuple[str, str]) -> Lexicon:
    """Read papers named by number, each of a field and of an abstract, among forty that say nothing."""
    papers = [paper(f"{n:05}", abstract) for n, (_, abstract) in enumerate(uses)]
    crowd = [paper(f"1{n:04}", "Nothing.") for n in range(40)]
    fields = {p.id: (field,) for p, (field, _) in zip(papers, uses, strict=True)}
    return Lexicon([*papers, *crowd], {**fields, **{p.id: ("cs", "bio")[n % 2 :][:1] for n, p in enumerate(crowd)}})


def shared(words: Lexicon) -> list[tuple[str, float]]:
    found = words.shared("arxiv:2603.00000", "arxiv:2603.00001", ("cs", "bio"))
    return [(each.phrase, each.weight) for each in found]


def test_the_rarer_phrase_is_named_first() -> None:
    both = "Coral reefs, moss beds."
    assert [p for p, _ in shared(lexicon(("cs", both), ("bio", both)))] == ["coral reef", "moss bed"]
    with_more = lexicon(("cs", both), ("bio", both), ("bio", "Coral reefs."), ("bio", "Coral reefs."))
    assert [p for p, _ in shared(with_more)] == ["moss bed", "coral reef"]


def test_a_phrase_tells_more_if_one_of_the_disciplines_hardly_uses_it() -> None:
    one, other = ("cs", "Moss beds."), ("bio", "Moss beds.")
    ((_, in_one),) = shared(lexicon(one, other, other, other, other))
    ((_, in_both),) = shared(lexicon(one, other, other, one, one))
    ((_, rather),) = shared(lexicon(one, other, one, other, one))
    assert in_one > in_both == rather


def test_a_phrase_that_many_use_tells_nothing() -> None:
    assert shared(lexicon(*[("cs", "Moss beds."), ("bio", "Moss beds.")] * 2, ("bio", "Moss beds.")))
    assert not shared(lexicon(*[("cs", "Moss beds."), ("bio", "Moss beds.")] * 3))
