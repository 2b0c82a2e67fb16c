"""Read one built picture as far as its bytes vouch for themselves (PNG, https://www.w3.org/TR/png-3/)."""

from __future__ import annotations

from typing import Final
from zlib import crc32

_HEAD: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
_SIGNATURE: Final = 8
_AROUND: Final = 12
"""Bytes of a chunk that are not its data: its length, its kind, its sum."""


def problem(data: bytes) -> str:
    """Say what is wrong with a picture that previews of links show; nothing where it is whole."""
    if not data.startswith(_HEAD):
        return "not a PNG of 1200 x 630"
    at, kind = _SIGNATURE, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + _AROUND + length
        if end > len(data):
            return f"a PNG that breaks off after {len(data):,} bytes"
        if crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return f"a damaged PNG: bytes {at:,} to {end:,} do not have their sum"
        at = end
    return "" if at == len(data) else "a PNG with something behind its end"
