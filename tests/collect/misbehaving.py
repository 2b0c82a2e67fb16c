"""Parse functions that do what hostile bytes may bring one to do."""

from __future__ import annotations

import faulthandler
import os
import resource
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from radar.collect.feeds import Found
from radar.models import Listing, Place
from radar.outcomes import Failed, SourceState


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    words: tuple[str, ...] = ()
    pid: int = 0


def words(content: bytes, *, most: int = 10, but: frozenset[str] = frozenset()) -> Told | Failed:
    said = tuple(word for word in content.decode().split() if word not in but)
    return Told(words=said[:most], pid=os.getpid()) if said else Failed(state=SourceState.EMPTY, reason="no words")


def files(content: bytes) -> Told:
    """List what the process has open; the listing itself is open while it is made."""
    links = (f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - the names are wanted
    return Told(words=tuple(os.readlink(link) for link in links if os.path.lexists(link)))  # noqa: PTH115 - same


def variables(content: bytes) -> Told:
    return Told(words=tuple(os.environ))


def limits(content: bytes) -> Told:
    names = ("AS", "FSIZE", "NOFILE", "NPROC", "CORE")
    return Told(words=tuple(f"{n} {resource.getrlimit(getattr(resource, f'RLIMIT_{n}'))[1]}" for n in names))


def busy(content: bytes) -> Told:
    while True:
        pass


def asleep(content: bytes) -> Told:
    time.sleep(3600)
    return Told()


def hungry(content: bytes) -> Told:
    return Told(words=(str(len(bytearray(1 << 29))),))


def fat(content: bytes) -> Told:
    """Keep memory after the job, as a parser that leaks does."""
    KEPT.append(bytearray(300 << 20))
    return Told(pid=os.getpid())


KEPT: list[bytearray] = []


def deep(content: bytes) -> Told:
    return deep(content)


def crash(content: bytes) -> Told:
    faulthandler._sigsegv()  # type: ignore[attr-defined] # noqa: SLF001 - Python's own way to break for a test
    return Told()


def leave(content: bytes) -> Told:
    os._exit(3)


def surprised(content: bytes) -> Told:
    raise KeyError(content.decode("latin-1"))


def chatty(content: bytes) -> Told:
    print("to stdout", flush=True)  # noqa: T201 - what a parser prints
    os.write(1, b"to stdout, from below")
    return Told(words=("done",))


def mistaken(content: bytes) -> Told:
    return Told(words=("one", 2))  # type: ignore[arg-type]  # the mistake


def talkative(content: bytes) -> Told:
    return Told(words=("x" * 40_000_000,))


def flood(content: bytes) -> Found:
    one = Listing(
        ids=("doi:10.5555/1",),
        title="Sample title",
        authors=(),
        abstract="",
        url="https://journal.example/1",
        place=Place(name="Sample", kind="feed"),
        announced=None,
    )
    return Found(state=SourceState.OK, listings=(one,) * int(content))


def reads(content: bytes) -> Told:
    return Told(words=(Path(content.decode()).read_text(encoding="utf-8"),))


def opens(content: bytes) -> Told:
    os.open(content.decode(), os.O_RDONLY)
    return Told()


def writes(content: bytes) -> Told:
    Path(content.decode()).write_text("x", encoding="utf-8")
    return Told()


def connects(content: bytes) -> Told:
    socket.create_connection(("127.0.0.1", int(content)))
    return Told()


def forks(content: bytes) -> Told:
    return Told(pid=os.fork())


def runs(content: bytes) -> Told:
    subprocess.run([content.decode()], check=False)
    return Told()


def deletes(content: bytes) -> Told:
    Path(content.decode()).unlink()
    return Told()
