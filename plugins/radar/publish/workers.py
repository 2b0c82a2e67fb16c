"""Start processes that share what this one holds, and see that they end: told to, done, or left alone."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.pool import Pool
from typing import Final

_STOPS: Final = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def forked(workers: int) -> Iterator[Pool]:
    """Give a pool of forked processes; they have ended when the block is left.

    A worker dies of SIGTERM at once, and leaves the keyboard's interrupt to whoever
    started it. Both signals are held back from the fork until that is so: taken by our
    own handler, an exception in the middle of a worker's start may be lost, and then the
    worker waits for work for ever, and we for its end.
    """
    gc.collect()
    gc.freeze()  # what is shared with the workers stays shared: a collection would write to it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        try:
            pool = multiprocessing.get_context("fork").Pool(workers, _begin, (before,))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        try:
            yield pool
            pool.close()  # at the end of the work workers end by themselves
            pool.join()
        finally:
            pool.terminate()
            pool.join()
    finally:
        gc.unfreeze()


def is_left_alone(parent: int) -> bool:
    """Tell a worker whether the process that started it is gone: what it makes nobody waits for."""
    return os.getppid() != parent


def _begin(mask: set[signal.Signals]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
