"""Bind tests to the rows of the fault matrix, and print what each row's tests saw.

A test names its rows with `@pytest.mark.fault("N1", "F8")`, and says what it saw through the
fixture `seen`: a figure or a word, measured and not expected. `pytest --faults=full` runs the
tests of all rows, `--faults=quick` leaves out those marked `quick=False`; both print the
table and fail where a row has no test that passed and said something. Cases marked `full=True`
take minutes: the ordinary suite has none of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Any

import pytest

FILE = Path(__file__).with_name("rows.toml")
Seen = Callable[..., None]
"""`seen("3 tries")`; further arguments name the rows it is said of, where not all of the test's."""
MOST_SHOWN = 3
LATER = pytest.mark.fault(quick=False)
"""Mark cases of a test that the quick selection leaves out."""
FULL = pytest.mark.fault(full=True)
"""Mark cases that take minutes: only the full matrix has them, and not the ordinary suite either."""
MOST_SAID = 110


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One fault, and what must then be true."""

    id: str
    group: str
    fault: str
    expected: str
    full_only: bool = False


@dataclass(kw_only=True, slots=True)
class Sight:
    """What the tests of one row came to."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    said_in_vain: list[str] = field(default_factory=list)
    """By tests that failed."""
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return bool(self.passed and self.said and not self.failed)

    def __str__(self) -> str:
        if self.failed:
            return "; ".join(["FAILED: " + ", ".join(self.failed), *dict.fromkeys(self.said_in_vain)])
        if not self.passed:
            return "SKIPPED: " + "; ".join(dict.fromkeys(self.skipped)) if self.skipped else "NO TEST"
        if not self.said:
            return f"NOTHING SAID by {self.passed} tests"
        told = [shorten(one, MOST_SAID, placeholder="…") for one in dict.fromkeys(self.said)]
        more = f"; and {len(told) - MOST_SHOWN} more" if len(told) > MOST_SHOWN else ""
        return f"{'; '.join(told[:MOST_SHOWN])}{more} ({self.passed} tests, {self.seconds:.1f} s)"


def rows() -> dict[str, Row]:
    """Read the matrix, in its order."""
    groups = tomllib.loads(FILE.read_text("utf-8"))
    return {
        name: Row(id=name, group=group, **told) for group, told_ in groups.items() for name, told in told_.items()
    }


def table(found: dict[str, Sight], wanted: Sequence[Row]) -> Iterator[str]:
    """Write the table, a line each."""
    yield "| row | fault | expected | seen |"
    yield "|---|---|---|---|"
    for row in wanted:
        cells = (row.id, row.fault, row.expected, str(found.get(row.id, Sight())))
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


class Matrix:
    """Follow a run, and judge it."""

    def __init__(self, mode: str) -> None:
        self.wanted = [row for row in rows().values() if mode == "full" or not row.full_only]
        self.found = {row.id: Sight() for row in self.wanted}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        named = {row for name, value in report.user_properties if name == "fault" for row in value}
        for one in named & self.found.keys():
            sight = self.found[one]
            sight.seconds += report.duration
            said = [
                value[0]
                for name, value in report.user_properties
                if name == "seen" and (len(value) == 1 or one in value)
            ]
            if report.failed:
                sight.failed.append(report.nodeid.rpartition("::")[2])
                sight.said_in_vain += said
            elif report.skipped:
                sight.skipped.append(str(report.longrepr[2] if isinstance(report.longrepr, tuple) else "?"))
            elif report.when == "call":
                sight.passed += 1
                sight.said += said

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus == pytest.ExitCode.OK and not all(sight.holds for sight in self.found.values()):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        terminalreporter.section("the fault matrix")
        for line in table(self.found, self.wanted):
            terminalreporter.write_line(line)
        held = sum(sight.holds for sight in self.found.values())
        terminalreporter.write_line(f"{held} of {len(self.wanted)} rows held")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", choices=("full", "quick"), help="run the fault matrix, and print its table")


def pytest_configure(config: pytest.Config) -> None:
    if (mode := config.getoption("--faults")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Matrix(mode), "fault-matrix")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over files without a row: most of the suite, and half a minute."""
    is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    if config.getoption("--faults") and is_test and "fault(" not in collection_path.read_text("utf-8"):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known, mode = rows(), config.getoption("--faults")
    kept, left = [], []
    for item in items:
        marks = list(item.iter_markers("fault"))
        named = [row for mark in marks for row in mark.args]
        if unknown := [row for row in named if row not in known]:
            raise pytest.UsageError(f"{item.nodeid}: no such row of the fault matrix: {unknown}")
        if named:
            item.user_properties.append(("fault", named))
        quick = all(mark.kwargs.get("quick", True) for mark in marks)
        full = any(mark.kwargs.get("full", False) for mark in marks)
        wanted = {"full": bool(named), "quick": bool(named) and quick and not full, None: not full}[mode]
        (kept if wanted else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture
def seen(request: pytest.FixtureRequest) -> Seen:
    """Say what a test of the matrix saw."""

    def say(what: str, *of: str) -> None:
        request.node.user_properties.append(("seen", [what, *of]))

    return say
