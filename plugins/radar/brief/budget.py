"""Keep the day's budget: what a call may take at most is set aside before it is made.

A call is made only if its worst case fits into every bound beside what is spent and what
other calls have set aside. What it took in truth replaces the worst case when it is over.
So no bound is passed as long as servers count as they promise; one that counts more than
was possible is believed, and ends the day's spending.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from radar.brief.asking import Spent
from radar.config import Budget

LEAST_SECONDS: Final = 10.0
"""A call is not begun with less of the day's seconds left than this, or than its own time if that is shorter."""
_CLOSE: Final = 1e-9
"""What rounding may add to a sum of prices."""
_WIDE: Final = re.compile(r"[^\x00-\u02ff\u0370-\u1fff]")
_PER_TOKEN: Final = 4
"""Latin characters that a token of today's models holds on average."""


def estimate_tokens(text: str) -> int:
    """Bound the tokens of a text from above: its bytes in UTF-8.

    Models in use have byte-level BPE, or SentencePiece with byte fallback: a token of theirs
    stands for one byte or more, whatever the script. English takes a quarter of the bound,
    Chinese a third or less, formulas and digits may come near it. A bound by words or
    characters would be closer, and wrong for text made to be wrong.
    """
    return len(text.encode("utf-8", "surrogatepass"))


def likely_tokens(text: str) -> int:
    """Guess the tokens of a text: a token for each Chinese, Japanese or Korean character and every 4 others."""
    wide = len(_WIDE.findall(text))
    return wide - (wide - len(text)) // _PER_TOKEN


@dataclass(frozen=True, kw_only=True, slots=True)
class Exceeded:
    """Say which bound the next call would pass."""

    reason: str


class Held:
    """Hold what is set aside for one call, until it is told what the call took."""

    def __init__(self, worst: Spent) -> None:
        """Begin with the worst case, which stands if nothing truer is told."""
        self.worst = worst
        self.took = worst

    @property
    def seconds(self) -> float:
        """Tell the seconds that the call may take."""
        return self.worst.seconds


class Purse:
    """Guard the budget of a day. Safe to share between threads."""

    def __init__(self, budget: Budget, spent: Spent | None = None) -> None:
        """Begin with what earlier runs of the day have spent."""
        self._budget = budget
        self._settled = spent or Spent()
        self._aside: list[Held] = []
        self._changed = threading.Condition()
        self._surprise = ""

    @property
    def spent(self) -> Spent:
        """Tell what is spent on this day so far, earlier runs included, calls under way not."""
        with self._changed:
            return self._settled

    def price(self, tokens_in: int, tokens_out: int) -> float:
        """Give the price of a call in US dollars."""
        budget = self._budget
        return (tokens_in * budget.price_in_per_mtok + tokens_out * budget.price_out_per_mtok) / 1e6

    @contextmanager
    def hold(
        self, *, calls: int = 1, tokens_in: int = 0, tokens_out: int = 0, seconds: float = 0.0
    ) -> Iterator[Held | Exceeded]:
        """Set the worst case of a call aside; when the block ends, what was `took` is spent instead.

        Waits while only calls under way stand in its way: they will give back what they do
        not take, and each of them ends in its own time. Seconds are cut to what the day has
        left, if that is enough to begin. Nobody holds two at once.
        """
        worst = Spent(
            calls=calls,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            usd=self.price(tokens_in, tokens_out),
            seconds=seconds,
        )
        held = self._take(worst)
        try:
            yield held
        finally:
            if isinstance(held, Held):
                self._settle(held)

    def _take(self, worst: Spent) -> Held | Exceeded:
        with self._changed:
            while True:
                allowed = self._fit(worst)
                if allowed and not self._passed(self._under_way() + allowed):
                    held = Held(allowed)
                    self._aside.append(held)
                    return held
                if allowed is None or not self._aside:
                    return Exceeded(reason=self._reason(allowed or worst))
                self._changed.wait()

    def _fit(self, worst: Spent) -> Spent | None:
        """Cut the seconds to what is left of the day's; None if the call does not even fit alone."""
        most = self._budget.max_seconds_per_day
        left = most - self._settled.seconds if most > 0 else worst.seconds
        enough = left >= min(worst.seconds, LEAST_SECONDS)
        allowed = replace(worst, seconds=min(worst.seconds, left)) if enough else worst
        return None if self._passed(self._settled + allowed) else allowed

    def _settle(self, held: Held) -> None:
        with self._changed:
            self._aside.remove(held)
            self._settled += held.took
            took, most = held.took.tokens_in + held.took.tokens_out, held.worst.tokens_in + held.worst.tokens_out
            if took > most:
                self._surprise = f"; a call was counted at {took} tokens where {most} were the most expected"
            self._changed.notify_all()

    def _under_way(self) -> Spent:
        return sum((held.worst for held in self._aside), self._settled)

    def _bounds(self, total: Spent) -> Iterator[tuple[str, float, float]]:
        """Give what is bounded: its name, what it would come to, its bound."""
        budget = self._budget
        yield "calls", total.calls, budget.max_calls_per_day
        yield "tokens", total.tokens_in + total.tokens_out, budget.max_tokens_per_day
        yield "US dollars", total.usd, budget.max_usd_per_day
        yield "seconds", total.seconds, budget.max_seconds_per_day

    def _passed(self, total: Spent) -> str:
        """Name the bounds that a total passes."""
        return ", ".join(name for name, amount, most in self._bounds(total) if 0 < most < amount - _CLOSE)

    def _reason(self, worst: Spent) -> str:
        names = self._passed(self._settled + worst)
        amounts = {name: (amount, most) for name, amount, most in self._bounds(self._settled)}
        told = ", ".join(f"{amounts[n][0]:.6g} of {amounts[n][1]:.6g} {n}" for n in names.split(", "))
        return f"the day's budget does not hold another call: {told} spent{self._surprise}"
