"""FAULTS N1 to N25: a faulty source between two healthy ones, which never notice it."""

from __future__ import annotations

import gzip
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpcore2
import pytest
import trustme

import tiny_world
from collect.loopback import (
    NOW,
    Answer,
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
from faults.matrix import Seen
from radar import config, pipeline
from radar.archive import state
from radar.archive.ledger import Ledger
from radar.collect.collect import Order, collect
from radar.collect.pacing import ARXIV_GATE, GAPS
from radar.outcomes import Harvest, SourceState
from radar.pipeline import Options, Where

DAY = tiny_world.WEEK[4]
ORDER = Order(now=NOW, today=date.fromisoformat(DAY))
TESTS = Path(__file__).resolve().parents[1]
FEED = (
    b'<rss version="2.0"><channel><title>S</title><item><title>Invented</title>'
    b"<link>https://journal.example/1</link></item></channel></rss>"
)
PACKED = {"Content-Encoding": "gzip"}
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss><channel><item>"
BUSY = "429 Too Many Requests"
PUBLIC = "93.184.216.34"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="skipped: only Linux tells and forgets a peak of memory")


@dataclass(frozen=True, kw_only=True)
class Between:
    """Put a source between an arXiv and a journal; fail unless these two give what they always give."""

    net: Any
    healthy: tuple[Harvest, ...]

    def collect(self, url: str, order: Order = ORDER, **settings: Any) -> Harvest:
        told = tiny_world.settings(self.net.base_url)
        told["sources"].insert(1, {"kind": "feed", "name": "Faulty", "url": url})
        first, faulty, last = collect(config.parse(told).sources, order, door(**settings))
        assert (first, last) == self.healthy
        assert faulty.source == "Faulty"
        assert faulty.reason.isprintable()
        return faulty

    def served(self, act: Answer, order: Order = ORDER, **settings: Any) -> tuple[Harvest, Loopback]:
        with serving({"/": act}) as place:
            return self.collect(place.url(), order, **settings), place


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with tiny_world.start(tmp_path_factory.mktemp("data"), day=DAY) as running:
        yield running


@pytest.fixture(scope="module")
def between(net: Any) -> Between:
    healthy = collect(config.parse(tiny_world.settings(net.base_url)).sources, ORDER, door())
    assert [one.state for one in healthy] == [SourceState.OK, SourceState.OK]
    assert all(one.listings for one in healthy)
    return Between(net=net, healthy=healthy)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def assert_nothing_kept(faulty: Harvest, state: SourceState) -> None:
    """Check that a source failed as it should, and left nothing that a later run would take for success."""
    assert faulty.state is state
    assert faulty.reason
    assert (faulty.listings, faulty.validators, faulty.batch_day) == ((), {}, None)


# -- nobody, nothing, or too slowly ----------------------------------------------------


@pytest.mark.fault("N1")
def test_n01_connection_refused(between: Between, seen: Seen) -> None:
    """Source `down`; the others healthy."""
    naps = Naps()
    assert_nothing_kept(between.collect(f"http://127.0.0.1:{closed_port()}/", sleep=naps), SourceState.DOWN)
    assert len(naps.taken) == 2
    seen(f"down after {1 + len(naps.taken)} tries, 2 others whole")


@pytest.mark.fault("N2")
@pytest.mark.parametrize(("errno", "tries"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 3)])
def test_n02_dns_failure(between: Between, errno: int, tries: int, seen: Seen) -> None:
    """Source `down`; the others healthy."""
    asked: list[str] = []

    def resolver(host: str, port: int) -> Sequence[str]:
        if host == "127.0.0.1":
            return [host]
        asked.append(host)
        raise socket.gaierror(errno, "no")

    faulty = between.collect("https://x.invalid/feed", resolver=resolver)
    assert_nothing_kept(faulty, SourceState.DOWN)
    assert "name" in faulty.reason
    assert asked == ["x.invalid"] * tries
    seen(f"down after {len(asked)} tries, 2 others whole")


@pytest.mark.fault("N3")
def test_n03_accepts_and_never_answers(between: Between, seen: Seen) -> None:
    """Given up at the deadline, once: `timeout`."""
    free = threading.Event()
    try:
        faulty, place = between.served(silent(free), deadline=2.0)
    finally:
        free.set()
    assert_nothing_kept(faulty, SourceState.DOWN)
    assert faulty.reason == "timeout: no whole answer within 2 s"
    assert len(place.seen) == 1
    seen(faulty.reason)


@pytest.mark.fault("N4")
@pytest.mark.parametrize(
    "start", [pytest.param(HALF, id="body"), pytest.param(b"HTTP/1.1 200 OK\r\nX: ", id="headers")]
)
def test_n04_drip(between: Between, start: bytes, seen: Seen) -> None:
    """Stopped by the total deadline, though every single read is answered in time."""
    faulty, place = between.served(drip(start, b"x"), deadline=2.0)
    assert_nothing_kept(faulty, SourceState.DOWN)
    assert "timeout" in faulty.reason
    assert len(place.seen) == 1
    seen(faulty.reason)


# -- bodies ----------------------------------------------------------------------------


def flood(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n")
    while True:  # until the other side hangs up, which raises
        sock.sendall(b"x" * 100_000)


def bomb() -> bytes:
    """Pack 1 GB into 1 MB."""
    member = gzip.compress(b"\0" * 100_000_000, 9)
    return member * 10


def measured(net: Any, *urls: str) -> list[dict[str, Any]]:
    """Run each address in a fresh process between healthy sources."""
    ran = subprocess.run(
        [sys.executable, str(TESTS / "faults" / "memory_of_a_fetch.py"), net.base_url, DAY, *urls],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent / "plugins", TESTS)))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.fault("N5")
@linux
def test_n05_endless_body(net: Any, seen: Seen) -> None:
    """Stopped at the cap; at most 64 MB more memory."""
    with serving({"/": flood}) as place:
        (told,) = measured(net, place.url())
    assert (told["state"], told["reason"], told["healthy"]) == ("error", "answer longer than 32 MB", True)
    assert told["grown"] <= 64_000_000
    assert len(place.seen) == 1
    seen(f"{told['reason']}, {told['grown'] / 1e6:.0f} MB more memory")


@pytest.mark.fault("N6")
@linux
def test_n06_packed_bombs(net: Any, seen: Seen) -> None:
    """A gzip bomb of 1 GB, gzip in gzip, 10 MB of brotli: refused; at most 64 MB more memory."""
    packed = bomb()
    assert len(packed) < 2_000_000
    routes = {
        "/bomb": answer(packed, headers=PACKED),
        "/nested": answer(gzip.compress(packed), headers=PACKED),
        "/twice": answer(gzip.compress(packed), headers={"Content-Encoding": "gzip, gzip"}),
        "/br": answer(b"\x5b" * 10_000_000, headers={"Content-Encoding": "br"}),
        "/deflate": answer(zlib.compress(FEED), headers={"Content-Encoding": "deflate"}),
    }
    with serving(routes) as place:
        told = measured(net, *map(place.url, routes))
    assert [one["state"] for one in told] == ["error"] * 5
    assert told[0]["reason"] == "answer longer than 32 MB"
    assert all("packed in a way that was not asked for" in one["reason"] for one in told[2:])
    assert all(one["healthy"] for one in told)
    assert max(one["grown"] for one in told) <= 64_000_000
    assert len(place.seen) == 5
    seen(f"{len(told)} refused, at most {max(one['grown'] for one in told) / 1e6:.0f} MB more memory")


@pytest.mark.fault("N7")
@pytest.mark.parametrize("cut", [slice(0, -5), slice(0, 30), slice(0, 4)])
def test_n07_truncated_gzip(between: Between, cut: slice, seen: Seen) -> None:
    """An error, never a part taken for the whole."""
    packed = gzip.compress(FEED * 100)[cut]
    faulty, place = between.served(answer(packed, headers=PACKED | {"ETag": '"a"'}))
    assert_nothing_kept(faulty, SourceState.ERROR)
    assert len(place.seen) == 2
    seen(f"{faulty.state.value} after {len(place.seen)} tries")


@pytest.mark.fault("N8")
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(answer(FEED, length=9999, headers={"ETag": '"a"'}), id="short"),
        pytest.param(raw(CHUNKED + b"8\r\n<rss><ch"), id="chunk cut"),
        pytest.param(raw(CHUNKED + b"4\r\n<rss\r\n"), id="no last chunk"),
    ],
)
def test_n08_body_shorter_than_it_said(between: Between, act: Answer, seen: Seen) -> None:
    """An error after one retry; nothing remembered."""
    faulty, place = between.served(act)
    assert_nothing_kept(faulty, SourceState.ERROR)
    assert len(place.seen) == 2
    seen(f"{faulty.state.value} after {len(place.seen)} tries")


@pytest.mark.fault("N9")
def test_n09_reset_in_the_middle(between: Between, seen: Seen) -> None:
    """At most two retries, then `down`."""
    faulty, place = between.served(reset(HALF))
    assert_nothing_kept(faulty, SourceState.DOWN)
    assert len(place.seen) == 3
    seen(f"{faulty.state.value} after {len(place.seen)} tries")


# -- statuses --------------------------------------------------------------------------


@pytest.mark.fault("N10")
def test_n10_too_many_requests(between: Between, seen: Seen) -> None:
    """Waits the 7 s it is asked to and tries once more, else `limited`; never counted as empty."""
    busy = answer(status=BUSY, headers={"Retry-After": "7"})
    naps = Naps()
    better, place = between.served(in_turn(busy, answer(FEED)), deadline=20, sleep=naps)
    assert (better.state, len(better.listings), naps.taken, len(place.seen)) == (SourceState.OK, 1, [7.0], 2)
    naps = Naps()
    worse, place = between.served(busy, deadline=20, sleep=naps)
    assert_nothing_kept(worse, SourceState.LIMITED)
    assert (naps.taken, len(place.seen), worse.retry_at) == ([7.0], 2, NOW + timedelta(seconds=7))
    seen(f"waits {naps.taken[0]:.0f} s, {len(place.seen)} tries, then {worse.state.value}")


@pytest.mark.fault("N11")
def test_n11_unavailable_until_a_far_date(between: Between, tmp_path: Path, seen: Seen) -> None:
    """Does not wait; `limited` until then, stored, and not asked before."""
    headers = {"Retry-After": "Fri, 01 Jan 2027 00:00:00 GMT", "Date": "Fri, 06 Mar 2026 08:00:00 GMT"}
    until = datetime(2027, 1, 1, tzinfo=UTC)
    naps = Naps()
    with serving({"/": answer(status="503 Service Unavailable", headers=headers)}) as place:
        faulty = between.collect(place.url(), sleep=naps)
        assert_nothing_kept(faulty, SourceState.LIMITED)
        assert (faulty.retry_at, naps.taken, len(place.seen)) == (until, [], 1)
        state.remember(tmp_path, [faulty])
        again = between.collect(place.url(), replace(ORDER, limits=state.read(tmp_path).limits))
    assert_nothing_kept(again, SourceState.LIMITED)
    assert (again.reason, again.retry_at) == ("asked to wait until 2027-01-01 00:00 UTC", until)
    assert len(place.seen) == 1
    assert state.remember(tmp_path, [again]) is False
    seen(f"{len(naps.taken)} waits, {again.reason}; asked {len(place.seen)} time")


@pytest.mark.fault("N12")
@pytest.mark.parametrize("status", ["500 No", "502 No", "503 No", "504 No", "522 No"])
def test_n12_broken_server(between: Between, status: str, seen: Seen) -> None:
    """Backoff with jitter, at most three tries."""
    naps = Naps()
    faulty, place = between.served(answer(FEED, status=status), sleep=naps, dice=iter((0.0, 0.9, 0.5)).__next__)
    assert_nothing_kept(faulty, SourceState.DOWN)
    assert naps.taken == pytest.approx([0.25, 1.4])
    assert len(place.seen) == 3
    seen(f"{len(place.seen)} tries, waits {naps.taken}")


@pytest.mark.fault("N13")
@pytest.mark.parametrize("headers", [{"cf-mitigated": "challenge"}, {}])
def test_n13_challenge(between: Between, headers: dict[str, str], seen: Seen) -> None:
    """`blocked`, no retry."""
    faulty, place = between.served(answer(b"<html>Just a moment", status="403 Forbidden", headers=headers))
    assert_nothing_kept(faulty, SourceState.BLOCKED)
    assert ("check for browsers" in faulty.reason) is bool(headers)
    assert len(place.seen) == 1
    seen(f"{faulty.state.value}, asked {len(place.seen)} time")


@pytest.mark.fault("N14")
@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_n14_not_found(between: Between, status: str, seen: Seen) -> None:
    """What the source gives is `gone`, asked once; the report makes that good after three days in a row."""
    faulty, place = between.served(answer(FEED, status=status))
    assert_nothing_kept(faulty, SourceState.GONE)
    assert status[:3] in faulty.reason
    assert len(place.seen) == 1
    seen(f"{faulty.reason}, asked {len(place.seen)} time")


@pytest.mark.fault("N15")
def test_n15_not_modified(between: Between, seen: Seen) -> None:
    """Nothing new and no error; the conditional headers are really sent."""
    stamp = "Fri, 06 Mar 2026 05:00:00 GMT"
    fresh = answer(FEED, headers={"ETag": '"a"', "Last-Modified": stamp})
    same = raw(b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nDate: Fri, 06 Mar 2026 05:00:02 GMT\r\n\r\n')
    with serving({"/": in_turn(fresh, same)}) as place:
        first = between.collect(place.url())
        # with validators of its own alone: the healthy ones are to give their papers again
        second = between.collect(place.url(), replace(ORDER, validators=first.validators))
    assert (first.state, len(first.listings)) == (SourceState.OK, 1)
    assert (second.state, second.listings, second.reason) == (SourceState.NOT_MODIFIED, (), "")
    assert not second.state.is_failure
    assert "if-none-match" not in place.seen[0].headers
    assert place.seen[1].headers["if-none-match"] == '"a"'
    assert place.seen[1].headers["if-modified-since"] == stamp
    seen(f"{second.state.value}, sent {place.seen[1].headers['if-none-match']}")


@pytest.mark.fault("N16")
def test_n16_web_page_in_place_of_a_feed(between: Between, seen: Seen) -> None:
    """`blocked`, not "0 papers"."""
    page = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
    faulty, _ = between.served(answer(page, headers={"ETag": '"a"', "Content-Type": "text/html"}))
    assert_nothing_kept(faulty, SourceState.BLOCKED)
    assert "Just a moment" in faulty.reason
    seen(f"{faulty.state.value}: {faulty.reason}")


@pytest.mark.fault("N17")
def test_n17_empty_body(between: Between, seen: Seen) -> None:
    """`error`, not "0 papers"."""
    faulty, _ = between.served(answer(b"", headers={"ETag": '"a"'}))
    assert_nothing_kept(faulty, SourceState.ERROR)
    seen(f"{faulty.state.value}: {faulty.reason}")


# -- redirects and addresses -----------------------------------------------------------


@pytest.mark.fault("N18")
def test_n18_redirect_loop(between: Between, seen: Seen) -> None:
    """Stopped after five redirects, in a circle or in a row."""
    routes = {"/": redirect("/")} | {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 7)} | {"/0": answer(FEED)}
    with serving(routes) as place:
        for path in ("/", "/6"):
            place.seen.clear()
            faulty = between.collect(place.url(path))
            assert_nothing_kept(faulty, SourceState.ERROR)
            assert "redirects" in faulty.reason
            assert len(place.seen) == 6
        assert between.collect(place.url("/5")).state is SourceState.OK
    seen(f"{faulty.reason}; five in a row arrive")


@pytest.mark.fault("N19")
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
def test_n19_redirect_to_another_scheme(between: Between, to: str, seen: Seen) -> None:
    """Refused."""
    faulty, place = between.served(redirect(to))
    assert_nothing_kept(faulty, SourceState.ERROR)
    assert len(place.seen) == 1
    seen(f"refused: {faulty.reason}")


@pytest.fixture
def inner() -> Iterator[Loopback]:
    """Serve what must never be asked: something else on this machine."""
    with serving({"/": answer(FEED)}, host="127.0.0.2") as place:
        yield place


@pytest.mark.fault("N20", "M8")
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.2", "[::1]", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.2]"),
        *("2130706433", "2130706434", "0x7f000002", "127.2", "localhost"),
    ],
)
def test_n20_redirect_to_an_address_that_is_not_public(
    between: Between, inner: Loopback, scheme: str, host: str, seen: Seen
) -> None:
    """Refused; the server there sees no request."""
    faulty, place = between.served(redirect(f"{scheme}://{host}:{inner.port}/"))
    assert_nothing_kept(faulty, SourceState.ERROR)
    assert "refused" in faulty.reason
    assert (len(place.seen), inner.seen) == (1, [])
    seen(f"{len(inner.seen)} requests inside")


@pytest.mark.fault("N21", "M8")
def test_n21_dns_rebinding(between: Between, monkeypatch: pytest.MonkeyPatch, seen: Seen) -> None:
    """Refused: the address that was checked is the one connected to, on every try."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    knocked: list[str] = []
    really = httpcore2.SyncBackend.connect_tcp

    def connect(self: Any, host: str, port: int, *more: Any, **named: Any) -> httpcore2.NetworkStream:
        if port != place.port:
            return really(self, host, port, *more, **named)
        knocked.append(host)
        raise httpcore2.ConnectError  # no packet may leave a test

    def resolver(host: str, port: int) -> Sequence[str]:
        return next(answers) if host == "rebind.example" else [host]

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    with serving({"/": answer(FEED)}) as place:
        faulty = between.collect(f"https://rebind.example:{place.port}/", resolver=resolver)
    assert_nothing_kept(faulty, SourceState.ERROR)
    assert "127.0.0.1" in faulty.reason
    assert knocked == [PUBLIC]
    assert place.seen == []
    seen(f"{faulty.reason}; connected to {knocked}")


# -- what is no HTTP, and what is no TLS -----------------------------------------------


@pytest.mark.fault("N22")
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n" + FEED, id="500 headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n" + FEED, id="200 KB header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90_000 + b"\r\n\r\n" + FEED, id="90 KB header"),
        pytest.param(b"what is this\r\n\r\n", id="bad status line"),
        pytest.param(b"HTTP/1.1 9999 X\r\n\r\n", id="bad status"),
    ],
)
def test_n22_headers_that_are_none(between: Between, data: bytes, seen: Seen) -> None:
    """`error`."""
    free = threading.Event()

    def act(sock: socket.socket) -> None:
        sock.sendall(data)
        free.wait(5)

    try:
        faulty, place = between.served(act)
    finally:
        free.set()
    assert_nothing_kept(faulty, SourceState.ERROR)
    assert len(place.seen) == 1
    seen(faulty.reason)


def serving_tls(certificate: trustme.LeafCert) -> AbstractContextManager[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return serving({"/": answer(FEED)}, wrap=lambda sock: context.wrap_socket(sock, server_side=True))


@pytest.mark.fault("N23")
def test_n23_certificates(between: Between, seen: Seen) -> None:
    """Expired, of an unknown signer, of another host: `error`, and never tried without a check or by http."""
    trusted, stranger = trustme.CA(), trustme.CA()
    context = ssl.create_default_context()
    trusted.configure_trust(context)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    cases = {
        "expired": trusted.issue_cert(
            "journal.example", not_before=yesterday - timedelta(days=9), not_after=yesterday
        ),
        "unable to get": stranger.issue_cert("journal.example"),
        "mismatch": trusted.issue_cert("other.example"),
        "": trusted.issue_cert("journal.example"),
    }
    for words, certificate in cases.items():
        with serving_tls(certificate) as place:
            faulty = between.collect(
                f"https://journal.example:{place.port}/",
                allow_hosts=["127.0.0.1", "journal.example"],
                ssl_context=context,
                resolver=lambda host, port: ["127.0.0.1"],
            )
        if words:
            assert_nothing_kept(faulty, SourceState.ERROR)
            assert "no safe connection" in faulty.reason
            assert words in faulty.reason.lower()
            assert place.seen == []
        else:
            assert (faulty.state, len(faulty.listings)) == (SourceState.OK, 1)
    seen(f"{len(cases) - 1} refused before any request, the sound one taken")


# -- all at once -----------------------------------------------------------------------


@pytest.mark.fault("N24", "M10")
def test_n24_of_fifty_sources_one_lives(net: Any, tmp_path: Path, seen: Seen) -> None:
    """49 fail in mixed ways, the 50th is published as if it were alone; the run is `partial`."""
    free = threading.Event()
    page = answer(b"<!DOCTYPE html><html><title>Just a moment...</title></html>")
    bad: list[Answer] = [
        *(silent(free), drip(HALF, b"x", times=50), flood, reset(HALF), page, answer(b""), redirect("/0")),
        *(answer(status=f"{status} No") for status in (403, 404, 410, 429, 500, 502, 503, 504)),
        *(
            answer(FEED, length=9999),
            answer(gzip.compress(FEED)[:-5], headers=PACKED),
            redirect("file:///etc/passwd"),
        ),
        *(redirect("http://169.254.169.254/"), raw(b"what is this\r\n\r\n"), raw(b"")),
        *(answer(bomb(), headers=PACKED), answer(FEED[:60]), answer(status=BUSY, headers={"Retry-After": "3600"})),
    ]
    with serving({f"/{n}": bad[n % len(bad)] for n in range(47)}) as place:
        told = tiny_world.settings(net.base_url)
        journal = told["sources"][1]
        urls = [place.url(f"/{n}") for n in range(47)]
        urls += [f"http://127.0.0.1:{closed_port()}/", f"https://127.0.0.1:{place.port}/"]
        faulty = [{"kind": "feed", "name": f"Faulty {n}", "url": url} for n, url in enumerate(urls)]
        alone = config.parse(told | {"sources": [journal]})
        crowd = config.parse(told | {"sources": [*faulty, journal]})
        assert len(crowd.sources) == 50
        runs = [
            pipeline.update(
                one,
                where=Where(content=tmp_path / name),
                clock=lambda: NOW,
                door=door(deadline=3.0),
                options=Options(),
            )
            for name, one in (("alone", alone), ("crowd", crowd))
        ]
        free.set()
    assert [run.report.state for run in runs] == ["complete", "partial"]
    *failing, living = runs[1].report.sources
    assert all(line.state.is_failure and line.reason and not line.fetched for line in failing)
    assert {line.state for line in failing} >= {
        *(SourceState.DOWN, SourceState.ERROR, SourceState.BLOCKED, SourceState.LIMITED),
    }
    assert (living.name, living.state, living.new) == ("Sample Journal", SourceState.OK, 10)
    papers = [_files(tmp_path / name / "daily" / "papers") for name in ("alone", "crowd")]
    assert papers[0] == papers[1]
    assert sum(len(Ledger(tmp_path / "crowd" / "daily").read(day).papers) for day in runs[1].changed) == 10
    seen(f"{len(failing)} fail, the other brings its {living.new} papers; {runs[1].report.state}")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.fault("N25", "M7")
@pytest.mark.parametrize(
    ("times", "gap"), [pytest.param((20, 20), 0.05, id="40 requests"), pytest.param((2, 1), None, id="real pace")]
)
def test_n25_arxivs_pace_in_two_processes(
    net: Any, tmp_path: Path, times: Sequence[int], gap: float | None, seen: Seen
) -> None:
    """3.0 s or more between any two requests of two programs, and never two connections."""
    assert GAPS[ARXIV_GATE] == 3.0
    before = len(net.net.log.entries())
    running = [_ask_arxiv(net, tmp_path, str(count), *([str(gap)] if gap else [])) for count in times]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    asked = net.net.log.entries()[before:]
    assert [entry["path"] for entry in asked] == ["/rss/cs.AI+cs.CL"] * sum(times)
    # From beginning to beginning, as the server saw it: an answer cannot have ended before its request came.
    least = min(after["t"] - first["t"] for first, after in pairwise(asked))
    assert least >= (gap or 3.0) - 0.001
    assert _overlaps(asked) == 0
    seen(f"{len(asked)} requests at a pace of {gap or 3.0} s: least gap {least:.2f} s, {_overlaps(asked)} at once")


def _ask_arxiv(net: Any, folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(TESTS / "faults" / "two_at_arxiv.py"), net.base_url, DAY, str(folder), *more],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent / "plugins", TESTS)))},
        stderr=subprocess.PIPE,
        text=True,
    )


def _overlaps(entries: list[dict[str, Any]]) -> int:
    from fakenetlib import requestlog  # noqa: PLC0415 - found through tiny_world's path

    report: Callable[[list[dict[str, Any]]], dict[str, Any]] = requestlog.report
    return int(report(entries)[""]["overlaps"])
