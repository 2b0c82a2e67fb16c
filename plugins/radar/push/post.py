"""Post to an address that is a secret: over https, to public hosts, once, without following redirects.

`collect.http` gets, follows and tries again; a message must do none of these. Its guard
is the same: the very address that is connected to has been checked, and a deadline
covers all. No error that comes out of here holds the address or what the other side said.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpcore2
import httpx2

from radar.collect import body as bodies
from radar.collect.answers import fold_headers, http_date
from radar.collect.failures import FAILURES, judge
from radar.collect.guard import Deadline, Guard, GuardedBackend, RefusedError, Resolver, resolve
from radar.collect.retry import retry_after
from radar.push.outcome import Outcome, failed, sent, unclear
from radar.push.service import Letter, Service

DEADLINE: Final = 20.0
"""Seconds that one message may take."""
_CAP: Final = 100_000
"""Bytes of an answer."""
_LONGEST_WAIT: Final = 10.0
"""Seconds that a service may ask to wait for within one run."""
_TOO_MANY: Final = 429
_GATEWAY_TIMEOUT: Final = 504


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    status: int
    body: bytes
    wait: float | None
    """Seconds of a Retry-After; None where there is none."""


class Post:
    """Send letters."""

    def __init__(
        self,
        *,
        allow_hosts: Iterable[str] = (),
        user_agent: str = "AcademicHub-radar",
        now: Callable[[], datetime],
        deadline: float = DEADLINE,
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Set the rules; `allow_hosts` (`host` or `host:port`) may be private and plain http."""
        self._guard = Guard(allow_hosts, resolver)
        self._user_agent = user_agent
        self._deadline = deadline
        self._ssl_context = ssl_context or httpcore2.default_ssl_context()
        self._now, self._sleep = now, sleep

    def send(self, letter: Letter, service: Service) -> Outcome:
        """Send one letter and read the answer as its service means it.

        Where the service asks to wait for a few seconds, it is sent once more: a 429 says
        that the first was not taken.
        """
        answer = self._ask(letter)
        if isinstance(answer, _Answer) and answer.status == _TOO_MANY and _is_short(answer.wait):
            self._sleep(answer.wait or 0.0)
            answer = self._ask(letter)
        if isinstance(answer, Outcome):
            return answer
        if answer.status == _GATEWAY_TIMEOUT:
            return unclear("HTTP 504")
        said = service.refusal(answer.status, answer.body)
        asked = f", asks to wait {answer.wait:.0f} s" if said and answer.wait is not None else ""
        return failed(f"{said}{asked}") if said else sent()

    def _ask(self, letter: Letter) -> _Answer | Outcome:
        try:
            url = httpx2.URL(letter.url)
            self._guard.check(url)
        except (httpx2.InvalidURL, RefusedError, UnicodeError):
            return failed("the address is none that may be posted to: https, a public host, no user name")
        backend = GuardedBackend(self._guard, Deadline(self._deadline))
        try:
            return self._exchange(url, letter, backend)
        except RefusedError:
            return failed("the address leads to a host that is not public")
        except FAILURES as error:
            words = judge(error, hung_up=backend.hung_up, seconds=self._deadline).failed.reason
            return unclear(words) if backend.stream and not _is_before(error) else failed(words)

    def _exchange(self, url: httpx2.URL, letter: Letter, backend: GuardedBackend) -> _Answer:
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers = [
            ("Host", url.netloc.decode()),
            ("User-Agent", self._user_agent),
            ("Content-Type", letter.content_type),
            ("Content-Length", str(len(letter.body))),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
            *letter.headers.items(),
        ]
        with (
            httpcore2.ConnectionPool(self._ssl_context, max_connections=1, network_backend=backend) as pool,
            pool.stream("POST", target, headers=headers, content=letter.body) as answer,
        ):
            told = fold_headers(answer.headers)
            try:
                content = bodies.read(answer.iter_stream(), told.get("content-encoding", ""), _CAP)
            except bodies.TooLongError:
                content = b""
        wait = retry_after(told.get("retry-after", ""), now=http_date(told.get("date", "")) or self._now())
        return _Answer(status=answer.status, body=content, wait=wait)


def _is_short(wait: float | None) -> bool:
    return wait is not None and wait <= _LONGEST_WAIT


def _is_before(error: Exception) -> bool:
    """Tell a failure that came before anything of the message was sent: no connection, or no safe one."""
    return isinstance(error, httpcore2.ConnectError | httpcore2.ConnectTimeout | ssl.SSLError)
