"""Read JSON that strangers wrote: refuse what is none, and take each value only as what it should be."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

import orjson

from radar.outcomes import Failed, SourceState

Object = dict[str, Any]

MOST_RAW: Final = 10_000
"""Characters of a string that are looked at, markup included, where it is no abstract."""
_ESCAPE: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"


def read(content: bytes, who: str) -> Object | Failed:
    """Parse a whole answer into an object; `who` begins the reason where it is none.

    State `blocked` for a web page; `degraded`, worth another try, for what was cut off
    or garbled: NaN, numbers beyond a double and nesting beyond 1,024 levels are refused
    with it. Lone surrogates are dropped, bytes that are no UTF-8 become U+FFFD (FAULTS
    F6, F7). What is JSON but no object is an `error`.
    """
    content = content.lstrip(_BLANK)
    if content.startswith(b"<"):
        return Failed(state=SourceState.BLOCKED, reason=f"{who}: a web page in place of records")
    try:
        answer = _loads(content)
    except orjson.JSONDecodeError:
        what = "an answer that is cut off or no JSON" if content else "an empty answer"
        return Failed(state=SourceState.DEGRADED, reason=f"{who}: {what}")
    if not isinstance(answer, dict):
        return Failed(state=SourceState.ERROR, reason=f"{who}: an answer of another form")
    return answer


def _loads(content: bytes) -> Any:  # noqa: ANN401 - JSON may be anything
    """Parse strictly, and once more without what no text can hold: one half of a surrogate pair spoils no page."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        whole = content.decode("utf-8", "replace").encode()
        return orjson.loads(_ESCAPE.sub(lambda found: b"" if found["half"] else found[0], whole))


def text(value: object, most: int = MOST_RAW) -> str:
    """Take a string, or its beginning where it is longer than `most`; "" for anything else."""
    return value[:most] if isinstance(value, str) else ""


def listed(value: object) -> list[Any]:
    """Take an array; an empty one for anything else."""
    return value if isinstance(value, list) else []


def inner(value: object) -> Object:
    """Take an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def count(value: object) -> int:
    """Take a whole number from 0 on; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def day(value: object) -> date | None:
    """Take the day of an ISO date or instant; None for anything else."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None
