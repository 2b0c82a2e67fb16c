"""Speak with the process that parses: frames of bytes, and parse functions as JSON.

A frame is its length, eight bytes big-endian, and as many bytes. The program asks with
three frames: the parse function as `module:name`, its arguments as one JSON object, the
bytes to parse; between the first and the second it waits for READY. One frame comes
back: a tag of one byte, and JSON or words. Nothing is pickled: a process that hostile
bytes have taken over can say what is false, and nothing that is not of the right type.
"""

from __future__ import annotations

import inspect
import json
import struct
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import FileIO
from typing import Any, Final

from pydantic import TypeAdapter

from radar.outcomes import Failed

READY: Final = b"L"
GAVE: Final = b"G"
"""Tag of a result, as JSON."""
FAILED: Final = b"F"
"""Tag of a `Failed`, as JSON."""
RAISED: Final = b"R"
"""Tag of an exception, in words."""
NO_MEMORY: Final = b"M"
"""Tag of a job that needed more memory than there is."""

FAILURE: Final = TypeAdapter(Failed)
_LENGTH: Final = struct.Struct(">Q")

Parse = Callable[..., Any]
"""A module-level function of bytes and arguments, all annotated; `-> Result | Failed`, or `-> Result`."""


class ProtocolError(Exception):
    """Say that what came over the pipe is no frame, or too long a one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Carry a parse function's arguments and result over a pipe, by its annotations."""

    name: str
    signature: inspect.Signature
    arguments: Mapping[str, TypeAdapter[Any]]
    """Of all parameters but the first, which takes the bytes."""
    result: TypeAdapter[Any]

    def pack(self, content: bytes, *args: object, **kwargs: object) -> bytes:
        """Write the arguments of a call as JSON; raise TypeError where they do not fit."""
        bound = self.signature.bind(content, *args, **kwargs).arguments
        told = {name: adapter.dump_json(bound[name]) for name, adapter in self.arguments.items() if name in bound}
        return json.dumps({name: value.decode() for name, value in told.items()}).encode()

    def unpack(self, packed: bytes) -> dict[str, Any]:
        """Read what `pack` wrote."""
        return {name: self.arguments[name].validate_json(text) for name, text in json.loads(packed).items()}


@lru_cache(maxsize=64)
def job(parse: Parse) -> Job:
    """Find out how a parse function's arguments and result are written; raise TypeError if they cannot be."""
    signature = inspect.signature(parse)
    hints = typing.get_type_hints(parse)
    return Job(
        name=f"{parse.__module__}:{parse.__qualname__}",
        signature=signature,
        arguments={name: TypeAdapter(hints[name]) for name in list(signature.parameters)[1:]},
        result=TypeAdapter(_without_failed(hints["return"])),
    )


def _without_failed(hint: Any) -> Any:  # noqa: ANN401 - an annotation may be anything
    """Take `Failed` out of a union: it has a tag of its own."""
    if not isinstance(hint, types.UnionType):
        return hint
    kept = [member for member in typing.get_args(hint) if member is not Failed]
    if len(kept) != 1:
        raise TypeError(f"not one result and `Failed`: {hint}")
    return kept[0]


def send(pipe: FileIO, payload: bytes) -> None:
    """Write one frame to an unbuffered pipe; raise OSError when nobody reads it."""
    for part in (_LENGTH.pack(len(payload)), payload):
        left = memoryview(part)
        while left:
            left = left[pipe.write(left) :]


def receive(pipe: FileIO, most: int) -> bytes:
    """Read one frame of at most `most` bytes; raise EOFError where the pipe ends, ProtocolError for more."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > most:
        raise ProtocolError(f"more than {most} bytes")
    return bytes(_exactly(pipe, length))


def _exactly(pipe: FileIO, length: int) -> bytearray:
    gathered = bytearray()
    while len(gathered) < length:
        piece = pipe.read(min(length - len(gathered), 1 << 20))
        if not piece:
            raise EOFError
        gathered += piece
    return gathered
