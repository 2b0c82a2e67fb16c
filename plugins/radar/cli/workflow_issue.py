"""Keep one issue while runs fail, close it with the next good one; keep the schedule alive.

The issue is known by its label and a mark in its text. It is opened once, so that one mail goes out;
further failures are added to its text. GitHub disables the schedule of a public repository after 60
days without activity; "Enable a workflow" (docs.github.com/en/rest/actions/workflows) counts as some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from radar.cli.github import Repository
from radar.cli.workflow_run import Run, pages_link

LABEL: Final = "radar"
MARK: Final = "<!-- academichub: failing runs -->"
_TITLE: Final = "AcademicHub：更新失败 / the radar's runs fail"
_MOST: Final = 20
"""Failures listed in the issue; older ones are left out."""
_LISTED: Final = re.compile(
    r"^- \d{4}-\d\d-\d\d: (?:[a-z0-9_-]+(?:, [a-z0-9_-]+)*|Pages: [a-z]+): https?://\S+/actions(?:/runs/\d+)?$",
    re.MULTILINE,
)
"""A line of ours. Whoever may edit the issue may write others, which go."""
_FILE: Final = re.compile(r"/\.github/workflows/([A-Za-z0-9._-]+\.ya?ml)@")
_GONE: Final = 410


def tell(repository: Repository, run: Run) -> str:
    """Open, add to or close the issue; give what could not be done, in one line."""
    if not (run.is_bad or run.is_good):
        return ""
    reply = repository.ask("GET", f"/issues?state=open&labels={LABEL}&per_page=100")
    if reply.status == _GONE:
        return "issues are switched off in this repository: a failing run is told by its mail alone"
    if not reply.ok:
        return f"the issue of failing runs cannot be looked for (HTTP {reply.status})"
    open_ones = [issue for issue in reply.data or () if _is_ours(issue)]
    done = _add(repository, run, open_ones) if run.is_bad else _close(repository, run, open_ones)
    return "" if done else "the issue of failing runs cannot be written"


def keep_alive(repository: Repository, variables: Mapping[str, str]) -> str:
    """Enable the workflow that runs; give what could not be done, in one line."""
    found = _FILE.search(variables.get("GITHUB_WORKFLOW_REF", ""))
    if not found:
        return ""
    reply = repository.ask("PUT", f"/actions/workflows/{found[1]}/enable")
    return "" if reply.ok else f"the schedule cannot be kept alive (HTTP {reply.status})"


def _is_ours(issue: object) -> bool:
    return isinstance(issue, dict) and "pull_request" not in issue and MARK in str(issue.get("body", ""))


def _add(repository: Repository, run: Run, open_ones: list[dict[str, Any]]) -> bool:
    if not open_ones:
        body: dict[str, object] = {"title": _TITLE, "labels": [LABEL], "body": _body(repository, [_line(run)])}
        return repository.ask("POST", "/issues", body).ok
    first = open_ones[0]
    listed = [line for line in _LISTED.findall(str(first.get("body", ""))) if run.link not in line]
    text = _body(repository, [_line(run), *listed][:_MOST])
    return repository.ask("PATCH", f"/issues/{int(first['number'])}", {"body": text}).ok


def _close(repository: Repository, run: Run, open_ones: list[dict[str, Any]]) -> bool:
    done = True
    for issue in open_ones:
        place = f"/issues/{int(issue['number'])}"
        said = repository.ask("POST", f"{place}/comments", {"body": f"恢复正常 / good again: {run.link}"})
        closed = repository.ask("PATCH", place, {"state": "closed", "state_reason": "completed"})
        done = done and said.ok and closed.ok
    return done


def _line(run: Run) -> str:
    what = ", ".join(run.failed) or f"Pages: {run.pages}"
    return f"- {run.day}: {what}: {run.link}"


def _body(repository: Repository, lines: list[str]) -> str:
    return "\n".join(
        (
            MARK,
            "雷达的运行失败了。已发布的网站没有变；下一次成功的运行会关闭这个issue。",
            "The radar's runs fail. The site that was published stands; the next good run closes this issue.",
            "",
            f"Pages: {pages_link(repository)}",
            "",
            *lines,
            "",
        )
    )
