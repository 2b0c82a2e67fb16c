"""Handing a mail over, to a real server on loopback in every mood."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import mailroom
import pytest
import trustme
from mailroom import Mails, mail_server

from radar.config_push import Email, Security
from radar.push import smtp
from radar.push.outcome import Outcome, Sent

ADDRESSES = ("one@mail.example", "two@mail.example")
PASSWORD = mailroom.Mails().password.decode()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server_side(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def mailbox(port: int, security: Security = "none", **changes: Any) -> smtp.Mailbox:
    email = Email(host="127.0.0.1", port=port, security=security, sender="radar@mail.example", to={"en": ADDRESSES})
    return smtp.Mailbox(**{"email": email, "sender": email.sender_address, "timeout": 3.0, **changes})


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Sample"
    message.set_content("A line.\n.\nA line after a lone dot.\n")
    return message


def sent(port: int, **changes: Any) -> Outcome:
    return smtp.send(mailbox(port, **changes), mail(), ADDRESSES)


def test_a_mail_reaches_every_recipient_whole() -> None:
    with mail_server() as box:
        assert sent(box.port) == Outcome(state=Sent.SENT)
    (envelope,) = box.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("radar@mail.example", list(ADDRESSES))
    assert b"A line.\r\n.\r\nA line after a lone dot.\r\n" in (envelope.content or b"")  # type: ignore[operator]


def test_starttls_encrypts_before_user_password_and_mail(
    server_side: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with mail_server(tls=server_side, auth=True) as box:
        outcome = sent(box.port, security="starttls", ssl_context=trusting, user="radar", password=PASSWORD)
    assert outcome.state is Sent.SENT
    assert box.encrypted == [True]
    assert box.logins == [(b"radar", PASSWORD.encode())]


def test_tls_from_the_start_works_too(server_side: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    with mail_server(tls=server_side, implicit=True) as box:
        assert sent(box.port, security="tls", ssl_context=trusting).state is Sent.SENT
    assert len(box.taken) == 1


def test_a_server_without_starttls_gets_neither_password_nor_mail() -> None:
    with mail_server() as box:
        outcome = sent(box.port, security="starttls", user="radar", password=PASSWORD)
    assert outcome == Outcome(state=Sent.FAILED, reason="the server offers no STARTTLS: nothing was sent")
    assert [box.taken, box.logins] == [[], []]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_ends_it(security: Security, server_side: ssl.SSLContext) -> None:
    with mail_server(tls=server_side, implicit=security == "tls") as box:
        outcome = sent(box.port, security=security, user="radar", password=PASSWORD)
    assert outcome.state is Sent.FAILED
    assert outcome.reason.startswith("no safe connection: ")
    assert [box.taken, box.logins] == [[], []]


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ({"refuse_sender": True}, "the server refuses the sender (code 550)"),
        ({"refuse_address": "all"}, "the server refuses every address (code 550)"),
        ({"data_answer": "452 full: very-secret-words"}, "the server refuses the mail (code 452)"),
        ({"data_answer": "554 spam"}, "the server refuses the mail (code 554)"),
    ],
)
def test_what_a_server_refuses_has_failed_in_words_of_ours(mood: dict[str, Any], reason: str) -> None:
    with mail_server(Mails(**mood)) as box:
        assert sent(box.port) == Outcome(state=Sent.FAILED, reason=reason)
    assert not box.taken


def test_a_wrong_password_is_told_without_saying_it(server_side: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    with mail_server(tls=server_side, auth=True) as box:
        outcome = sent(box.port, security="starttls", ssl_context=trusting, user="radar", password="wrong-secret")  # noqa: S106 - invented
    assert outcome == Outcome(state=Sent.FAILED, reason="the server refuses user and password (code 535)")


def test_one_refused_address_of_two_is_counted_and_the_other_gets_its_mail() -> None:
    with mail_server(Mails(refuse_address=ADDRESSES[0])) as box:
        outcome = sent(box.port)
    assert outcome == Outcome(state=Sent.SENT, reason="1 of 2 addresses refused by the server")
    assert box.taken[0].rcpt_tos == [ADDRESSES[1]]


def test_a_server_that_goes_silent_after_the_mail_leaves_it_unclear() -> None:
    with mail_server(Mails(hang_up_after_data=True)) as box:
        outcome = sent(box.port)
    assert outcome.state is Sent.UNCLEAR
    assert len(box.taken) == 1


def test_nobody_listening_and_no_such_host_have_failed() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert sent(port) == Outcome(state=Sent.FAILED, reason="cannot connect")


@contextlib.contextmanager
def talker(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen once, and talk as the test likes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    talk(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
    thread.join(5)


def test_a_server_that_says_nothing_is_left_in_time() -> None:
    done = threading.Event()
    with talker(lambda _: (done.wait(10), None)[1]) as port:
        outcome = sent(port, timeout=0.3)
        done.set()
    assert outcome == Outcome(state=Sent.FAILED, reason="the server does not answer in time")


def test_a_server_that_never_stops_greeting_is_left_while_it_still_talks() -> None:
    done, ended = threading.Event(), threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        for _ in range(200):
            if done.wait(0.02):
                return
            connection.sendall(b"250-and more\r\n")
        ended.set()

    with talker(drip) as port:
        outcome = sent(port, timeout=3.0, total=0.4)
        done.set()
    assert outcome.state is Sent.FAILED
    assert not ended.is_set()


def test_a_server_that_knows_no_login_is_told_of() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        connection.recv(1000)
        connection.sendall(b"250 hello\r\n")
        connection.recv(1000)

    with talker(talk) as port:
        outcome = sent(port, user="radar", password=PASSWORD)
    assert outcome.state is Sent.FAILED
    assert "no way to log in" in outcome.reason


def test_a_web_server_is_no_mail_server() -> None:
    with talker(lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        outcome = sent(port)
    assert outcome.state is Sent.FAILED
    assert outcome.reason.isprintable()


def test_no_repr_holds_user_or_password() -> None:
    assert PASSWORD not in repr(mailbox(25, user="very-secret-user", password=PASSWORD))
    assert "very-secret-user" not in repr(mailbox(25, user="very-secret-user", password=PASSWORD))
