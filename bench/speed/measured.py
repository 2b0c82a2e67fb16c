"""Run a command and measure it: CPU seconds of it and its children, seconds on the clock, peak memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

_OFTEN: Final = 0.25
"""Seconds between looks at how much memory the processes of a command hold together."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Hold what one command took."""

    cpu: float
    wall: float
    memory: float
    """MB: the most that its processes were seen to hold at once, shared pages in parts (PSS).

    Not `ru_maxrss`: a child's begins with what its parent held when it was started.
    """
    said: str
    """What it printed."""
    code: int = 0


def run(
    command: Sequence[str], *, cwd: Path, more: Mapping[str, str] | None = None, accept: Iterable[int] = (0,)
) -> Cost:
    """Run a command to its end; raises SystemExit with what it said where its code is not accepted."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(more or {})}, stdout=out, stderr=subprocess.STDOUT
        )
        with _Watch(process.pid) as watch:
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode(errors="replace")
    if process.returncode not in accept:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}\n{said[-3000:]}")
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        wall=wall,
        memory=max(watch.peak, 0.0) / 1e6,
        said=said,
        code=process.returncode,
    )


class _Watch:
    """Look again and again at the memory of a process and all below it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.peak = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_OFTEN):
            self.peak = max(self.peak, float(sum(map(_held, _family(self._pid)))))


def _family(pid: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _held(pid: int) -> int:
    """Tell the bytes that a process holds, shared pages in parts; 0 where it is gone."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:")), 0)


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Give size and time of every file below a folder, by its name."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            stat = os.stat(os.path.join(root, name))  # noqa: PTH116, PTH118 - a million files, where Path is slow
            found[os.path.join(root, name)] = (stat.st_size, stat.st_mtime_ns)  # noqa: PTH118 - same
    return found


def changed(before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Count the files that are new, other or gone, and the bytes of those that are."""
    touched = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return len(touched), sum(after[name][0] for name in touched if name in after)
