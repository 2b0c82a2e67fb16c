"""Play a model's server on loopback: real sockets, and an answer for each call.

with ChatServer([fails(503), says('{"a": 1}')]) as server:   # the last one is repeated
    ...ask server.base_url...
    assert len(server.calls) == 2
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What goes over the wire, and how."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds between single bytes of the body."""
    keep: int | None = None
    """Bytes of the body before the connection is reset."""
    hang_up: bool = False
    """Close without a byte."""


Mood = Answer | Callable[[dict[str, Any]], Answer]
"""An answer, or what makes one from the request."""


def says(
    text: str | list[Any] | None,
    *,
    finish: str | None = "stop",
    usage: Mapping[str, Any] | tuple[int, int] | None = (100, 20),
    message: Mapping[str, Any] | None = None,
    **more: Any,
) -> Answer:
    """Complete a chat."""
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "sample-model",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text} | dict(message or {}),
                "finish_reason": finish,
            }
        ],
    }
    if isinstance(usage, tuple):
        usage = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    if usage is not None:
        body["usage"] = usage
    return gives(body, **more)


def gives(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None, **more: Any) -> Answer:
    """Give any JSON."""
    told = {"Content-Type": "application/json"} | dict(headers or {})
    return Answer(status=status, headers=told, body=json.dumps(body).encode(), **more)


def fails(
    status: int, message: str = "", *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Fail as OpenAI does."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return gives({"error": error}, status=status, headers=headers)


def page(status: int = 200) -> Answer:
    """Give a web page."""
    return Answer(status=status, headers={"Content-Type": "text/html"}, body=b"<!DOCTYPE html><p>Please sign in</p>")


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # with the usual 5, many callers at once meet resets that no mood asked for


class ChatServer:
    """Answer on a free port of loopback, each call as the next of `moods` says."""

    def __init__(self, moods: Sequence[Mood] | Mood) -> None:
        self.moods = list(moods) if isinstance(moods, Sequence) else [moods]
        self.calls: list[dict[str, Any]] = []
        """The bodies of the requests so far, in order."""
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        chat = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            close_connection = True

            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with chat.during(
                    self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(content)
                ) as answer:
                    with contextlib.suppress(OSError):
                        self._answer(answer)
                    self.close_connection = True

            def _answer(self, answer: Answer) -> None:
                chat.pause(answer.wait)
                if answer.hang_up:
                    return
                self.send_response_only(answer.status)
                for name, value in ({"Content-Length": str(len(answer.body))} | dict(answer.headers)).items():
                    self.send_header(name, value)
                self.end_headers()
                body = answer.body if answer.keep is None else answer.body[: answer.keep]
                for piece in [body] if not answer.drip else [bytes([byte]) for byte in body]:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    if answer.drip and chat.pause(answer.drip):
                        return
                if answer.keep is not None:  # an RST instead of a FIN
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def pause(self, seconds: float) -> bool:
        """Wait; tell whether the server is closing."""
        return self._closing.wait(seconds) if seconds else False

    @contextlib.contextmanager
    def during(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Any:
        """Note a call, and give its answer."""
        with self._lock:
            mood = self.moods[min(len(self.calls), len(self.moods) - 1)]
            self.paths.append(path)
            self.headers.append(headers)
            self.calls.append(body)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield mood if isinstance(mood, Answer) else mood(body)
        finally:
            with self._lock:
                self._now -= 1


def unused_port() -> int:
    """Find a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
