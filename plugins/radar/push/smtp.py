"""Hand a mail to the owner's SMTP server, and tell what may have arrived from what did not.

RFC 5321: a mail has been taken when the server has answered 250 to its data. Before the
data goes out a failure is certain; after that, silence is not.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from radar.config_push import Email
from radar.push.outcome import Outcome, failed, sent, unclear

TIMEOUT: Final = 20.0
"""Seconds to wait for any one answer."""
TOTAL: Final = 60.0
"""Seconds for the whole conversation."""
_OWN_NAME: Final = "[127.0.0.1]"
"""What this machine calls itself (RFC 5321, 4.1.3): its real name is nobody's business."""
_TAKEN: Final = 250
_OKS: Final = frozenset({250, 251})
_PLAIN_WORDS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (smtplib.SMTPException, "the server knows no way to log in that this program knows"),
    (ssl.SSLError, "no safe connection: TLS failed"),
    (TimeoutError, "the server does not answer in time"),
    (socket.gaierror, "host name not found"),
    (ConnectionRefusedError, "cannot connect"),
    (OSError, "connection broken"),
)
"""The first that fits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """Hold how the server is reached; user and password are secrets."""

    email: Email
    sender: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    ssl_context: ssl.SSLContext | None = None
    timeout: float = TIMEOUT
    total: float = TOTAL


class _NotTakenError(Exception):
    """Say in words of ours what the server did not take."""


def send(box: Mailbox, message: EmailMessage, recipients: Sequence[str]) -> Outcome:
    """Send one mail; recipients that the server refuses are counted in the reason."""
    underway = False
    try:
        with _session(box) as smtp:
            refused = _envelope(smtp, box.sender, recipients)
            data = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
            underway = True
            code, _ = smtp.data(data)
            if code != _TAKEN:
                return failed(f"the server refuses the mail (code {code})")
    except _NotTakenError as error:
        return failed(str(error))
    except smtplib.SMTPDataError as error:  # the server refused before the data was sent
        return failed(f"the server refuses the mail (code {error.smtp_code})")
    except (smtplib.SMTPException, OSError, ValueError) as error:
        words = _words(error)
        return unclear(f"{words} while the mail was under way") if underway else failed(words)
    count = len(recipients)
    return sent(f"{len(refused)} of {count} addresses refused by the server" if refused else "")


@contextmanager
def _session(box: Mailbox) -> Iterator[smtplib.SMTP]:
    """Connect, encrypt, log in; hang up in the end, whatever happened, and at the latest after `total` seconds."""
    smtp = _connect(box)
    watch = threading.Timer(box.total, _hang_up, (smtp,))
    watch.daemon = True
    watch.start()
    try:
        if box.email.security == "starttls":
            smtp.ehlo()
            if not smtp.has_extn("starttls"):
                raise _NotTakenError("the server offers no STARTTLS: nothing was sent")
            smtp.starttls(context=_context(box))
        smtp.ehlo()
        if box.user:
            smtp.login(box.user, box.password)
        yield smtp
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
    finally:
        watch.cancel()
        smtp.close()


def _connect(box: Mailbox) -> smtplib.SMTP:
    where = (box.email.host, box.email.smtp_port)
    if box.email.security == "tls":
        return smtplib.SMTP_SSL(*where, _OWN_NAME, timeout=box.timeout, context=_context(box))
    return smtplib.SMTP(*where, _OWN_NAME, timeout=box.timeout)


def _context(box: Mailbox) -> ssl.SSLContext:
    return box.ssl_context or ssl.create_default_context()


def _hang_up(smtp: smtplib.SMTP) -> None:
    if smtp.sock:
        with suppress(OSError):
            smtp.sock.shutdown(socket.SHUT_RDWR)


def _envelope(smtp: smtplib.SMTP, sender: str, recipients: Sequence[str]) -> list[str]:
    """Name sender and recipients; give those refused, unless that is all of them."""
    code, _ = smtp.mail(sender)
    if code != _TAKEN:
        raise _NotTakenError(f"the server refuses the sender (code {code})")
    codes = [(address, smtp.rcpt(address)[0]) for address in recipients]
    refused = [address for address, code in codes if code not in _OKS]
    if len(refused) == len(recipients):
        raise _NotTakenError(f"the server refuses every address (code {codes[0][1]})")
    return refused


def _words(error: Exception) -> str:
    """Say what went wrong, without what the server said: that may repeat addresses and names."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"the server refuses user and password (code {error.smtp_code})"
        case smtplib.SMTPServerDisconnected():
            is_late = isinstance(error.__context__, TimeoutError)  # smtplib makes one of the other
            return "the server does not answer in time" if is_late else "the server hung up"
        case smtplib.SMTPResponseException():
            return f"the server answers with code {error.smtp_code}"
        case ssl.SSLCertVerificationError():
            return f"no safe connection: {error.verify_message}"
    return next(
        (words for kind, words in _PLAIN_WORDS if isinstance(error, kind)), "the server speaks no proper SMTP"
    )
