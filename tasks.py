"""Give people and workflows one short name for every job: `inv --list`."""

from __future__ import annotations

import os
import shlex
import sys
import time
import tomllib
from hashlib import sha256
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
PARTIAL = 3
INPUTS = {"since": "INPUT_SINCE", "only": "INPUT_ONLY"}
"""Options of `radar update`, and the variables in which a workflow hands over what its dispatch asks for."""


def _run(c: Context, command: str, *, accept: tuple[int, ...] = (0,)) -> int:
    """Run a program of this environment from the project's folder; stop on any code not accepted."""
    program, _, rest = command.partition(" ")
    path = BIN / program
    whole = f"{shlex.quote(str(path)) if path.exists() else program} {rest}"
    with c.cd(str(ROOT)):
        done = c.run(whole, warn=True, pty=False)
    code = 1 if done is None else done.return_code  # a result that failed is false
    if code not in accept:
        raise Exit(code=code)
    return code


def _warn(note: str) -> None:
    """Say something worth a look: as an annotation, where a workflow runs."""
    prefix = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "warning: "
    sys.stderr.write(f"{prefix}{note}\n")


@task
def radar(c: Context, options: str = "") -> None:
    """Fetch, brief, archive and build the site: the main job."""
    if _run(c, f"radar run {options}", accept=(0, PARTIAL)) == PARTIAL:
        _warn("some sources or briefings failed; the site is good, its status page says what")


@task
def collect(c: Context, options: str = "") -> None:
    """Fetch, brief and archive; in a workflow, as the inputs of its dispatch ask."""
    asked = [f"--{name}={os.environ[key]}" for name, key in INPUTS.items() if os.environ.get(key)]
    asked += ["--no-llm"] if os.environ.get("INPUT_NO_LLM") == "true" else []
    code = _run(c, f"radar update {options} {shlex.join(asked)}", accept=(0, PARTIAL))
    if code == PARTIAL:
        _warn("some sources or briefings failed; the others are kept, the status page says what")


@task
def scatter(_: Context) -> None:
    """Wait as long as the repository's name says, at most SCATTER_SECONDS: not all radars ask arXiv at once."""
    most = int(os.environ.get("SCATTER_SECONDS") or 0)
    name = os.environ.get("GITHUB_REPOSITORY", "")
    time.sleep(int(sha256(name.encode()).hexdigest(), 16) % (most + 1))


@task
def pull(c: Context) -> None:
    """Bring the archive from its branch: content/daily holds what radar-data does."""
    _run(c, "radar sync pull")


@task
def offer(c: Context) -> None:
    """Hand what a run changed in the archive to a job that may write: the folder handover."""
    _run(c, "radar sync offer")


@task
def record(c: Context) -> None:
    """Commit what a run changed to the branch radar-data, from the folder handover where there is one."""
    _run(c, "radar sync accept" if (ROOT / "handover").is_dir() else "radar sync push")


@task
def site(c: Context) -> None:
    """Ask GitHub where the site will be, and whether Pages is on."""
    _run(c, "radar workflow site")


@task
def restored(c: Context) -> None:
    """Check a cache that came back; what is not as it was saved goes, and the build is a full one."""
    _run(c, "radar workflow restored")


@task
def seal(c: Context) -> None:
    """Write down what is about to be cached."""
    _run(c, "radar workflow seal")


@task
def report(c: Context) -> None:
    """Sum up a run of the workflow; keep the issue of failing runs and the schedule."""
    _run(c, "radar workflow report")


@task
def build(c: Context, options: str = "") -> None:
    """Build the site from the archive, without network."""
    _run(c, f"radar build {options}")


@task
def push(c: Context, options: str = "") -> None:
    """Tell the days that are due, by e-mail, in chats and through the hub; run it when the site is published."""
    if _run(c, f"radar push {options}", accept=(0, PARTIAL)) == PARTIAL:
        _warn("some channels could not be told; the next run tries again")


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
    _run(c, f"pytest -n {workers} --dist loadfile {options}")


@task
def faults(c: Context, quick: bool = False, options: str = "") -> None:  # noqa: FBT001, FBT002 - invoke's way to a flag
    """Run the fault matrix on loopback and print it: row, fault, expected, seen (docs/faults.md)."""
    workers = os.environ.get("PYTEST_WORKERS", "2")
    mode = "quick" if quick else "full"
    _run(c, f"pytest -q --no-header -n {workers} --dist loadfile --faults={mode} {options}")


@task
def kills(c: Context, options: str = "") -> None:
    """Kill updates and builds at random moments, then compare with undisturbed ones; goes on where it was stopped."""
    _run(c, f"python bench/fire/kills.py --out .bench/kills {options}")


@task
def fuzz(c: Context, options: str = "") -> None:
    """Damage 100,000 answers of sources, 100,000 replies of a model, and files; goes on where it was stopped."""
    _run(c, f"python bench/fire/fuzz.py --out .bench/fuzz {options}")


@task
def rough_year(c: Context, options: str = "") -> None:
    """Live 470 days of bad weather, count what was lost or doubled (needs the shared corpora); resumable."""
    _run(c, f"python bench/fire/rough_year.py --out .bench/rough-year {options}")


@task
def load(c: Context, options: str = "") -> None:
    """Let a thousand readers at once read the built sample."""
    _run(c, f"python bench/fire/load.py --out .bench/load {options}")


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
def release(c: Context) -> None:
    """Make a release's files in dist: the source as git has it, and what it is installed with (SBOM)."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    tag = os.environ.get("GITHUB_REF_NAME", "")
    if tag.startswith("v") and tag != f"v{version}":
        raise Exit(f"the tag is {tag}, pyproject.toml says {version}", code=1)
    (ROOT / "dist").mkdir(exist_ok=True)
    name = f"academichub-{version}"
    _run(c, f"git archive --format=tar.gz --prefix={name}/ -o dist/{name}.tar.gz HEAD")
    shape = "--pyproject pyproject.toml --output-reproducible --of JSON"
    _run(c, f"cyclonedx-py requirements {shape} -o dist/{name}.cdx.json requirements.lock")


@task
def unpack(c: Context) -> None:
    """Unpack the site that would be deployed: artifact.tar into output."""
    _run(c, "rm -rf output")
    _run(c, "mkdir output")
    _run(c, "tar -xf artifact.tar -C output")


@task
def clean(c: Context) -> None:
    """Remove what was built and what can be made again; never the archive."""
    _run(c, "rm -rf output .radar .bench .pytest_cache .mypy_cache .ruff_cache .import_linter_cache")
