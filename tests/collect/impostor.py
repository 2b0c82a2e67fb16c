"""Speak to the program in place of its parsing child, and say what no honest child says: `impostor.py WHAT …`."""

from __future__ import annotations

import pickle
import struct
import sys
import time
from typing import Any


def receive() -> bytes:
    (length,) = struct.unpack(">Q", sys.stdin.buffer.read(8))
    return sys.stdin.buffer.read(length)


def send(payload: bytes, length: int | None = None) -> None:
    sys.stdout.buffer.write(struct.pack(">Q", len(payload) if length is None else length) + payload)
    sys.stdout.buffer.flush()


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("unpickled",)


REPLIES = {
    "pickle": b"G" + pickle.dumps(Evil()),
    "wrong type": b'G{"words":[1],"pid":0}',
    "text for a number": b'G{"words":[],"pid":"0"}',
    "something missing": b'F{"state":"error"}',
    "no such state": b'F{"state":"splendid","reason":""}',
    "unknown tag": b'Z{"words":[],"pid":0}',
    "nothing": b"",
    "no JSON": b"G\xff\xfe",
    "deep": b"G" + b"[" * 1_000_000,
    "escapes": b"R\x1b[31m::add-mask::x\n" + b"y" * 10_000,
}

if __name__ == "__main__":
    what = sys.argv[1]
    if what == "gone":
        sys.exit(7)
    receive()
    send(b"No" if what == "not ready" else b"L")
    if what == "deaf":
        time.sleep(3600)
    receive()
    receive()
    if what == "endless":
        send(b"", length=1 << 60)
    elif what == "half":
        send(b'G{"words"', length=1000)
    else:
        send(REPLIES[what])
    time.sleep(3600)
