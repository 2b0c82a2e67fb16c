"""Give people and workflows one short name for every job: `inv --list`."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
PARTIAL = 3


def _run(c: Context, command: str, *, accept: tuple[int, ...] = (0,)) -> int:
    """Run a program of this environment from the project's folder; stop on any code not accepted."""
    program, _, rest = command.partition(" ")
    path = BIN / program
    whole = f"{shlex.quote(str(path)) if path.exists() else program} {rest}"
    with c.cd(str(ROOT)):
        done = c.run(whole, warn=True, pty=False)
    code = done.return_code if done else 1
    if code not in accept:
        raise Exit(code=code)
    return code


@task
def radar(c: Context, options: str = "") -> None:
    """Fetch, brief, archive and build the site: the main job."""
    if _run(c, f"radar run {options}", accept=(0, PARTIAL)) == PARTIAL:
        note = "some sources or briefings failed; the site is good, its status page says what"
        prefix = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "warning: "
        sys.stderr.write(f"{prefix}{note}\n")


@task
def build(c: Context, options: str = "") -> None:
    """Build the site from the archive, without network."""
    _run(c, f"radar build {options}")


@task
def push(c: Context, options: str = "") -> None:
    """Tell the days that are due, by e-mail, in chats and through the hub; run it when the site is published."""
    if _run(c, f"radar push {options}", accept=(0, PARTIAL)) == PARTIAL:
        prefix = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "warning: "
        sys.stderr.write(f"{prefix}some channels could not be told; the next run tries again\n")


@task
def check(c: Context) -> None:
    """Check radar.toml."""
    _run(c, "radar check")


@task
def probe(c: Context, options: str = "") -> None:
    """Open the journals of the catalogue over the network; in a workflow, the table is the job's summary."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    _run(c, f"radar probe {options}" + (f" >> {shlex.quote(summary)}" if summary else ""))


@task
def serve(c: Context, port: int = 8000) -> None:
    """Serve the built site on loopback."""
    _run(c, f"radar serve --port {port}")


@task
def lint(c: Context) -> None:
    """Check style, formatting and the layers of the house."""
    _run(c, "ruff check .")
    _run(c, "ruff format --check .")
    _run(c, "lint-imports")


@task
def types(c: Context) -> None:
    """Check types, strictly."""
    _run(c, "mypy")


@task
def test(c: Context, options: str = "") -> None:
    """Pass everything a change must pass: style, layers, types, tests."""
    lint(c)
    types(c)
    workers = os.environ.get("PYTEST_WORKERS", "2")
    _run(c, f"pytest -n {workers} {options}")


@task
def replay(c: Context, options: str = "") -> None:
    """Replay real days through the whole program (needs the shared corpora)."""
    _run(c, f"python bench/replay.py {options}")


@task
def bench(c: Context, options: str = "") -> None:
    """Measure speed against its eleven targets; options choose sizes, targets, contenders (see docs/speed.md)."""
    _run(c, f"python bench/speed {options}")


@task
def evaluate(c: Context, options: str = "") -> None:
    """Evaluate what briefs: on labelled data, and on your own model (needs the shared corpora)."""
    _run(c, f"python bench/evaluate.py {options}")


@task
def verify(c: Context) -> None:
    """Check what was built: complete, well-formed, nothing else."""
    _run(c, "radar verify")


@task
def sample(c: Context) -> None:
    """Make the bundled sample anew from its ledger."""
    _run(c, "python sample/make.py")


@task
def lock(c: Context) -> None:
    """Pin every dependency with hashes, naming no registry."""
    shape = "--universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet"
    _run(c, f"uv pip compile pyproject.toml requirements.in {shape} -o requirements.lock")
    _run(c, f"uv pip compile pyproject.toml requirements.in --extra dev {shape} -o requirements-dev.lock")


@task
def clean(c: Context) -> None:
    """Remove what was built and what can be made again; never the archive."""
    _run(c, "rm -rf output .radar .bench .pytest_cache .mypy_cache .ruff_cache .import_linter_cache")
