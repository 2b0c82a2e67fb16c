"""Decide where a request may go, and connect only there, before a deadline.

A hostile feed or redirect may name any address. So each hop is checked twice: the
URL by `Guard.check`, and the very IP address that is then connected to by `Guard.addresses`,
which leaves no moment for the name to change in between (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import httpcore2
import httpx2

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port -> IP addresses, best first. Raises OSError (`socket.gaierror`) when there are none."""

_CONNECT_SECONDS: Final = 8.0
"""For one address, so that a dead one leaves time for the next."""
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class RefusedError(Exception):
    """Say why a request must not be sent."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


class Deadline:
    """Count down the seconds that a fetch may still use."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start the count; `clock` gives monotonic seconds."""
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        """Tell the seconds left; zero or less when time is up."""
        return self._end - self._clock()

    def extend(self, seconds: float) -> None:
        """Give back time that was not the other side's: waiting for one's turn."""
        self._end += seconds

    def cap(self, seconds: float | None = None) -> float:
        """Shorten a timeout to what is left. Raises `httpcore2.ReadTimeout` when nothing is."""
        left = self.left
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left if seconds is None else min(seconds, left)


class Guard:
    """Let requests go to public addresses by https, and to allowed hosts as they like."""

    def __init__(self, allow_hosts: Iterable[str] = (), resolver: Resolver = resolve) -> None:
        """Allow hosts, with or without a port, to be private and plain http."""
        self._allowed = frozenset(host.strip().lower().strip("[]") for host in allow_hosts)
        self._resolve = resolver

    def allows(self, url: httpx2.URL) -> bool:
        """Tell whether the host was allowed by the owner."""
        return self._is_allowed(url.host, url.port or 0)

    def check(self, url: httpx2.URL) -> None:
        """Raise RefusedError unless scheme, host and user part of the URL are fit to ask."""
        if url.scheme not in ("http", "https"):
            raise RefusedError(f"{url.scheme or 'no'} is no scheme to fetch from")
        if not url.host:
            raise RefusedError("the address names no host")
        if url.userinfo:
            raise RefusedError("the address carries a user name")
        if url.scheme == "http" and not self.allows(url):
            raise RefusedError(f"plain http to {url.host}")

    def addresses(self, host: str, port: int, deadline: Deadline) -> tuple[str, ...]:
        """Resolve a host within the deadline. Raises RefusedError if any address is not public."""
        found = tuple(_within(deadline, lambda: self._resolve(host, port)))
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        if not self._is_allowed(host, port):
            private = next((address for address in found if not is_public(address)), None)
            if private:
                raise RefusedError(f"{host} leads to {private}, which is no public address")
        return found

    def _is_allowed(self, host: str, port: int) -> bool:
        host = host.lower().strip("[]")
        return host in self._allowed or f"{host}:{port}" in self._allowed


def is_public(address: str) -> bool:
    """Tell whether an IP address, and any IPv4 address inside it, is on the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in (ip, *_inside(ip)))


def _inside(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Find the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64:
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return [part for part in found if part is not None]


def _within(deadline: Deadline, ask: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Run a look-up that knows no timeout; leave it behind when time is up."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(ask())
        except Exception as error:  # noqa: BLE001 - handed over to the thread that waits for it
            answers.put(error)

    threading.Thread(target=work, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.cap())
    except queue.Empty:
        raise httpcore2.ConnectTimeout from None
    if isinstance(answer, Exception):
        raise answer
    return answer


class GuardedBackend(httpcore2.NetworkBackend):
    """Connect to checked addresses alone, every wait bounded by the deadline."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        """Serve one request."""
        self._guard = guard
        self._deadline = deadline
        self._inner = httpcore2.SyncBackend()
        self.stream: GuardedStream | None = None
        """The connection, once there is one."""
        self.knocked = False
        """Whether anything left for the host at all."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of the host that answers."""
        failure: Exception = httpcore2.ConnectError()
        for address in self._guard.addresses(host, port, self._deadline):
            wait = self._deadline.cap(min(timeout or _CONNECT_SECONDS, _CONNECT_SECONDS))
            self.knocked = True
            try:
                inner = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                self.stream = GuardedStream(inner, self._deadline)
                return self.stream
        raise failure

    @property
    def hung_up(self) -> bool:
        """Tell whether the other side ended the connection."""
        return self.stream is not None and self.stream.hung_up


class GuardedStream(httpcore2.NetworkStream):
    """Read and write within the deadline; remember whether the other side hung up."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        """Wrap a connected stream."""
        self._inner = inner
        self._deadline = deadline
        self.hung_up = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, at most `max_bytes`."""
        data = self._inner.read(max_bytes, self._deadline.cap(timeout))
        self.hung_up = self.hung_up or not data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._inner.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Go on encrypted; the certificate is checked against the host's name."""
        self._inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the backend's own signature
        """Pass on what the inner stream knows."""
        return self._inner.get_extra_info(info)
