"""Carry out a workflow's steps in this process: the clone's tasks.py as ever, but `radar` without a new Python.

For days on end: what the shell makes of a step, and the clone's own code of the radar, are seen with `Runner`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from unittest import mock

from invoke.exceptions import Exit
from runner import Runner

from radar.cli import main as radar


class HereRunner(Runner):
    """Run jobs in order; each `inv TASK` is called."""

    def _shell(self, folder: Path, command: str, given: dict[str, str], files: tuple[Path, Path]) -> tuple[int, str]:
        program, _, task = command.partition(" ")
        assert program == ".venv/bin/inv", f"{command!r} is no task"
        said, code = io.StringIO(), 0
        surroundings = self._environment(folder, *files) | given
        with (
            mock.patch.dict(os.environ, surroundings, clear=True),
            contextlib.chdir(folder),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            try:
                getattr(_tasks(folder), task).body(_Here())
            except Exit as left:
                code = left.code
        return code, said.getvalue()


class _Here:
    """Stand in for invoke's Context: the folder is the job's already, and `radar` is called."""

    @contextlib.contextmanager
    def cd(self, _folder: str) -> Iterator[None]:
        yield

    def run(self, command: str, **_how: object) -> SimpleNamespace:
        program, *words = shlex.split(command)
        if Path(program).name == "radar":
            return SimpleNamespace(return_code=radar(words))
        done = subprocess.run([program, *words], check=False, capture_output=True, text=True)
        return SimpleNamespace(return_code=done.returncode)


def _tasks(folder: Path) -> ModuleType:
    """Load the tasks.py of a job's clone."""
    spec = importlib.util.spec_from_file_location("tasks_of_a_job", folder / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with mock.patch.object(sys, "dont_write_bytecode", new=True):
        spec.loader.exec_module(module)
    return module
