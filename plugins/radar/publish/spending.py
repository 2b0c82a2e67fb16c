"""Tell what a day's text of a model cost, and what its budget still held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from radar.config import Budget
from radar.outcomes import RunReport


@dataclass(frozen=True, kw_only=True, slots=True)
class Spending:
    """Hold what the runs of a day spent on a model."""

    calls: int
    tokens_in: int
    tokens_out: int
    usd: float
    left: Mapping[str, float] = field(default_factory=dict)
    """How much of the day's bound is left, 0 at least, by what is bounded: `usd`, `tokens`, `calls`, `seconds`."""


def spending(report: RunReport, budget: Budget) -> Spending | None:
    """Reckon a report's spending against the bounds of radar.toml as they are; None where no model was asked."""
    figures = report.model
    if not figures.get("calls"):
        return None
    tokens_in, tokens_out = (int(figures.get(key, 0)) for key in ("tokens_in", "tokens_out"))
    bounds = {
        "usd": (budget.max_usd_per_day, figures.get("usd", 0.0)),
        "tokens": (budget.max_tokens_per_day, tokens_in + tokens_out),
        "calls": (budget.max_calls_per_day, figures["calls"]),
        "seconds": (budget.max_seconds_per_day, figures.get("seconds", 0.0)),
    }
    return Spending(
        calls=int(figures["calls"]),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        usd=figures.get("usd", 0.0),
        left={what: max(0.0, bound - spent) for what, (bound, spent) in bounds.items() if bound},
    )
