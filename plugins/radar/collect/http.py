"""The one door to the sources: polite, bounded, and shut to every address that is not public.

    get(url) ──► try ──► hop ──► hop ──► Response | NotModified
                  ▲       │ gate, guard, connection, status, body
                  │       ▼
                  └─ pause(trouble) ──► Failed

Nothing is kept open between requests: a connection per hop is what lets each one be
checked and bounded. No proxy, cookie or credential is taken from anywhere.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

import httpcore2
import httpx2

from radar.collect import body, pacing, retry
from radar.collect.answers import NotModified, Response, fold_headers
from radar.collect.failures import FAILURES, judge
from radar.collect.guard import Deadline, Guard, GuardedBackend, RefusedError, Resolver, resolve
from radar.collect.hosts import Hosts
from radar.collect.retry import Trouble, trouble
from radar.outcomes import Failed, SourceState, Validators
from radar.sift.text import clean

__all__ = ["Door", "NotModified", "Response"]

DEADLINE: Final = 20.0
"""Seconds a fetch may take, tries and waits included; waiting for one's turn at a gate is not counted."""
CAP: Final = 32_000_000
"""Bytes of a body, unpacked."""
MOST_HOPS: Final = 5
_REASON_LIMIT: Final = 200
_CONTACT_LIMIT: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class _FetchError(Exception):
    """Carry the trouble of one try up to where it is judged."""

    def __init__(self, what: Trouble, host: str = "") -> None:
        super().__init__(what.failed.reason)
        self.trouble = what
        self.host = host
        """The host to blame; empty where it is none, or the owner's own."""


class Door:
    """Fetch by GET. Safe to share between threads; use as a context manager."""

    def __init__(  # noqa: PLR0913 - everything a test must be able to replace
        self,
        *,
        allow_hosts: Iterable[str] = (),
        contact: str = "",
        version: str = "0",
        pace_override: float | None = None,
        gate_dir: Path | None = None,
        deadline: float = DEADLINE,
        cap: int = CAP,
        resolver: Resolver = resolve,
        pacer: pacing.Pacer | None = None,
        ssl_context: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        dice: Callable[[], float] = random.random,
    ) -> None:
        """Set the rules of the house.

        `allow_hosts` (`host` or `host:port`) may be private and plain http, and keep
        `pace_override` seconds apart where that is given (arXiv's own never do: its pace
        is in its terms of use); every other host is asked by https, at a public address,
        at its own pace (`pacing.GAPS`). `gate_dir` is where processes meet to keep arXiv's.
        `contact`, an address or URL, goes into the User-Agent.
        """
        self._guard = Guard(allow_hosts, resolver)
        self._pace_override = pace_override
        self._deadline = deadline
        self._cap = cap
        self._pacer = pacer or pacing.Pacer(gate_dir)
        self._ssl_context = ssl_context or httpcore2.default_ssl_context()
        self._now, self._clock, self._sleep, self._dice = now, clock, sleep, dice
        self._hosts = Hosts()
        self.contact: Final = clean(contact.encode("ascii", "ignore").decode(), _CONTACT_LIMIT)
        self.user_agent: Final = f"AcademicHub-radar/{version}" + (f" (+{self.contact})" if self.contact else "")

    def __enter__(self) -> Self:
        """Open the door."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; nothing stays open."""

    @property
    def requests(self) -> Mapping[str, int]:
        """Count the requests sent so far, by host: every hop and every try, answered or not."""
        return self._hosts.requests

    def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        validators: Validators | None = None,
        gate: str = "",
        also: frozenset[int] = frozenset(),
    ) -> Response | NotModified | Failed:
        """Fetch one address.

        `validators` make the request conditional; NotModified comes of them alone.
        Requests to one host keep its pace and never overlap; a `gate` stands in for the host
        of a mirror, but never for arXiv's own. Statuses in `also` are answers, not failures.
        Whatever else goes wrong is a Failed with one line of plain words. A host that asked
        us to wait, or leaves request after request without answer, is not asked again.
        """
        deadline = Deadline(self._deadline, self._clock)
        headers = self._headers(accept, validators)
        tried, waited = 0, 0.0
        while True:
            tried += 1
            try:
                return self._follow(url, headers, deadline, gate=gate, also=also)
            except _FetchError as error:
                what, host = error.trouble, error.host
            wait = retry.pause(what, tried=tried, waited=waited, left=deadline.left, dice=self._dice())
            if wait is None:
                self._hosts.gave_up(host, what)
                return _told(what.failed, tried)
            waited += wait if what.wait is not None else 0.0
            self._sleep(wait)

    def _headers(self, accept: str, validators: Validators | None) -> dict[str, str]:
        headers = {
            "User-Agent": self.user_agent,
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    def _follow(
        self, url: str, headers: Mapping[str, str], deadline: Deadline, *, gate: str, also: frozenset[int]
    ) -> Response | NotModified:
        """Take one try, from redirect to redirect, each checked as if it came from an enemy."""
        try:
            here = httpx2.URL(url)
            for _ in range(MOST_HOPS + 1):
                self._guard.check(here)
                answer = self._hop(here, headers, deadline, gate=gate, also=also)
                location = answer.headers.get("location", "")
                if isinstance(answer, NotModified) or answer.status not in _REDIRECTS or not location:
                    return answer
                here = here.join(location)
        except httpx2.InvalidURL as error:
            raise _FetchError(trouble(SourceState.ERROR, "not an address that can be read")) from error
        except RefusedError as error:
            raise _FetchError(trouble(SourceState.ERROR, f"refused: {error}")) from error
        raise _FetchError(trouble(SourceState.ERROR, f"more than {MOST_HOPS} redirects"))

    def _hop(
        self, url: httpx2.URL, headers: Mapping[str, str], deadline: Deadline, *, gate: str, also: frozenset[int]
    ) -> Response | NotModified:
        """Send one request when its turn has come; judge what came back."""
        gate, gap = self._gate(url, gate)
        blamed = "" if self._guard.allows(url) else url.host  # one address of the owner's may stand for many hosts
        asked = self._clock()
        with self._pacer.turn(gate, gap):
            deadline.extend(self._clock() - asked)
            if spared := self._hosts.left_alone(blamed, now=self._now()) if blamed else None:
                raise _FetchError(spared, blamed)
            answer = self._exchange(url, headers, deadline, blamed=blamed)
            self._pacer.heed(gate, answer.headers)
        status = answer.status
        conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
        if status == httpx2.codes.NOT_MODIFIED and conditional:
            return NotModified(url=answer.url, headers=answer.headers)
        if status == httpx2.codes.OK or status in also or (status in _REDIRECTS and "location" in answer.headers):
            return answer
        raise _FetchError(retry.by_status(status, answer.headers, now=self._now()), blamed)

    def _gate(self, url: httpx2.URL, gate: str) -> tuple[str, float | None]:
        """Choose the gate of a request, and its gap in seconds where that is not the gate's own."""
        allowed, own = self._guard.allows(url), pacing.gate_of(url.host)
        host = url.netloc.decode() if allowed else url.host  # there each port is a server
        if allowed and self._pace_override is not None and own != pacing.ARXIV_GATE:
            return (gate or host, self._pace_override) if self._pace_override > 0 else (gate, 0.0)
        return (own if own == pacing.ARXIV_GATE else gate or host), None

    def _exchange(self, url: httpx2.URL, headers: Mapping[str, str], deadline: Deadline, *, blamed: str) -> Response:
        """Send and receive, over a connection of its own."""
        backend = GuardedBackend(self._guard, deadline)
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        try:
            with (
                httpcore2.ConnectionPool(self._ssl_context, max_connections=1, network_backend=backend) as pool,
                pool.stream("GET", target, headers=[("Host", url.netloc.decode()), *headers.items()]) as answer,
            ):
                told = fold_headers(answer.headers)
                content = self._content(answer, told)
        except FAILURES as error:
            raise _FetchError(judge(error, hung_up=backend.hung_up, seconds=self._deadline), blamed) from error
        finally:
            if backend.knocked:
                self._hosts.count(url.raw_host.decode("ascii"))
        self._hosts.answered(blamed)
        return Response(url=str(url), status=answer.status, headers=told, content=content)

    def _content(self, answer: httpcore2.Response, headers: Mapping[str, str]) -> bytes:
        if answer.status in _REDIRECTS or answer.status == httpx2.codes.NOT_MODIFIED:
            return b""
        try:
            return body.read(answer.iter_stream(), headers.get("content-encoding", ""), self._cap)
        except httpcore2.RemoteProtocolError as error:
            raise body.CutShortError("cut short") from error


def _told(failed: Failed, tried: int) -> Failed:
    """Make the reason one plain line."""
    times = f" ({tried} tries)" if tried > 1 else ""
    return Failed(state=failed.state, reason=clean(failed.reason, _REASON_LIMIT) + times, retry_at=failed.retry_at)
