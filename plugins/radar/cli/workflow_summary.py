"""Write the summary of a workflow's run, for its page on GitHub: Chinese and English side by side.

Names and reasons come from sources: `archive.dialect` makes text of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from radar.archive.dialect import escape
from radar.cli.github import Repository
from radar.cli.workflow_run import Run, pages_link
from radar.outcomes import RunReport, SourceReport

_MARKS: Final = {"success": "✓", "failure": "✗", "cancelled": "■", "skipped": "–"}
_NOT_READY: Final[Mapping[str, tuple[str, str]]] = {
    "off": (
        "**Pages还没有开启。** 打开 {settings} ，“Source”选“GitHub Actions”，然后到 {run} 点“Re-run all jobs”。",
        "**Pages is off.** Open {settings}, choose “GitHub Actions” as the source, then “Re-run all jobs” at {run} .",
    ),
    "branch": (
        "**Pages从分支发布。** 打开 {settings} ，“Source”改为“GitHub Actions”，然后到 {run} 点“Re-run all jobs”。",
        "**Pages uses a branch.** Open {settings}, set the source to “GitHub Actions”, “Re-run all jobs” at {run} .",
    ),
}
"""By what `radar workflow site` found of Pages: what to do, in Chinese and in English."""
_LONGEST: Final = 300
"""Characters of a reason."""
_MOST: Final = 200
"""Sources in the table; GitHub takes 1 MiB of summary a step."""


def summary(run: Run, repository: Repository, *, zone: str = "UTC", mistakes: Sequence[str] = ()) -> str:
    """Write the summary in Markdown, with what is to be done first; `mistakes` are those of radar.toml."""
    lines = [f"## AcademicHub · {run.day}", "", *_address(run, repository), ""]
    lines += [f"- {escape(mistake)}" for mistake in mistakes]
    lines += [""] if mistakes else []
    lines += [" · ".join(f"{_MARKS.get(result, '?')} {name}" for name, result in run.jobs.items()), ""]
    if run.report is None:
        lines += ["这一天没有运行报告。 / There is no run report of this day.", ""]
    else:
        lines += [*_report(run.report, _zone(zone)), ""]
    return "\n".join(lines)


def _address(run: Run, repository: Repository) -> Iterator[str]:
    """Say where the site is, or what keeps it from being there and where that is mended."""
    if run.pages in _NOT_READY:
        for words in _NOT_READY[run.pages]:
            yield words.format(settings=pages_link(repository), run=run.link)
            yield ""
    elif run.is_good:
        yield f"**网站 / The site: {run.url}**"
    elif run.failed:
        names = ", ".join(run.failed)
        yield f"**{names} 失败，已发布的网站没有变。** 原因见日志：{run.link}"
        yield ""
        yield f"**{names} failed; the site that was published stands.** The log says why: {run.link}"
    else:
        yield "运行没有完成，已发布的网站没有变。 / The run did not end; the site that was published stands."


def _report(report: RunReport, zone: tzinfo) -> Iterator[str]:
    finished = report.finished.astimezone(zone)
    yield f"状态 / state: **{escape(report.state)}** · {finished:%Y-%m-%d %H:%M %Z}"
    yield ""
    yield "| 来源 / source | 状态 / state | 取回 / fetched | 新 / new | 更新 / updated | 已知 / known | 说明 / note |"
    yield "|---|---|--:|--:|--:|--:|---|"
    yield from map(_line, report.sources[:_MOST])
    if len(report.sources) > _MOST:
        yield f"| … {len(report.sources) - _MOST} | | | | | | |"
    yield _total(report.sources)
    yield ""
    if report.sample:
        yield "档案还是空的，网站是随附的示例。 / The archive is empty: the site is the bundled sample."
        yield ""
    yield from _words(report)


def _line(line: SourceReport) -> str:
    cells = (line.name, str(line.state), line.fetched, line.new, line.updated, line.duplicate, line.reason[:_LONGEST])
    return "| " + " | ".join(escape(cell) if isinstance(cell, str) and cell else str(cell) for cell in cells) + " |"


def _total(lines: Sequence[SourceReport]) -> str:
    sums = (sum(getattr(line, name) for line in lines) for name in ("fetched", "new", "updated", "duplicate"))
    return "| **合计 / total** | | " + " | ".join(f"**{each}**" for each in sums) + " | |"


def _words(report: RunReport) -> Iterator[str]:
    """Tell briefings and spending, each in a line."""
    if report.briefings:
        counts = ", ".join(f"{count} {escape(by)}" for by, count in sorted(report.briefings.items()))
        yield f"- 简报 / briefings: {counts}"
    model = report.model
    yield (
        f"- 花费 / spend: {model.get('usd', 0):.4f} USD, {model.get('calls', 0):.0f} calls, "
        f"{model.get('tokens_in', 0):.0f} + {model.get('tokens_out', 0):.0f} tokens"
    )
    if report.model_trouble:
        yield f"- 模型 / model: {escape(report.model_trouble[:_LONGEST])}"
    if report.quarantined:
        yield f"- 未收录的条目 / items left out: {len(report.quarantined)}"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
