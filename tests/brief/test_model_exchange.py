"""The wire brings whole answers in time from one host, and says of all else what it was."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
from collections.abc import Iterator

import httpx2
import pytest
import trustme

from brief.chat_server import ChatServer, says, unused_port
from radar.brief.model_wire import CAP, Break, Wire, WireError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
BODY = b'{"a": 1}'


@contextlib.contextmanager
def raw(*pieces: bytes, drip: float = 0.0, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Answer one request with these bytes, `drip` seconds between them."""
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                with connection if tls is None else tls.wrap_socket(connection, server_side=True) as peer:
                    peer.recv(65_536)
                    for piece in pieces:
                        peer.sendall(piece)
                        if drip and closing.wait(drip):
                            return
                    peer.shutdown(socket.SHUT_WR)
                    while peer.recv(65_536):  # what is left unread would turn the end into a reset
                        pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http{'s' if tls else ''}://127.0.0.1:{listener.getsockname()[1]}/v1"
        closing.set()
        thread.join()


def fetch(base: str, *, seconds: float = 20.0, url: str = "", content: bytes = b"{}") -> httpx2.Response | Break:
    """Post once over a wire to `base`; give the answer or the break."""
    timeout = {"timeout": httpx2.Timeout(seconds).as_dict()}
    request = httpx2.Request("POST", url or f"{base}/chat/completions", content=content, extensions=timeout)
    try:
        return Wire(httpx2.URL(base)).handle_request(request)
    except WireError as error:
        return error.what


@pytest.mark.parametrize(
    "pieces",
    [
        [HEAD + b"Content-Length: 8\r\n\r\n" + BODY],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\n" + BODY[:3] + b"\r\n5\r\n" + BODY[3:] + b"\r\n0\r\n\r\n"],
        [HEAD + b"\r\n" + BODY],
        [HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)],
        [HEAD + b"Content-Encoding: identity\r\n\r\n" + BODY],
    ],
    ids=["length", "chunked", "until the end", "gzip", "identity"],
)
def test_a_whole_answer_is_brought_however_it_is_framed(pieces: list[bytes]) -> None:
    with raw(*pieces) as base:
        answer = fetch(base)
    assert isinstance(answer, httpx2.Response)
    assert (answer.status_code, answer.content, answer.json()) == (200, BODY, {"a": 1})


@pytest.mark.parametrize(
    ("pieces", "what"),
    [
        ([HEAD + b"Content-Length: 80\r\n\r\n" + BODY], Break.CUT),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n8\r\n" + BODY], Break.CUT),
        ([HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:-9]], Break.CUT),
        ([HEAD + b"Content-Encoding: gzip\r\n\r\n" + BODY], Break.CUT),
        ([HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * (CAP + 1))], Break.LONG),
        ([HEAD + b"\r\n", *[b"0" * 10_000] * 101], Break.LONG),
        ([HEAD[:20]], Break.CUT),
        ([b""], Break.CUT),
        ([b"\x00\x01 nonsense\r\n\r\n"], Break.CUT),
    ],
)
def test_what_is_not_whole_or_too_much_is_a_break(pieces: list[bytes], what: Break) -> None:
    with raw(*pieces) as base:
        assert fetch(base) == what


def test_an_answer_of_just_the_cap_passes() -> None:
    for framed in (b"\r\n" + b"0" * CAP, b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * CAP)):
        with raw(HEAD + framed) as base:
            answer = fetch(base)
        assert isinstance(answer, httpx2.Response)
        assert len(answer.content) == CAP


@pytest.mark.parametrize(
    ("pieces", "drip"),
    [
        ([bytes([byte]) for byte in HEAD + b"\r\n" + BODY], 0.02),
        ([HEAD + b"\r\n", *(bytes([byte]) for byte in BODY)], 0.1),
        ([b""], 3.0),
    ],
    ids=["headers drip", "body drips", "silence"],
)
def test_time_is_up_for_the_whole_exchange_however_busy_it_looks(pieces: list[bytes], drip: float) -> None:
    with raw(*pieces, drip=drip) as base:
        assert fetch(base, seconds=0.4) == Break.LATE


def test_a_body_that_nobody_reads_does_not_hold_us_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        base = f"http://127.0.0.1:{deaf.getsockname()[1]}/v1"
        assert fetch(base, seconds=0.4, content=b"0" * 50_000_000) == Break.LATE


def test_nobody_there_is_unsent() -> None:
    assert fetch(f"http://127.0.0.1:{unused_port()}/v1") == Break.UNSENT
    assert fetch("http://no-such-host.invalid/v1") == Break.UNSENT


def test_a_certificate_that_nobody_vouches_for_is_unsafe_and_gets_no_request() -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    with raw(HEAD + b"\r\n" + BODY, tls=tls) as base:
        assert fetch(base) == Break.UNSAFE


@pytest.mark.parametrize("place", ["http://localhost:{port}", "https://127.0.0.1:{port}", "http://127.0.0.1:{other}"])
def test_no_other_host_port_or_scheme_is_ever_asked(place: str) -> None:
    with ChatServer(says("{}")) as server, ChatServer(says("{}")) as other:
        ports = {"port": server.base_url.split(":")[2], "other": other.base_url.split(":")[2]}
        assert fetch(server.base_url, url=f"{place.format(**ports)}/chat/completions") == Break.FOREIGN
    assert server.calls == other.calls == []


def test_where_a_redirect_leads_is_not_even_told() -> None:
    with raw(b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\n\r\n") as base:
        answer = fetch(base)
    assert isinstance(answer, httpx2.Response)
    assert answer.status_code == 302
    assert "location" not in answer.headers
