"""Run the real `radar` against tests/fakenet, in processes of its own where a test needs one."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import tiny_world
from radar.cli import main


class Radar:
    """One owner's folder, and the program run in it."""

    def __init__(self, folder: Path, net: Any) -> None:
        self.folder = folder
        self.net = net
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "radar.toml").write_text(tiny_world.CONFIG.format(base=net.base_url), encoding="utf-8")
        self.content = folder / "content"
        self.archive = self.content / "daily"
        self.output = folder / "output"

    def command(self, name: str, *more: str) -> list[str]:
        where = ["--config", str(self.folder / "radar.toml"), "--content", str(self.content)]
        output = [] if name in {"update", "check"} else ["--output", str(self.output)]
        return [sys.executable, "-m", "radar", name, *where, *output, *more]

    def environment(self, now: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("RADAR_", "GITHUB_"))}
        return kept | {"RADAR_NOW": now, "RADAR_ALLOW_HOST": "127.0.0.1", "RADAR_PACE": "0"}

    def set_day(self, day: str) -> None:
        with self.net.net.lock:
            self.net.net.day = day

    def start(
        self,
        name: str,
        day: str,
        *more: str,
        now: str = "",
        env: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
    ) -> subprocess.Popen[str]:
        """Start a command on a day at 08:00 UTC; `before` runs in the child, ahead of the program."""
        self.set_day(day)
        return subprocess.Popen(
            self.command(name, *more),
            env=self.environment(now or f"{day}T08:00:00Z") | dict(env or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - sets limits in a child that starts no thread before
            cwd=self.folder,
        )

    def run(self, name: str, day: str, *more: str, now: str = "", **how: Any) -> subprocess.CompletedProcess[str]:
        """Run a command to its end: here, or in a process of its own where `env` or `before` ask for one."""
        if how:
            with self.start(name, day, *more, now=now, **how) as process:
                out, err = process.communicate(timeout=120)
            return subprocess.CompletedProcess(process.args, process.returncode, out, err)
        self.set_day(day)
        words = self.command(name, *more)[3:]
        said, talk = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment(now or f"{day}T08:00:00Z"), clear=True),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(talk),
        ):
            code = main(words)
        return subprocess.CompletedProcess(words, code, said.getvalue(), talk.getvalue())

    def files(self, *parts: str) -> dict[str, str]:
        """Hash every file of the archive, or of some of its folders."""
        roots = [self.archive / part for part in parts] or [self.archive]
        return {
            path.relative_to(self.archive).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for root in roots
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    def site(self) -> dict[str, str]:
        """Hash every file of the built site."""
        return {
            path.relative_to(self.output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def report(self, day: str) -> dict[str, Any]:
        path = self.archive / "runs" / day[:4] / f"{day}.json"
        loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return loaded

    def ledger(self) -> dict[str, str]:
        """Give the day of every paper; fail on one that stands on two."""
        found: dict[str, str] = {}
        for path in sorted((self.archive / "papers").rglob("*.jsonl")):
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                if record["record"] == "paper":
                    day = found.setdefault(record["id"], record["day"])
                    assert day == record["day"], f"{record['id']} stands on two days"
        return found
