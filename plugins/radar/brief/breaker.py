"""Stop asking a server that does not answer, for the rest of the run."""

from __future__ import annotations

import threading
from typing import Final

from radar.brief.asking import Trouble

LIMIT: Final = 3
"""Questions in a row that came to nothing, each after its own tries."""
_COUNTED: Final = frozenset({Trouble.UNREACHABLE, Trouble.LIMITED})
_FINAL: Final = frozenset({Trouble.KEY, Trouble.ADDRESS})


class Breaker:
    """Remember how questions ended. Safe to share between threads.

    Once open it stays open: what is missing is asked for by the next run.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        """Open after `limit` questions in a row that a server left unanswered."""
        self._limit = limit
        self._failed = 0
        self._why = ""
        self._lock = threading.Lock()

    @property
    def why(self) -> str:
        """Say why no further question is asked; empty while they are."""
        with self._lock:
            return self._why

    def answered(self) -> None:
        """Note that the server gave an answer, whatever it was worth."""
        with self._lock:
            self._failed = 0

    def failed(self, trouble: Trouble, reason: str) -> None:
        """Note that a question came to nothing: a bad key or address opens at once, silence in its turn."""
        with self._lock:
            self._failed += trouble in _COUNTED
            if not self._why and (trouble in _FINAL or self._failed >= self._limit):
                self._why = f"not asked, after {reason}"
