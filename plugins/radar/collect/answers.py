"""Say what came back through the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from radar.collect.body import BodyError
from radar.outcomes import Validators

_LONGEST_VALIDATOR: Final = 500
_MOST_HEADERS: Final = 100
_LONGEST_HEADERS: Final = 64_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """Hold a whole answer."""

    url: str
    """Where it came from in the end."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case; a repeated header's values are joined by `, `."""
    content: bytes
    """Unpacked."""

    @property
    def server_time(self) -> datetime | None:
        """Tell the server's own clock (`Date`)."""
        return http_date(self.headers.get("date", ""))

    @property
    def validators(self) -> Validators:
        """Gather what a conditional request can send back."""
        return _validators(self.headers)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotModified:
    """Say that nothing changed since the validators that were sent."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def server_time(self) -> datetime | None:
        """Tell the server's own clock (`Date`)."""
        return http_date(self.headers.get("date", ""))


def http_date(text: str) -> datetime | None:
    """Read an HTTP date (RFC 9110, 5.6.7) as an aware UTC instant; None if it is none."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            return moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def fold_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Read headers into lower-case names, repeated ones joined; raise BodyError at a flood of them."""
    told: dict[str, str] = {}
    size = 0
    for number, (name, value) in enumerate(raw, 1):
        size += len(name) + len(value)
        if number > _MOST_HEADERS or size > _LONGEST_HEADERS:
            raise BodyError("has too many headers")
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        told[key] = f"{told[key]}, {text}" if key in told else text
    return told


def _validators(headers: Mapping[str, str]) -> Validators:
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Validators(etag=etag if _is_plain(etag) else "", last_modified=modified if _is_plain(modified) else "")


def _is_plain(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
