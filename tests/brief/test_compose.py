"""What is made of drafts that were checked, and when it is too little."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_asker import BOTH, DAY, bridge_of, papers
from hypothesis import given
from hypothesis import strategies as st

from radar.brief import compose, orders
from radar.brief.asking import Spent
from radar.brief.compose import Origin, Why, Withheld
from radar.brief.drafts import GIST, PARTS, Claim, Draft, Dropped, Grounded, Part, Quote
from radar.brief.orders import BriefingOrder, GistsOrder
from radar.models import Briefing, Gist

ORIGIN = Origin(
    model="sample-model",
    prompt="topic-1",
    made="2026-03-04T08:00:00Z",
    cost=Spent(calls=1, tokens_in=1001, tokens_out=100, usd=0.03),
)
A, B, C = (each.id for each in papers(3))


def topic_order(languages: tuple[str, ...] = BOTH) -> BriefingOrder:
    titles = {"zh": "黏土：3篇新论文", "en": "Clay: 3 new papers"}
    order = orders.topic("clay", papers(3), day=DAY, languages=languages, titles=titles, name="Clay")
    assert order
    return order


def bridge_order() -> BriefingOrder:
    some = papers(3)
    joined = bridge_of(*some)
    order = orders.bridge(joined, {p.id: p for p in some}, day=DAY, languages=BOTH, titles={}, field_names={})
    assert order
    return order


def said(text: str, *on: tuple[str, str]) -> Claim:
    quotes = tuple(Quote(paper_id=of, span=span) for of, span in on or ((A, f"passage of {text}"),))
    return Claim(text=text, cites=tuple(q.paper_id for q in quotes), quotes=quotes)


def grounded(
    *, dropped: int = 0, reason: str = "number", title: str = "", lang: str = "en", **parts: int
) -> Grounded:
    made = tuple(
        Part(name=name, claims=tuple(said(f"{name} {n}") for n in range(parts[name])))
        for name in PARTS
        if name in parts
    )
    gone = tuple(Dropped(part="how", claim=said(f"gone {n}"), reason=reason) for n in range(dropped))
    return Grounded(draft=Draft(lang=lang, title=title, parts=made), dropped=gone)


def briefed(found: Grounded, order: BriefingOrder | None = None) -> Briefing:
    made = compose.briefing(order or topic_order(), found, ORIGIN)
    assert isinstance(made, Briefing)
    return made


def why(found: Grounded, order: BriefingOrder | None = None) -> Why | None:
    made = compose.briefing(order or topic_order(), found, ORIGIN)
    return made.why if isinstance(made, Withheld) else None


def test_a_briefing_has_its_parts_under_fixed_headings_and_says_where_it_comes_from() -> None:
    made = briefed(grounded(happened=2, doubtful=1, dropped=1, title="Clay dries", lang="zh"))
    assert made.title == "Clay dries"
    assert [(s.heading, [x.text for x in s.sentences]) for s in made.sections] == [
        ("发生了什么", ["happened 0", "happened 1"]),
        ("存疑之处", ["doubtful 0"]),
    ]
    assert (made.slug, made.kind, made.day, made.lang, made.paper_count) == ("clay", "topic", DAY, "zh", 3)
    assert (made.by, made.model, made.prompt, made.made) == ("model", "sample-model", "topic-1", ORIGIN.made)
    assert (made.dropped, made.fields) == (1, ())


def test_headings_in_english() -> None:
    made = briefed(grounded(happened=1, how=1, matters=1, doubtful=1))
    assert [s.heading for s in made.sections] == ["What happened", "How", "Why it matters", "What is doubtful"]


def test_a_headline_that_did_not_hold_gives_way_to_the_plain_title() -> None:
    assert briefed(grounded(happened=2)).title == "Clay: 3 new papers"
    assert briefed(grounded(happened=2, lang="zh")).title == "黏土：3篇新论文"


def test_citations_are_numbered_in_order_of_first_use_one_for_each_paper_and_passage() -> None:
    claims = (
        said("one", (B, "first"), (A, "second")),
        said("two", (A, "second"), (A, "second"), (C, "first")),
        said("three", (B, "first"), (B, "other")),
    )
    draft = Draft(lang="en", title="", parts=(Part(name="happened", claims=claims),))
    made = briefed(Grounded(draft=draft, dropped=()))
    assert [(c.number, c.paper_id, c.span) for c in made.citations] == [
        (1, B, "first"),
        (2, A, "second"),
        (3, C, "first"),
        (4, B, "other"),
    ]
    assert [s.cites for s in made.sections[0].sentences] == [(1, 2), (2, 3), (1, 4)]


def test_the_languages_of_a_call_share_its_cost_and_lose_no_token() -> None:
    both = [briefed(grounded(happened=2, lang=lang)) for lang in BOTH]
    assert [(b.tokens_in, b.tokens_out, b.usd) for b in both] == [(501, 50, 0.015), (500, 50, 0.015)]
    alone = briefed(grounded(happened=2), topic_order(("en",)))
    assert (alone.tokens_in, alone.tokens_out, alone.usd) == (1001, 100, 0.03)


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_shares_are_nearly_equal_and_add_up(total: int, count: int) -> None:
    shares = [compose._share(total, place, count) for place in range(count)]  # noqa: SLF001 - the rule itself
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (grounded(), Why.NOTHING),
        (grounded(dropped=1), Why.MOSTLY_DROPPED),
        (grounded(happened=1), Why.FEW),
        (grounded(happened=2), None),
        (grounded(how=3), Why.NO_NEWS),
        (grounded(happened=2, how=1, dropped=3), None),
        (grounded(happened=2, how=1, dropped=4), Why.MOSTLY_DROPPED),
        (grounded(happened=2, dropped=9, reason="duplicate"), None),
    ],
)
def test_too_little_is_no_briefing_and_says_why(found: Grounded, expected: Why | None) -> None:
    assert why(found) is expected


def test_what_is_withheld_says_of_what_and_how_much_failed() -> None:
    made = compose.briefing(topic_order(), grounded(happened=1, dropped=4), ORIGIN)
    assert made == Withheld(
        kind="topic",
        slug="clay",
        lang="en",
        why=Why.MOSTLY_DROPPED,
        dropped=4,
        model="sample-model",
        prompt="topic-1",
    )


def test_a_briefing_across_fields_names_them_and_must_cite_two() -> None:
    across = (said("one", (A, "a")), said("two", (B, "b")))
    draft = Draft(lang="en", title="", parts=(Part(name="happened", claims=across),))
    made = briefed(Grounded(draft=draft, dropped=()), bridge_order())
    assert (made.kind, made.slug, made.fields, made.paper_count) == ("cross", "clay-leaves", ("mater", "bio"), 3)
    assert made.title == "clay-leaves"
    one_field = replace(draft, parts=(Part(name="happened", claims=(said("one", (A, "a")), said("two", (C, "c")))),))
    assert why(Grounded(draft=one_field, dropped=()), bridge_order()) is Why.ONE_FIELD


def test_gists_are_one_a_paper_and_language_with_the_passage_that_carries_them() -> None:
    order: GistsOrder = orders.batches(papers(2), languages=BOTH)[0]

    def found(lang: str, *claims: Claim) -> Grounded:
        part = Part(name=GIST, claims=claims)
        return Grounded(draft=Draft(lang=lang, title="", parts=(part,) if claims else ()), dropped=())

    first, second = said("First.", (A, "a span")), said("Second.", (A, "another"))
    made = tuple(compose.gists(order, {"zh": found("zh"), "en": found("en", first, second)}, ORIGIN))
    assert made[2] == Gist(
        id=A, lang="en", text="First.", span="a span", by="model", model="sample-model", prompt="topic-1"
    )
    missing = [(m.kind, m.slug, m.lang, m.why) for m in made if isinstance(m, Withheld)]
    assert missing == [("gist", A, "zh", Why.NOTHING), ("gist", B, "zh", Why.NOTHING), ("gist", B, "en", Why.NOTHING)]


def same_but(made: Briefing, changed: int, slug: str, **more: str) -> Briefing:
    section = made.sections[0]
    sentences = tuple(
        replace(s, text=f"{slug} {n}") if n < changed else replace(s, text=f" {s.text.upper()} ")
        for n, s in enumerate(section.sentences)
    )
    return replace(made, slug=slug, sections=(replace(section, sentences=sentences),), **more)  # type: ignore[arg-type]


def test_a_briefing_that_repeats_more_than_four_fifths_of_another_is_withheld() -> None:
    first = briefed(grounded(happened=10))
    one, two, other = same_but(first, 1, "one"), same_but(first, 2, "two"), same_but(first, 0, "zh", lang="zh")
    made = list(compose.distinct([first, one, two, other]))
    assert [m.slug for m in made if isinstance(m, Briefing)] == ["clay", "two", "zh"]
    assert [(m.slug, m.why, m.prompt) for m in made if isinstance(m, Withheld)] == [("one", Why.REPEATED, "topic-1")]


def test_a_withheld_briefing_makes_no_other_a_repetition() -> None:
    first = briefed(grounded(happened=10))
    one = same_but(first, 1, "one")
    both = same_but(one, 2, "two")
    made = list(compose.distinct([first, one, both]))
    assert [m.slug for m in made if isinstance(m, Briefing)] == ["clay", "two"]
