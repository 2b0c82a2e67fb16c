"""Say what is known of a workflow's run when all its jobs have ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from radar.archive import json_values
from radar.archive.json_values import table, text
from radar.cli.github import Repository
from radar.outcomes import RunReport

_JOB: Final = re.compile(r"[a-z0-9_-]{1,50}")
_RESULTS: Final = frozenset({"success", "failure", "cancelled", "skipped"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Hold one run of the workflow."""

    day: date
    link: str
    """Address of the run's page."""
    jobs: Mapping[str, str] = field(default_factory=dict)
    """By name: `success`, `failure`, `cancelled` or `skipped`, in the order of the workflow."""
    pages: str = "unknown"
    """Whether Pages is ready: as the step `site` found."""
    url: str = ""
    """Where the site is; empty where no job got so far as to ask."""
    report: RunReport | None = None
    """The day's run report as the data branch holds it."""

    @classmethod
    def of(cls, variables: Mapping[str, str], repository: Repository, *, report: RunReport | None, day: date) -> Run:
        """Read the `needs` context (docs.github.com, "Contexts reference") out of the variable NEEDS."""
        try:
            needs = json_values.load_object(variables.get("NEEDS", "{}").encode())
        except ValueError:
            needs = {}
        jobs = {name: _result(needs[name]) for name in needs if _JOB.fullmatch(name)}
        told: dict[str, str] = {}
        for job in needs.values():
            told |= _outputs(job)
        number = variables.get("GITHUB_RUN_ID", "")
        return cls(
            day=day,
            link=f"{repository.page}/actions/runs/{number}" if number.isdigit() else f"{repository.page}/actions",
            jobs=jobs,
            pages=told.get("pages", "unknown"),
            url=told.get("url", ""),
            report=report,
        )

    @property
    def failed(self) -> tuple[str, ...]:
        """Name the jobs that failed."""
        return tuple(name for name, result in self.jobs.items() if result == "failure")

    @property
    def is_good(self) -> bool:
        """Tell whether the site was published: nothing failed, nothing was stopped, nothing was left out."""
        stopped = any(result == "cancelled" for result in self.jobs.values())
        return not (self.failed or stopped) and self.jobs.get("deploy") == "success"

    @property
    def is_bad(self) -> bool:
        """Tell whether somebody should look: a job failed, or Pages is not ready. One that was stopped is neither."""
        return bool(self.failed) or self.pages in ("off", "branch")


def pages_link(repository: Repository) -> str:
    """Give the page of GitHub's settings where Pages is switched on."""
    return f"{repository.page}/settings/pages"


def _result(job: object) -> str:
    value = job.get("result") if isinstance(job, dict) else ""
    return value if value in _RESULTS else "unknown"


def _outputs(job: object) -> dict[str, str]:
    try:
        outputs = table(job, "outputs") if isinstance(job, dict) else {}
        return {key: text(outputs, key) for key in ("pages", "url") if outputs.get(key)}
    except ValueError:
        return {}
