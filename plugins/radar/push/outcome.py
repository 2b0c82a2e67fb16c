"""Say how one sending ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sent(StrEnum):
    """How one sending ended."""

    SENT = "sent"
    FAILED = "failed"
    """It did certainly not arrive: the next run tries again."""
    UNCLEAR = "unclear"
    """It went out and nobody said whether it arrived: never sent again by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Hold how one sending ended, and why, without a word of what is secret."""

    state: Sent
    reason: str = ""


def sent(reason: str = "") -> Outcome:
    """Say that it arrived."""
    return Outcome(state=Sent.SENT, reason=reason)


def failed(reason: str) -> Outcome:
    """Say that it did not arrive."""
    return Outcome(state=Sent.FAILED, reason=reason)


def unclear(reason: str) -> Outcome:
    """Say that nobody knows."""
    return Outcome(state=Sent.UNCLEAR, reason=reason)
