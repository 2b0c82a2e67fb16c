"""Run a workflow's jobs as a runner would: steps in order, `run:` in bash, each job in a clone of its own.

What an action does is stood in for by `GitHub`; only the installation of the program is not done anew in
every job: `.venv` is this environment, and the clone's code comes before the installed one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from expressions import condition, fill
from github_stand_in import REPOSITORY, TOKEN, GitHub

GIT = shutil.which("git") or "git"
BASH = shutil.which("bash") or "bash"
SET_UP = "Set up, as the README says"
Hook = Callable[[str, str, Path], None]
"""Called before a step with job, step and the job's folder; may raise AssertionError to fail it."""


@dataclass
class Done:
    """Say how a run went."""

    results: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    summaries: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[str, str]] = field(default_factory=list)

    @property
    def green(self) -> bool:
        """Tell whether GitHub would call the run a success."""
        return "failure" not in self.results.values()

    def why(self) -> str:
        """Show the logs of the jobs that failed."""
        return "\n".join(f"== {job}\n{self.logs[job]}" for job, result in self.results.items() if result == "failure")


@dataclass
class Runner:
    """Run one repository's workflow."""

    remote: Path
    """The bare repository: code on `main`, data on `radar-data`."""
    github: GitHub
    work: Path
    surroundings: Mapping[str, str] = field(default_factory=dict)
    """The network and the clock of the test: variables of every step."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    event: str = "schedule"
    inputs: Mapping[str, Any] = field(default_factory=dict)
    count: int = 0
    only: frozenset[str] | None = None
    """Jobs to run; the others are left out, as if their condition did not hold. None runs all."""

    def run(self, before: Hook | None = None) -> Done:
        """Run the workflow once, from its first job to its last."""
        self.count += 1
        shutil.rmtree(self.github.root / "artifacts", ignore_errors=True)
        text = subprocess.check_output(
            [GIT, "--git-dir", str(self.remote), "show", "main:.github/workflows/radar.yml"], text=True
        )
        jobs: dict[str, dict[str, Any]] = yaml.safe_load(text)["jobs"]
        done = Done()
        for name, job in jobs.items():
            self._job(name, job, done, before)
        return done

    def _job(self, name: str, job: dict[str, Any], done: Done, before: Hook | None) -> None:
        needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        assert all(need in done.results for need in needs), f"{name} needs {needs}"
        contexts = self._contexts() | {
            "needs": {n: {"result": done.results[n], "outputs": done.outputs.get(n, {})} for n in needs}
        }
        succeeded = all(done.results[need] == "success" for need in needs)
        done.logs[name] = ""
        left_out = self.only is not None and name not in self.only
        if left_out or not condition(job.get("if", ""), contexts, succeeded=succeeded):
            done.results[name] = "skipped"
            return
        folder = self.work / f"run-{self.count}" / name
        folder.mkdir(parents=True)
        done.results[name] = self._steps(name, job, folder, contexts, done, before)
        outputs = job.get("outputs", {})
        done.outputs[name] = {key: fill(value, contexts) for key, value in outputs.items()}
        shutil.rmtree(folder)

    def _steps(
        self, name: str, job: dict[str, Any], folder: Path, contexts: dict[str, Any], done: Done, before: Hook | None
    ) -> str:
        contexts["steps"] = {}
        result = "success"
        for step in job["steps"]:
            if not condition(step.get("if", ""), contexts, succeeded=result == "success"):
                continue
            done.steps.append((name, step["name"]))
            try:
                if before:
                    before(name, step["name"], folder)
                if "uses" in step:
                    outputs = self._uses(step, folder, contexts)
                else:
                    outputs = self._run(name, step, folder, contexts, done)
                contexts["steps"][step.get("id", "")] = {"outputs": outputs}
            except AssertionError as error:
                done.logs[name] += f"\n{step['name']}: {error}"
                result = "failure"
        return result

    def _run(
        self, name: str, step: dict[str, Any], folder: Path, contexts: dict[str, Any], done: Done
    ) -> dict[str, str]:
        assert "${{" not in step["run"], "data in a shell command"
        if step["name"] == SET_UP:
            (folder / ".venv").symlink_to(sys.prefix)
            return {}
        output, summary = folder.parent / f"{name}.output", folder.parent / f"{name}.summary"
        output.write_text("")
        given = {key: fill(str(value), contexts) for key, value in step.get("env", {}).items()}
        code, said = self._shell(folder, step["run"], given | {"SCATTER_SECONDS": "0"}, (output, summary))
        done.logs[name] += f"\n$ {step['run']}\n{said}"
        done.summaries[name] = summary.read_text() if summary.exists() else ""
        assert code == 0, f"exit {code}"
        return dict(line.split("=", 1) for line in output.read_text().splitlines())

    def _shell(self, folder: Path, command: str, given: dict[str, str], files: tuple[Path, Path]) -> tuple[int, str]:
        """Run a command as the runner's default shell does; give its exit code and what it said."""
        done = subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=folder,
            env=self._environment(folder, *files) | given,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def _uses(self, step: dict[str, Any], folder: Path, contexts: dict[str, Any]) -> dict[str, str]:
        action = step["uses"].partition("@")[0]
        given = {key: fill(str(value), contexts) for key, value in step.get("with", {}).items()}
        match action:
            case "actions/checkout":
                assert given.get("persist-credentials") == "False"
                subprocess.run(
                    [GIT, "clone", "-q", "--depth=1", "-b", "main", f"file://{self.remote}", "."],
                    cwd=folder,
                    check=True,
                )
            case "actions/setup-python":
                pass
            case "actions/cache/restore":
                self.github.restore_cache(given["key"], given["restore-keys"].split(), folder)
            case "actions/cache/save":
                self.github.save_cache(given["key"], given["path"].split(), folder)
            case "actions/upload-artifact":
                self.github.upload(given["name"], folder / given["path"])
            case "actions/download-artifact":
                self.github.download(given["name"], folder / given.get("path", "."))
            case "actions/upload-pages-artifact":
                self.github.upload_site(folder / given["path"])
            case "actions/deploy-pages":
                return {"page_url": self.github.deploy()}
            case _:
                raise AssertionError(f"nothing stands in for {action}")
        return {}

    def _contexts(self) -> dict[str, Any]:
        github = {
            "event_name": self.event,
            "run_id": str(1000 + self.count),
            "run_attempt": "1",
            "repository": REPOSITORY,
            "server_url": "https://github.com",
            "token": TOKEN,
            "workflow": "Radar",
        }
        return {"github": github, "secrets": dict(self.secrets), "inputs": dict(self.inputs)}

    def _environment(self, folder: Path, output: Path, summary: Path) -> dict[str, str]:
        """Give a step what a runner sets, and nothing else of this process but its path."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.work / "home"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(folder / "plugins"),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": self.event,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_API_URL": self.github.url,
            "GITHUB_RUN_ID": str(1000 + self.count),
            "GITHUB_WORKFLOW_REF": f"{REPOSITORY}/.github/workflows/radar.yml@refs/heads/main",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            **self.surroundings,
        }
