"""Keep the archive on a branch of its own: `content/daily` is a checkout of `radar-data`.

    pull    origin/radar-data ──merge──► content/daily
    push    content/daily ──commit──► origin/radar-data;   refused? pull, and try again

`HEAD` of the checkout is always a commit that the remote has held, and what differs from it in the
folder is this machine's own. Nothing is forced and nothing is rebased: where the remote has moved on,
its files are merged into the folder one by one (`sync_merge`), and one commit on top of it says what
is left to say. A kill at any moment leaves a folder from which the next pull goes on. Of the remote
only the newest commit is fetched, so that years of history cost nothing.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from radar.archive import atomic, sync_merge
from radar.archive.sync_git import Git
from radar.errors import ArchiveError

BRANCH: Final = "radar-data"
TRIES: Final = 5
"""How often a push that lost a race is tried."""
_FETCHED: Final = "refs/remotes/origin/radar-data"
_RACE: Final = re.compile(
    r"rejected\].*\((?:fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value"
    r"|reference already exists)"
)
"""How git says that the remote branch is no longer where it was."""
_README: Final = b"""# The data of a radar

Everything here is written by the program, a commit a run: papers, gists, briefings, run reports.
The branch with the program says what each file holds (`docs/data.md`). Do not merge the two.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Hold a file that differs from the commit it comes from; None where there is none."""

    path: str
    base: bytes | None
    ours: bytes | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pushed:
    """Say what a push did."""

    commit: str
    """What the remote branch is at; empty where there is none."""
    changed: bool
    tries: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class DataBranch:
    """Tie a folder (`content/daily`) to the branch of a repository."""

    git: Git
    remote: str
    """Address of the repository."""
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    chance: random.Random = field(default_factory=random.Random, repr=False)

    @property
    def folder(self) -> Path:
        """Find the checkout."""
        return self.git.folder

    def pull(self) -> bool:
        """Make the folder hold what the remote branch does, and keep what is this machine's own.

        False where there is no such branch yet: an archive that begins. Raises ArchiveError where the
        remote does not answer, which is not the same.
        """
        self._prepare()
        tip = self._fetch()
        if not tip:
            return False
        head = self._head()
        if tip != head:
            self._take(tip, head)
        return True

    def changes(self) -> tuple[Change, ...]:
        """List what differs in the folder from the commit it comes from."""
        self._stage()
        head = self._head()
        names = self.git.run("diff", "--cached", "--name-only", "--no-renames", "-z", head or self._empty_tree())
        paths = [name for name in names.decode().split("\0") if name]
        return tuple(Change(path=path, base=self._at(head, path), ours=_read(self.folder / path)) for path in paths)

    def accept(self, changes: Iterable[Change]) -> None:
        """Merge another machine's changes into the folder; ArchiveError for a path that is none of the archive's."""
        for change in changes:
            if not sync_merge.belongs(change.path):
                raise ArchiveError(f"{change.path[:120]!r}: no file of the archive")
            theirs = _read(self.folder / change.path)
            _put(self.folder / change.path, sync_merge.merge(change.path, change.base, change.ours, theirs))

    def push(self, message: str, when: datetime) -> Pushed:
        """Commit what differs and push it; where another was first, merge theirs and try again.

        Raises ArchiveError when that was in vain `TRIES` times, or for any other refusal.
        """
        for attempt in range(1, TRIES + 1):
            existed = self.pull()
            commit = self._commit(message, when, existed=existed)
            head = self._head()
            if not commit:
                return Pushed(commit=head, changed=False, tries=attempt)
            said = self.git.ask("push", "--quiet", self.remote, f"{commit}:refs/heads/{BRANCH}")
            if said.code == 0:
                self.git.run("update-ref", f"refs/heads/{BRANCH}", commit)
                self.git.run("gc", "--auto", "--quiet")
                return Pushed(commit=commit, changed=True, tries=attempt)
            if not _RACE.search(said.talk):
                raise ArchiveError(f"{BRANCH} cannot be pushed: {said.reason}")
            self.sleep(self.chance.uniform(0, 2**attempt))
        raise ArchiveError(f"{BRANCH} cannot be pushed: others were first {TRIES} times")

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / ".git").exists():
            self.git.run("init", "--quiet", f"--initial-branch={BRANCH}")
        self.git.run("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")

    def _fetch(self) -> str:
        """Fetch the newest commit of the remote branch and name it; empty where there is no such branch."""
        listed = self.git.text("ls-remote", "--heads", self.remote, f"refs/heads/{BRANCH}")
        if not listed:
            return ""
        self.git.run("fetch", "--quiet", "--depth=1", "--no-tags", self.remote, f"+refs/heads/{BRANCH}:{_FETCHED}")
        return self.git.text("rev-parse", "--verify", _FETCHED)

    def _take(self, tip: str, head: str) -> None:
        """Merge what the remote changed since `head` into the folder, then call `tip` our head.

        In this order a kill in between only means that the same is merged once more.
        """
        if not head and not self._own():
            self.git.run("update-ref", f"refs/heads/{BRANCH}", tip)
            self.git.run("read-tree", "--reset", "-u", tip)
            return
        names = self.git.run("diff", "--name-only", "--no-renames", "-z", head or self._empty_tree(), tip)
        for path in (name for name in names.decode().split("\0") if name and sync_merge.belongs(name)):
            ours = _read(self.folder / path)
            _put(self.folder / path, sync_merge.merge(path, self._at(head, path), ours, self._at(tip, path)))
        self.git.run("update-ref", f"refs/heads/{BRANCH}", tip)
        self.git.run("read-tree", "--reset", tip)

    def _commit(self, message: str, when: datetime, *, existed: bool) -> str:
        """Make a commit of what differs on top of what the remote holds; empty where nothing does."""
        head = self._head() if existed else ""
        if not existed:
            atomic.write(self.folder / "README.md", _README)
        self._stage()
        tree = self.git.text("write-tree")
        if head and tree == self.git.text("rev-parse", f"{head}^{{tree}}"):
            return ""
        parents = ("-p", head) if head else ()
        return self.git.text(
            "commit-tree", tree, *parents, given=message.encode(), when=f"{when:%Y-%m-%dT%H:%M:%S%z}"
        )

    def _stage(self) -> None:
        """Put the archive's files, and no others, into the index."""
        head = self._head()
        self.git.run("read-tree", "--reset", head or self._empty_tree())
        known = set(self.git.run("ls-files", "-z").decode().split("\0")) - {""}
        paths = sorted({path for path in known if sync_merge.belongs(path)} | set(self._own()))
        self.git.run("update-index", "--add", "--remove", "-z", "--stdin", given="\0".join(paths).encode())

    def _own(self) -> tuple[str, ...]:
        """List the archive's files in the folder."""
        tops = (path for path in self.folder.iterdir() if path.name != ".git")
        found = (path for top in tops for path in (top, *top.rglob("*")) if path.is_file() and not path.is_symlink())
        names = (path.relative_to(self.folder).as_posix() for path in found)
        return tuple(sorted(name for name in names if sync_merge.belongs(name)))

    def _head(self) -> str:
        said = self.git.ask("rev-parse", "--verify", "--quiet", f"refs/heads/{BRANCH}")
        return said.out.decode().strip() if said.code == 0 else ""

    def _empty_tree(self) -> str:
        return self.git.text("hash-object", "-t", "tree", "-w", "--stdin")

    def _at(self, commit: str, path: str) -> bytes | None:
        """Read a file as it was in a commit."""
        if not commit:
            return None
        said = self.git.ask("cat-file", "blob", f"{commit}:{path}")
        return said.out if said.code == 0 else None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error.strerror or error}") from error


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        atomic.remove(path)
    else:
        atomic.write(path, data)
