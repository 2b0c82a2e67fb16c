"""Write files whole or not at all, and let one run at a time do it.

A file is written beside its place, flushed to the disk and moved over it, so that a
kill at any moment leaves the old bytes or the new ones. The lock is POSIX `flock`,
which the kernel lets go of with its process: on Windows reading and building work,
but `lock` raises ArchiveError.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from radar.errors import ArchiveError, Locked

_TEMPORARY: Final = re.compile(r"\..+\.(\d+)\.tmp")


def write(path: Path, data: bytes) -> bool:
    """Make `path` hold exactly `data`; False, and nothing touched, when it already does.

    Folders are made as needed. Raises ArchiveError; what stood before then still stands.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if _holds(path, data):
            return False
        _make_folder(path.parent)
        try:
            _write_through(temporary, data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be written: {error.strerror or error}") from error
    return True


def remove(path: Path) -> bool:
    """Take a file away for good; False when there was none."""
    try:
        path.unlink()
        _sync_folder(path.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be removed: {error.strerror or error}") from error
    return True


def sweep(root: Path) -> tuple[Path, ...]:
    """Remove what killed runs left half written under `root`; give the files removed.

    Call it under the lock: our own process id then counts as dead, for in a container
    every run has the same one.
    """
    left = tuple(
        path
        for path in sorted(root.rglob(".*.tmp"))
        if (name := _TEMPORARY.fullmatch(path.name)) and not _is_another_alive(int(name[1]))
    )
    for path in left:
        remove(path)
    return left


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the one lock of an archive while the block runs.

    `path` lies outside the archive, which may be a git checkout. The file stays when
    the block ends: removing it would let two runs each lock their own.
    Raises Locked at once when another run holds it, ArchiveError when it cannot be made.
    """
    descriptor = _acquire(path)
    try:
        yield
    finally:
        os.close(descriptor)


def _acquire(path: Path) -> int:
    if sys.platform == "win32":
        raise ArchiveError("updating an archive needs a POSIX system; building a site does not")
    import fcntl  # noqa: PLC0415 - there is none on Windows, where the rest of this module works

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        except BaseException:
            os.close(descriptor)
            raise
    except BlockingIOError as error:
        raise Locked(f"{path}: another run holds the archive (process {_holder(path)})") from error
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be locked: {error.strerror or error}") from error
    return descriptor


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip() or "unknown"
    except OSError:
        return "unknown"


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Make a folder and its parents, each of them on the disk before anything is put in it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Put a folder's own entries on the disk; a no-op where folders cannot be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what file systems that cannot do it answer
            raise
    finally:
        os.close(descriptor)


def _is_another_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # there, asking kills
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
