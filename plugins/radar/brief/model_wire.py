"""Carry a request to the model's server and bring its whole answer back: there and nowhere else, in time.

`Wire` is the transport under the `openai` client. The timeout of a request is the time of
the whole exchange, from connecting to the last byte, so a server that drips holds nobody
up. Each exchange has a connection of its own, as those of `collect.http`: no proxy of the
environment, no redirect, no host but the one agreed on, and only the headers that the
request needs. (Looking up the host's name is left to the system and its own time limit.)
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Final

import httpcore2
import httpx2

CAP: Final = 1_000_000
"""Bytes of an answer, packed or unpacked."""
_CONNECT_SECONDS: Final = 10.0
_HEADERS: Final = frozenset({b"host", b"authorization", b"content-type", b"content-length", b"accept"})
_USER_AGENT: Final = (b"User-Agent", b"AcademicHub-radar")
_GZIP: Final = frozenset({"gzip", "x-gzip"})


class Break(Enum):
    """How an exchange came to no whole answer."""

    UNSENT = "no connection"
    UNSAFE = "no safe connection"
    CUT = "the answer broke off"
    LATE = "no whole answer in time"
    LONG = "the answer is too long"
    FOREIGN = "another host"


class WireError(Exception):
    """Say how an exchange came to no whole answer."""

    def __init__(self, what: Break) -> None:
        """Name the break; nothing of the request goes into the words."""
        super().__init__(what.value)
        self.what = what


class Wire(httpx2.BaseTransport):
    """Send requests to one host, each with a time for the whole exchange. Safe to share between threads."""

    def __init__(self, base: httpx2.URL, *, clock: Callable[[], float] = time.monotonic, cap: int = CAP) -> None:
        """Bind the wire to scheme, host and port of `base`; `clock` gives monotonic seconds."""
        self._place = (base.raw_scheme, base.raw_host, base.port)
        self._ssl_context = httpcore2.default_ssl_context() if base.scheme == "https" else None
        self._clock = clock
        self._cap = cap

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and read its answer to the end. Raises WireError alone."""
        url = request.url
        if (url.raw_scheme, url.raw_host, url.port) != self._place:
            raise WireError(Break.FOREIGN)
        seconds = request.extensions.get("timeout", {}).get("read") or _CONNECT_SECONDS
        backend = _Backend(self._clock() + seconds, self._clock)
        try:
            return self._exchange(request, backend)
        except (httpcore2.TimeoutException, TimeoutError):
            late = self._clock() >= backend.end or backend.connected
            raise WireError(Break.LATE if late else Break.UNSENT) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, UnicodeError, zlib.error) as error:
            unsafe = isinstance(error, ssl.SSLError) or any(isinstance(arg, ssl.SSLError) for arg in error.args)
            raise WireError(Break.UNSAFE if unsafe else Break.CUT if backend.connected else Break.UNSENT) from None

    def _exchange(self, request: httpx2.Request, backend: _Backend) -> httpx2.Response:
        url = request.url
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        kept = [(name, value) for name, value in request.headers.raw if name.lower() in _HEADERS]
        headers = [*kept, _USER_AGENT, (b"Accept-Encoding", b"identity"), (b"Connection", b"close")]
        with (
            httpcore2.ConnectionPool(self._ssl_context, max_connections=1, network_backend=backend) as pool,
            pool.stream(request.method, target, headers=headers, content=request.read()) as answer,
        ):
            told = httpx2.Headers(answer.headers)
            content = _unpack(_gather(answer.iter_stream(), self._cap), told.pop("content-encoding", ""), self._cap)
        for name in ("content-length", "transfer-encoding", "location"):  # nobody is to look where it leads
            told.pop(name, None)
        return httpx2.Response(answer.status, headers=told, content=content)


def _gather(pieces: Iterable[bytes], cap: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > cap:
            raise WireError(Break.LONG)
    return bytes(whole)


def _unpack(content: bytes, coding: str, cap: int) -> bytes:
    """Unpack what some gateways pack unasked, never beyond the cap."""
    if coding.strip().lower() not in _GZIP:
        return content
    packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
    plain = packed.decompress(content, cap + 1)
    if len(plain) > cap:
        raise WireError(Break.LONG)
    if not packed.eof:
        raise WireError(Break.CUT)
    return plain


class _Backend(httpcore2.NetworkBackend):
    """Connect, every wait bounded by the end of the exchange."""

    def __init__(self, end: float, clock: Callable[[], float]) -> None:
        self.end = end
        self.connected = False
        self._clock = clock
        self._inner = httpcore2.SyncBackend()

    def left(self, most: float | None = None) -> float:
        """Shorten a timeout to what is left. Raises `httpcore2.ReadTimeout` when nothing is."""
        left = self.end - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left if most is None else min(most, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the signature of httpcore2; the exchange has one end
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the host."""
        wait = self.left(_CONNECT_SECONDS)
        stream = _Stream(self._inner.connect_tcp(host, port, wait, local_address, socket_options), self)
        self.connected = True
        return stream


class _Stream(httpcore2.NetworkStream):
    """Read and write, every wait bounded by the end of the exchange."""

    def __init__(self, inner: httpcore2.NetworkStream, backend: _Backend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, at most `max_bytes`."""
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Go on encrypted; the certificate is checked against the host's name."""
        self._inner = self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the backend's own signature
        """Pass on what the inner stream knows."""
        return self._inner.get_extra_info(info)
