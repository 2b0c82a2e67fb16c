"""Hold one owner's repository, its runners, and the sources of its radar."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import fork
from github_stand_in import GitHub
from here import HereRunner
from runner import Done, Hook, Runner


class World:
    """Hold one owner's repository on GitHub, its runners, and the sources of its radar."""

    def __init__(self, folder: Path, net: Any, github: GitHub, config: str) -> None:
        self.folder, self.net, self.github = folder, net, github
        self.remote = fork.make(folder / "repository", config)
        self.owner = folder / "repository" / "owner"
        self.runner = self.another(github)

    def another(self, github: GitHub) -> Runner:
        """Make a runner of the same repository with other artifacts and caches."""
        return HereRunner(remote=self.remote, github=github, work=github.root / "work")

    def day(self, day: str, *, now: str = "", before: Hook | None = None, runner: Runner | None = None) -> Done:
        """Run the workflow once on a day, in this process unless another runner is given."""
        runner = runner or self.runner
        with self.net.net.lock:
            self.net.net.day = day
        runner.surroundings = {
            "RADAR_NOW": now or f"{day}T08:00:00Z",
            "RADAR_ALLOW_HOST": "127.0.0.1",
            "RADAR_PACE": "0",
        }
        return runner.run(before)

    def day_in_bash(self, day: str) -> Done:
        """Run the workflow once on a day, each step in a shell of its own, with the clone's own code."""
        shell = Runner(**{field.name: getattr(self.runner, field.name) for field in fields(Runner)})
        done = self.day(day, runner=shell)
        self.runner.count = shell.count
        return done

    def weather(self, *faults: dict[str, Any], llm: object = "grounded") -> None:
        """Set what goes wrong from here on, and forget what was asked before."""
        from fakenetlib.control import change  # noqa: PLC0415 - found through tiny_world's path

        change(self.net.net, {"faults": list(faults), "llm": llm})
        self.net.net.log.clear()

    def data(self) -> dict[str, bytes]:
        """Read the branch radar-data."""
        return fork.data(self.remote)

    def papers(self) -> dict[str, str]:
        """Give the day of every paper on the branch; fail on one that stands twice."""
        return fork.papers(self.data())

    def commits(self) -> int:
        """Count the commits on the branch."""
        return int(fork.git("rev-list", "--count", "radar-data", folder=self.remote))

    def site(self) -> dict[str, bytes]:
        """Read what Pages serves."""
        live = self.github.live
        return {path.relative_to(live).as_posix(): path.read_bytes() for path in live.rglob("*") if path.is_file()}
