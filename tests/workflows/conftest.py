"""A repository with its network, and the table of cases that a run of these tests prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from github_stand_in import GitHub
from owned import World
from runner import Done

import tiny_world

Row = tuple[str, str, str]
_ROWS = pytest.StashKey[list[Row]]()
_MARKS = {"success": "✓", "failure": "✗", "skipped": "–"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Make worlds; their servers stop with the test."""
    closing = []

    def make(config: str = tiny_world.CONFIG, days: tuple[str, ...] = tiny_world.WEEK) -> World:
        import fakenet  # noqa: PLC0415 - found through tiny_world's path

        net = fakenet.start(tiny_world.write_corpus(tmp_path / "net", days), day=days[0], scenario={})
        net.__enter__()
        closing.append(net)
        serving = GitHub(root=tmp_path / "github").serving()
        github = serving.__enter__()
        closing.append(serving)
        return World(tmp_path, net, github, config.format(base=net.base_url))

    yield make
    for each in reversed(closing):
        each.__exit__(None, None, None)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Callable[[str, Done, str], None]:
    """Write down a case for the table."""

    def write(name: str, done: Done, what: str) -> None:
        jobs = " ".join(f"{_MARKS.get(result, '?')}{job}" for job, result in done.results.items())
        request.config.stash.setdefault(_ROWS, []).append((name, jobs, what))

    return write


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the table of cases; without `-n`, for workers keep theirs to themselves."""
    rows = config.stash.get(_ROWS, [])
    if rows:
        terminalreporter.section("the workflow, step by step")
        for name, jobs, what in rows:
            terminalreporter.write_line(f"| {name} | {jobs} | {what} |")
