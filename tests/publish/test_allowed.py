"""What a page may show of what the archive says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_archive
from faults.matrix import Seen
from radar.models import Briefing, Citation, Gist, Paper, Place, Section, Sentence
from radar.publish.allowed import Allowance
from radar.publish.evidence import stands, texts

FULL = Place(name="arXiv", kind="arxiv")
SNIPPET = Place(name="Snippets", kind="feed")
NONE = Place(name="Closed", kind="feed")
SOURCES = [
    {"kind": "arxiv", "categories": ["cs.AI"]},
    {"kind": "feed", "name": "Snippets", "url": "https://snippets.example/", "abstract": "snippet"},
    {"kind": "feed", "name": "Closed", "url": "https://closed.example/", "abstract": "none"},
]
ALLOWANCE = Allowance(small_archive.settings(sources=SOURCES, hide={"ids": ["arxiv:2606.00009"]}))
NEAR, FAR = "a router near the top", "a router far below"
ABSTRACT = f"This is {NEAR}. {'And so on. ' * 40}This is {FAR}."
PLACES = {"full": FULL, "snippet": SNIPPET, "none": NONE}


def paper(number: int, place: Place = FULL, **changes: Any) -> Paper:
    return small_archive.paper(number, places=(place,), abstract=ABSTRACT, **changes)


def briefing(spans: Sequence[tuple[str, str]], by: str = "model", *extra: Sentence) -> Briefing:
    """Invent a briefing with one sentence for each cited paper and span, then others."""
    cited = [Citation(number=n, paper_id=paper_id, span=span) for n, (paper_id, span) in enumerate(spans, 1)]
    said = [Sentence(text=f"Sentence {one.number}.", cites=(one.number,)) for one in cited]
    return replace(
        small_archive.briefing("en"),
        by=by,
        sections=(Section(heading="", sentences=(*said, *extra)),),
        citations=tuple(cited),
    )


def judged(one: Briefing, *papers: Paper, versions: Any = None) -> tuple[list[str], list[str], int]:
    """Give the sentences, the spans and the count of those dropped that are left."""
    kept = ALLOWANCE.briefing(
        one, {p.id: ALLOWANCE.paper(p) for p in papers}, versions or {p.id: (p,) for p in papers}
    )
    if kept is None:
        return [], [], -1
    return [s.text for s in kept.sections[0].sentences], [c.span for c in kept.citations], kept.dropped


@pytest.mark.fault("M17")
@pytest.mark.parametrize(
    ("policy", "span", "by", "sentences", "spans"),
    [
        ("full", FAR, "model", ["Sentence 1."], [FAR]),
        ("snippet", NEAR, "model", ["Sentence 1."], [NEAR]),
        ("snippet", FAR, "model", ["Sentence 1."], [""]),
        ("none", NEAR, "model", ["Sentence 1."], [""]),
        ("none", "Invented Router 1", "model", ["Sentence 1."], ["Invented Router 1"]),
        ("full", FAR, "abstract", ["Sentence 1."], [FAR]),
        ("snippet", NEAR, "abstract", ["Sentence 1."], [NEAR]),
        ("snippet", FAR, "abstract", [], []),
        ("none", NEAR, "abstract", [], []),
        ("full", "not in it", "model", [], []),
        ("snippet", "not in it", "model", [], []),
        ("full", "not in it", "abstract", ["Sentence 1."], [""]),
    ],
)
def test_a_passage_is_shown_as_far_as_its_source_lets_it_be(
    policy: str, span: str, by: str, sentences: list[str], spans: list[str], seen: Seen
) -> None:
    one = paper(1, PLACES[policy])
    assert judged(briefing([(one.id, span)], by), one)[:2] == (sentences, spans)
    seen(f"{policy}, {by}: {len(spans)} passages")


def test_only_what_does_not_hold_is_counted_as_dropped() -> None:
    papers = [paper(1), paper(2)]
    one = briefing(
        [(papers[0].id, NEAR), (papers[1].id, "not in it"), ("arxiv:2606.00009", NEAR), ("arxiv:unknown", NEAR)],
        "model",
        Sentence(text="Of both.", cites=(1, 2)),
        Sentence(text="Of none.", cites=()),
    )
    assert judged(one, *papers) == (["Sentence 1."], [NEAR], 3)
    assert judged(replace(one, dropped=4), *papers)[2] == 7


def test_an_extract_may_hold_a_sentence_of_ours_that_cites_nothing() -> None:
    one = paper(1)
    ours = Sentence(text="These stand together.", cites=())
    assert judged(briefing([(one.id, NEAR)], "abstract", ours), one) == (["Sentence 1.", ours.text], [NEAR], 0)


def test_what_an_earlier_version_said_may_still_be_quoted() -> None:
    before, after = paper(1), paper(1, title="Another")
    after = replace(after, abstract="All is new.")
    one = briefing([(before.id, FAR), (before.id, before.title), (before.id, "All is new."), (before.id, "neither")])
    sentences, spans, dropped = judged(one, after, versions={before.id: (before, after)})
    assert spans == [FAR, before.title, "All is new."]
    assert (len(sentences), dropped) == (3, 1)


def test_a_briefing_of_which_nothing_is_left_is_none() -> None:
    one = paper(1)
    assert ALLOWANCE.briefing(briefing([(one.id, "not in it")]), {one.id: one}) is None
    empty = replace(briefing([]), sections=(Section(heading="Nothing happened", sentences=()),))
    assert ALLOWANCE.briefing(empty, {}) == empty


def test_what_holds_comes_back_as_it_was() -> None:
    one = paper(1)
    good = briefing([(one.id, NEAR), (one.id, FAR)])
    assert ALLOWANCE.briefing(good, {one.id: one}) == good


@pytest.mark.fault("M17")
@given(
    spans=st.lists(
        st.tuples(
            st.integers(1, 4),
            st.sampled_from(
                [NEAR, FAR, "Invented Router 1", "not in it", "", "This is … far below", "a router", "…"]
            ),
        ),
        min_size=1,
        max_size=6,
    ),
    policies=st.lists(st.sampled_from(sorted(PLACES)), min_size=4, max_size=4),
)
def test_whatever_is_asked_no_model_sentence_rests_on_a_passage_that_is_not_there(
    spans: list[tuple[int, str]], policies: list[str]
) -> None:
    papers = {p.id: p for n, policy in enumerate(policies, 1) for p in [paper(n, PLACES[policy])]}
    one = briefing([(f"arxiv:2606.{number:05}", span) for number, span in spans])
    shown = {i: ALLOWANCE.paper(p) for i, p in papers.items()}
    kept = ALLOWANCE.briefing(one, shown, {i: (p,) for i, p in papers.items()})
    held = {c.number: c for c in one.citations if not c.span or stands(c.span, texts([papers[c.paper_id]]))}
    if kept is None:
        assert not held
        return
    assert [s.cites for s in kept.sections[0].sentences] == [(number,) for number in held]
    assert kept.dropped == len(one.citations) - len(held)
    for citation in kept.citations:
        assert not citation.span or stands(citation.span, texts([shown[citation.paper_id]]))
        assert citation.span in ("", held[citation.number].span)


@pytest.mark.parametrize(
    ("policy", "by", "text", "span", "expected"),
    [
        ("full", "model", "Said.", FAR, ("Said.", FAR)),
        ("full", "model", "Said.", "", ("Said.", "")),
        ("full", "model", "Said.", "not in it", None),
        ("snippet", "model", "Said.", FAR, ("Said.", "")),
        ("none", "model", "Said.", NEAR, ("Said.", "")),
        ("none", "abstract", NEAR, NEAR, None),
        ("snippet", "abstract", FAR, FAR, None),
        ("snippet", "abstract", NEAR, NEAR, (NEAR, NEAR)),
        ("full", "abstract", "edited by hand", "edited by hand", ("edited by hand", "edited by hand")),
    ],
)
def test_a_gist_is_shown_as_far_as_its_source_lets_it_be(
    policy: str, by: str, text: str, span: str, expected: tuple[str, str] | None
) -> None:
    one = paper(1, PLACES[policy])
    gist = Gist(id=one.id, lang="en", text=text, span=span, by=by)
    found = ALLOWANCE.gists(ALLOWANCE.paper(one), [gist], (one,))
    assert [(g.text, g.span) for g in found] == ([expected] if expected else [])
