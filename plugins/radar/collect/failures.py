"""Put failures of the network into words, and say how often each may be tried."""

from __future__ import annotations

import socket
import ssl
from typing import Final

import httpcore2

from radar.collect import body
from radar.collect.retry import ONCE, THRICE, TWICE, Trouble
from radar.outcomes import Failed, SourceState

FAILURES: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    body.BodyError,
    OSError,
    UnicodeError,
)
"""What an exchange may end in, when it does not end in an answer."""


def judge(error: Exception, *, hung_up: bool, seconds: float) -> Trouble:
    """Judge one of `FAILURES`.

    `hung_up` tells a server that went away from one that talks nonsense; `seconds` is
    the deadline that a timeout ran into.
    """
    state, words, tries = SourceState.DOWN, "connection broken", THRICE
    match error:
        case httpcore2.TimeoutException() | TimeoutError():
            words, tries = f"timeout: no whole answer within {seconds:g} s", ONCE
        case body.CutShortError():
            state, words, tries = SourceState.ERROR, f"answer {error}", TWICE
        case body.BodyError():
            state, words, tries = SourceState.ERROR, f"answer {error}", ONCE
        case socket.gaierror() | UnicodeError():
            again = isinstance(error, OSError) and error.errno == socket.EAI_AGAIN
            words, tries = "host name not found", THRICE if again else ONCE
        case httpcore2.ConnectError(args=[ssl.SSLError() as cause]):
            state, words, tries = SourceState.ERROR, f"no safe connection: {_tls_words(cause)}", ONCE
        case httpcore2.ConnectError():
            words = "cannot connect"
        case httpcore2.ProtocolError() if not hung_up:
            state, words, tries = SourceState.ERROR, "answer is no proper HTTP", ONCE
    silent = isinstance(error, httpcore2.TimeoutException | TimeoutError)
    return Trouble(failed=Failed(state=state, reason=words), tries=tries, silent=silent)


def _tls_words(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return error.reason or "TLS failed"
