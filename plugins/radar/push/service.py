"""Say what a webhook's service is: how a message to it is written, and how its answer is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from radar.push.digest import Digest

_LARGEST_CODE = 10**9


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """Hold one POST: the address is a secret."""

    url: str = field(repr=False)
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Hold what a letter is written with besides the digest."""

    url: str = field(repr=False)
    now: datetime
    secret: str = field(default="", repr=False)
    chat: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """Know one kind of webhook."""

    write: Callable[[Digest, Desk], Letter]
    refusal: Callable[[int, bytes], str]
    """From the status and the body of an answer: why it is a refusal, in words of ours; empty where it is none.

    Never the service's own words: they may repeat what was sent, the address too.
    """


def as_json(value: object) -> bytes:
    """Write a body; every character as it is, lone surrogates replaced."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def by_status(status: int, _body: bytes = b"") -> str:
    """Take any 2xx for success."""
    return "" if 200 <= status < 300 else f"HTTP {status}"  # noqa: PLR2004 - RFC 9110, 15.3


def by_code(status: int, body: bytes, *, keys: tuple[str, ...], hints: Mapping[int, str]) -> str:
    """Read an answer that says by a code of its own whether the message was taken: 0, under one of `keys`.

    Some services answer HTTP 200 to what they refuse.
    """
    if said := by_status(status):
        return said
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    code = next((answer[key] for key in keys if key in answer), None) if isinstance(answer, dict) else None
    if not isinstance(code, int) or isinstance(code, bool) or abs(code) > _LARGEST_CODE:
        return "the answer is none of this service: is the address right?"
    return f"code {code}{hints.get(code, '')}" if code else ""
