"""The data branch against a real git and a bare remote: nothing lost, nothing forced, races won in the end."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from faults.matrix import Seen
from radar.archive import sync_handover
from radar.archive.sync import BRANCH, TRIES, DataBranch
from radar.archive.sync_git import Git
from radar.errors import ArchiveError

WHEN = datetime(2026, 3, 2, 8, tzinfo=UTC)
GIT = shutil.which("git") or "git"
TOKEN = "sample-token-that-must-stand-nowhere"  # noqa: S105 - looked for, and not to be found


def line(number: int, day: str = "2026-03-02") -> str:
    paper = {
        "record": "paper",
        "id": f"arxiv:2603.{number:05d}",
        "day": day,
        "title": f"Invented {number}",
        "authors": [],
        "url": f"https://arxiv.org/abs/2603.{number:05d}",
        "sources": [{"name": "arXiv", "kind": "arxiv", "category": "", "announce": "", "version": 0}],
    }
    return json.dumps(paper, sort_keys=True, separators=(",", ":"))


class Machine:
    """One checkout of the data branch."""

    def __init__(self, folder: Path, remote: Path, token: str = "") -> None:
        self.folder = folder
        self.waited: list[float] = []
        folder.mkdir(parents=True)
        git = Git(folder=folder, variables=os.environ, token=token)
        self.branch = DataBranch(
            git=git,
            remote=str(remote),
            sleep=self.waited.append,
            chance=random.Random(1),  # noqa: S311 - waiting times
        )

    def ledger(self, *numbers: int, day: str = "2026-03-02") -> None:
        path = self.path(day)
        known = path.read_text().splitlines() if path.exists() else []
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(each + "\n" for each in sorted({*known, *(line(n, day) for n in numbers)})))

    def path(self, day: str = "2026-03-02") -> Path:
        return self.folder / "papers" / day[:4] / day[5:7] / f"{day}.jsonl"

    def ids(self, day: str = "2026-03-02") -> list[int]:
        return [int(json.loads(each)["id"][-5:]) for each in self.path(day).read_text().splitlines()]


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    place = tmp_path / "remote.git"
    subprocess.run([GIT, "init", "-q", "--bare", str(place)], check=True)
    return place


@pytest.fixture
def machine(tmp_path: Path, remote: Path) -> Callable[..., Machine]:
    made: list[Machine] = []

    def make(token: str = "") -> Machine:
        made.append(Machine(tmp_path / f"machine-{len(made)}", remote, token))
        return made[-1]

    return make


def commits(remote: Path) -> list[str]:
    said = subprocess.check_output([GIT, "--git-dir", str(remote), "log", "--format=%s", BRANCH], text=True)
    return said.splitlines()


Make = Callable[..., Machine]


def test_an_archive_begins_without_a_branch_and_the_next_machine_reads_it_back(machine: Make, remote: Path) -> None:
    first = machine()
    assert not first.branch.pull()
    first.ledger(1, 2)
    assert first.branch.push("day one", WHEN).changed
    second = machine()
    assert second.branch.pull()
    assert second.ids() == [1, 2]
    assert commits(remote) == ["day one"]


def test_nothing_new_is_no_commit(machine: Make, remote: Path) -> None:
    one = machine()
    one.ledger(1)
    one.branch.push("day one", WHEN)
    assert not one.branch.push("again", WHEN).changed
    assert commits(remote) == ["day one"]


@pytest.mark.fault("S9")
def test_two_at_once_end_in_the_union_and_in_a_straight_line(machine: Make, remote: Path, seen: Seen) -> None:
    one, two = machine(), machine()
    for each in (one, two):
        each.branch.pull()
    one.ledger(1, 3)
    two.ledger(2, 3)
    one.branch.push("one", WHEN)
    done = two.branch.push("two", WHEN)
    assert done.changed
    assert two.ids() == [1, 2, 3]
    assert commits(remote) == ["two", "one"]
    assert subprocess.check_output([GIT, "--git-dir", str(remote), "log", "--merges", "--format=%h", BRANCH]) == b""
    one.branch.pull()
    assert one.ids() == [1, 2, 3]
    seen(f"{len(two.ids())} papers of both, {len(commits(remote))} commits, 0 merges")


@pytest.mark.fault("S9")
def test_who_loses_the_race_between_fetch_and_push_tries_again(
    machine: Make, remote: Path, monkeypatch: pytest.MonkeyPatch, seen: Seen
) -> None:
    one, two = machine(), machine()
    one.ledger(1)
    one.branch.push("one", WHEN)
    two.branch.pull()
    two.ledger(2)
    real, numbers = DataBranch._commit, iter((3, 4))  # noqa: SLF001 - the moment between fetch and push

    def commit(self: DataBranch, *words: object, **more: object) -> str:
        made = real(self, *words, **more)  # type: ignore[arg-type]
        if self is two.branch and (number := next(numbers, None)):
            one.ledger(number)
            one.branch.push(f"one again, {number}", WHEN)
        return made

    monkeypatch.setattr(DataBranch, "_commit", commit)
    done = two.branch.push("two", WHEN)
    assert done.tries == 3
    assert len(two.waited) == 2
    assert two.ids() == [1, 2, 3, 4]
    assert commits(remote) == ["two", "one again, 4", "one again, 3", "one"]
    seen(f"{done.tries} tries")


def test_a_race_lost_every_time_is_an_error_and_keeps_what_is_ours(
    machine: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machine(), machine()
    one.ledger(1)
    one.branch.push("one", WHEN)
    two.branch.pull()
    two.ledger(2)
    real, numbers = DataBranch._commit, iter(range(3, 99))  # noqa: SLF001 - the moment between fetch and push

    def commit(self: DataBranch, *words: object, **more: object) -> str:
        made = real(self, *words, **more)  # type: ignore[arg-type]
        if self is two.branch:
            one.ledger(next(numbers))
            one.branch.push("one again", WHEN)
        return made

    monkeypatch.setattr(DataBranch, "_commit", commit)
    with pytest.raises(ArchiveError, match=f"others were first {TRIES} times"):
        two.branch.push("two", WHEN)
    assert 2 in two.ids()


def test_a_refusal_that_is_no_race_is_told_at_once(machine: Make, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho protected branch >&2\nexit 1\n")
    hook.chmod(0o755)
    one = machine()
    one.ledger(1)
    with pytest.raises(ArchiveError, match="cannot be pushed"):
        one.branch.push("one", WHEN)
    assert not one.waited
    assert one.ids() == [1]


def test_a_remote_that_does_not_answer_is_not_an_empty_archive(machine: Make, remote: Path) -> None:
    one = machine()
    shutil.rmtree(remote)
    with pytest.raises(ArchiveError, match="ls-remote"):
        one.branch.pull()


@pytest.mark.fault("M11")
def test_a_kill_while_merging_loses_nothing(machine: Make, monkeypatch: pytest.MonkeyPatch, seen: Seen) -> None:
    one, two = machine(), machine()
    one.ledger(1)
    one.branch.push("one", WHEN)
    two.branch.pull()
    two.ledger(2)
    one.ledger(3)
    one.ledger(4, day="2026-03-03")
    one.branch.push("more", WHEN)
    real = Git.run

    def run(self: Git, *words: str, **more: object) -> bytes:
        if self is two.branch.git and words[0] == "update-ref":
            raise KeyboardInterrupt
        return real(self, *words, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Git, "run", run)
        with pytest.raises(KeyboardInterrupt):
            two.branch.pull()
    two.branch.push("two", WHEN)
    assert two.ids() == [1, 2, 3]
    assert two.ids("2026-03-03") == [4]
    one.branch.pull()
    assert one.ids() == [1, 2, 3]
    seen(f"killed while merging: {len(two.ids())} of 3 papers there")


def test_a_line_that_the_owner_took_out_on_the_branch_stays_out(machine: Make) -> None:
    one, two = machine(), machine()
    one.ledger(1, 2)
    one.branch.push("one", WHEN)
    two.branch.pull()
    one.path().write_text(line(2) + "\n")
    one.branch.push("taken out", WHEN)
    two.ledger(3)
    two.branch.push("two", WHEN)
    assert two.ids() == [2, 3]


def test_only_the_archive_s_files_are_pushed(machine: Make, remote: Path) -> None:
    one = machine()
    one.ledger(1)
    (one.folder / ".env").write_text("canary")
    (one.folder / "papers" / "notes.txt").write_text("canary")
    (one.folder / "runs").symlink_to("/etc")
    one.branch.push("one", WHEN)
    names = subprocess.check_output(
        [GIT, "--git-dir", str(remote), "ls-tree", "-r", "--name-only", BRANCH], text=True
    )
    assert names.split() == ["README.md", "papers/2026/03/2026-03-02.jsonl"]


def test_a_branch_deleted_by_its_owner_is_made_again_from_what_is_here(machine: Make, remote: Path) -> None:
    one = machine()
    one.ledger(1)
    one.branch.push("one", WHEN)
    subprocess.run([GIT, "--git-dir", str(remote), "branch", "-D", BRANCH], check=True, capture_output=True)
    one.ledger(2)
    assert one.branch.push("again", WHEN).changed
    two = machine()
    two.branch.pull()
    assert two.ids() == [1, 2]


def test_an_archive_that_began_elsewhere_is_joined_with_the_branch(machine: Make) -> None:
    one, two = machine(), machine()
    one.ledger(1)
    one.branch.push("one", WHEN)
    two.ledger(2)
    two.branch.push("two", WHEN)
    assert two.ids() == [1, 2]


def test_the_machine_that_may_not_write_hands_over_what_it_has(machine: Make, tmp_path: Path) -> None:
    owner, collector, recorder = machine(), machine(), machine()
    owner.ledger(1)
    owner.branch.push("one", WHEN)
    collector.branch.pull()
    collector.ledger(2)
    sync_handover.write(tmp_path / "handover", collector.branch.changes())
    owner.ledger(3)
    owner.branch.push("meanwhile", WHEN)
    recorder.branch.pull()
    recorder.branch.accept(sync_handover.read(tmp_path / "handover"))
    assert recorder.branch.push("two", WHEN).changed
    assert recorder.ids() == [1, 2, 3]


@pytest.mark.parametrize("path", ["../../owner/.bashrc", ".github/workflows/radar.yml", ".git/hooks/post-checkout"])
def test_a_handover_cannot_write_elsewhere(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "handover"
    folder.mkdir()
    listed = {"schema": 1, "changes": [{"path": path, "base": False, "ours": True}]}
    (folder / "changes.json").write_text(json.dumps(listed))
    with pytest.raises(ArchiveError, match="no file of the archive"):
        sync_handover.read(folder)


def test_a_handover_reads_no_link(tmp_path: Path) -> None:
    folder = tmp_path / "handover"
    (folder / "ours").mkdir(parents=True)
    (folder / "ours" / "state.json").symlink_to("/etc/passwd")
    listed = {"schema": 1, "changes": [{"path": "state.json", "base": False, "ours": True}]}
    (folder / "changes.json").write_text(json.dumps(listed))
    with pytest.raises(ArchiveError, match="is a link"):
        sync_handover.read(folder)


def test_the_token_stands_in_no_file_no_word_and_no_error(machine: Make, remote: Path, tmp_path: Path) -> None:
    one = machine(TOKEN)
    one.ledger(1)
    one.branch.push("one", WHEN)
    assert TOKEN not in repr(one.branch)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert TOKEN.encode() not in path.read_bytes(), path
    said = one.branch.git.ask("ls-remote", f"https://x:{TOKEN}@localhost:1/none")
    assert said.code
    assert TOKEN not in said.talk


@pytest.mark.fault("S12")
def test_only_the_newest_commit_is_fetched(machine: Make, remote: Path) -> None:
    one = machine()
    for number in range(1, 5):
        one.ledger(number)
        one.branch.push(f"day {number}", WHEN)
    shallow = Machine(remote.parent / "shallow", remote)
    shallow.branch = DataBranch(git=shallow.branch.git, remote=f"file://{remote}")
    shallow.branch.pull()
    assert shallow.branch.git.text("rev-list", "--count", BRANCH) == "1"
    shallow.ledger(9)
    assert shallow.branch.push("from a shallow clone", WHEN).changed
    assert len(commits(remote)) == 5
