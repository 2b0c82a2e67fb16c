"""Say what shape replies must have: JSON Schema as strict servers take it, with every list bounded.

A claim names its paper before its passage and its passage before its sentences, so that
a model writes from what it has just copied:

    {"paper": "P1", "span": "…", "also": [{"paper": "P2", "span": "…"}], "zh": "…", "en": "…"}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from radar.brief.drafts import PARTS

MOST_CLAIMS: Final[Mapping[str, int]] = {"happened": 4, "how": 3, "matters": 2, "doubtful": 2}
"""Claims that a part may have."""
MOST_ALSO: Final = 2
"""Further papers that one sentence may be about."""

_TOKENS: Final = {"head": 120, "span": 100, "zh": 160, "en": 80}
"""Tokens that parts of a reply may take: double what they take mostly."""

Schema = Mapping[str, object]
TEXT: Final[Schema] = {"type": "string"}


def summaries(count: int, languages: Sequence[str]) -> Schema:
    """Ask for one sentence on each of `count` papers."""
    item = _object({"paper": TEXT, "span": TEXT, **dict.fromkeys(languages, TEXT)})
    return _object({"summaries": _list(item, count)})


def briefing(languages: Sequence[str]) -> Schema:
    """Ask for a headline and four parts of claims."""
    claim = _claim(dict.fromkeys(languages, TEXT))
    heads = {f"{lang}_headline": TEXT for lang in languages}
    return _object({**heads, **{part: _list(claim, MOST_CLAIMS[part]) for part in PARTS}})


def repaired(count: int) -> Schema:
    """Ask for up to `count` claims by their numbers, each in the language of the old one."""
    claim = _claim({"text": TEXT}, before={"number": {"type": "integer"}})
    return _object({"claims": _list(claim, count)})


def bound(claims: int, languages: Sequence[str], *, also: bool) -> int:
    """Give the tokens that a reply of so many claims may take."""
    spans = _TOKENS["span"] * (2 if also else 1)
    return claims * (spans + sum(_TOKENS.get(lang, 160) for lang in languages)) + _TOKENS["head"] * len(languages)


def _claim(texts: Mapping[str, Schema], before: Mapping[str, Schema] | None = None) -> Schema:
    also = _list(_object({"paper": TEXT, "span": TEXT}), MOST_ALSO)
    return _object({**(before or {}), "paper": TEXT, "span": TEXT, "also": also, **texts})


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, most: int) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}
