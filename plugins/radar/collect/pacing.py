"""Keep a distance between requests to one party, across threads and, for arXiv, processes.

A gate is a lock and a moment: whoever holds the lock has the one connection, and
the moment its last request ended tells when the next may begin. Every host has a gate
of its own. arXiv's hosts share one, which also lives in a file of `folder`, so that two
programs on one machine keep its pace together.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

ARXIV_GATE: Final = "arxiv"
DEFAULT_GAP: Final = 1.0
"""Seconds between requests to a host that names no pace."""
GAPS: Final[Mapping[str, float]] = MappingProxyType(
    {
        # One request every three seconds, one connection at a time: https://info.arxiv.org/help/api/tou.html
        ARXIV_GATE: 3.0,
        # Lists: 1 a second, 3 with a contact (December 2025, https://doi.org/10.64000/wadve-3tj60). Its answers
        # say what holds, and `heed` follows them.
        "api.crossref.org": 1.0,
        # At most 100 a second, and an allowance a day: https://developers.openalex.org/api-reference/authentication
        "api.openalex.org": 0.2,
        # 3 a second without a key: https://www.ncbi.nlm.nih.gov/books/NBK25497/
        "eutils.ncbi.nlm.nih.gov": 0.34,
        # 1 a second, and a pool shared by all without a key: https://www.semanticscholar.org/product/api
        "api.semanticscholar.org": 1.0,
        # These two publish no figure (https://api.biorxiv.org, https://europepmc.org/RestfulWebService).
        "api.biorxiv.org": DEFAULT_GAP,
        "www.ebi.ac.uk": DEFAULT_GAP,
    }
)
"""Seconds between requests, by gate: that of a host is its name."""

_ARXIV_HOST: Final = "arxiv.org"
_SHORTEST_ASKED: Final = 0.1
_LONGEST_ASKED: Final = 10.0
_SECONDS: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*s?")
_COUNT: Final = re.compile(r"[0-9]{1,6}")


def gate_of(host: str) -> str:
    """Name the gate of a host, in lower case."""
    return ARXIV_GATE if host == _ARXIV_HOST or host.endswith(f".{_ARXIV_HOST}") else host


def asked_gap(headers: Mapping[str, str]) -> float | None:
    """Reckon the seconds between requests that an answer asks for; None if it asks for none.

    Headers, in lower case, are Crossref's: so many requests (`x-rate-limit-limit: 3`) in so
    many seconds (`x-rate-limit-interval: 1s`), see
    https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/.
    The result lies between a tenth of a second and ten. `x-concurrency-limit` needs no
    heed: one request at a time is the least there is.
    """
    limit = _COUNT.fullmatch(headers.get("x-rate-limit-limit", "").strip())
    interval = _SECONDS.fullmatch(headers.get("x-rate-limit-interval", "").strip())
    if not (limit and interval):
        return None
    gap = float(interval[1]) / int(limit[0]) if int(limit[0]) else _LONGEST_ASKED
    return min(max(gap, _SHORTEST_ASKED), _LONGEST_ASKED)


class Pacer:
    """Give turns at gates."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        gaps: Mapping[str, float] = GAPS,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Keep arXiv's gate in `folder`; without one it binds the threads of this process alone.

        `gaps` gives seconds by gate, `DEFAULT_GAP` where it names none. `clock` gives
        wall-clock seconds: processes share no other.
        """
        self._folder = folder
        self._gaps = gaps
        self._clock = clock
        self._sleep = sleep
        self._registry = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._ended: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    @contextmanager
    def turn(self, gate: str, gap: float | None = None) -> Iterator[None]:
        """Wait for the gate and for `gap` seconds since the last request through it ended.

        Without `gap` the gate's own holds. The gate stays shut to all others until the
        block is left. An empty name is no gate.
        """
        if not gate:
            yield
            return
        with self._lock_of(gate), self._file(gate) as file:
            self._sleep_until_due(self._last(gate, file), self.gap(gate) if gap is None else gap)
            self._mark(gate, file)  # a process killed in the middle still leaves a moment behind
            try:
                yield
            finally:
                self._mark(gate, file)

    def gap(self, gate: str) -> float:
        """Give the seconds that a gate keeps: those its host asked for, else those of `gaps`."""
        return self._asked.get(gate, self._gaps.get(gate, DEFAULT_GAP))

    def heed(self, gate: str, headers: Mapping[str, str]) -> None:
        """Keep the pace that an answer asks for, as long as this pacer lives.

        Of several the slowest holds: a host may name another for each kind of request.
        arXiv's pace is in its terms of use, and no answer changes it.
        """
        asked = asked_gap(headers)
        if asked is None or gate in ("", ARXIV_GATE):
            return
        with self._registry:
            self._asked[gate] = max(asked, self._asked.get(gate, 0.0))

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
        if self._folder is None or gate != ARXIV_GATE:
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
