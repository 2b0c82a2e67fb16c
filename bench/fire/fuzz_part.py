"""Do one part of a fuzz in this process: so many cases of one target, told as one line of JSON.

    python bench/fire/fuzz_part.py TARGET FIRST COUNT SEED FOLDER

A case follows from target, seed and number alone. Memory is bounded as the child's that parses is, and so is the
processor time of one case; what passes either, and every exception, is a find, and its input is kept in the folder.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2] / "plugins")]

from fuzz_case import Case  # noqa: E402 - found through the path above

from radar.collect.apart import MEGABYTES, SECONDS, Apart  # noqa: E402 - same

try:
    import resource
except ImportError:  # Windows has none: there nothing bounds memory, and none is measured
    resource = None  # type: ignore[assignment] # what a module's absence looks like

_MEGABYTE: Final = 1 << 20
_RSS: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes of one step of `ru_maxrss`."""
_WORDS: Final = 300

Make = Callable[[random.Random], Case]


@dataclass(kw_only=True, slots=True)
class Part:
    """Hold what a part told."""

    target: str
    seed: int
    first: int
    count: int
    outcomes: dict[str, int] = field(default_factory=dict)
    """By sort and ending."""
    finds: list[dict[str, Any]] = field(default_factory=list)
    cpu: float = 0.0
    """Seconds of this process."""
    slowest: tuple[float, int] = (0.0, 0)
    """Seconds of one case, and its number."""
    grown: tuple[float, int] = (0.0, 0)
    """Megabytes by which one case raised the most that the process ever held, and its number."""
    most: float = 0.0
    """Megabytes that the process held at most."""


def dice(target: str, seed: int, number: int) -> random.Random:
    """Give the dice of one case."""
    return random.Random(f"{target}/{seed}/{number}")  # noqa: S311 - the same on every machine, no secret


@contextmanager
def target(name: str) -> Iterator[Make]:
    """Give a target by its name; what it has opened is closed at the end. Loads no more than it needs."""
    if name.startswith("feeds"):
        fuzz_sources = import_module("fuzz_sources")
        with Apart() as parser:
            yield partial(fuzz_sources.case, parser=parser) if name == "feeds-apart" else fuzz_sources.case
    elif name.startswith("replies"):
        fuzz_replies = import_module("fuzz_replies")
        yield fuzz_replies.over_the_wire if name == "replies-wire" else fuzz_replies.case
    elif name == "toml":
        yield import_module("fuzz_toml").case
    else:
        fuzz_files = import_module("fuzz_files")
        yield fuzz_files.ledger_file if name == "ledger" else fuzz_files.day_file


def run(make: Make, part: Part, keep: Callable[[Case, int, str], None] = lambda *_: None) -> Part:
    """Go through a part's cases; `keep` is given those that were finds, with a traceback."""
    began = time.process_time()
    for number in range(part.first, part.first + part.count):
        case = make(dice(part.target, part.seed, number))
        before, held = time.process_time(), _held()  # what making it took is the fuzz's own
        try:
            with _bounded():
                ended = f"{case.name}: {case.judge()}"
        except Exception as error:  # noqa: BLE001 - every exception is what is looked for
            ended = f"{case.name}: find"
            part.finds.append({"number": number, "error": _told(error), "where": _where(error)})
            keep(case, number, traceback.format_exc())
        part.outcomes[ended] = part.outcomes.get(ended, 0) + 1
        part.slowest = max(part.slowest, (round(time.process_time() - before, 3), number))
        part.grown = max(part.grown, (round(_held() - held, 1), number))
    part.cpu, part.most = round(time.process_time() - began, 2), round(_held(), 1)
    return part


def _held() -> float:
    """Tell the most megabytes that this process ever held."""
    return 0.0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS / _MEGABYTE


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace").decode()[:_WORDS]


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


@contextmanager
def _bounded() -> Iterator[None]:
    """Raise TimeoutError in a case that takes more processor time than the child that parses has."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _late(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS:g} s of processor time")


def bound() -> None:
    """Bound what this process may use from now on: the memory of the child that parses, beside what it holds."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _late)
    size = Path("/proc/self/statm")
    if resource is not None and size.exists():
        pages = int(size.read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + (MEGABYTES << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _left_alone(_: object) -> None:
    """Do nothing to a file."""


def main() -> None:
    """Do what the command line says."""
    name, first, count, seed, folder = sys.argv[1:]
    finds = Path(folder) / "finds"

    def keep(case: Case, number: int, told: str) -> None:
        finds.mkdir(parents=True, exist_ok=True)
        (finds / f"{name}-{seed}-{number}.input").write_bytes(case.content)
        (finds / f"{name}-{seed}-{number}.txt").write_text(told, "utf-8", "backslashreplace")

    os.fsync = _left_alone  # type: ignore[assignment] # any file; what reaches the disk when the power fails is not looked for here
    part = Part(target=name, seed=int(seed), first=int(first), count=int(count))
    with target(name) as make:
        with suppress(Exception):
            make(dice(name, part.seed, -1)).judge()  # what is loaded once is no part of a case
        bound()
        run(make, part, keep)
    print(json.dumps({"what": "part", **asdict(part)}))


if __name__ == "__main__":
    main()
