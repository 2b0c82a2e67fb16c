"""Carrying out orders: what is asked how often, what of it is published, and what becomes of the rest."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fake_asker import (
    BOTH,
    COST,
    DAY,
    NOW,
    POISON,
    Answer,
    FakeAsker,
    Shelf,
    bridge_of,
    check,
    claim,
    filters,
    honest,
    paper,
    papers,
    shown,
)

from faults.matrix import Seen
from radar.brief import orders
from radar.brief.asking import Ask, Spent, Trouble
from radar.brief.compose import Why
from radar.brief.dispatch import Written, write
from radar.brief.orders import Order, TopicOrder
from radar.models import Paper


def topic(slug: str, some: tuple[Paper, ...]) -> TopicOrder:
    order = orders.topic(slug, some, day=DAY, languages=BOTH, titles={"zh": f"{slug}：", "en": f"{slug}:"}, name=slug)
    assert order
    return order


def bridge(*some: Paper) -> Order:
    order = orders.bridge(
        bridge_of(*some), {each.id: each for each in some}, day=DAY, languages=BOTH, titles={}, field_names={}
    )
    assert order
    return order


def topics(count: int) -> list[Order]:
    """Order topics of two papers each, all different."""
    every = papers(2 * count)
    return [topic(f"topic-{n}", every[2 * n : 2 * n + 2]) for n in range(count)]


def run(ordered: list[Order], asker: FakeAsker, **more: Any) -> Written:
    return write(ordered, asker=asker, check=check, made=more.pop("made", NOW), **more)


def slugs(written: Written, lang: str = "en") -> list[str]:
    return [slug for _, slug, of in written.briefings if of == lang]


def wrong(change: Callable[[dict[str, Any]], None]) -> Callable[[Ask], Answer]:
    """Answer honestly but for a change to the reply of everything that is no repair."""

    def script(ask: Ask) -> Answer:
        if ask.name == "repair":
            return None
        data = honest(ask)
        change(data)
        return data

    return script


def say(text: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["happened"][0]["en"] = text

    return change


def test_every_order_is_asked_once_and_published_in_both_languages_in_their_order() -> None:
    asker = FakeAsker()
    ordered = [*orders.batches(papers(10), languages=BOTH), *topics(5), bridge(paper(91), paper(92))]
    written = run(ordered, asker, concurrency=3)
    assert asker.names == {"gists": 2, "topic": 5, "bridge": 1}
    assert len(written.gists) == 20
    expected = [*(("topic", f"topic-{n}") for n in range(5)), ("cross", "clay-leaves")]
    assert list(written.briefings) == [(*name, lang) for name in expected for lang in BOTH]
    assert (written.withheld, written.left_out, written.failures) == ((), (), ())
    assert written.spent == sum([COST] * 8, Spent())


def test_what_is_published_does_not_depend_on_which_reply_comes_first() -> None:
    turn = threading.Barrier(2)

    def meeting(ask: Ask) -> Answer:
        turn.wait(timeout=10)
        return None

    assert run(topics(4), FakeAsker(meeting), concurrency=2) == run(topics(4), FakeAsker(), concurrency=1)


def test_the_same_orders_again_call_nothing_and_give_the_same() -> None:
    shelf = Shelf()
    ordered = [*orders.batches(papers(9), languages=BOTH), *topics(3)]
    script = wrong(lambda data: say("WRONG")(data) if "happened" in data else None)
    first = run(ordered, FakeAsker(script), replies=shelf)
    asker = FakeAsker()
    second = run(ordered, asker, replies=shelf, made=NOW + timedelta(days=3))
    assert asker.asked == []
    assert second.spent == Spent()
    assert (second.gists, second.briefings) == (first.gists, first.briefings)
    assert {each.made for each in second.briefings.values()} == {"2026-03-04T08:00:00Z"}


def test_a_kept_reply_is_not_taken_for_another_models() -> None:
    shelf = Shelf()
    run(topics(1), FakeAsker(), replies=shelf)
    other = FakeAsker()
    other.model = "another-model"
    run(topics(1), other, replies=shelf)
    assert len(other.asked) == 1


@pytest.mark.parametrize("entry", [{}, {"made": 3, "data": {}}, {"made": "x", "data": []}, {"data": {"a": 1}}])
def test_a_kept_entry_that_is_not_as_it_was_put_is_asked_again(entry: dict[str, Any]) -> None:
    shelf = Shelf()
    run(topics(1), FakeAsker(), replies=shelf)
    asker = FakeAsker()
    run(topics(1), asker, replies=Shelf(dict.fromkeys(shelf, entry)))
    assert len(asker.asked) == 1


def test_a_kept_reply_whose_cost_is_garbage_costs_nothing() -> None:
    shelf = Shelf()
    run(topics(1), FakeAsker(), replies=shelf)
    for entry in shelf.values():
        entry |= {"tokens_in": "many", "tokens_out": -4, "usd": float("nan")}
    made = next(iter(run(topics(1), FakeAsker(), replies=shelf).briefings.values()))
    assert (made.tokens_in, made.tokens_out, made.usd) == (0, 0, 0)


@pytest.mark.fault("L4")
def test_l04_one_poisoned_paper_among_200_is_found_and_left_out_alone(seen: Seen) -> None:
    for poisoned in (1, 77, 200):
        asker = FakeAsker(filters)
        ordered = list(orders.batches(papers(200, poisoned=(poisoned,)), languages=("en",)))
        written = run(ordered, asker)
        assert len(asker.asked) - len(ordered) <= 17
        assert len(written.gists) == 199
        assert [left.paper_id for left in written.left_out] == [paper(poisoned).id]
        assert written.left_out[0].trouble is Trouble.FILTERED
        assert "it is filtered" in written.left_out[0].reason
        assert (written.left_out[0].model, written.left_out[0].prompt) == ("sample-model", "gists-1")
        assert written.failures == ()
    seen(f"{len(asker.asked) - len(ordered)} calls more, {len(written.left_out)} of 200 left out")


@pytest.mark.fault("L4")
def test_l04_two_poisoned_papers_of_one_batch_are_both_found(seen: Seen) -> None:
    asker = FakeAsker(filters)
    written = run(list(orders.batches(papers(8, poisoned=(2, 7)), languages=("en",))), asker)
    assert [left.paper_id for left in written.left_out] == [paper(2).id, paper(7).id]
    assert len(written.gists) == 6
    assert len(asker.asked) == 11
    seen(f"both of two found in {len(asker.asked)} calls")


def test_l04_the_same_poison_is_paid_once_a_day_and_tried_anew_on_the_next() -> None:
    shelf = Shelf()
    some = papers(16, poisoned=(3,))
    ordered = [*orders.batches(some, languages=("en",)), topic("all", some[:6])]
    first = run(ordered, FakeAsker(filters), replies=shelf, concurrency=1)
    asker = FakeAsker(filters)
    second = run(ordered, asker, replies=shelf)
    assert asker.asked == []
    assert replace(second, spent=first.spent) == first
    later = FakeAsker()
    third = run(ordered, later, replies=shelf, made=NOW + timedelta(days=1))
    assert later.asked
    assert third.left_out == ()


@pytest.mark.fault("L4")
def test_l04_a_poisoned_paper_is_taken_out_of_a_topic_and_the_rest_is_briefed() -> None:
    for place in (1, 4, 12):
        asker = FakeAsker(filters)
        written = run([topic("all", papers(12, poisoned=(place,)))], asker)
        assert len(asker.asked) <= 1 + 6
        assert [left.paper_id for left in written.left_out] == [paper(place).id]
        assert slugs(written) == ["all"]
        assert len(shown(asker.asked[-1])) == 11
        assert next(iter(written.briefings.values())).paper_count == 12


def test_l04_two_poisoned_papers_are_taken_out_of_a_topic() -> None:
    for places in ((1, 2), (3, 11), (12, 1)):
        asker = FakeAsker(filters)
        written = run([topic("all", papers(12, poisoned=places))], asker)
        assert {left.paper_id for left in written.left_out} == {paper(n).id for n in places}
        assert slugs(written) == ["all"]
        assert len(asker.asked) <= 1 + 12


def test_three_poisoned_papers_are_too_many_to_search_one_topic_for() -> None:
    asker = FakeAsker(filters)
    written = run([topic("all", papers(12, poisoned=(1, 6, 12)))], asker)
    assert [failure.trouble for failure in written.failures] == [Trouble.FILTERED]
    assert len(asker.asked) <= 1 + 12
    # Of the first, nothing that passed without it tells that it was in the way.
    assert [left.paper_id for left in written.left_out] == [paper(6).id]


def test_a_topic_of_which_no_part_passes_leaves_no_paper_out() -> None:
    written = run([topic("all", papers(12))], FakeAsker(lambda _: Trouble.FILTERED))
    assert written.left_out == ()
    assert len(written.failures) == 1


def test_l04_what_was_found_in_one_order_is_left_out_of_the_others_without_a_call() -> None:
    some = papers(8, poisoned=(5,))
    asker = FakeAsker(filters)
    ordered = [*orders.batches(some, languages=BOTH), topic("one", some), topic("two", some[2:])]
    written = run(ordered, asker, concurrency=1)
    assert asker.names["topic"] == 2
    assert slugs(written) == ["one", "two"]
    assert len(written.left_out) == 1


def test_l04_topics_that_share_a_poisoned_paper_search_for_it_once() -> None:
    some = papers(12, poisoned=(5,))
    together = threading.Barrier(4)

    def script(ask: Ask) -> Answer:
        if ask.name == "topic" and any(f'"t{n}"' in ask.user for n in range(4)) and POISON in ask.user:
            together.wait(timeout=10)
        time.sleep(0.01)  # lets the others come to where they would search too
        return filters(ask)

    asker = FakeAsker(script)
    ordered = [topic(f"t{n}", (*some, paper(50 + n))[1:]) for n in range(6)]
    written = run(ordered, asker, concurrency=4)
    assert asker.names["gists"] <= 5
    assert asker.names["topic"] <= 6 + 4
    assert len(written.left_out) == 1


def test_a_bridge_whose_paper_is_refused_has_nothing_left_to_join() -> None:
    asker = FakeAsker(filters)
    written = run([bridge(*papers(2, poisoned=(2,)))], asker)
    assert written.briefings == {}
    assert [left.paper_id for left in written.left_out] == [paper(2).id]
    assert [failure.trouble for failure in written.failures] == [Trouble.FILTERED]
    assert len(asker.asked) <= 4


def test_a_filter_that_refuses_no_single_paper_leaves_none_out() -> None:
    asker = FakeAsker(lambda ask: Trouble.FILTERED if ask.name == "topic" else None)
    written = run([topic("all", papers(8))], asker)
    assert written.left_out == ()
    assert [failure.trouble for failure in written.failures] == [Trouble.FILTERED]
    assert len(asker.asked) <= 1 + 5


@pytest.mark.fault("L5")
def test_l05_a_cut_reply_is_asked_again_in_halves_once(seen: Seen) -> None:
    def script(ask: Ask) -> Answer:
        return Trouble.CUT if len(shown(ask)) > 4 else None

    asker = FakeAsker(script)
    written = run(list(orders.batches(papers(8), languages=BOTH)), asker)
    assert [len(shown(ask)) for ask in asker.asked] == [8, 4, 4]
    assert len(written.gists) == 16
    seen(f"asked {len(asker.asked)} times in all")


@pytest.mark.fault("L5")
def test_l05_what_is_cut_again_fails_and_nothing_of_it_is_published() -> None:
    asker = FakeAsker(lambda ask: Trouble.CUT if len(shown(ask)) > 2 else None)
    written = run([*orders.batches(papers(8), languages=BOTH), topic("all", papers(8))], asker)
    assert [len(shown(ask)) for ask in asker.asked if ask.name == "gists"] == [8, 4, 4]
    assert [len(shown(ask)) for ask in asker.asked if ask.name == "topic"] == [8, 4]
    assert (written.gists, dict(written.briefings), written.left_out) == ((), {}, ())
    assert {failure.trouble for failure in written.failures} == {Trouble.CUT}


def test_l05_a_half_that_is_cut_again_fails_while_the_other_is_published() -> None:
    def script(ask: Ask) -> Answer:
        long = len(shown(ask)) > 4 or "sample 1 " in ask.user
        return Trouble.CUT if long else None

    written = run(list(orders.batches(papers(8), languages=("en",))), FakeAsker(script))
    assert len(written.gists) == 4
    assert [len(failure.order.papers) for failure in written.failures] == [4]


def test_l05_a_topic_that_is_cut_is_asked_again_on_half_its_papers() -> None:
    asker = FakeAsker(lambda ask: Trouble.CUT if len(shown(ask)) > 6 else None)
    written = run([topic("all", papers(12))], asker)
    assert [len(shown(ask)) for ask in asker.asked] == [12, 6]
    assert slugs(written) == ["all"]


@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.UNREADABLE])
def test_l06_a_paper_on_which_the_model_gives_nothing_is_left_out_alone(trouble: Trouble) -> None:
    asker = FakeAsker(lambda ask: trouble if POISON in ask.user else None)
    written = run(list(orders.batches(papers(8, poisoned=(6,)), languages=("en",))), asker)
    assert [(left.paper_id, left.trouble) for left in written.left_out] == [(paper(6).id, trouble)]
    assert len(written.gists) == 7
    assert len(asker.asked) == 7


@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.UNREADABLE])
def test_l06_a_model_that_gives_nothing_on_anything_is_not_asked_down_to_single_papers(trouble: Trouble) -> None:
    asker = FakeAsker(lambda _: trouble)
    ordered = [*orders.batches(papers(200), languages=("en",)), *topics(12)]
    written = run(ordered, asker)
    assert len(asker.asked) <= len(ordered) + 34
    assert written.left_out == ()
    assert len(written.failures) == len(ordered)
    assert {failure.trouble for failure in written.failures} == {trouble}


@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.UNREADABLE])
def test_l06_where_both_halves_of_a_batch_break_alike_no_smaller_part_is_tried(trouble: Trouble) -> None:
    asker = FakeAsker(lambda _: trouble)
    run(list(orders.batches(papers(8), languages=("en",))), asker)
    assert [len(shown(ask)) for ask in asker.asked] == [8, 4, 4]


@pytest.mark.fault("M6")
def test_a_server_that_refuses_everything_is_asked_a_bounded_number_of_times() -> None:
    asker = FakeAsker(lambda _: Trouble.FILTERED)
    ordered = [*orders.batches(papers(200), languages=("en",)), *topics(12)]
    written = run(ordered, asker)
    assert len(asker.asked) <= len(ordered) + 34
    assert written.gists == ()
    assert written.left_out == ()  # that says nothing of any one paper
    assert len(written.failures) == len(ordered)


@pytest.mark.parametrize("trouble", [each for each in Trouble if each.ends_all])
def test_a_trouble_that_would_meet_every_call_ends_the_asking(trouble: Trouble) -> None:
    asker = FakeAsker(lambda _: trouble)
    ordered = [*orders.batches(papers(40), languages=BOTH), *topics(12)]
    written = run(ordered, asker, concurrency=2)
    assert 1 <= len(asker.asked) <= 2
    assert len(written.failures) == len(ordered)
    assert {(failure.trouble, failure.reason) for failure in written.failures} == {(trouble, f"it is {trouble}")}
    assert written.spent.calls == len(asker.asked)


def test_after_such_a_trouble_kept_replies_are_still_used() -> None:
    shelf = Shelf()
    run(topics(3)[1:], FakeAsker(), replies=shelf)
    written = run(topics(3), FakeAsker(lambda _: Trouble.KEY), replies=shelf, concurrency=1)
    assert slugs(written) == ["topic-1", "topic-2"]


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.LIMITED])
def test_an_order_that_meets_another_trouble_fails_alone_and_is_not_asked_again(trouble: Trouble) -> None:
    asker = FakeAsker(lambda ask: trouble if "sample 3 " in ask.user else None)
    written = run([*orders.batches(papers(16), languages=("en",)), *topics(3)], asker)
    assert len(asker.asked) == 5
    assert len(written.gists) == 8
    assert slugs(written) == ["topic-0", "topic-2"]
    assert len(written.failures) == 2


def test_l15_two_topics_of_twelve_fail_and_a_second_run_asks_only_for_these() -> None:
    shelf = Shelf()
    failing = FakeAsker(
        lambda ask: Trouble.UNREACHABLE if '"topic-3"' in ask.user or '"topic-8"' in ask.user else None
    )
    first = run(topics(12), failing, replies=shelf)
    assert len(slugs(first)) == 10
    assert [failure.order.slug for failure in first.failures] == ["topic-3", "topic-8"]
    asker = FakeAsker()
    second = run(topics(12), asker, replies=shelf, made=NOW + timedelta(hours=9))
    names = [json.loads(ask.user.split(": ", 1)[1].split("\n")[0])["name"] for ask in asker.asked]
    assert sorted(names) == ["topic-3", "topic-8"]
    assert len(slugs(second)) == 12
    assert {name: made for name, made in second.briefings.items() if name in first.briefings} == first.briefings


@pytest.mark.fault("L8", "L9")
def test_l08_l09_a_claim_that_fails_is_mended_once_by_one_more_call(seen: Seen) -> None:
    asker = FakeAsker(wrong(say("WRONG by 37.4 %")))
    written = run(topics(1), asker)
    assert asker.names == {"topic": 1, "repair": 1}
    made = written.briefings["topic", "topic-0", "en"]
    assert "Mended: 0" in [s.text for section in made.sections for s in section.sentences]
    assert made.dropped == 0
    assert made.prompt == "topic-1+repair-1"
    zh = written.briefings["topic", "topic-0", "zh"]
    assert (made.tokens_in, zh.tokens_in) == (1001, 1001)
    assert made.usd == zh.usd == COST.usd
    seen(f"{len(asker.asked)} calls, {made.dropped} dropped")


@pytest.mark.fault("L8", "L9")
def test_l08_a_claim_that_fails_again_is_dropped_and_counted_once(seen: Seen) -> None:
    def script(ask: Ask) -> Answer:
        data = honest(ask)
        if ask.name == "repair":
            data["claims"][0]["text"] = "WRONG again"
        else:
            data["happened"][0]["en"] = "WRONG"
            data["how"][0]["paper"] = "P999"
        return data

    asker = FakeAsker(script)
    written = run(topics(1), asker)
    dropped = {lang: made.dropped for (_, _, lang), made in written.briefings.items()}
    assert dropped == {"zh": 1, "en": 0}  # the first claim to be mended is the Chinese one of P999
    assert "WRONG" not in str(written.briefings)
    assert "P999" not in str(written.briefings)
    assert len(asker.asked) == 2
    seen(f"dropped: {dropped}")


def test_what_the_model_does_not_mend_stays_dropped() -> None:
    def script(ask: Ask) -> Answer:
        return {"claims": []} if ask.name == "repair" else wrong(say("WRONG"))(ask)

    made = run(topics(1), FakeAsker(script)).briefings["topic", "topic-0", "en"]
    assert made.dropped == 1
    assert made.prompt == "topic-1"
    assert made.tokens_in == 1001


def test_without_money_for_repairs_what_held_is_published() -> None:
    def script(ask: Ask) -> Answer:
        return Trouble.BUDGET if ask.name == "repair" else wrong(say("WRONG"))(ask)

    asker = FakeAsker(script)
    written = run(topics(3), asker, concurrency=1)
    assert len(slugs(written)) == 3
    assert asker.names["repair"] == 1
    assert [made.dropped for (_, _, lang), made in written.briefings.items() if lang == "en"] == [1, 1, 1]
    assert written.failures == ()


def test_repairs_wait_until_every_order_was_asked() -> None:
    asker = FakeAsker(wrong(say("WRONG")))
    run(topics(4), asker, concurrency=1)
    assert [ask.name for ask in asker.asked] == ["topic"] * 4 + ["repair"] * 4


def test_links_are_dropped_and_not_given_back_to_the_model() -> None:
    asker = FakeAsker(wrong(say("See http://evil.example for it")))
    written = run(topics(1), asker)
    assert asker.names == {"topic": 1}
    assert written.briefings["topic", "topic-0", "en"].dropped == 1


def test_a_gist_that_fails_is_mended_or_told_to_be_withheld() -> None:
    def change(data: dict[str, Any]) -> None:
        for item in data["summaries"][:2]:
            item["en"] = "WRONG"
        del data["summaries"][3]

    def script(ask: Ask) -> Answer:
        data = wrong(change)(ask) or honest(ask)
        if ask.name == "repair":
            data["claims"] = data["claims"][:1]
        return data

    written = run(list(orders.batches(papers(4), languages=BOTH)), FakeAsker(script))
    assert [(g.id, g.lang) for g in written.gists] == [
        *((paper(n).id, "zh") for n in (1, 2, 3)),
        *((paper(n).id, "en") for n in (1, 3)),
    ]
    assert written.gists[3].text == "Mended: 0"
    assert [(w.kind, w.slug, w.lang, w.why, w.dropped) for w in written.withheld] == [
        ("gist", paper(4).id, "zh", Why.NOTHING, 0),
        ("gist", paper(2).id, "en", Why.DROPPED, 1),
        ("gist", paper(4).id, "en", Why.NOTHING, 0),
    ]
    assert {(w.model, w.prompt) for w in written.withheld} == {("sample-model", "gists-1+repair-1")}


@pytest.mark.fault("L12")
def test_l12_the_same_text_for_all_topics_is_published_once(seen: Seen) -> None:
    some = papers(3)
    ordered: list[Order] = [topic(f"t{n}", some) for n in range(4)]
    written = run(ordered, FakeAsker())
    assert slugs(written) == ["t0"]
    assert [(w.slug, w.lang, w.why) for w in written.withheld] == [
        (f"t{n}", lang, Why.REPEATED) for n in (1, 2, 3) for lang in BOTH
    ]
    seen(f"one text for {len(ordered)} topics: published {len(slugs(written))} time")


@pytest.mark.fault("L12")
def test_l12_an_empty_reply_is_withheld_and_asked_for_no_repair(seen: Seen) -> None:
    asker = FakeAsker(lambda _: {})
    written = run([*topics(1), *orders.batches(papers(1), languages=BOTH)], asker)
    assert len(asker.asked) == 2
    assert {w.why for w in written.withheld} == {Why.NOTHING}
    assert len(written.withheld) == 4
    seen(f"nothing: {len(written.withheld)} withheld, {len(asker.asked)} calls")


@pytest.mark.fault("L12")
def test_l12_ten_thousand_items_and_giant_texts_pass_through_bounds() -> None:
    def script(ask: Ask) -> Answer:
        row = shown(ask)[0]
        items = [{**claim(row, 0), "en": "clay " * 9000} for _ in range(10_000)]
        return {"happened": items, "how": items, "summaries": items, "claims": items}

    written = run([*topics(1), *orders.batches(papers(2), languages=BOTH)], FakeAsker(script))
    assert all(len(s.text) <= 1000 for b in written.briefings.values() for p in b.sections for s in p.sentences)


@pytest.mark.fault("L8")
def test_l08_no_id_that_was_not_asked_about_is_ever_published(seen: Seen) -> None:
    def script(ask: Ask) -> Answer:
        data = honest(ask)
        for key, items in data.items():
            for n, item in enumerate(items if isinstance(items, list) else ()):
                item["paper"] = ("P77", "arxiv:2603.99999", "p0", "", item["paper"])[n % 5 if key != "how" else 4]
        return data

    ordered = [*topics(4), *orders.batches(papers(8), languages=BOTH), bridge(paper(91), paper(92))]
    written = run(ordered, FakeAsker(script))
    known = {each.id for order in ordered for each in order.papers}
    assert {c.paper_id for b in written.briefings.values() for c in b.citations} <= known
    assert {g.id for g in written.gists} <= known
    seen("0 unknown ids")


def test_check_is_called_from_one_thread_alone() -> None:
    threads = set()

    def watched(*given: Any) -> Any:
        threads.add(threading.get_ident())
        return check(*given)

    write(topics(6), asker=FakeAsker(wrong(say("WRONG"))), check=watched, made=NOW, concurrency=4)
    assert threads == {threading.get_ident()}


def test_nothing_ordered_is_nothing_written() -> None:
    asker = FakeAsker()
    assert run([], asker) == Written(gists=(), briefings={}, withheld=(), left_out=(), failures=(), spent=Spent())
    assert asker.asked == []
