"""Read a body to its end: unpacked, whole, and never more than the cap."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_PIECE: Final = 1 << 20
"""Most bytes that one step may unpack to."""
_GZIP: Final = frozenset({"gzip", "x-gzip"})


class BodyError(Exception):
    """Say why a body cannot be used."""


class TooLongError(BodyError):
    """Say that a body is longer than the cap."""


class CutShortError(BodyError):
    """Say that a body ended before its end; the next try may do better."""


def read(chunks: Iterable[bytes], encoding: str, cap: int) -> bytes:
    """Put a body together from its raw chunks.

    `encoding` is the Content-Encoding header: empty, `identity` or one gzip. Raises
    TooLongError as soon as more than `cap` bytes came, packed or unpacked, so that memory
    stays near the cap; CutShortError for a broken or unfinished gzip stream.
    """
    codings = [part for part in (c.strip().lower() for c in encoding.split(",")) if part not in ("", "identity")]
    if not codings:
        return _gather(chunks, cap)
    if len(codings) > 1 or codings[0] not in _GZIP:
        raise BodyError(f"packed in a way that was not asked for: {', '.join(codings)}")
    return _gather(_unpack(_capped(chunks, cap)), cap)


def _gather(pieces: Iterable[bytes], cap: int) -> bytes:
    whole = io.BytesIO()
    for piece in _capped(pieces, cap):
        whole.write(piece)
    return whole.getvalue()


def _capped(pieces: Iterable[bytes], cap: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > cap:
            raise TooLongError(f"longer than {cap / 1e6:g} MB")
        yield piece


def _unpack(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip members one after another, in bounded pieces."""
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    begun = False
    for chunk in chunks:
        data, full = chunk, False
        while data or full:
            if member.eof:
                if not (data := data.lstrip(b"\0")):  # padding after the last member
                    break
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            begun = True
            try:
                piece = member.decompress(data, _PIECE)
            except zlib.error as error:
                raise CutShortError("broken gzip stream") from error
            yield piece
            full = len(piece) == _PIECE and not member.eof  # more may wait inside, with no input left
            data = member.unused_data if member.eof else member.unconsumed_tail
    if begun and not member.eof:
        raise CutShortError("gzip stream cut short")
