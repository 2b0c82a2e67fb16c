"""Which papers lead, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from radar.config import Topic, Watch
from radar.models import Match, Paper, Place, Reason
from radar.sift import topics
from radar.sift.rank import rank

WATCH = Watch(authors=("Watched, Ada",), keywords=("glacier",), mute=("blockchain",))


def paper(number: int, title: str = "Sand", *, announce: str = "new", **more: Any) -> Paper:
    given: dict[str, Any] = {
        "id": f"arxiv:2603.{number:05d}",
        "day": date(2026, 3, 2),
        "title": title,
        "authors": ("Sample Author 1",),
        "abstract": "",
        "url": "",
        "places": (Place(name="arXiv", kind="arxiv", announce=announce, version=1),),
        "categories": ("cs.AI",),
    }
    return Paper(**(given | more))


def matched(one: Paper, score: float, *further: float) -> dict[str, tuple[Match, ...]]:
    scores = (score, *further)
    return {
        one.id: tuple(
            Match(paper_id=one.id, topic_id=f"t{n}", score=points, reasons=()) for n, points in enumerate(scores)
        )
    }


def order(papers: list[Paper], matches: dict[str, tuple[Match, ...]], watch: Watch = WATCH) -> list[int]:
    ranked = rank(papers, matches, watch, frozenset({"cs.AI"}))
    return [int(one.paper.id[-5:]) for one in ranked]


def test_a_watched_author_leads_whatever_the_topics_say() -> None:
    best, watched = paper(1, "Glacier"), paper(2, authors=("Sample Author 1", "Ada WATCHED"), announce="cross")
    assert order([best, watched], matched(best, topics.MOST, *[topics.MOST] * 30)) == [2, 1]


def test_the_better_topic_leads_then_the_number_of_topics() -> None:
    one, two, three = paper(1), paper(2), paper(3)
    assert order([one, two, three], matched(one, 3) | matched(two, 4) | matched(three, 3, 1)) == [2, 3, 1]


def test_a_watched_word_raises_a_paper() -> None:
    assert order([paper(1), paper(2, abstract="Of a glacier."), paper(3, "Glaciers")], {}) == [3, 2, 1]


def test_new_leads_cross_and_a_followed_category_leads_another() -> None:
    cross, other, new = paper(1, announce="cross"), paper(2, categories=("math.CO", "cs.AI")), paper(3)
    article = paper(4, places=(Place(name="Sample Journal", kind="feed"),), categories=())
    assert order([cross, other, new, article], {}) == [3, 2, 4, 1]


def test_a_muted_word_sinks_a_paper_and_says_so() -> None:
    muted = paper(1, "Blockchains", authors=("Ada Watched",))
    ranked = rank([muted, paper(2)], matched(muted, topics.MOST), WATCH)
    assert [one.paper.id for one in ranked] == ["arxiv:2603.00002", "arxiv:2603.00001"]
    assert ranked[1].reasons == (Reason(kind="watch", text="Watched, Ada"), Reason(kind="mute", text="blockchain"))
    assert ranked[1].score < 0


def test_events_follow_new_papers() -> None:
    event = paper(1, authors=("Ada Watched",), announce="replace")
    assert order([event, paper(2, "Blockchain")], {}) == [2, 1]


def test_ties_go_by_id() -> None:
    assert order([paper(3), paper(1), paper(2)], {}) == [1, 2, 3]


def test_each_reason_is_told_once() -> None:
    one = paper(1, "A Glacier", abstract="The glacier.", authors=("Ada Watched", "Watched, Ada"))
    (ranked,) = rank([one], {}, WATCH)
    assert ranked.reasons == (
        Reason(kind="watch", text="Watched, Ada"),
        Reason(kind="watch", text="glacier", where="title"),
    )
    assert ranked.matches == ()


def test_a_name_that_folds_to_nothing_watches_nobody() -> None:
    (ranked,) = rank([paper(1, authors=("***",))], {}, Watch(authors=("---",)))
    assert ranked.reasons == ()


def test_nothing_to_rank_is_nothing() -> None:
    assert rank([], {}, WATCH) == ()


@given(st.permutations(range(12)))
def test_the_order_of_papers_given_does_not_matter(numbers: list[int]) -> None:
    titles = ("Sand", "Glacier", "Blockchain", "Dust and Glacier")
    papers = [
        paper(n, titles[n % 4], announce=("new", "cross", "replace")[n % 3], categories=(("cs.AI", "cs.CL")[n % 2],))
        for n in numbers
    ]
    wanted = [Topic(id="dust", name={"en": "Dust"}, keywords=("dust",), categories=("cs.CL",))]
    matches = {one.id: topics.match(one, wanted) for one in papers}
    ranked = rank(papers, matches, WATCH, frozenset({"cs.AI"}))
    assert ranked == rank(sorted(papers, key=lambda one: one.id), matches, WATCH, frozenset({"cs.AI"}))
    assert len(ranked) == 12
    assert all(ranked[n].paper.is_event <= ranked[n + 1].paper.is_event for n in range(11))
