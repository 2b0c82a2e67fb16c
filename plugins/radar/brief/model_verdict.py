"""Judge how a call failed: what it is called, whether it is worth another try, and who has paid."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

from radar.brief.asking import Trouble
from radar.brief.model_wire import Break

RETRIES: Final = 4
"""Further tries for what may pass: too many requests, a server that is down."""
_ONE_MORE: Final = 1
"""Further tries for what cost its whole time or may have been paid for."""
_LONGEST_WAIT: Final = 86_400.0
_WORDS: Final = 2_000
"""Characters of a server's words that are looked at."""
_QUOTED: Final = 120
"""Characters of a server's words that are passed on."""

_FILTER: Final = re.compile(
    r"content[_ ]?filter|content[_ ]management[_ ]policy|content exists risk|data_?inspection_?failed"
    r"|ResponsibleAIPolicyViolation|content[_ ]?policy|safety[_ ]system|moderation|flagged|inappropriate content"
    r"|high risk|sensitive|敏感|不安全|违规|风险",
    re.IGNORECASE,
)
"""What servers say of content that they will not have: Azure, OpenAI, DeepSeek, DashScope, Zhipu, Moonshot."""
_BAD_KEY: Final = re.compile(
    r"api[_ ]key[_ ](?:not[_ ]valid|invalid)|(?:invalid|incorrect)[_ ]api[_ ]key", re.IGNORECASE
)
_NO_MONEY: Final = re.compile(
    r"insufficient[_ ](?:user[_ ])?(?:quota|balance|funds|credits)|credit balance|arrearage|余额|欠费", re.IGNORECASE
)
_NO_MODEL: Final = re.compile(
    r"model[_ ]not[_ ](?:found|exist)|(?:unknown|invalid|no such)[_ ]model"
    r"|model\b.{0,80}?\b(?:does not|doesn't) exist",
    re.IGNORECASE,
)
_TOO_LONG: Final = re.compile(
    r"context[_ ]?(?:length|window|size)|too many (?:input )?tokens|(?:prompt|input) is too long|maximum input",
    re.IGNORECASE,
)
_CONTENT: Final = frozenset({400, 403, 422, 451})
_KEY: Final = frozenset({401, 402, 403})
_NO_ADDRESS: Final = frozenset({404, 405, 410})
_PASSING: Final = frozenset({408, 425, 500, 502, 503, 504, *range(520, 531)})
_TOO_LARGE: Final = 413
_TOO_MANY: Final = 429
_REDIRECTS: Final = range(300, 400)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Hold what a failed call comes to."""

    trouble: Trouble
    reason: str
    retries: int = 0
    """How often more it may be tried."""
    wait: float | None = None
    """Seconds that the server asked to wait; None leaves it to the backoff."""
    paid: bool = False
    """Whether the call may have been charged though nobody says at how much."""
    words: str = ""
    """What the server says of a request that it does not take as it is, and no other reason is known."""


def by_break(what: Break, seconds: float) -> Verdict:
    """Judge an exchange that came to no whole answer within its `seconds`."""
    match what:
        case Break.UNSENT:
            return Verdict(trouble=Trouble.UNREACHABLE, reason="no connection to the model's server", retries=RETRIES)
        case Break.UNSAFE:
            return Verdict(trouble=Trouble.UNREACHABLE, reason="no safe connection to the model's server")
        case Break.CUT:
            reason = "the model's server broke off its answer"
            return Verdict(trouble=Trouble.UNREACHABLE, reason=reason, retries=_ONE_MORE, paid=True)
        case Break.LATE:
            reason = f"no whole answer of the model within {seconds:.3g} s"
            return Verdict(trouble=Trouble.UNREACHABLE, reason=reason, retries=_ONE_MORE, paid=True)
        case Break.LONG:
            return Verdict(trouble=Trouble.UNREADABLE, reason="an answer of more than 1 MB", paid=True)
        case Break.FOREIGN:
            return Verdict(trouble=Trouble.ADDRESS, reason="the address led to another host, which was not asked")


def by_status(status: int, headers: Mapping[str, str], content: bytes) -> Verdict:
    """Judge an answer whose status is no success; also an error that came with a good one."""
    page, words = is_page(headers, content), _words(content)
    if status in _REDIRECTS:
        return Verdict(trouble=Trouble.ADDRESS, reason=f"HTTP {status}: the address redirects, which is not followed")
    if status in _CONTENT and not page and (_FILTER.search(words) or status not in {*_KEY, 400, 422}):
        return Verdict(trouble=Trouble.FILTERED, reason=f"the server refused the content (HTTP {status})")
    if status in _KEY or (status in _CONTENT and _BAD_KEY.search(words)):
        return Verdict(trouble=Trouble.KEY, reason=f"the API key was refused (HTTP {status})")
    if _NO_MONEY.search(words) and status in {*_CONTENT, _TOO_MANY}:
        return Verdict(trouble=Trouble.KEY, reason=f"the account of the API key has no credit left (HTTP {status})")
    if status == _TOO_MANY:
        reason = "too many requests (HTTP 429)"
        return Verdict(trouble=Trouble.LIMITED, reason=reason, retries=RETRIES, wait=retry_after(headers))
    if status in _PASSING:
        reason = f"the model's server is in trouble (HTTP {status})"
        return Verdict(trouble=Trouble.UNREACHABLE, reason=reason, retries=RETRIES, wait=retry_after(headers))
    return _misunderstood(status, words, page=page)


def _misunderstood(status: int, words: str, *, page: bool) -> Verdict:
    """Judge a status that says that address or request is wrong."""
    if page:
        return Verdict(trouble=Trouble.ADDRESS, reason=f"a web page instead of a model (HTTP {status})")
    if status in _NO_ADDRESS or _NO_MODEL.search(words):
        return Verdict(trouble=Trouble.ADDRESS, reason=f"no such address or model (HTTP {status}): {words[:_QUOTED]}")
    if status == _TOO_LARGE or _TOO_LONG.search(words):
        return Verdict(trouble=Trouble.CUT, reason=f"the question is too long for the model (HTTP {status})")
    reason = f"the server does not take the request (HTTP {status}): {words[:_QUOTED]}"
    return Verdict(trouble=Trouble.UNREACHABLE, reason=reason, words=words or "?")


def is_page(headers: Mapping[str, str], content: bytes) -> bool:
    """Tell a web page from the answer of a model."""
    return "html" in headers.get("content-type", "").lower() or content[:64].lstrip()[:1] == b"<"


def parsed(content: bytes) -> object:
    """Parse an answer's JSON; None if it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read how many seconds to wait (`Retry-After`, RFC 9110, 10.2.3; `retry-after-ms`); None if it is not said."""
    exact, plain = headers.get("retry-after-ms", "").strip(), headers.get("retry-after", "").strip()
    if _is_number(exact):
        return min(float(exact) / 1000, _LONGEST_WAIT)
    if _is_number(plain):
        return min(float(plain), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(plain) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", text) is not None


def _words(content: bytes) -> str:
    """Gather what an error says: its message, type, code and parameter, wherever servers put them."""
    body = parsed(content)
    if isinstance(body, list) and body:
        body = body[0]
    error = body.get("error", body) if isinstance(body, Mapping) else body
    if isinstance(error, Mapping):
        told = [error.get(name) for name in ("message", "type", "code", "param", "status")]
        error = [*told, *_details(error.get("detail"))]
    parts = error if isinstance(error, list) else [error or content[:_WORDS].decode("utf-8", "replace")]
    return " ".join(str(part)[:_WORDS] for part in parts if part)[:_WORDS]


def _details(detail: object) -> list[object]:
    """Take place and message of FastAPI's complaints, and not the request that they repeat."""
    if not isinstance(detail, list):
        return [detail]
    complaints = [item for item in detail[:3] if isinstance(item, Mapping)]
    return [item.get(name) for item in complaints for name in ("loc", "msg")]
