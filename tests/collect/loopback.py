"""A loopback server whose every answer is written byte by byte by the test."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from radar.collect.http import Door
from radar.collect.pacing import Pacer

Answer = Callable[[socket.socket], None]


@dataclass
class Seen:
    path: str
    headers: dict[str, str]


@dataclass
class Loopback:
    port: int
    host: str = "127.0.0.1"
    seen: list[Seen] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.seen]


def answer(
    body: bytes = b"", *, status: str = "200 OK", headers: Mapping[str, str] | None = None, length: int | None = None
) -> Answer:
    """Write a plain answer; `length` overrides Content-Length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    return lambda sock: sock.sendall(head + body)


def redirect(to: str) -> Answer:
    return answer(status="302 Found", headers={"Location": to})


def raw(data: bytes) -> Answer:
    return lambda sock: sock.sendall(data)


def reset(data: bytes = b"") -> Answer:
    """Write some bytes, then hang up the hard way."""

    def act(sock: socket.socket) -> None:
        sock.sendall(data)
        time.sleep(0.02)  # the bytes must leave before the reset overtakes them
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return act


def drip(head: bytes, piece: bytes, *, times: int = 200) -> Answer:
    def act(sock: socket.socket) -> None:
        sock.sendall(head)
        for _ in range(times):
            sock.sendall(piece)
            time.sleep(0.02)

    return act


def silent(until: threading.Event) -> Answer:
    def act(sock: socket.socket) -> None:
        until.wait(10)

    return act


def in_turn(*answers: Answer) -> Answer:
    """Give one answer after the other, the last for ever."""
    left = list(answers)

    def act(sock: socket.socket) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(sock)

    return act


@contextlib.contextmanager
def serving(
    routes: Mapping[str, Answer],
    *,
    host: str = "127.0.0.1",
    wrap: Callable[[socket.socket], socket.socket] | None = None,
) -> Iterator[Loopback]:
    """Serve answers by path; `wrap` may put TLS around the connection."""
    place = Loopback(port=0, host=host)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                connection = wrap(self.request) if wrap else self.request
                with contextlib.closing(connection):
                    self.serve(connection)

        def serve(self, connection: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                head += piece
            first, *rest = head.decode("latin-1").split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest if line)}
            place.seen.append(Seen(path=first.split(" ")[1], headers=headers))
            path = first.split(" ")[1].partition("?")[0]
            routes.get(path, answer(status="404 Not Found"))(connection)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 256  # many may come at once; who finds the queue full tries again a second later

    with Server((host, 0), Handler) as server:
        place.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield place
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Naps:
    """Stand in for sleep: remember, and be done."""

    taken: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


NOW = datetime(2026, 3, 6, 8, tzinfo=UTC)


def door(naps: Naps | None = None, **more: Any) -> Door:
    """Open a door that may go to 127.0.0.1, never really sleeps, and always rolls the middle of the dice."""
    settings: dict[str, Any] = {
        "allow_hosts": ["127.0.0.1"],
        "pace_override": 0.0,
        "pacer": Pacer(sleep=Naps()),
        "deadline": 5.0,
        "sleep": naps or Naps(),
        "dice": lambda: 0.5,
        "now": lambda: NOW,
    }
    return Door(**(settings | more))
