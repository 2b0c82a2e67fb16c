"""Reckon before asking what orders will take, likely and at worst: what `--dry-run` shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from radar.brief import order_schema, orders, prompts
from radar.brief.asking import Ask
from radar.brief.budget import estimate_tokens, likely_tokens
from radar.brief.halving import MOST_EXTRA
from radar.brief.order_repair import MOST_FAILED
from radar.brief.orders import Order
from radar.config import Budget

Count = Callable[[str], int]
"""Counts the tokens of a text, about."""

LIKELY_OUT: Final = 0.5
"""Share of its bound that a reply likely takes."""
LIKELY_REPAIRS: Final = 0.5
"""Share of replies in which something likely needs mending."""
_LIKELY_FAILED: Final = 2
"""Claims that are then mended."""
_FAILED_MOST: Final = 7_000
"""Characters that a failed claim may take in a question for repairs: its sentence, three passages, ids, the fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """Count what is taken."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """Hold what orders take if no reply to them is kept and the budget allows it all."""

    likely: Taken
    worst: Taken
    """With all repairs and all further calls for what fails; a call that is tried again on the wire counts once."""


def estimate(
    ordered: Sequence[Order], budget: Budget, *, likely: Count = likely_tokens, most: Count = estimate_tokens
) -> Estimate:
    """Add up what orders take, at the prices of the budget; its bounds are not looked at.

    `likely` guesses the tokens of a text, `most` bounds them.
    """
    asks = [(order, orders.ask(order)) for order in ordered]
    first = [(_in(ask, likely), round(ask.most_tokens_out * LIKELY_OUT)) for _, ask in asks]
    mended = [_repair(order, ask, likely, _LIKELY_FAILED) for order, ask in asks]
    mended = mended[: round(len(mended) * LIKELY_REPAIRS)]
    worst = [(_in(ask, most), ask.most_tokens_out) for _, ask in asks]
    worst_mended = [_repair(order, ask, most, MOST_FAILED) for order, ask in asks]
    extra = [max(worst, key=sum)] * MOST_EXTRA if worst else []
    return Estimate(likely=_taken(first + mended, budget), worst=_taken(worst + worst_mended + extra, budget))


def _in(ask: Ask, count: Count) -> int:
    """Count all that a server may count: what is asked, the shape of the reply, the example."""
    return count(ask.system + ask.user) + count(json.dumps(ask.schema)) + count(ask.example)


def _repair(order: Order, ask: Ask, count: Count, claims: int) -> tuple[int, int]:
    """Reckon the call in which claims of an order are mended: it shows the order's papers again."""
    system = prompts.load("repair", order.languages).system
    failed = claims * count("x" * _FAILED_MOST if claims == MOST_FAILED else "x" * (_FAILED_MOST // 10))
    schema = count(json.dumps(order_schema.repaired(claims)))
    return count(system + ask.user) + failed + schema, order_schema.bound(claims, order.languages[:1], also=True)


def _taken(calls: Sequence[tuple[int, int]], budget: Budget) -> Taken:
    tokens_in, tokens_out = sum(came for came, _ in calls), sum(went for _, went in calls)
    usd = (tokens_in * budget.price_in_per_mtok + tokens_out * budget.price_out_per_mtok) / 1e6
    return Taken(calls=len(calls), tokens_in=tokens_in, tokens_out=tokens_out, usd=usd)
