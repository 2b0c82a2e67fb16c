"""Hold the command `radar sync`: keep the archive on the branch `radar-data` of the repository.

pull     content/daily holds what the branch does, and what is this machine's own
push     what differs becomes one commit on the branch
offer    what differs becomes a folder, for a job that may write
accept   such a folder is merged in, and pushed
"""

from __future__ import annotations

import argparse
from pathlib import Path

from radar.archive import atomic, runs, sync_handover
from radar.archive.sync import BRANCH, Change, DataBranch, Pushed
from radar.archive.sync_git import Git
from radar.cli.talk import Answer
from radar.environment import Environment
from radar.errors import ArchiveError
from radar.pipeline import Where

STEPS = ("pull", "push", "offer", "accept")


def sync(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Do one step of keeping the archive on its branch, under the archive's lock."""
    where = Where(content=options.content)
    with atomic.lock(where.private / "lock"):
        branch = _branch(where, surroundings)
        match options.step:
            case "pull":
                found = branch.pull()
                text = f"{where.archive}: holds {BRANCH}" if found else f"no branch {BRANCH} yet: an archive begins"
                return Answer(command="sync", data={"branch": found}, text=text)
            case "offer":
                changes = branch.changes()
                sync_handover.write(options.handover, changes)
                return Answer(command="sync", data={"files": len(changes)}, text=f"{len(changes)} files handed over")
            case "accept":
                branch.pull()
                branch.accept(sync_handover.read(options.handover))
        return _answer(branch.push(_message(branch.changes(), where.archive, surroundings), surroundings.clock()))


def _answer(done: Pushed) -> Answer:
    again = f", at try {done.tries}" if done.tries > 1 else ""
    text = f"{BRANCH}: {done.commit[:10]} pushed{again}" if done.changed else f"{BRANCH}: nothing to add"
    return Answer(
        command="sync", data={"changed": done.changed, "commit": done.commit, "tries": done.tries}, text=text
    )


def _branch(where: Where, surroundings: Environment) -> DataBranch:
    """Find the branch: of the repository that the project's folder was cloned from."""
    project, given = where.content.resolve().parent, surroundings.variables
    address = Git(folder=project, variables=given).ask("remote", "get-url", "origin")
    if address.code:
        raise ArchiveError(f"{project} is no clone of a repository: there is nowhere to keep {BRANCH}")
    where.archive.mkdir(parents=True, exist_ok=True)
    server = given.get("GITHUB_SERVER_URL", "").strip() or "https://github.com"
    git = Git(
        folder=where.archive.resolve(), token=given.get("GITHUB_TOKEN", "").strip(), server=server, variables=given
    )
    return DataBranch(git=git, remote=_address(address.out.decode().strip(), project))


def _address(said: str, project: Path) -> str:
    """Make a remote that is a folder beside the project be found from the archive's own folder."""
    beside = project / said
    return str(beside.resolve()) if "://" not in said and beside.is_dir() else said


def _message(changes: tuple[Change, ...], archive: Path, surroundings: Environment) -> str:
    """Say in one line what a commit brings: the program's own words and figures alone."""
    day = surroundings.clock().date()
    if changes and all(change.path.startswith("pushed/") for change in changes):
        return f"{day}: told"
    report = runs.read(archive, day)
    if report is None:
        return f"{day}: no run"
    new, updated = (sum(getattr(line, name) for line in report.sources) for name in ("new", "updated"))
    return f"{day}: {report.state}, {new} new, {updated} updated"
