"""Look at what can be seen without a network: Python, configuration, key, disk, archive, git, workflow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from radar.archive import runs
from radar.cli.doctor_finding import Finding, Health
from radar.cli.github import Repository
from radar.collect import catalogue
from radar.config import Config
from radar.config_sources import FeedSource
from radar.environment import PROJECT, Environment
from radar.pipeline import Where

_LEAST_PYTHON: Final = (3, 11)
_LEAST_BYTES: Final = 500_000_000
"""What a year of papers and a built site take, with room to spare."""
_QUIET_DAYS: Final = 2
_GIT_SECONDS: Final = 10
_REMOTE: Final = re.compile(r"(?:https://|ssh://git@|git@)(?:[^@/\s]*@)?github\.com[:/]([\w-]+/[\w.-]+?)(?:\.git)?/?")
_SCHEDULE: Final = re.compile(r"^\s+-\s+cron:", re.MULTILINE)


def python() -> Finding:
    """Tell whether this Python is new enough."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _LEAST_PYTHON:
        return Finding(name="python", health=Health.OK, what=found, zh=found)
    return Finding(
        name="python",
        health=Health.WRONG,
        what=f"{found} is too old",
        zh=f"{found}太旧",
        fix="install Python 3.11 or later",
        fix_zh="请安装Python 3.11或更新的版本",
    )


def configuration(config: Config, path: Path, asked: Path) -> Finding:
    """Tell which file is used."""
    counts = f"{len(config.sources)} sources, {len(config.topics)} topics"
    zh = f"{len(config.sources)}个来源，{len(config.topics)}个主题"
    if path != asked:
        return Finding(
            name="config",
            health=Health.NOTE,
            what=f"{path.name} serves: {counts}",
            zh=f"使用{path.name}：{zh}",
            fix="`radar init` makes your own",
            fix_zh="用`radar init`生成您自己的",
        )
    return Finding(name="config", health=Health.OK, what=f"{path}: {counts}", zh=f"{path}：{zh}")


def sources(config: Config) -> Finding:
    """Tell whether anything is read, and what nobody has tried."""
    asked = [source for source in config.sources if source.enabled]
    entries = (catalogue.load().find(one.journal) for one in asked if isinstance(one, FeedSource) and one.journal)
    untried = [entry.id for entry in entries if entry and entry.is_unverified]
    if not asked:
        return Finding(
            name="sources",
            health=Health.WARN,
            what="none",
            zh="一个也没有",
            fix="add a `[[sources]]`, or begin with `radar init`",
            fix_zh="加上[[sources]]，或从`radar init`开始",
        )
    if untried:
        names = ", ".join(untried)
        return Finding(
            name="sources",
            health=Health.NOTE,
            what=f"nobody has opened {names}",
            zh=f"没有人打开过{names}",
            fix="`radar probe` tries them",
            fix_zh="用`radar probe`试开",
        )
    said = f"{len(asked)}"
    return Finding(name="sources", health=Health.OK, what=f"{said} to be asked", zh=f"{said}个")


def key(config: Config, surroundings: Environment) -> Finding:
    """Tell whether the model's key is there; not what it is."""
    model = config.briefings.model
    name = model.api_key_env
    there = bool(surroundings.variables.get(name, "").strip())
    if model.model and not there:
        return Finding(
            name="key",
            health=Health.WARN,
            what=f"{name} is not set: briefings are extracts",
            zh=f"没有设置{name}：简报由摘要原句组成",
            fix=f"set it; on GitHub: Settings → Secrets and variables → Actions → {name}",
            fix_zh=f"设置它；GitHub上：Settings → Secrets and variables → Actions → {name}",
        )
    if not model.model:
        said, zh = ("is set, but radar.toml names no model", "已设置，但radar.toml没有写模型")
        if there:
            return Finding(name="key", health=Health.NOTE, what=f"{name} {said}", zh=f"{name}{zh}")
        return Finding(
            name="key", health=Health.OK, what="none needed: no model is set up", zh="不需要：没有设置大模型"
        )
    return Finding(name="key", health=Health.OK, what=f"{name} is set", zh=f"{name}已设置")


def clock(now: datetime) -> Finding:
    """Tell the time, and whether it is before this program was made."""
    said = f"{now:%Y-%m-%d %H:%M} UTC"
    if now.year < 2026:  # noqa: PLR2004 - the year in which this program was written
        return Finding(
            name="clock",
            health=Health.WRONG,
            what=f"{said} is in the past",
            zh=f"{said}是过去的时间",
            fix="set the clock, or unset RADAR_NOW",
            fix_zh="校准时钟，或取消RADAR_NOW",
        )
    return Finding(name="clock", health=Health.OK, what=said, zh=said)


def disk(where: Where) -> Finding:
    """Tell whether the archive can be written, and how much room there is."""
    folder = next(one for one in (where.content, *where.content.resolve().parents) if one.is_dir())
    try:
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Finding(
            name="disk",
            health=Health.WRONG,
            what=f"{folder} cannot be written: {why}",
            zh=f"{folder}不可写：{why}",
            fix="run as its owner, or name another folder with --content",
            fix_zh="换用户运行，或用--content换一个目录",
        )
    said = f"{free / 1e9:.1f} GB"
    if free < _LEAST_BYTES:
        return Finding(
            name="disk",
            health=Health.WARN,
            what=f"{said} left",
            zh=f"只剩{said}",
            fix="make room",
            fix_zh="请腾出空间",
        )
    return Finding(name="disk", health=Health.OK, what=f"{said} left", zh=f"剩余{said}")


def last_run(where: Where, now: datetime) -> Finding:
    """Tell when the last run was, and how it went."""
    newest = next(iter(runs.before(where.archive, now.date() + timedelta(days=1), 1)), None)
    if newest is None:
        return Finding(
            name="last run",
            health=Health.NOTE,
            what="none yet",
            zh="还没有运行过",
            fix="`radar run`",
            fix_zh="`radar run`",
        )
    said = f"{newest.day}: {newest.state}"
    ago = (now.date() - newest.day).days
    if ago > _QUIET_DAYS:
        return Finding(
            name="last run",
            health=Health.WARN,
            what=f"{said}, {ago} days ago",
            zh=f"{said}，{ago}天前",
            fix="the schedule has gone quiet: run it by hand, then look at its page",
            fix_zh="定时任务停了：先手动运行一次，再看它的页面",
        )
    health = {"failed": Health.WARN, "partial": Health.WARN}.get(newest.state, Health.OK)
    fix, fix_zh = ("the status page says what failed", "状态页说明什么失败了") if health is Health.WARN else ("", "")
    return Finding(name="last run", health=health, what=said, zh=said, fix=fix, fix_zh=fix_zh)


def repository(variables: Mapping[str, str], folder: Path) -> Repository | None:
    """Find the repository on GitHub: that of the workflow that runs, or the one that `origin` names."""
    if found := Repository.of(variables):
        return found
    matched = _REMOTE.fullmatch(_git(folder, "remote", "get-url", "origin"))
    return Repository(name=matched[1]) if matched else None


def git(folder: Path, found: Repository | None) -> Finding:
    """Tell where the archive would be pushed to."""
    if not _git(folder, "rev-parse", "--git-dir"):
        return Finding(
            name="git",
            health=Health.NOTE,
            what="no repository here",
            zh="这里不是git仓库",
            fix="needed only to publish from GitHub",
            fix_zh="只有用GitHub发布时才需要",
        )
    if found:
        return Finding(name="git", health=Health.OK, what=found.page, zh=found.page)
    host = urlsplit(_git(folder, "remote", "get-url", "origin")).hostname or ""
    if host:
        return Finding(name="git", health=Health.OK, what=f"origin is at {host}", zh=f"origin在{host}")
    return Finding(
        name="git",
        health=Health.NOTE,
        what="origin is no repository on GitHub",
        zh="origin不是GitHub上的仓库",
        fix="needed only to publish from GitHub",
        fix_zh="只有用GitHub发布时才需要",
    )


def schedule(found: Repository | None) -> Finding:
    """Tell whether the workflow has a schedule, and where it is switched on."""
    file = PROJECT / ".github" / "workflows" / "radar.yml"
    there = file.exists() and bool(_SCHEDULE.search(file.read_text(encoding="utf-8")))
    if not there:
        return Finding(
            name="schedule",
            health=Health.NOTE,
            what="no workflow with a schedule here",
            zh="这里没有定时的workflow",
            fix="cron does as well: `radar run`",
            fix_zh="也可以用cron：`radar run`",
        )
    page = f"{found.page}/actions/workflows/{file.name}" if found else ""
    said = "a workflow has one; in a fork it must be enabled once"
    zh = "workflow里有；fork来的仓库要启用一次"
    return Finding(name="schedule", health=Health.OK, what=said, zh=zh, fix=page, fix_zh=page)


def address(config: Config, surroundings: Environment, found: Repository | None) -> str:
    """Say where the site is published, as far as that is known; empty where it is not."""
    own = config.site.url if config.site.url != "auto" else ""
    return (surroundings.site_url or own or (found.site if found else "")).rstrip("/")


def pages(config: Config, surroundings: Environment, found: Repository | None) -> Finding | None:
    """Tell where the site will be, and where GitHub Pages is switched on; None where nothing is known."""
    url = address(config, surroundings, found)
    if not url:
        return None
    link = f"{found.page}/settings/pages" if found else ""
    return Finding(
        name="pages",
        health=Health.OK,
        what=f"the site is to be at {url}; `--live` looks",
        zh=f"网站将在{url}；加--live可以查看",
        fix=link,
        fix_zh=link,
    )


def variables(surroundings: Environment) -> Iterator[Finding]:
    """Tell of variables that make this machine different from others."""
    if surroundings.allow_hosts:
        hosts = ", ".join(sorted(surroundings.allow_hosts))
        yield Finding(
            name="network",
            health=Health.NOTE,
            what=f"RADAR_ALLOW_HOST lets {hosts} be local and plain http",
            zh=f"RADAR_ALLOW_HOST允许{hosts}使用本机地址和明文http",
        )
    if proxy := next((n for n in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY") if surroundings.variables.get(n)), ""):
        yield Finding(
            name="network",
            health=Health.NOTE,
            what=f"{proxy} is set, and not used: sources are asked directly",
            zh=f"设置了{proxy}，但不会使用：程序直接询问来源",
        )


def _git(folder: Path, *words: str) -> str:
    """Ask git one thing; empty where it has no answer."""
    command = ["git", "-C", str(folder), *words]
    quiet = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_GIT_SECONDS, env=quiet)  # noqa: S603 - git, and words of ours
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
