"""Remember how the hosts fared in a run: how often each was asked, and which to leave alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from radar.collect.retry import Trouble, trouble
from radar.outcomes import Failed, SourceState

MOST_SILENCES: Final = 3
"""Fetches in a row that a host may leave without answer before the others of the run are spared.

Fifty feeds of one dead host would else wait out fifty deadlines, one after the other.
"""


class Hosts:
    """Keep the book of a run. Safe to share between threads."""

    def __init__(self) -> None:
        """Begin with hosts that nothing is known of."""
        self._lock = threading.Lock()
        self._asked: Counter[str] = Counter()
        self._silences: Counter[str] = Counter()
        self._limited: dict[str, Failed] = {}

    @property
    def requests(self) -> Mapping[str, int]:
        """Count the requests by host, in the order of their names."""
        with self._lock:
            return MappingProxyType(dict(sorted(self._asked.items())))

    def count(self, host: str) -> None:
        """Note a request."""
        with self._lock:
            self._asked[host] += 1

    def answered(self, host: str) -> None:
        """Note an answer, whatever it says."""
        with self._lock:
            self._silences.pop(host, None)

    def gave_up(self, host: str, what: Trouble) -> None:
        """Note a fetch that was given up."""
        with self._lock:
            if what.silent:
                self._silences[host] += 1
            elif what.failed.state is SourceState.LIMITED and what.failed.retry_at:
                self._limited[host] = what.failed

    def left_alone(self, host: str, *, now: datetime) -> Trouble | None:
        """Say why a host should not be asked again in this run; None if it may be."""
        with self._lock:
            limited, silences = self._limited.get(host), self._silences[host]
        if limited and limited.retry_at and now < limited.retry_at:
            return Trouble(failed=limited)
        if silences >= MOST_SILENCES:
            return trouble(SourceState.DOWN, f"not asked: {host} left {silences} requests in a row without answer")
        return None
