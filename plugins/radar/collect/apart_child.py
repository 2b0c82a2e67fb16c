"""Parse hostile bytes in a process of its own, that may open nothing and use little: the child of `apart`.

Started with no environment. Limits (`resource`, where the system has it): memory, no
byte to any file, few open files, no further process, no core, and processor time as a
second lock behind the parent's clock. An audit hook, which cannot be taken off, refuses
sockets, other programs, and every file that is not part of the program's own code.
macOS knows no limit of memory; Windows none at all: there the parent's clock alone holds.
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable
from importlib.machinery import all_suffixes
from io import FileIO
from pkgutil import resolve_name
from typing import Any, Final
from zoneinfo import TZPATH

from radar.collect import apart_protocol as protocol
from radar.outcomes import Failed

_START_SECONDS: Final = 60
_MOST_FILES: Final = 16
"""Imports open one or two at a time."""
_MOST_BYTES: Final = 1 << 30
_WORDS: Final = 200
_HARMLESS: Final = frozenset({"os.listdir", "os.scandir"})
"""What importing does besides opening files."""
_REFUSED: Final = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.dlopen", "urllib.", "ftplib.", "http.", "pty.")


def main() -> None:
    """Serve jobs until the pipe ends; the command line gives megabytes of memory, and seconds of one job."""
    megabytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    ask, answer = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
    for standard in (0, 1):  # what a parser prints must not get into the reply
        os.dup2(2, standard)
    _limit(megabytes)
    _shut()
    try:
        while True:
            _serve(ask, answer, seconds)
    except (EOFError, BrokenPipeError):
        return


def _serve(ask: FileIO, answer: FileIO, seconds: float) -> None:
    """Do one job: load what parses, say so, then parse."""
    parse = resolve_name(protocol.receive(ask, _MOST_BYTES).decode())
    job = protocol.job(parse)
    protocol.send(answer, protocol.READY)
    arguments = job.unpack(protocol.receive(ask, _MOST_BYTES))
    _limit_processor(seconds)
    protocol.send(answer, _outcome(job, parse, protocol.receive(ask, _MOST_BYTES), arguments))


def _outcome(job: protocol.Job, parse: Callable[..., Any], content: bytes, arguments: dict[str, Any]) -> bytes:
    """Parse, and write what came of it; no exception comes out."""
    try:
        result = parse(content, **arguments)
        if isinstance(result, Failed):
            return protocol.FAILED + protocol.FAILURE.dump_json(result)
        return protocol.GAVE + job.result.dump_json(result, warnings="error")
    except MemoryError:
        return protocol.NO_MEMORY
    except RecursionError:
        return protocol.RAISED + b"nested too deeply"
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent shall hear of it
        return protocol.RAISED + f"{type(error).__name__}: {error}"[:_WORDS].encode("utf-8", "replace")


if sys.platform == "win32":

    def _limit(megabytes: int) -> None:
        """Do nothing: Windows has no `resource`."""

    def _limit_processor(seconds: float) -> None:
        """Do nothing: Windows has no `resource`."""

else:
    import contextlib
    import resource

    def _limit(megabytes: int) -> None:
        """Bound what this process may use, for ever."""
        memory = megabytes << 20
        limits = {
            "RLIMIT_AS": memory,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NOFILE": _MOST_FILES,
            "RLIMIT_NPROC": 0,
            "RLIMIT_CORE": 0,
        }
        for name, most in limits.items():
            with contextlib.suppress(AttributeError, ValueError, OSError):  # not every system has, or lets set, each
                resource.setrlimit(getattr(resource, name), (most, most))
        _limit_processor(_START_SECONDS)

    def _limit_processor(seconds: float) -> None:
        """Allow this many seconds more of processor time, rounded up: the system kills who needs more."""
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with contextlib.suppress(ValueError, OSError):  # a hard limit set outside may be lower
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, hard))


def _shut() -> None:
    """Refuse from here on every socket, program and file but the code that Python loads, and its time zones."""
    code = tuple({_path(place) + os.sep for place in (*sys.path, sys.prefix, sys.base_prefix)})
    zones = tuple({_path(place) + os.sep for place in (*TZPATH, *(f"{place}/tzdata" for place in sys.path))})
    suffixes = tuple(all_suffixes())
    writing = os.O_WRONLY | os.O_RDWR

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = args
            name = _path(path) if isinstance(path, str | bytes) else ""
            known = (name.startswith(code) and name.endswith(suffixes)) or name.startswith(zones)
            if flags & writing or not known:
                raise PermissionError("parsing may open no file")
        elif event.startswith(_REFUSED) and event not in _HARMLESS:
            raise PermissionError(f"parsing may not do this: {event}")

    sys.addaudithook(hook)


def _path(path: str | bytes) -> str:
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - on words alone; the hook must open nothing itself


if __name__ == "__main__":
    main()
