"""What orders are reckoned to take before they are asked."""

from __future__ import annotations

import pytest
from fake_asker import BOTH, DAY, NOW, FakeAsker, check, honest, papers

from radar.brief import orders
from radar.brief.asking import Ask, Trouble
from radar.brief.budget import estimate_tokens
from radar.brief.dispatch import write
from radar.brief.estimate import Estimate, Taken, estimate
from radar.brief.orders import Order
from radar.config import Budget

PRICES = Budget(price_in_per_mtok=1.0, price_out_per_mtok=4.0)


def ordered(count: int = 20) -> list[Order]:
    topic = orders.topic("clay", papers(count), day=DAY, languages=BOTH, titles={}, name="Clay")
    assert topic
    return [*orders.batches(papers(count), languages=BOTH), topic]


def test_nothing_ordered_takes_nothing() -> None:
    assert estimate([], PRICES) == Estimate(likely=Taken(), worst=Taken())


def test_likely_is_a_call_an_order_and_some_repairs_and_worst_is_far_above() -> None:
    found = estimate(ordered(), PRICES)
    assert found.likely.calls == 4 + 2
    assert found.worst.calls == 4 + 4 + 34
    assert found.worst.tokens_in > 2 * found.likely.tokens_in
    assert found.worst.tokens_out > 2 * found.likely.tokens_out


@pytest.mark.parametrize("part", ["likely", "worst"])
def test_tokens_cost_what_the_budget_says(part: str) -> None:
    taken = getattr(estimate(ordered(), PRICES), part)
    assert taken.usd == pytest.approx(taken.tokens_in / 1e6 + taken.tokens_out * 4 / 1e6)
    assert getattr(estimate(ordered(), Budget()), part).usd == 0


def test_more_papers_take_more() -> None:
    assert estimate(ordered(40), PRICES).likely.tokens_in > estimate(ordered(8), PRICES).likely.tokens_in


def test_the_worst_case_is_never_passed_by_calls_that_fail_in_every_way() -> None:
    def broken(ask: Ask) -> dict[str, object]:
        data = honest(ask)
        for items in data.values():
            for item in items if isinstance(items, list) else ():
                item["span"] = "not in any abstract " * 40
        return data

    for script in (broken, lambda _: Trouble.FILTERED):
        asker = FakeAsker(script)
        every = ordered(96)
        write(every, asker=asker, check=check, made=NOW)
        worst = estimate(every, PRICES).worst
        assert len(asker.asked) <= worst.calls
        assert sum(estimate_tokens(ask.system + ask.user) for ask in asker.asked) <= worst.tokens_in
        assert sum(ask.most_tokens_out for ask in asker.asked) <= worst.tokens_out
