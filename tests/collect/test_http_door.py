"""The door against real servers on loopback, one test for each row of FAULTS N that is its own."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpcore2
import pytest
from loopback import (
    NOW,
    Loopback,
    Naps,
    answer,
    door,
    drip,
    in_turn,
    raw,
    redirect,
    reset,
    serving,
    silent,
)

from radar.collect import body
from radar.collect.guard import is_public
from radar.collect.http import Door, NotModified, Response
from radar.outcomes import Failed, SourceState, Validators

FEED = b"<rss/>"
OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


def failed(outcome: object) -> Failed:
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason
    assert outcome.reason.isprintable()
    return outcome


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# -- what a good answer is -------------------------------------------------------------


def test_answer_comes_whole_with_headers_clock_and_validators() -> None:
    headers = {
        "Date": "Fri, 06 Mar 2026 05:00:02 GMT",
        "ETag": '"a"',
        "Last-Modified": "Fri, 06 Mar 2026 05:00:00 GMT",
    }
    with serving({"/": answer(FEED, headers=headers)}) as place:
        got = door().get(place.url())
    assert isinstance(got, Response)
    assert (got.status, got.content, got.headers["etag"]) == (200, FEED, '"a"')
    assert got.server_time == datetime(2026, 3, 6, 5, 0, 2, tzinfo=UTC)
    assert got.validators == Validators(etag='"a"', last_modified="Fri, 06 Mar 2026 05:00:00 GMT")


def test_gzip_is_asked_for_and_unpacked() -> None:
    packed = gzip.compress(FEED * 1000) + gzip.compress(b"more")
    with serving({"/": answer(packed, headers={"Content-Encoding": "gzip"})}) as place:
        got = door().get(place.url())
    assert isinstance(got, Response)
    assert got.content == FEED * 1000 + b"more"
    assert place.seen[0].headers["accept-encoding"] == "gzip"


def test_every_request_says_who_asks_and_what_for() -> None:
    with serving({"/": answer(FEED)}) as place:
        door(contact="https://radar.example/\r\nX-Evil: 1", version="1.2").get(place.url())
        door().get(place.url(), accept="application/rss+xml")
    first, second = (one.headers for one in place.seen)
    assert first["user-agent"] == "AcademicHub-radar/1.2 (+https://radar.example/ X-Evil: 1)"
    assert "x-evil" not in first
    assert (first["accept"], second["accept"]) == ("*/*", "application/rss+xml")
    assert first["host"] == f"127.0.0.1:{place.port}"


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    with serving({"/": answer(FEED)}) as place, door() as opened:
        assert isinstance(opened.get(place.url()), Response)


def test_statuses_that_were_asked_for_are_answers() -> None:
    with serving({"/": answer(b"no", status="400 Bad Request")}) as place:
        got = door().get(place.url(), also=frozenset({400}))
        assert isinstance(got, Response)
        assert got.content == b"no"
        assert failed(door().get(place.url())).state is SourceState.ERROR


# -- N1 to N4: nobody, nothing, or too slowly ------------------------------------------


def test_n1_connection_refused_is_down_after_two_retries() -> None:
    naps = Naps()
    what = failed(door(naps).get(f"http://127.0.0.1:{closed_port()}/"))
    assert what.state is SourceState.DOWN
    assert len(naps.taken) == 2


@pytest.mark.parametrize(("errno", "tries"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 3)])
def test_n2_unknown_host_is_down(errno: int, tries: int) -> None:
    asked: list[str] = []

    def resolver(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        raise socket.gaierror(errno, "no")

    what = failed(door(resolver=resolver).get("https://x.invalid/"))
    assert what.state is SourceState.DOWN
    assert "name" in what.reason
    assert asked == ["x.invalid"] * tries


def test_n2_resolver_that_hangs_is_left_behind() -> None:
    free = threading.Event()

    def resolver(host: str, port: int) -> Sequence[str]:
        free.wait(10)
        return ["127.0.0.1"]

    what = failed(door(resolver=resolver, deadline=0.2).get("https://slow.example/"))
    free.set()
    assert (what.state, "timeout" in what.reason) == (SourceState.DOWN, True)


def test_n3_server_that_never_answers_times_out_once() -> None:
    free = threading.Event()
    with serving({"/": silent(free)}) as place:
        what = failed(door(deadline=0.3).get(place.url()))
        free.set()
    assert what.state is SourceState.DOWN
    assert "timeout" in what.reason
    assert len(place.seen) == 1


@pytest.mark.parametrize(
    "start", [pytest.param(OK_HEAD, id="body"), pytest.param(b"HTTP/1.1 200 OK\r\nX: ", id="headers")]
)
def test_n4_drip_is_stopped_by_the_total_deadline(start: bytes) -> None:
    with serving({"/": drip(start, b"x")}) as place:
        what = failed(door(deadline=0.3).get(place.url()))
    assert "timeout" in what.reason


# -- N5 to N9: bodies ------------------------------------------------------------------


def test_n5_endless_body_stops_at_the_cap() -> None:
    sent = 0

    def flood(sock: socket.socket) -> None:
        nonlocal sent
        sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            sock.sendall(b"x" * 100_000)
            sent += 100_000

    with serving({"/": flood}) as place:
        what = failed(door(cap=1_000_000).get(place.url()))
    assert (what.state, what.reason) == (SourceState.ERROR, "answer longer than 1 MB")
    assert sent < 50_000_000


def test_n6_gzip_bomb_is_refused_in_little_memory() -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    tracemalloc.start()
    try:
        with pytest.raises(body.TooLongError):
            body.read([bomb[n : n + 65536] for n in range(0, len(bomb), 65536)], "gzip", 8_000_000)
        assert tracemalloc.get_traced_memory()[1] < 24_000_000
    finally:
        tracemalloc.stop()
    with serving({"/": answer(bomb, headers={"Content-Encoding": "gzip"})}) as place:
        what = failed(door(cap=1_000_000).get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.ERROR, 1)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "deflate", "zstd"])
def test_n6_packings_not_asked_for_are_refused(encoding: str) -> None:
    packed = gzip.compress(gzip.compress(FEED))
    with serving({"/": answer(packed, headers={"Content-Encoding": encoding})}) as place:
        assert failed(door().get(place.url())).state is SourceState.ERROR


def test_n6_one_chunk_may_unpack_to_much_more_than_one_step() -> None:
    packed = gzip.compress(b"a" * 3_500_000)
    assert body.read([packed], "x-gzip", 4_000_000) == b"a" * 3_500_000


@pytest.mark.parametrize("cut", [slice(0, -5), slice(0, 30), slice(0, 4)])
def test_n7_truncated_gzip_is_an_error_never_a_part(cut: slice) -> None:
    packed = gzip.compress(bytes(range(256)) * 100)[cut]
    with serving({"/": answer(packed, headers={"Content-Encoding": "gzip"})}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.ERROR, 2)
    with pytest.raises(body.CutShortError):
        body.read([packed], "gzip", 1_000_000)


def test_n8_body_shorter_than_its_length_is_an_error_after_one_retry() -> None:
    with serving({"/": answer(FEED, length=100)}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.ERROR, 2)


def test_n8_retry_that_comes_whole_is_the_answer() -> None:
    with serving({"/": in_turn(answer(FEED, length=100), answer(FEED))}) as place:
        got = door().get(place.url())
    assert isinstance(got, Response)
    assert got.content == FEED


def test_n9_reset_in_the_middle_is_down_after_two_retries() -> None:
    with serving({"/": reset(OK_HEAD + b"some")}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.DOWN, 3)


def test_n9_hanging_up_without_an_answer_is_tried_again() -> None:
    with serving({"/": in_turn(raw(b""), reset(), answer(FEED))}) as place:
        assert isinstance(door().get(place.url()), Response)


# -- N10 to N15: statuses --------------------------------------------------------------


def test_n10_waits_as_asked_then_tries_once_more() -> None:
    naps = Naps()
    busy = answer(status="429 Too Many Requests", headers={"Retry-After": "7"})
    with serving({"/": in_turn(busy, answer(FEED))}) as place:
        assert isinstance(door(naps, deadline=20).get(place.url()), Response)
    assert naps.taken == [7.0]


def test_n10_limited_for_good_when_the_waits_outgrow_the_budget() -> None:
    naps = Naps()
    busy = answer(status="429 Too Many Requests", headers={"Retry-After": "7"})
    with serving({"/": busy}) as place:
        what = failed(door(naps, deadline=20).get(place.url()))
    assert (what.state, len(place.seen), naps.taken) == (SourceState.LIMITED, 2, [7.0])
    assert what.retry_at == NOW.replace(second=7)


def test_n10_without_retry_after_waits_a_while_and_tries_once_more() -> None:
    naps = Naps()
    with serving({"/": answer(status="429 Too Many Requests")}) as place:
        what = failed(door(naps, deadline=20).get(place.url()))
    assert (what.state, len(place.seen), naps.taken) == (SourceState.LIMITED, 2, [5.0])
    assert what.retry_at is None


def test_n11_does_not_wait_for_a_far_date() -> None:
    naps = Naps()
    headers = {"Retry-After": "Fri, 01 Jan 2027 00:00:00 GMT", "Date": "Fri, 06 Mar 2026 08:00:00 GMT"}
    with serving({"/": answer(status="503 Service Unavailable", headers=headers)}) as place:
        what = failed(door(naps).get(place.url()))
    assert (what.state, len(place.seen), naps.taken) == (SourceState.LIMITED, 1, [])
    assert what.retry_at == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", ["soon", "-5", "1e9", "٣", "99999999999999999999"])
def test_n11_nonsense_in_retry_after_does_no_harm(value: str) -> None:
    head = f"HTTP/1.1 429 No\r\nContent-Length: 0\r\nRetry-After: {value}\r\n\r\n".encode()
    with serving({"/": raw(head)}) as place:
        assert failed(door(deadline=20).get(place.url())).state is SourceState.LIMITED


@pytest.mark.parametrize("status", ["500 No", "502 No", "503 No", "504 No", "522 No"])
def test_n12_broken_server_is_tried_three_times_with_growing_waits(status: str) -> None:
    naps = Naps()
    with serving({"/": answer(status=status)}) as place:
        what = failed(door(naps).get(place.url()))
    assert (what.state, len(place.seen), naps.taken) == (SourceState.DOWN, 3, [0.5, 1.0])


def test_n12_jitter_spreads_the_waits() -> None:
    naps = Naps()
    with serving({"/": answer(status="500 No")}) as place:
        door(naps, dice=lambda: 0.0).get(place.url())
    assert naps.taken == [0.25, 0.5]


def test_n13_challenge_is_blocked_without_retry() -> None:
    with serving({"/": answer(status="403 No", headers={"cf-mitigated": "challenge"})}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.BLOCKED, 1)
    assert "check for browsers" in what.reason


@pytest.mark.parametrize("status", ["404 No", "410 No"])
def test_n14_not_found_is_gone(status: str) -> None:
    with serving({"/": answer(status=status)}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.GONE, 1)


def test_n15_validators_are_sent_and_304_is_no_error() -> None:
    same = raw(b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nDate: Fri, 06 Mar 2026 05:00:02 GMT\r\n\r\n')
    with serving({"/": same}) as place:
        got = door().get(
            place.url(), validators=Validators(etag='"a"', last_modified="Thu, 05 Mar 2026 05:00:00 GMT")
        )
    assert isinstance(got, NotModified)
    assert got.server_time == datetime(2026, 3, 6, 5, 0, 2, tzinfo=UTC)
    assert place.seen[0].headers["if-none-match"] == '"a"'
    assert place.seen[0].headers["if-modified-since"] == "Thu, 05 Mar 2026 05:00:00 GMT"


def test_n15_unasked_304_is_an_error() -> None:
    with serving({"/": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")}) as place:
        assert failed(door().get(place.url())).state is SourceState.ERROR
    assert "if-none-match" not in place.seen[0].headers


def test_n15_validators_that_no_header_can_carry_are_not_kept() -> None:
    head = b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: "\xff\xfe"\r\nLast-Modified: ' + b"x" * 600 + b"\r\n\r\n"
    with serving({"/": raw(head)}) as place:
        got = door().get(place.url())
    assert isinstance(got, Response)
    assert got.validators == Validators()


# -- N18 to N21: redirects and addresses -----------------------------------------------


def test_n18_loop_stops() -> None:
    with serving({"/": redirect("/")}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.ERROR, 6)
    assert "redirects" in what.reason


def test_n18_five_hops_arrive_six_do_not() -> None:
    hops = {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 7)} | {"/0": answer(FEED)}
    with serving(hops) as place:
        got = door().get(place.url("/5"))
        assert isinstance(got, Response)
        assert got.url == place.url("/0")
        failed(door().get(place.url("/6")))


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/hostname",
        "ftp://127.0.0.1/x",
        "data:text/xml,x",
        "gopher://127.0.0.1/",
        "https://",
        "http://[::bad/",
    ],
)
def test_n19_redirects_to_other_schemes_are_refused(to: str) -> None:
    with serving({"/": redirect(to)}) as place:
        what = failed(door().get(place.url()))
    assert (what.state, len(place.seen)) == (SourceState.ERROR, 1)


@pytest.fixture
def inner() -> Iterator[Loopback]:
    """Serve what must never be asked: something else on this machine."""
    with serving({"/": answer(b"secret")}, host="127.0.0.2") as place:
        yield place


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "[::1]", "169.254.169.254", "2130706434", "0x7f000002", "127.2", "[::ffff:127.0.0.2]", "10.0.0.1"],
)
def test_n20_redirects_to_addresses_that_are_not_public_are_refused(inner: Loopback, scheme: str, host: str) -> None:
    with serving({"/": redirect(f"{scheme}://{host}:{inner.port}/")}) as place:
        what = failed(door().get(place.url()))
    assert what.state is SourceState.ERROR
    assert "refused" in what.reason
    assert inner.seen == []


def test_n20_first_address_is_checked_like_any_other(inner: Loopback) -> None:
    for url in (inner.url(), f"https://127.0.0.2:{inner.port}/", "https://name:word@example.org/"):
        assert "refused" in failed(door().get(url)).reason
    assert inner.seen == []


def test_n20_allowed_host_may_be_named_with_its_port() -> None:
    with serving({"/": answer(FEED)}) as place:
        assert isinstance(door(allow_hosts=[f"127.0.0.1:{place.port}"]).get(place.url()), Response)
        failed(door(allow_hosts=["127.0.0.1:1"]).get(place.url()))


def test_n21_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    connected: list[str] = []

    def connect(_: object, host: str, *args: object, **kwargs: object) -> object:
        connected.append(host)
        raise httpcore2.ConnectError

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    what = failed(door(resolver=lambda host, port: next(answers)).get("https://rebind.example/"))
    assert connected == ["93.184.216.34"]
    assert "127.0.0.1" in what.reason
    assert what.state is SourceState.ERROR


def test_n21_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda *_, **__: pytest.fail("connected"))
    mixed = ["93.184.216.34", "10.0.0.1"]
    what = failed(door(resolver=lambda host, port: mixed).get("https://mixed.example/"))
    assert "10.0.0.1" in what.reason


def test_dead_first_address_gives_way_to_the_next() -> None:
    with serving({"/": answer(FEED)}) as place:
        opened = door(allow_hosts=["two.example"], resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"])
        assert isinstance(opened.get(f"http://two.example:{place.port}/"), Response)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("not an address", False),
    ],
)
def test_public_addresses_are_told_from_all_others(address: str, *, public: bool) -> None:
    assert is_public(address) is public


# -- N22, N23: what is no HTTP, and what is no TLS -------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", id="500 headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", id="200 KB header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90_000 + b"\r\n\r\n", id="90 KB header"),
        pytest.param(b"what is this\r\n\r\n", id="bad status line"),
        pytest.param(b"HTTP/1.1 9999 X\r\n\r\n", id="bad status"),
    ],
)
def test_n22_headers_that_are_none_are_an_error(data: bytes) -> None:
    free = threading.Event()

    def act(sock: socket.socket) -> None:
        sock.sendall(data)
        free.wait(5)

    with serving({"/": act}) as place:
        what = failed(door().get(place.url()))
        free.set()
    assert (what.state, len(place.seen)) == (SourceState.ERROR, 1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for `localhost`, signed by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    request = [*("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")]
    request += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([openssl, *request], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def tls(certificate: Path) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with serving({"/": answer(FEED)}, wrap=lambda sock: context.wrap_socket(sock, server_side=True)) as place:
        yield place


def local(trust: Path | None = None) -> Door:
    context = ssl.create_default_context(cafile=str(trust)) if trust else None
    hosts = ["localhost", "127.0.0.1"]
    return door(allow_hosts=hosts, ssl_context=context, resolver=lambda host, port: ["127.0.0.1"])


def test_n23_self_signed_certificate_is_an_error(tls: Loopback) -> None:
    what = failed(local().get(f"https://localhost:{tls.port}/"))
    assert what.state is SourceState.ERROR
    assert "self-signed" in what.reason
    assert tls.seen == []


def test_n23_certificate_of_another_host_is_an_error(tls: Loopback, certificate: Path) -> None:
    what = failed(local(certificate / "cert.pem").get(f"https://127.0.0.1:{tls.port}/"))
    assert what.state is SourceState.ERROR
    assert tls.seen == []


def test_n23_good_certificate_is_checked_against_the_name_not_the_address(tls: Loopback, certificate: Path) -> None:
    got = local(certificate / "cert.pem").get(f"https://localhost:{tls.port}/")
    assert isinstance(got, Response)
    assert tls.seen[0].headers["host"] == f"localhost:{tls.port}"
