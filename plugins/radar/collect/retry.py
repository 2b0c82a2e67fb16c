"""Decide whether a failed request is worth another try, and after how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from radar.collect.answers import http_date
from radar.outcomes import Failed, SourceState

WAIT_BUDGET: Final = 10.0
"""Seconds that all waits a server asks for may add up to in one fetch."""
_FIRST_BACKOFF: Final = 0.5
_UNASKED_WAIT: Final = 5.0
"""Seconds to wait on a 429 that names none."""
_LONGEST_WAIT: Final = timedelta(days=366)

_TOO_MANY: Final = frozenset({429})
_REFUSED: Final = frozenset({401, 402, 403, 407, 451})
_GONE: Final = frozenset({404, 410})
_BROKEN: Final = frozenset({408, 500, 502, 503, 504, *range(520, 531)})
"""Statuses that may pass; 520 to 530 are those of a content network in front of a dead server."""

ONCE: Final = 1
TWICE: Final = 2
THRICE: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Hold a failure and how it may be tried again."""

    failed: Failed
    tries: int = ONCE
    """How often this may be tried in all."""
    wait: float | None = None
    """Seconds the server asked to wait; None leaves it to the backoff."""
    silent: bool = False
    """Whether the time ran out, so that more of the same would cost much more of it."""


def pause(trouble: Trouble, *, tried: int, waited: float, left: float, dice: float) -> float | None:
    """Give the seconds to wait before the next try, or None to give up.

    `tried` counts the tries so far, `waited` the seconds spent on waits the server asked
    for, `left` the seconds of the deadline; `dice` in [0, 1) spreads the backoff, which
    doubles from half a second.
    """
    if tried >= trouble.tries:
        return None
    if trouble.wait is not None:
        wait, affordable = trouble.wait, WAIT_BUDGET - waited
    else:
        wait, affordable = _FIRST_BACKOFF * 2 ** (tried - 1) * (0.5 + dice), left
    return wait if wait <= affordable and wait < left else None


def by_status(status: int, headers: Mapping[str, str], *, now: datetime) -> Trouble:
    """Judge a status that is no success.

    429, and 503 with Retry-After, are `limited`; what a server breaks on (5xx, 408) is
    `down`; refusals are `blocked` and never tried again; 404 and 410 are `gone`.
    """
    asked = retry_after(headers.get("retry-after", ""), now=http_date(headers.get("date", "")) or now)
    if status in _TOO_MANY or (status in _BROKEN and asked is not None):
        return _limited(status, asked, now=now)
    if status in _REFUSED:
        challenge = headers.get("cf-mitigated", "") == "challenge"
        return trouble(SourceState.BLOCKED, f"HTTP {status}{', a check for browsers' if challenge else ''}")
    if status in _GONE:
        return trouble(SourceState.GONE, f"HTTP {status}")
    if status in _BROKEN:
        return trouble(SourceState.DOWN, f"HTTP {status}", tries=THRICE)
    return trouble(SourceState.ERROR, f"HTTP {status}")


def trouble(state: SourceState, reason: str, *, tries: int = ONCE) -> Trouble:
    """Make a trouble that says nothing about when to come back."""
    return Trouble(failed=Failed(state=state, reason=reason), tries=tries)


def retry_after(value: str, *, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3) as seconds from `now`; None if it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        seconds = float(value[:10])
    elif moment := http_date(value):
        seconds = (moment - now).total_seconds()
    else:
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT.total_seconds())


def _limited(status: int, asked: float | None, *, now: datetime) -> Trouble:
    if asked is None:
        failed = Failed(state=SourceState.LIMITED, reason=f"HTTP {status}, too many requests")
        return Trouble(failed=failed, tries=TWICE, wait=_UNASKED_WAIT)
    until = now + timedelta(seconds=asked)
    reason = f"HTTP {status}, asks to wait until {until:%Y-%m-%d %H:%M} UTC"
    failed = Failed(state=SourceState.LIMITED, reason=reason, retry_at=until)
    return Trouble(failed=failed, tries=THRICE, wait=asked)
