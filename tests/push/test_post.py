"""Posting to a secret address, to real servers on loopback in every mood."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from pathlib import Path
from typing import Any

import mailroom
import pytest
import trustme
from mailroom import post, reply, room

from radar.config_push import Kind
from radar.push.channels import SERVICES
from radar.push.outcome import Outcome, Sent
from radar.push.service import Desk, Letter, Service, by_status

ANY = Service(write=lambda _digest, desk: Letter(url=desk.url, body=b""), refusal=by_status)
SECRET = "very-secret-token"  # noqa: S105 - invented


def letter(url: str) -> Letter:
    return Letter(url=url, body=b'{"a":1}', headers={"X-Sample": "yes"})


def safe(outcome: Outcome) -> Outcome:
    """Look that an outcome gives nothing away."""
    assert SECRET not in repr(outcome)
    assert "127.0.0.1" not in repr(outcome)
    assert outcome.reason.isprintable()
    return outcome


def test_a_letter_arrives_whole_once_with_its_headers() -> None:
    with room(reply(b"ok")) as place:
        assert safe(post().send(letter(place.url()), ANY)) == Outcome(state=Sent.SENT)
    (taken,) = place.taken
    assert taken.line == f"POST /hook?token={SECRET} HTTP/1.1"
    assert taken.body == b'{"a":1}'
    assert taken.headers["content-type"] == "application/json; charset=utf-8"
    assert taken.headers["x-sample"] == "yes"
    assert taken.headers["host"] == f"127.0.0.1:{place.port}"


@pytest.mark.parametrize("status", ["400 Bad Request", "403 Forbidden", "404 Not Found", "500 Oops", "503 Busy"])
def test_a_status_that_refuses_has_failed_and_is_not_sent_twice(status: str) -> None:
    with room(reply(f"{SECRET} {status}".encode(), status=status)) as place:
        outcome = safe(post().send(letter(place.url()), ANY))
    assert outcome == Outcome(state=Sent.FAILED, reason=f"HTTP {status[:3]}")
    assert len(place.taken) == 1


def test_a_gateway_that_waited_in_vain_leaves_it_unclear() -> None:
    with room(reply(status="504 Gateway Timeout")) as place:
        assert safe(post().send(letter(place.url()), ANY)).state is Sent.UNCLEAR


def test_a_short_wait_asked_for_is_waited_once() -> None:
    naps: list[float] = []
    busy = reply(status="429 Too Many Requests", headers=["Retry-After: 3"])
    with room(busy, reply(b"ok")) as place:
        assert post(sleep=naps.append).send(letter(place.url()), ANY).state is Sent.SENT
    assert naps == [3.0]
    with room(busy) as place:
        outcome = safe(post(sleep=naps.append).send(letter(place.url()), ANY))
    assert outcome == Outcome(state=Sent.FAILED, reason="HTTP 429, asks to wait 3 s")
    assert len(place.taken) == 2


@pytest.mark.parametrize("headers", [["Retry-After: 11"], ["Retry-After: 3600"], [], ["Retry-After: soon"]])
def test_a_long_wait_or_none_is_left_to_the_next_run(headers: list[str]) -> None:
    naps: list[float] = []
    with room(reply(status="429 Too Many Requests", headers=headers)) as place:
        outcome = post(sleep=naps.append).send(letter(place.url()), ANY)
    assert outcome.state is Sent.FAILED
    assert (naps, len(place.taken)) == ([], 1)


def test_a_wait_asked_for_by_a_server_that_broke_is_no_reason_to_send_twice() -> None:
    naps: list[float] = []
    with room(reply(status="503 Busy", headers=["Retry-After: 3"])) as place:
        outcome = post(sleep=naps.append).send(letter(place.url()), ANY)
    assert outcome == Outcome(state=Sent.FAILED, reason="HTTP 503, asks to wait 3 s")
    assert (naps, len(place.taken)) == ([], 1)


def test_no_redirect_is_followed() -> None:
    with room(reply(b"ok")) as other, room(reply(status="302 Found", headers=[f"Location: {other.url()}"])) as place:
        outcome = safe(post().send(letter(place.url()), ANY))
    assert outcome == Outcome(state=Sent.FAILED, reason="HTTP 302")
    assert not other.taken


def test_a_server_that_takes_it_and_says_nothing_leaves_it_unclear() -> None:
    done = threading.Event()
    with room(lambda _: (done.wait(10), None)[1]) as place:
        outcome = safe(post(deadline=0.4).send(letter(place.url()), ANY))
        done.set()
    assert outcome.state is Sent.UNCLEAR
    assert len(place.taken) == 1


def test_a_server_that_answers_for_ever_is_left_in_time() -> None:
    def drip(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(200):
            sock.sendall(b"x")
            time.sleep(0.02)

    with room(drip) as place:
        assert safe(post(deadline=0.4).send(letter(place.url()), ANY)).state is Sent.UNCLEAR


def test_a_server_that_hangs_up_on_it_leaves_it_unclear() -> None:
    def hang_up(sock: socket.socket) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with room(hang_up) as place:
        assert safe(post().send(letter(place.url()), ANY)).state is Sent.UNCLEAR


def test_nobody_listening_has_failed() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    outcome = safe(post().send(letter(f"http://127.0.0.1:{port}/{SECRET}"), ANY))
    assert outcome == Outcome(state=Sent.FAILED, reason="cannot connect")


def test_a_certificate_that_nobody_vouches_for_has_failed_and_one_that_somebody_does_has_not() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    def wrap(sock: socket.socket) -> socket.socket:
        return context.wrap_socket(sock, server_side=True)

    with room(reply(b"ok"), wrap=wrap) as place:
        url = place.url().replace("http:", "https:")
        outcome = safe(post().send(letter(url), ANY))
        assert (outcome.state, len(place.taken)) == (Sent.FAILED, 0)
        assert outcome.reason.startswith("no safe connection")
        assert post(ssl_context=trusting).send(letter(url), ANY).state is Sent.SENT


@pytest.mark.parametrize(
    "url",
    [
        f"http://hook.example/{SECRET}",
        f"https://user:{SECRET}@hook.example/",
        f"ftp://hook.example/{SECRET}",
        f"file:///etc/{SECRET}",
        f"https:///{SECRET}",
        SECRET,
        f"https://[::1/{SECRET}",
        f"https://hook.example/\r\nX-Evil: {SECRET}",
    ],
)
def test_what_is_no_address_of_a_webhook_is_refused_without_saying_it(url: str) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    outcome = safe(post(resolver=resolver).send(letter(url), ANY))
    assert outcome.state is Sent.FAILED
    assert "the address is none that may be posted to" in outcome.reason


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "192.168.1.1"])
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    outcome = safe(post(resolver=lambda _host, _port: [address]).send(letter(f"https://hook.example/{SECRET}"), ANY))
    assert outcome == Outcome(state=Sent.FAILED, reason="the address leads to a host that is not public")


# -- answers -------------------------------------------------------------------------

RIGHT: dict[Kind, bytes] = {
    "slack": b"ok",
    "telegram": b'{"ok":true,"result":{}}',
    "discord": b"",
    "feishu": b'{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}',
    "wecom": b'{"errcode":0,"errmsg":"ok"}',
    "dingtalk": b'{"errcode":0,"errmsg":"ok"}',
    "json": b"anything",
}


@pytest.mark.parametrize("kind", RIGHT)
def test_each_services_own_yes_is_a_yes(kind: Kind) -> None:
    with room(reply(RIGHT[kind])) as place:
        assert post().send(letter(place.url()), SERVICES[kind]) == Outcome(state=Sent.SENT)


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("feishu", {"code": 19021, "msg": f"sign match fail {SECRET}"}, "code 19021: the signature does not fit"),
        ("feishu", {"code": 9499, "msg": "Bad Request"}, "code 9499: the body was not understood"),
        ("feishu", {"code": 19024}, "code 19024: the bot wants a keyword"),
        ("dingtalk", {"errcode": 310000, "errmsg": SECRET}, "code 310000: the robot's security settings refuse it"),
        ("dingtalk", {"errcode": 130101}, "code 130101: too many messages"),
        ("wecom", {"errcode": 93000, "errmsg": f"invalid webhook url {SECRET}"}, "code 93000: no such webhook"),
        ("wecom", {"errcode": 99999}, "code 99999"),
    ],
)
def test_a_no_in_an_answer_of_http_200_is_a_no(kind: Kind, body: dict[str, Any], reason: str) -> None:
    with room(reply(json.dumps(body).encode())) as place:
        outcome = safe(post().send(letter(place.url()), SERVICES[kind]))
    assert outcome.state is Sent.FAILED
    assert outcome.reason.startswith(reason)


@pytest.mark.parametrize("kind", ["slack", "telegram", "feishu", "wecom", "dingtalk"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>very-secret-token</html>",
        b"null",
        b"[0]",
        b'{"ok":"true"}',
        b'{"errcode":"0","code":false}',
        b'{"errcode":1e999,"code":null}',
        b"[" * 50_000,
    ],
)
def test_an_answer_of_something_else_is_a_no(kind: Kind, body: bytes) -> None:
    with room(reply(body)) as place:
        outcome = safe(post().send(letter(place.url()), SERVICES[kind]))
    assert outcome == Outcome(state=Sent.FAILED, reason="the answer is none of this service: is the address right?")


def test_slack_and_telegram_refuse_by_status() -> None:
    for kind, status in (("slack", "403 Forbidden"), ("telegram", "401 Unauthorized"), ("feishu", "500 Oops")):
        with room(reply(b"ok", status=status)) as place:
            outcome = post().send(letter(place.url()), SERVICES[kind])  # type: ignore[index]
        assert outcome == Outcome(state=Sent.FAILED, reason=f"HTTP {status[:3]}")


def test_a_whole_day_goes_out_to_every_service(tmp_path: Path) -> None:
    day = mailroom.digest_of(mailroom.site(tmp_path))
    for kind, service in SERVICES.items():
        with room(reply(RIGHT[kind])) as place:
            desk = Desk(url=place.url(), now=mailroom.NOW, secret="s", chat="@sample")  # noqa: S106 - invented
            assert post().send(service.write(day, desk), service) == Outcome(state=Sent.SENT)
        assert json.loads(place.taken[0].body)
