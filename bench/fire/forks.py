"""Run the real command line many times at little cost: a process that has loaded it forks a child for each run.

What a child does is `radar.cli.main` with its words and its environment, on its own folder; only the start of
Python and the loading of modules are shared. A page of memory is shared too: in it a child says which step it
is at, and how many times it has changed a file, so that a kill can be told by the step that it met. Linux alone.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import mmap
import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

STEPS: Final[Mapping[str, Sequence[tuple[str, str, str]]]] = {
    "update": (
        ("radar.pipeline", "plan", "plan"),
        ("radar.pipeline", "collect", "collect"),
        ("radar.pipeline", "_record", "merge"),
        ("radar.archive.ledger.Ledger", "add", "ledger"),
        ("radar.archive.index.Index", "catch_up", "index"),
        ("radar.pipeline", "enrich", "abstracts"),
        ("radar.brief_days", "brief", "brief"),
        ("radar.archive.runs", "write", "report"),
        ("radar.archive.state", "remember", "state"),
    ),
    "build": (
        ("radar.publish.generator", "load_site", "gather"),
        ("radar.publish.incremental", "_by_name", "list"),
        ("radar.publish.incremental", "_standing", "compare"),
        ("radar.publish.incremental", "_made", "make"),
        ("radar.publish.receipts.Receipts", "put", "receipts"),
        ("radar.publish.receipts.Receipts", "drop", "receipts"),
        ("radar.publish.incremental", "_remove", "remove"),
    ),
}
"""By command: a module or class, its function, and what the step is called. A generator is a step while it runs."""
LATE: Final[Mapping[str, str]] = {"update": "merge", "build": "make"}
"""The step from which on a run changes files that stay."""
BETWEEN: Final = "between"
_NAMES: Final = (BETWEEN, *dict.fromkeys(name for steps in STEPS.values() for _, _, name in steps))
_CHANGES: Final = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect"})
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_PAGE: Final = struct.Struct("<IId")
"""Of the shared page: the step, the changes of files so far, the monotonic second at which `LATE` began."""
PATIENCE: Final = 300.0
"""Seconds after which a run is held to hang, and is killed: no run here takes a tenth of it."""
_GLANCE: Final = 0.002
"""Seconds between two looks at the page."""
_SUBREAPER: Final = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): what a killed run leaves behind becomes ours, and can be seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """Say how a run ended."""

    code: int
    """The exit code; below zero the signal."""
    wall: float
    cpu: float
    """Seconds, of the run and of the children that it waited for."""
    peak: int
    """Most bytes in memory, what it shares with its parent included."""
    step: str
    late: float | None
    """Seconds from `LATE` to the end; None where it did not come so far."""
    is_hung: bool
    """Killed because it did not end."""
    changes: int
    """How many times it opened a file to write, moved or removed one, or made a folder."""
    said: str
    """The end of what it printed."""


class Forks:
    """Run commands in children of this process, which must have no other thread and start no other child."""

    def __init__(self, said: Path) -> None:
        """Have children print to the file `said`."""
        self._said = said
        self._page = mmap.mmap(-1, mmap.PAGESIZE)
        self._left: dict[int, float] = {}
        self._others = frozenset(_children())
        ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)

    def load(self, words: Sequence[str], surroundings: Mapping[str, str], folder: Path) -> Ended:
        """Run once, and load here whatever modules that run has loaded."""
        told = self._said.with_suffix(".modules")
        ended = self.run(words, surroundings, folder, modules=told)
        for name in told.read_text("utf-8").split():
            with suppress(ImportError, AttributeError):
                importlib.import_module(name)
        gc.collect()
        gc.freeze()
        return ended

    def run(
        self,
        words: Sequence[str],
        surroundings: Mapping[str, str],
        folder: Path,
        *,
        kill_after: float | None = None,
        since_late: bool = False,
        kill_at: int = 0,
        modules: Path | None = None,
    ) -> Ended:
        """Run one command; kill it after so many seconds from its start or from `LATE`, or before its n-th change."""
        self._page[: _PAGE.size] = bytes(_PAGE.size)
        began = time.monotonic()
        child = os.fork()
        if not child:
            self._be_the_run(words, surroundings, folder, kill_at, modules)
        is_hung = self._kill(child, kill_after, since_late=since_late)
        _, status, used = os.wait4(child, 0)
        end = time.monotonic()
        step, changes, late = _PAGE.unpack_from(self._page)
        return Ended(
            code=os.waitstatus_to_exitcode(status),
            wall=end - began,
            cpu=used.ru_utime + used.ru_stime,
            peak=used.ru_maxrss * 1024,
            step=_NAMES[step],
            is_hung=is_hung,
            late=end - late if late else None,
            changes=changes,
            said=self._said.read_text("utf-8", "replace")[-2000:],
        )

    def left_over(self) -> dict[int, float]:
        """Bury what killed runs left behind; give what is still alive of it, and for how many seconds it has been."""
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        now = time.monotonic()
        alive = set(_children()) - self._others
        self._left = {pid: self._left.get(pid, now) for pid in alive}
        return {pid: now - since for pid, since in self._left.items()}

    def _kill(self, child: int, seconds: float | None, *, since_late: bool) -> bool:
        """Kill a child when its time is up, let be what has ended before; tell whether it had to be for hanging."""
        descriptor = os.pidfd_open(child)
        end = time.monotonic() + PATIENCE
        try:
            while seconds is not None and since_late and not _PAGE.unpack_from(self._page)[2]:
                if select.select([descriptor], [], [], _GLANCE)[0]:
                    return False
                if time.monotonic() > end:
                    os.kill(child, signal.SIGKILL)
                    return True
            if not select.select([descriptor], [], [], PATIENCE if seconds is None else seconds)[0]:
                os.kill(child, signal.SIGKILL)
                return seconds is None
            return False
        finally:
            os.close(descriptor)

    def _be_the_run(
        self,
        words: Sequence[str],
        surroundings: Mapping[str, str],
        folder: Path,
        kill_at: int,
        modules: Path | None,
    ) -> None:
        """Become the command; never comes back."""
        code = 70
        try:
            os.environ.clear()
            os.environ.update(surroundings)
            os.chdir(folder)
            out = os.open(self._said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115 - the child's own, to its end
            from radar.cli import main  # noqa: PLC0415 - a child loads what its parent has not

            self._watch(words[0], kill_at)
            code = main(words)
            if modules:
                modules.write_text("\n".join(sorted(sys.modules)), encoding="utf-8")
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        except BaseException:  # noqa: BLE001 - whatever it is, it must not run on as the parent
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _watch(self, command: str, kill_at: int) -> None:
        """Say in the shared page what happens; `kill_at` ends the run before that change of a file."""
        page, run = self._page, os.getpid()

        def count(event: str, given: tuple[Any, ...]) -> None:
            if event not in _CHANGES and not (event == "open" and isinstance(given[2], int) and given[2] & _WRITING):
                return
            changes = struct.unpack_from("<I", page, 4)[0] + 1
            struct.pack_into("<I", page, 4, changes)
            if changes == kill_at:
                os.kill(run, signal.SIGKILL)
                time.sleep(1)

        sys.addaudithook(count)
        for place, name, step in STEPS.get(command, ()):
            owner = _find(place)
            is_late = step == LATE[command]
            setattr(owner, name, _stepping(getattr(owner, name), _NAMES.index(step), page, is_late=is_late))


def _find(place: str) -> Any:  # noqa: ANN401 - a module or a class
    with suppress(ModuleNotFoundError):
        return importlib.import_module(place)
    module, _, name = place.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _stepping(function: Callable[..., Any], step: int, page: mmap.mmap, *, is_late: bool) -> Callable[..., Any]:
    """Wrap a function so that the page names its step while it runs, and the one around it afterwards."""

    def through(results: Iterator[Any], before: int) -> Iterator[Any]:
        try:
            yield from results
        finally:
            struct.pack_into("<I", page, 0, before)

    def stepped(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the function wrapped
        before = struct.unpack_from("<I", page)[0]
        struct.pack_into("<I", page, 0, step)
        if is_late:
            struct.pack_into("<d", page, 8, time.monotonic())
        result = None
        try:
            result = function(*given, **named)
        finally:
            if not isinstance(result, Iterator):
                struct.pack_into("<I", page, 0, before)
        return through(result, before) if isinstance(result, Iterator) else result

    return stepped


def _children() -> Iterator[int]:
    """Name this process's children that are alive."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, *_ = place.read_text("utf-8", "replace").rpartition(") ")[2].split()
            if int(parent) == os.getpid() and state != "Z":
                yield int(place.parent.name)
