"""Carry out what is documented for radars that do not run on GitHub: GitLab's pipeline, the image, a cron line.

No daemon builds the image here: its COPY and .dockerignore are carried out on a folder, and its program is run.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import fork
import pytest
import yaml
from owned import World

import tiny_world

ROOT: Final = Path(__file__).resolve().parents[2]
BASH: Final = shutil.which("bash") or "bash"


def surroundings(folder: Path, plugins: Path, day: str) -> dict[str, str]:
    """Give a run what a fresh machine sets, this network, and a day."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(plugins),
        "RADAR_NOW": f"{day}T08:00:00Z",
        "RADAR_ALLOW_HOST": "127.0.0.1",
        "RADAR_PACE": "0",
    }


def shell(command: str, folder: Path, env: Mapping[str, str]) -> None:
    """Run a line; it must succeed."""
    words = [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
    done = subprocess.run(words, cwd=folder, env=dict(env), capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"


# -- GitLab ---------------------------------------------------------------------------


def pipeline(world: World, job: Mapping[str, Any], day: str, run: int, kept: Path) -> Path:
    """Run GitLab's job as its runner does: a shallow clone, the cache brought back, the script line by line."""
    with world.net.net.lock:
        world.net.net.day = day
    folder = world.folder / f"pipeline-{run}"
    subprocess.run(
        [fork.GIT, "clone", "-q", f"--depth={job['variables']['GIT_DEPTH']}", f"file://{world.remote}", str(folder)],
        check=True,
    )
    for name in job["cache"]["paths"]:
        if (kept / name).exists():
            shutil.copytree(kept / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    env = surroundings(world.folder, folder / "plugins", day)
    url = {"RADAR_SITE_URL": "https://sample.gitlab.example/radar", "CI": "true", "GITLAB_CI": "true"}
    for line in job["script"]:
        shell(line, folder, env | url)
    shutil.rmtree(kept, ignore_errors=True)
    for name in job["cache"]["paths"]:
        if (folder / name).exists():
            shutil.copytree(folder / name, kept / name)
    return folder


def test_gitlab_keeps_the_archive_on_its_branch_and_publishes_the_site(
    world: Callable[..., World], tmp_path: Path
) -> None:
    owned = world()
    job = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())["pages"]
    first = pipeline(owned, job, tiny_world.WEEK[0], 1, tmp_path / "kept")
    papers = owned.papers()
    assert papers
    home = (first / "public" / "index.html").read_text()
    assert "https://sample.gitlab.example/radar/" in home
    second = pipeline(owned, job, tiny_world.WEEK[1], 2, tmp_path / "kept")
    assert papers.items() < owned.papers().items()
    days = {path.parent.name for path in (second / "public").glob("2026/03/*/index.html")}
    assert {tiny_world.WEEK[0][8:], tiny_world.WEEK[1][8:]} <= days
    assert job["artifacts"]["paths"] == ["public"]


def test_gitlab_never_runs_twice_at_once_and_installs_by_hash() -> None:
    whole = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    job = whole["pages"]
    assert job["resource_group"]
    assert any("--require-hashes -r requirements.lock" in line for line in job["before_script"])


# -- the image ------------------------------------------------------------------------


def image_lines() -> Iterator[tuple[str, str]]:
    """Give the Dockerfile's instructions with what follows them."""
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def context(folder: Path) -> None:
    """Copy what .dockerignore lets through: everything is left out but what a line beginning with `!` names."""
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    for rule in rules[1:]:
        if rule == "**/__pycache__":
            continue
        source = ROOT / rule.removeprefix("!")
        assert rule.startswith("!"), rule
        assert source.exists(), f".dockerignore lets {rule} through, which is not there"
        target = folder / rule.removeprefix("!")
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def test_the_image_holds_all_that_a_run_needs_and_nothing_of_an_owner(tmp_path: Path) -> None:
    import fakenet  # noqa: PLC0415 - found through tiny_world's path

    image, data = tmp_path / "radar", tmp_path / "data"
    image.mkdir()
    data.mkdir()
    context(image)
    for word, rest in image_lines():
        if word == "COPY":
            source = rest.split()[0]
            assert source == "." or (image / source).is_file(), f"COPY {source}: not in the context"
    assert not (image / "radar.toml").exists()
    assert not (image / "content" / "daily").exists()
    instructions = dict(image_lines())
    assert instructions["ENTRYPOINT"] == '["radar"]'
    assert instructions["WORKDIR"] == instructions["VOLUME"] == "/data"
    assert instructions["USER"] == "radar"
    before = sorted(path for path in image.rglob("*") if "__pycache__" not in path.parts)
    day = tiny_world.WEEK[0]
    with fakenet.start(tiny_world.write_corpus(tmp_path / "net", tiny_world.WEEK), day=day, scenario={}) as net:
        (data / "radar.toml").write_text(tiny_world.CONFIG.format(base=net.base_url))
        shell(f"{shlex.quote(sys.executable)} -m radar run", data, surroundings(tmp_path, image / "plugins", day))
    assert (data / "content" / "daily" / "papers" / "2026" / "03" / f"{day}.jsonl").is_file()
    assert (data / "output" / "index.html").is_file()
    assert (data / ".radar").is_dir()
    assert before == sorted(path for path in image.rglob("*") if "__pycache__" not in path.parts)


def test_the_first_run_of_a_container_needs_no_file_of_the_owner(tmp_path: Path) -> None:
    image, data = tmp_path / "radar", tmp_path / "data"
    image.mkdir()
    data.mkdir()
    context(image)
    env = surroundings(tmp_path, image / "plugins", tiny_world.WEEK[0])
    shell(f"{shlex.quote(sys.executable)} -m radar run --sample", data, env)
    assert "2026" in (data / "output" / "index.html").read_text()


# -- a schedule of one's own ------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_documented_cron_lines_are_five_fields_and_a_command(lang: str) -> None:
    text = (ROOT / "docs" / lang / "self-hosting.md").read_text(encoding="utf-8")
    block = text.split("```cron\n")[1:]
    assert block
    for lines in block:
        for line in lines.split("```")[0].strip().splitlines():
            fields = line.split(maxsplit=5)
            assert len(fields) == 6
            assert all(set(each) <= set("0123456789*/,-") for each in fields[:5]), line
            assert "radar" in fields[5]
