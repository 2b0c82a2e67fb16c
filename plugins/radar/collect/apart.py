"""Parse what strangers sent in processes of its own: no environment, little memory, a time for each job.

    collectors' threads ──► Apart.run ──► a free child ──► Result
                                │ 10 s, 512 MB
                                └── too long, too much, crashed ──► killed, replaced ──► Failed

A child is started when one is needed, serves many jobs, and ends with the run. What it
may do is in `apart_child`, how one is held in `apart_process`, and what is said in
`apart_protocol`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any, Concatenate, Final, ParamSpec, Protocol, Self, TypeVar, cast

from radar.collect import apart_protocol as protocol
from radar.collect.apart_process import Child, failed
from radar.outcomes import Failed

SECONDS: Final = 10.0
MEGABYTES: Final = 512
CHILDREN: Final = 2
MOST_LISTINGS: Final = 2500
"""What one answer may bring (FAULTS F3)."""

P = ParamSpec("P")
R = TypeVar("R")


class Parser(Protocol):
    """Run a parse function on bytes that are not to be trusted."""

    def run(
        self, parse: Callable[Concatenate[bytes, P], R], content: bytes, /, *args: P.args, **kwargs: P.kwargs
    ) -> R | Failed:
        """Give what `parse(content, …)` gives, or why it could not."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class InProcess:
    """Parse here and now, without limits: for tests, and for bytes that are our own."""

    def run(
        self, parse: Callable[Concatenate[bytes, P], R], content: bytes, /, *args: P.args, **kwargs: P.kwargs
    ) -> R | Failed:
        """Call the function."""
        return parse(content, *args, **kwargs)


IN_PROCESS: Final = InProcess()


class Apart:
    """Parse in at most `children` processes; a context manager, to be used from many threads.

    The parse function is of a module, annotated, and its arguments and result are plain
    values (see `apart_protocol.Parse`). A job that takes too long or too much, or breaks
    its process, is a `Failed` of state `error`; so is what the function raised. Waiting
    for a free process, its start, and loading what parses, are no part of a job's time.
    """

    def __init__(
        self,
        *,
        children: int = CHILDREN,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        command: Sequence[str] = (),
    ) -> None:
        """Start nothing yet; `command`, for tests, is the program to start in place of ours."""
        self._seconds = seconds
        self._megabytes = megabytes
        self._command = command
        self._turns = BoundedSemaphore(children)
        self._lock = Lock()
        self._idle: list[Child] = []
        self._closed = False
        self.started = 0
        """How many children were started so far."""
        self.peak = 0
        """Most bytes that any child ever held in memory; 0 where the system does not tell."""

    def __enter__(self) -> Self:
        """Give the parser."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the children."""
        self.close()

    def close(self) -> None:
        """End all idle children; one still at work ends with its job."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def run(
        self, parse: Callable[Concatenate[bytes, P], R], content: bytes, /, *args: P.args, **kwargs: P.kwargs
    ) -> R | Failed:
        """Parse in a child; raise TypeError for arguments that do not fit, RuntimeError once closed."""
        job = protocol.job(parse)
        arguments = job.pack(content, *args, **kwargs)
        with self._turns:
            try:
                child = self._take()
            except OSError as error:
                return failed(f"no process to parse in ({error.strerror})")
            try:
                return cast("R | Failed", _bounded(child.work(job, arguments, content)))
            finally:
                self._give_back(child)

    def _take(self) -> Child:
        with self._lock:
            if self._closed:
                raise RuntimeError("this parser is closed")
            while self._idle:
                child = self._idle.pop()
                if child.is_fit():
                    return child
                child.end()
            self.started += 1
        return Child.start(self._command, self._seconds, self._megabytes)

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self.peak = max(self.peak, child.peak)
            keep = child.is_fit() and not self._closed
            if keep:
                self._idle.append(child)
        if not keep:
            child.end()


def _bounded(result: Any) -> Any:  # noqa: ANN401 - any adapter's result
    """Refuse more listings than any honest parse gives."""
    if len(getattr(result, "listings", ())) > MOST_LISTINGS:
        return failed(f"parsing gave more than {MOST_LISTINGS} papers")
    return result
