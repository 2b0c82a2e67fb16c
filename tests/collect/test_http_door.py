"""The door against real servers on loopback, in what `tests/faults/test_network_faults.py` does not hold."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpcore2
import pytest
from loopback import (
    Loopback,
    Naps,
    answer,
    door,
    in_turn,
    raw,
    redirect,
    reset,
    serving,
)

from radar.collect import body
from radar.collect.guard import is_public
from radar.collect.http import Response
from radar.outcomes import Failed, SourceState, Validators

FEED = b"<rss/>"
PUBLIC = "93.184.216.34"


def failed(outcome: object) -> Failed:
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason
    assert outcome.reason.isprintable()
    return outcome


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


def test_contact_is_told_as_it_is_sent() -> None:
    assert door(contact=" radar@owner.example\r\n").contact == "radar@owner.example"
    assert door().contact == ""


def test_every_hop_and_every_try_is_counted_by_host() -> None:
    routes = {"/b": answer(FEED), "/503": answer(status="503 No"), "/reset": reset()}
    with serving(routes) as place:
        opened = door(allow_hosts=["one.example", "two.example"], resolver=lambda host, port: ["127.0.0.1"])
        routes["/a"] = redirect(f"http://two.example:{place.port}/b")
        assert opened.requests == {}
        assert isinstance(opened.get(f"http://one.example:{place.port}/a"), Response)
        assert opened.requests == {"one.example": 1, "two.example": 1}
        for path in ("503", "reset"):
            failed(opened.get(f"http://two.example:{place.port}/{path}"))
        failed(opened.get(f"http://two.example:{closed_port()}/"))
    assert opened.requests == {"one.example": 1, "two.example": 10}
    assert list(opened.requests) == ["one.example", "two.example"]


def test_what_never_left_is_not_counted() -> None:
    def nobody(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    for opened in (door(resolver=nobody), door(resolver=lambda host, port: ["10.0.0.1"])):
        for url in ("https://x.invalid/", "http://plain.example/", "file:///etc/hostname"):
            failed(opened.get(url))
        assert opened.requests == {}


def test_requests_of_many_threads_are_all_counted() -> None:
    with serving({"/": answer(FEED)}) as place, ThreadPoolExecutor(8) as pool:
        opened = door()
        list(pool.map(opened.get, [place.url()] * 64))
    assert opened.requests == {"127.0.0.1": 64}


def test_host_that_leaves_three_fetches_without_answer_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    knocked: list[str] = []

    def connect(_: object, host: str, *args: object, **kwargs: object) -> object:
        knocked.append(host)
        raise httpcore2.ConnectTimeout

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    opened = door(resolver=lambda host, port: [PUBLIC])
    reasons = [failed(opened.get(f"https://dead.example/{n}")).reason for n in range(50)]
    assert len(knocked) == 3
    assert ["timeout" in reason for reason in reasons] == [True] * 3 + [False] * 47
    assert reasons[3] == "not asked: dead.example left 3 requests in a row without answer"
    failed(opened.get("https://other.example/"))
    assert len(knocked) == 4
    assert opened.requests == {"dead.example": 3, "other.example": 1}


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


def test_resolver_that_hangs_is_left_behind() -> None:
    free = threading.Event()

    def resolver(host: str, port: int) -> Sequence[str]:
        free.wait(10)
        return ["127.0.0.1"]

    what = failed(door(resolver=resolver, deadline=0.2).get("https://slow.example/"))
    free.set()
    assert (what.state, "timeout" in what.reason) == (SourceState.DOWN, True)


def test_one_chunk_may_unpack_to_much_more_than_one_step() -> None:
    packed = gzip.compress(b"a" * 3_500_000)
    assert body.read([packed], "x-gzip", 4_000_000) == b"a" * 3_500_000


def test_retry_that_comes_whole_is_the_answer() -> None:
    with serving({"/": in_turn(answer(FEED, length=100), answer(FEED))}) as place:
        got = door().get(place.url())
    assert isinstance(got, Response)
    assert got.content == FEED


def test_hanging_up_without_an_answer_is_tried_again() -> None:
    with serving({"/": in_turn(raw(b""), reset(), answer(FEED))}) as place:
        assert isinstance(door().get(place.url()), Response)


def test_without_retry_after_waits_a_while_and_tries_once_more() -> None:
    naps = Naps()
    with serving({"/": answer(status="429 Too Many Requests")}) as place:
        what = failed(door(naps, deadline=20).get(place.url()))
    assert (what.state, len(place.seen), naps.taken) == (SourceState.LIMITED, 2, [5.0])
    assert what.retry_at is None


@pytest.mark.parametrize("value", ["soon", "-5", "1e9", "٣", "99999999999999999999"])
def test_nonsense_in_retry_after_does_no_harm(value: str) -> None:
    head = f"HTTP/1.1 429 No\r\nContent-Length: 0\r\nRetry-After: {value}\r\n\r\n".encode()
    with serving({"/": raw(head)}) as place:
        assert failed(door(deadline=20).get(place.url())).state is SourceState.LIMITED


def test_jitter_spreads_the_waits() -> None:
    naps = Naps()
    with serving({"/": answer(status="500 No")}) as place:
        door(naps, dice=lambda: 0.0).get(place.url())
    assert naps.taken == [0.25, 0.5]


def test_unasked_304_is_an_error() -> None:
    with serving({"/": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")}) as place:
        assert failed(door().get(place.url())).state is SourceState.ERROR
    assert "if-none-match" not in place.seen[0].headers


def test_validators_that_no_header_can_carry_are_not_kept() -> None:
    head = b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: "\xff\xfe"\r\nLast-Modified: ' + b"x" * 600 + b"\r\n\r\n"
    with serving({"/": raw(head)}) as place:
        got = door().get(place.url())
    assert isinstance(got, Response)
    assert got.validators == Validators()


def test_five_hops_arrive_six_do_not() -> None:
    hops = {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 7)} | {"/0": answer(FEED)}
    with serving(hops) as place:
        got = door().get(place.url("/5"))
        assert isinstance(got, Response)
        assert got.url == place.url("/0")
        failed(door().get(place.url("/6")))


@pytest.fixture
def inner() -> Iterator[Loopback]:
    """Serve what must never be asked: something else on this machine."""
    with serving({"/": answer(b"secret")}, host="127.0.0.2") as place:
        yield place


def test_first_address_is_checked_like_any_other(inner: Loopback) -> None:
    for url in (inner.url(), f"https://127.0.0.2:{inner.port}/", "https://name:word@example.org/"):
        assert "refused" in failed(door().get(url)).reason
    assert inner.seen == []


def test_allowed_host_may_be_named_with_its_port() -> None:
    with serving({"/": answer(FEED)}) as place:
        assert isinstance(door(allow_hosts=[f"127.0.0.1:{place.port}"]).get(place.url()), Response)
        failed(door(allow_hosts=["127.0.0.1:1"]).get(place.url()))


def test_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda *_, **__: pytest.fail("connected"))
    mixed = [PUBLIC, "10.0.0.1"]
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
