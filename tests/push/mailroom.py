"""Loopback servers that take what is sent, and a site to tell of."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

import small_archive
from radar.archive.ledger import Ledger
from radar.models import Briefing, Citation, Place, Section, Sentence
from radar.publish.site import load_site
from radar.publish.view import Site
from radar.push.digest import Digest, digest
from radar.push.post import Post

NOW = datetime(2026, 6, 19, 8, 0, tzinfo=UTC)
SITE = "https://radar.example/hub"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

Act = Callable[[socket.socket], None]


def site(folder: Path, *, url: str = SITE, **changes: object) -> Site:
    """Write the small archive below a folder and load it."""
    content = folder / "content"
    if not content.exists():
        small_archive.write(content)
    return load_site(small_archive.settings(**changes), content, sample=False, url=url)


def hostile_site(folder: Path, text: str, *, url: str = SITE) -> Site:
    """Write an archive whose title, authors, abstract, places and briefing all are a text."""
    content, day = folder / "content", small_archive.FRIDAY
    paper = small_archive.paper(
        1,
        title=f"router {text}",
        authors=(text, text),
        abstract=f"{text} router.",
        places=(Place(name=text, kind="feed"),),
    )
    Ledger(content / "daily").add([paper], [])
    told = load_site(small_archive.settings(), content, sample=False, url=url)
    briefing = Briefing(
        slug="routing",
        kind="topic",
        day=day,
        lang="en",
        title=text,
        sections=(Section(heading=text, sentences=(Sentence(text=text, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id=paper.id, span=text),),
        paper_count=1,
        by="model",
        model=text,
    )
    zh = replace(briefing, lang="zh")
    return replace(told, days=(replace(told.days[0], briefings={"en": (briefing,), "zh": (zh,)}),))


def digest_of(site: Site, lang: str = "en") -> Digest:
    """Tell of the newest day that has papers."""
    newest = site.newest
    assert newest
    return digest(site, newest, lang)


def reply(body: bytes = b"", *, status: str = "200 OK", headers: Sequence[str] = ()) -> Act:
    """Give a plain answer."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""])
    return lambda sock: sock.sendall(head.encode() + body)


@dataclass
class Taken:
    """What one request held."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Room:
    """A server that answers every request as it is told to."""

    port: int = 0
    act: Act = field(default=lambda sock: sock.sendall(OK))
    taken: list[Taken] = field(default_factory=list)

    def url(self, path: str = "/hook?token=very-secret-token") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextlib.contextmanager
def room(*acts: Act, wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Room]:
    """Serve on loopback; one act after the other, the last for ever."""
    place, left = Room(), list(acts)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                connection = wrap(self.request) if wrap else self.request
                with contextlib.closing(connection):
                    place.taken.append(_request(connection))
                    act = (left.pop(0) if len(left) > 1 else left[0]) if left else place.act
                    act(connection)

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Threads(("127.0.0.1", 0), Handler) as server:
        place.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield place
        finally:
            server.shutdown()


def _request(connection: socket.socket) -> Taken:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Taken(line=first, headers=headers, body=body)


def post(**changes: Any) -> Post:
    """Make a post that may go to loopback."""
    fields: dict[str, Any] = {"allow_hosts": {"127.0.0.1"}, "now": lambda: NOW, "deadline": 5.0}
    return Post(**{**fields, **changes})


# -- SMTP ----------------------------------------------------------------------------


@dataclass
class Mails:
    """What a mail server took, and how it behaves."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refuse_sender: bool = False
    refuse_address: str = ""
    data_answer: str = "250 OK"
    hang_up_after_data: bool = False
    password: bytes = b"mail-secret-password"

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: smtp.SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.refuse_sender:
            return "550 sender refused: very-secret-words"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: smtp.SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.refuse_address in (address, "all"):
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: smtp.SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.encrypted.append(session.ssl is not None)
        if self.hang_up_after_data:
            self.taken.append(envelope)
            server.transport.abort()
            return "250 never heard"
        if self.data_answer.startswith("250"):
            self.taken.append(envelope)
        return self.data_answer

    def authenticate(
        self, server: smtp.SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == self.password, handled=False)


class _AnyPort(Controller):
    """Listen on whatever port is free."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def mail_server(
    mails: Mails | None = None, *, tls: ssl.SSLContext | None = None, implicit: bool = False, auth: bool = False
) -> Iterator[Mails]:
    """Run an SMTP server on loopback; `tls` offers STARTTLS, or with `implicit` speaks nothing else."""
    box = mails or Mails()
    more: dict[str, Any] = {"authenticator": box.authenticate, "auth_required": True} if auth else {}
    if tls and not implicit:
        more |= {"tls_context": tls, "require_starttls": True}
    controller = _AnyPort(
        box,
        hostname="127.0.0.1",
        port=0,
        ssl_context=tls if implicit else None,
        auth_require_tls=bool(tls) and not implicit,
        **more,
    )
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop(no_assert=True)
