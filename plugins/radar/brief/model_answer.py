"""Read what a chat completion says: the JSON asked for, or what it is instead, and what it took."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from radar.brief import reply_json
from radar.brief.asking import Trouble
from radar.brief.model_verdict import Verdict, by_status, is_page, parsed

_CUT: Final = frozenset({"length", "max_tokens", "model_length"})
_FILTERED: Final = frozenset(
    {"content_filter", "sensitive", "safety", "recitation", "prohibited_content", "blocklist", "spii", "risk"}
)
_MOST_TOKENS: Final = 1_000_000_000
"""Beyond this a count is no count."""
_SORRY: Final = re.compile(
    r"\W{0,5}(?:i(?:['’]m| am) (?:very |so )?(?:sorry|unable)|sorry|i (?:can(?:not|['’]t| not)|won['’]t)|as an ai\b"
    r"|unfortunately|抱歉|很抱歉|对不起|非常抱歉|我(?:无法|不能))",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Hold what came of a call that the server answered with success."""

    outcome: Mapping[str, object] | Verdict
    usage: tuple[int, int] | None = None
    """Tokens in and out as the server counted them; None if it did not."""


def read(headers: Mapping[str, str], content: bytes) -> Said:
    """Read the body of an answer with status 200; never raises."""
    if is_page(headers, content):
        reason = "a web page instead of a model (HTTP 200)"
        return Said(outcome=Verdict(trouble=Trouble.ADDRESS, reason=reason))
    body = parsed(content)
    if not isinstance(body, Mapping):
        reason = "the answer is no JSON"
        return Said(outcome=Verdict(trouble=Trouble.UNREACHABLE, reason=reason, retries=1, paid=True))
    usage = _usage(body.get("usage"))
    match body.get("choices"):
        case [Mapping() as choice, *_] if not choice.get("error"):
            judged = _judge(choice)
            return Said(outcome=replace(judged, paid=True) if isinstance(judged, Verdict) else judged, usage=usage)
        case [Mapping() as choice, *_]:
            return Said(outcome=_error(choice), usage=usage)
        case _:
            return Said(outcome=_error(body), usage=usage)


def _error(body: Mapping[str, object]) -> Verdict:
    """Judge an error in an answer that claims success, by the status it names (OpenRouter does so)."""
    error = body.get("error")
    code = error.get("code") if isinstance(error, Mapping) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 502  # noqa: PLR2004 - HTTP's statuses of failure
    if error:
        return by_status(status, {}, _again(error))
    reason = "the answer is no chat completion"
    return Verdict(trouble=Trouble.UNREACHABLE, reason=reason, retries=1, paid=True)


def _again(error: object) -> bytes:
    """Put an error into bytes, where `by_status` looks for its words."""
    message = error.get("message") if isinstance(error, Mapping) else error
    return str(message)[:1000].encode("utf-8", "replace")


def _judge(choice: Mapping[str, object]) -> Mapping[str, object] | Verdict:
    """Read one choice, or say what it is instead of an answer."""
    message = choice.get("message")
    message = message if isinstance(message, Mapping) else {}
    finish, text = str(choice.get("finish_reason") or "").lower(), _text(message.get("content"))
    if finish in _FILTERED:
        return Verdict(trouble=Trouble.FILTERED, reason="the server cut the reply for its content")
    if message.get("refusal"):
        return Verdict(trouble=Trouble.REFUSED, reason="the model declined to answer")
    if finish in _CUT:
        return Verdict(trouble=Trouble.CUT, reason="the reply ran into its bound")
    if not text.strip():
        return Verdict(trouble=Trouble.REFUSED, reason="the model said nothing")
    data = reply_json.read(text)
    if isinstance(data, dict):
        return data
    if _SORRY.match(text[:100]):
        return Verdict(trouble=Trouble.REFUSED, reason="the model declined to answer")
    return Verdict(trouble=Trouble.UNREADABLE, reason=f"the reply cannot be read: {data.reason}")


def _text(content: object) -> str:
    """Take the text of a message, which some servers give in parts."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, Mapping) and part.get("type") == "text"]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _usage(usage: object) -> tuple[int, int] | None:
    """Read the counts of tokens; a prompt of none was not counted."""
    if not isinstance(usage, Mapping):
        return None
    tokens_in, tokens_out = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    return (tokens_in, tokens_out) if tokens_in and tokens_out is not None else None


def _count(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return value if good and isinstance(value, int) else None
