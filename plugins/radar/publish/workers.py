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
_SELDOM: Final = (50_000, 20, 50)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles a seventieth as often while the block runs: what builds make holds hardly any.

    What there is already is looked at no more, and so stays shared with workers, to whose
    memory a collection would write.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def forked(workers: int) -> Iterator[Pool]:
    """Give a pool of forked processes; they have ended when the block is left.

    A worker dies of SIGTERM at once, and leaves the keyboard's interrupt to whoever
    started it. Both signals are held back from the fork until that is so: taken by our
    own handler, an exception in the middle of a worker's start may be lost, and then the
    worker waits for work for ever, and we for its end.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
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


def is_left_alone(parent: int) -> bool:
    """Tell a worker whether the process that started it is gone: what it makes nobody waits for."""
    return os.getppid() != parent


def _begin(mask: set[signal.Signals]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
