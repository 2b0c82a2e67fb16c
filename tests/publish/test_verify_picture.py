"""Pictures that previews of links show, damaged in one way each."""

from __future__ import annotations

from zlib import crc32

import pytest

from radar.publish.verification.verify_picture import problem


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")


HEAD = (1200).to_bytes(4, "big") + (630).to_bytes(4, "big") + b"\x08\x02\0\0\0"
WHOLE = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", HEAD) + chunk(b"IDAT", b"pixels") + chunk(b"IEND")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (WHOLE, ""),
        (b"", "not a PNG of 1200 x 630"),
        (WHOLE.replace((630).to_bytes(4, "big"), (600).to_bytes(4, "big")), "not a PNG of 1200 x 630"),
        (WHOLE[:-1], "a PNG that breaks off after 62 bytes"),
        (WHOLE[:33], "a PNG that breaks off after 33 bytes"),
        (WHOLE.replace(b"pixels", b"pixies"), "a damaged PNG: bytes 33 to 51 do not have their sum"),
        (WHOLE + b"x", "a PNG with something behind its end"),
    ],
)
def test_a_picture_vouches_for_itself(data: bytes, what: str) -> None:
    assert problem(data) == what
