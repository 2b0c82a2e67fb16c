"""Hold the command `radar workflow`: what a run on GitHub Actions needs besides the radar itself.

    site       where the site will be, whether Pages is on, whether anybody is told: outputs of the step
    restored   a cache came back: is it what was saved? else it goes, and the build is a full one
    seal       write down what is saved, for the next `restored`
    report     the job's summary, the one issue of failing runs, the schedule kept alive

Nothing here decides what is published. Names of variables: docs.github.com, "Variables reference".
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from radar.archive import runs
from radar.cli import workflow_cache, workflow_issue
from radar.cli.checking import configuration
from radar.cli.github import Repository
from radar.cli.talk import Answer
from radar.cli.workflow_run import Run, pages_link
from radar.cli.workflow_summary import summary
from radar.environment import Environment
from radar.errors import ConfigError, RadarError
from radar.pipeline import Where

STEPS: Final = ("site", "restored", "seal", "report")
FAILED: Final = 1
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")
_NOT_FOUND: Final = 404


def workflow(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Do one step of a workflow."""
    return _STEPS[options.step](options, surroundings)


def _site(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Ask where Pages will publish; `pages` is `on`, `off`, `branch` (of another kind) or `unknown`."""
    config, _ = configuration(options.config)
    repository = _repository(surroundings)
    reply = repository.ask("GET", "/pages")
    data = reply.data if reply.ok and isinstance(reply.data, dict) else {}
    pages = "off" if reply.status == _NOT_FOUND else "unknown" if not data else "on"
    if data.get("build_type") == "legacy":
        pages = "branch"
    told = str(data.get("html_url", ""))
    url = (told if _ADDRESS.fullmatch(told) else repository.site).rstrip("/")
    rules = config.push
    push = "yes" if rules.email or rules.webhooks or config.feeds.websub else "no"
    outputs = {"url": url, "pages": pages, "push": push}
    _append(surroundings.variables, "GITHUB_OUTPUT", "".join(f"{key}={value}\n" for key, value in outputs.items()))
    warnings = [f"Pages is not ready: {pages_link(repository)}"] if pages in ("off", "branch") else []
    text = "\n".join(f"{key}: {value}" for key, value in outputs.items())
    return Answer(command="workflow", data=outputs, warnings=warnings, text=text)


def _restored(options: argparse.Namespace, _surroundings: Environment) -> Answer:
    where = Where(content=options.content)
    verdict = workflow_cache.restored(where.private, options.output)
    return Answer(command="workflow", data={"cache": verdict}, text=f"cache: {verdict}")


def _seal(options: argparse.Namespace, _surroundings: Environment) -> Answer:
    where = Where(content=options.content)
    files = workflow_cache.seal(where.private, options.output)
    return Answer(command="workflow", data={"files": files}, text=f"cache: {files} files sealed")


def _report(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Tell how the run went; exit 1 where the site could not be published, so that the run is red.

    A radar.toml with mistakes keeps nothing from being told: the summary lists them.
    """
    repository, variables = _repository(surroundings), surroundings.variables
    day = surroundings.clock().date()
    run = Run.of(variables, repository, report=runs.read(Where(content=options.content).archive, day), day=day)
    notes = [workflow_issue.tell(repository, run), workflow_issue.keep_alive(repository, variables)]
    zone, mistakes = _zone(options)
    _append(variables, "GITHUB_STEP_SUMMARY", summary(run, repository, zone=zone, mistakes=mistakes))
    unpublished = run.pages in ("off", "branch")
    errors = [f"the site is not published, Pages is not ready: {pages_link(repository)}"] if unpublished else []
    return Answer(
        command="workflow",
        code=FAILED if unpublished else 0,
        data={"failed": list(run.failed), "pages": run.pages},
        warnings=[note for note in notes if note],
        errors=errors,
        annotations=f"::error title=Pages::{errors[0]}" if errors else "",
    )


def _zone(options: argparse.Namespace) -> tuple[str, tuple[str, ...]]:
    """Read the site's time zone, or the mistakes for which radar.toml cannot be read."""
    try:
        return configuration(options.config)[0].site.timezone, ()
    except ConfigError as error:
        return "UTC", tuple(error.lines("zh", "en"))


def _repository(surroundings: Environment) -> Repository:
    found = Repository.of(surroundings.variables)
    if found is None:
        raise RadarError("`radar workflow` belongs into a GitHub workflow: GITHUB_REPOSITORY is not set")
    return found


def _append(variables: Mapping[str, str], name: str, text: str) -> None:
    """Add to a file that the runner reads; nothing where it named none."""
    if place := variables.get(name, ""):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(text)


_STEPS: Final[Mapping[str, Callable[[argparse.Namespace, Environment], Answer]]] = {
    "site": _site,
    "restored": _restored,
    "seal": _seal,
    "report": _report,
}
