"""Say what a model proposed, before and after it was checked: drafts, claims, quotes, and what was dropped.

A draft is one briefing or gist in one language. Nothing of it is published unless
`ground` kept it.
"""

from __future__ import annotations

from dataclasses import dataclass

GIST = "gist"
"""The one part of a gist's draft."""
PARTS = ("happened", "how", "matters", "doubtful")
"""The four parts of a briefing, in their order: what happened, how, why it matters, what is doubtful."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Hold a passage that a model says stands in a paper's abstract or title."""

    paper_id: str
    span: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Hold one sentence, the papers it is about, and the passages it rests on."""

    text: str
    cites: tuple[str, ...]
    """Paper ids, as the model gave them; an unknown one is for `ground` to refuse."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Hold the claims of one part of a draft."""

    name: str
    """One of `PARTS`, or `GIST`."""
    claims: tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Hold what a model wrote in one language."""

    lang: str
    title: str
    """A headline, without citations; empty for a gist. It is checked against all papers of the input."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """Hold a claim that may not be published, and why, in words that a model can mend it by."""

    part: str
    claim: Claim
    reason: str
    """A word of `ground`'s list of reasons: `unknown_paper`, `no_span`, `number`, `name`, `negation`, …"""
    detail: str = ""
    """What exactly: the number, the name, the words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounded:
    """Hold what of a draft may be published; spans are the paper's own characters."""

    draft: Draft
    """With the claims that held, texts cleaned, quotes and cites exact; parts left empty are gone."""
    dropped: tuple[Dropped, ...]
