"""No bound of the day is ever passed, however many ask at once."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radar.brief.asking import Spent
from radar.brief.budget import Exceeded, Held, Purse, estimate_tokens, likely_tokens
from radar.config import Budget

PRICES = {"price_in_per_mtok": 1.0, "price_out_per_mtok": 4.0}


def held(purse: Purse, took: Spent | None = None, *, tokens: int = 10, seconds: float = 1.0) -> bool:
    """Make a call that may take so much; tell whether it was let through."""
    with purse.hold(tokens_in=tokens, tokens_out=tokens, seconds=seconds) as hold:
        if isinstance(hold, Held) and took:
            hold.took = took
        return isinstance(hold, Held)


def test_a_purse_without_bounds_lets_everything_through_and_counts_it() -> None:
    purse = Purse(Budget(**PRICES))
    assert all(held(purse, tokens=1_000_000, seconds=1e6) for _ in range(3))
    assert purse.spent == Spent(calls=3, tokens_in=3_000_000, tokens_out=3_000_000, usd=15.0, seconds=3e6)


def test_what_is_not_told_costs_the_worst_case_and_what_is_told_costs_that() -> None:
    purse = Purse(Budget(**PRICES))
    held(purse, tokens=1000, seconds=2.0)
    assert purse.spent == Spent(calls=1, tokens_in=1000, tokens_out=1000, usd=0.005, seconds=2.0)
    held(purse, Spent(calls=1, tokens_in=3, tokens_out=2, usd=0.5, seconds=0.5))
    assert purse.spent == Spent(calls=2, tokens_in=1003, tokens_out=1002, usd=0.505, seconds=2.5)


@pytest.mark.parametrize(
    ("budget", "calls", "named"),
    [
        (Budget(max_calls_per_day=3), 3, "3 of 3 calls"),
        (Budget(max_tokens_per_day=69), 3, "60 of 69 tokens"),
        (Budget(max_tokens_per_day=80), 4, "80 of 80 tokens"),
        (Budget(max_usd_per_day=0.00016, **PRICES), 3, "0.00015 of 0.00016 US dollars"),
        (Budget(max_usd_per_day=0.0002, **PRICES), 4, "0.0002 of 0.0002 US dollars"),
        (Budget(max_seconds_per_day=2.5), 2, "2 of 2.5 seconds"),
        (Budget(max_calls_per_day=2, max_tokens_per_day=40), 2, "2 of 2 calls, 40 of 40 tokens"),
    ],
)
def test_each_bound_is_kept_to_the_last_call_that_fits_and_named(budget: Budget, calls: int, named: str) -> None:
    purse = Purse(budget)
    assert [held(purse) for _ in range(6)] == [True] * calls + [False] * (6 - calls)
    with purse.hold(tokens_in=10, tokens_out=10, seconds=1.0) as hold:
        assert isinstance(hold, Exceeded)
        assert hold.reason == f"the day's budget does not hold another call: {named} spent"
    assert purse.spent.calls == calls


def test_what_earlier_runs_spent_is_spent() -> None:
    purse = Purse(Budget(max_tokens_per_day=100), Spent(calls=7, tokens_in=50, tokens_out=35))
    assert not held(purse)
    assert held(purse, tokens=7)
    assert purse.spent == Spent(calls=8, tokens_in=57, tokens_out=42, seconds=1.0)


def test_a_call_that_would_not_fit_at_all_takes_nothing() -> None:
    purse = Purse(Budget(max_tokens_per_day=10))
    assert not held(purse)
    assert purse.spent == Spent()


def test_seconds_are_cut_to_what_the_day_has_left_while_that_is_enough_to_begin() -> None:
    purse = Purse(Budget(max_seconds_per_day=100.0))
    with purse.hold(seconds=80.0) as hold:
        assert isinstance(hold, Held)
        assert hold.seconds == 80.0
    with purse.hold(seconds=80.0) as hold:
        assert isinstance(hold, Held)
        assert hold.seconds == 20.0
        hold.took = Spent(calls=1, seconds=10.5)
    assert not held(purse, seconds=80.0)
    assert held(purse, seconds=9.5)
    assert purse.spent.seconds == 100.0


def test_a_waiting_pause_is_counted_as_no_call() -> None:
    purse = Purse(Budget(max_calls_per_day=1, max_seconds_per_day=5.0))
    assert held(purse)
    with purse.hold(calls=0, seconds=4.0) as hold:
        assert isinstance(hold, Held)
    assert purse.spent == Spent(calls=1, tokens_in=10, tokens_out=10, seconds=5.0)


def test_a_block_that_raises_has_cost_the_worst_case() -> None:
    purse = Purse(Budget())
    with pytest.raises(KeyError), purse.hold(tokens_in=5, tokens_out=5):
        raise KeyError
    assert purse.spent == Spent(calls=1, tokens_in=5, tokens_out=5)


def test_usage_beyond_what_was_possible_is_believed_ends_the_spending_and_is_told() -> None:
    purse = Purse(Budget(max_tokens_per_day=150))
    assert held(purse, Spent(calls=1, tokens_in=100, tokens_out=100))
    assert purse.spent.tokens_in == 100
    with purse.hold(tokens_in=10, tokens_out=10) as hold:
        assert isinstance(hold, Exceeded)
        assert hold.reason.endswith(
            "200 of 150 tokens spent; a call was counted at 200 tokens where 20 were the most expected"
        )


def test_a_call_waits_for_those_under_way_rather_than_being_refused_for_what_they_may_not_take() -> None:
    purse = Purse(Budget(max_tokens_per_day=30))
    inside, leave, through = threading.Event(), threading.Event(), []

    def first() -> None:
        with purse.hold(tokens_in=10, tokens_out=10) as hold:
            assert isinstance(hold, Held)
            inside.set()
            leave.wait(10)
            hold.took = Spent(calls=1, tokens_in=5, tokens_out=1)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(first)
        assert inside.wait(10)
        second = pool.submit(lambda: through.append(held(purse)))
        assert not through
        leave.set()
        second.result(10)
    assert through == [True]


def test_a_call_that_those_under_way_leave_no_room_for_is_refused_in_the_end() -> None:
    purse = Purse(Budget(max_tokens_per_day=30))
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with purse.hold(tokens_in=10, tokens_out=10):
            inside.set()
            leave.wait(10)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(first)
        assert inside.wait(10)
        second = pool.submit(held, purse)
        leave.set()
        assert second.result(10) is False


@settings(max_examples=60)
@given(
    limits=st.fixed_dictionaries(
        {
            "max_tokens_per_day": st.integers(0, 3000),
            "max_calls_per_day": st.integers(0, 30),
            "max_usd_per_day": st.integers(0, 100).map(lambda n: n / 10_000),
            "max_seconds_per_day": st.integers(0, 300).map(float),
        }
    ),
    threads=st.integers(2, 16),
    seed=st.integers(0, 1000),
)
def test_threads_that_take_what_they_said_at_most_pass_no_bound(
    limits: dict[str, float], threads: int, seed: int
) -> None:
    budget = Budget(**limits, **PRICES)
    purse, let, lock = Purse(budget, Spent(calls=1, tokens_in=20, usd=0.0001, seconds=3.0)), [], threading.Lock()
    before = purse.spent

    def work(number: int) -> None:
        dice = random.Random(seed * 100 + number)  # noqa: S311 - test data
        for _ in range(5):
            tokens_in, tokens_out, seconds = dice.randint(0, 200), dice.randint(0, 200), dice.uniform(0, 30)
            with purse.hold(tokens_in=tokens_in, tokens_out=tokens_out, seconds=seconds) as hold:
                if isinstance(hold, Held):
                    assert hold.seconds <= seconds
                    share = dice.choice([0.0, 0.3, 1.0])
                    used_in, used_out = int(tokens_in * share), int(tokens_out * share)
                    hold.took = Spent(
                        calls=1,
                        tokens_in=used_in,
                        tokens_out=used_out,
                        usd=purse.price(used_in, used_out),
                        seconds=hold.seconds * share,
                    )
                    with lock:
                        let.append(hold)

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work, number) for number in range(threads)]:
            done.result(60)
    spent = purse.spent
    assert spent.calls == before.calls + len(let)
    assert spent.tokens_in == before.tokens_in + sum(hold.took.tokens_in for hold in let)
    for amount, most, began in (
        (spent.calls, budget.max_calls_per_day, before.calls),
        (spent.tokens_in + spent.tokens_out, budget.max_tokens_per_day, before.tokens_in),
        (spent.usd, budget.max_usd_per_day, before.usd),
        (spent.seconds, budget.max_seconds_per_day, before.seconds),
    ):
        assert most == 0 or amount <= max(most, began) + 1e-6


@pytest.mark.parametrize(
    ("text", "most", "likely"),
    [("", 0, 0), ("abcd", 4, 1), ("abcde", 5, 2), ("蛋白质折叠", 15, 5), ("蛋白质 folding", 17, 5), ("é", 2, 1)],
)
def test_tokens_are_bounded_by_bytes_and_guessed_by_script(text: str, most: int, likely: int) -> None:
    assert estimate_tokens(text) == most
    assert likely_tokens(text) == likely


@given(st.text(), st.text())
def test_a_bound_on_tokens_is_no_smaller_than_any_byte_level_cut_and_adds_up(one: str, two: str) -> None:
    assert estimate_tokens(one + two) == estimate_tokens(one) + estimate_tokens(two)
    assert estimate_tokens(one) >= len(one) >= likely_tokens(one)
