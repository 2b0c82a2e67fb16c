"""Orders carried out over a real wire, with the real check, in every mood of the fake model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fake_asker import BOTH, DAY, NOW, Shelf, bridge_of, paper

import tiny_world
from radar.brief import orders
from radar.brief.asking import Spent
from radar.brief.budget import Purse
from radar.brief.compose import Why
from radar.brief.dispatch import Written, write
from radar.brief.ground.claims import check
from radar.brief.model import connect
from radar.brief.orders import Order
from radar.config import BriefingModel, Budget
from radar.models import Paper

MOODS = (
    *("grounded", "invents", "swapped", "prose", "chatty", "fenced", "think", "broken_json", "latex", "wrong_schema"),
    *("verbose", "refusal", "empty", "null_content", "content_filter", "injected", "hostile_output", "http_401"),
    *("http_402", "http_404", "quota", "http_400_content_filter", "no_json_schema", "html_200"),
)
THINGS = ("clay", "moss", "slate", "amber", "chalk", "quartz", "peat", "resin", "basalt", "fern", "loam", "coral")


def about(number: int) -> Paper:
    thing = THINGS[number % len(THINGS)]
    told = (
        f"The drying of {thing} has been described many times without agreement on its rate. "
        f"We weigh {number + 20} samples of {thing} every ten minutes in moving air of a wind tunnel. "
        f"The {thing} of series {number} loses water {number + 2} times as fast as it does in still air. "
        f"These rates of {thing} may not hold below the freezing point, which was not reached. "
        f"Tables of all weights of {thing} in series {number} are part of the supplement."
    )
    return paper(number + 1, abstract=told)


PAPERS = tuple(about(n) for n in range(24))
BY_ID = {each.id: each for each in PAPERS}


def ordered() -> list[Order]:
    made: list[Order | None] = [*orders.batches(PAPERS, languages=BOTH)]
    for n in range(0, 24, 6):
        titles = {"zh": "干燥：6篇新论文", "en": "Drying: 6 new papers"}
        made.append(orders.topic(f"t{n}", PAPERS[n : n + 6], day=DAY, languages=BOTH, titles=titles, name="Drying"))
    joined = bridge_of(PAPERS[3], PAPERS[16])
    made.append(orders.bridge(joined, BY_ID, day=DAY, languages=BOTH, titles={}, field_names={}))
    return [order for order in made if order]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with tiny_world.start(tmp_path_factory.mktemp("net")) as running:
        yield running


def run(net: Any, mood: object, *, structured: str = "auto", replies: Shelf | None = None) -> Written:
    from fakenetlib.control import change  # noqa: PLC0415 - found through tiny_world's path

    change(net.net, {"llm": mood})
    config = BriefingModel.model_validate({"model": "sample-model", "structured": structured, "timeout_s": 20})
    host = frozenset({"127.0.0.1"})
    asker = connect(
        config,
        key="sk-sample",
        purse=Purse(Budget()),
        base_url=f"{net.base_url}/v1",
        allow_hosts=host,
        sleep=lambda _: None,
    )
    return write(ordered(), asker=asker, check=check, made=NOW, replies=replies)


def sound(written: Written) -> int:
    """Hold every sentence against its papers, count them."""
    count = 0
    for made in written.briefings.values():
        cited = {c.number: c for c in made.citations}
        for citation in cited.values():
            assert citation.span in BY_ID[citation.paper_id].abstract
        for sentence in (s for section in made.sections for s in section.sentences):
            count += 1
            assert sentence.cites
            papers = [BY_ID[cited[n].paper_id].abstract for n in sentence.cites]
            told = sentence.text.removeprefix("该论文写道：").rstrip(".。")
            assert any(told in abstract for abstract in papers), sentence
    for gist in written.gists:
        count += 1
        assert gist.span in BY_ID[gist.id].abstract
        assert gist.text.removeprefix("该论文写道：").rstrip(".。") in BY_ID[gist.id].abstract
    return count


def names(order: Order) -> list[tuple[str, str]]:
    """List the texts that an order orders."""
    return [("gist", each.id) for each in order.papers] if order.kind == "gists" else [(order.kind, order.slug)]


def accounted(written: Written) -> None:
    """Find every text that was ordered: published, withheld, its paper left out, or its order failed."""
    found = {("gist", gist.id, gist.lang) for gist in written.gists} | set(written.briefings)
    found |= {(each.kind, each.slug, each.lang) for each in written.withheld}
    found |= {("gist", left.paper_id, lang) for left in written.left_out for lang in BOTH}
    for failure in written.failures:
        found |= {(kind, slug, lang) for kind, slug in names(failure.order) for lang in BOTH}
    assert found == {(kind, slug, lang) for order in ordered() for kind, slug in names(order) for lang in BOTH}


@pytest.mark.parametrize("mood", MOODS)
def test_in_every_mood_what_is_published_stands_in_its_paper_and_nothing_is_lost(net: Any, mood: str) -> None:
    written = run(net, mood)
    sound(written)
    accounted(written)


@pytest.mark.parametrize("structured", ["json_schema", "json_object", "text"])
def test_a_model_that_tells_the_truth_is_published_whole(net: Any, structured: str) -> None:
    written = run(net, "grounded", structured=structured)
    assert sound(written) >= 48 + 2 * 2 * 5
    assert len(written.gists) == 48
    assert sum(kind == "topic" for kind, _, _ in written.briefings) == 8
    assert {made.prompt for made in written.briefings.values()} <= {"topic-1", "bridge-1"}
    # Of a bridge the fake model may say, word for word, what it said of a topic.
    assert {(each.kind, each.why) for each in written.withheld} <= {("cross", Why.REPEATED)}


@pytest.mark.parametrize("mood", ["invents", "hostile_output", "wrong_schema", "prose", "refusal", "empty"])
def test_a_model_that_does_not_is_not_published_at_all(net: Any, mood: str) -> None:
    written = run(net, mood)
    assert sound(written) == 0


def test_a_wrong_schema_is_withheld_and_not_asked_for_again(net: Any) -> None:
    written = run(net, "wrong_schema")
    assert {each.why for each in written.withheld} == {Why.NOTHING}
    assert written.spent.calls <= len(ordered()) + 3


def test_a_mix_of_moods_costs_only_its_own_texts_and_again_nothing_that_was_got(net: Any) -> None:
    shelf = Shelf()
    mix = {"mix": {"grounded": 4, "refusal": 1, "http_500": 1, "prose": 1}, "seed": 6}
    first = run(net, mix, replies=shelf)
    accounted(first)
    sound(first)
    second = run(net, "grounded", replies=shelf)
    assert {name: made for name, made in second.briefings.items() if name in first.briefings} == first.briefings
    assert second.spent.calls < len(ordered())
    assert second.failures == ()
    assert run(net, "http_401", replies=shelf).spent == Spent()
