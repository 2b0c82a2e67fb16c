"""Keep a distance between requests to one party, across threads and processes.

A gate is a lock and a moment: whoever holds the lock has the one connection, and
the moment its last request ended tells when the next may begin. Both live in a file
of `folder`, so that two programs on one machine share them.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

ARXIV_GATE: Final = "arxiv"
GAPS: Final = {ARXIV_GATE: 3.0}
"""Seconds between requests, by gate. arXiv: one request every three seconds, one
connection at a time (https://info.arxiv.org/help/api/tou.html)."""


class Pacer:
    """Give turns at gates."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Keep gates in `folder`; without one they bind the threads of this process alone.

        `clock` gives wall-clock seconds: processes share no other.
        """
        self._folder = folder
        self._clock = clock
        self._sleep = sleep
        self._registry = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._ended: dict[str, float] = {}

    @contextmanager
    def turn(self, gate: str, gap: float) -> Iterator[None]:
        """Wait for the gate and for `gap` seconds since the last request through it ended.

        The gate stays shut to all others until the block is left. An empty name is no gate.
        """
        if not gate:
            yield
            return
        with self._lock_of(gate), self._file(gate) as file:
            self._sleep_until_due(self._last(gate, file), gap)
            self._mark(gate, file)  # a process killed in the middle still leaves a moment behind
            try:
                yield
            finally:
                self._mark(gate, file)

    def _sleep_until_due(self, last: float | None, gap: float) -> None:
        if last is None:
            return
        waited = self._clock() - last
        if not waited >= 0:  # the clock was set back, or the file holds nonsense (NaN too): wait in full, once
            waited = 0.0
        if waited < gap:
            self._sleep(gap - waited)

    def _lock_of(self, gate: str) -> threading.Lock:
        with self._registry:
            return self._locks.setdefault(gate, threading.Lock())

    @contextmanager
    def _file(self, gate: str) -> Iterator[IO[str] | None]:
        if self._folder is None:
            yield None
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{gate}.gate").open("a+", encoding="ascii", errors="replace") as file:
            _lock(file)
            yield file

    def _last(self, gate: str, file: IO[str] | None) -> float | None:
        if file is None:
            return self._ended.get(gate)
        file.seek(0)
        try:
            return float(file.read(64))
        except ValueError:
            return None

    def _mark(self, gate: str, file: IO[str] | None) -> None:
        now = self._clock()
        self._ended[gate] = now
        if file is not None:
            file.seek(0)
            file.truncate()
            file.write(f"{now:.6f}\n")
            file.flush()


if sys.platform == "win32":  # pragma: no cover - processes there keep apart by the thread's lock alone

    def _lock(file: IO[str]) -> None:
        del file

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        """Hold the file until it is closed; the system lets go of it when a process dies."""
        fcntl.flock(file, fcntl.LOCK_EX)
