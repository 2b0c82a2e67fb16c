"""Make a repository as an owner has it: this code on `main` of a bare remote, and a radar.toml."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GIT = shutil.which("git") or "git"
_LEFT_OUT = ("tests/", "bench/", "docs/", "sample/site/")


def git(*words: str, folder: Path) -> str:
    """Run git with a name of its own."""
    who = ["-c", "user.name=Sample Author 1", "-c", "user.email=sample@localhost", "-c", "init.defaultBranch=main"]
    return subprocess.run([GIT, *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def make(folder: Path, config: str) -> Path:
    """Give the bare remote of a fresh repository whose owner has just pushed a radar.toml."""
    tree, remote = folder / "owner", folder / "remote.git"
    tree.mkdir(parents=True)
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=ROOT).split("\0")
    for name in names:
        if name and not name.startswith(_LEFT_OUT) and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    git("init", "-q", folder=tree)
    git("init", "-q", "--bare", str(remote), folder=folder)
    git("remote", "add", "origin", str(remote), folder=tree)
    commit(tree, {"radar.toml": config})
    return remote


def commit(tree: Path, files: dict[str, str]) -> None:
    """Let the owner change files and push."""
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    git("add", "-A", folder=tree)
    git("commit", "-q", "-m", "change", folder=tree)
    git("push", "-q", "origin", "HEAD:main", folder=tree)


def data(remote: Path) -> dict[str, bytes]:
    """Read every file of the branch radar-data; none where there is no such branch."""
    if "radar-data" not in git("branch", "--format=%(refname:short)", folder=remote).split():
        return {}
    names = git("ls-tree", "-r", "--name-only", "-z", "radar-data", folder=remote).split("\0")
    return {
        name: subprocess.check_output([GIT, "--git-dir", str(remote), "show", f"radar-data:{name}"])
        for name in names
        if name
    }


def papers(files: dict[str, bytes]) -> dict[str, str]:
    """Give the day of every paper of an archive; fail on one that stands twice."""
    found: dict[str, str] = {}
    for name, text in files.items():
        if name.startswith("papers/"):
            for line in map(json.loads, text.decode().splitlines()):
                if line["record"] == "paper":
                    assert line["id"] not in found, f"{line['id']} stands twice"
                    found[line["id"]] = line["day"]
    return found
