"""Say what is asked of a model and what comes of it, whatever the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Hold one question."""

    name: str
    """A word for the schema and for talk: `gists`, `topic`, `bridge`, `repair`."""
    system: str
    user: str
    schema: Mapping[str, object]
    """JSON Schema of the reply, strict as OpenAI has it: all properties required, no others."""
    example: str
    """A reply in short, as JSON text, for servers that take no schema."""
    most_tokens_out: int
    """What the reply may take: a bound, and what is reserved from the budget beforehand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """Count what calls took; a failed call may have cost tokens too."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float = 0.0
    seconds: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        """Add up."""
        return Spent(
            calls=self.calls + other.calls,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            usd=self.usd + other.usd,
            seconds=self.seconds + other.seconds,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """Hold a reply that is the JSON asked for: read strictly, its shape not yet trusted beyond being an object."""

    data: Mapping[str, object]
    spent: Spent


class Trouble(StrEnum):
    """Why no reply came of a question."""

    UNREACHABLE = "unreachable"
    """Refused, cut off, broken servers, no answer in time: after retries."""
    KEY = "key"
    """401, 402, 403, no money left: no other call will do better."""
    LIMITED = "limited"
    """429 to the end of patience."""
    ADDRESS = "address"
    """404, an HTML page, a redirect elsewhere: not a model's address, or no such model."""
    FILTERED = "filtered"
    """The server will not have this content; a part of it may pass."""
    CUT = "cut"
    """The reply ran into its bound: less may fit."""
    REFUSED = "refused"
    """The model declined, or said nothing."""
    UNREADABLE = "unreadable"
    """What came was not the JSON asked for."""
    BUDGET = "budget"
    """It was not asked: it might have cost more than is left, or time was up."""
    OPEN = "open"
    """It was not asked: too many calls in a row had failed (circuit breaker)."""

    @property
    def ends_all(self) -> bool:
        """Tell a trouble that every further call of this run would meet too."""
        return self in (Trouble.KEY, Trouble.ADDRESS, Trouble.BUDGET, Trouble.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class NoReply:
    """Say that no reply came, and why, in one line without any secret."""

    trouble: Trouble
    reason: str
    spent: Spent


class Asker(Protocol):
    """Put one question to a model; may be called from several threads at once. Never raises for what may go wrong."""

    @property
    def model(self) -> str:
        """Name the model."""
        ...

    def ask(self, ask: Ask) -> Reply | NoReply:
        """Ask, within the budget."""
        ...
